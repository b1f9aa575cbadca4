//! What a run over the test set shows of one system, counted for the operating rule.

use std::collections::BTreeMap;

use super::note::Expectation;
use super::report::{NoteReport, SystemResult};
use crate::eval::faithfulness::Share;

/// What was counted of the notes of one kind.
#[derive(Default)]
pub(super) struct Tally {
    pub clean: Share,
    pub facts: Share,
}

/// What was counted of all notes.
#[derive(Default)]
pub(super) struct Counts {
    pub kinds: BTreeMap<String, Tally>,
    pub all: Tally,
    /// Notes that should be quoted, and those of them that were.
    pub left_alone: Share,
    /// Notes that should be summarized, and those of them that were.
    pub summarized: Share,
    /// Numbers, days and names, and those of them that are in the notes.
    pub figures: Share,
    pub written: usize,
    pub quoted: usize,
    pub dropped: usize,
    pub traps: usize,
    pub forbidden: usize,
    pub without_evidence: usize,
    pub errors: usize,
    /// Seconds and words of each note that the model read.
    pub times: Vec<(f64, usize)>,
    pub memory_bytes: f64,
}

impl Counts {
    /// Counts what one system made of the notes.
    pub fn of(notes: &[NoteReport], system: &str) -> Self {
        let mut counts = Self::default();
        for note in notes {
            note.systems.iter().filter(|result| result.system == system).for_each(|result| counts.add(note, result));
        }
        counts
    }

    fn add(&mut self, note: &NoteReport, result: &SystemResult) {
        let score = &result.score;
        let clean = Share { part: usize::from(score.failures.is_empty()), whole: 1 };
        for tally in [&mut self.all, self.kinds.entry(note.kind.clone()).or_default()] {
            tally.clean.add(clean);
            tally.facts.add(score.facts);
        }
        let expected = match note.expect {
            Expectation::Quote => &mut self.left_alone,
            Expectation::Summarize => &mut self.summarized,
        };
        expected.add(Share { part: usize::from(score.met), whole: 1 });
        self.figures.add(score.faithfulness.numbers);
        self.figures.add(score.faithfulness.names);
        self.written += score.written;
        self.quoted += score.quoted;
        self.dropped += score.dropped;
        self.traps += score.traps.len();
        self.forbidden += score.forbidden.len();
        self.without_evidence += score.without_evidence.len();
        self.errors += usize::from(score.error.is_some());
        // A note that is quoted as it is takes no time.
        let was_read = result.timings.is_none_or(|timings| timings.read_tokens > 0.0);
        self.times.extend(result.seconds.filter(|_| was_read).map(|seconds| (seconds, note.words)));
        self.memory_bytes = self.memory_bytes.max(result.memory_bytes.unwrap_or(0.0));
    }

    /// Kinds of which a summary has something wrong.
    pub fn faulty(&self) -> impl Iterator<Item = (&String, &Tally)> {
        self.kinds.iter().filter(|(_, tally)| tally.clean.part < tally.clean.whole)
    }

    /// Notes that the model reads in an hour; None where it read none.
    pub fn hourly(&self) -> Option<f64> {
        let seconds: f64 = self.times.iter().map(|(seconds, _)| seconds).sum();
        (seconds > 0.0).then(|| 3600.0 * self.times.len() as f64 / seconds)
    }
}
