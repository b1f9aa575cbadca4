//! What the model is asked, as the ids of a whole prompt.

use super::error::SummarizeError;
use super::options::Options;
use super::task::Task;
use crate::tokenizer::{Message, Role, Tokenizer};

/// Tokens of background at most.
pub const BACKGROUND_TOKENS: usize = 128;

/// Words that no summary can do without, whether the note has them or not.
const JOINTS: &str = " the a an of to and in on for with by is are was were be been will that which who this it its as at from \
    or not but has have had their they can also after before because than about into up . , ; : ' s ? ! . The A An In This \
    It They";

/// Builds prompts.
#[derive(Debug)]
pub struct Prompts<'a> {
    tokenizer: &'a Tokenizer,
    background: String,
    /// Whether the background was longer than [`BACKGROUND_TOKENS`].
    pub shortened: bool,
}

impl<'a> Prompts<'a> {
    /// Takes the background from the options.
    ///
    /// # Errors
    /// Those of the tokenizer.
    pub fn new(tokenizer: &'a Tokenizer, options: &Options) -> Result<Self, SummarizeError> {
        let parts = [options.shared_context.trim(), options.context.trim()];
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        let mut background = String::new();
        let mut tokens = 0;
        for word in whole.split_inclusive(char::is_whitespace) {
            tokens += tokenizer.encode(word)?.len();
            if tokens > BACKGROUND_TOKENS {
                break;
            }
            background.push_str(word);
        }
        let shortened = background.len() < whole.len();
        Ok(Self { tokenizer, background, shortened })
    }

    /// The prompt for a piece of text.
    ///
    /// # Errors
    /// Those of the tokenizer.
    pub fn prompt(&self, task: Task, text: &str) -> Result<Vec<u32>, SummarizeError> {
        let mut system = task.system().to_owned();
        let background = self.background.trim();
        if !background.is_empty() {
            system = format!("{system}\n\nBackground, which is not part of the input text:\n{background}");
        }
        let text = task.request().map_or(text.to_owned(), |request| format!("{}\n\n{request}", text.trim()));
        let turns = [Message { role: Role::System, content: &system }, Message { role: Role::User, content: &text }];
        Ok(self.tokenizer.chat(&turns)?)
    }
}

/// The tokens that a summary of a text is made of: the text's own, as in the middle of a sentence and at its beginning,
/// those that join them, and those that end the answer.
///
/// # Errors
/// Those of the tokenizer.
pub fn vocabulary(text: &str, tokenizer: &Tokenizer) -> Result<Vec<u32>, SummarizeError> {
    let mut ids = tokenizer.encode(text)?;
    ids.extend(tokenizer.encode(&format!(" {}", text.to_lowercase()))?);
    ids.extend(tokenizer.encode(JOINTS)?);
    ids.extend((0..tokenizer.vocabulary() as u32).filter(|&id| tokenizer.is_end(id)));
    Ok(ids)
}
