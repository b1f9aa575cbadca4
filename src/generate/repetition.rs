//! Keeps an answer from going round in circles.

use std::collections::{HashMap, HashSet};

/// Length of the token runs that an answer may contain only once. Digits are single tokens in common vocabularies, so a
/// shorter run would forbid an amount such as "$48,500" from being named twice.
pub const RUN: usize = 8;

/// How often the answer may be turned away from a run that it was about to repeat before it counts as a loop.
pub const DETOURS: usize = 2;

/// What one answer has said so far.
#[derive(Debug, Default)]
pub struct Repetition {
    tokens: Vec<u32>,
    /// What followed each run of `RUN - 1` tokens.
    followers: HashMap<Vec<u32>, Vec<u32>>,
    sentences: HashSet<String>,
    detours: usize,
}

impl Repetition {
    /// The tokens that would complete a run which is already in the answer.
    pub fn banned(&self) -> &[u32] {
        let tail = self.tokens.len().checked_sub(RUN - 1).map(|start| &self.tokens[start..]);
        tail.and_then(|tail| self.followers.get(tail)).map_or(&[], Vec::as_slice)
    }

    /// Takes a token that was written, and whether a banned one was the model's first choice.
    pub fn push(&mut self, token: u32, detour: bool) {
        self.detours += usize::from(detour);
        if let Some(start) = self.tokens.len().checked_sub(RUN - 1) {
            self.followers.entry(self.tokens[start..].to_vec()).or_default().push(token);
        }
        self.tokens.push(token);
    }

    /// The answer's tokens so far.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }

    /// Forgets all tokens but the first `kept`.
    pub fn take_back(&mut self, kept: usize) {
        let tokens = std::mem::take(&mut self.tokens);
        self.followers.clear();
        tokens.into_iter().take(kept).for_each(|token| self.push(token, false));
    }

    /// Takes a sentence that was completed; true where it has been said before.
    pub fn repeats(&mut self, sentence: &str) -> bool {
        let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        !self.sentences.insert(words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
    }

    /// Whether the answer has been turned away too often.
    pub fn circles(&self) -> bool {
        self.detours >= DETOURS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_may_come_once_and_a_short_one_again_and_again() {
        let mut repetition = Repetition::default();
        let run: Vec<u32> = (0..RUN as u32).collect();
        run.iter().for_each(|&token| repetition.push(token, false));
        assert_eq!(repetition.banned(), [0_u32; 0]);
        run[..RUN - 2].iter().for_each(|&token| repetition.push(token, false));
        assert_eq!(repetition.banned(), [0_u32; 0]);
        repetition.push(run[RUN - 2], false);
        assert_eq!(repetition.banned(), [run[RUN - 1]]);
        repetition.push(99, true);
        assert!(repetition.banned().is_empty() && !repetition.circles());
        repetition.push(99, true);
        assert!(repetition.circles());
    }

    #[test]
    fn what_is_taken_back_may_be_said_again() {
        let mut repetition = Repetition::default();
        let run: Vec<u32> = (0..RUN as u32).collect();
        run.iter().for_each(|&token| repetition.push(token, false));
        repetition.take_back(1);
        assert_eq!(repetition.tokens(), [0]);
        run[..RUN - 1].iter().for_each(|&token| repetition.push(token, false));
        assert!(repetition.banned().is_empty());
    }

    #[test]
    fn the_same_sentence_is_recognized_whatever_its_marks() {
        let mut repetition = Repetition::default();
        assert!(!repetition.repeats("Dana, of course, came."));
        assert!(!repetition.repeats("Dana left."));
        assert!(repetition.repeats("dana of course came!"));
    }
}
