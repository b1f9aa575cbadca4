//! A note to a summary.
//!
//! The way of a note: it is cleaned (`clean`), taken apart into sentences, items and headings (`units`), and cut into
//! chunks at its headings, topics and paragraphs (`chunk`). Its sentences are weighed by their words and figures (`draft`,
//! `weigh`), and the chunks that have the best of them give the points (`plan`): the model reads those, and writes a
//! sentence or a few about each of several at a time (`task`, `prompt`). What a chunk's own words do not support is dropped
//! (`support`), and its best sentences take the place. Points are shown in the note's order as soon as they are certain
//! (`compose`). No summary is made of summaries: at this size of model, each pass adds inventions.
//!
//! A summary of the note's own sentences alone is in `extract`.
//!
//! A note that is a list, or hardly longer than its own summary, is quoted without asking the model (`list`).

mod ask;
mod chunk;
mod clean;
mod cohesion;
mod compose;
mod dialogue;
mod dispatcher;
mod draft;
mod error;
mod event;
pub mod extract;
mod job;
mod language;
mod line_breaks;
mod list;
mod options;
mod plan;
mod prompt;
mod quote_only;
mod support;
mod task;
mod units;
mod weigh;
pub(crate) mod words;

pub use clean::{Block, Document, Kind as BlockKind, Omission, Omitted, Piece, Standing, clean};
pub use dispatcher::Dispatcher;
pub use error::SummarizeError;
pub use event::{Coverage, Event, Evidence, Failure, Origin, Sentence, Summary};
pub use job::{MAX_NOTE_BYTES, SummaryJob};
pub use options::{Format, Kind, Length, Options};
pub use prompt::BACKGROUND_TOKENS;
