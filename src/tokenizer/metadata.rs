//! The vocabulary from a model file's metadata.

use super::{Kind, TokenizerError, Vocabulary, pretokenize::PreTokenizer};
use crate::gguf::Metadata;

impl Vocabulary {
    /// Reads the `tokenizer.*` fields. Where the file does not say whether a prompt begins with the BOS token or a
    /// text with a space, the family's habit holds: both for `llama`, only BOS for Llama 3's split.
    ///
    /// # Errors
    /// [`TokenizerError::Metadata`] for a field that is missing or of the wrong type, [`TokenizerError::Model`] and
    /// [`TokenizerError::PreTokenizer`] for kinds that are not known here, [`TokenizerError::Malformed`] for an unknown
    /// kind of token.
    pub fn from_metadata(metadata: &Metadata) -> Result<Self, TokenizerError> {
        let model = metadata.str("tokenizer.ggml.model")?.to_owned();
        let byte_level = match model.as_str() {
            "gpt2" => true,
            "llama" => false,
            _ => return Err(TokenizerError::Model(model)),
        };
        let pre = optional(metadata, "tokenizer.ggml.pre", Metadata::str)?.unwrap_or("default").to_owned();
        let habit = if byte_level { PreTokenizer::named(&pre)?.bos } else { true };
        let kinds = metadata.i32s("tokenizer.ggml.token_type")?.iter().map(|&number| {
            Kind::from_number(number).ok_or_else(|| TokenizerError::Malformed {
                field: "tokenizer.ggml.token_type",
                reason: format!("{number} is no kind of token"),
            })
        });
        let kinds = kinds.collect::<Result<_, _>>()?;
        let list = |key| -> Result<Vec<String>, TokenizerError> {
            Ok(metadata.strings(key)?.iter().map(str::to_owned).collect())
        };
        let id = |key| optional(metadata, key, Metadata::u32);
        Ok(Self {
            tokens: list("tokenizer.ggml.tokens")?,
            kinds,
            merges: if byte_level { list("tokenizer.ggml.merges")? } else { Vec::new() },
            scores: if byte_level { Vec::new() } else { metadata.f32s("tokenizer.ggml.scores")?.to_vec() },
            bos: id("tokenizer.ggml.bos_token_id")?,
            eos: id("tokenizer.ggml.eos_token_id")?,
            eot: id("tokenizer.ggml.eot_token_id")?,
            unknown: id("tokenizer.ggml.unknown_token_id")?,
            add_bos: optional(metadata, "tokenizer.ggml.add_bos_token", Metadata::bool)?.unwrap_or(habit),
            add_space_prefix: optional(metadata, "tokenizer.ggml.add_space_prefix", Metadata::bool)?
                .unwrap_or(!byte_level),
            chat_template: optional(metadata, "tokenizer.chat_template", Metadata::str)?.map(str::to_owned),
            model,
            pre,
        })
    }
}

/// A field that may be missing, but not of the wrong type.
fn optional<'a, T>(
    metadata: &'a Metadata,
    key: &str,
    read: impl Fn(&'a Metadata, &str) -> Result<T, crate::gguf::GgufError>,
) -> Result<Option<T>, TokenizerError> {
    if metadata.get(key).is_none() {
        return Ok(None);
    }
    Ok(Some(read(metadata, key)?))
}
