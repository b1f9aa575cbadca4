//! What a llama-architecture file says of its own shape.

use super::ModelError;
use crate::gguf::{Header, Metadata, Shown};
use crate::kernels::BLOCK;

/// Larger values than any model that fits a browser tab.
const LARGEST: usize = 1 << 20;

/// Dimensions of a head at most.
const LARGEST_HEAD: usize = 1 << 10;

/// The sizes and constants of a llama-architecture model (Touvron et al., 2023).
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Width of the residual stream.
    pub width: usize,
    /// Width of the feed-forward layer.
    pub feed_forward: usize,
    /// Layers.
    pub layers: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads.
    pub kv_heads: usize,
    /// Dimensions of a head.
    pub head: usize,
    /// Ids in the vocabulary.
    pub vocabulary: usize,
    /// Positions that the model was trained for.
    pub context: usize,
    /// Epsilon of the RMS norms.
    pub epsilon: f32,
    /// Dimensions of a head that are rotated.
    pub rope_dimensions: usize,
    /// Base of the rotation's frequencies.
    pub rope_base: f64,
    /// Factor on the position: 1, or the inverse of a linear scaling.
    pub rope_scale: f64,
}

impl Config {
    /// Reads and checks the metadata of a file.
    ///
    /// # Errors
    /// [`ModelError::Architecture`] where it isn't a plain llama, [`ModelError::Gguf`] where a field is missing or of the
    /// wrong type, [`ModelError::Unsupported`] where the values don't go together.
    pub fn from_header(header: &Header) -> Result<Self, ModelError> {
        let metadata = &header.metadata;
        let architecture = metadata.str("general.architecture")?;
        if architecture != "llama" {
            return Err(ModelError::Architecture(format!("models of the architecture '{}'", Shown(architecture))));
        }
        if optional(metadata, "llama.expert_count")?.is_some_and(|experts| experts > 0) {
            return Err(ModelError::Unsupported("it is a mixture of experts".into()));
        }
        let width = size(metadata, "llama.embedding_length")?;
        let heads = size(metadata, "llama.attention.head_count")?;
        let kv_heads = optional(metadata, "llama.attention.head_count_kv")?.unwrap_or(heads);
        let head = match optional(metadata, "llama.attention.key_length")? {
            Some(head) => head,
            None if width.is_multiple_of(heads) => width / heads,
            None => return Err(inconsistent("llama.attention.head_count", heads, "does not divide the width")),
        };
        let scale = rope_scale(metadata)?;
        let config = Self {
            width,
            feed_forward: size(metadata, "llama.feed_forward_length")?,
            layers: size(metadata, "llama.block_count")?,
            heads,
            kv_heads,
            head,
            vocabulary: vocabulary(header)?,
            context: size(metadata, "llama.context_length")?,
            epsilon: metadata.f32("llama.attention.layer_norm_rms_epsilon")?,
            rope_dimensions: optional(metadata, "llama.rope.dimension_count")?.unwrap_or(head),
            rope_base: match metadata.get("llama.rope.freq_base") {
                Some(_) => f64::from(metadata.f32("llama.rope.freq_base")?),
                None => 10_000.0,
            },
            rope_scale: scale,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ModelError> {
        if self.kv_heads == 0 || !self.heads.is_multiple_of(self.kv_heads) {
            return Err(inconsistent("llama.attention.head_count_kv", self.kv_heads, "does not divide the heads"));
        }
        if self.rope_dimensions > self.head || !self.rope_dimensions.is_multiple_of(2) || self.rope_dimensions == 0 {
            return Err(inconsistent("llama.rope.dimension_count", self.rope_dimensions, "does not fit a head"));
        }
        // In a browser these products have 32 bits.
        if self.head > LARGEST_HEAD {
            return Err(inconsistent("llama.attention.key_length", self.head, "is out of range"));
        }
        if self.heads as u64 * self.head as u64 > LARGEST as u64 {
            return Err(inconsistent("llama.attention.head_count", self.heads, "is out of range"));
        }
        if !self.head.is_multiple_of(2) {
            return Err(inconsistent("llama.attention.key_length", self.head, "is odd"));
        }
        for (key, value) in [
            ("llama.embedding_length", self.width),
            ("llama.feed_forward_length", self.feed_forward),
            ("llama.attention.key_length x head_count", self.head * self.heads),
        ] {
            if !value.is_multiple_of(BLOCK) {
                return Err(inconsistent(key, value, "is not a multiple of 32"));
            }
        }
        let positive = |x: f64| x.is_finite() && x > 0.0;
        if !positive(f64::from(self.epsilon)) || !positive(self.rope_base) || !positive(self.rope_scale) {
            return Err(ModelError::Unsupported("an epsilon or rotary constant is not a positive number".into()));
        }
        Ok(())
    }
}

fn inconsistent(key: &str, value: usize, why: &str) -> ModelError {
    ModelError::Unsupported(format!("its field '{key}' = {value} {why}"))
}

/// A field that must be there, between 1 and [`LARGEST`].
fn size(metadata: &Metadata, key: &str) -> Result<usize, ModelError> {
    let value = metadata.u32(key)? as usize;
    if (1..=LARGEST).contains(&value) { Ok(value) } else { Err(inconsistent(key, value, "is out of range")) }
}

fn optional(metadata: &Metadata, key: &str) -> Result<Option<usize>, ModelError> {
    if metadata.get(key).is_none() {
        return Ok(None);
    }
    let value = metadata.u32(key)? as usize;
    if value <= LARGEST { Ok(Some(value)) } else { Err(inconsistent(key, value, "is out of range")) }
}

fn vocabulary(header: &Header) -> Result<usize, ModelError> {
    let table = header.tensor("token_embd.weight");
    let rows = table.and_then(|table| table.shape.get(1).copied()).and_then(|rows| usize::try_from(rows).ok());
    match rows {
        Some(rows) if (1..=LARGEST).contains(&rows) => Ok(rows),
        _ => Err(ModelError::Unsupported("its tensor 'token_embd.weight' is missing or has no rows".into())),
    }
}

fn rope_scale(metadata: &Metadata) -> Result<f64, ModelError> {
    if metadata.get("llama.rope.scaling.type").is_none() {
        return Ok(1.0);
    }
    match metadata.str("llama.rope.scaling.type")? {
        "none" => Ok(1.0),
        "linear" => Ok(1.0 / f64::from(metadata.f32("llama.rope.scaling.factor")?)),
        other => Err(ModelError::Unsupported(format!("its rotary scaling '{other}' is not known"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_whose_product_wraps_in_a_browser_are_refused() {
        let sound = Config {
            width: 64,
            feed_forward: 64,
            layers: 1,
            heads: 2,
            kv_heads: 2,
            head: 32,
            vocabulary: 10,
            context: 100,
            epsilon: 1e-5,
            rope_dimensions: 32,
            rope_base: 10_000.0,
            rope_scale: 1.0,
        };
        assert_eq!(sound.check(), Ok(()));
        // 16,960 x 253,241 = 2^32 + 64.
        let wrapping = Config { head: 16_960, heads: 253_241, kv_heads: 253_241, ..sound.clone() };
        assert!(wrapping.check().unwrap_err().to_string().contains("llama.attention.key_length"));
        let many = Config { heads: 1 << 20, kv_heads: 1, ..sound };
        assert!(many.check().unwrap_err().to_string().contains("llama.attention.head_count"));
    }
}
