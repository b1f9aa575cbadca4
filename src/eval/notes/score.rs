//! One summary of one note: what it tells, what it gets wrong, and why it fails.

use serde::Serialize;

use super::note::{Expectation, Reason, TestNote};
use super::reasons::reasons;
use super::summary::TestSummary;
use crate::eval::facts::Fact;
use crate::eval::faithfulness::{Faithfulness, Share, Source, repeats};
use crate::eval::form::{Fault, faults};
use crate::eval::spelling::Plain;
use crate::summarize::Options;

/// What was found about a summary.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NoteScore {
    /// Facts that it tells, of all.
    pub facts: Share,
    /// Those that it tells, in English.
    pub told: Vec<String>,
    /// The others.
    pub missed: Vec<String>,
    /// Traps that it falls into.
    pub traps: Vec<Caught>,
    /// Forbidden strings that it has.
    pub forbidden: Vec<String>,
    /// Sentences that the model worded.
    pub written: usize,
    /// Sentences that the note worded.
    pub quoted: usize,
    /// Sentences that were written and not shown.
    pub dropped: usize,
    /// Sentences that name no passage of the note.
    pub without_evidence: Vec<String>,
    /// What of it is in the note.
    pub faithfulness: Faithfulness,
    /// Runs of four words that it has more than once.
    pub repeats: Vec<String>,
    /// Faults of form.
    pub faults: Vec<Fault>,
    /// Why there is no summary.
    pub error: Option<String>,
    /// Whether the tool did what it should with such a note.
    pub met: bool,
    /// Each thing that is wrong, in words; empty where nothing is. Facts that are missed are no failure, unless all are.
    pub failures: Vec<String>,
}

/// A sentence that falls into a trap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Caught {
    /// The sentence.
    pub sentence: String,
    /// The strings that it has together.
    pub not: Vec<String>,
    /// What is true.
    pub why: String,
}

/// Scores a summary that was asked for with `options`; `source` is the note's text as it was given to the system.
#[must_use]
pub fn score(note: &TestNote, source: &str, options: &Options, summary: &TestSummary) -> NoteScore {
    let texts = summary.single_sentences();
    let sentences: Vec<Plain> = texts.iter().map(|text| Plain::of(text)).collect();
    let told = |fact: &&Fact| sentences.iter().any(|sentence| fact.is_told_by(sentence));
    let (told, missed): (Vec<&Fact>, Vec<&Fact>) = note.facts.iter().partition(told);
    let say = |facts: Vec<&Fact>| facts.into_iter().map(|fact| fact.say.clone()).collect();
    let mut traps = Vec::new();
    for trap in &note.traps {
        for (text, _) in texts.iter().zip(&sentences).filter(|(_, sentence)| trap.catches(sentence)) {
            traps.push(Caught { sentence: (*text).to_owned(), not: trap.not.clone(), why: trap.why.clone() });
        }
    }
    let whole = Plain::of(&summary.text);
    let (plain, written) = (summary.plain(options), summary.written());
    let length = source.encode_utf16().count();
    let (mut own, mut quoted, mut without_evidence) = (texts.len(), 0, Vec::new());
    if let Some(all) = &summary.sentences {
        quoted = all.iter().filter(|sentence| sentence.is_quoted()).count();
        own = all.len() - quoted;
        let bare = all.iter().filter(|sentence| !sentence.has_evidence(length));
        without_evidence = bare.map(|sentence| sentence.text.clone()).collect();
    }
    let mut found = NoteScore {
        facts: Share { part: told.len(), whole: note.facts.len() },
        told: say(told),
        missed: say(missed),
        traps,
        forbidden: note.forbidden.iter().filter(|string| whole.has(string)).cloned().collect(),
        written: own,
        quoted,
        dropped: summary.dropped,
        without_evidence,
        faithfulness: Source::new(&note.readable(source)).check(&plain, &written),
        repeats: repeats(&plain),
        // What is not there has no form.
        faults: if summary.error.is_some() { Vec::new() } else { faults(&plain, &written, options) },
        error: summary.error.clone(),
        ..NoteScore::default()
    };
    found.met = meets(note, &found);
    found.failures = reasons(note, summary, &found);
    found
}

fn meets(note: &TestNote, found: &NoteScore) -> bool {
    if found.error.is_some() {
        return note.reason == Some(Reason::Nothing);
    }
    match note.expect {
        Expectation::Summarize => found.written > 0,
        Expectation::Quote => found.written == 0 && found.quoted > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "On 5 March the board approved $48,500 for shelves. Dana manages the building.";

    fn note(expect: &str, reason: Option<&str>) -> TestNote {
        serde_json::from_value(serde_json::json!({
            "name": "a", "file": "a.txt", "kind": "meeting", "language": "en", "expect": expect, "reason": reason,
            "facts": [
                {"say": "The board approved $48,500", "all": ["48,500"], "any": ["approv", "board"]},
                {"say": "Dana manages the building", "all": ["dana"], "any": ["manage"]},
            ],
            "traps": [{"not": ["Dana", "approved"], "why": "the board did"}],
            "forbidden": ["here is"],
        }))
        .unwrap()
    }

    fn summary(sentences: &[(&str, &str, usize)]) -> TestSummary {
        let texts: Vec<&str> = sentences.iter().map(|(text, _, _)| *text).collect();
        let sentence = |(text, origin, end): &(&str, &str, usize)| serde_json::json!({"text": text, "origin": origin, "evidence": [{"start": 0, "end": end}]});
        serde_json::from_value(serde_json::json!({
            "text": texts.join("\n"), "sentences": sentences.iter().map(sentence).collect::<Vec<_>>(), "dropped": 2,
        }))
        .unwrap()
    }

    fn scored(expect: &str, reason: Option<&str>, sentences: &[(&str, &str, usize)]) -> NoteScore {
        score(&note(expect, reason), SOURCE, &Options::default(), &summary(sentences))
    }

    #[test]
    fn a_good_summary_has_no_failure() {
        let found = scored(
            "summarize",
            None,
            &[("The board approved $48500.", "written", 50), ("Dana manages the building.", "quoted", 77)],
        );
        assert_eq!(found.failures, [""; 0]);
        assert_eq!((found.facts, found.met), (Share { part: 2, whole: 2 }, true));
        assert_eq!((found.written, found.quoted, found.dropped), (1, 1, 2));
    }

    #[test]
    fn a_fact_is_told_by_one_sentence() {
        let point = "It was 48,500. The board met in the old hall.";
        let found = scored("summarize", None, &[(point, "written", 50)]);
        assert_eq!((found.told.len(), found.missed.len()), (0, 2), "the amount and the board are in two sentences");
        assert!(found.failures.iter().any(|failure| failure.contains("none of the note's 2 facts")));
    }

    #[test]
    fn each_failure_is_said_in_words() {
        for (sentence, end, expected) in [
            (
                "Dana approved $48,500.",
                50,
                "“Dana approved $48,500.” says “Dana”, “approved”; the note: the board did.",
            ),
            ("Here is what the board approved: $48,500.", 50, "It has “here is”"),
            ("The board approved $48,500 in Berkeley.", 50, "Not in the note: “Berkeley”."),
            ("The board approved $48,500.", 0, "“The board approved $48,500.” names no passage of the note."),
            ("The board approved $48,500.", 78, "names no passage of the note."),
            (
                "The board approved $48,500, the board approved $48,500.",
                9,
                "more than once: “the board approved 48,500”.",
            ),
            ("The board approved $48,500 and", 50, "A sentence breaks off."),
        ] {
            let found = scored("summarize", None, &[(sentence, "written", end)]);
            assert!(
                found.failures.iter().any(|failure| failure.contains(expected)),
                "{sentence}: {:?}",
                found.failures
            );
        }
    }

    #[test]
    fn what_is_expected_is_judged_by_who_worded_it() {
        let (own, note) = (("The board approved $48,500.", "written", 9), ("Dana manages the building.", "quoted", 9));
        for (expect, reason, sentences, met) in [
            ("summarize", None, vec![own, note], true),
            ("summarize", None, vec![note], false),
            ("quote", Some("list"), vec![note], true),
            ("quote", Some("list"), vec![own, note], false),
            ("quote", Some("list"), vec![], false),
        ] {
            let found = scored(expect, reason, &sentences);
            assert_eq!(found.met, met, "{expect}: {sentences:?}");
            assert_eq!(found.failures.is_empty(), met, "{expect}: {:?}", found.failures);
        }
    }

    #[test]
    fn an_error_is_kept_and_is_right_only_where_there_is_nothing_to_say() {
        let failed = TestSummary { error: Some("note-empty: the note is empty".into()), ..TestSummary::default() };
        let options = Options::default();
        let refused = score(&note("quote", Some("nothing")), SOURCE, &options, &failed);
        assert_eq!((refused.met, refused.failures.len(), &refused.error), (true, 0, &failed.error));
        let found = score(&note("quote", Some("list")), SOURCE, &options, &failed);
        assert_eq!(
            (found.met, found.failures),
            (false, vec!["There is no summary: note-empty: the note is empty".into()])
        );
    }

    #[test]
    fn a_text_without_a_record_is_the_models() {
        let raw = TestSummary { text: "The board approved $48,500. Dana manages it.".into(), ..TestSummary::default() };
        let found = score(&note("quote", Some("list")), SOURCE, &Options::default(), &raw);
        assert_eq!((found.written, found.quoted, found.without_evidence.len(), found.met), (2, 0, 0, false));
        assert!(
            found.failures[0].ends_with("since it is a list: “The board approved $48,500.”"),
            "{:?}",
            found.failures
        );
    }
}
