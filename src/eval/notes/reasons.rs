//! The reasons for which a summary fails, in words.

use super::note::{Expectation, Reason, TestNote};
use super::score::NoteScore;
use super::summary::TestSummary;
use crate::eval::form::Fault;

/// Each thing that is wrong with a summary; empty where nothing is.
pub(super) fn reasons(note: &TestNote, summary: &TestSummary, found: &NoteScore) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(error) = &found.error {
        if !found.met {
            reasons.push(format!("There is no summary: {error}"));
        }
        return reasons;
    }
    if !found.met {
        reasons.push(unmet(note, summary, found));
    }
    if found.facts.part == 0 && found.facts.whole > 0 {
        reasons.push(format!("It tells none of the note's {} facts.", found.facts.whole));
    }
    for trap in &found.traps {
        let strings = quoted_all(&trap.not);
        reasons.push(format!("“{}” says {strings}; the note: {}.", trap.sentence, trap.why.trim_end_matches('.')));
    }
    for string in &found.forbidden {
        reasons.push(format!("It has “{string}”, which no summary of this note may have."));
    }
    if !found.faithfulness.unsupported.is_empty() {
        reasons.push(format!("Not in the note: {}.", quoted_all(&found.faithfulness.unsupported)));
    }
    for sentence in &found.without_evidence {
        reasons.push(format!("“{sentence}” names no passage of the note."));
    }
    if !found.repeats.is_empty() {
        reasons.push(format!("It says more than once: {}.", quoted_all(&found.repeats)));
    }
    reasons.extend(found.faults.iter().map(|fault| described(*fault).to_owned()));
    reasons
}

fn unmet(note: &TestNote, summary: &TestSummary, found: &NoteScore) -> String {
    let nothing = found.written == 0 && found.quoted == 0;
    match note.expect {
        _ if nothing => "It says nothing.".to_owned(),
        Expectation::Summarize => "It only quotes a note that should be summarized.".to_owned(),
        Expectation::Quote => {
            let why = note.reason.map_or("", explained);
            let first = match &summary.sentences {
                Some(all) => all.iter().find(|sentence| !sentence.is_quoted()).map(|sentence| sentence.text.as_str()),
                None => summary.single_sentences().first().copied(),
            };
            format!("The model rewrote a note that should be quoted{why}: “{}”", first.unwrap_or_default())
        }
    }
}

fn explained(reason: Reason) -> &'static str {
    match reason {
        Reason::Short => ", since it is short",
        Reason::List => ", since it is a list",
        Reason::Language => ", since it is not in English",
        Reason::Code => ", since it is code",
        Reason::Nothing => ", since it says nothing",
    }
}

fn described(fault: Fault) -> &'static str {
    match fault {
        Fault::Empty => "There is no text.",
        Fault::Unfinished => "A sentence breaks off.",
        Fault::Preamble => "It talks about itself.",
        Fault::SecondPerson => "It speaks to the reader.",
        Fault::ListInProse => "It is a list where prose is asked for.",
        Fault::TooLong => "It is longer than what was asked for.",
        Fault::Markup => "It has marks of markdown or of a chat in it.",
    }
}

fn quoted_all(strings: &[String]) -> String {
    strings.iter().map(|string| format!("“{string}”")).collect::<Vec<_>>().join(", ")
}
