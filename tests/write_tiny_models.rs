//! Writes the tiny models that the tests in browsers load, and an adapter of one of them: to the folder that `NUTSHELL_TINY_OUT` names, or to cargo's
//! own folder for tests' files.
#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/test_adapter.rs"]
mod test_adapter;
#[path = "support/tiny_model.rs"]
mod tiny_model;

use std::path::{Path, PathBuf};

use candle_core::quantized::gguf_file::Content;
use nutshell::kernels::Kernel;
use nutshell::model::{Adapter, FastModel, Loader, Settings, fingerprint};
use nutshell::tokenizer::Tokenizer;
use test_adapter::TestAdapter;
use tiny_model::{TinyModel, WeightType};

/// Characters of the bench note that are hashed: logits.test.js hashes as many.
const ADAPTED_CHARACTERS: usize = 600;

/// With room for an instruction, a chunk of a note and an answer, although most of its tokens are single letters.
fn tiny() -> TinyModel {
    TinyModel { context: 2048, ..TinyModel::default() }
}

#[test]
fn write_tiny_models() {
    let out = std::env::var_os("NUTSHELL_TINY_OUT").unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    let out = PathBuf::from(out);
    std::fs::create_dir_all(&out).unwrap();
    let models = [
        ("tiny-llama-q4_1.gguf", tiny()),
        ("tiny-llama-q4_0.gguf", TinyModel { weights: WeightType::Q4_0, ..tiny() }),
        ("tiny-llama-q4_k.gguf", TinyModel { weights: WeightType::Q4K, tied: false, ..tiny() }),
        ("tiny-qwen2-q8_0.gguf", TinyModel { architecture: "qwen2", weights: WeightType::Q8_0, ..tiny() }),
        ("tiny-unknown.gguf", TinyModel { architecture: "unknown", blocks: 1, ..tiny() }),
    ];
    for (name, model) in models {
        let path = out.join(name);
        std::fs::write(&path, model.gguf()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let content = Content::read(&mut std::fs::File::open(&path).unwrap()).unwrap();
        assert_eq!(content.metadata["general.architecture"].to_string().unwrap(), model.architecture);
        println!("{} ({} bytes)", path.display(), std::fs::metadata(&path).unwrap().len());
    }
    write_adapter(&out);
}

/// Writes an adapter for the first model, of a rank that fills no panel, and the hash of the logits that it gives.
fn write_adapter(out: &Path) {
    let bytes = tiny().gguf();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let tokenizer = Tokenizer::from_metadata(&header.metadata).unwrap();
    let settings = Settings { threads: 2, kernel: Kernel::Scalar, context: 1024, sequences: 1, positions: 0 };
    let mut model = FastModel::new(config, weights, settings).unwrap();
    let file = TestAdapter { rank: 13, ..TestAdapter::new(model.config()) }.gguf();
    std::fs::write(out.join("tiny-adapter.gguf"), &file).unwrap();
    model.set_adapter(Some(Adapter::from_gguf(&file, model.config()).unwrap()));
    let note: String = include_str!("data/bench_note.txt").chars().take(ADAPTED_CHARACTERS).collect();
    let print = fingerprint(&mut model, &tokenizer.encode(&note).unwrap(), 64, true).unwrap();
    std::fs::write(out.join("tiny-adapter.sha256"), print.hash).unwrap();
}
