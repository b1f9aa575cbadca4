//! What was looked at for each token: recorded only where a request asks for it, for lessons on how a model writes.

use serde::{Serialize, Serializer};

use super::finish::Finish;
use super::sampler::Leaning;
use crate::kernels::exp::exp;

/// Candidates of a choice at least.
const SHOWN: usize = 6;

/// Why a token was turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// An address that the text does not have.
    Address,
    /// A token that steers the model, in the middle of its answer.
    Control,
    /// A day that the text does not have.
    Day,
    /// An end in the middle of a sentence.
    Ending,
    /// Not the form of a summary.
    Form,
    /// A label that the text does not have.
    Label,
    /// A name that the text does not have.
    Name,
    /// A number that the text does not have, or not of this.
    Number,
    /// What the answer has said before.
    Repetition,
    /// The sentence was begun so before, in vain.
    Tried,
}

impl Serialize for Rule {
    /// As its name, by one call: the derived code has one for each variant.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Address => "address",
            Self::Control => "control",
            Self::Day => "day",
            Self::Ending => "ending",
            Self::Form => "form",
            Self::Label => "label",
            Self::Name => "name",
            Self::Number => "number",
            Self::Repetition => "repetition",
            Self::Tried => "tried",
        })
    }
}

/// One of the tokens that a choice was between.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// What it would add to the text: nothing where a character is not complete yet. None: it ends the answer, or steers
    /// the model in another way.
    pub text: Option<String>,
    /// Its share of the softmax over all logits, those of what the request leans towards raised.
    pub probability: f64,
    /// Why it was turned away, where it was.
    pub forbidden: Option<Rule>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The likeliest first: all that are likelier than what was chosen, and some more.
    pub candidates: Vec<Candidate>,
    /// Index of what was chosen; None where nothing likely was left.
    pub chosen: Option<usize>,
    /// Where the sentence is begun anew or given up: how many tokens of the answer are kept.
    pub kept: Option<usize>,
    /// Set where the answer ends.
    pub finish: Option<Finish>,
}

impl Step {
    /// A choice between `logits`. `text` gives what a token would add.
    #[cold]
    pub fn new(
        logits: &[f32],
        leaning: &Leaning,
        chosen: Option<u32>,
        forbidden: &[(u32, Rule)],
        text: &dyn Fn(u32) -> Option<String>,
    ) -> Box<Self> {
        let mut weights = leaning.applied(logits);
        let ids = likeliest(&weights, SHOWN.max(forbidden.len() + 1));
        let most = ids.first().map_or(0.0, |&id| weights[id as usize]);
        let mut all = 0.0;
        for weight in &mut weights {
            *weight = if weight.is_nan() { 0.0 } else { exp(*weight - most) };
            all += f64::from(*weight);
        }
        let candidate = |&id: &u32| Candidate {
            text: text(id),
            probability: f64::from(weights[id as usize]) / all,
            forbidden: forbidden.iter().find(|(banned, _)| *banned == id).map(|(_, rule)| *rule),
        };
        let candidates = ids.iter().map(candidate).collect();
        Box::new(Self { candidates, chosen: ids.iter().position(|id| Some(*id) == chosen), kept: None, finish: None })
    }
}

/// The tokens with the highest logits, the highest first, the lowest id on ties.
fn likeliest(logits: &[f32], count: usize) -> Vec<u32> {
    let mut best: Vec<u32> = Vec::with_capacity(count + 1);
    let mut least = f32::NEG_INFINITY;
    for (id, &logit) in (0..).zip(logits) {
        // What is no number is never more than something.
        if logit > least || (best.len() < count && !logit.is_nan()) {
            best.insert(best.partition_point(|&better| logits[better as usize] >= logit), id);
            best.truncate(count);
            if best.len() == count {
                least = logits[best[count - 1] as usize];
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_of_all_logits_and_the_order_is_that_of_the_choice() {
        let mut logits = vec![-1.0; 300];
        (logits[7], logits[9], logits[200], logits[4]) = (2.0, 2.0, 1.5, f32::NAN);
        let leaning = Leaning::new(vec![200], 1.0);
        let forbidden = [(200, Rule::Name), (7, Rule::Tried)];
        let step = Step::new(&logits, &leaning, Some(9), &forbidden, &|id| (id != 7).then(|| id.to_string()));
        let found: Vec<_> = step.candidates.iter().map(|it| (it.text.as_deref(), it.forbidden)).collect();
        assert_eq!(found[..3], [(Some("200"), Some(Rule::Name)), (None, Some(Rule::Tried)), (Some("9"), None)]);
        assert_eq!((found.len(), found[3].0, step.chosen), (SHOWN, Some("0"), Some(2)));
        let whole: f64 = [2.5_f64, 2.0, 2.0].iter().map(|x| x.exp()).sum::<f64>() + 296.0 * (-1.0_f64).exp();
        for (at, logit) in [(0, 2.5_f64), (1, 2.0), (2, 2.0), (3, -1.0)] {
            assert!((step.candidates[at].probability - logit.exp() / whole).abs() < 1e-6, "{step:?}");
        }
    }

    #[test]
    fn everything_that_was_turned_away_is_among_the_candidates() {
        let logits: Vec<f32> = (0..50).map(|id| id as f32 / 10.0).collect();
        let forbidden: Vec<(u32, Rule)> = (40..50).map(|id| (id, Rule::Number)).collect();
        let step = Step::new(&logits, &Leaning::default(), Some(39), &forbidden, &|_| None);
        assert_eq!((step.candidates.len(), step.chosen), (11, Some(10)));
        assert!(step.candidates[..10].iter().all(|it| it.forbidden == Some(Rule::Number)));
    }
}
