//! The weights of a llama-architecture model: which tensors there are, and of what shape.

use std::collections::BTreeMap;

use super::{Config, ModelError};
use crate::gguf::{Header, Shown, TensorInfo, TensorType};
use crate::kernels::matrix::Matrix;
use crate::kernels::repack::{Format, zeroed};

/// The weights of one layer.
pub struct Layer {
    /// `[width]`.
    pub attention_norm: Vec<f32>,
    /// `[heads * head][width]`.
    pub query: Matrix,
    /// `[kv_heads * head][width]`.
    pub key: Matrix,
    /// `[kv_heads * head][width]`.
    pub value: Matrix,
    /// `[width][heads * head]`.
    pub output: Matrix,
    /// `[width]`.
    pub feed_forward_norm: Vec<f32>,
    /// `[feed_forward][width]`.
    pub gate: Matrix,
    /// `[feed_forward][width]`.
    pub up: Matrix,
    /// `[width][feed_forward]`.
    pub down: Matrix,
}

/// All weights.
pub struct Weights {
    /// `[vocabulary][width]`.
    pub embedding: Matrix,
    /// In order.
    pub layers: Vec<Layer>,
    /// `[width]`.
    pub norm: Vec<f32>,
    /// `[vocabulary][width]`; none where the embedding is the head too.
    pub head: Option<Matrix>,
    /// Divisors of the rotation's frequencies, `[rope_dimensions / 2]`, where the file has them.
    pub rope_factors: Option<Vec<f32>>,
}

/// Tensors under construction, by name.
#[derive(Default)]
pub struct Parts {
    /// Two-dimensional ones, being repacked.
    pub matrices: BTreeMap<String, Matrix>,
    /// One-dimensional ones.
    pub vectors: BTreeMap<String, Vec<f32>>,
}

/// The format of a tensor, if the fast road reads it.
pub fn format(tensor: &TensorInfo) -> Result<Format, ModelError> {
    Ok(match tensor.kind {
        TensorType::F32 => Format::F32,
        TensorType::F16 => Format::F16,
        TensorType::BF16 => Format::Bf16,
        TensorType::Q4_0 => Format::Q4_0,
        TensorType::Q4_1 => Format::Q4_1,
        TensorType::Q5_0 => Format::Q5_0,
        TensorType::Q8_0 => Format::Q8_0,
        TensorType::Q4K => Format::Q4K,
        TensorType::Q6K => Format::Q6K,
        other => {
            let text = format!("weights of the type {} (tensor '{}')", other.name(), Shown(&tensor.name));
            return Err(ModelError::Architecture(text));
        }
    })
}

impl Parts {
    /// Checks every tensor's name, shape and type, and allocates the matrices.
    ///
    /// # Errors
    /// [`ModelError`] naming the first tensor that doesn't fit.
    pub fn allocate(header: &Header, config: &Config) -> Result<Self, ModelError> {
        let mut parts = Self::default();
        for tensor in &header.tensors {
            let Some(expected) = expected_shape(&tensor.name, config) else {
                return Err(ModelError::Unsupported(format!("its tensor '{}' is not known", Shown(&tensor.name))));
            };
            check_shape(tensor, &expected).map_err(ModelError::Unsupported)?;
            let format = format(tensor)?;
            if let [inputs, outputs] = expected[..] {
                if format.row_bytes(inputs).is_none() {
                    let text = format!("rows of {inputs} weights of tensor '{}' are no whole blocks", tensor.name);
                    return Err(ModelError::Unsupported(text));
                }
                let matrix = zeroed(format, outputs, inputs).ok_or(ModelError::Memory("the model's weights"))?;
                parts.matrices.insert(tensor.name.clone(), matrix);
            } else if !matches!(format, Format::F32 | Format::F16 | Format::Bf16) {
                return Err(ModelError::Unsupported(format!("its tensor '{}' is quantized", tensor.name)));
            }
        }
        Ok(parts)
    }

    /// Puts the tensors where the forward pass looks for them.
    ///
    /// # Errors
    /// [`ModelError::Unsupported`] naming a tensor that the file lacks.
    pub fn assemble(mut self, config: &Config) -> Result<Weights, ModelError> {
        // No room ahead: how many there are is only what the file says.
        let mut layers = Vec::new();
        for layer in 0..config.layers {
            let name = |part: &str| format!("blk.{layer}.{part}.weight");
            layers.push(Layer {
                attention_norm: self.vector(&name("attn_norm"))?,
                query: self.matrix(&name("attn_q"))?,
                key: self.matrix(&name("attn_k"))?,
                value: self.matrix(&name("attn_v"))?,
                output: self.matrix(&name("attn_output"))?,
                feed_forward_norm: self.vector(&name("ffn_norm"))?,
                gate: self.matrix(&name("ffn_gate"))?,
                up: self.matrix(&name("ffn_up"))?,
                down: self.matrix(&name("ffn_down"))?,
            });
        }
        Ok(Weights {
            embedding: self.matrix("token_embd.weight")?,
            layers,
            norm: self.vector("output_norm.weight")?,
            head: self.matrices.remove("output.weight"),
            rope_factors: self.vectors.remove("rope_freqs.weight"),
        })
    }

    fn matrix(&mut self, name: &str) -> Result<Matrix, ModelError> {
        self.matrices.remove(name).ok_or_else(|| missing(name))
    }

    fn vector(&mut self, name: &str) -> Result<Vec<f32>, ModelError> {
        self.vectors.remove(name).ok_or_else(|| missing(name))
    }
}

/// Refuses a tensor of another shape, fastest dimension first; dimensions of 1 at the end don't count.
pub fn check_shape(tensor: &TensorInfo, expected: &[usize]) -> Result<(), String> {
    let shape = &tensor.shape;
    let longest = shape.len().max(expected.len());
    let at = |index: usize| shape.get(index).copied().unwrap_or(1);
    if (0..longest).all(|index| at(index) == expected.get(index).map_or(1, |size| *size as u64)) {
        return Ok(());
    }
    Err(format!("its tensor '{}' has the shape {shape:?} instead of {expected:?}", tensor.name))
}

fn missing(name: &str) -> ModelError {
    ModelError::Unsupported(format!("its tensor '{name}' is missing"))
}

/// The shape, fastest dimension first, that the configuration asks of a tensor; `None` for an unknown name.
pub fn expected_shape(name: &str, config: &Config) -> Option<Vec<usize>> {
    let (width, feed_forward) = (config.width, config.feed_forward);
    let (queries, keys) = (config.heads * config.head, config.kv_heads * config.head);
    let shape = match name {
        "token_embd.weight" | "output.weight" => vec![width, config.vocabulary],
        "output_norm.weight" => vec![width],
        "rope_freqs.weight" => vec![config.rope_dimensions / 2],
        _ => {
            let (layer, part) = name.strip_prefix("blk.")?.split_once('.')?;
            if layer.parse::<usize>().ok()? >= config.layers {
                return None;
            }
            match part.strip_suffix(".weight")? {
                "attn_norm" | "ffn_norm" => vec![width],
                "attn_q" => vec![width, queries],
                "attn_k" | "attn_v" => vec![width, keys],
                "attn_output" => vec![queries, width],
                "ffn_gate" | "ffn_up" => vec![width, feed_forward],
                "ffn_down" => vec![feed_forward, width],
                _ => return None,
            }
        }
    };
    Some(shape)
}
