//! Adapters with random weights for tests, in llama.cpp's format, as `models/adapter/export.py` writes it.
#![allow(dead_code)] // Not every test that includes this file needs all of it.

use candle_core::quantized::gguf_file::{Value, write};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};
use nutshell::kernels::check::Random;
use nutshell::model::Config;

/// Which adapter to write.
#[derive(Clone)]
pub struct TestAdapter {
    pub config: Config,
    pub rank: usize,
    pub alpha: f32,
    /// Size of the term's output beside that of its input, before `alpha / rank`.
    pub strength: f32,
    pub dtype: GgmlDType,
    pub seed: u64,
}

/// One matrix: its name, and its numbers as `[rows][columns]`.
pub type Part = (String, Vec<f32>, [usize; 2]);

impl TestAdapter {
    pub fn new(config: &Config) -> Self {
        Self { config: config.clone(), rank: 16, alpha: 32.0, strength: 0.3, dtype: GgmlDType::F16, seed: 1 }
    }

    /// The maps of a layer with their inputs and outputs.
    pub fn maps(&self) -> [(&'static str, usize, usize); 7] {
        let config = &self.config;
        let (width, queries, keys) = (config.width, config.heads * config.head, config.kv_heads * config.head);
        [
            ("attn_q", width, queries),
            ("attn_k", width, keys),
            ("attn_v", width, keys),
            ("attn_output", queries, width),
            ("ffn_gate", width, config.feed_forward),
            ("ffn_up", width, config.feed_forward),
            ("ffn_down", config.feed_forward, width),
        ]
    }

    /// A, then B of every map of every layer.
    pub fn parts(&self) -> Vec<Part> {
        let mut random = Random::new(self.seed);
        let mut matrix = |name: String, rows: usize, columns: usize, size: f32| {
            let reach = size * (3.0 / columns as f32).sqrt();
            (name, (0..rows * columns).map(|_| random.unit() * reach).collect(), [rows, columns])
        };
        let mut parts = Vec::new();
        for layer in 0..self.config.layers {
            for (map, inputs, outputs) in self.maps() {
                let name = format!("blk.{layer}.{map}.weight.lora");
                parts.push(matrix(format!("{name}_a"), self.rank, inputs, 1.0));
                parts.push(matrix(format!("{name}_b"), outputs, self.rank, self.strength));
            }
        }
        parts
    }

    pub fn metadata(&self) -> Vec<(String, Value)> {
        let text = |text: &str| Value::String(text.into());
        vec![
            ("general.architecture".into(), text("llama")),
            ("general.type".into(), text("adapter")),
            ("general.name".into(), text("Random")),
            ("adapter.type".into(), text("lora")),
            ("adapter.lora.alpha".into(), Value::F32(self.alpha)),
        ]
    }

    /// The whole file.
    pub fn gguf(&self) -> Vec<u8> {
        self.written(&self.metadata(), &self.parts())
    }

    /// A file of this metadata and these matrices, whatever they are.
    pub fn written(&self, metadata: &[(String, Value)], parts: &[Part]) -> Vec<u8> {
        let tensor = |(name, numbers, shape): &Part| {
            let tensor = Tensor::from_vec(numbers.clone(), (shape[0], shape[1]), &Device::Cpu);
            (name.clone(), tensor.and_then(|tensor| QTensor::quantize(&tensor, self.dtype)).unwrap())
        };
        let tensors: Vec<(String, QTensor)> = parts.iter().map(tensor).collect();
        let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
        let metadata: Vec<(&str, &Value)> = metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let mut file = std::io::Cursor::new(Vec::new());
        write(&mut file, &metadata, &tensors).unwrap();
        file.into_inner()
    }
}
