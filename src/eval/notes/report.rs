//! The report over the test set: every summary with its score, and the totals.

use serde::Serialize;
use serde_json::Value;

use super::note::{Expectation, Reason, Road};
use super::rule::OperatingRule;
use super::run::{NotesRun, TestItem};
use super::score::{NoteScore, score};
use super::summary::{TestSummary, TestTimings};
use super::totals::{Row, Totals};
use crate::summarize::Options;

/// What the row of all sorts of summaries is called.
pub const ALL: &str = "all";

/// The system that the operating rule is about.
pub const NUTSHELL: &str = "Nutshell";

/// The whole report.
#[derive(Debug, Clone, Serialize)]
pub struct NotesReport {
    /// What was run: see [`NotesRun::about`].
    pub run: Value,
    /// What follows for who uses [`NUTSHELL`].
    pub rule: Option<OperatingRule>,
    /// For each sort of summary and system, in the order of the items; with more than one sort, all of them at the end.
    pub totals: Vec<Row>,
    /// In the order of the items.
    pub notes: Vec<NoteReport>,
}

/// A note and what was asked for.
#[derive(Debug, Clone, Serialize)]
pub struct NoteReport {
    /// Its name.
    pub name: String,
    /// Its own kind: `meeting`, `email`, …
    pub kind: String,
    /// What the tool should do with it.
    pub expect: Expectation,
    /// Why it should quote.
    pub reason: Option<Reason>,
    /// Which of the two notes that a visitor can run it is.
    pub path: Option<Road>,
    /// Its length.
    pub words: usize,
    /// Kind and length of the summary: `tldr medium`.
    pub asked: String,
    /// By the names of the systems.
    pub systems: Vec<SystemResult>,
}

/// What one system made of it.
#[derive(Debug, Clone, Serialize)]
pub struct SystemResult {
    /// The system.
    pub system: String,
    /// The summary.
    pub text: String,
    /// Its sentences, each with its origin, where the system says them.
    pub sentences: Vec<(String, String)>,
    /// How long it took.
    pub seconds: Option<f64>,
    /// The most memory that the system had, in bytes.
    pub memory_bytes: Option<f64>,
    /// What the model did in that time.
    pub timings: Option<TestTimings>,
    /// What was found about it.
    pub score: NoteScore,
}

impl NotesReport {
    /// Scores a run.
    #[must_use]
    pub fn of(run: &NotesRun) -> Self {
        let mut totals: Vec<Row> = Vec::new();
        let mut notes = Vec::new();
        for (item, options) in &run.items {
            let note = NoteReport::of(item, options);
            for result in &note.systems {
                for asked in [note.asked.as_str(), ALL] {
                    row(&mut totals, asked, &result.system).add(result);
                }
            }
            notes.push(note);
        }
        let (all, mut each): (Vec<Row>, Vec<Row>) = totals.into_iter().partition(|row| row.asked == ALL);
        if each.len() > all.len() {
            each.extend(all);
        }
        let rule = OperatingRule::of(&notes, NUTSHELL);
        Self { run: run.about.clone(), rule, totals: each, notes }
    }
}

fn row<'a>(rows: &'a mut Vec<Row>, asked: &str, system: &str) -> &'a mut Totals {
    let at = rows.iter().position(|row| row.asked == asked && row.system == system).unwrap_or_else(|| {
        rows.push(Row { asked: asked.to_owned(), system: system.to_owned(), totals: Totals::default() });
        rows.len() - 1
    });
    &mut rows[at].totals
}

impl NoteReport {
    fn of(item: &TestItem, options: &Options) -> Self {
        let TestItem { note, source, kind, length, outputs } = item;
        let result = |(system, summary): (&String, &TestSummary)| SystemResult {
            system: system.clone(),
            text: summary.text.clone(),
            sentences: summary.sentences.iter().flatten().map(|one| (one.origin.clone(), one.text.clone())).collect(),
            seconds: summary.seconds,
            memory_bytes: summary.memory_bytes,
            timings: summary.timings,
            score: score(note, source, options, summary),
        };
        Self {
            name: note.name.clone(),
            kind: note.kind.clone(),
            expect: note.expect,
            reason: note.reason,
            path: note.path,
            words: source.split_whitespace().count(),
            asked: format!("{kind} {length}"),
            systems: outputs.iter().map(result).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::faithfulness::Share;

    #[test]
    fn totals_are_per_sort_and_system_and_of_all() {
        let note = serde_json::json!({"name": "a", "file": "a.txt", "kind": "email", "language": "en",
            "expect": "summarize", "traps": [], "forbidden": [],
            "facts": [{"say": "Tom paid", "all": ["tom"], "any": ["paid"]}]});
        let line = |kind: &str, ours: &str, seconds: f64| {
            serde_json::json!({"note": note, "source": "Tom paid.", "kind": kind, "length": "short", "outputs": {
                "Nutshell": {"text": ours, "seconds": seconds, "memory_bytes": 7.0}, "raw model": {"error": "no"}}})
            .to_string()
        };
        let lines =
            [line("tldr", "Tom paid.", 1.0), line("tldr", "Brandon paid", 3.0), line("teaser", "Tom paid.", 2.0)];
        let report = NotesReport::of(&NotesRun::parse(&lines.join("\n")).unwrap());
        let rows: Vec<(&str, &str, usize)> =
            report.totals.iter().map(|row| (row.asked.as_str(), row.system.as_str(), row.totals.summaries)).collect();
        assert_eq!(
            rows,
            [
                ("tldr short", "Nutshell", 2),
                ("tldr short", "raw model", 2),
                ("teaser short", "Nutshell", 1),
                ("teaser short", "raw model", 1),
                (ALL, "Nutshell", 3),
                (ALL, "raw model", 3),
            ]
        );
        let (tldr, raw, all) = (&report.totals[0].totals, &report.totals[1].totals, &report.totals[4].totals);
        assert_eq!((tldr.facts, tldr.unsupported, tldr.fault_count()), (Share { part: 1, whole: 2 }, 1, 1));
        assert_eq!((tldr.clean, tldr.met), (Share { part: 1, whole: 2 }, Share { part: 2, whole: 2 }));
        assert_eq!((raw.errors, raw.fault_count(), raw.clean.part), (2, 0, 0));
        assert!((all.seconds - 6.0).abs() < 1e-9 && (all.slowest - 3.0).abs() < 1e-9 && all.memory_bytes > 6.0);
    }
}
