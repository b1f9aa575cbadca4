//! SentencePiece BPE (`llama`, `gemma`): pieces with scores, "▁" for a space, unknown characters as bytes.
//!
//! The file has no merges. SentencePiece merges the neighbouring pieces whose concatenation is the piece with the
//! highest score (Kudo & Richardson 2018), so each way of cutting a piece into two pieces is a merge, ranked by the
//! score of the whole.

use super::{Kind, TokenizerError, Vocabulary};
use std::collections::HashMap;
use tokenizers::models::bpe::{BPE, Vocab};

/// Stands for a space.
pub(super) const SPACE: char = '▁';

/// Longer pieces (in characters) take no part in merging. Training stops at a few dozen; a file that holds longer ones
/// would make the search for cuts quadratic.
const LONGEST_PIECE: usize = 256;

/// The byte that a token `<0x0A>` stands for.
pub(super) fn byte(token: &str) -> Option<u8> {
    let digits = token.strip_prefix("<0x")?.strip_suffix('>')?;
    if digits.len() == 2 { u8::from_str_radix(digits, 16).ok() } else { None }
}

/// Every cut of every text piece into two text pieces, best merge first.
fn merges(vocabulary: &Vocabulary) -> Vec<(u32, usize)> {
    let texts = || {
        let tokens = vocabulary.tokens.iter().zip(&vocabulary.kinds).zip(0_u32..);
        tokens.filter(|((_, kind), _)| **kind == Kind::Normal).map(|((token, _), id)| (token.as_str(), id))
    };
    let mut ids: HashMap<&str, u32> = HashMap::with_capacity(vocabulary.tokens.len());
    for (token, id) in texts() {
        ids.entry(token).or_insert(id);
    }
    let mut found = Vec::new();
    for (token, id) in texts() {
        if ids[token] != id || token.chars().nth(LONGEST_PIECE).is_some() {
            continue;
        }
        let cuts = token.char_indices().skip(1).map(|(at, _)| at);
        found.extend(
            cuts.filter(|&at| ids.contains_key(&token[..at]) && ids.contains_key(&token[at..])).map(|at| (id, at)),
        );
    }
    // Equal scores: the longer left half first, which is what merging from left to right gives on a run.
    found.sort_by(|(a, cut_a), (b, cut_b)| {
        let score = |id: &u32| vocabulary.scores[*id as usize] + 0.0;
        score(b).total_cmp(&score(a)).then(a.cmp(b)).then(cut_b.cmp(cut_a))
    });
    found
}

/// Builds the merging model.
///
/// # Errors
/// [`TokenizerError::Malformed`] where the vocabulary has neither all 256 bytes nor an unknown token that is text.
pub(super) fn model(vocabulary: &Vocabulary) -> Result<BPE, TokenizerError> {
    let mut vocab = Vocab::with_capacity(vocabulary.tokens.len());
    let mut bytes = [false; 256];
    for ((token, kind), id) in vocabulary.tokens.iter().zip(&vocabulary.kinds).zip(0_u32..) {
        match (kind, byte(token)) {
            (Kind::Byte, Some(byte)) => bytes[usize::from(byte)] = true,
            (Kind::Normal, _) => {}
            _ => continue,
        }
        vocab.entry(token.clone()).or_insert(id);
    }
    let merges = merges(vocabulary).into_iter().map(|(id, at)| {
        let (left, right) = vocabulary.tokens[id as usize].split_at(at);
        (left.to_owned(), right.to_owned())
    });
    let merges = merges.collect();
    let mut builder = BPE::builder();
    if bytes.iter().all(|&present| present) {
        builder = builder.byte_fallback(true);
    } else if let Some(id) = vocabulary.unknown.filter(|&id| vocabulary.kinds[id as usize] != Kind::Control) {
        // One that steers the model would let a note steer it by a character that is not in the vocabulary.
        let token = &vocabulary.tokens[id as usize];
        vocab.entry(token.clone()).or_insert(id);
        builder = builder.unk_token(token.clone());
    } else {
        let reason = "neither all 256 byte tokens nor an unknown token that is text is there".to_owned();
        return Err(TokenizerError::Malformed { field: "tokenizer.ggml.tokens", reason });
    }
    Ok(builder.vocab_and_merges(vocab, merges).build()?)
}

/// The ASCII letters that some text piece joins to a following space: between those and a space, text can't be cut.
pub(super) fn tied(vocabulary: &Vocabulary) -> Vec<char> {
    let texts = vocabulary.tokens.iter().zip(&vocabulary.kinds).filter(|(_, kind)| **kind == Kind::Normal);
    let pairs = texts.flat_map(|(token, _)| token.chars().zip(token.chars().skip(1)));
    let mut tied: Vec<char> = pairs
        .filter(|(letter, next)| *next == SPACE && letter.is_ascii_alphabetic())
        .map(|(letter, _)| letter)
        .collect();
    tied.sort_unstable();
    tied.dedup();
    tied
}
