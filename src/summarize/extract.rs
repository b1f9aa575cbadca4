//! A summary of a note's own sentences: what is left where the model can write nothing, and what every other summary is
//! compared with.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::clean::{Standing, clean};
use super::units::{Role, Unit, units};
use super::words::{is_function_word, stem, words};

/// Rounds after which the ranks have settled.
const ROUNDS: usize = 50;

/// How much of a rank comes from the neighbours.
const DAMPING: f64 = 0.85;

/// What a pair of words counts for, to a word.
const PAIR: f64 = 0.5;

/// How much a sentence's length is held against it: 0 not at all, 1 in full. Short sentences say little by themselves.
const THRIFT: f64 = 0.35;

/// What a question counts for, to a statement.
const QUESTION: f64 = 0.5;

/// What people say while they think; lower case.
const FILLERS: [&str; 22] = [
    "um", "uh", "hmm", "mm", "hm", "ah", "oh", "eh", "yeah", "yes", "okay", "ok", "right", "well", "like", "gonna",
    "i'm", "i've", "don't", "that's", "know", "think",
];

/// A sentence that can be taken over, and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The speaker with the colon, in a dialogue; else empty.
    pub speaker: String,
    /// Without markup and without the speaker.
    pub text: String,
    /// Bytes of the note, without the speaker.
    pub range: Range<usize>,
}

impl Passage {
    /// Words of it, the speaker among them.
    #[must_use]
    pub fn words(&self) -> usize {
        self.speaker.split_whitespace().count() + self.text.split_whitespace().count()
    }
}

/// The sentences, list items and rows of a note in order, without its headings, its code and what stands aside.
#[must_use]
pub fn passages(note: &str) -> Vec<Passage> {
    let document = clean(note);
    let text = document.text();
    let taken = |unit: &Unit| !matches!(unit.role, Role::Heading | Role::Code) && unit.standing != Standing::Aside;
    let passages = units(&document).into_iter().filter(taken).map(|unit| {
        let speaker = unit.speaker.clone();
        let named = speaker.as_ref().filter(|name| unit.range.start <= name.start && name.end <= unit.range.end);
        let start = named.map_or(unit.range.start, |name| name.end + label_end(&text[name.end..unit.range.end]));
        let said = Unit { range: start..unit.range.end, ..unit };
        Passage {
            speaker: speaker.map_or_else(String::new, |name| format!("{}:", &text[name])),
            text: said.plain(text),
            range: document.source(said.range),
        }
    });
    passages.filter(|passage| words(&passage.text).next().is_some()).collect()
}

/// Where what was said begins, behind a speaker's name: after the colon, and a remark in parentheses before it.
fn label_end(rest: &str) -> usize {
    let remark = if rest.starts_with(" (") { rest.find(')').map_or(0, |at| at + 1) } else { 0 };
    let said = rest[remark..].trim_start_matches([':', '：', ' ', '\n', '\t']);
    rest.len() - said.len()
}

/// How central each of a text's sentences is, by the words that it shares with the others: Mihalcea and Tarau, "TextRank:
/// Bringing order into texts", 2004, over the stems of all words, undirected and weighted.
#[must_use]
pub fn text_rank<S: AsRef<str>>(sentences: &[S]) -> Vec<f64> {
    let stems: Vec<HashSet<String>> =
        sentences.iter().map(|sentence| words(sentence.as_ref()).map(stem).collect()).collect();
    let similarity = |a: &HashSet<String>, b: &HashSet<String>| {
        let scale = libm::log(a.len().max(1) as f64) + libm::log(b.len().max(1) as f64);
        if scale > 0.0 { a.intersection(b).count() as f64 / scale } else { 0.0 }
    };
    let size = stems.len();
    let mut weights = vec![vec![0.0; size]; size];
    for a in 0..size {
        for b in 0..a {
            let weight = similarity(&stems[a], &stems[b]);
            (weights[a][b], weights[b][a]) = (weight, weight);
        }
    }
    let sums: Vec<f64> = weights.iter().map(|row| row.iter().sum()).collect();
    let mut ranks = vec![1.0; size];
    for _ in 0..ROUNDS {
        let shares: Vec<f64> =
            ranks.iter().zip(&sums).map(|(rank, sum)| if *sum > 0.0 { rank / sum } else { 0.0 }).collect();
        ranks = weights
            .iter()
            .map(|row| {
                1.0 - DAMPING + DAMPING * row.iter().zip(&shares).map(|(weight, share)| weight * share).sum::<f64>()
            })
            .collect();
    }
    ranks
}

/// The passages that together say most of what the text says again and again, in at most about `budget` words: one after
/// the other, the passage that adds most for its length (the greedy maximization of a budgeted coverage function, after
/// Lin and Bilmes, "Multi-document summarization via budgeted maximization of submodular functions", 2010). What is
/// covered are content words and pairs of them, each worth the logarithm of its frequency. Indices in the text's order.
#[must_use]
pub fn coverage(passages: &[Passage], budget: usize) -> Vec<usize> {
    let features: Vec<HashMap<String, u32>> = passages.iter().map(|passage| features(&passage.text)).collect();
    let mut frequency: HashMap<&str, u32> = HashMap::new();
    for (feature, count) in features.iter().flatten() {
        *frequency.entry(feature).or_default() += count;
    }
    // In a fixed order, so that sums of floating-point numbers are the same every time.
    let worth: Vec<Vec<(&str, f64)>> = features
        .iter()
        .map(|features| {
            let mut worth: Vec<(&str, f64)> = features
                .keys()
                .map(|feature| {
                    let share = if feature.contains(' ') { PAIR } else { 1.0 };
                    (feature.as_str(), share * libm::log(1.0 + f64::from(frequency[feature.as_str()])))
                })
                .collect();
            worth.sort_unstable_by(|a, b| a.0.cmp(b.0));
            worth
        })
        .collect();
    let mut covered: HashSet<&str> = HashSet::new();
    let mut budget = Budget::new(budget);
    let mut chosen = Vec::new();
    loop {
        let mut best: Option<(f64, usize)> = None;
        for (at, passage) in passages.iter().enumerate() {
            if chosen.contains(&at) || !budget.takes(passage.words()) {
                continue;
            }
            let new = worth[at].iter().filter(|(feature, _)| !covered.contains(feature)).map(|(_, worth)| worth);
            let question = if passage.text.ends_with('?') { QUESTION } else { 1.0 };
            let gain = new.sum::<f64>() * question / libm::pow(passage.words().max(1) as f64, THRIFT);
            if gain > 0.0 && best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, at));
            }
        }
        let Some((_, at)) = best else { break };
        budget.spend(passages[at].words());
        covered.extend(worth[at].iter().map(|(feature, _)| *feature));
        chosen.push(at);
    }
    chosen.sort_unstable();
    chosen
}

/// The content stems of a sentence and the pairs of neighbours among them, and how often each occurs.
fn features(text: &str) -> HashMap<String, u32> {
    let is_content = |word: &&str| {
        word.chars().count() > 1
            && !is_function_word(word)
            && !FILLERS.contains(&word.to_lowercase().replace('’', "'").as_str())
    };
    let stems: Vec<String> = words(text).filter(is_content).map(stem).collect();
    let pairs = stems.windows(2).map(|pair| pair.join(" "));
    let mut counts = HashMap::new();
    for feature in stems.iter().cloned().chain(pairs) {
        *counts.entry(feature).or_default() += 1;
    }
    counts
}

/// Words that may be used: a passage is taken while that brings their number closer to the budget.
#[derive(Debug)]
pub struct Budget {
    words: usize,
    used: usize,
}

impl Budget {
    /// A budget of so many words of which none is used.
    #[must_use]
    pub fn new(words: usize) -> Self {
        Self { words, used: 0 }
    }

    /// Whether `words` more fit; the first passage always does.
    #[must_use]
    pub fn takes(&self, words: usize) -> bool {
        self.used == 0 || (self.used + words).abs_diff(self.words) < self.used.abs_diff(self.words)
    }

    /// Uses `words`.
    pub fn spend(&mut self, words: usize) {
        self.used += words;
    }
}

/// Passages as one text; a speaker is named where another one spoke before.
#[must_use]
pub fn joined<'a>(passages: impl Iterator<Item = &'a Passage>) -> String {
    let mut text = String::new();
    let mut last = "";
    for passage in passages {
        for part in [if passage.speaker == last { "" } else { &passage.speaker }, &passage.text] {
            if !text.is_empty() && !part.is_empty() {
                text.push(' ');
            }
            text.push_str(part);
        }
        last = &passage.speaker;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str = "# Shelves\n\nThe shelves in the library are old. Tom likes apples.\n\nThe library board wants new \
                        shelves this year. It rained.";

    #[test]
    fn passages_leave_headings_out_and_speakers_aside() {
        let texts: Vec<String> = passages(NOTE).into_iter().map(|passage| passage.text).collect();
        assert_eq!(texts.len(), 4);
        assert_eq!(texts[0], "The shelves in the library are old.");
        let talk = "Anna: Hi Ben. The key is lost\nBen Ode (10:02): Which one?\nand where\nAnna: The *big* one.";
        let found: Vec<(String, String)> =
            passages(talk).into_iter().map(|passage| (passage.speaker, passage.text)).collect();
        let expected = [
            ("Anna:", "Hi Ben."),
            ("Anna:", "The key is lost"),
            ("Ben Ode:", "Which one?"),
            ("Ben Ode:", "and where"),
            ("Anna:", "The big one."),
        ];
        assert_eq!(found, expected.map(|(who, what)| (who.to_owned(), what.to_owned())));
        let sources: Vec<&str> = passages(talk).into_iter().map(|passage| &talk[passage.range]).collect();
        assert_eq!(sources, ["Hi Ben.", "The key is lost", "Which one?", "and where", "The *big* one."]);
    }

    #[test]
    fn the_sentence_with_most_in_common_with_the_others_ranks_highest() {
        let ranks = text_rank(&["The red house", "A red house and a big garden", "The big garden", "Nothing"]);
        let highest = (0..4).max_by(|&a, &b| ranks[a].total_cmp(&ranks[b]));
        assert_eq!(highest, Some(1));
        assert!((ranks[3] - (1.0 - DAMPING)).abs() < 1e-9, "{ranks:?}");
        assert!(text_rank::<&str>(&[]).is_empty());
    }

    #[test]
    fn coverage_takes_what_comes_again_and_again_within_the_budget() {
        let passages = passages(NOTE);
        assert_eq!(coverage(&passages, 9), [2]);
        assert_eq!(coverage(&passages, 11), [1, 2]);
        assert_eq!(coverage(&passages, 1).len(), 1, "never nothing");
        assert_eq!(coverage(&passages, 1000), [0, 1, 2, 3]);
        assert!(coverage(&[], 10).is_empty());
    }

    #[test]
    fn coverage_says_nothing_twice() {
        let note = "The pump is broken today.\n\nThe pump is broken today.\n\nThe valve leaks oil.";
        assert_eq!(coverage(&passages(note), 9), [0, 2]);
    }

    #[test]
    fn a_speaker_is_named_once_in_a_row() {
        let passages = passages("Anna: The key is lost. It was new.\nBen: Oh no.\nAnna: Yes.");
        assert_eq!(joined(passages.iter()), "Anna: The key is lost. It was new. Ben: Oh no. Anna: Yes.");
    }
}
