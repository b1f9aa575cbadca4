//! Text to ids and back, by the model file's own vocabulary.
//!
//! Merging is the `tokenizers` crate's; this module reads the vocabulary, splits text before it is merged, keeps control
//! tokens out of text, bounds the work on long texts, and decodes in whole characters.

mod bounded;
mod byte_level;
mod character;
mod chat;
mod error;
mod metadata;
mod pretokenize;
mod sentence_piece;
mod stream;
mod template;
mod verbatim;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use chat::{Message, Role};
pub use error::TokenizerError;
pub use stream::TextStream;
pub use vocabulary::{Kind, Vocabulary};

use crate::gguf::Metadata;
use chat::Turns;
use pretokenize::{PreTokenizer, Rule};
use std::borrow::Cow;
use tokenizers::models::bpe::BPE;
use tokenizers::tokenizer::Model;
use verbatim::{Found, Verbatim};

/// How text becomes what the merges work on.
#[derive(Debug)]
enum Scheme {
    /// Split by rule, then bytes as characters. `missing` are the bytes that the vocabulary has no token for.
    ByteLevel { split: Rule, alphabet: Box<[char; 256]>, missing: Box<[bool; 256]> },
    /// "▁" for a space. `tied` are the letters that some piece joins to a following space.
    SentencePiece { space_prefix: bool, tied: Vec<char> },
}

/// A vocabulary, ready for use.
#[derive(Debug)]
pub struct Tokenizer {
    scheme: Scheme,
    merges: BPE,
    /// The bytes of all tokens, one after the other; control tokens have none.
    bytes: Vec<u8>,
    /// Where each token's bytes end in `bytes`, by id.
    bounds: Vec<usize>,
    kinds: Vec<Kind>,
    /// Ascending.
    ends: Vec<u32>,
    user_defined: Verbatim,
    controls: Verbatim,
    bos: Option<u32>,
    add_bos: bool,
    bos_text: String,
    eos_text: String,
    chat_template: Option<String>,
    turns: Turns,
}

impl Tokenizer {
    /// Builds the tokenizer of a model file from its `tokenizer.*` fields.
    ///
    /// # Errors
    /// [`TokenizerError::Metadata`] for a field that is missing or of the wrong type, else as [`Tokenizer::new`].
    pub fn from_metadata(metadata: &Metadata) -> Result<Self, TokenizerError> {
        Self::new(Vocabulary::from_metadata(metadata)?)
    }

    /// Builds the tokenizer of a vocabulary.
    ///
    /// # Errors
    /// [`TokenizerError::Model`] and [`TokenizerError::PreTokenizer`] for kinds that are not known here,
    /// [`TokenizerError::Malformed`] for a vocabulary that contradicts itself.
    pub fn new(mut vocabulary: Vocabulary) -> Result<Self, TokenizerError> {
        vocabulary.settle()?;
        let (scheme, merges) = match vocabulary.model.as_str() {
            "gpt2" => {
                let split = PreTokenizer::named(&vocabulary.pre)?;
                let merges = byte_level::model(&vocabulary, split.whole)?;
                let alphabet = byte_level::alphabet();
                let missing = Box::new(alphabet.map(|c| merges.token_to_id(c.encode_utf8(&mut [0; 4])).is_none()));
                (Scheme::ByteLevel { split: split.rule, alphabet: Box::new(alphabet), missing }, merges)
            }
            "llama" => {
                let tied = sentence_piece::tied(&vocabulary);
                let scheme = Scheme::SentencePiece { space_prefix: vocabulary.add_space_prefix, tied };
                (scheme, sentence_piece::model(&vocabulary)?)
            }
            other => return Err(TokenizerError::Model(other.to_owned())),
        };
        let (mut bytes, mut bounds) = (Vec::new(), Vec::with_capacity(vocabulary.tokens.len()));
        for (token, kind) in vocabulary.tokens.iter().zip(&vocabulary.kinds) {
            bytes.extend_from_slice(&token_bytes(token, *kind, &scheme));
            bounds.push(bytes.len());
        }
        let of_kind = |wanted: Kind| {
            let tokens = vocabulary.tokens.iter().zip(&vocabulary.kinds).zip(0_u32..);
            tokens.filter(move |((_, kind), _)| **kind == wanted).map(|((token, _), id)| (token, id))
        };
        let written = |token: &str| match scheme {
            Scheme::ByteLevel { .. } => token.to_owned(),
            Scheme::SentencePiece { .. } => token.replace(sentence_piece::SPACE, " "),
        };
        let has = |text: &str| vocabulary.control(text).is_some();
        let turns = if has("<|im_start|>") && has("<|im_end|>") {
            Turns::ChatMl
        } else if has("<start_of_turn>") && has("<end_of_turn>") {
            Turns::Gemma
        } else {
            Turns::None
        };
        let text_of = |id: Option<u32>| id.map(|id| vocabulary.tokens[id as usize].clone()).unwrap_or_default();
        Ok(Self {
            bytes,
            bounds,
            ends: vocabulary.ends(),
            user_defined: Verbatim::new(of_kind(Kind::UserDefined).map(|(token, id)| (written(token), id)))?,
            controls: Verbatim::new(of_kind(Kind::Control).map(|(token, id)| (token.clone(), id)))?,
            bos: vocabulary.bos,
            add_bos: vocabulary.add_bos,
            bos_text: text_of(vocabulary.bos),
            eos_text: text_of(vocabulary.eos),
            turns,
            scheme,
            merges,
            kinds: vocabulary.kinds,
            chat_template: vocabulary.chat_template,
        })
    }

    /// The ids of a text. No token is added at either end, and nothing in the text is read as a control token.
    ///
    /// Works in time that grows with `text.len()` (times a logarithm), whatever the text. Bytes that a byte-level
    /// vocabulary has no token for (some control characters and unassigned planes) are encoded as U+FFFD; every other
    /// text comes back from [`Tokenizer::decode`] as it went in, except that SentencePiece reads "▁" as a space.
    ///
    /// # Errors
    /// [`TokenizerError::Internal`] when the library fails, which no text should bring about.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        let mut ids = Vec::with_capacity(text.len() / 3);
        self.encode_into(text, &mut ids)?;
        Ok(ids)
    }

    /// The text of some ids. Control tokens are left out; bytes that are no UTF-8 become U+FFFD.
    #[must_use]
    pub fn decode(&self, ids: &[u32]) -> String {
        let mut stream = TextStream::default();
        let mut text: String = ids.iter().map(|&id| stream.push(self, id)).collect();
        text.push_str(&stream.finish());
        text
    }

    /// The bytes of one token: empty for a control token and for an id beyond the vocabulary.
    #[must_use]
    pub fn bytes(&self, id: u32) -> &[u8] {
        let Some(&end) = self.bounds.get(id as usize) else { return &[] };
        let start = (id as usize).checked_sub(1).map_or(0, |before| self.bounds[before]);
        &self.bytes[start..end]
    }

    /// A new stream for decoding id by id.
    #[must_use]
    pub fn stream(&self) -> TextStream {
        TextStream::default()
    }

    /// The number of ids.
    #[must_use]
    pub fn vocabulary(&self) -> usize {
        self.kinds.len()
    }

    /// Whether an id steers the model instead of being text.
    #[must_use]
    pub fn is_control(&self, id: u32) -> bool {
        self.kinds.get(id as usize) == Some(&Kind::Control)
    }

    /// Whether an id ends an answer: the end of the turn or of the text.
    #[must_use]
    pub fn is_end(&self, id: u32) -> bool {
        self.ends.binary_search(&id).is_ok()
    }

    /// Whether encoding puts a space before a text, which decoding takes away.
    fn space_prefix(&self) -> bool {
        matches!(self.scheme, Scheme::SentencePiece { space_prefix: true, .. })
    }

    /// Appends the ids of a text that stands at the beginning or after a control token.
    fn encode_into(&self, text: &str, ids: &mut Vec<u32>) -> Result<(), TokenizerError> {
        let mut first = true;
        for found in self.user_defined.split(text) {
            match (found, &self.scheme) {
                (Found::Token(id), _) => ids.push(id),
                (Found::Text(text), Scheme::ByteLevel { split, alphabet, missing }) => {
                    let mut written = String::new();
                    for piece in bounded::pieces(&expressible(text, missing), bounded::LONGEST, &[]) {
                        for part in split.split(piece) {
                            written.clear();
                            written.extend(part.bytes().map(|byte| alphabet[usize::from(byte)]));
                            ids.extend(self.merges.tokenize(&written)?.iter().map(|token| token.id));
                        }
                    }
                }
                (Found::Text(text), Scheme::SentencePiece { space_prefix, tied }) => {
                    for piece in bounded::pieces(text, bounded::LONGEST, tied) {
                        let mut spaced =
                            if first && *space_prefix { String::from(sentence_piece::SPACE) } else { String::new() };
                        first = false;
                        spaced.extend(piece.chars().map(|c| if c == ' ' { sentence_piece::SPACE } else { c }));
                        ids.extend(self.merges.tokenize(&spaced)?.iter().map(|token| token.id));
                    }
                }
            }
            first = false;
        }
        Ok(())
    }
}

/// What a token of this kind adds to a text.
fn token_bytes(token: &str, kind: Kind, scheme: &Scheme) -> Vec<u8> {
    match (kind, scheme) {
        (Kind::Control, _) => Vec::new(),
        (Kind::Unknown, _) => "\u{fffd}".into(),
        (Kind::Byte, _) => sentence_piece::byte(token).map_or_else(|| token.into(), |byte| vec![byte]),
        (Kind::UserDefined, Scheme::ByteLevel { .. }) => token.into(),
        (Kind::Normal | Kind::Unused, Scheme::ByteLevel { .. }) => byte_level::bytes(token),
        (_, Scheme::SentencePiece { .. }) => token.replace(sentence_piece::SPACE, " ").into_bytes(),
    }
}

/// The text with U+FFFD for each character that has a byte which the vocabulary lacks.
fn expressible<'a>(text: &'a str, missing: &[bool; 256]) -> Cow<'a, str> {
    let lacks = |bytes: &[u8]| bytes.iter().any(|&byte| missing[usize::from(byte)]);
    if !lacks(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let known = |c: char| if lacks(c.encode_utf8(&mut [0; 4]).as_bytes()) { char::REPLACEMENT_CHARACTER } else { c };
    Cow::Owned(text.chars().map(known).collect())
}
