//! Every buffer of a forward pass, allocated once.

use std::ops::Range;

use super::attention::{Attended, QUERIES};
use super::cells::Cells;
use super::kv_cache::{KvCache, PAGE};
use super::low_rank::{MOST_MAPS, MOST_RANK};
use super::product::SCRATCH;
use super::rope::RopeTable;
use super::{BLOCK, TILE};

/// The sizes that the buffers follow from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Width of the residual stream.
    pub width: usize,
    /// Width of the feed-forward layer.
    pub feed_forward: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads; each serves `heads / kv_heads` query heads.
    pub kv_heads: usize,
    /// Dimensions of a head.
    pub head: usize,
    /// Layers.
    pub layers: usize,
    /// Rows of logits are this wide.
    pub vocabulary: usize,
    /// Positions that a sequence may have.
    pub context: usize,
    /// Sequences cached side by side.
    pub sequences: usize,
    /// Pages of the cache, which the sequences share.
    pub pages: usize,
    /// Rows (tokens) of one pass at most.
    pub rows: usize,
    /// Epsilon of the norms.
    pub epsilon: f32,
}

impl Shape {
    /// Width of all query heads together.
    #[must_use]
    pub fn queries(&self) -> usize {
        self.heads * self.head
    }

    /// Width of all key heads together (and of all value heads).
    #[must_use]
    pub fn keys(&self) -> usize {
        self.kv_heads * self.head
    }

    /// The widest input of any product.
    fn widest(&self) -> usize {
        self.width.max(self.feed_forward).max(self.queries())
    }

    /// Rows of one sequence whose queries share one reading of the cache.
    fn rows_at_once(&self) -> usize {
        (QUERIES / (self.heads / self.kv_heads)).max(1)
    }
}

/// One token of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// The token's id.
    pub token: u32,
    /// Which sequence it belongs to.
    pub sequence: usize,
    /// Its position in that sequence.
    pub position: usize,
    /// Whether low-rank terms are added to what the base makes of it.
    pub adapted: bool,
}

/// Rows up to which each member prepares the inputs of the products for itself: repeating the little work costs less than
/// waiting for each other.
pub(super) const FEW: usize = TILE;

/// Rows of eight bits: `[rows][inputs]`, `[rows][inputs / 32]` twice, in tiles.
pub(super) type Eight = (Cells<i8>, Cells<f32>, Cells<f32>);

fn eight(elements: usize) -> Option<Eight> {
    Some((Cells::new(elements)?, Cells::new(elements / BLOCK)?, Cells::new(elements / BLOCK)?))
}

/// Quantized rows, `capacity` of the widest product's inputs.
pub(super) struct Quantized {
    /// Eight bits.
    pub eight: Eight,
    /// Fourteen bits: `[rows][inputs]`, `[rows][inputs / 32]`.
    pub fourteen: (Cells<i16>, Cells<f32>),
}

impl Quantized {
    fn new(elements: usize) -> Option<Self> {
        Some(Self { eight: eight(elements)?, fourteen: (Cells::new(elements)?, Cells::new(elements / BLOCK)?) })
    }
}

/// What each member has for itself.
pub(super) struct Own {
    /// Quantized inputs of the next product where there are at most [`FEW`] rows.
    pub inputs: Quantized,
    /// One normalized or mixed row, `[width or heads * head]`.
    pub row: Cells<f32>,
    /// One unpacked panel, `[inputs][SCRATCH]`.
    pub panel: Cells<u8>,
    /// A block of the feed-forward layer's gate, `[rows][32]`.
    pub gate: Cells<f32>,
    /// The same of its second factor.
    pub up: Cells<f32>,
    /// What the low-rank terms' A makes of some rows, `[rows][maps * rank]`.
    pub low: Cells<f32>,
    /// The same, quantized, where there are at most [`FEW`] rows: see [`Workspace::reduced`].
    pub reduced: Eight,
    /// Attention's buffers: see `attention::Scratch`.
    pub queries: Cells<i16>,
    pub scales: Cells<f32>,
    pub scores: Cells<f32>,
    pub weights: Cells<i16>,
    /// What attention gave for one page and for those before: `[2][QUERIES]`, each as `Attended`.
    pub attended: Cells<f32>,
}

/// Buffers of a forward pass and the KV cache, for one team.
pub struct Workspace {
    pub(super) shape: Shape,
    pub(super) rope: RopeTable,
    /// The rows of the pass under way.
    pub(super) rows: Vec<Row>,
    /// Rows that attend together: consecutive ones of one sequence.
    pub(super) runs: Vec<Range<usize>>,
    /// Indices into `rows` of those whose logits are wanted.
    pub(super) wanted: Vec<usize>,
    /// The residual stream, `[rows][width]`.
    pub(super) hidden: Cells<f32>,
    /// `[rows][heads][head]`.
    pub(super) query: Cells<f32>,
    /// `[rows][kv_heads][head]`.
    pub(super) key: Cells<f32>,
    /// `[rows][kv_heads][head]`.
    pub(super) value: Cells<f32>,
    /// Output of attention, `[rows][heads][head]`.
    pub(super) mixed: Cells<f32>,
    /// What attention gave page by page where there are at most [`FEW`] rows: `[rows][heads][pages]`, each as `Attended`.
    pub(super) attended: Cells<f32>,
    /// Quantized inputs of the next product.
    pub(super) inputs: Quantized,
    /// Quantized activations of the feed-forward layer, `feed_forward` wide.
    pub(super) activated: Quantized,
    /// Quantized inputs of the low-rank terms' B, `[maps]` times eight-bit rows.
    pub(super) reduced: Eight,
    pub(super) cache: KvCache,
    /// One for each member.
    pub(super) own: Vec<Own>,
    /// `[wanted][vocabulary]`.
    pub(super) logits: Cells<f32>,
}

impl Workspace {
    /// Buffers for a team of `members`; `None` where memory does not suffice.
    #[must_use]
    pub fn new(shape: Shape, rope: RopeTable, members: usize) -> Option<Self> {
        let attended = Attended::size(shape.head);
        let low = MOST_MAPS * MOST_RANK;
        let own = || {
            Some(Own {
                inputs: Quantized::new(FEW * shape.width.max(shape.queries()))?,
                row: Cells::new(shape.width.max(shape.queries()))?,
                panel: Cells::new(shape.widest().max(MOST_RANK) * SCRATCH)?,
                gate: Cells::new(shape.rows * BLOCK)?,
                up: Cells::new(shape.rows * BLOCK)?,
                low: Cells::new(shape.rows * low)?,
                reduced: eight(FEW * low)?,
                queries: Cells::new(QUERIES * shape.head)?,
                scales: Cells::new(QUERIES)?,
                scores: Cells::new(QUERIES * PAGE)?,
                weights: Cells::new(QUERIES * PAGE)?,
                attended: Cells::new(2 * QUERIES * attended)?,
            })
        };
        Some(Self {
            shape,
            rope,
            rows: Vec::with_capacity(shape.rows),
            runs: Vec::with_capacity(shape.rows),
            wanted: Vec::with_capacity(shape.rows),
            hidden: Cells::new(shape.rows * shape.width)?,
            query: Cells::new(shape.rows * shape.queries())?,
            key: Cells::new(shape.rows * shape.keys())?,
            value: Cells::new(shape.rows * shape.keys())?,
            mixed: Cells::new(shape.rows * shape.queries())?,
            attended: Cells::new(FEW * shape.heads * shape.context.div_ceil(PAGE) * attended)?,
            inputs: Quantized::new(shape.rows.next_multiple_of(TILE) * shape.width.max(shape.queries()))?,
            activated: Quantized::new(shape.rows.next_multiple_of(TILE) * shape.feed_forward)?,
            reduced: eight(shape.rows.next_multiple_of(TILE) * low)?,
            cache: KvCache::new(shape.layers, shape.kv_heads, shape.head, shape.sequences, shape.pages)?,
            own: (0..members).map(|_| own()).collect::<Option<_>>()?,
            logits: Cells::new(shape.vocabulary)?,
        })
    }

    /// The sizes that it was made for.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Gives a sequence room for at least `length` positions; false where no pages are left.
    #[must_use]
    pub fn grow(&mut self, sequence: usize, length: usize) -> bool {
        self.cache.holds(sequence, length) || self.cache.resize(sequence, length)
    }

    /// Gives a sequence room for `length` positions and takes back what it has beyond; false where no pages are left.
    #[must_use]
    pub fn resize(&mut self, sequence: usize, length: usize) -> bool {
        self.cache.resize(sequence, length)
    }

    /// Makes the first `length` positions of `to` those of `from`; both have room for them.
    pub fn copy_cache(&mut self, from: usize, to: usize, length: usize) {
        self.cache.copy(from, to, length);
    }

    /// Sets the rows of the next pass and which of them (indices, ascending) get logits; false where memory does not
    /// suffice for so many logits.
    ///
    /// # Panics
    /// When there are more rows than the shape allows or a row lies outside of it: the caller's own error.
    #[must_use]
    pub fn set_rows(&mut self, rows: &[Row], wanted: &[usize]) -> bool {
        let shape = &self.shape;
        assert!(rows.len() <= shape.rows && wanted.iter().all(|i| *i < rows.len()));
        assert!(rows.iter().all(|row| row.position < shape.context && row.sequence < shape.sequences));
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        self.wanted.clear();
        self.wanted.extend_from_slice(wanted);
        self.runs.clear();
        for (index, row) in rows.iter().enumerate() {
            match self.runs.last_mut() {
                Some(run) if run.len() < shape.rows_at_once() && rows[run.start].sequence == row.sequence => {
                    run.end += 1
                }
                _ => self.runs.push(index..index + 1),
            }
        }
        if self.logits.len() < wanted.len() * shape.vocabulary {
            match Cells::new(wanted.len() * shape.vocabulary) {
                Some(logits) => self.logits = logits,
                None => return false,
            }
        }
        true
    }

    /// Logits of the last pass, `[wanted][vocabulary]`.
    #[must_use]
    pub fn logits(&self) -> &[f32] {
        // SAFETY: no pass runs, since a pass borrows the workspace mutably: nobody writes.
        unsafe { self.logits.read(0..self.wanted.len() * self.shape.vocabulary) }
    }
}
