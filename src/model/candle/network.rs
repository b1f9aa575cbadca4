//! The networks behind one face: read, run some tokens after those cached, forget.

use std::io::{Read, Seek};

use candle_core::quantized::gguf_file::Content;
use candle_core::{Device, Result, Tensor};
use candle_transformers::models::{quantized_llama, quantized_phi, quantized_phi3, quantized_qwen2, quantized_qwen3};

use super::gemma3::Gemma3;
use super::header::Header;
use crate::model::ModelError;

/// One of the networks, with its KV cache inside.
pub(super) enum Network {
    Llama(Box<quantized_llama::ModelWeights>),
    Qwen2(Box<quantized_qwen2::ModelWeights>),
    Qwen3 {
        model: Box<quantized_qwen3::ModelWeights>,
        /// Positions that were fed several at a time since the cache was cleared.
        together: usize,
    },
    Gemma3(Box<Gemma3>),
    Phi2(Box<quantized_phi::ModelWeights>),
    Phi3(Box<quantized_phi3::ModelWeights>),
}

impl Network {
    /// Reads the weights of the network that `header` names.
    pub fn load<R: Read + Seek>(
        header: &Header,
        content: Content,
        reader: &mut R,
    ) -> std::result::Result<Self, ModelError> {
        let device = &Device::Cpu;
        Ok(match header.architecture.as_str() {
            "llama" => Self::Llama(Box::new(quantized_llama::ModelWeights::from_gguf(content, reader, device)?)),
            "qwen2" => Self::Qwen2(Box::new(quantized_qwen2::ModelWeights::from_gguf(content, reader, device)?)),
            "qwen3" => Self::Qwen3 {
                model: Box::new(quantized_qwen3::ModelWeights::from_gguf(content, reader, device)?),
                together: 0,
            },
            "gemma3" => Self::Gemma3(Box::new(Gemma3::from_gguf(&content, reader, header.context)?)),
            "phi2" => Self::Phi2(Box::new(quantized_phi::ModelWeights::from_gguf(content, reader, device)?)),
            "phi3" => Self::Phi3(Box::new(quantized_phi3::ModelWeights::from_gguf(false, content, reader, device)?)),
            other => return Err(ModelError::Unsupported(format!("no engine runs the architecture '{other}'"))),
        })
    }

    /// Whether several tokens may go in one pass when `position` tokens are cached.
    ///
    /// candle's qwen3 keeps two caches; a pass over one token fills only one of them and a pass over several reads the
    /// other.
    pub fn takes_several(&self, position: usize) -> bool {
        match self {
            Self::Qwen3 { together, .. } => *together == position,
            _ => true,
        }
    }

    /// Appends `ids`, `[1][tokens]`, after `position` cached ones; gives the last token's logits, `[1][vocabulary]`.
    pub fn forward(&mut self, ids: &Tensor, position: usize) -> Result<Tensor> {
        match self {
            Self::Llama(model) => model.forward(ids, position),
            Self::Qwen2(model) => model.forward(ids, position),
            Self::Qwen3 { model, together } => {
                let tokens = ids.elem_count();
                if tokens > 1 {
                    *together += tokens;
                }
                model.forward(ids, position)
            }
            Self::Gemma3(model) => model.forward(ids, position),
            Self::Phi2(model) => model.forward(ids, position),
            Self::Phi3(model) => model.forward(ids, position),
        }
    }

    /// Empties the cache: the next pass is at position 0.
    pub fn clear(&mut self) {
        match self {
            Self::Llama(model) => model.clear_kv_cache(),
            Self::Qwen2(model) => model.clear_kv_cache(),
            Self::Qwen3 { model, together } => {
                model.clear_kv_cache();
                *together = 0;
            }
            Self::Gemma3(model) => model.clear(),
            // These two start over by themselves in a pass at position 0.
            Self::Phi2(_) | Self::Phi3(_) => {}
        }
    }
}
