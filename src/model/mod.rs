//! Ids to logits: the configuration, the weights, the KV cache and the forward pass.

#[cfg(feature = "candle")]
pub mod candle;

use thiserror::Error;

/// Why a model can't be built or run.
#[derive(Debug, Error, Clone, PartialEq)]
pub enum ModelError {
    /// The file's architecture has no fast road.
    #[error("the model's architecture is '{0}', which the fast engine does not run")]
    Architecture(String),
    /// More tokens than the KV cache has room for.
    #[error("{wanted} tokens do not fit the context of {context}")]
    Context {
        /// Positions that the caller needs.
        wanted: usize,
        /// Positions that the cache holds.
        context: usize,
    },
    /// The slow road failed.
    #[error("candle could not {0}")]
    Candle(String),
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
    /// Appends the tokens of each feed (sequences all different) and computes the rows that were asked for.
    ///
    /// # Errors
    /// [`ModelError::Context`] when a cache would overflow; nothing is appended then.
    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError>;
    /// Logits of the last [`LanguageModel::feed`], `[rows][vocabulary]`, in the order of the feeds.
    fn logits(&self) -> &[f32];
}
