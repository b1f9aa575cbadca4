//! The fast road: our own forward pass over repacked weights.

use super::adapter::Adapter;
use super::forward::forward;
use super::weights::Weights;
use super::{Config, Feed, LanguageModel, ModelError, Rows, SLICE};
use crate::kernels::Kernel;
use crate::kernels::kv_cache::PAGE;
use crate::kernels::rope::RopeTable;
use crate::kernels::workspace::{Row, Shape, Workspace};
use crate::team::Team;

/// What the host decides about a model.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Threads to run on.
    pub threads: usize,
    /// Implementation of the integer dots.
    pub kernel: Kernel,
    /// Positions that a sequence may have; at most what the model was trained for.
    pub context: usize,
    /// Sequences to cache side by side.
    pub sequences: usize,
    /// Positions to cache, all sequences together, at least `context`; 0: `context` for each.
    pub positions: usize,
}

/// Pages of the cache that the settings ask for.
fn pages(settings: Settings) -> usize {
    let each = settings.context.div_ceil(PAGE);
    if settings.positions == 0 { each * settings.sequences.max(1) } else { settings.positions.div_ceil(PAGE).max(each) }
}

/// A llama-architecture model with its KV cache.
pub struct FastModel {
    config: Config,
    pub(super) weights: Weights,
    adapter: Option<Adapter>,
    pub(super) team: Team,
    pub(super) kernel: Kernel,
    pub(super) work: Workspace,
    /// Cached positions of each sequence.
    lengths: Vec<usize>,
    /// Which sequences go through the adapter.
    adapted: Vec<bool>,
    /// The rows of a pass, kept for their capacity.
    rows: Vec<Row>,
    wanted: Vec<usize>,
}

impl FastModel {
    /// A model ready to run.
    ///
    /// # Errors
    /// [`ModelError::Memory`] where the buffers don't fit.
    pub fn new(config: Config, weights: Weights, settings: Settings) -> Result<Self, ModelError> {
        let team = Team::new(settings.threads);
        let shape = Shape {
            width: config.width,
            feed_forward: config.feed_forward,
            heads: config.heads,
            kv_heads: config.kv_heads,
            head: config.head,
            layers: config.layers,
            vocabulary: config.vocabulary,
            context: settings.context.clamp(1, config.context),
            sequences: settings.sequences.max(1),
            pages: pages(settings),
            rows: SLICE,
            epsilon: config.epsilon,
        };
        let workspace = |shape: Shape| {
            let rope = RopeTable::new(
                shape.context,
                config.rope_dimensions,
                config.rope_base,
                config.rope_scale,
                weights.rope_factors.as_deref(),
            );
            Workspace::new(shape, rope, team.size())
        };
        // Where memory is short, fewer texts at once are better than none.
        let fewer = || {
            if settings.positions > 0 {
                workspace(Shape { pages: shape.context.div_ceil(PAGE), ..shape })
            } else {
                None
            }
        };
        let work = workspace(shape).or_else(fewer).ok_or(ModelError::Memory("the model's buffers"))?;
        Ok(Self {
            config,
            weights,
            adapter: None,
            team,
            kernel: settings.kernel,
            work,
            lengths: vec![0; shape.sequences],
            adapted: vec![false; shape.sequences],
            rows: Vec::with_capacity(SLICE),
            wanted: Vec::with_capacity(SLICE),
        })
    }

    /// The model's sizes.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Threads that it runs on.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.team.size()
    }

    /// Takes an adapter in place of the one that there is, or none. What sequences have cached by the old one is forgotten,
    /// and they are not adapted any more.
    pub fn set_adapter(&mut self, adapter: Option<Adapter>) {
        for sequence in 0..self.sequences() {
            self.adapt(sequence, false);
        }
        self.adapter = adapter;
    }

    /// Number of weights.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.matrices().map(|matrix| matrix.outputs * matrix.inputs).sum()
    }

    /// Bytes that the repacked matrices occupy.
    #[must_use]
    pub fn weight_bytes(&self) -> usize {
        self.matrices().map(crate::kernels::matrix::Matrix::bytes).sum()
    }

    pub(super) fn matrices(&self) -> impl Iterator<Item = &crate::kernels::matrix::Matrix> {
        let layers = self.weights.layers.iter().flat_map(|layer| {
            [&layer.query, &layer.key, &layer.value, &layer.output, &layer.gate, &layer.up, &layer.down]
        });
        layers.chain([&self.weights.embedding]).chain(self.weights.head.as_ref())
    }
}

impl LanguageModel for FastModel {
    fn vocabulary(&self) -> usize {
        self.config.vocabulary
    }

    fn context(&self) -> usize {
        self.work.shape().context
    }

    fn sequences(&self) -> usize {
        self.lengths.len()
    }

    fn cached(&self, sequence: usize) -> usize {
        self.lengths[sequence]
    }

    fn truncate(&mut self, sequence: usize, length: usize) {
        self.lengths[sequence] = self.lengths[sequence].min(length);
        // Shrinking never fails.
        let _ = self.work.resize(sequence, self.lengths[sequence]);
    }

    fn reserve(&mut self, sequence: usize, length: usize) -> bool {
        self.work.grow(sequence, length)
    }

    fn share(&mut self, from: usize, to: usize, length: usize) -> bool {
        let length = length.min(self.lengths[from]);
        self.truncate(to, if from == to { length } else { 0 });
        if from == to {
            return true;
        }
        if !self.work.resize(to, length) {
            return false;
        }
        self.work.copy_cache(from, to, length);
        (self.lengths[to], self.adapted[to]) = (length, self.adapted[from]);
        true
    }

    fn has_adapter(&self) -> bool {
        self.adapter.is_some()
    }

    fn adapt(&mut self, sequence: usize, adapted: bool) {
        if self.adapted[sequence] != adapted {
            self.truncate(sequence, 0);
            self.adapted[sequence] = adapted;
        }
    }

    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError> {
        self.rows.clear();
        self.wanted.clear();
        for (index, feed) in feeds.iter().enumerate() {
            let Some(cached) = self.lengths.get(feed.sequence).copied() else {
                return Err(ModelError::Contract("an unknown sequence"));
            };
            if feeds[..index].iter().any(|other| other.sequence == feed.sequence) {
                return Err(ModelError::Contract("one sequence twice in a feed"));
            }
            if self.rows.len() + feed.tokens.len() > SLICE {
                return Err(ModelError::Contract("more tokens than a slice"));
            }
            let adapted = self.adapted[feed.sequence];
            if adapted && self.adapter.is_none() {
                return Err(ModelError::Contract("an adapter that is not loaded"));
            }
            let wanted = cached + feed.tokens.len();
            if wanted > self.context() {
                return Err(ModelError::Context { wanted, context: self.context() });
            }
            for (offset, token) in feed.tokens.iter().enumerate() {
                if *token as usize >= self.config.vocabulary {
                    return Err(ModelError::Contract("a token outside of the vocabulary"));
                }
                let last = offset + 1 == feed.tokens.len();
                if feed.rows == Rows::All || (feed.rows == Rows::Last && last) {
                    self.wanted.push(self.rows.len());
                }
                self.rows.push(Row { token: *token, sequence: feed.sequence, position: cached + offset, adapted });
            }
        }
        for feed in feeds {
            if !self.work.grow(feed.sequence, self.lengths[feed.sequence] + feed.tokens.len()) {
                return Err(ModelError::Memory("so many texts at once"));
            }
        }
        if !self.work.set_rows(&self.rows, &self.wanted) {
            return Err(ModelError::Memory("the logits"));
        }
        let adapter = self.adapter.as_ref().filter(|_| self.rows.iter().any(|row| row.adapted));
        forward(&self.team, self.kernel, &self.weights, adapter, &mut self.work);
        for feed in feeds {
            self.lengths[feed.sequence] += feed.tokens.len();
        }
        Ok(())
    }

    fn logits(&self) -> &[f32] {
        self.work.logits()
    }
}
