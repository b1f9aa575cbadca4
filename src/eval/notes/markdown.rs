//! The report over the test set as markdown: what follows from it and figures first, then every summary to be read.

use std::fmt::Write;

use super::note::{Expectation, Reason, Road};
use super::report::{NoteReport, NotesReport, SystemResult};
use super::totals::Row;

const TOTALS: &str = "| summaries | system | facts | traps | forbidden | written | quoted | dropped | no evidence | \
    unsupported | repeats | faults | as expected | clean | errors | s | slowest | read/s | written/s | MB |\n\
    |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

const NOTES: &str = "| note | asked | system | facts | traps | forbidden | written | quoted | dropped | no evidence | \
    unsupported | repeats | faults | as expected | s |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

const LEGEND: &str = "facts: told by one sentence of the summary, of all that the notes have; a summary has room for some of \
    them. traps: sentences that say what is not so. forbidden: strings that no summary of the note may have. written, quoted, \
    dropped: sentences that the model worded, that the note worded, and that were not shown. no evidence: sentences that name \
    no passage of the note. unsupported: numbers and names that the note does not have. repeats: runs of four words that a \
    summary has more than once. as expected: the tool wrote where it should, and only quoted where it should. clean: \
    summaries that nothing is wrong with. s, slowest: seconds for all and for the slowest. read/s, written/s: tokens of the \
    model in a second. MB: the most memory.";

/// Writes a report.
#[must_use]
pub fn markdown(report: &NotesReport) -> String {
    let mut text = String::from("# The project's own notes\n\n");
    if let Some(about) = report.run.as_object() {
        for (key, value) in about {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            line(&mut text, &format!("- {key}: {value}"));
        }
        text.push('\n');
    }
    if let Some(rule) = &report.rule {
        line(&mut text, "## The operating rule\n");
        rule.points.iter().for_each(|point| line(&mut text, &format!("- **{}.** {}", point.title, point.text)));
        text.push('\n');
    }
    line(&mut text, "## In total\n");
    line(&mut text, LEGEND);
    text.push('\n');
    text.push_str(TOTALS);
    report.totals.iter().for_each(|row| line(&mut text, &total(row)));
    line(&mut text, "\n## What went wrong\n");
    wrong(&mut text, report);
    line(&mut text, "\n## Note by note\n");
    text.push_str(NOTES);
    for note in &report.notes {
        note.systems.iter().for_each(|result| line(&mut text, &figures(note, result)));
    }
    line(&mut text, "\n## What was said");
    // Those that a visitor sees step by step come first.
    let (shown, others): (Vec<_>, Vec<_>) = report.notes.iter().partition(|note| note.path.is_some());
    for note in shown.into_iter().chain(others) {
        line(&mut text, &format!("\n### {}, {}\n", note.name, note.asked));
        line(&mut text, &described(note));
        note.systems.iter().for_each(|result| said(&mut text, result));
    }
    text
}

/// Every failure with its reason.
fn wrong(text: &mut String, report: &NotesReport) {
    let mut any = false;
    for note in &report.notes {
        for result in note.systems.iter().filter(|result| !result.score.failures.is_empty()) {
            any = true;
            let NoteReport { name, asked, .. } = note;
            line(text, &format!("- {name}, {asked}, {}: {}", result.system, result.score.failures.join(" ")));
        }
    }
    if !any {
        line(text, "Nothing was wrong with any summary.");
    }
}

fn line(text: &mut String, line: &str) {
    // Writing to a string can't fail.
    let _ = writeln!(text, "{line}");
}

fn total(row: &Row) -> String {
    let totals = &row.totals;
    let cells = [
        row.asked.clone(),
        row.system.clone(),
        of(totals.facts.part, totals.facts.whole),
        totals.traps.to_string(),
        totals.forbidden.to_string(),
        totals.written.to_string(),
        totals.quoted.to_string(),
        totals.dropped.to_string(),
        totals.without_evidence.to_string(),
        totals.unsupported.to_string(),
        totals.repeats.to_string(),
        totals.fault_count().to_string(),
        of(totals.met.part, totals.met.whole),
        of(totals.clean.part, totals.clean.whole),
        totals.errors.to_string(),
        format!("{:.1}", totals.seconds),
        format!("{:.1}", totals.slowest),
        rate(totals.timings.read_rate()),
        rate(totals.timings.write_rate()),
        format!("{:.0}", totals.memory_bytes / 1e6),
    ];
    format!("| {} |", cells.join(" | "))
}

fn figures(note: &NoteReport, result: &SystemResult) -> String {
    let score = &result.score;
    let met = match (&score.error, score.met) {
        (None, true) => "yes",
        (Some(_), true) => "yes (refused)",
        (None, false) => "**no**",
        (Some(_), false) => "**no (error)**",
    };
    let cells = [
        note.name.clone(),
        note.asked.clone(),
        result.system.clone(),
        of(score.facts.part, score.facts.whole),
        score.traps.len().to_string(),
        score.forbidden.len().to_string(),
        score.written.to_string(),
        score.quoted.to_string(),
        score.dropped.to_string(),
        score.without_evidence.len().to_string(),
        score.faithfulness.unsupported.len().to_string(),
        score.repeats.len().to_string(),
        score.faults.len().to_string(),
        met.to_owned(),
        result.seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds:.1}")),
    ];
    format!("| {} |", cells.join(" | "))
}

fn rate(rate: Option<f64>) -> String {
    rate.map_or_else(|| "–".to_owned(), |rate| format!("{rate:.0}"))
}

fn of(part: usize, whole: usize) -> String {
    format!("{part}/{whole}")
}

/// What sort of note it is, and what should be done with it.
fn described(note: &NoteReport) -> String {
    let expected = match (note.expect, note.reason) {
        (Expectation::Summarize, _) => "to be summarized",
        (Expectation::Quote, Some(Reason::Short)) => "to be quoted: it is short",
        (Expectation::Quote, Some(Reason::List)) => "to be quoted: it is a list",
        (Expectation::Quote, Some(Reason::Language)) => "to be quoted: it is not in English",
        (Expectation::Quote, Some(Reason::Code)) => "to be quoted: it is code",
        (Expectation::Quote, Some(Reason::Nothing)) => "to be quoted or refused: it says nothing",
        (Expectation::Quote, None) => "to be quoted",
    };
    let path = match note.path {
        Some(Road::Happy) => "; the note of the happy path",
        Some(Road::Failure) => "; the note of the failure path",
        None => "",
    };
    format!("A note of the kind {}, {expected}{path}.", note.kind)
}

fn said(text: &mut String, result: &SystemResult) {
    let score = &result.score;
    line(text, &format!("\n{}:\n", result.system));
    if let Some(error) = &score.error {
        line(text, &format!("> (no summary: {error})"));
    }
    if result.sentences.is_empty() {
        result.text.lines().for_each(|said| line(text, &format!("> {said}")));
    }
    for (origin, sentence) in &result.sentences {
        line(text, &format!("> - ({origin}) {sentence}"));
    }
    text.push('\n');
    if score.failures.is_empty() {
        line(text, "Nothing is wrong with it.");
    }
    score.failures.iter().for_each(|failure| line(text, &format!("- {failure}")));
    for (what, facts) in [("Told", &score.told), ("Not told", &score.missed)] {
        if !facts.is_empty() {
            line(text, &format!("\n{what} ({}): {}.", of(facts.len(), score.facts.whole), facts.join("; ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::run::NotesRun;
    use super::*;

    #[test]
    fn figures_failures_and_texts_are_there() {
        let note = serde_json::json!({"name": "shelf", "file": "shelf.txt", "kind": "email", "language": "en",
            "expect": "quote", "reason": "short", "path": "failure", "traps": [], "forbidden": ["sure"],
            "facts": [{"say": "It came late", "all": ["late"], "any": ["shelf"]}, {"say": "Tom paid", "all": ["tom"],
            "any": ["paid"]}]});
        let line = serde_json::json!({"note": note, "source": "The shelf came late. Tom paid.", "kind": "key-points",
            "length": "short", "outputs": {
                "Nutshell": {"text": "The shelf came late.", "seconds": 1.25, "memory_bytes": 2e6, "dropped": 1,
                    "timings": {"readTokens": 300, "readMs": 1500, "writtenTokens": 0, "writeMs": 0},
                    "sentences": [{"text": "The shelf came late.", "origin": "quoted",
                    "evidence": [{"start": 0, "end": 20}]}]},
                "raw model": {"error": "context-overflow: too long", "seconds": 0.5}}});
        let run = NotesRun::parse(&format!("{{\"run\":{{\"browser\":\"X 1\"}}}}\n{line}")).unwrap();
        let text = markdown(&NotesReport::of(&run));
        for expected in [
            "- browser: X 1\n",
            "| key-points short | Nutshell | 1/2 | 0 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 1/1 | 1/1 | 0 | 1.2 | 1.2 | 200 | – | 2 |\n",
            "| shelf | key-points short | Nutshell | 1/2 | 0 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | yes | 1.2 |\n",
            "| shelf | key-points short | raw model | 0/2 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | **no (error)** | 0.5 |\n",
            "to be quoted: it is short; the note of the failure path.",
            "> - (quoted) The shelf came late.\n\nNothing is wrong with it.\n\nTold (1/2): It came late.\n\nNot told (1/2): \
                Tom paid.\n",
            "- shelf, key-points short, raw model: There is no summary: context-overflow: too long\n",
            "## The operating rule\n\n- **In short.** Use a summary to see",
            "- **What a summary is good for.** The summaries tell 1 of the 2 known facts (50%).",
            "> (no summary: context-overflow: too long)\n\n- There is no summary: context-overflow: too long\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in:\n{text}");
        }
        assert!(!text.contains("| all |"), "of one sort there are no totals of all:\n{text}");
    }
}
