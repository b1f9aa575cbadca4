//! How byte-level BPE splits a text before it merges: one rule per value of `tokenizer.ggml.pre`.
//!
//! The rules are the regular expressions of the models' own published tokenizers, written out as scanners, since an
//! engine for any expression would be the largest part of the program. The tests compare them with such an engine. No
//! Unicode normalization is applied, so that every text comes back as it went in.

use super::TokenizerError;
use super::character::{Class, class};

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

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// GPT-2's: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
    Gpt2,
    /// Each `\p{N}` alone, then GPT-2's rule on each text between them.
    DigitsThenGpt2,
    /// Llama 3's, where at most so many digits stay together: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|
    /// \p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
    Llama3 { digits: usize },
}

/// A way of splitting.
#[derive(Debug)]
pub(super) struct PreTokenizer {
    /// Where a text is split.
    pub(super) rule: Rule,
    /// Whether a split that is a token as a whole is taken so, whatever the merges say.
    pub(super) whole: bool,
    /// Whether models of this family expect a text to begin with their BOS token, where the file does not say.
    pub(super) bos: bool,
}

impl PreTokenizer {
    /// The rule of this name.
    ///
    /// # Errors
    /// [`TokenizerError::PreTokenizer`] where it is unknown.
    pub(super) fn named(name: &str) -> Result<Self, TokenizerError> {
        let rule = match name {
            "default" | "gpt-2" | "gpt2" | "phi-2" | "mpt" | "olmo" | "jais" => Rule::Gpt2,
            "smollm" | "starcoder" | "refact" | "command-r" | "codeshell" | "exaone" => Rule::DigitsThenGpt2,
            "llama-bpe" | "llama3" | "llama-v3" | "dbrx" | "smaug-bpe" => Rule::Llama3 { digits: 3 },
            "qwen2" => Rule::Llama3 { digits: 1 },
            _ => return Err(TokenizerError::PreTokenizer(name.to_owned())),
        };
        let whole = matches!(name, "llama-bpe" | "llama3" | "llama-v3");
        Ok(Self { rule, whole, bos: whole })
    }
}

impl Rule {
    /// The splits of a text, in order; together they are the text.
    pub(super) fn split(self, text: &str) -> impl Iterator<Item = &str> {
        let mut rest = text;
        // Up to where `rest` is free of digits that stand alone.
        let mut plain = 0;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let length = match self {
                Self::Gpt2 => gpt2(rest),
                Self::Llama3 { digits } => llama3(rest, digits),
                Self::DigitsThenGpt2 => {
                    if plain == 0 {
                        plain = run(rest, |c| class(c) != Class::Number);
                    }
                    let length = if plain == 0 { first.len_utf8() } else { gpt2(&rest[..plain]) };
                    plain = plain.saturating_sub(length);
                    length
                }
            };
            let (split, tail) = rest.split_at(length);
            rest = tail;
            Some(split)
        })
    }
}

/// The length of the longest prefix of such characters.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

/// The length of a prefix of characters of one class, after `skipped` bytes: 0 where there is none.
fn run_of(text: &str, skipped: usize, wanted: Class) -> usize {
    match run(&text[skipped..], |c| class(c) == wanted) {
        0 => 0,
        length => skipped + length,
    }
}

/// `\s+(?!\S)|\s+`: white space, the last of which is left to what follows unless it would be all.
fn white_space(text: &str) -> usize {
    let length = run(text, |c| class(c) == Class::Space);
    let last = text[..length].chars().next_back().map_or(0, char::len_utf8);
    if length == text.len() || length == last { length } else { length - last }
}

/// The length of the first split of a text that is not empty, by GPT-2's rule.
fn gpt2(text: &str) -> usize {
    let endings = ["s", "t", "re", "ve", "m", "ll", "d"];
    if let Some(after) = text.strip_prefix('\'')
        && let Some(ending) = endings.iter().find(|ending| after.starts_with(**ending))
    {
        return 1 + ending.len();
    }
    let space = usize::from(text.starts_with(' '));
    match text[space..].chars().next().map(class) {
        Some(kind) if kind != Class::Space => run_of(text, space, kind),
        _ => white_space(text),
    }
}

/// The length of the first split of a text that is not empty, by Llama 3's rule.
fn llama3(text: &str, digits: usize) -> usize {
    if let Some(length) = contraction(text) {
        return length;
    }
    let Some(first) = text.chars().next() else { return 0 };
    let kind = class(first);
    if kind == Class::Number {
        return text.chars().take(digits).take_while(|c| class(*c) == Class::Number).map(char::len_utf8).sum();
    }
    let before = if kind == Class::Letter || matches!(first, '\r' | '\n') { 0 } else { first.len_utf8() };
    let word = run_of(text, before, Class::Letter);
    if word > 0 {
        return word;
    }
    match run_of(text, usize::from(first == ' '), Class::Other) {
        0 => {
            let spaces = &text[..run(text, |c| class(c) == Class::Space)];
            spaces.rfind(['\r', '\n']).map_or_else(|| white_space(text), |at| at + 1)
        }
        length => length + run(&text[length..], |c| matches!(c, '\r' | '\n')),
    }
}

/// The length of a contraction in any case at the beginning; "ſ" is a small s.
fn contraction(text: &str) -> Option<usize> {
    let mut after = text.strip_prefix('\'')?.chars();
    let first = after.next()?;
    match (first.to_ascii_lowercase(), after.next().map(|c| c.to_ascii_lowercase())) {
        ('s' | 'ſ' | 't' | 'm' | 'd', _) => Some(1 + first.len_utf8()),
        ('r' | 'v', Some('e')) | ('l', Some('l')) => Some(3),
        _ => None,
    }
}

#[cfg(test)]
#[path = "pretokenize_tests.rs"]
mod tests;
