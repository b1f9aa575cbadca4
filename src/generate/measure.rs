//! How fast a model reads and writes.

use super::sampler::{Leaning, greedy};
use crate::model::{Feed, LanguageModel, ModelError, Rows, SLICE};
use crate::ports::Clock;

/// The time that a prompt and a continuation took.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Tokens of the prompt.
    pub read: usize,
    /// Milliseconds until the logits of the prompt's last token were there.
    pub read_ms: f64,
    /// Milliseconds for the continuation.
    pub write_ms: f64,
    /// The continuation, greedy, whatever it says: an end of turn does not end it.
    pub written: Vec<u32>,
}

/// Reads a prompt from the beginning of sequence 0 and writes `count` tokens.
///
/// # Errors
/// [`ModelError::Context`] where both don't fit.
pub fn measure(
    model: &mut dyn LanguageModel,
    clock: &dyn Clock,
    prompt: &[u32],
    count: usize,
) -> Result<Measurement, ModelError> {
    let start = clock.now_ms();
    read(model, prompt)?;
    let read = clock.now_ms();
    let mut written = Vec::with_capacity(count);
    while written.len() < count {
        let Some(next) = greedy(model.logits(), &Leaning::default(), &[]) else { break };
        written.push(next);
        model.feed(&[Feed { sequence: 0, tokens: &[next], rows: Rows::Last }])?;
    }
    Ok(Measurement { read: prompt.len(), read_ms: read - start, write_ms: clock.now_ms() - read, written })
}

/// Reads a prompt from the beginning of sequence 0, up to the logits of its last token.
pub(super) fn read(model: &mut dyn LanguageModel, prompt: &[u32]) -> Result<(), ModelError> {
    model.truncate(0, 0);
    let last_slice = prompt.len().saturating_sub(1) / SLICE;
    for (index, tokens) in prompt.chunks(SLICE).enumerate() {
        let rows = if index == last_slice { Rows::Last } else { Rows::None };
        model.feed(&[Feed { sequence: 0, tokens, rows }])?;
    }
    Ok(())
}
