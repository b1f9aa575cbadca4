//! Ids to logits: the configuration, the weights, the KV cache and the forward pass.

mod adapter;
#[cfg(feature = "candle")]
pub mod candle;
mod config;
mod fast;
mod fingerprint;
mod forward;
mod load;
mod roofline;
mod weights;

use thiserror::Error;

use crate::gguf::GgufError;

pub use adapter::Adapter;
pub use config::Config;
pub use fast::{FastModel, Settings};
pub use fingerprint::{Fingerprint, fingerprint};
pub use load::Loader;
pub use roofline::Roofline;

/// Tokens of one [`LanguageModel::feed`] at most, all sequences together.
pub const SLICE: usize = 64;

/// Why a model can't be built or run.
#[derive(Debug, Error, Clone, PartialEq)]
pub enum ModelError {
    /// The file itself is damaged, or no GGUF.
    #[error(transparent)]
    Gguf(#[from] GgufError),
    /// Sound, but nothing that the fast road runs; the slow road may.
    #[error("the fast engine does not run {0}")]
    Architecture(String),
    /// A model that no road runs.
    #[error("this model can't be used: {0}. Choose a GGUF of the llama architecture, such as SmolLM2")]
    Unsupported(String),
    /// The weights or buffers don't fit the memory.
    #[error("there is not enough memory for {0}. Close other tabs, or choose a smaller model")]
    Memory(&'static str),
    /// An adapter that the model can't have.
    #[error("this adapter can't be used: {0}")]
    Adapter(String),
    /// More tokens than the KV cache has room for.
    #[error("{wanted} tokens do not fit the context of {context}")]
    Context {
        /// Positions that the caller needs.
        wanted: usize,
        /// Positions that the cache holds.
        context: usize,
    },
    /// A call that breaks the trait's contract: too many tokens, an unknown sequence or token.
    #[error("the engine was asked for something impossible: {0}")]
    Contract(&'static str),
    /// The slow road failed.
    #[error("candle could not {0}. The file may be damaged: download it again, or choose another model")]
    Candle(String),
}

impl ModelError {
    /// The code at the boundary.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Gguf(error) => error.code(),
            Self::Architecture(_) => "model-architecture",
            Self::Unsupported(_) => "model-unsupported",
            Self::Memory(_) => "model-memory",
            Self::Adapter(_) => "adapter-unusable",
            Self::Context { .. } => "context-overflow",
            Self::Candle(_) => "model-unsupported",
            Self::Contract(_) => "engine-internal",
        }
    }
}

/// Which rows of a [`Feed`] the caller wants logits of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// None: the tokens only fill the KV cache.
    None,
    /// The last token's row.
    Last,
    /// Every token's row.
    All,
}

/// Tokens to append to one sequence.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// Which sequence (an index below [`LanguageModel::sequences`]).
    pub sequence: usize,
    /// The tokens, in order, to put after those already cached.
    pub tokens: &'a [u32],
    /// The rows whose logits are wanted.
    pub rows: Rows,
}

/// A causal language model with a KV cache per sequence. The fast road and the slow road both are one.
pub trait LanguageModel {
    /// Number of ids in the vocabulary = width of a row of logits.
    fn vocabulary(&self) -> usize;
    /// Positions that each sequence's cache holds.
    fn context(&self) -> usize;
    /// Number of sequences that can be cached side by side.
    fn sequences(&self) -> usize;
    /// Number of positions cached for `sequence`.
    fn cached(&self, sequence: usize) -> usize;
    /// Forgets every position of `sequence` from `length` on.
    fn truncate(&mut self, sequence: usize, length: usize);
    /// Keeps room for `length` positions of `sequence` until it is truncated; false where there is none.
    fn reserve(&mut self, sequence: usize, length: usize) -> bool;
    /// Makes the first `length` positions of `to` those of `from` (at most as many as it has), adapted or not; false, and
    /// `to` empty, where there is no room for them.
    fn share(&mut self, from: usize, to: usize, length: usize) -> bool;
    /// Whether an adapter is loaded beside the weights.
    fn has_adapter(&self) -> bool {
        false
    }
    /// Says whether `sequence` is adapted from now on: whether what is fed to it goes through the adapter. What it has cached
    /// in the other way is forgotten.
    fn adapt(&mut self, _sequence: usize, _adapted: bool) {}
    /// Appends the tokens of each feed (sequences all different, at most [`SLICE`] tokens together) and computes the
    /// rows that were asked for.
    ///
    /// # Errors
    /// [`ModelError::Context`] when a sequence would grow too long, [`ModelError::Memory`] when the caches of all are
    /// full; nothing is appended then.
    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError>;
    /// Logits of the last [`LanguageModel::feed`], `[rows][vocabulary]`, in the order of the feeds.
    fn logits(&self) -> &[f32];
}
