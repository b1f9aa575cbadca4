//! Writes the tiny models that the tests in browsers load: to the folder that `NUTSHELL_TINY_OUT` names, or to cargo's
//! own folder for tests' files.
#![cfg(feature = "candle")]

#[path = "support/tiny_model.rs"]
mod tiny_model;

use std::path::PathBuf;

use candle_core::quantized::gguf_file::Content;
use tiny_model::{TinyModel, WeightType};

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
}
