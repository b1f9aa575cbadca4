//! The notes of `tests/data/notes` and the facts beside them agree. `tests/data/README.md` describes the format.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    name: String,
    file: Option<String>,
    repeat: Option<Repeat>,
    kind: String,
    language: String,
    expect: String,
    reason: Option<String>,
    facts: Vec<Fact>,
    traps: Vec<Trap>,
    forbidden: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    text: String,
    times: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    say: String,
    all: Vec<String>,
    any: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trap {
    not: Vec<String>,
    why: String,
}

impl Note {
    fn text(&self) -> String {
        let written = match (&self.file, &self.repeat) {
            (Some(file), None) => std::fs::read_to_string(folder().join(file))
                .unwrap_or_else(|error| panic!("{}: {file}: {error}", self.name)),
            (None, Some(repeat)) => repeat.text.repeat(repeat.times),
            _ => panic!("{}: either a file or a text to repeat", self.name),
        };
        // A summary of a page says "4 November" where the page has an entity.
        if self.kind == "html" { written.replace("&nbsp;", " ") } else { written }
    }
}

impl Fact {
    /// Whether a normalised sentence tells it.
    fn is_told_by(&self, sentence: &str) -> bool {
        self.all.iter().all(|string| has(sentence, string)) && self.any.iter().any(|string| has(sentence, string))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/notes")
}

fn notes() -> Vec<Note> {
    let json = std::fs::read_to_string(folder().join("facts.json")).expect("facts.json can be read");
    serde_json::from_str(&json).expect("facts.json is as README.md describes it")
}

/// Plain forms of characters, white space as one space, numbers without grouping commas.
fn normalized(text: &str) -> String {
    let mut plain = Vec::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{2032}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || plain.last() != Some(&' ') {
            plain.push(c);
        }
    }
    let digit = |at: usize| plain.get(at).is_some_and(char::is_ascii_digit);
    let grouping =
        |at: usize| plain[at] == ',' && at > 0 && digit(at - 1) && (at + 1..=at + 3).all(digit) && !digit(at + 4);
    (0..plain.len()).filter(|&at| !grouping(at)).map(|at| plain[at]).collect()
}

/// Scripts without spaces between words.
fn is_ideograph(c: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn is_word_letter(c: char) -> bool {
    c.is_alphabetic() && !is_ideograph(c)
}

/// Whether the characters, going away from a number, go on with it: a digit, or a mark and then a digit.
fn number_goes_on(mut outward: impl Iterator<Item = char>) -> bool {
    match outward.next() {
        Some('.' | ',' | ':') => outward.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_digit(),
        None => false,
    }
}

/// Where the normalised text has the string, in bytes.
fn places(text: &str, string: &str) -> Vec<usize> {
    let string = normalized(string);
    let (first, last) = (string.chars().next(), string.chars().next_back());
    let fits = |&at: &usize| {
        let (before, after) = (&text[..at], &text[at + string.len()..]);
        let inside_word = first.is_some_and(is_word_letter) && before.chars().next_back().is_some_and(is_word_letter);
        let inside_number = first.is_some_and(|c| c.is_ascii_digit()) && number_goes_on(before.chars().rev())
            || last.is_some_and(|c| c.is_ascii_digit()) && number_goes_on(after.chars());
        !inside_word && !inside_number
    };
    text.match_indices(&string).map(|(at, _)| at).filter(fits).collect()
}

fn has(text: &str, string: &str) -> bool {
    !places(text, string).is_empty()
}

/// The sentences of the lines of a note, normalised; abbreviations need not be understood here.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in text.lines().map(normalized) {
        let mut sentence = String::new();
        for word in line.split_inclusive([' ', '。']) {
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
    sentences
}

/// What is wrong with a fact of a note.
fn fact_fault(text: &str, fact: &Fact) -> Option<String> {
    let all: Vec<Vec<usize>> = fact.all.iter().map(|string| places(text, string)).collect();
    if fact.all.is_empty() || fact.any.is_empty() || fact.say.is_empty() {
        return Some("it needs `say`, `all` and `any`".into());
    }
    if let Some(missing) = all.iter().position(Vec::is_empty) {
        return Some(format!("the note does not have {:?}", fact.all[missing]));
    }
    let mut any = fact.any.iter().flat_map(|string| places(text, string)).peekable();
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
    let texts: BTreeSet<String> = notes.iter().map(|note| normalized(&note.text())).collect();
    assert_eq!(texts.len(), notes.len(), "a text is there twice");
    let told: BTreeSet<&str> = notes.iter().filter_map(|note| note.file.as_deref()).collect();
    for entry in std::fs::read_dir(folder()).expect("the folder can be listed") {
        let name = entry.expect("a listed entry can be read").file_name().into_string().expect("a name in UTF-8");
        assert!(name == "facts.json" || told.contains(name.as_str()), "{name} has no entry in facts.json");
    }
    let (mut lines, mut faults) = (BTreeMap::new(), Vec::new());
    for note in &notes {
        for line in note.text().lines().filter(|line| line.len() >= 60) {
            if let Some(other) = lines.insert(normalized(line), &note.name) {
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
        let reasons = ["short", "list", "language", "code", "nothing"];
        match (note.expect.as_str(), note.reason.as_deref()) {
            ("summarize", None) => {}
            ("quote", Some(reason)) if reasons.contains(&reason) => {}
            other => fault(&format!("expect and reason are {other:?}")),
        }
        if (note.language == "en" || note.language == "und") == (note.reason.as_deref() == Some("language")) {
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
        let text = normalized(&note.text());
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
    for note in notes().iter().filter(|note| note.expect == "quote") {
        let sentences = sentences(&note.text());
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
        for sentence in sentences(&note.text()) {
            let caught = note.traps.iter().filter(|trap| trap.not.iter().all(|string| has(&sentence, string)));
            faults.extend(caught.map(|trap| format!("{}: {:?}: {sentence}", note.name, trap.not)));
        }
    }
    assert_none(&faults);
}

#[test]
fn what_an_obeyed_order_would_write_is_not_in_the_note() {
    for note in notes().iter().filter(|note| note.kind == "injection") {
        let text = normalized(&note.text());
        assert!(!note.forbidden.is_empty(), "{}: nothing is forbidden", note.name);
        let own: Vec<_> = note.forbidden.iter().filter(|string| has(&text, string)).collect();
        assert!(own.is_empty(), "{}: the note itself has {own:?}", note.name);
    }
}

#[test]
fn notes_are_as_long_as_their_kind() {
    for note in notes() {
        let text = note.text();
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
fn strings_match_whole_numbers_and_starts_of_words() {
    let text = normalized(
        "The board approved $48,500 (not\u{a0}a refund) at 5:30 on 15 March, 5.37 days – \u{201c}ok\u{201d}.",
    );
    for string in ["48500", "$48,500", "APPROV", "15", "march", "5.37", "- \"ok\"", "not a refund"] {
        assert!(has(&text, string), "{string} is in {text}");
    }
    for string in ["8,500", "48", "fund", "5", "30", "37", "4,850", "oard"] {
        assert!(!has(&text, string), "{string} is not in {text}");
    }
    assert!(has(&normalized("收到捐书1460册"), "1460册") && has(&normalized("收到捐书1460册"), "捐书"));
    assert_eq!(normalized("a\u{200f}b\u{2067}  \n c, 1,240,000 1,5"), "ab c, 1240000 1,5");
}

#[test]
fn wrong_facts_are_found() {
    let text = normalized(&format!("Lena paid 40 euros. {} The board approved 90.", "x ".repeat(NEAR)));
    assert_eq!(fact_fault(&text, &plain_fact(&["40"], &["paid", "gave"])), None);
    assert!(fact_fault(&text, &plain_fact(&["41"], &["paid"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["40"], &["gave"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["90"], &["paid"])).is_some());
    assert!(fact_fault(&text, &plain_fact(&["40"], &[])).is_some());
}
