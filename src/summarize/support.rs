//! Whether the note supports a sentence that the model wrote.
//!
//! The check is of words, not of meaning: it catches invented numbers, names and subjects, and names that do what others
//! did, where the wording gives it away. What fails is not shown.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::words::{content_stems, has_digit, is_function_word, stem, words};

/// Share of a sentence's content words that its evidence must hold.
const WORDS: f64 = 0.8;

/// Share of the content words that are neighbours within a clause which must stand near each other in the evidence.
const PAIRS: f64 = 0.65;

/// Words between two neighbours in the evidence at most.
const NEAR: usize = 5;

/// A text in sentences, prepared for looking things up.
#[derive(Debug)]
pub struct Source {
    /// Per sentence, the stems of all its words in order.
    sentences: Vec<Vec<String>>,
    /// Stems of the words that are written small somewhere: no names.
    common: HashSet<String>,
}

impl Source {
    /// Prepares a text that is given in sentences.
    pub fn new<'a>(sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut common = HashSet::new();
        let mut stems = |sentence: &str| {
            let stems = words(sentence).map(|word| {
                let stem = stem(word);
                if word.starts_with(char::is_lowercase) {
                    common.insert(stem.clone());
                }
                stem
            });
            stems.collect()
        };
        let sentences = sentences.map(&mut stems).collect();
        Self { sentences, common }
    }

    /// The sentences of the text that a sentence rests on, the best first; none where it should not be shown. To be shown
    /// it must not repeat itself, and some sentence of the text, taken with its neighbours, must hold all
    /// its numbers and names, most of its words, and most of its pairs of words. A neighbour is named if it holds words that
    /// those named before lack.
    #[must_use]
    pub fn evidence(&self, sentence: &str) -> Vec<Support> {
        if repeats_itself(sentence) {
            return Vec::new();
        }
        let claim = Claim::of(sentence, &self.common);
        if claim.content.len() < 2 {
            return Vec::new();
        }
        let size = self.sentences.len();
        let around = |at: usize| at.saturating_sub(1)..size.min(at + 2);
        let holds = |at: &usize| claim.holds_in(&self.sentences[around(*at)]);
        // The lowest index on ties.
        let best = (0..size).filter(holds).max_by_key(|&at| (claim.overlap(&self.sentences[at]), size - at));
        let Some(best) = best else { return Vec::new() };
        let mut named = vec![best];
        let mut lacking: Vec<&String> =
            claim.content.iter().filter(|stem| !self.sentences[best].contains(stem)).collect();
        let mut neighbours: Vec<usize> = around(best).filter(|&at| at != best).collect();
        neighbours.sort_by_key(|&at| Reverse(claim.overlap(&self.sentences[at])));
        for at in neighbours {
            let before = lacking.len();
            lacking.retain(|stem| !self.sentences[at].contains(stem));
            if lacking.len() < before {
                named.push(at);
            }
        }
        let share = |at: usize| claim.overlap(&self.sentences[at]) as f64 / claim.content.len() as f64;
        named.into_iter().map(|sentence| Support { sentence, share: share(sentence) }).collect()
    }
}

/// A sentence of a text that another one rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// Its index.
    pub sentence: usize,
    /// Share of the other one's content words that it has, from 0 to 1.
    pub share: f64,
}

/// What a sentence claims, in words.
struct Claim {
    /// Stems of content words in order.
    content: Vec<String>,
    /// Those that must be found.
    strict: HashSet<String>,
    /// Neighbours within a clause, as places in `content` of the first of the two.
    pairs: Vec<usize>,
}

impl Claim {
    fn of(sentence: &str, common: &HashSet<String>) -> Self {
        let mut claim = Self { content: Vec::new(), strict: HashSet::new(), pairs: Vec::new() };
        let (mut at, mut clause_begins) = (0, true);
        for (place, word) in words(sentence).enumerate() {
            let start = at + sentence[at..].find(word).unwrap_or(0);
            clause_begins |= sentence[at..start].contains([',', ';', ':', '(', ')', '.']);
            at = start + word.len();
            if is_function_word(word) {
                clause_begins |= matches!(word, "and" | "but" | "while" | "because" | "und" | "aber");
                continue;
            }
            if !clause_begins {
                claim.pairs.push(claim.content.len() - 1);
            }
            clause_begins = false;
            let stem = stem(word);
            // Every sentence begins with a capital, so there only the text can tell whether it is a name.
            let name = word.starts_with(char::is_uppercase) && (place > 0 || !common.contains(&stem));
            if name || has_digit(word) {
                claim.strict.insert(stem.clone());
            }
            claim.content.push(stem);
        }
        claim
    }

    /// How many content words a sentence has in common.
    fn overlap(&self, sentence: &[String]) -> usize {
        self.content.iter().filter(|stem| sentence.contains(stem)).count()
    }

    fn holds_in(&self, evidence: &[Vec<String>]) -> bool {
        let there: HashSet<&String> = evidence.iter().flatten().collect();
        if !self.strict.iter().all(|stem| there.contains(stem)) {
            return false;
        }
        let found = self.content.iter().filter(|stem| there.contains(stem)).count();
        if (found as f64) < WORDS * self.content.len() as f64 {
            return false;
        }
        let near = |pair: &[String]| evidence.iter().any(|sentence| are_near(sentence, &pair[0], &pair[1]));
        let mut close = 0;
        for pair in self.pairs.iter().map(|&at| &self.content[at..at + 2]) {
            let is_near = near(pair);
            // A name or number beside a word that it never stood beside is how roles get swapped.
            if !is_near && pair.iter().any(|stem| self.strict.contains(stem)) && pair.iter().all(|s| there.contains(s))
            {
                return false;
            }
            close += usize::from(is_near);
        }
        close as f64 >= PAIRS * self.pairs.len() as f64
    }
}

/// Whether `first` comes at most [`NEAR`] words before `second`.
fn are_near(sentence: &[String], first: &str, second: &str) -> bool {
    let places = sentence.iter().enumerate().filter(|(_, stem)| *stem == first);
    places.into_iter().any(|(at, _)| sentence[at + 1..].iter().take(NEAR).any(|stem| stem == second))
}

/// Whether a run of three content words, or the same word on both sides of "and", "or" or a comma, comes twice.
fn repeats_itself(sentence: &str) -> bool {
    let content: Vec<String> = content_stems(sentence).collect();
    let mut seen = HashSet::new();
    if content.windows(3).any(|run| !seen.insert(run)) || content.windows(2).any(|pair| pair[0] == pair[1]) {
        return true;
    }
    let all: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    all.windows(3).any(|run| run[0] == run[2] && matches!(run[1].as_str(), "and" | "or" | "und"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: [&str; 4] = [
        "Dana opened by explaining that the school board approved $48,500 for the library renovation on 5 March.",
        "Priya proposed storing the books in the gym balcony, but Tom said the fire marshal rejected that in 2019.",
        "The next meeting is on 21 March at 2 p.m. in the same room.",
        "Volunteers will box the books.",
    ];

    fn supported(sentence: &str) -> bool {
        !Source::new(NOTE.into_iter()).evidence(sentence).is_empty()
    }

    #[test]
    fn what_the_note_says_is_supported_in_other_words_too() {
        assert!(supported("Dana explained that the board approved $48,500 for the library renovation."));
        assert!(supported("The next meeting is on 21 March."));
        assert!(supported("Priya proposed storing the books in the gym balcony, and the next meeting is on 21 March."));
    }

    #[test]
    fn the_evidence_is_the_sentence_that_says_most_of_it() {
        let source = Source::new(NOTE.into_iter());
        assert_eq!(source.evidence("The next meeting is on 21 March."), [Support { sentence: 2, share: 1.0 }]);
        assert_eq!(source.evidence("Volunteers will box the books."), [Support { sentence: 3, share: 1.0 }]);
        let both = source.evidence("The next meeting is on 21 March and volunteers will box the books.");
        assert_eq!(both.iter().map(|found| found.sentence).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn inventions_are_not() {
        assert!(!supported("Dana explained that the board approved $4,850 for the library renovation."));
        assert!(!supported("The board of Berkeley approved $48,500 for the library renovation."));
        assert!(!supported("The United States has been a beacon of kindness and generosity."));
    }

    #[test]
    fn swapped_roles_are_not() {
        assert!(!supported("Tom proposed storing the books in the gym balcony."));
        assert!(supported("Priya proposed storing the books in the gym balcony."));
    }

    #[test]
    fn facts_from_far_apart_are_not_one_fact() {
        assert!(!supported("Dana explained that volunteers will box the books."));
    }

    #[test]
    fn stutter_is_not() {
        assert!(!supported("Dana and Dana opened by explaining."));
        let twice = "Volunteers will box the books, and volunteers will box the books.";
        assert!(!supported(twice));
    }
}
