//! Measurements: several sequences write what one alone writes, and what is measured leaves no trace.
#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/tiny_model.rs"]
mod tiny_model;

use std::time::Instant;

use nutshell::generate::{Measurement, measure};
use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, Feed, LanguageModel, Loader, ModelError, Rows, Settings};
use nutshell::ports::Clock;
use tiny_model::TinyModel;

/// The machine's own clock.
struct Monotonic(Instant);

impl Clock for Monotonic {
    fn now_ms(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }
}

fn clock() -> Monotonic {
    Monotonic(Instant::now())
}

fn load(threads: usize, sequences: usize) -> FastModel {
    let bytes = TinyModel::default().gguf();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (_, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads, kernel: Kernel::Scalar, context: 128, sequences, positions: 0 };
    FastModel::new(config, weights, settings).unwrap()
}

fn prompt(model: &FastModel) -> Vec<u32> {
    (0..90).map(|i| i * 7 % model.vocabulary() as u32).collect()
}

#[test]
fn a_batch_writes_what_one_sequence_alone_writes() {
    let mut model = load(2, 5);
    let prompt = prompt(&model);
    let alone = measure(&mut model, &clock(), &prompt, 12, 1, false).unwrap();
    assert_eq!((alone.read, alone.written.len(), alone.written[0].len()), (90, 1, 12));
    let batch = measure(&mut model, &clock(), &prompt, 12, 5, false).unwrap();
    assert_eq!((batch.read, batch.written), (450, vec![alone.written[0].clone(); 5]));
    assert!((0..5).all(|sequence| model.cached(sequence) == 102));
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut model = load(1, 2);
    let prompt = prompt(&model);
    for sequences in [0, 3] {
        let refused = measure(&mut model, &clock(), &prompt, 1, sequences, false);
        assert!(matches!(refused, Err(ModelError::Contract(_))), "{sequences}: {refused:?}");
    }
    let refused = measure(&mut model, &clock(), &prompt, 50, 2, false);
    assert!(matches!(refused, Err(ModelError::Context { .. })), "{refused:?}");
    let Measurement { written, .. } = measure(&mut model, &clock(), &prompt, 38, 2, false).unwrap();
    assert_eq!(written[1].len(), 38);
}

#[test]
fn the_roofline_is_there_and_leaves_no_trace() {
    let mut model = load(2, 1);
    let prompt = prompt(&model);
    let logits = |model: &mut FastModel, from: usize| {
        model.truncate(0, from);
        model.feed(&[Feed { sequence: 0, tokens: &prompt[from..64], rows: Rows::Last }]).unwrap();
        model.logits().to_vec()
    };
    let before = logits(&mut model, 0);
    let roofline = model.roofline(&clock()).unwrap();
    assert!(!roofline.multiply_adds.is_empty());
    let rates = roofline.multiply_adds.iter().map(|(_, rate)| *rate);
    for rate in rates.chain([roofline.reads, roofline.prefill, roofline.decode, roofline.head]) {
        assert!(rate.giga.is_finite() && rate.giga > 0.0 && rate.spread >= 0.0, "{roofline:?}");
    }
    // The cache is as it was: the last position alone gives the same bits.
    assert_eq!(logits(&mut model, 63), before);
}
