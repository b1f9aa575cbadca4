//! What may be written about a text: only numbers, days, names and addresses that the text has, and only in the form of a
//! summary.
//!
//! The rules look at the text that a token would make, not at the token, so that they hold however tokens cut words. Each
//! is a question of a sentence that may still be growing: what stands at its end may be the beginning of something that
//! the text has; everything before must be something that it has. The rules of `eval` ask the same of whole summaries and
//! share nothing with these but the notion of a word, so that neither can hide a fault of the other.

mod address;
mod day;
mod form;
mod label;
mod name;
mod number;
pub mod word;

use std::ops::Range;

use super::sentences;
use super::trace::Rule;
use address::Addresses;
use day::Days;
use label::Labels;
use name::Names;
use number::Numbers;
use word::{Word, words};

/// Words of which a run may come only once in an answer.
const RUN: usize = 4;

/// What one text allows.
#[derive(Debug)]
pub struct Grounding {
    numbers: Numbers,
    days: Days,
    names: Names,
    addresses: Addresses,
    labels: Labels,
}

/// What an answer has said: the words of its completed sentences, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Said(Vec<String>);

impl Said {
    /// Takes the next sentence.
    pub fn push(&mut self, sentence: &str) {
        self.0.extend(words(sentence).iter().map(Word::lower));
    }

    /// Whether the last [`RUN`] words of a sentence came before. Only that run can be new: the others were looked at when
    /// they were the last.
    fn has_run_of(&self, draft: &Draft<'_>) -> bool {
        let sentence: Vec<String> = draft.words[draft.closed()].iter().map(Word::lower).collect();
        let all: Vec<&String> = self.0.iter().chain(&sentence).collect();
        let Some(last) = all.len().checked_sub(RUN).filter(|_| !sentence.is_empty()) else { return false };
        all[..all.len() - 1].windows(RUN).any(|earlier| earlier == &all[last..])
    }
}

/// A sentence, its words, and whether it may still grow.
struct Draft<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    grows: bool,
}

impl<'a> Draft<'a> {
    fn new(text: &'a str, grows: bool) -> Self {
        Self { text, words: words(text), grows }
    }

    /// Whether a word may still get longer.
    fn is_open(&self, at: usize) -> bool {
        self.grows && self.words[at].end() == self.text.len()
    }

    /// What stands between two words.
    fn gap(&self, left: usize, right: usize) -> &'a str {
        &self.text[self.words[left].end()..self.words[right].start]
    }

    /// What follows a word.
    fn after(&self, at: usize) -> &'a str {
        &self.text[self.words[at].end()..]
    }

    /// The indices of the words that can't get longer.
    fn closed(&self) -> Range<usize> {
        let all = self.words.len();
        0..if all > 0 && self.is_open(all - 1) { all - 1 } else { all }
    }
}

impl Grounding {
    /// Prepares a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let draft = Draft::new(text, false);
        Self {
            numbers: Numbers::of(&draft),
            days: Days::of(&draft),
            names: Names::of(&draft),
            addresses: Addresses::of(text),
            labels: Labels::of(text),
        }
    }

    /// The rule that forbids a sentence to go on with `piece`. `said` is what the answer has said before it. The sentence
    /// was allowed up to here; the piece may end it and begin another one.
    #[must_use]
    pub fn forbids(&self, said: &Said, sentence: &str, piece: &str) -> Option<Rule> {
        let text = format!("{sentence}{piece}");
        match sentences::first_end(&text) {
            Some(end) => {
                let (whole, next) = text.split_at(end);
                self.broken(said, whole, false).or_else(|| {
                    let mut then = said.clone();
                    then.push(whole);
                    self.broken(&then, next, true)
                })
            }
            None => self.broken(said, &text, true),
        }
    }

    /// The rule that forbids the answer to end after a sentence: it may at its end, or before one is begun.
    #[must_use]
    pub fn forbids_end(&self, said: &Said, sentence: &str) -> Option<Rule> {
        let ends = sentence.trim().is_empty() || sentences::is_finished(sentence);
        if ends { self.broken(said, sentence, false) } else { Some(Rule::Ending) }
    }

    /// The first rule that a sentence breaks.
    fn broken(&self, said: &Said, sentence: &str, grows: bool) -> Option<Rule> {
        let draft = Draft::new(sentence, grows);
        if !form::holds(&draft) {
            Some(Rule::Form)
        } else if !self.numbers.hold(&draft) {
            Some(Rule::Number)
        } else if !self.days.hold(&draft) {
            Some(Rule::Day)
        } else if !self.names.hold(&draft, &self.days) {
            Some(Rule::Name)
        } else if !self.addresses.hold(&draft) {
            Some(Rule::Address)
        } else if !self.labels.hold(&draft) {
            Some(Rule::Label)
        } else {
            said.has_run_of(&draft).then_some(Rule::Repetition)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "On 14 March the board of Harrow Bay approved $48,500 for two libraries. Dana Reyes asked Tom Beck \
                        for a third quote by 2019-05-20; about 12% of the members, six or seven thousand people, came to \
                        PEP8 day at 2 p.m. See www.harrow.example or write to dana@harrow.example.";

    fn said(sentence: &str) -> Said {
        let mut said = Said::default();
        said.push(sentence);
        said
    }

    fn allows(grounding: &Grounding, said_before: &str, sentence: &str, piece: &str) -> bool {
        grounding.forbids(&said(said_before), sentence, piece).is_none()
    }

    fn allows_end(grounding: &Grounding, said_before: &str, sentence: &str) -> bool {
        grounding.forbids_end(&said(said_before), sentence).is_none()
    }

    /// How far a sentence can be written letter by letter, and whether it may end there.
    fn written(sentence: &str) -> (String, bool) {
        let grounding = Grounding::of(TEXT);
        let mut open = String::new();
        for letter in sentence.chars() {
            let piece = letter.to_string();
            if !allows(&grounding, "", &open, &piece) {
                return (open, false);
            }
            open.push(letter);
        }
        let ends = allows_end(&grounding, "", &open);
        (open, ends)
    }

    #[test]
    fn what_the_text_has_can_be_written_in_other_spellings() {
        for sentence in [
            "The board of Harrow Bay approved $48,500 for 2 libraries.",
            "On March 14th, the Board gave 48500 dollars.",
            "Dana Reyes asked for a 3rd quote by 20 May.",
            "So the members came: 12 percent, seven thousand people or 6.",
            "Participants wrote to dana@harrow.example on PEP8 day.",
            "Tom's quote is the first of two.",
            "As Beck saw, 12% of the members came at 2.",
            "It is at www.harrow.example, which Dana saw.",
        ] {
            assert_eq!(written(sentence), (sentence.to_owned(), true));
        }
    }

    #[test]
    fn what_it_does_not_have_cannot_be_finished() {
        for (sentence, stops) in [
            ("The board approved $4,850.", "The board approved $4"),
            ("The board approved €48,500.", "The board approved "),
            ("The board gave 48,500%.", "The board gave 48,500"),
            ("It met on 20 March.", "It met on 20 Marc"),
            ("It met on March 20.", "It met on March "),
            ("It met in Berlin.", "It met in Be"),
            ("Brandon came.", "B"),
            ("Dana Beck came.", "Dana Bec"),
            ("The board asked beck.", "The board asked bec"),
            ("The board met in Bay\nBeck.", "The board met in Bay"),
            ("It was seven people.", "It was seven "),
            ("It took forty days.", "It took fo"),
            ("A: two libraries.", "A"),
            ("See www.harrow.com for it.", "See www.harrow."),
            ("Write to tom@harrow.example.", "Write to tom"),
        ] {
            let (found, ends) = written(sentence);
            assert!(!ends, "{sentence}");
            assert!(found.starts_with(stops), "{sentence}: {found}");
        }
    }

    #[test]
    fn the_form_is_that_of_a_summary() {
        for sentence in [
            "You asked Dana.",
            "Dana asked your board.",
            "Here is what the board said.",
            "The text says a lot.",
            "- The board met.",
            "1. The board met.",
            "The **board** met.",
            "<|im_end|>",
        ] {
            assert!(!written(sentence).1, "{sentence}");
        }
        assert!(written("The textile is young, for the youth.").1);
    }

    #[test]
    fn four_words_in_a_row_come_once() {
        let grounding = Grounding::of(TEXT);
        assert!(allows(&grounding, "The board of Harrow Bay met.", "The board of", " "));
        assert!(!allows(&grounding, "The board of Harrow Bay met.", "The board of Harrow", " "));
        assert!(!allows(&grounding, "", "The board asked the board, the board asked the", " "));
        assert!(!allows_end(&grounding, "So the board asked Dana.", "It said the board asked Dana."));
        assert!(allows_end(&grounding, "", "The board met.") && !allows_end(&grounding, "", "The board met"));
        assert!(allows(&grounding, "The board met.", "The board", " "));
    }

    #[test]
    fn a_piece_may_end_a_sentence_and_begin_another() {
        let grounding = Grounding::of(TEXT);
        assert!(allows(&grounding, "", "The board met on 14 March", ". Th"));
        assert!(allows(&grounding, "", "The board met on 14 March.", " Participants"));
        assert!(allows(&grounding, "", "", "Asking") && !allows(&grounding, "", "", "Beijing"));
        assert!(!allows(&grounding, "", "The board met on 1", ". Th"));
        assert!(!allows(&grounding, "", "The board met on 14 March.", " Xavier"));
    }

    #[test]
    fn the_rule_that_forbids_is_named() {
        let grounding = Grounding::of(TEXT);
        for (sentence, piece, rule) in [
            ("", "You ", Rule::Form),
            ("The board approved $4", "9", Rule::Number),
            ("It met on March ", "20 ", Rule::Day),
            ("It met in ", "Berlin", Rule::Name),
            ("Write to tom", "@harrow", Rule::Address),
            ("The board", ": ", Rule::Label),
            ("The board of Harrow Bay met. The board of Harrow", " ", Rule::Repetition),
        ] {
            let at = sentence.find(". ").map_or(0, |at| at + 1);
            assert_eq!(
                grounding.forbids(&said(&sentence[..at]), &sentence[at..], piece),
                Some(rule),
                "{sentence}{piece}"
            );
        }
        assert_eq!(grounding.forbids_end(&said(""), "The board"), Some(Rule::Ending));
    }
}
