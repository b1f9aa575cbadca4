//! How byte-level BPE splits a text before it merges: one rule per value of `tokenizer.ggml.pre`.
//!
//! The rules are those of the models' own published tokenizers; no Unicode normalization is applied, so that every
//! text comes back as it went in.

use super::TokenizerError;
use tokenizers::pre_tokenizers::{
    PreTokenizerWrapper, byte_level::ByteLevel, digits::Digits, sequence::Sequence, split::Split, split::SplitPattern,
};
use tokenizers::tokenizer::SplitDelimiterBehavior::Isolated;

/// The values of `tokenizer.ggml.pre` that are known.
pub(super) const KNOWN: [&str; 19] = [
    "default",
    "gpt-2",
    "gpt2",
    "phi-2",
    "mpt",
    "olmo",
    "jais",
    "smollm",
    "starcoder",
    "refact",
    "command-r",
    "codeshell",
    "exaone",
    "llama-bpe",
    "llama3",
    "llama-v3",
    "dbrx",
    "smaug-bpe",
    "qwen2",
];

/// A way of splitting.
#[derive(Debug)]
pub(super) struct PreTokenizer {
    /// The steps, the last of which writes bytes as characters.
    pub(super) steps: PreTokenizerWrapper,
    /// Whether a split that is a token as a whole is taken so, whatever the merges say.
    pub(super) whole: bool,
    /// Whether models of this family expect a text to begin with their BOS token, where the file does not say.
    pub(super) bos: bool,
}

/// Llama 3's split; `{digits}` digits of a number stay together.
fn llama3(digits: &str) -> String {
    let numbers = format!(r"\p{{N}}{digits}");
    [
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)",
        r"[^\r\n\p{L}\p{N}]?\p{L}+",
        &numbers,
        r" ?[^\s\p{L}\p{N}]+[\r\n]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
    .join("|")
}

impl PreTokenizer {
    /// The rule of this name.
    ///
    /// # Errors
    /// [`TokenizerError::PreTokenizer`] where it is unknown.
    pub(super) fn named(name: &str) -> Result<Self, TokenizerError> {
        let split = |pattern: String| Split::new(SplitPattern::Regex(pattern), Isolated, false);
        let (first, gpt2): (Option<PreTokenizerWrapper>, bool) = match name {
            "default" | "gpt-2" | "gpt2" | "phi-2" | "mpt" | "olmo" | "jais" => (None, true),
            "smollm" | "starcoder" | "refact" | "command-r" | "codeshell" | "exaone" => {
                (Some(Digits::new(true).into()), true)
            }
            "llama-bpe" | "llama3" | "llama-v3" | "dbrx" | "smaug-bpe" => (Some(split(llama3("{1,3}"))?.into()), false),
            "qwen2" => (Some(split(llama3(""))?.into()), false),
            _ => return Err(TokenizerError::PreTokenizer(name.to_owned())),
        };
        let steps = first.into_iter().chain([ByteLevel::new(false, false, gpt2).into()]).collect();
        let whole = matches!(name, "llama-bpe" | "llama3" | "llama-v3");
        Ok(Self { steps: Sequence::new(steps).into(), whole, bos: whole })
    }
}
