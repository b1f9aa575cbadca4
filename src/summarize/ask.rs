//! What the model is asked about one part of a note.

use std::rc::Rc;

use super::error::SummarizeError;
use super::options::Options;
use super::plan::Part;
use super::prompt::vocabulary;
use crate::generate::{Grounding, Leaning, Request};
use crate::tokenizer::Tokenizer;

/// Added to the logits of the words that a chunk itself uses.
const LEANING: f32 = 2.0;

/// Tokens of one sentence at most.
pub const SENTENCE_TOKENS: usize = 64;

/// A part that has still to be read.
#[derive(Debug)]
pub struct Ask {
    /// The chunk, and what is wanted of it.
    pub part: Part,
    /// The ids of the whole prompt.
    pub prompt: Vec<u32>,
    /// Sentences to write about it at most.
    pub sentences: usize,
}

impl Ask {
    /// Tokens to write at most.
    #[must_use]
    pub fn to_write(&self) -> usize {
        self.sentences * SENTENCE_TOKENS
    }

    /// The request; `text` is the chunk's.
    ///
    /// # Errors
    /// Those of the tokenizer.
    pub fn request(&self, text: &str, options: &Options, tokenizer: &Tokenizer) -> Result<Request, SummarizeError> {
        Ok(Request {
            max_tokens: self.to_write(),
            max_sentences: self.sentences,
            leaning: if options.adapted {
                Leaning::default()
            } else {
                Leaning::new(vocabulary(text, tokenizer)?, LEANING)
            },
            grounding: (!options.ungrounded).then(|| Rc::new(Grounding::of(text))),
            trace: options.trace,
            adapted: options.adapted,
            prompt: self.prompt.clone(),
            ..Request::default()
        })
    }
}
