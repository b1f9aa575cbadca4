//! The fast road against the oracle: all logits of the shipped model over the bench note.
#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/model.rs"]
mod model_file;
#[path = "support/test_adapter.rs"]
mod test_adapter;

use std::io::Cursor;

use candle_core::quantized::gguf_file::{self, Content};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};
use nutshell::kernels::Kernel;
use nutshell::model::candle::CandleModel;
use nutshell::model::{Adapter, FastModel, Feed, LanguageModel, Loader, Rows, SLICE, Settings};
use nutshell::tokenizer::Tokenizer;
use test_adapter::TestAdapter;

/// Positions of the bench note.
const ALL: usize = 652;

fn fast(bytes: &[u8]) -> (FastModel, Tokenizer) {
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads: 2, kernel: Kernel::Scalar, context: 1024, sequences: 1, positions: 0 };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
}

fn oracle(bytes: &[u8]) -> CandleModel {
    CandleModel::from_gguf(&mut Cursor::new(bytes)).unwrap()
}

/// The same model with its matrices in another type. With `F32`, candle rounds no activation either.
fn requantized(bytes: &[u8], dtype: GgmlDType) -> Vec<u8> {
    changed(bytes, dtype, &|_, values| values)
}

/// The same model without any rounding, with the product of an adapter's matrices added to its own.
fn merged(bytes: &[u8], adapter: &TestAdapter) -> Vec<u8> {
    let parts = adapter.parts();
    changed(bytes, GgmlDType::F32, &|name, values| {
        let half = |half: &str| {
            let part = parts.iter().find(|(part, ..)| *part == format!("{name}.lora_{half}"));
            part.map(|(_, numbers, [rows, columns])| {
                Tensor::new(&numbers[..], &Device::Cpu).unwrap().reshape((*rows, *columns))
            })
        };
        let (Some(a), Some(b)) = (half("a"), half("b")) else { return values };
        let term = b.unwrap().matmul(&a.unwrap()).unwrap() * f64::from(adapter.alpha / adapter.rank as f32);
        (values + term.unwrap()).unwrap()
    })
}

/// The same model with its matrices changed, and then put in another type.
fn changed(bytes: &[u8], dtype: GgmlDType, change: &dyn Fn(&str, Tensor) -> Tensor) -> Vec<u8> {
    let mut reader = Cursor::new(bytes);
    let content = Content::read(&mut reader).unwrap();
    let tensors: Vec<_> = content
        .tensor_infos
        .keys()
        .map(|name| {
            let tensor = content.tensor(&mut reader, name, &Device::Cpu).unwrap();
            let is_matrix = tensor.shape().rank() == 2;
            let values = change(name, tensor.dequantize(&Device::Cpu).unwrap());
            (name.as_str(), QTensor::quantize(&values, if is_matrix { dtype } else { GgmlDType::F32 }).unwrap())
        })
        .collect();
    let tensors: Vec<_> = tensors.iter().map(|(name, tensor)| (*name, tensor)).collect();
    let metadata: Vec<_> = content.metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let mut file = Cursor::new(Vec::new());
    gguf_file::write(&mut file, &metadata, &tensors).unwrap();
    file.into_inner()
}

/// For each position of the bench note, or its first `count` ones, the cosine between the logits of each of some models and
/// those of another.
fn cosines(
    models: &mut [&mut dyn LanguageModel],
    reference: &mut dyn LanguageModel,
    tokenizer: &Tokenizer,
    count: usize,
) -> Vec<Vec<f64>> {
    let mut ids = tokenizer.encode(include_str!("data/bench_note.txt")).unwrap();
    assert_eq!(ids.len(), ALL);
    ids.truncate(count);
    let vocabulary = reference.vocabulary();
    let mut found = vec![Vec::new(); models.len()];
    for tokens in ids.chunks(SLICE) {
        let feed = [Feed { sequence: 0, tokens, rows: Rows::All }];
        reference.feed(&feed).unwrap();
        for (model, found) in models.iter_mut().zip(&mut found) {
            model.feed(&feed).unwrap();
            let rows = model.logits().chunks_exact(vocabulary).zip(reference.logits().chunks_exact(vocabulary));
            found.extend(rows.map(|(left, right)| cosine(left, right)));
        }
    }
    assert!(found.iter().all(|found| found.len() == ids.len()));
    found
}

fn cosine(left: &[f32], right: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    dot(left, right) / (dot(left, left) * dot(right, right)).sqrt()
}

fn least(cosines: &[f64]) -> f64 {
    cosines.iter().copied().fold(1.0, f64::min)
}

/// The cosine that `percent` percent of the positions lie below.
fn percentile(cosines: &[f64], percent: usize) -> f64 {
    let mut sorted = cosines.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() * percent / 100]
}

fn mean(cosines: &[f64]) -> f64 {
    cosines.iter().sum::<f64>() / cosines.len() as f64
}

/// With eight-bit weights the activations have fourteen bits, which is next to not rounding them.
#[test]
fn the_forward_pass_is_candles() {
    let eight = requantized(&std::fs::read(model_file::path()).unwrap(), GgmlDType::Q8_0);
    let (mut ours, tokenizer) = fast(&eight);
    let mut reference = oracle(&requantized(&eight, GgmlDType::F32));
    let [found] = &cosines(&mut [&mut ours], &mut reference, &tokenizer, ALL)[..] else { panic!() };
    println!("weights in Q8_0: least cosine {:.6}, mean {:.6}", least(found), mean(found));
    assert!(least(found) >= 0.999);
}

/// The adapter's own four bits weigh little: they leave open a tenth of what it changes.
#[test]
fn the_forward_pass_with_an_adapter_is_that_of_candle_with_merged_weights() {
    let eight = requantized(&std::fs::read(model_file::path()).unwrap(), GgmlDType::Q8_0);
    let ((mut ours, tokenizer), (mut base, _)) = (fast(&eight), fast(&eight));
    let adapter = TestAdapter { dtype: GgmlDType::F32, strength: 0.03, ..TestAdapter::new(ours.config()) };
    let file = TestAdapter { dtype: GgmlDType::F16, ..adapter.clone() }.gguf();
    ours.set_adapter(Some(Adapter::from_gguf(&file, ours.config()).unwrap()));
    ours.adapt(0, true);
    let mut reference = oracle(&merged(&eight, &adapter));
    let [found, base] = &cosines(&mut [&mut ours, &mut base], &mut reference, &tokenizer, 128)[..] else { panic!() };
    println!("with an adapter: least cosine {:.6}, mean {:.6}", least(found), mean(found));
    println!("without it:      least cosine {:.6}, mean {:.6}", least(base), mean(base));
    assert!(least(base) < 0.98, "an adapter that changes nothing shows nothing");
    assert!(least(found) >= 0.999);
}

/// With four-bit weights both round the activations to eight bits, each in its own way, and both stray from what no
/// rounding would give. The fast road must not stray further than candle does, in the mean and over the distribution.
/// Not compared is the least cosine: with 4,094 in place of 4,095 as the cache's largest integer it is 0.990, not 0.983.
#[test]
fn rounded_activations_cost_no_more_than_in_candle() {
    let bytes = std::fs::read(model_file::path()).unwrap();
    let (mut ours, tokenizer) = fast(&bytes);
    let mut theirs = oracle(&bytes);
    let mut reference = oracle(&requantized(&bytes, GgmlDType::F32));
    let [ours, theirs] = &cosines(&mut [&mut ours, &mut theirs], &mut reference, &tokenizer, ALL)[..] else { panic!() };
    println!("as shipped, fast road: least cosine {:.6}, mean {:.6}", least(ours), mean(ours));
    println!("as shipped, candle:    least cosine {:.6}, mean {:.6}", least(theirs), mean(theirs));
    assert!(mean(ours) >= mean(theirs) && mean(ours) >= 0.999 && least(ours) >= 0.98);
    for percent in [1, 5, 10, 50] {
        let (ours, theirs) = (percentile(ours, percent), percentile(theirs, percent));
        println!("percentile {percent}: {ours:.6}, candle {theirs:.6}");
        assert!(ours >= theirs, "percentile {percent}: {ours}, candle {theirs}");
    }
    let astray = |found: &[f64]| found.iter().filter(|cosine| **cosine < 0.999).count();
    assert!(astray(ours) <= astray(theirs), "{} positions below 0.999, candle {}", astray(ours), astray(theirs));
}
