//! The project's own test set: notes with the facts that a summary of them should tell (`tests/data/README.md`).
//!
//! A [`TestNote`] is what is known of a note, a [`TestSummary`] what a system made of it. [`score`] compares the two; it
//! needs nothing of the host, so the page uses it too ([`score_json`], [`report_json`]). A [`NotesReport`] adds up what was
//! found in a whole [`NotesRun`], and says what follows for who uses the tool ([`OperatingRule`]).

mod counts;
mod json;
mod markdown;
mod note;
mod reasons;
mod report;
mod rule;
mod run;
mod score;
mod summary;
mod totals;

pub use json::{ScoreError, report_json, score_json};
pub use markdown::markdown;
pub use note::{Expectation, Reason, Repeat, Road, TestNote, kind_label};
pub use report::{NoteReport, NotesReport, SystemResult};
pub use rule::{OperatingRule, RulePoint};
pub use run::{NotesRun, TestItem};
pub use score::{Caught, NoteScore, score};
pub use summary::{TestSentence, TestSummary, TestTimings};
pub use totals::{Row, Totals};
