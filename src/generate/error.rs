//! Why a request can't be carried out.

use thiserror::Error;

use crate::model::ModelError;

/// Why a generation can't begin or go on.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// There is nothing to read, so there is nothing to continue.
    #[error("the prompt has no tokens; give it at least one")]
    EmptyPrompt,
    /// Prompt and answer together are longer than the model's cache.
    #[error(
        "a prompt of {prompt} tokens and an answer of up to {max_tokens} do not fit the context of {context}; \
         use smaller pieces or a larger context"
    )]
    Context {
        /// Tokens of the prompt.
        prompt: usize,
        /// Tokens of the answer at most.
        max_tokens: usize,
        /// Positions of the model's cache.
        context: usize,
    },
    /// The model's cache has no such sequence.
    #[error("the model has no sequence {sequence}; it was loaded with {sequences}")]
    Sequence {
        /// The index that was asked for.
        sequence: usize,
        /// How many there are.
        sequences: usize,
    },
    /// The request wants the adapter, and there is none.
    #[error("no adapter is loaded; load one, or ask for the model alone")]
    Adapter,
    /// No logit is a number: the weights are damaged.
    #[error("the model gave no usable logits after {written} tokens; load the model again, or another file")]
    Logits {
        /// Tokens written so far.
        written: usize,
    },
    /// The forward pass failed.
    #[error("the model failed: {0}")]
    Model(#[from] ModelError),
}

impl GenerateError {
    /// The stable code of this error, for the boundary to the host.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Context { .. } => "context-overflow",
            Self::Adapter => "adapter-missing",
            Self::Model(error) => error.code(),
            Self::EmptyPrompt | Self::Sequence { .. } | Self::Logits { .. } => "engine-internal",
        }
    }
}
