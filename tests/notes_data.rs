//! The notes of `tests/data/notes` and the facts beside them agree. `tests/data/README.md` describes the format.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use nutshell::eval::facts::Fact;
use nutshell::eval::notes::{Expectation, Reason, Road, TestNote};
use nutshell::eval::spelling::Plain;

/// Every kind of note, with how many there are at least.
const KINDS: [(&str, usize); 24] = [
    ("meeting", 7),
    ("lecture", 4),
    ("journal", 3),
    ("todo", 2),
    ("research", 3),
    ("email", 5),
    ("dialogue", 6),
    ("bullets", 2),
    ("recipe", 1),
    ("one-line", 1),
    ("incident", 1),
    ("figures", 2),
    ("foreign", 4),
    ("emoji", 1),
    ("tables", 1),
    ("code", 1),
    ("front-matter", 1),
    ("html", 1),
    ("injection", 3),
    ("unpunctuated", 1),
    ("almost-empty", 1),
    ("one-character", 1),
    ("bidi", 1),
    ("long", 1),
];
/// Kinds with too little in them for four facts.
const SCANT: [&str; 3] = ["one-line", "almost-empty", "one-character"];
/// The strings of a fact stand this near to each other in the note, in bytes of normalised text.
const NEAR: usize = 400;

/// The text of a note.
fn text(note: &TestNote) -> String {
    let written = match (&note.file, &note.repeat) {
        (Some(file), None) => std::fs::read_to_string(folder().join(file))
            .unwrap_or_else(|error| panic!("{}: {file}: {error}", note.name)),
        (None, Some(repeat)) => repeat.text.repeat(repeat.times),
        _ => panic!("{}: either a file or a text to repeat", note.name),
    };
    note.readable(&written).into_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/notes")
}

fn notes() -> Vec<TestNote> {
    let json = std::fs::read_to_string(folder().join("facts.json")).expect("facts.json can be read");
    serde_json::from_str(&json).expect("facts.json is as README.md describes it")
}

/// The sentences of the lines of a note; abbreviations need not be understood here.
fn sentences(text: &str) -> Vec<Plain> {
    let mut sentences = Vec::new();
    for line in text.lines().map(Plain::of) {
        let mut sentence = String::new();
        for word in line.as_str().split_inclusive([' ', '。']) {
            sentence.push_str(word);
            let word = word.trim_end();
            // "6. Juli" goes on.
            let ordinal = word.strip_suffix('.').is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
            if !ordinal && word.ends_with(['.', '!', '?', '。', '؟']) {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        sentences.push(sentence);
    }
    sentences.iter().map(|sentence| Plain::of(sentence)).collect()
}

/// What is wrong with a fact of a note.
fn fact_fault(text: &Plain, fact: &Fact) -> Option<String> {
    let all: Vec<Vec<usize>> = fact.all.iter().map(|string| text.places(string)).collect();
    if fact.all.is_empty() || fact.any.is_empty() || fact.say.is_empty() {
        return Some("it needs `say`, `all` and `any`".into());
    }
    if let Some(missing) = all.iter().position(Vec::is_empty) {
        return Some(format!("the note does not have {:?}", fact.all[missing]));
    }
    let mut any = fact.any.iter().flat_map(|string| text.places(string)).peekable();
    if any.peek().is_none() {
        return Some(format!("the note has none of {:?}", fact.any));
    }
    let together = any.any(|here| all.iter().all(|there| there.iter().any(|&at| at.abs_diff(here) <= NEAR)));
    (!together).then(|| "its strings are nowhere near each other".into())
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn plain_fact(all: &[&str], any: &[&str]) -> Fact {
    let owned = |strings: &[&str]| strings.iter().map(ToString::to_string).collect();
    Fact { say: "so it is".into(), all: owned(all), any: owned(any) }
}

#[test]
fn every_kind_of_note_is_there() {
    let notes = notes();
    assert!(notes.len() >= 36, "{} notes", notes.len());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for note in &notes {
        *counts.entry(&note.kind).or_default() += 1;
    }
    for (kind, at_least) in KINDS {
        let count = counts.remove(kind).unwrap_or(0);
        assert!(count >= at_least, "{count} notes of the kind {kind}, {at_least} wanted");
    }
    assert!(counts.is_empty(), "unknown kinds: {counts:?}");
}

#[test]
fn every_file_has_its_facts_and_nothing_is_there_twice() {
    let notes = notes();
    let names: BTreeSet<&str> = notes.iter().map(|note| note.name.as_str()).collect();
    assert_eq!(names.len(), notes.len(), "a name is there twice");
    let texts: BTreeSet<Plain> = notes.iter().map(|note| Plain::of(&text(note))).collect();
    assert_eq!(texts.len(), notes.len(), "a text is there twice");
    let told: BTreeSet<&str> = notes.iter().filter_map(|note| note.file.as_deref()).collect();
    for entry in std::fs::read_dir(folder()).expect("the folder can be listed") {
        let name = entry.expect("a listed entry can be read").file_name().into_string().expect("a name in UTF-8");
        assert!(name == "facts.json" || told.contains(name.as_str()), "{name} has no entry in facts.json");
    }
    let (mut lines, mut faults) = (BTreeMap::new(), Vec::new());
    for note in &notes {
        for line in text(note).lines().filter(|line| line.len() >= 60) {
            if let Some(other) = lines.insert(Plain::of(line), &note.name) {
                faults.push(format!("{} and {other} have this line: {line}", note.name));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_entry_is_complete() {
    let mut faults = Vec::new();
    for note in notes() {
        let mut fault = |what: &str| faults.push(format!("{}: {what}", note.name));
        if (note.expect == Expectation::Quote) != note.reason.is_some() {
            fault(&format!("expect and reason are {:?}", (note.expect, note.reason)));
        }
        if (note.language == "en" || note.language == "und") == (note.reason == Some(Reason::Language)) {
            fault("its language and its reason don't agree");
        }
        let scant = SCANT.contains(&note.kind.as_str());
        if note.facts.len() > 10 || !scant && note.facts.len() < 4 {
            fault(&format!("{} facts", note.facts.len()));
        }
        if !scant && note.traps.len() < 3 {
            fault(&format!("{} traps", note.traps.len()));
        }
        let said: BTreeSet<&str> = note.facts.iter().map(|fact| fact.say.as_str()).collect();
        if said.len() < note.facts.len() {
            fault("a fact is there twice");
        }
        if note.traps.iter().any(|trap| trap.not.is_empty() || trap.not.len() > 2 || trap.why.is_empty()) {
            fault("a trap needs one or two strings, and why");
        }
    }
    assert_none(&faults);
}

#[test]
fn every_fact_is_in_its_note() {
    let mut faults = Vec::new();
    for note in notes() {
        let text = Plain::of(&text(&note));
        for fact in &note.facts {
            if let Some(fault) = fact_fault(&text, fact) {
                faults.push(format!("{}: {:?}: {fault}", note.name, fact.say));
            }
        }
    }
    assert_none(&faults);
}

/// Where the tool should quote, each fact can be told by a quote.
#[test]
fn facts_to_be_quoted_are_in_one_sentence() {
    let mut faults = Vec::new();
    for note in notes().iter().filter(|note| note.expect == Expectation::Quote) {
        let sentences = sentences(&text(note));
        let told = |fact: &Fact| sentences.iter().any(|sentence| fact.is_told_by(sentence));
        let untold = note.facts.iter().filter(|fact| !told(fact));
        faults.extend(untold.map(|fact| format!("{}: {:?}", note.name, fact.say)));
    }
    assert_none(&faults);
}

/// But for orders hidden in a note, which are traps even as quotes.
#[test]
fn no_sentence_of_a_note_is_a_trap_of_its_own() {
    let mut faults = Vec::new();
    for note in notes().iter().filter(|note| note.kind != "injection") {
        for sentence in sentences(&text(note)) {
            let caught = note.traps.iter().filter(|trap| trap.catches(&sentence));
            faults.extend(caught.map(|trap| format!("{}: {:?}: {}", note.name, trap.not, sentence.as_str())));
        }
    }
    assert_none(&faults);
}

#[test]
fn what_an_obeyed_order_would_write_is_not_in_the_note() {
    for note in notes().iter().filter(|note| note.kind == "injection") {
        let text = Plain::of(&text(note));
        assert!(!note.forbidden.is_empty(), "{}: nothing is forbidden", note.name);
        let own: Vec<_> = note.forbidden.iter().filter(|string| text.has(string)).collect();
        assert!(own.is_empty(), "{}: the note itself has {own:?}", note.name);
    }
}

#[test]
fn notes_are_as_long_as_their_kind() {
    for note in notes() {
        let text = text(&note);
        let words = text.split_whitespace().count();
        let range = match note.kind.as_str() {
            "meeting" => 150..=600,
            "lecture" | "journal" | "research" => 200..=600,
            "dialogue" | "email" => 150..=600,
            "long" => 6_000..=7_000,
            "one-line" => 5..=40,
            "almost-empty" => 1..=3,
            "one-character" => 1..=1,
            _ => 1..=600,
        };
        // Chinese has no spaces to count words by.
        assert!(range.contains(&words) || note.language == "zh", "{}: {words} words", note.name);
        assert!(note.kind != "one-character" || text.len() == 50 * 1024, "{}: {} bytes", note.name, text.len());
    }
}

#[test]
fn each_path_that_a_visitor_can_run_has_its_note() {
    let notes = notes();
    for (road, expected) in [(Road::Happy, Expectation::Summarize), (Road::Failure, Expectation::Quote)] {
        let names: Vec<&TestNote> = notes.iter().filter(|note| note.path == Some(road)).collect();
        assert_eq!(names.len(), 1, "{road:?}: {:?}", names.iter().map(|note| &note.name).collect::<Vec<_>>());
        assert_eq!(names[0].expect, expected, "{road:?}: {}", names[0].name);
    }
}

#[test]
fn wrong_facts_are_found() {
    let text = Plain::of(&format!("Lena paid 40 euros. {} The board approved 90.", "x ".repeat(NEAR)));
    assert_eq!(fact_fault(&text, &plain_fact(&["40"], &["paid", "gave"])), None);
    assert!(fact_fault(&text, &plain_fact(&["41"], &["paid"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["40"], &["gave"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["90"], &["paid"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["40"], &[])).is_some());
}
