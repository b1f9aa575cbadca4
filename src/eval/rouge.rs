//! ROUGE: what a summary has in common with one that a person wrote.
//!
//! C.-Y. Lin, "ROUGE: A package for automatic evaluation of summaries", 2004, in the form of the Python package
//! `rouge-score` with its stemmer on: its scores of the same pair are the same.

use std::collections::HashMap;

use super::porter::stem;

/// Words up to this length are not stemmed.
const UNSTEMMED: usize = 3;

/// F1 scores from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rouge {
    /// Of single tokens.
    pub one: f64,
    /// Of pairs of tokens.
    pub two: f64,
    /// Of the longest common subsequence of the whole texts.
    pub l: f64,
}

/// The tokens that are compared: runs of ASCII letters and digits in lower case, stemmed.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let runs = lower.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| if run.len() > UNSTEMMED { stem(run) } else { run.to_owned() }).collect()
}

/// Scores a summary against one reference.
#[must_use]
pub fn rouge(reference: &str, summary: &str) -> Rouge {
    let (reference, summary) = (tokens(reference), tokens(summary));
    let grams = |n| {
        let common = common_grams(&reference, &summary, n);
        f1(common, reference.len().saturating_sub(n - 1), summary.len().saturating_sub(n - 1))
    };
    let longest = longest_common_subsequence(&reference, &summary);
    Rouge { one: grams(1), two: grams(2), l: f1(longest, reference.len(), summary.len()) }
}

/// The mean of the scores against each reference; zeros where there is none.
#[must_use]
pub fn mean_rouge(references: &[String], summary: &str) -> Rouge {
    let mut sum = Rouge::default();
    for reference in references {
        let score = rouge(reference, summary);
        sum.one += score.one;
        sum.two += score.two;
        sum.l += score.l;
    }
    let count = references.len().max(1) as f64;
    Rouge { one: sum.one / count, two: sum.two / count, l: sum.l / count }
}

fn f1(common: usize, in_reference: usize, in_summary: usize) -> f64 {
    if common == 0 { 0.0 } else { 2.0 * common as f64 / (in_reference + in_summary) as f64 }
}

/// Runs of `n` tokens in both, each as often as in the one that has it less often.
fn common_grams(a: &[String], b: &[String], n: usize) -> usize {
    let mut left: HashMap<&[String], usize> = HashMap::new();
    for gram in a.windows(n) {
        *left.entry(gram).or_default() += 1;
    }
    let mut common = 0;
    for gram in b.windows(n) {
        if let Some(count) = left.get_mut(gram).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    common
}

fn longest_common_subsequence(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for token in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if token == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_of_a_pair_worked_out_by_hand() {
        // Tokens: the cat sat on the mat / the mat the cat.
        let score = rouge("The cat sat on the mat.", "The mat, the cat!");
        assert_eq!(score.one, 2.0 * 4.0 / 10.0);
        assert_eq!(score.two, 2.0 * 2.0 / 8.0);
        assert_eq!(score.l, 2.0 * 2.0 / 10.0);
    }

    #[test]
    fn nothing_in_common_and_nothing_at_all_score_zero() {
        for (reference, summary) in [("one two", "three four"), ("", "a"), ("a", ""), ("", ""), ("é", "é")] {
            assert_eq!(rouge(reference, summary), Rouge::default(), "{reference:?} {summary:?}");
        }
        assert_eq!(rouge("word", "word"), Rouge { one: 1.0, two: 0.0, l: 1.0 });
        assert_eq!(mean_rouge(&[], "word"), Rouge::default());
    }

    #[test]
    fn several_references_are_averaged() {
        let references = ["a b".to_owned(), "c d".to_owned()];
        assert_eq!(mean_rouge(&references, "a b").one, 0.5);
    }
}
