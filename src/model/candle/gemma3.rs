//! Gemma 3 on candle's tensors (Gemma 3 technical report, <https://arxiv.org/abs/2503.19786>).
//!
//! candle's own quantized Gemma 3 (0.11.1) can't be used: it gates the feed-forward with SiLU where the model has
//! tanh-GELU, its mask hides the cached tokens from a second prompt piece, it ignores the sliding window while
//! decoding, and its RoPE tables take 128 Ki positions per block (2.4 GB for the smallest model) plus a dequantized
//! embedding. Here the embedding stays quantized and is the head, and the tables cover the context only.

use std::io::{Read, Seek};

use candle_core::quantized::QMatMul;
use candle_core::quantized::gguf_file::Content;
use candle_core::{D, Device, IndexOp, Module, Result, Tensor, bail};
use candle_nn::ops::{rms_norm, softmax_last_dim};
use candle_nn::rotary_emb::rope;

use super::header::whole;
use crate::model::ModelError;

/// Every sixth block attends to all positions, the others to a sliding window.
const GLOBAL_EVERY: usize = 6;
/// RoPE base of the blocks with a sliding window.
const LOCAL_BASE: f64 = 10_000.0;
/// RoPE base of the other blocks where the file names none.
const GLOBAL_BASE: f64 = 1_000_000.0;

/// RMS norm with a learned weight; the GGUF stores `1 + weight` already.
struct Norm {
    weight: Tensor,
    epsilon: f32,
}

impl Norm {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        rms_norm(&x.contiguous()?, &self.weight, self.epsilon)
    }
}

/// Cosines and sines, each `[context][head / 2]`.
struct Rope {
    cos: Tensor,
    sin: Tensor,
}

impl Rope {
    /// `scale` multiplies the positions (linear scaling of the models with a long context).
    fn new(head: usize, base: f64, scale: f64, context: usize) -> Result<Self> {
        let mut cos = Vec::with_capacity(context * head / 2);
        let mut sin = Vec::with_capacity(context * head / 2);
        for position in 0..context {
            for pair in 0..head / 2 {
                let frequency = libm::pow(base, -2.0 * pair as f64 / head as f64);
                let angle = position as f64 * scale * frequency;
                cos.push(libm::cos(angle) as f32);
                sin.push(libm::sin(angle) as f32);
            }
        }
        let shape = (context, head / 2);
        Ok(Self { cos: Tensor::from_vec(cos, shape, &Device::Cpu)?, sin: Tensor::from_vec(sin, shape, &Device::Cpu)? })
    }

    /// Turns `x`, `[1][heads][tokens][head]`, whose first token stands at `position`.
    fn turn(&self, x: &Tensor, position: usize) -> Result<Tensor> {
        let tokens = x.dim(2)?;
        rope(&x.contiguous()?, &self.cos.narrow(0, position, tokens)?, &self.sin.narrow(0, position, tokens)?)
    }
}

/// One block. Matrices map from their columns to their rows.
struct Block {
    attention_norm: Norm,
    q: QMatMul,
    k: QMatMul,
    v: QMatMul,
    q_norm: Norm,
    k_norm: Norm,
    output: QMatMul,
    post_attention_norm: Norm,
    ffn_norm: Norm,
    gate: QMatMul,
    up: QMatMul,
    down: QMatMul,
    post_ffn_norm: Norm,
    /// Attends to all positions rather than to the window.
    global: bool,
    /// Keys and values, each `[1][kv heads][positions][head]`.
    cache: Option<(Tensor, Tensor)>,
}

/// Where the weights come from.
struct Weights<'a, R> {
    content: &'a Content,
    reader: &'a mut R,
    epsilon: f32,
}

impl<R: Read + Seek> Weights<'_, R> {
    fn matrix(&mut self, name: &str) -> Result<QMatMul> {
        QMatMul::from_qtensor(self.content.tensor(self.reader, &format!("{name}.weight"), &Device::Cpu)?)
    }

    fn norm(&mut self, name: &str) -> Result<Norm> {
        let weight = self.content.tensor(self.reader, &format!("{name}.weight"), &Device::Cpu)?;
        Ok(Norm { weight: weight.dequantize(&Device::Cpu)?, epsilon: self.epsilon })
    }

    fn block(&mut self, index: usize) -> Result<Block> {
        let name = |part: &str| format!("blk.{index}.{part}");
        Ok(Block {
            attention_norm: self.norm(&name("attn_norm"))?,
            q: self.matrix(&name("attn_q"))?,
            k: self.matrix(&name("attn_k"))?,
            v: self.matrix(&name("attn_v"))?,
            q_norm: self.norm(&name("attn_q_norm"))?,
            k_norm: self.norm(&name("attn_k_norm"))?,
            output: self.matrix(&name("attn_output"))?,
            post_attention_norm: self.norm(&name("post_attention_norm"))?,
            ffn_norm: self.norm(&name("ffn_norm"))?,
            gate: self.matrix(&name("ffn_gate"))?,
            up: self.matrix(&name("ffn_up"))?,
            down: self.matrix(&name("ffn_down"))?,
            post_ffn_norm: self.norm(&name("post_ffw_norm"))?,
            global: (index + 1).is_multiple_of(GLOBAL_EVERY),
            cache: None,
        })
    }
}

/// Heads and their width.
#[derive(Clone, Copy)]
struct Heads {
    query: usize,
    key_value: usize,
    width: usize,
}

/// A Gemma 3 text model with its KV cache.
pub(super) struct Gemma3 {
    embedding: QMatMul,
    head: QMatMul,
    output_norm: Norm,
    blocks: Vec<Block>,
    local_rope: Rope,
    global_rope: Rope,
    heads: Heads,
    /// Width of the hidden state.
    width: usize,
    /// Positions that a block with a window attends to, its own included.
    window: usize,
}

impl Gemma3 {
    /// Reads the weights; the header is checked already.
    pub fn from_gguf<R: Read + Seek>(
        content: &Content,
        reader: &mut R,
        context: usize,
    ) -> std::result::Result<Self, ModelError> {
        let needed = |key: &str| {
            whole(&content.metadata, &format!("gemma3.{key}"))?
                .ok_or_else(|| ModelError::Candle(format!("find gemma3.{key} in the GGUF header")))
        };
        let float = |key: &str| content.metadata.get(&format!("gemma3.{key}")).and_then(|value| value.to_f32().ok());
        let heads = Heads {
            query: needed("attention.head_count")?,
            key_value: needed("attention.head_count_kv")?,
            width: needed("attention.key_length")?,
        };
        let scaling = content.metadata.get("gemma3.rope.scaling.type").and_then(|value| value.to_string().ok());
        let factor = match (scaling.map(String::as_str), float("rope.scaling.factor")) {
            (Some("linear"), Some(factor)) if factor >= 1.0 => f64::from(factor),
            _ => 1.0,
        };
        let base = float("rope.freq_base").map_or(GLOBAL_BASE, f64::from);
        let epsilon = float("attention.layer_norm_rms_epsilon").unwrap_or(1e-6);

        let mut weights = Weights { content, reader, epsilon };
        let embedding = weights.matrix("token_embd")?;
        let tied = !content.tensor_infos.contains_key("output.weight");
        let head = if tied { embedding.clone() } else { weights.matrix("output")? };
        let blocks = (0..needed("block_count")?).map(|index| weights.block(index)).collect::<Result<_>>()?;
        Ok(Self {
            embedding,
            head,
            output_norm: weights.norm("output_norm")?,
            blocks,
            local_rope: Rope::new(heads.width, LOCAL_BASE, 1.0, context)?,
            global_rope: Rope::new(heads.width, base, 1.0 / factor, context)?,
            heads,
            width: needed("embedding_length")?,
            window: needed("attention.sliding_window")?.max(1),
        })
    }

    /// Forgets every position.
    pub fn clear(&mut self) {
        for block in &mut self.blocks {
            block.cache = None;
        }
    }

    /// Appends `ids`, `[1][tokens]`, after `position` cached ones; gives the last token's logits, `[1][vocabulary]`.
    pub fn forward(&mut self, ids: &Tensor, position: usize) -> Result<Tensor> {
        let (_, tokens) = ids.dims2()?;
        let mut x = (self.embedding.embedding(ids)? * (self.width as f64).sqrt())?;
        let global_mask = mask(position, tokens, usize::MAX)?;
        let local_mask = mask(position, tokens, self.window)?;
        for block in &mut self.blocks {
            let (rope, mask) =
                if block.global { (&self.global_rope, &global_mask) } else { (&self.local_rope, &local_mask) };
            let attended = block.attend(&block.attention_norm.forward(&x)?, self.heads, rope, mask, position)?;
            let y = (x + block.post_attention_norm.forward(&attended)?)?;
            let fed = block.feed_forward(&block.ffn_norm.forward(&y)?)?;
            x = (y + block.post_ffn_norm.forward(&fed)?)?;
        }
        let last = x.i((.., tokens - 1, ..))?;
        self.head.forward(&self.output_norm.forward(&last)?)
    }
}

impl Block {
    /// Grouped-query attention of `x`, `[1][tokens][width]`, over the cache and `x` itself.
    fn attend(&mut self, x: &Tensor, heads: Heads, rope: &Rope, mask: &Tensor, position: usize) -> Result<Tensor> {
        let (_, tokens, _) = x.dims3()?;
        let split = |y: Tensor, count: usize| y.reshape((1, tokens, count, heads.width))?.transpose(1, 2);
        let q = rope.turn(&self.q_norm.forward(&split(self.q.forward(x)?, heads.query)?)?, position)?;
        let k = rope.turn(&self.k_norm.forward(&split(self.k.forward(x)?, heads.key_value)?)?, position)?;
        let v = split(self.v.forward(x)?, heads.key_value)?.contiguous()?;
        let (k, v) = match self.cache.take() {
            None => (k, v),
            Some((keys, values)) => (Tensor::cat(&[&keys, &k], 2)?, Tensor::cat(&[&values, &v], 2)?),
        };
        if k.dim(2)? != position + tokens {
            bail!("the cache holds {} positions, not {}", k.dim(2)?, position + tokens);
        }
        self.cache = Some((k.clone(), v.clone()));

        // The query heads of one KV head stand below each other, so that one product serves the whole group.
        let group = heads.query / heads.key_value;
        let q = q.reshape((heads.key_value, group * tokens, heads.width))?;
        let scores = (q.matmul(&k.squeeze(0)?.t()?)? / (heads.width as f64).sqrt())?;
        let scores = scores.reshape((heads.query, tokens, position + tokens))?.broadcast_add(mask)?;
        let weights = softmax_last_dim(&scores)?.reshape((heads.key_value, group * tokens, position + tokens))?;
        let mixed = weights.matmul(&v.squeeze(0)?)?.reshape((1, heads.query, tokens, heads.width))?;
        self.output.forward(&mixed.transpose(1, 2)?.flatten_from(D::Minus2)?.contiguous()?)
    }

    /// Feed-forward gated by tanh-GELU.
    fn feed_forward(&self, x: &Tensor) -> Result<Tensor> {
        self.down.forward(&(self.gate.forward(x)?.gelu()? * self.up.forward(x)?)?)
    }
}

/// What to add to the scores, `[tokens][position + tokens]`: 0 for the `window` positions up to a token's own, minus
/// infinity elsewhere.
fn mask(position: usize, tokens: usize, window: usize) -> Result<Tensor> {
    let row = |query: usize| {
        (0..position + tokens)
            .map(move |key| if key <= query && query - key < window { 0.0 } else { f32::NEG_INFINITY })
    };
    let values: Vec<f32> = (position..position + tokens).flat_map(row).collect();
    Tensor::from_vec(values, (tokens, position + tokens), &Device::Cpu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_causal_and_slides() {
        let rows = mask(2, 2, 2).unwrap().to_vec2::<f32>().unwrap();
        let seen: Vec<Vec<bool>> = rows.iter().map(|row| row.iter().map(|&value| value == 0.0).collect()).collect();
        assert_eq!(seen, [[false, true, true, false], [false, false, true, true]]);
    }
}
