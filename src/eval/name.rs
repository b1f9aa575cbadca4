//! The capitalised names of a text.

use super::date::month;
use crate::generate::grounding::word::{Word, words};
use crate::summarize::extract::passages;
use crate::summarize::words::is_function_word;

/// Share of a sentence's later words with capitals from which it is set like a title, where capitals say nothing.
const TITLE: f64 = 0.8;

/// Short forms and what they stand for; lower case.
const SHORT: [(&str, &str); 12] = [
    ("mon", "monday"),
    ("tue", "tuesday"),
    ("tues", "tuesday"),
    ("wed", "wednesday"),
    ("thu", "thursday"),
    ("thurs", "thursday"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
    ("dr", "doctor"),
    ("prof", "professor"),
    ("mister", "mr"),
];

/// Words that summaries begin sentences with, and that are no names; lower case. Those in -ing, -ly and -ed are none
/// anyway.
const OPENERS: &str = "according additional although another applicant applicants article attendees attention author \
    authors background both by change changes client clients community company concerns conversation customer \
    customers decision decisions denies despite developer developers dialogue discussion discussions doctor document \
    due during each employee employees event everybody everyone example examples family father finally first further \
    furthermore goal goals group however idea ideas if instead issue issues it key last later let like main many \
    meanwhile medical meeting meetings member members moreover most mother motivation need needs new next no nobody \
    none note notes nothing once one options others overall participant participants patient people person plan \
    plans please point points problem problems project proposal proposals rather reason reasons report request \
    residents result results second several she similarly since some someone speaker speakers specification staff \
    student students summary support task tasks teacher teachers team thanks third thus time together topic topics \
    two use user users various we when while without work worker workers writer yes yet";

/// A word that may be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// In lower case, without a possessive, short forms in full.
    pub key: String,
    /// Whether it would have a capital in any case: the first word of a sentence, a line or a quotation, or one of a
    /// title.
    pub initial: bool,
    /// Index among the text's words.
    pub word: usize,
}

impl Name {
    /// Whether an initial word is known to be none: a word that often opens sentences, or a form of a verb or an adverb.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.initial
            && (OPENERS.split_ascii_whitespace().any(|opener| opener == self.key)
                || ["ing", "ly", "ed"].iter().any(|ending| self.key.len() > 4 && self.key.ends_with(ending)))
    }
}

/// What a word is looked up by.
#[must_use]
pub fn key(word: &Word<'_>) -> String {
    let lower = word.lower();
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    if let Some(month) = month(lower) {
        return format!("month {month}");
    }
    SHORT.iter().find(|(short, _)| *short == lower).map_or(lower, |(_, full)| full).to_owned()
}

/// The capitalised words of a text that are neither function words nor single letters.
#[must_use]
pub fn names(text: &str) -> Vec<Name> {
    let words = words(text);
    let mut found = Vec::new();
    for (first, after) in sentences(text, &words) {
        let is_name = |at: &usize| words[*at].is_capitalized() && counts(&words[*at]);
        let later: Vec<usize> = (first + 1..after).filter(|at| counts(&words[*at])).collect();
        let capitals = later.iter().filter(|at| is_name(at)).count();
        let title = later.len() > 2 && capitals as f64 >= TITLE * later.len() as f64;
        found.extend((first..after).filter(is_name).map(|at| {
            let before = text[..words[at].start].trim_end();
            let opens = at == first || before.ends_with([':', '"', '“', '(', '[']);
            Name { text: words[at].text.to_owned(), key: key(&words[at]), initial: title || opens, word: at }
        }));
    }
    found
}

fn counts(word: &Word<'_>) -> bool {
    let letters = word.text.chars().take(2).filter(|c| c.is_alphabetic()).count();
    // "There'll", "They're".
    let contracted = word.text.split(['\'', '’']).next().is_some_and(is_function_word);
    letters == 2 && !word.lower().starts_with("i'") && !is_function_word(word.text) && !contracted
}

/// The first word of each sentence or line, and the one after its last.
fn sentences(text: &str, words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut starts: Vec<usize> = passages(text).into_iter().map(|passage| passage.range.start).collect();
    let line_starts = text.match_indices('\n').map(|(at, _)| at + 1);
    starts.extend(line_starts.chain([0]));
    let mut firsts: Vec<usize> = starts.iter().map(|start| words.partition_point(|word| word.start < *start)).collect();
    firsts.push(words.len());
    firsts.sort_unstable();
    firsts.dedup();
    firsts.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        names(text).into_iter().map(|name| (name.key, name.initial)).collect()
    }

    fn expected(list: &[(&str, bool)]) -> Vec<(String, bool)> {
        list.iter().map(|(key, initial)| ((*key).to_owned(), *initial)).collect()
    }

    #[test]
    fn names_are_told_from_the_first_words_of_sentences() {
        assert_eq!(
            found("Yesterday Dana's friend met Dr. Beck. The bus, I think, left Mon in Mar."),
            expected(&[
                ("yesterday", true),
                ("dana", false),
                ("doctor", false),
                ("beck", false),
                ("monday", false),
                ("month 3", false)
            ])
        );
        assert_eq!(found("- Milk\n- Bread for Tom"), expected(&[("milk", true), ("bread", true), ("tom", false)]));
        assert_eq!(found("He said: \"Never.\""), expected(&[("never", true)]));
        assert_eq!(found("They're here. There’ll be tea."), expected(&[]));
    }

    #[test]
    fn in_a_title_every_word_counts_as_a_first_one() {
        let all = found("City Council of Harrow Bay Votes to Close Mill Street");
        assert!(all.len() > 6 && all.iter().all(|(_, initial)| *initial), "{all:?}");
    }

    #[test]
    fn openers_are_no_names() {
        let opens = |text: &str| names(text)[0].opens();
        assert!(opens("Participants spoke.") && opens("Finally it rained.") && opens("Discussing it took long."));
        assert!(!opens("Brandon spoke."));
    }
}
