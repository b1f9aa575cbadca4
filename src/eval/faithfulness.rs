//! What of a summary is in its source: numbers, names, words, and whole runs of words.
//!
//! The rules, which are not those of the engine's own checks, so that neither can hide a fault of the other:
//! - A number is in the source if one of its readings is (48,500 = 48500 = forty-eight thousand five hundred), with the
//!   same unit or with none. "One", "first" and "second" are not looked up.
//! - A day is in the source if its month and day stand together there (14 March = March 14th = 2024-03-14).
//! - A name is a capitalised word; it is in the source if the word is, small or capitalised, in the singular or plural,
//!   with a possessive or without. The first word of a sentence, and any of a title, is looked up if the source has it as
//!   a name, or has no form of it at all and it does not commonly open sentences.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::date::dates;
use super::name::{key, names};
use super::number::{Number, Unit, numbers};
use super::porter::stem;
use crate::generate::grounding::word::words;
use crate::summarize::extract::passages;
use crate::summarize::words::is_function_word;

/// Length of the runs that count as copied or repeated.
pub const RUN: usize = 4;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Those with the property.
    pub part: usize,
    /// All.
    pub whole: usize,
}

impl Share {
    /// From 0 to 1; None of nothing.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }

    /// Adds another share's counts.
    pub fn add(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }

    fn count(&mut self, has: bool) {
        self.part += usize::from(has);
        self.whole += 1;
    }
}

/// How far a summary keeps to its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faithfulness {
    /// Numbers and days that are in the source.
    pub numbers: Share,
    /// Names that are in the source.
    pub names: Share,
    /// Numbers, days and names that are not, as they are written.
    pub unsupported: Vec<String>,
    /// Content words of which the source has a form.
    pub content: Share,
    /// Runs of [`RUN`] words within a sentence that are in the source.
    pub copied: Share,
    /// Runs of [`RUN`] words that came before in the summary.
    pub repeated: Share,
    /// Length in words, between white space.
    pub words: usize,
}

/// A text to look things up in.
#[derive(Debug)]
pub struct Source {
    numbers: HashMap<String, HashSet<Unit>>,
    dates: HashSet<(u32, u32)>,
    /// Keys of all words.
    words: HashSet<String>,
    /// Keys of those with a capital within a sentence.
    proper: HashSet<String>,
    stems: HashSet<String>,
    runs: HashSet<Vec<String>>,
}

impl Source {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let all = words(text);
        let mut readings: HashMap<String, HashSet<Unit>> = HashMap::new();
        for number in numbers(text) {
            for reading in number.readings {
                readings.entry(reading).or_default().insert(number.unit);
            }
        }
        let mut keys: HashSet<String> = all.iter().map(key).collect();
        // "PEP8" is PEP with an 8.
        for word in all.iter().filter(|word| word.text.starts_with(char::is_alphabetic)) {
            let lower = word.lower();
            let digits = lower.find(|c: char| c.is_ascii_digit()).unwrap_or(lower.len());
            if digits < lower.len() {
                keys.insert(lower[..digits].to_owned());
                readings.entry(lower[digits..].to_owned()).or_default().insert(Unit::Plain);
            }
        }
        let lower: Vec<String> = all.iter().map(|word| word.lower()).collect();
        Self {
            numbers: readings,
            dates: dates(text, &all).into_iter().map(|date| (date.month, date.day)).collect(),
            words: keys,
            proper: names(text).into_iter().filter(|name| !name.initial).map(|name| name.key).collect(),
            stems: lower.iter().map(|word| stem(word.strip_suffix("'s").unwrap_or(word))).collect(),
            runs: lower.windows(RUN).map(<[String]>::to_vec).collect(),
        }
    }

    /// Looks a summary up. `written` is the part of it that is not marked as a quotation: what is quoted is no copy.
    #[must_use]
    pub fn check(&self, summary: &str, written: &str) -> Faithfulness {
        let mut found = Faithfulness { words: summary.split_whitespace().count(), ..Faithfulness::default() };
        let all = words(summary);
        // Words of days, which are looked up as one.
        let mut in_dates: HashSet<usize> = HashSet::new();
        for date in dates(summary, &all).into_iter().filter(|date| date.named) {
            let (first, last) = date.words;
            in_dates.extend(first..=last);
            let has = self.dates.contains(&(date.month, date.day));
            found.numbers.count(has);
            if !has {
                found.unsupported.push(summary[all[first].start..all[last].end()].to_owned());
            }
        }
        for number in numbers(summary).into_iter().filter(|number| number.states && !in_dates.contains(&number.word)) {
            let has = self.has_number(&number);
            found.numbers.count(has);
            if !has {
                found.unsupported.push(number.text);
            }
        }
        let numbered: HashSet<usize> = numbers(summary).into_iter().map(|number| number.word).collect();
        for name in names(summary) {
            let apart = in_dates.contains(&name.word) || numbered.contains(&name.word);
            let has = self.has_word(&name.key);
            // Of an initial word only the source can tell whether it is a name.
            let is_name = if !name.initial {
                true
            } else if has {
                self.proper.contains(&name.key)
            } else {
                !name.opens() && !self.stems.contains(&stem(&name.key))
            };
            if apart || !is_name {
                continue;
            }
            found.names.count(has);
            if !has {
                found.unsupported.push(name.text);
            }
        }
        for word in all.iter().filter(|word| word.text.chars().all(|c| !c.is_numeric()) && !is_function_word(word.text))
        {
            let lower = word.lower();
            found.content.count(self.stems.contains(&stem(lower.strip_suffix("'s").unwrap_or(&lower))));
        }
        for passage in passages(written) {
            let lower: Vec<String> = words(&passage.text).iter().map(|word| word.lower()).collect();
            for run in lower.windows(RUN) {
                found.copied.count(self.runs.contains(run));
            }
        }
        let lower: Vec<String> = all.iter().map(|word| word.lower()).collect();
        let mut seen = HashSet::new();
        for run in lower.windows(RUN) {
            found.repeated.count(!seen.insert(run));
        }
        found
    }

    fn has_number(&self, number: &Number) -> bool {
        number
            .readings
            .iter()
            .filter_map(|reading| self.numbers.get(reading))
            .any(|units| number.unit == Unit::Plain || units.contains(&Unit::Plain) || units.contains(&number.unit))
    }

    fn has_word(&self, key: &str) -> bool {
        let singular = key.strip_suffix('s').filter(|rest| rest.len() > 2);
        self.words.contains(key)
            || self.words.contains(&format!("{key}s"))
            || singular.is_some_and(|singular| self.words.contains(singular))
    }
}

/// The runs of [`RUN`] words that a text has more than once, in lower case, each once.
#[must_use]
pub fn repeats(text: &str) -> Vec<String> {
    let lower: Vec<String> = words(text).iter().map(|word| word.lower()).collect();
    let (mut seen, mut again) = (HashSet::new(), Vec::new());
    for run in lower.windows(RUN).filter(|run| !seen.insert(*run)) {
        let run = run.join(" ");
        if !again.contains(&run) {
            again.push(run);
        }
    }
    again
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "On 14 March the board of Harrow Bay approved $48,500 for two libraries. Dana Reyes asked for a \
                        third quote by 2019-05-20. About 12% of the members, forty people, came to PEP8 day.";

    fn unsupported(summary: &str) -> Vec<String> {
        Source::new(TEXT).check(summary, summary).unsupported
    }

    #[test]
    fn the_same_facts_in_other_spellings_are_supported() {
        for summary in [
            "On March 14th Harrow Bay's board gave 48500 dollars for 2 libraries.",
            "Reyes wants a 3rd quote until 20 May. 40 came, 12 percent.",
            "The Board approved forty-eight thousand five hundred dollars on the 14th of March.",
            "Participants spoke of one library; approving it took the first day.",
            "Dana's quote.",
            "PEP 8 was met.",
        ] {
            assert_eq!(unsupported(summary), [""; 0], "{summary}");
        }
    }

    #[test]
    fn inventions_and_mixed_up_facts_are_not() {
        for (summary, expected) in [
            ("The board approved $4,850.", vec!["4,850"]),
            ("It gave €48,500.", vec!["48,500"]),
            ("It met on 20 March with 14 people from Berkeley.", vec!["20 March", "Berkeley"]),
            ("Brandon asked for seven quotes.", vec!["seven", "Brandon"]),
            ("A seventh of them came at 10:30 in June.", vec!["seventh", "10:30", "June"]),
        ] {
            assert_eq!(unsupported(summary), expected, "{summary}");
        }
    }

    #[test]
    fn shares_count_what_they_say() {
        let source = Source::new("The old shelf fell down on Monday. Nobody was there.");
        let summary = "The old shelf fell yesterday. The old shelf fell down.";
        let found = source.check(summary, summary);
        assert_eq!(found.content, Share { part: 7, whole: 8 });
        // Of "the old shelf fell", "old shelf fell yesterday", "the old shelf fell", "old shelf fell down".
        assert_eq!(found.copied, Share { part: 3, whole: 4 });
        assert_eq!(found.repeated, Share { part: 1, whole: 7 });
        assert_eq!(found.words, 10);
        assert_eq!(source.check(summary, "").copied.rate(), None);
        assert_eq!(repeats(summary), ["the old shelf fell"]);
    }
}
