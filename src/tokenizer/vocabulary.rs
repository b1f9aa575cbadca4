//! The vocabulary as a model file states it: `tokenizer.*` of the GGUF metadata, checked.

use super::TokenizerError;

/// What a token stands for: `tokenizer.ggml.token_type` of the GGUF specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A piece of text that the merges produce.
    Normal,
    /// Stands for what the vocabulary can't express.
    Unknown,
    /// Steers the model and is no text: start of a turn, end of the text, padding.
    Control,
    /// A piece of text that is taken whole wherever it occurs, before any merge.
    UserDefined,
    /// Reserved, never produced.
    Unused,
    /// One byte, written `<0x0A>`.
    Byte,
}

impl Kind {
    /// The kind with this number in the file, if there is one.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            1 => Self::Normal,
            2 => Self::Unknown,
            3 => Self::Control,
            4 => Self::UserDefined,
            5 => Self::Unused,
            6 => Self::Byte,
            _ => return None,
        })
    }
}

/// A vocabulary, as plain data: what [`super::Tokenizer::new`] builds from.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// `tokenizer.ggml.model`: `gpt2` (byte-level BPE) or `llama` (SentencePiece BPE).
    pub model: String,
    /// `tokenizer.ggml.pre`: how `gpt2` splits text before it merges.
    pub pre: String,
    /// The text of every token, by id.
    pub tokens: Vec<String>,
    /// The kind of every token, by id.
    pub kinds: Vec<Kind>,
    /// The score of every token, by id; only `llama` needs it, may be empty otherwise.
    pub scores: Vec<f32>,
    /// The merges, best first, each two tokens with a space between; only `gpt2` has them.
    pub merges: Vec<String>,
    /// The token that begins a text.
    pub bos: Option<u32>,
    /// The token that ends a text.
    pub eos: Option<u32>,
    /// The token that ends a turn.
    pub eot: Option<u32>,
    /// The token for what the vocabulary can't express.
    pub unknown: Option<u32>,
    /// Whether a prompt begins with [`Vocabulary::bos`].
    pub add_bos: bool,
    /// Whether `llama` puts a space before a text.
    pub add_space_prefix: bool,
    /// `tokenizer.chat_template`, a Jinja template.
    pub chat_template: Option<String>,
}

/// Tokens that mark turns or ends in known chat formats. They are control tokens even where a file calls them text:
/// older converters did, and a note that holds such a text must not be able to open a turn.
const MARKERS: [&str; 15] = [
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|end_of_text|>",
    "<|begin_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eot_id|>",
    "<|eom_id|>",
    "<|end|>",
    "<|user|>",
    "<|system|>",
    "<|assistant|>",
    "<start_of_turn>",
    "<end_of_turn>",
];

/// Control tokens after which a model has nothing more to say.
const ENDS: [&str; 9] = [
    "<|im_end|>",
    "<|endoftext|>",
    "<|end_of_text|>",
    "<|eot_id|>",
    "<|eom_id|>",
    "<|end|>",
    "<end_of_turn>",
    "<eos>",
    "</s>",
];

impl Vocabulary {
    /// Checks that the fields agree and settles which tokens are control tokens: those that the file calls so, those
    /// that begin or end a text or a turn, the known markers of turns, and the bracketed user-defined tokens that the
    /// file's own chat template writes.
    ///
    /// # Errors
    /// [`TokenizerError::Malformed`] names the field.
    pub(super) fn settle(&mut self) -> Result<(), TokenizerError> {
        let malformed = |field, reason| Err(TokenizerError::Malformed { field, reason });
        let count = self.tokens.len();
        if count == 0 {
            return malformed("tokenizer.ggml.tokens", "it is empty".to_owned());
        }
        if self.kinds.len() != count {
            let reason = format!("{} entries for {count} tokens", self.kinds.len());
            return malformed("tokenizer.ggml.token_type", reason);
        }
        if self.model == "llama" && self.scores.len() != count {
            let reason = format!("{} entries for {count} tokens", self.scores.len());
            return malformed("tokenizer.ggml.scores", reason);
        }
        if let Some(at) = self.scores.iter().position(|score| score.is_nan()) {
            return malformed("tokenizer.ggml.scores", format!("entry {at} is not a number"));
        }
        for (field, id) in [
            ("tokenizer.ggml.bos_token_id", self.bos),
            ("tokenizer.ggml.eos_token_id", self.eos),
            ("tokenizer.ggml.eot_token_id", self.eot),
            ("tokenizer.ggml.unknown_token_id", self.unknown),
        ] {
            if let Some(id) = id
                && id as usize >= count
            {
                return malformed(field, format!("{id} is not below the {count} tokens of the vocabulary"));
            }
        }
        for id in [self.bos, self.eos, self.eot].into_iter().flatten() {
            self.kinds[id as usize] = Kind::Control;
        }
        let template = self.chat_template.as_deref().unwrap_or_default();
        for (kind, token) in self.kinds.iter_mut().zip(&self.tokens) {
            let text = matches!(kind, Kind::Normal | Kind::UserDefined);
            let bracketed = token.len() > 2 && token.starts_with(['<', '[']) && token.ends_with(['>', ']']);
            let written = *kind == Kind::UserDefined && bracketed && template.contains(token.as_str());
            if text && (written || MARKERS.contains(&token.as_str())) {
                *kind = Kind::Control;
            }
        }
        Ok(())
    }

    /// Whether each id ends an answer.
    pub(super) fn ends(&self) -> Vec<u32> {
        let named = |id: &u32| {
            let at = *id as usize;
            self.kinds[at] == Kind::Control && ENDS.contains(&self.tokens[at].as_str())
        };
        let mut ends: Vec<u32> = (0..self.tokens.len() as u32).filter(named).collect();
        ends.extend([self.eos, self.eot].into_iter().flatten());
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// The id of a control token by its text.
    pub(super) fn control(&self, text: &str) -> Option<u32> {
        let at =
            self.tokens.iter().zip(&self.kinds).position(|(token, kind)| *kind == Kind::Control && token == text)?;
        u32::try_from(at).ok()
    }
}
