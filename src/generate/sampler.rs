//! The choice of the next token.

/// Logits that are compared at a time.
const LANES: usize = 16;

/// A leaning towards some tokens: `bonus` is added to their logits before the choice.
///
/// A small model that summarizes wanders off into what it has seen in training; a leaning towards the words of the text
/// in front of it keeps it there.
#[derive(Debug, Clone, Default)]
pub struct Leaning {
    /// Ids, ascending.
    ids: Vec<u32>,
    bonus: f32,
}

impl Leaning {
    /// Leans towards `ids` (any order, repeats allowed) by `bonus` (natural log units, as logits are).
    #[must_use]
    pub fn new(mut ids: Vec<u32>, bonus: f32) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self { ids, bonus }
    }

    /// A token's logit with its bonus.
    #[must_use]
    pub fn logit(&self, logits: &[f32], id: u32) -> f32 {
        let bonus = if self.ids.binary_search(&id).is_ok() { self.bonus } else { 0.0 };
        logits.get(id as usize).map_or(f32::NEG_INFINITY, |logit| logit + bonus)
    }

    /// All logits, with their bonuses.
    #[must_use]
    pub fn applied(&self, logits: &[f32]) -> Vec<f32> {
        let mut leaned = logits.to_vec();
        for &id in &self.ids {
            if let Some(logit) = leaned.get_mut(id as usize) {
                *logit += self.bonus;
            }
        }
        leaned
    }
}

/// The token with the highest logit: the lowest id on ties, never one of `banned`, never one whose logit is no number.
/// None where no token is left.
#[must_use]
pub fn greedy(logits: &[f32], leaning: &Leaning, banned: &[u32]) -> Option<u32> {
    let mut best: Option<(f32, u32)> = None;
    let mut consider = |id: u32, logit: f32| {
        let better = best.is_none_or(|(most, holder)| logit > most || (logit == most && id < holder));
        if !logit.is_nan() && better && !banned.contains(&id) {
            best = Some((logit, id));
        }
    };
    match first_highest(logits) {
        Some(id) if !banned.contains(&(id as u32)) => consider(id as u32, logits[id]),
        Some(_) => (0..).zip(logits).for_each(|(id, &logit)| consider(id, logit)),
        None => {}
    }
    for &id in &leaning.ids {
        if let Some(&logit) = logits.get(id as usize) {
            consider(id, logit + leaning.bonus);
        }
    }
    best.map(|(_, id)| id)
}

/// Where the highest number is, the first of equal ones. In two passes, both without a branch that depends on the numbers.
fn first_highest(logits: &[f32]) -> Option<usize> {
    let (blocks, rest) = logits.as_chunks::<LANES>();
    let mut most = [f32::NEG_INFINITY; LANES];
    for block in blocks {
        for (most, &logit) in most.iter_mut().zip(block) {
            *most = if logit > *most { logit } else { *most };
        }
    }
    let most = most.iter().chain(rest).fold(f32::NEG_INFINITY, |most, &logit| if logit > most { logit } else { most });
    let block = blocks.iter().position(|block| block.contains(&most)).unwrap_or(blocks.len()) * LANES;
    logits[block..].iter().position(|logit| *logit == most).map(|at| block + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_the_lowest_id_and_nan_never_wins() {
        let none = Leaning::default();
        assert_eq!(greedy(&[f32::NAN, 1.0, 2.0, 2.0], &none, &[]), Some(2));
        assert_eq!(greedy(&[f32::NAN, 1.0, 2.0, 2.0], &none, &[2]), Some(3));
        assert_eq!(greedy(&[f32::NAN, f32::NAN], &none, &[]), None);
        assert_eq!(greedy(&[f32::NEG_INFINITY; 2], &none, &[]), Some(0));
        assert_eq!(greedy(&[1.0], &none, &[0]), None);
    }

    #[test]
    fn the_first_of_the_highest_is_found_wherever_it_is() {
        for (length, at) in [(1, 0), (15, 14), (16, 15), (17, 16), (100, 3), (100, 40), (100, 99)] {
            let mut logits = vec![-1.0; length];
            logits[at] = 2.5;
            logits[length - 1] = 2.5;
            logits[0] = if at == 0 { 2.5 } else { f32::NAN };
            assert_eq!(greedy(&logits, &Leaning::default(), &[]), Some(at as u32), "{at} of {length}");
        }
        assert_eq!(greedy(&[f32::NEG_INFINITY; 40], &Leaning::default(), &[0, 1]), Some(2));
        assert_eq!(greedy(&[f32::NAN; 40], &Leaning::default(), &[]), None);
    }

    #[test]
    fn a_leaning_lifts_its_tokens_over_slightly_better_ones_only() {
        let leaning = Leaning::new(vec![9, 1, 1], 2.0);
        assert_eq!(greedy(&[2.5, 1.0, 0.0], &leaning, &[]), Some(1));
        assert_eq!(greedy(&[3.5, 1.0, 0.0], &leaning, &[]), Some(0));
        assert_eq!(greedy(&[3.0, 1.0, 0.0], &leaning, &[]), Some(0));
        assert_eq!(greedy(&[2.5, 1.0, 0.0], &leaning, &[1]), Some(0));
    }
}
