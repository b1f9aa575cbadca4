//! What a model writes after a prompt when nothing holds it: what summaries are compared with.

use super::error::GenerateError;
use super::measure::read;
use super::sampler::{Leaning, greedy};
use crate::model::{Feed, LanguageModel, Rows};
use crate::tokenizer::{TextStream, Tokenizer};

/// The answer to a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// As it was written, cut off in the middle where it was too long.
    pub text: String,
    /// Tokens of the prompt.
    pub read: usize,
    /// Tokens of the answer.
    pub written: usize,
}

/// Reads a prompt from the beginning of sequence 0 and writes until the model ends its turn, at most `max_tokens` tokens:
/// greedy, with nothing forbidden or favoured; with the adapter, where it is `adapted`.
///
/// # Errors
/// [`GenerateError::EmptyPrompt`], [`GenerateError::Context`] where both don't fit, [`GenerateError::Logits`], and where
/// the forward pass fails.
pub fn complete(
    model: &mut dyn LanguageModel,
    tokenizer: &Tokenizer,
    prompt: &[u32],
    max_tokens: usize,
    adapted: bool,
) -> Result<Completion, GenerateError> {
    if prompt.is_empty() {
        return Err(GenerateError::EmptyPrompt);
    }
    let context = model.context();
    if prompt.len() + max_tokens > context {
        return Err(GenerateError::Context { prompt: prompt.len(), max_tokens, context });
    }
    read(model, 0, prompt, adapted)?;
    let (mut text, mut stream, mut written) = (String::new(), TextStream::default(), 0);
    while written < max_tokens {
        let Some(next) = greedy(model.logits(), &Leaning::default(), &[]) else {
            return Err(GenerateError::Logits { written });
        };
        if tokenizer.is_end(next) {
            break;
        }
        written += 1;
        text.push_str(&stream.push(tokenizer, next));
        model.feed(&[Feed { sequence: 0, tokens: &[next], rows: Rows::Last }])?;
    }
    text.push_str(&stream.finish());
    Ok(Completion { text, read: prompt.len(), written })
}
