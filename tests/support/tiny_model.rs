//! Tiny GGUF files with random weights, the same for the same description: for tests that need a model's shape and types
//! but no sense in what it says.

use candle_core::quantized::gguf_file::{Value, write};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};

/// What the weights of the matrices are stored as.
pub use candle_core::quantized::GgmlDType as WeightType;

/// Every type that the fast road reads.
#[allow(dead_code)] // Not every test that includes this file needs it.
pub const WEIGHT_TYPES: [WeightType; 8] = [
    GgmlDType::F32,
    GgmlDType::F16,
    GgmlDType::Q4_0,
    GgmlDType::Q4_1,
    GgmlDType::Q5_0,
    GgmlDType::Q8_0,
    GgmlDType::Q4K,
    GgmlDType::Q6K,
];

/// Id of `<|endoftext|>` in every tiny model.
#[allow(dead_code)]
pub const END_OF_TEXT: u32 = 0;
/// Id of `<|im_start|>` in every tiny model.
#[allow(dead_code)]
pub const TURN_START: u32 = 1;
/// Id of `<|im_end|>` in every tiny model.
#[allow(dead_code)]
pub const TURN_END: u32 = 2;

/// Which model to write.
#[derive(Debug, Clone)]
pub struct TinyModel {
    /// `general.architecture`: `llama`, `qwen2`, `qwen3`, `gemma3`, `phi2` or `phi3`. Others get llama's tensors.
    pub architecture: &'static str,
    /// Type of the blocks' matrices.
    pub weights: WeightType,
    /// Type of the embedding, and of the head where there is one.
    pub embedding: WeightType,
    /// Stores as F32 what the weights of the types above stand for, so that another reader's arithmetic can be checked.
    pub unpacked: bool,
    /// The embedding is the head (no `output.weight`).
    pub tied: bool,
    /// Width of the hidden state; a multiple of 256 where a K-quant is used.
    pub width: usize,
    /// Width of the feed-forward layer; the same.
    pub feed_forward: usize,
    /// Number of blocks.
    pub blocks: usize,
    /// Query heads; they divide `width` into even parts.
    pub heads: usize,
    /// KV heads; they divide `heads`.
    pub kv_heads: usize,
    /// `context_length`
    pub context: u32,
    /// Seed of the weights.
    pub seed: u64,
}

impl Default for TinyModel {
    fn default() -> Self {
        Self {
            architecture: "llama",
            weights: GgmlDType::Q4_1,
            embedding: GgmlDType::Q8_0,
            unpacked: false,
            tied: true,
            width: 256,
            feed_forward: 512,
            blocks: 2,
            heads: 4,
            kv_heads: 2,
            context: 512,
            seed: 1,
        }
    }
}

impl TinyModel {
    /// The whole file.
    pub fn gguf(&self) -> Vec<u8> {
        let metadata = self.metadata();
        let tensors = self.tensors();
        let metadata: Vec<(&str, &Value)> = metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
        let mut file = std::io::Cursor::new(Vec::new());
        write(&mut file, &metadata, &tensors).expect("a vector takes every write");
        file.into_inner()
    }

    fn metadata(&self) -> Vec<(String, Value)> {
        let head = (self.width / self.heads) as u32;
        let own = [
            ("context_length", Value::U32(self.context)),
            ("embedding_length", Value::U32(self.width as u32)),
            ("feed_forward_length", Value::U32(self.feed_forward as u32)),
            ("block_count", Value::U32(self.blocks as u32)),
            ("attention.head_count", Value::U32(self.heads as u32)),
            ("attention.head_count_kv", Value::U32(self.kv_heads as u32)),
            ("attention.layer_norm_rms_epsilon", Value::F32(1e-5)),
            ("attention.layer_norm_epsilon", Value::F32(1e-5)),
            ("attention.key_length", Value::U32(head)),
            ("attention.value_length", Value::U32(head)),
            ("attention.sliding_window", Value::U32(16)),
            ("rope.dimension_count", Value::U32(head)),
            ("rope.freq_base", Value::F32(10_000.0)),
            ("vocab_size", Value::U32(vocabulary().len() as u32)),
        ];
        let mut all = vec![
            ("general.architecture".into(), Value::String(self.architecture.into())),
            ("general.name".into(), Value::String(format!("Tiny {} {:?}", self.architecture, self.weights))),
            ("general.license".into(), Value::String("MIT OR Apache-2.0".into())),
            ("general.alignment".into(), Value::U32(32)),
            ("general.quantization_version".into(), Value::U32(2)),
        ];
        all.extend(own.map(|(key, value)| (format!("{}.{key}", self.architecture), value)));
        all.extend(tokenizer_metadata());
        all
    }

    fn tensors(&self) -> Vec<(String, QTensor)> {
        let mut made = Maker { random: SplitMix(self.seed), unpacked: self.unpacked, tensors: Vec::new() };
        let (width, ffn) = (self.width, self.feed_forward);
        let kv = width / self.heads * self.kv_heads;
        let rows = vocabulary().len();
        made.matrix("token_embd", rows, width, self.embedding);
        made.norm("output_norm", width);
        let phi = self.architecture.starts_with("phi");
        if !self.tied || phi {
            made.matrix("output", rows, width, self.embedding);
        }
        if self.architecture == "phi2" {
            made.vector("output_norm.bias", width, 0.0);
            made.vector("output.bias", rows, 0.0);
        }
        for block in 0..self.blocks {
            let name = |part: &str| format!("blk.{block}.{part}");
            made.norm(&name("attn_norm"), width);
            made.matrix(&name("attn_output"), width, width, self.weights);
            made.matrix(&name("ffn_down"), width, ffn, self.weights);
            match self.architecture {
                "phi2" => {
                    made.matrix(&name("attn_qkv"), 3 * width, width, self.weights);
                    made.matrix(&name("ffn_up"), ffn, width, self.weights);
                    let biases = [("attn_norm", width), ("attn_qkv", 3 * width), ("attn_output", width)];
                    for (part, size) in biases.into_iter().chain([("ffn_up", ffn), ("ffn_down", width)]) {
                        made.vector(&name(&format!("{part}.bias")), size, 0.0);
                    }
                    continue;
                }
                "phi3" => {
                    made.matrix(&name("attn_qkv"), width + 2 * kv, width, self.weights);
                    made.matrix(&name("ffn_up"), 2 * ffn, width, self.weights);
                    made.norm(&name("ffn_norm"), width);
                    continue;
                }
                _ => {}
            }
            made.matrix(&name("attn_q"), width, width, self.weights);
            made.matrix(&name("attn_k"), kv, width, self.weights);
            made.matrix(&name("attn_v"), kv, width, self.weights);
            made.matrix(&name("ffn_gate"), ffn, width, self.weights);
            made.matrix(&name("ffn_up"), ffn, width, self.weights);
            made.norm(&name("ffn_norm"), width);
            match self.architecture {
                "qwen2" => {
                    for (part, size) in [("attn_q.bias", width), ("attn_k.bias", kv), ("attn_v.bias", kv)] {
                        made.vector(&name(part), size, 0.0);
                    }
                }
                "qwen3" | "gemma3" => {
                    made.norm(&name("attn_q_norm"), width / self.heads);
                    made.norm(&name("attn_k_norm"), width / self.heads);
                }
                _ => {}
            }
            if self.architecture == "gemma3" {
                made.norm(&name("post_attention_norm"), width);
                made.norm(&name("post_ffw_norm"), width);
            }
        }
        made.tensors
    }
}

/// Makes tensors one after the other from one stream of random numbers.
struct Maker {
    random: SplitMix,
    unpacked: bool,
    tensors: Vec<(String, QTensor)>,
}

impl Maker {
    /// `[rows][columns]`, spread so that a unit-sized input gives a unit-sized output.
    fn matrix(&mut self, name: &str, rows: usize, columns: usize, dtype: GgmlDType) {
        let reach = (3.0 / columns as f32).sqrt();
        let values: Vec<f32> = (0..rows * columns).map(|_| reach * self.random.signed()).collect();
        self.push(format!("{name}.weight"), Tensor::from_vec(values, (rows, columns), &Device::Cpu), dtype);
    }

    /// A norm's weights, around 1.
    fn norm(&mut self, name: &str, size: usize) {
        self.vector(&format!("{name}.weight"), size, 1.0);
    }

    fn vector(&mut self, name: &str, size: usize, middle: f32) {
        let values: Vec<f32> = (0..size).map(|_| middle + 0.1 * self.random.signed()).collect();
        self.push(name.into(), Tensor::from_vec(values, size, &Device::Cpu), GgmlDType::F32);
    }

    fn push(&mut self, name: String, tensor: candle_core::Result<Tensor>, dtype: GgmlDType) {
        let unpacked = |tensor: QTensor| QTensor::quantize(&tensor.dequantize(&Device::Cpu)?, GgmlDType::F32);
        let tensor = tensor.and_then(|tensor| QTensor::quantize(&tensor, dtype));
        let tensor = if self.unpacked { tensor.and_then(unpacked) } else { tensor };
        let tensor = tensor.unwrap_or_else(|error| panic!("{name} cannot be stored as {dtype:?}: {error}"));
        self.tensors.push((name, tensor));
    }
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
struct SplitMix(u64);

impl SplitMix {
    /// Uniform in [-1, 1).
    fn signed(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        (z >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }
}

/// The pairs that the tokenizer joins, in order; `Ġ` is a space.
const MERGES: [(&str, &str); 36] = [
    ("Ġ", "t"),
    ("Ġ", "a"),
    ("i", "n"),
    ("h", "e"),
    ("r", "e"),
    ("o", "n"),
    ("e", "r"),
    ("Ġt", "he"),
    ("Ġ", "s"),
    ("Ġ", "o"),
    ("a", "t"),
    ("e", "n"),
    ("Ġ", "c"),
    ("i", "s"),
    ("i", "t"),
    ("o", "r"),
    ("e", "s"),
    ("Ġ", "p"),
    ("Ġ", "w"),
    ("Ġ", "m"),
    ("Ġ", "f"),
    ("in", "g"),
    ("Ġa", "n"),
    ("Ġan", "d"),
    ("Ġo", "f"),
    ("Ġt", "o"),
    ("u", "s"),
    ("us", "er"),
    ("a", "s"),
    ("s", "is"),
    ("a", "n"),
    ("t", "an"),
    ("m", "e"),
    ("Ġ", "in"),
    ("a", "r"),
    ("ar", "y"),
];

/// The character that stands for a byte in a byte-level vocabulary (GPT-2): printable ones for themselves, the others
/// from U+0100 on.
fn byte_character(byte: u8) -> char {
    let printable = |b: u8| matches!(b, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF);
    if printable(byte) {
        return char::from(byte);
    }
    let before = (0..byte).filter(|&b| !printable(b)).count() as u32;
    char::from_u32(0x100 + before).expect("at most 0x100 + 68")
}

/// Every token, by id: three control tokens, the bytes, the merges.
pub fn vocabulary() -> Vec<String> {
    let mut tokens: Vec<String> = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"].map(String::from).to_vec();
    tokens.extend((0..=255).map(|byte| byte_character(byte).to_string()));
    tokens.extend(MERGES.iter().map(|(left, right)| format!("{left}{right}")));
    tokens
}

fn tokenizer_metadata() -> Vec<(String, Value)> {
    const TEMPLATE: &str = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + \
        message['content'] + '<|im_end|>' + '\n' }}{% endfor %}\
        {% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
    let tokens = vocabulary();
    // 3 is a control token, 1 a normal one.
    let types = (0..tokens.len()).map(|id| Value::I32(if id < 3 { 3 } else { 1 })).collect();
    let merges = MERGES.iter().map(|(left, right)| Value::String(format!("{left} {right}"))).collect();
    let values = [
        ("model", Value::String("gpt2".into())),
        ("pre", Value::String("smollm".into())),
        ("tokens", Value::Array(tokens.into_iter().map(Value::String).collect())),
        ("token_type", Value::Array(types)),
        ("merges", Value::Array(merges)),
        ("bos_token_id", Value::U32(TURN_START)),
        ("eos_token_id", Value::U32(TURN_END)),
        ("unknown_token_id", Value::U32(END_OF_TEXT)),
        ("padding_token_id", Value::U32(TURN_END)),
        ("add_bos_token", Value::Bool(false)),
        ("add_space_prefix", Value::Bool(false)),
    ];
    let mut all: Vec<_> = values.into_iter().map(|(key, value)| (format!("tokenizer.ggml.{key}"), value)).collect();
    all.push(("tokenizer.chat_template".into(), Value::String(TEMPLATE.into())));
    all
}
