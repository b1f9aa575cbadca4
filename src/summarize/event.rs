//! What a job tells while it works; as JSON it is what crosses the boundary to the host.

use serde::Serialize;

use crate::generate::Step;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Event {
    /// Tokens of prompts that the model has before it, of all that the job has.
    Read {
        /// So far.
        done: usize,
        /// Those of them that it had still cached, from a prompt with the same beginning.
        cached: usize,
        /// In the whole job.
        total: usize,
    },
    /// Tokens that were written, of what the job may still come to: the total falls whenever an answer is shorter than it
    /// might have been.
    Write {
        /// So far.
        done: usize,
        /// At most, in the whole job.
        total: usize,
    },
    /// A choice of the model, where the options ask for a trace.
    Choice {
        /// Which part of the note it writes about.
        part: usize,
        /// What it was between.
        step: Box<Step>,
    },
    /// A piece to append to the summary.
    Text {
        /// The piece.
        text: String,
        /// What it says, without the marks and the white space around it.
        sentence: Sentence,
    },
    /// The end.
    Done {
        /// Everything about the summary.
        summary: Summary,
    },
    /// The end of a job that can't go on.
    Error {
        /// Why.
        error: Failure,
    },
}

/// Why a job can't go on, as it crosses the boundary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// The stable code.
    pub code: &'static str,
    /// For the person.
    pub message: String,
    /// For those who look for the cause.
    pub detail: String,
}

impl Failure {
    /// The failure that an error means.
    #[must_use]
    pub fn new(code: &'static str, error: &dyn std::error::Error) -> Self {
        Self { code, message: error.to_string(), detail: String::new() }
    }
}

/// A finished summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The text: all [`Event::Text`] together.
    pub text: String,
    /// What the text consists of, in order.
    pub sentences: Vec<Sentence>,
    /// Sentences that the model wrote and the note does not support, which are not shown.
    pub dropped: usize,
    /// What of the note was taken into account.
    pub coverage: Coverage,
    /// Prompt tokens that the model read; those that it had still cached are not among them.
    pub read_tokens: usize,
    /// Tokens that the model wrote, those that are not shown included.
    pub written_tokens: usize,
    /// Sentences for the person about what is unusual.
    pub warnings: Vec<String>,
}

/// A sentence of a summary, or another of its points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sentence {
    /// As it is shown.
    pub text: String,
    /// Whose wording it is.
    pub origin: Origin,
    /// What it rests on, the best first; never empty. Of what was written without grounding: the part that the model had
    /// before it, with a score of 0.
    pub evidence: Vec<Evidence>,
}

/// Where a sentence's wording comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The model wrote it.
    Written,
    /// The note has it.
    Quoted,
    /// The model wrote it without grounding, and nobody looked it up.
    Ungrounded,
}

/// A passage of the note that a sentence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Evidence {
    /// Where it begins, in UTF-16 code units of the note as it was given: what strings of the web are indexed by.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Share of the sentence's content words that it has.
    pub score: f64,
}

/// How much of a note a summary rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// Tokens of the chunks that the model was given: those with the sentences that say most. Where the note is quoted
    /// without the model, those of all chunks that are quoted from.
    pub tokens_read: usize,
    /// Tokens of the whole note (without front matter): all its sentences were weighed.
    pub tokens_total: usize,
    /// Number of the chunks that the summary takes its points from.
    pub chunks: usize,
}
