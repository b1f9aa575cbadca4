//! Why a vocabulary can't be used.

use crate::gguf::{GgufError, Shown};
use thiserror::Error;

/// Why a tokenizer can't be built from a model file, or a text can't be encoded.
#[derive(Debug, Error)]
pub enum TokenizerError {
    /// `tokenizer.ggml.model` names a kind of tokenizer that is not built here.
    #[error(
        "the model file's tokenizer is of the kind '{}'; \
         use a model whose tokenizer.ggml.model is 'gpt2' or 'llama'",
        Shown(.0)
    )]
    Model(String),
    /// `tokenizer.ggml.pre` names a way of splitting text that is not known here; guessing it would give wrong ids.
    #[error(
        "the model file's tokenizer.ggml.pre is '{}', a way of splitting text that is not known here; \
         use a model with one of: {known}",
        Shown(.0),
        known = super::pretokenize::KNOWN.join(", ")
    )]
    PreTokenizer(String),
    /// A field of the vocabulary is missing or of the wrong type.
    #[error(transparent)]
    Metadata(#[from] GgufError),
    /// A field of the vocabulary contradicts itself or another one.
    #[error("the model file's {field} is malformed: {reason}; get the file again or use another one")]
    Malformed {
        /// The metadata key.
        field: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The library under the tokenizer refused a vocabulary or a text that was checked before.
    #[error("the tokenizer failed: {0}; please report this together with the model's name")]
    Internal(String),
}

impl TokenizerError {
    /// The stable code of this error, for the boundary to the host.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Model(_) | Self::PreTokenizer(_) => "tokenizer-unsupported",
            Self::Metadata(error) => error.code(),
            Self::Malformed { .. } => "gguf-malformed",
            Self::Internal(_) => "engine-internal",
        }
    }
}

impl From<tokenizers::Error> for TokenizerError {
    fn from(error: tokenizers::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
