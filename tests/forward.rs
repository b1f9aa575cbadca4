//! The forward pass on the real model: the golden answer, the likelihood, and one hash of all logits.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/model.rs"]
mod model;

use std::io::Write;

use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, Feed, LanguageModel, Loader, Rows, SLICE, Settings, fingerprint};
use nutshell::tokenizer::{Message, Role, Tokenizer};

/// llama.cpp's mean negative log-likelihood of the bench note on the same file.
const LLAMA_CPP_NLL: f64 = 3.4489;

fn load(threads: usize) -> (FastModel, Tokenizer) {
    let bytes = std::fs::read(model::path()).unwrap();
    let mut loader = Loader::new(bytes.len() as u64);
    // Pieces of an odd size: the loader must not care where they end.
    for piece in bytes.chunks(999_983) {
        loader.push(piece).unwrap();
    }
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads, kernel: Kernel::Scalar, context: 1024, sequences: 2, positions: 2048 };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
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
    let (mut engine, tokenizer) = load(2);
    let question = Message { role: Role::User, content: "What is the capital of France?" };
    let prompt = tokenizer.chat(&[question]).unwrap();
    assert_eq!(prompt, [1, 4093, 198, 1780, 314, 260, 3575, 282, 4649, 47, 2, 198, 1, 520, 9531, 198]);
    engine.feed(&[Feed { sequence: 0, tokens: &prompt, rows: Rows::Last }]).unwrap();
    let mut written = Vec::new();
    while written.len() < 12 && written.last() != Some(&2) {
        let next = argmax(engine.logits());
        written.push(next);
        engine.feed(&[Feed { sequence: 0, tokens: &[next], rows: Rows::Last }]).unwrap();
    }
    assert_eq!(written.last(), Some(&2), "no end of turn");
    assert_eq!(tokenizer.decode(&written), "The capital of France is Paris.");
}

#[test]
fn one_hash_of_all_logits_whatever_the_threads_and_slices() {
    let note = include_str!("data/bench_note.txt");
    let mut hashes = Vec::new();
    for (threads, slice) in [(1, SLICE), (2, SLICE), (4, 7)] {
        let (mut engine, tokenizer) = load(threads);
        let tokens = tokenizer.encode(note).unwrap();
        assert_eq!(tokens.len(), 652);
        let print = fingerprint(&mut engine, &tokens, slice, false).unwrap();
        // To the stream itself: what a test prints by macro is seen only where it fails.
        let line = format!("native scalar, {threads} threads, slices of {slice}: {} nll {:.4}", print.hash, print.nll);
        writeln!(std::io::stderr(), "{line}").unwrap();
        assert!((print.nll / LLAMA_CPP_NLL - 1.0).abs() < 0.01, "nll {}", print.nll);
        hashes.push(print.hash);
    }
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    let pinned = include_str!("data/logits.sha256").trim();
    assert_eq!(
        hashes[0], pinned,
        "the logits moved: a deliberate change of arithmetic updates tests/data/logits.sha256"
    );
}

#[test]
fn sequences_do_not_disturb_each_other() {
    let (mut engine, tokenizer) = load(2);
    let (a, b) = (tokenizer.encode("The meeting is on Monday.").unwrap(), tokenizer.encode("Boil the pasta").unwrap());
    let alone = |engine: &mut FastModel, tokens: &[u32]| {
        engine.truncate(0, 0);
        engine.feed(&[Feed { sequence: 0, tokens, rows: Rows::Last }]).unwrap();
        engine.logits().to_vec()
    };
    let (want_a, want_b) = (alone(&mut engine, &a), alone(&mut engine, &b));
    engine.truncate(0, 0);
    let feeds =
        [Feed { sequence: 1, tokens: &b, rows: Rows::Last }, Feed { sequence: 0, tokens: &a, rows: Rows::Last }];
    engine.feed(&feeds).unwrap();
    assert_eq!(engine.logits(), [want_b, want_a.clone()].concat());
    // Truncating and feeding again gives the same bits.
    engine.truncate(0, 2);
    engine.feed(&[Feed { sequence: 0, tokens: &a[2..], rows: Rows::Last }]).unwrap();
    assert_eq!(engine.logits(), want_a);
}
