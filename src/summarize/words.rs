//! Words, their stems, and how much they matter in a note.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that carry no subject, in English, and the commonest in German, French and Spanish;
/// lower case.
const FUNCTION_WORDS: &str = "a about after again all also although am an and any are aren't as at au auch auf aus be \
    because been before being bei but by can could dans das de del dem den der des did didn't die do does doesn't don't \
    during each ein eine einem einen einer el elle en er es est et few for from für had has have having he her here hers \
    him his how however i if il im in into is isn't ist it it's its just la las le les los mais may me might mit more most \
    must my nach nicht no nor not o of off on once one only or other our out over own par para pas pour que qui sich sie \
    sind so some still such sur than that that's the their them then there these they this those through to too und under \
    un una une until up upon us use used very via vom von war was wasn't we were what when where whether which while who \
    whom whose why will with within without wird wurde wurden would y you your zu zum zur über";

/// Occurrences of a word that count at most.
const MOST: u32 = 5;

/// Names of days and months: like numbers, they come again and again without being what a note is about.
const CALENDAR: &str = "january february march april june july august september october november december monday tuesday \
    wednesday thursday friday saturday sunday januar februar märz juni juli oktober dezember montag dienstag mittwoch \
    donnerstag freitag samstag sonntag";

/// Number words that say how much there is of something.
const AMOUNTS: &str = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty dozen \
    hundred thousand million half zwei drei vier fünf zehn zwölf hundert tausend deux trois quatre cinq dix cent mille dos \
    tres cuatro cinco diez cien mil";

/// What a word for a day, a month or a number counts for, to one with figures.
const IN_WORDS: f64 = 0.5;

/// How many words of a text state an amount or a day.
#[must_use]
pub fn figures(text: &str) -> f64 {
    static KNOWN: LazyLock<HashSet<&str>> =
        LazyLock::new(|| CALENDAR.split_ascii_whitespace().chain(AMOUNTS.split_ascii_whitespace()).collect());
    let stated = |word: &str| match has_digit(word) {
        true => 1.0,
        false if KNOWN.contains(word.to_lowercase().as_str()) => IN_WORDS,
        false => 0.0,
    };
    words(text).map(stated).sum()
}

/// The words of a text: letters and digits, joined by apostrophes and hyphens between letters and by points, commas and
/// colons between digits ("48,500", "10:30").
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let word = &rest[start..];
        let mut end = word.len();
        let mut chars = word.char_indices().peekable();
        let mut last = ' ';
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |&(_, next)| next);
            let joins = match c {
                '\'' | '’' | '-' => last.is_alphanumeric() && next.is_alphanumeric(),
                '.' | ',' | ':' => last.is_ascii_digit() && next.is_ascii_digit(),
                _ => c.is_alphanumeric(),
            };
            if !joins {
                end = at;
                break;
            }
            last = c;
        }
        rest = &word[end..];
        Some(&word[..end])
    })
}

/// Whether a word says nothing about the subject.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| FUNCTION_WORDS.split_ascii_whitespace().collect());
    KNOWN.contains(word.to_lowercase().replace('’', "'").as_str())
}

/// Whether a word is a number, or holds one.
#[must_use]
pub fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// What the forms of a word have in common, roughly: "approved", "approves" and "approve" give the same.
#[must_use]
pub fn stem(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    if has_digit(&lower) {
        return lower;
    }
    let mut stem = lower.strip_suffix("'s").unwrap_or(&lower);
    for suffix in ["ing", "ed", "es", "er", "en", "s", "e"] {
        let shorter = stem.strip_suffix(suffix).filter(|rest| rest.chars().count() >= 3);
        if let Some(rest) = shorter {
            stem = rest;
            break;
        }
    }
    stem.chars().take(7).collect()
}

/// The stems of the words that matter, in order.
pub fn content_stems(text: &str) -> impl Iterator<Item = String> {
    words(text).filter(|word| !is_function_word(word)).map(stem)
}

/// How often each content stem occurs in a note.
#[derive(Debug, Default)]
pub struct Frequencies(HashMap<String, u32>);

impl Frequencies {
    /// Counts a whole text. Names count once each: who takes part says little about what a note is about, and a list of
    /// names would win over every sentence.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts = HashMap::new();
        let (mut small, mut capital) = (HashSet::new(), 0);
        for word in words(text).filter(|word| !is_function_word(word)) {
            let stem = stem(word);
            *counts.entry(stem.clone()).or_insert(0) += 1;
            if word.starts_with(char::is_uppercase) {
                capital += 1;
            } else {
                small.insert(stem);
            }
        }
        // Where every noun has a capital, as in German, a capital says nothing.
        let names_show = capital * 10 < counts.values().sum::<u32>() * 4;
        let calendar: Vec<String> = words(CALENDAR).map(stem).collect();
        for (stem, count) in &mut counts {
            let is_name = names_show && !small.contains(stem);
            if is_name || has_digit(stem) || calendar.contains(stem) {
                *count = 1;
            }
        }
        Self(counts)
    }

    /// How central a sentence is: how often the note uses the sentence's content words (capped, so that no word decides
    /// alone), summed and divided by the root of their number, which favours neither short sentences, as the mean would,
    /// nor long ones, as the sum would. After Luhn, "The automatic creation of literature abstracts", 1958.
    #[must_use]
    pub fn salience(&self, sentence: &str) -> f64 {
        let mut stems: Vec<String> = content_stems(sentence).collect();
        stems.sort_unstable();
        stems.dedup();
        let sum: u32 = stems.iter().map(|stem| self.0.get(stem).copied().unwrap_or(0).min(MOST)).sum();
        f64::from(sum) / (stems.len().max(1) as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_amounts_times_and_hyphens_whole() {
        let text = "On 10:30, $48,500 isn't Larkin & Sons' one-page, 3.5.";
        let expected = ["On", "10:30", "48,500", "isn't", "Larkin", "Sons", "one-page", "3.5"];
        assert_eq!(words(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn figures_and_words_for_days_and_numbers_are_counted() {
        assert!((figures("On 8 April two of them paid $31,750, one did not.") - 3.0).abs() < f64::EPSILON);
        assert!(figures("nothing").abs() < f64::EPSILON);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (a, b) in [("approved", "approve"), ("explaining", "explained"), ("stores", "storing"), ("Dana's", "Dana")]
        {
            assert_eq!(stem(a), stem(b));
        }
        assert_ne!(stem("48,500"), stem("4,850"));
        assert_ne!(stem("east"), stem("west"));
    }

    #[test]
    fn salience_prefers_what_the_note_is_about() {
        let frequencies = Frequencies::of("The shelf is late. The late shelf costs money. Tom ate an apple.");
        assert!(frequencies.salience("The shelf is late.") > frequencies.salience("Tom ate an apple."));
        assert!(frequencies.salience("of the").abs() < f64::EPSILON);
        let note = "Present: Dana Reyes and Tom Beck. The shelf is late. Dana asked Tom about the shelf. Dana will pay for it.";
        let frequencies = Frequencies::of(note);
        assert!(
            frequencies.salience("Dana asked Tom about the shelf.")
                > frequencies.salience("Present: Dana Reyes and Tom Beck.")
        );
    }
}
