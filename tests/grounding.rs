//! Whatever the logits, what is written is in the note: random notes, random logits, and the report card's own rules.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/random.rs"]
mod random;

use std::rc::Rc;

use nutshell::eval::faithfulness::Source;
use nutshell::eval::form::{Fault, faults};
use nutshell::generate::{Generation, Grounding, Request};
use nutshell::model::{Feed, LanguageModel, ModelError, Rows};
use nutshell::summarize::Options;
use nutshell::tokenizer::{Kind, Tokenizer, Vocabulary};
use random::Random;

const PAIRS: u64 = 10_000;
const PROMPT: usize = 3;

const NAMES: [&str; 14] = [
    "Dana",
    "Reyes",
    "Tom",
    "Beck",
    "Brightwood",
    "Harrow",
    "Bay",
    "Larkin",
    "Berlin",
    "Priya",
    "Anna",
    "Monday",
    "Friday",
    "PEP",
];
const MONTHS: [&str; 7] = ["January", "March", "April", "May", "June", "Mar", "October"];
const COUNTS: [&str; 24] = [
    "one",
    "two",
    "three",
    "six",
    "seven",
    "eleven",
    "twelve",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "seventy",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "a hundred",
    "first",
    "second",
    "third",
    "twelfth",
    "half",
    "and",
    "or",
];
const WORDS: [&str; 26] = [
    "the",
    "board",
    "approved",
    "asked",
    "for",
    "quote",
    "by",
    "of",
    "libraries",
    "people",
    "came",
    "money",
    "percent",
    "dollars",
    "grant",
    "in",
    "on",
    "at",
    "met",
    "rejected",
    "you",
    "your",
    "text",
    "summary",
    "here",
    "is",
];
const SIGNS: [&str; 18] =
    [".", ",", ":", ";", "$", "€", "£", "%", "-", "/", "'s", "@", "th", "rd", "st", "k", "m", "**"];

/// Tokens: words with a space before them and without, small and with a capital, figures one by one, and marks.
fn tokenizer() -> Tokenizer {
    let mut pieces: Vec<String> = Vec::new();
    for word in NAMES.into_iter().chain(MONTHS).chain(COUNTS).chain(WORDS) {
        let capital = word[..1].to_uppercase() + &word[1..];
        pieces.extend([format!(" {word}"), format!(" {capital}"), word.to_owned()]);
    }
    // Names in parts: "Brightwood" may become "Brighton".
    pieces.extend(
        [" Br", "ight", "on", "wood", " Da", "na", "vid", " Ma", "rch", "y", " se", "ven", " th"].map(str::to_owned),
    );
    pieces.extend((0..10).map(|figure| figure.to_string()));
    pieces.extend(SIGNS.map(str::to_owned));
    pieces.extend([" ", ". ", " $", " €", " -", "\n- "].map(str::to_owned));
    pieces.sort();
    pieces.dedup();
    // The byte level's letters for a space and a line break.
    let mut tokens: Vec<String> = pieces.iter().map(|piece| piece.replace(' ', "Ġ").replace('\n', "Ċ")).collect();
    for token in &mut tokens {
        *token = token.chars().flat_map(byte_level).collect();
    }
    let mut kinds = vec![Kind::Normal; tokens.len()];
    tokens.push("<end>".to_owned());
    kinds.push(Kind::Control);
    let eos = Some(tokens.len() as u32 - 1);
    let (model, pre) = ("gpt2".to_owned(), "smollm".to_owned());
    Tokenizer::new(Vocabulary { model, pre, tokens, kinds, eos, ..Vocabulary::default() }).unwrap()
}

/// The letters that stand for the bytes of a character; those of a space and a line break stand for themselves.
fn byte_level(c: char) -> Vec<char> {
    if c.is_ascii() || matches!(c, 'Ġ' | 'Ċ') {
        return vec![c];
    }
    let letter = |byte: &u8| match *byte {
        0xa1..=0xac | 0xae..=0xff => char::from(*byte),
        0x80..=0xa0 => char::from_u32(0x121 + u32::from(*byte - 0x7f)).unwrap(),
        _ => char::from(*byte),
    };
    c.to_string().bytes().map(|byte| letter(&byte)).collect()
}

/// Gives logits that depend on nothing but the dice.
struct Dice {
    random: Random,
    cached: usize,
    logits: Vec<f32>,
}

impl LanguageModel for Dice {
    fn vocabulary(&self) -> usize {
        self.logits.len()
    }

    fn context(&self) -> usize {
        1000
    }

    fn sequences(&self) -> usize {
        1
    }

    fn cached(&self, _: usize) -> usize {
        self.cached
    }

    fn truncate(&mut self, _: usize, length: usize) {
        assert!(self.cached == length || (PROMPT - 1..self.cached).contains(&length), "{length} of {}", self.cached);
        self.cached = length;
    }

    fn reserve(&mut self, _: usize, _: usize) -> bool {
        true
    }

    fn share(&mut self, _: usize, _: usize, _: usize) -> bool {
        false
    }

    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError> {
        for feed in feeds {
            self.cached += feed.tokens.len();
            if feed.rows == Rows::Last {
                for logit in &mut self.logits {
                    *logit = self.random.below(5000) as f32 / 1000.0;
                }
            }
        }
        Ok(())
    }

    fn logits(&self) -> &[f32] {
        &self.logits
    }
}

/// A note of some sentences with names, days, amounts and number words.
fn note(random: &mut Random) -> String {
    let mut note = String::new();
    for _ in 0..2 + random.below(5) {
        let (name, other, month, word) =
            (random.pick(&NAMES), random.pick(&NAMES), random.pick(&MONTHS), random.pick(&WORDS));
        let (count, more) = (random.pick(&COUNTS), random.pick(&COUNTS));
        let (day, figure) = (1 + random.below(31), random.below(100_000));
        note += &match random.below(8) {
            0 => format!("On {day} {month} the board approved ${figure} for {word}. "),
            1 => format!("{name} {other} asked {word} for {count} or {more} {word}. "),
            2 => format!("In {month} {day}, {day}% of the people came, {count} {more} in all. "),
            3 => format!("{name} met {other} by 2019-0{}-{day:02}. ", 1 + random.below(9)),
            4 => format!("The grant of €{}.{} is at {}:{:02}. ", day, random.below(10), day % 24, figure % 60),
            5 => format!("{count} {more} hundred {word} of {name}'s {figure} libraries. "),
            6 => format!("the {day}th {word} of PEP{day}, a {count} of {figure} dollars. "),
            _ => format!("{name}: {day} {more} percent; {},{:03} people. ", day, figure % 1000),
        };
    }
    note
}

#[test]
fn nothing_is_written_that_the_note_does_not_have() {
    let tokenizer = tokenizer();
    let (mut sentences, mut names, mut numbers, mut bad) = (0, 0, 0, Vec::new());
    for seed in 0..PAIRS {
        let mut random = Random::new(seed);
        let note = note(&mut random);
        let mut dice = Dice { random, cached: 0, logits: vec![0.0; tokenizer.vocabulary()] };
        let grounding = Some(Rc::new(Grounding::of(&note)));
        let request =
            Request { prompt: vec![1; PROMPT], max_tokens: 60, max_sentences: 3, grounding, ..Request::default() };
        let mut generation = Generation::new(request).unwrap();
        let mut written = Vec::new();
        while generation.finish().is_none() {
            written.extend(generation.step(&mut dice, &tokenizer).unwrap().sentences);
        }
        sentences += written.len();
        // Each as a line, so that the rules see where it begins.
        let summary = written.join("\n");
        let found = Source::new(&note).check(&summary, &summary);
        let form: Vec<Fault> = faults(&summary, &summary, &Options::default())
            .into_iter()
            .filter(|fault| !matches!(fault, Fault::Empty | Fault::Unfinished | Fault::TooLong))
            .collect();
        names += found.names.whole;
        numbers += found.numbers.whole;
        if !(found.unsupported.is_empty() && found.repeated.part == 0 && form.is_empty()) {
            bad.push(format!(
                "{seed}: {:?} {form:?} {}\n  note: {note}\n  written: {summary}",
                found.unsupported, found.repeated.part
            ));
        }
    }
    println!("{sentences} sentences with {numbers} numbers and {names} names");
    assert!(
        sentences > 2000 && numbers > 500 && names > 500,
        "{sentences} sentences, {numbers} numbers, {names} names"
    );
    assert!(bad.is_empty(), "{} of {PAIRS}:\n{}", bad.len(), bad[..bad.len().min(12)].join("\n"));
}
