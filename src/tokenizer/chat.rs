//! A conversation as ids, such that no message can write a control token.

use super::template::{self, Part};
use super::verbatim::Found;
use super::{Tokenizer, TokenizerError};

/// Who says a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The instruction that holds for the whole conversation.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

impl Role {
    /// The name that chat templates use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
}

/// One message of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message<'a> {
    /// Who says it.
    pub role: Role,
    /// What it says; white space around it is not part of it.
    pub content: &'a str,
}

impl Tokenizer {
    /// The ids of a conversation, in the model's own format, up to where the answer begins.
    ///
    /// The format is the file's chat template; where it has none, or it does not render or loses a message, ChatML or
    /// Gemma's turns, by which markers the vocabulary has; otherwise the contents as paragraphs. Three things differ
    /// from rendering the template with the contents in it:
    /// - Contents are trimmed first. Many templates do it themselves, and so it is the same with all of them.
    /// - A ChatML template that opens with a system turn of its own, where the conversation has none, loses that turn:
    ///   what steers the model is what the caller wrote, nothing else.
    /// - Control tokens are recognized only in the template's text, never in a content. Between two control tokens,
    ///   template and content are encoded as one text, so that the ids at the seams are the usual ones.
    ///
    /// The BOS token comes first where the file asks for it and the template has not already put it there.
    ///
    /// # Errors
    /// Those of [`Tokenizer::encode`].
    pub fn chat(&self, messages: &[Message<'_>]) -> Result<Vec<u32>, TokenizerError> {
        let mut ids = Vec::new();
        let mut text = String::new();
        let pending = |text: &mut String, ids: &mut Vec<u32>| {
            let result = self.encode_into(text, ids);
            text.clear();
            result
        };
        for part in self.format(messages) {
            match part {
                Part::Content(index) => text.push_str(messages[index].content.trim()),
                Part::Format(format) => {
                    for found in self.controls.split(&format) {
                        match found {
                            Found::Text(piece) => text.push_str(piece),
                            Found::Token(id) => {
                                pending(&mut text, &mut ids)?;
                                ids.push(id);
                            }
                        }
                    }
                }
            }
        }
        pending(&mut text, &mut ids)?;
        if let Some(bos) = self.bos.filter(|bos| self.add_bos && ids.first() != Some(bos)) {
            ids.insert(0, bos);
        }
        Ok(ids)
    }

    /// The conversation in the model's format.
    fn format(&self, messages: &[Message<'_>]) -> Vec<Part> {
        let roles: Vec<&str> = messages.iter().map(|message| message.role.name()).collect();
        let (bos, eos) = (self.bos_text.as_str(), self.eos_text.as_str());
        let source = self.chat_template.as_deref();
        if let Some(parts) = source.and_then(|source| template::jinja(source, &roles, bos, eos)) {
            let own = self.turns == Turns::ChatMl && !roles.contains(&"system");
            return if own { template::without_own_system_turn(parts) } else { parts };
        }
        match self.turns {
            Turns::ChatMl => template::chatml(&roles),
            Turns::Gemma => template::gemma(&roles),
            Turns::None => template::plain(&roles),
        }
    }
}

/// Which markers of turns a vocabulary has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turns {
    /// `<|im_start|>` and `<|im_end|>`.
    ChatMl,
    /// `<start_of_turn>` and `<end_of_turn>`.
    Gemma,
    /// Neither.
    None,
}
