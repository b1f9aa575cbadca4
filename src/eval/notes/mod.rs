//! The project's own test set: notes with the facts that a summary of them should tell (`tests/data/README.md`).
//!
//! A [`TestNote`] is what is known of a note, a [`TestSummary`] what a system made of it. [`score`] compares the two; it
//! needs nothing of the host, so the page can use it too. A [`NotesReport`] adds up what was found in a whole
//! [`NotesRun`].

mod json;
mod markdown;
mod note;
mod reasons;
mod report;
mod run;
mod score;
mod summary;
mod totals;

pub use json::{ScoreError, score_json};
pub use markdown::markdown;
pub use note::{Expectation, Reason, Repeat, Road, TestNote};
pub use report::{NoteReport, NotesReport, SystemResult};
pub use run::{NotesRun, TestItem};
pub use score::{Caught, NoteScore, score};
pub use summary::{TestSentence, TestSummary};
pub use totals::{Row, Totals};
