//! Why a note can't be summarized.

use thiserror::Error;

use crate::generate::GenerateError;
use crate::tokenizer::TokenizerError;

/// Why a job can't begin or go on.
#[derive(Debug, Error)]
pub enum SummarizeError {
    /// Nothing to summarize.
    #[error("the note is empty; type, paste or choose a text first")]
    NoteEmpty,
    /// More than a tab can read in a sensible time.
    #[error("the note has {bytes} bytes, and the limit is {limit}; split it into parts and summarize each")]
    NoteTooLong {
        /// UTF-8 bytes of the note.
        bytes: usize,
        /// [`super::MAX_NOTE_BYTES`].
        limit: usize,
    },
    /// An option that is not known.
    #[error("the option '{field}' is {found}; use {expected}")]
    Options {
        /// The option's name.
        field: String,
        /// What it was.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// The model's context is too small even for a short piece of the note.
    #[error(
        "the context of {context} tokens leaves no room for the note beside the instruction, the background and the \
         answer; load the model with a context of at least {needed}"
    )]
    Context {
        /// Positions that the model was loaded with.
        context: usize,
        /// Positions needed at least.
        needed: usize,
    },
    /// The tokenizer failed on the note.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// Writing failed.
    #[error(transparent)]
    Generate(#[from] GenerateError),
}

impl SummarizeError {
    /// The stable code of this error, for the boundary to the host.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoteEmpty => "note-empty",
            Self::NoteTooLong { .. } => "note-too-long",
            Self::Options { .. } => "options-invalid",
            Self::Context { .. } => "context-overflow",
            Self::Tokenizer(error) => error.code(),
            Self::Generate(error) => error.code(),
        }
    }
}
