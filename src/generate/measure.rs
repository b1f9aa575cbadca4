//! How fast a model reads and writes.

use super::sampler::{Leaning, greedy};
use crate::model::{Feed, LanguageModel, ModelError, Rows, SLICE};
use crate::ports::Clock;

/// The time that a prompt and its continuation took, in one sequence or in several side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Tokens of the prompts, all sequences together.
    pub read: usize,
    /// Milliseconds until the logits of the last prompt's last token were there.
    pub read_ms: f64,
    /// Milliseconds for the continuations.
    pub write_ms: f64,
    /// The continuation of each sequence, greedy, whatever it says: an end of turn does not end it.
    pub written: Vec<Vec<u32>>,
}

/// Reads a prompt from the beginning of each of the first `sequences` sequences, one after the other, and writes `count`
/// tokens to all of them at once: a pass of the model gives one token to each. With the adapter, where they are `adapted`.
///
/// # Errors
/// [`ModelError::Context`] where both don't fit, [`ModelError::Contract`] where the model has fewer sequences.
pub fn measure(
    model: &mut dyn LanguageModel,
    clock: &dyn Clock,
    prompt: &[u32],
    count: usize,
    sequences: usize,
    adapted: bool,
) -> Result<Measurement, ModelError> {
    if sequences == 0 || sequences > model.sequences().min(SLICE) {
        return Err(ModelError::Contract("more sequences than the model has"));
    }
    let start = clock.now_ms();
    let mut next = Vec::with_capacity(sequences);
    for sequence in 0..sequences {
        read(model, sequence, prompt, adapted)?;
        next.extend(choices(model));
    }
    let done = clock.now_ms();
    let mut written = vec![Vec::with_capacity(count); sequences];
    for _ in 0..count {
        if next.len() < sequences {
            break; // Logits that are no numbers.
        }
        let feed = |(sequence, token)| Feed { sequence, tokens: std::slice::from_ref(token), rows: Rows::Last };
        model.feed(&next.iter().enumerate().map(feed).collect::<Vec<_>>())?;
        for (written, token) in written.iter_mut().zip(&next) {
            written.push(*token);
        }
        next.clear();
        next.extend(choices(model));
    }
    let (read_ms, write_ms) = (done - start, clock.now_ms() - done);
    Ok(Measurement { read: prompt.len() * sequences, read_ms, write_ms, written })
}

/// The likeliest token of each row of logits.
fn choices(model: &dyn LanguageModel) -> impl Iterator<Item = u32> {
    model.logits().chunks_exact(model.vocabulary()).filter_map(|row| greedy(row, &Leaning::default(), &[]))
}

/// Reads a prompt from the beginning of a sequence, adapted or not, up to the logits of its last token.
pub(super) fn read(
    model: &mut dyn LanguageModel,
    sequence: usize,
    prompt: &[u32],
    adapted: bool,
) -> Result<(), ModelError> {
    model.truncate(sequence, 0);
    model.adapt(sequence, adapted);
    let last_slice = prompt.len().saturating_sub(1) / SLICE;
    for (index, tokens) in prompt.chunks(SLICE).enumerate() {
        let rows = if index == last_slice { Rows::Last } else { Rows::None };
        model.feed(&[Feed { sequence, tokens, rows }])?;
    }
    Ok(())
}
