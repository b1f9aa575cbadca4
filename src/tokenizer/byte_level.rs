//! Byte-level BPE (GPT-2): every byte is written as one printable character, and the merges are in the file.

use super::{Kind, TokenizerError, Vocabulary};
use tokenizers::models::bpe::{BPE, Vocab};

/// The character that stands for each byte: GPT-2's `bytes_to_unicode`. Printable Latin-1 stands for itself, the rest
/// for the characters from U+0100 on, in order.
pub(super) fn alphabet() -> [char; 256] {
    let mut table = ['\0'; 256];
    let mut next = 0x100_u32;
    for (byte, slot) in (0_u8..=255).zip(&mut table) {
        *slot = if matches!(byte, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff) {
            char::from(byte)
        } else {
            next += 1;
            char::from_u32(next - 1).unwrap_or(char::REPLACEMENT_CHARACTER)
        };
    }
    table
}

/// The bytes that a token stands for. A token outside the alphabet is its own text.
pub(super) fn bytes(token: &str) -> Vec<u8> {
    let byte = |c: char| match u32::from(c) {
        code @ (0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff) => u8::try_from(code).ok(),
        0x100..=0x143 => alphabet().iter().position(|&entry| entry == c).and_then(|at| u8::try_from(at).ok()),
        _ => None,
    };
    token.chars().map(byte).collect::<Option<Vec<u8>>>().unwrap_or_else(|| token.as_bytes().to_vec())
}

/// Builds the merging model.
///
/// # Errors
/// [`TokenizerError::Malformed`] for a merge that is not two tokens whose concatenation is a token.
pub(super) fn model(vocabulary: &Vocabulary, whole: bool) -> Result<BPE, TokenizerError> {
    let of_kind = |wanted: Kind| {
        let tokens = vocabulary.tokens.iter().zip(&vocabulary.kinds).zip(0_u32..);
        tokens.filter(move |((_, kind), _)| **kind == wanted).map(|((token, _), id)| (token, id))
    };
    let mut vocab = Vocab::with_capacity(vocabulary.tokens.len());
    // Text first: where a user-defined token looks like one, the merges mean the text.
    for (token, id) in of_kind(Kind::Normal).chain(of_kind(Kind::UserDefined)) {
        vocab.entry(token.clone()).or_insert(id);
    }
    let controls: std::collections::HashSet<&str> = of_kind(Kind::Control).map(|(token, _)| token.as_str()).collect();
    let mut merges = Vec::with_capacity(vocabulary.merges.len());
    let mut joined = String::new();
    for (rank, merge) in vocabulary.merges.iter().enumerate() {
        let malformed = |reason: &str| TokenizerError::Malformed {
            field: "tokenizer.ggml.merges",
            reason: format!("entry {rank} ('{merge}') {reason}"),
        };
        let (left, right) = merge.split_once(' ').ok_or_else(|| malformed("is not two tokens with a space between"))?;
        joined.clear();
        joined.extend([left, right]);
        let parts = [left, right, joined.as_str()];
        if parts.iter().any(|part| controls.contains(part)) {
            // Text never becomes a control token, not even by merging.
            continue;
        }
        if parts.iter().any(|part| !vocab.contains_key(*part)) {
            return Err(malformed("uses a token that is not in the vocabulary"));
        }
        merges.push((left.to_owned(), right.to_owned()));
    }
    Ok(BPE::builder().vocab_and_merges(vocab, merges).ignore_merges(whole).build()?)
}
