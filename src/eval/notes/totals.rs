//! What was found about many summaries, added up.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::SystemResult;
use super::summary::TestTimings;
use crate::eval::faithfulness::Share;
use crate::eval::form::Fault;

/// The totals of one system for one sort of summary, or for all.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What was asked for: `tldr medium`, or `all`.
    pub asked: String,
    /// The system.
    pub system: String,
    /// What was found.
    pub totals: Totals,
}

/// Sums over summaries.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Totals {
    /// Summaries, those that failed included.
    pub summaries: usize,
    /// Those that ended with an error.
    pub errors: usize,
    /// Facts that were told, of all.
    pub facts: Share,
    /// Traps that were fallen into.
    pub traps: usize,
    /// Forbidden strings.
    pub forbidden: usize,
    /// Sentences that the model worded.
    pub written: usize,
    /// Sentences that the notes worded.
    pub quoted: usize,
    /// Sentences that were written and not shown.
    pub dropped: usize,
    /// Sentences that name no passage of their note.
    pub without_evidence: usize,
    /// Numbers and names that are not in the note.
    pub unsupported: usize,
    /// Runs of four words that a summary has more than once.
    pub repeats: usize,
    /// How many summaries have each fault of form.
    pub faults: BTreeMap<Fault, usize>,
    /// Summaries where the tool did what it should with such a note.
    pub met: Share,
    /// Summaries that nothing is wrong with.
    pub clean: Share,
    /// Time for all.
    pub seconds: f64,
    /// Time for the slowest.
    pub slowest: f64,
    /// Most memory, in bytes.
    pub memory_bytes: f64,
    /// Tokens and time of all.
    pub timings: TestTimings,
}

impl Totals {
    /// Adds one summary.
    pub fn add(&mut self, result: &SystemResult) {
        let score = &result.score;
        let seconds = result.seconds.unwrap_or(0.0);
        self.summaries += 1;
        self.errors += usize::from(score.error.is_some());
        self.facts.add(score.facts);
        self.traps += score.traps.len();
        self.forbidden += score.forbidden.len();
        self.written += score.written;
        self.quoted += score.quoted;
        self.dropped += score.dropped;
        self.without_evidence += score.without_evidence.len();
        self.unsupported += score.faithfulness.unsupported.len();
        self.repeats += score.repeats.len();
        for fault in &score.faults {
            *self.faults.entry(*fault).or_default() += 1;
        }
        self.met.add(Share { part: usize::from(score.met), whole: 1 });
        self.clean.add(Share { part: usize::from(score.failures.is_empty()), whole: 1 });
        self.seconds += seconds;
        self.slowest = self.slowest.max(seconds);
        self.memory_bytes = self.memory_bytes.max(result.memory_bytes.unwrap_or(0.0));
        self.timings.add(result.timings.unwrap_or_default());
    }

    /// Faults of form in all.
    #[must_use]
    pub fn fault_count(&self) -> usize {
        self.faults.values().sum()
    }
}
