//! Extracts that a summary is compared with: the text's own sentences, of the summary's length.

use crate::summarize::extract::{Budget, Passage, coverage, joined, passages, text_rank};

/// How sentences are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// The first ones.
    Lead,
    /// The longest ones.
    Longest,
    /// Those with most in common with the others.
    TextRank,
    /// Those that together cover most: the product's own extract.
    Coverage,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Longest, Self::TextRank, Self::Coverage];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Longest => "longest",
            Self::TextRank => "TextRank",
            Self::Coverage => "coverage extract",
        }
    }

    /// The extract of about `budget` words, in the text's order: the best sentence, and then each that brings the number
    /// of words closer to the budget.
    #[must_use]
    pub fn extract(self, text: &str, budget: usize) -> String {
        let passages = passages(text);
        let chosen = match self {
            Self::Coverage => coverage(&passages, budget),
            _ => {
                let mut left = Budget::new(budget);
                let mut chosen = self.ranking(&passages);
                let mut closed = false;
                chosen.retain(|&at| {
                    let takes = !closed && left.takes(passages[at].words());
                    if takes {
                        left.spend(passages[at].words());
                    }
                    // A beginning has no gaps.
                    closed |= !takes && self == Self::Lead;
                    takes
                });
                chosen
            }
        };
        in_order(&passages, chosen)
    }

    /// The extract of the `count` best sentences; None where sentences have no order of their own.
    #[must_use]
    pub fn best(self, text: &str, count: usize) -> Option<String> {
        let passages = passages(text);
        let mut ranking = self.ranking(&passages);
        ranking.truncate(count);
        (self != Self::Coverage).then(|| in_order(&passages, ranking))
    }

    fn ranking(self, passages: &[Passage]) -> Vec<usize> {
        let scores: Vec<f64> = match self {
            Self::Lead | Self::Coverage => vec![0.0; passages.len()],
            Self::Longest => passages.iter().map(|passage| passage.words() as f64).collect(),
            Self::TextRank => text_rank(&passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>()),
        };
        let mut order: Vec<usize> = (0..passages.len()).collect();
        // Stable: the earlier one wins.
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        order
    }
}

fn in_order(passages: &[Passage], mut chosen: Vec<usize>) -> String {
    chosen.sort_unstable();
    joined(chosen.into_iter().map(|at| &passages[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "The shelf came late. A new shelf for the old library came on Monday. It rained. Tom saw the shelf.";

    #[test]
    fn extracts_come_closest_to_the_budget_and_keep_the_order() {
        assert_eq!(
            Baseline::Lead.extract(TEXT, 13),
            "The shelf came late. A new shelf for the old library came on Monday."
        );
        assert_eq!(Baseline::Lead.extract(TEXT, 6), "The shelf came late.");
        assert_eq!(
            Baseline::Longest.extract(TEXT, 14),
            "The shelf came late. A new shelf for the old library came on Monday."
        );
        assert_eq!(Baseline::TextRank.best(TEXT, 1).unwrap(), "The shelf came late.");
        assert_eq!(Baseline::Coverage.best(TEXT, 1), None);
        for baseline in Baseline::ALL {
            assert!(!baseline.extract(TEXT, 1).is_empty(), "never nothing");
            assert_eq!(baseline.extract("", 10), "");
        }
    }
}
