//! The slow road: real answers from the real model, and every architecture and weight type on tiny ones.
#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used)] // A test may stop where it is wrong.

#[path = "support/model.rs"]
mod model_file;
#[path = "support/tiny_model.rs"]
mod tiny_model;

use std::io::Cursor;

use candle_core::quantized::gguf_file::{Content, Value};
use nutshell::model::candle::{ARCHITECTURES, CandleModel};
use nutshell::model::{Feed, LanguageModel, ModelError, Rows};
use tiny_model::{TinyModel, WEIGHT_TYPES, WeightType};

/// The bytes of the model that the page ships.
fn shipped_model() -> Vec<u8> {
    std::fs::read(model_file::path()).unwrap()
}

fn open(bytes: &[u8]) -> Result<CandleModel, ModelError> {
    CandleModel::from_gguf(&mut Cursor::new(bytes))
}

fn feed(model: &mut CandleModel, tokens: &[u32], rows: Rows) -> Vec<f32> {
    model.feed(&[Feed { sequence: 0, tokens, rows }]).unwrap();
    model.logits().to_vec()
}

fn best(logits: &[f32]) -> u32 {
    let (id, _) = logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
    id as u32
}

fn strings(content: &Content, key: &str) -> Vec<String> {
    let values = content.metadata[key].to_vec().unwrap();
    values.iter().map(|value| value.to_string().unwrap().clone()).collect()
}

/// Undoes GPT-2's spelling of bytes, as far as printable ASCII, space and newline go.
fn spell(tokens: &[String], ids: &[u32]) -> String {
    ids.iter().flat_map(|&id| tokens[id as usize].chars()).map(|c| if c == 'Ġ' { ' ' } else { c }).collect()
}

/// Mean negative log-likelihood of `ids[1..]`, each given those before it, in nats.
fn mean_nll(model: &mut CandleModel, ids: &[u32]) -> f64 {
    let logits = feed(model, &ids[..ids.len() - 1], Rows::All);
    let rows = logits.chunks_exact(model.vocabulary());
    assert_eq!(rows.len(), ids.len() - 1);
    let nll = rows.zip(&ids[1..]).map(|(row, &next)| {
        let top = f64::from(row.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        let sum: f64 = row.iter().map(|&logit| (f64::from(logit) - top).exp()).sum();
        top + sum.ln() - f64::from(row[next as usize])
    });
    nll.sum::<f64>() / (ids.len() - 1) as f64
}

#[test]
fn the_shipped_model_answers_and_predicts() {
    let bytes = shipped_model();
    let mut model = open(&bytes).unwrap();
    assert_eq!((model.architecture(), model.vocabulary(), model.context()), ("llama", 49_152, 2048));
    assert_eq!(model.parameters(), 134_515_008);
    let content = Content::read(&mut Cursor::new(&bytes)).unwrap();

    let prompt = [1, 4093, 198, 1780, 314, 260, 3575, 282, 4649, 47, 2, 198, 1, 520, 9531, 198];
    let mut logits = feed(&mut model, &prompt, Rows::Last);
    let mut answer = Vec::new();
    while best(&logits) != 2 && answer.len() < 20 {
        answer.push(best(&logits));
        logits = feed(&mut model, &answer[answer.len() - 1..], Rows::Last);
    }
    assert_eq!(best(&logits), 2, "the answer goes on: {answer:?}");
    assert_eq!(spell(&strings(&content, "tokenizer.ggml.tokens"), &answer), "The capital of France is Paris.");

    // Beginning of tests/data/bench_note.txt. A model that read its weights wrongly would be near ln(49152) = 10.8.
    let note = [14_892, 16_627, 3430, 4751, 28, 216, 33, 36, 3903, 216, 34, 32, 34, 36];
    model.truncate(0, 0);
    let nll = mean_nll(&mut model, &note);
    println!("mean NLL of the note's first {} tokens: {nll:.4}", note.len());
    assert!(nll > 1.0 && nll < 6.0, "mean NLL {nll}");
}

/// Any ids do: these walk through the vocabulary of the tiny models.
fn some_ids(count: usize, vocabulary: usize) -> Vec<u32> {
    (0..count).map(|i| ((i * 37 + 11) % vocabulary) as u32).collect()
}

fn assert_close(left: &[f32], right: &[f32], within: f32, what: &str) {
    assert_eq!(left.len(), right.len(), "{what}");
    let apart = left.iter().zip(right).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(apart <= within, "{what}: logits differ by {apart}");
}

fn tiny(architecture: &'static str, weights: WeightType) -> TinyModel {
    let (kv_heads, blocks) = match architecture {
        "phi2" => (4, 2),
        // Enough for one block with global attention.
        "gemma3" => (2, 6),
        _ => (2, 2),
    };
    TinyModel { architecture, weights, kv_heads, blocks, ..TinyModel::default() }
}

#[test]
fn every_architecture_reads_on_where_it_stopped() {
    for architecture in ARCHITECTURES {
        let file = TinyModel { embedding: WeightType::F32, ..tiny(architecture, WeightType::F32) }.gguf();
        let mut model = open(&file).unwrap_or_else(|error| panic!("{architecture}: {error}"));
        assert_eq!((model.architecture(), model.context(), model.sequences()), (architecture, 512, 1));
        let ids = some_ids(150, model.vocabulary());

        let at_once = feed(&mut model, &ids, Rows::Last);
        assert!(at_once.iter().all(|logit| logit.is_finite()), "{architecture}");
        let spread = at_once.iter().copied().fold(f32::NEG_INFINITY, f32::max) - at_once[0];
        assert!(spread > 0.01, "{architecture}: every logit is the same");

        model.truncate(0, 0);
        assert_eq!(model.cached(0), 0);
        let one_by_one = feed(&mut model, &ids, Rows::All);
        let width = model.vocabulary();
        assert_eq!(one_by_one.len(), ids.len() * width);
        assert_close(&one_by_one[149 * width..], &at_once, 1e-3, &format!("{architecture}, token by token"));

        // Single tokens, then several, then a return to an earlier place.
        model.truncate(0, 0);
        assert!(feed(&mut model, &ids[..1], Rows::None).is_empty());
        feed(&mut model, &ids[1..2], Rows::None);
        feed(&mut model, &ids[2..90], Rows::None);
        let middle = feed(&mut model, &ids[90..100], Rows::Last);
        assert_close(&middle, &one_by_one[99 * width..100 * width], 1e-3, &format!("{architecture}, in parts"));
        model.truncate(0, 70);
        assert_eq!(model.cached(0), 70);
        let again = feed(&mut model, &ids[70..73], Rows::All);
        assert_close(&again, &one_by_one[70 * width..73 * width], 1e-3, &format!("{architecture}, truncated"));
        let end = feed(&mut model, &ids[73..], Rows::Last);
        assert_close(&end, &at_once, 1e-3, &format!("{architecture}, to the end"));
    }
}

#[test]
fn every_weight_type_gives_what_its_numbers_say() {
    for tied in [true, false] {
        for weights in WEIGHT_TYPES {
            let packed = TinyModel { embedding: weights, tied, ..tiny("llama", weights) };
            let mut exact = open(&TinyModel { unpacked: true, ..packed.clone() }.gguf()).unwrap();
            let mut model = open(&packed.gguf()).unwrap();
            let ids = some_ids(20, exact.vocabulary());
            let exact = feed(&mut exact, &ids, Rows::Last);
            let logits = feed(&mut model, &ids, Rows::Last);
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum::<f64>();
            let cosine = dot(&exact, &logits) / (dot(&exact, &exact) * dot(&logits, &logits)).sqrt();
            println!("{weights:?}, tied {tied}: cosine to the unpacked weights {cosine:.6}");
            // candle rounds activations to 8 bits, so it cannot be exact.
            assert!(cosine > 0.999, "{weights:?}: {cosine}");
        }
    }
}

#[test]
fn the_same_description_gives_the_same_file() {
    let model = tiny("llama", WeightType::Q4_0);
    assert_eq!(model.gguf(), model.gguf());
    assert_ne!(model.gguf(), TinyModel { seed: 2, ..model }.gguf());
}

#[test]
fn an_unknown_architecture_is_named() {
    let file = tiny("mamba", WeightType::Q8_0).gguf();
    assert_eq!(open(&file).err(), Some(ModelError::Unsupported("no engine runs the architecture 'mamba'".into())));
}

#[test]
fn what_cannot_be_fed_changes_nothing() {
    let mut model =
        CandleModel::with_context(&mut Cursor::new(tiny("qwen2", WeightType::Q8_0).gguf()), Some(8)).unwrap();
    assert_eq!(model.context(), 8);
    let expected = feed(&mut model, &[3, 4, 5, 6], Rows::Last);
    model.truncate(0, 3);

    let too_many = Feed { sequence: 0, tokens: &[7; 6], rows: Rows::Last };
    assert_eq!(model.feed(&[too_many]), Err(ModelError::Context { wanted: 9, context: 8 }));
    let no_token = Feed { sequence: 0, tokens: &[60_000], rows: Rows::Last };
    assert!(matches!(model.feed(&[no_token]), Err(ModelError::Candle(_))));
    let second = Feed { sequence: 1, tokens: &[3], rows: Rows::Last };
    assert!(matches!(model.feed(&[second]), Err(ModelError::Candle(_))));
    assert_eq!((model.cached(0), model.cached(1)), (3, 0));
    assert!(model.logits().is_empty());
    assert_eq!(feed(&mut model, &[6], Rows::Last), expected);
}

/// Where the value of a metadata entry begins: after the key and four bytes of type.
fn value_of(file: &[u8], key: &str) -> usize {
    let at = file.windows(key.len()).position(|window| window == key.as_bytes()).unwrap();
    at + key.len() + 4
}

#[test]
fn hostile_headers_get_an_error() {
    let good = tiny("llama", WeightType::Q4_0).gguf();
    for (key, value) in [
        ("general.alignment", 0),
        ("llama.block_count", u32::MAX),
        ("llama.block_count", 0),
        ("llama.attention.head_count", 0),
        ("llama.attention.head_count_kv", 0),
        ("llama.attention.head_count_kv", 3),
        ("llama.attention.head_count", 256),
        ("llama.embedding_length", u32::MAX),
        ("llama.rope.dimension_count", 0),
        ("llama.context_length", 0),
    ] {
        let mut file = good.clone();
        let at = value_of(&file, key);
        file[at..at + 4].copy_from_slice(&value.to_le_bytes());
        assert!(matches!(open(&file), Err(ModelError::Candle(_))), "{key} = {value} was taken");
    }
    for length in (0..good.len()).step_by(good.len() / 300 + 1) {
        assert!(open(&good[..length]).is_err(), "a file cut to {length} bytes was taken");
    }
    assert!(open(b"not a model at all, but long enough").is_err());
}

#[test]
fn mutated_headers_never_panic() {
    let good = TinyModel { width: 64, feed_forward: 64, ..tiny("qwen2", WeightType::Q4_0) }.gguf();
    let content = Content::read(&mut Cursor::new(&good)).unwrap();
    let header = content.tensor_data_offset as usize;
    let mut random = 1u64;
    let mut below = |bound: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % bound
    };
    let mut taken = 0;
    for _ in 0..2000 {
        let mut file = good.clone();
        for _ in 0..=below(3) {
            file[below(header)] = [0, 1, 0x7f, 0x80, 0xff, below(256) as u8][below(6)];
        }
        if let Ok(mut model) = open(&file) {
            taken += 1;
            let ids = some_ids(5, model.vocabulary());
            let _ = model.feed(&[Feed { sequence: 0, tokens: &ids, rows: Rows::Last }]);
        }
    }
    println!("{taken} of 2000 mutated files still make a model");
    assert!(taken < 2000 && taken > 0);
}

/// The real Gemma 3 270M (`NUTSHELL_GEMMA`, a GGUF): its licence keeps it out of what every run downloads.
#[test]
#[ignore = "needs a Gemma 3 GGUF in NUTSHELL_GEMMA"]
fn gemma_knows_the_capital_of_france() {
    let path = std::env::var_os("NUTSHELL_GEMMA").expect("NUTSHELL_GEMMA names a Gemma 3 GGUF");
    let bytes = std::fs::read(path).unwrap();
    let content = Content::read(&mut Cursor::new(&bytes)).unwrap();
    let tokens = strings(&content, "tokenizer.ggml.tokens");
    let id = |token: &str| tokens.iter().position(|t| t == token).unwrap() as u32;
    let bos = content.metadata["tokenizer.ggml.bos_token_id"].to_u32().unwrap();
    assert!(matches!(content.metadata["general.architecture"], Value::String(ref name) if name == "gemma3"));
    let mut model = open(&bytes).unwrap();

    let words = ["The", "▁capital", "▁of", "▁France", "▁is", "▁Paris"];
    let ids: Vec<u32> = [bos].into_iter().chain(words.map(id)).collect();
    println!("mean NLL of the sentence: {:.3}", mean_nll(&mut model, &ids));
    model.truncate(0, 0);
    let logits = feed(&mut model, &ids[..6], Rows::Last);
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
    println!("{:?}", order[..8].iter().map(|&id| (&tokens[id], logits[id])).collect::<Vec<_>>());
    assert!(order[..5].contains(&(id("▁Paris") as usize)));
}
