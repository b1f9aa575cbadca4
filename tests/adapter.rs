//! Adapters beside the base, on tiny models with random weights: the same bits on every path, and base and adapted rows never
//! mix.

#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/test_adapter.rs"]
mod test_adapter;
#[path = "support/tiny_model.rs"]
mod tiny_model;

use candle_core::quantized::GgmlDType;
use candle_core::quantized::gguf_file::Value;
use nutshell::generate::{Begun, GenerateError, Generation, Request, RequestId, Scheduler, Step};
use nutshell::kernels::Kernel;
use nutshell::model::{Adapter, FastModel, Feed, LanguageModel, Loader, ModelError, Rows, Settings, fingerprint};
use nutshell::tokenizer::Tokenizer;
use test_adapter::{Part, TestAdapter};
use tiny_model::{TinyModel, WeightType};

fn load(tiny: &TinyModel, threads: usize) -> (FastModel, Tokenizer) {
    let bytes = tiny.gguf();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads, kernel: Kernel::fastest(), context: 256, sequences: 8, positions: 0 };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
}

fn adapter(model: &FastModel, rank: usize, seed: u64) -> Adapter {
    let file = TestAdapter { rank, seed, ..TestAdapter::new(model.config()) }.gguf();
    Adapter::from_gguf(&file, model.config()).unwrap()
}

fn tokens(count: u32, salt: u32) -> Vec<u32> {
    (0..count).map(|i| 3 + (i * i + 7 * i * salt + salt) % 250).collect()
}

#[test]
fn one_hash_whatever_the_threads_slices_and_rank_and_the_base_is_as_before() {
    let default = TinyModel::default;
    // Weights of eight bits beside the adapter's four, with heads of 24 outputs: panels that no two members may share.
    let eight = TinyModel { weights: WeightType::Q8_0, width: 96, feed_forward: 160, kv_heads: 1, ..default() };
    let small =
        TinyModel { weights: WeightType::Q4_0, width: 32, feed_forward: 32, heads: 2, kv_heads: 1, ..default() };
    let tokens = tokens(71, 1);
    for (tiny, rank) in [(default(), 16), (eight.clone(), 5), (eight, 33), (small.clone(), 1), (small, 64)] {
        let (mut found, mut bases) = (Vec::new(), Vec::new());
        for (threads, slice) in [(1, 64), (2, 1), (3, 7), (4, 64), (2, 4)] {
            let (mut model, _) = load(&tiny, threads);
            bases.push(fingerprint(&mut model, &tokens, slice, false).unwrap().hash);
            model.set_adapter(Some(adapter(&model, rank, 1)));
            found.push(fingerprint(&mut model, &tokens, slice, true).unwrap().hash);
            bases.push(fingerprint(&mut model, &tokens, slice, false).unwrap().hash);
        }
        assert!(found.iter().all(|hash| *hash == found[0] && *hash != bases[0]), "rank {rank}: {found:?}");
        assert!(bases.iter().all(|hash| *hash == bases[0]), "rank {rank}: {bases:?}");
    }
}

#[test]
fn a_batch_of_base_and_adapted_rows_gives_what_each_gives_alone() {
    let (mut model, _) = load(&TinyModel::default(), 2);
    model.set_adapter(Some(adapter(&model, 16, 1)));
    let is_adapted = |sequence: usize| sequence % 3 != 1;
    let texts: Vec<Vec<u32>> = (0..8).map(|sequence| tokens(20, sequence)).collect();
    // Some read and some write beside each other, in passes of few rows and of many, and of one kind only.
    let passes: [&[(usize, usize)]; 6] = [
        &[(0, 9), (1, 9), (2, 1)],
        &[(3, 5), (1, 1), (0, 1)],
        &[(0, 1), (1, 1), (4, 2)],
        &[(0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1)],
        &[(1, 2), (4, 1)],
        &[(0, 3), (3, 4)],
    ];
    let mut together: Vec<Vec<f32>> = vec![Vec::new(); 8];
    for sequence in 0..8 {
        model.adapt(sequence, is_adapted(sequence));
    }
    let vocabulary = model.vocabulary();
    for pass in passes {
        let feed = |(sequence, count): (usize, usize), model: &FastModel| {
            let from = model.cached(sequence);
            Feed { sequence, tokens: &texts[sequence][from..from + count], rows: Rows::All }
        };
        let feeds: Vec<Feed<'_>> = pass.iter().map(|part| feed(*part, &model)).collect();
        model.feed(&feeds).unwrap();
        let mut rows = model.logits().chunks_exact(vocabulary);
        for (sequence, count) in pass {
            together[*sequence].extend(rows.by_ref().take(*count).flatten());
        }
    }
    for (sequence, together) in together.iter().enumerate() {
        let read = model.cached(sequence);
        model.truncate(sequence, 0);
        model.feed(&[Feed { sequence, tokens: &texts[sequence][..read], rows: Rows::All }]).unwrap();
        assert!(model.logits() == together, "sequence {sequence}");
        // The other kind would give something else.
        model.adapt(sequence, !is_adapted(sequence));
        assert_eq!(model.cached(sequence), 0);
        model.feed(&[Feed { sequence, tokens: &texts[sequence][..read], rows: Rows::All }]).unwrap();
        assert!(model.logits() != together, "sequence {sequence}");
    }
}

/// Every choice that a request was written by, and the ids that it did not have to read.
type Outcome = (Vec<Step>, usize);

fn run(request: Request, model: &mut FastModel, tokenizer: &Tokenizer, scheduler: &mut Scheduler) -> Outcome {
    let id = RequestId { owner: 0, number: 0 };
    let Begun::Now { shared } = scheduler.begin(id, request, model).unwrap() else { panic!("there is room") };
    let mut steps = Vec::new();
    while !scheduler.is_idle() {
        for (_, progress) in scheduler.step(&|_| true, model, tokenizer).unwrap() {
            steps.extend(progress.unwrap().step.map(|step| *step));
        }
    }
    (steps, shared)
}

#[test]
fn what_base_and_adapter_have_read_is_never_taken_for_each_others() {
    let (mut model, tokenizer) = load(&TinyModel::default(), 2);
    let request = |adapted| Request {
        prompt: tokens(90, 0),
        max_tokens: 40,
        max_sentences: 9,
        trace: true,
        adapted,
        ..Request::default()
    };
    let missing = Generation::new(request(true)).unwrap().begin(&mut model);
    assert!(matches!(missing, Err(GenerateError::Adapter)));
    let mut alone = |seed: Option<u64>| {
        model.set_adapter(seed.map(|seed| adapter(&model, 16, seed)));
        let mut scheduler = Scheduler::new(8);
        let (steps, shared) = run(request(seed.is_some()), &mut model, &tokenizer, &mut scheduler);
        assert_eq!(shared, 0);
        scheduler.forget(&mut model);
        steps
    };
    let (base, first, second) = (alone(None), alone(Some(1)), alone(Some(2)));
    assert!(base[0] != first[0] && first[0] != second[0] && base[0] != second[0]);
    // On one sequence, where each request throws out the other's cache, and on many, where both stay.
    for (sequences, kept) in [(1, 0), (8, 89)] {
        let mut scheduler = Scheduler::new(sequences);
        model.set_adapter(Some(adapter(&model, 16, 1)));
        let mut check = |adapted, want: &[Step], expected, model: &mut FastModel| {
            let (steps, shared) = run(request(adapted), model, &tokenizer, &mut scheduler);
            assert_eq!((steps == want, shared), (true, expected), "{sequences} sequences");
        };
        check(false, &base, 0, &mut model);
        check(true, &first, 0, &mut model);
        check(true, &first, 89, &mut model);
        check(false, &base, kept, &mut model);
        check(true, &first, kept, &mut model);
        // Another adapter: nothing of the old one's is left, and the base's is.
        model.set_adapter(Some(adapter(&model, 16, 2)));
        check(true, &second, 0, &mut model);
        check(false, &base, kept, &mut model);
        scheduler.forget(&mut model);
    }
}

#[test]
fn a_file_that_does_not_fit_is_refused_with_its_reason() {
    let (model, _) = load(&TinyModel::default(), 1);
    let config = model.config();
    let whole = TestAdapter::new(config);
    let of = |adapter: &TestAdapter| Adapter::from_gguf(&adapter.gguf(), config).map(|adapter| adapter.rank());
    for dtype in [GgmlDType::F16, GgmlDType::F32, GgmlDType::BF16] {
        assert_eq!(of(&TestAdapter { dtype, ..whole.clone() }), Ok(16));
    }
    let metadata = |key: &str, value: Value| {
        let mut metadata = whole.metadata();
        metadata.retain(|(other, _)| other != key);
        metadata.push((key.into(), value));
        whole.written(&metadata, &whole.parts())
    };
    let parts = |change: &dyn Fn(&mut Vec<Part>)| {
        let mut parts = whole.parts();
        change(&mut parts);
        whole.written(&whole.metadata(), &parts)
    };
    let text = |text: &str| Value::String(text.into());
    let other = nutshell::model::Config { width: 96, ..config.clone() };
    let fewer = nutshell::model::Config { layers: 1, ..config.clone() };
    let more = nutshell::model::Config { layers: 3, ..config.clone() };
    let file = |adapter: TestAdapter| adapter.gguf();
    let cut = whole.gguf();
    let cases = [
        (TinyModel::default().gguf(), "metadata key 'general.type': it is missing"),
        (b"PK\x03\x04 and so on".to_vec(), "not a GGUF model"),
        (cut[..cut.len() - 40].to_vec(), "tensor 'blk.1.ffn_down.weight.lora_b', data: the file has"),
        (cut[..1000].to_vec(), "the file has 1000 bytes"),
        (vec![0; Adapter::MOST_BYTES + 1], "it has 12000001 bytes, and the limit is 12000000"),
        (metadata("general.type", text("model")), "its field 'general.type' is 'model' instead of 'adapter'"),
        (metadata("adapter.type", text("ia3")), "its field 'adapter.type' is 'ia3' instead of 'lora'"),
        (metadata("general.architecture", text("qwen2")), "'general.architecture' is 'qwen2' instead of 'llama'"),
        (metadata("adapter.lora.alpha", Value::F32(0.0)), "its field 'adapter.lora.alpha' is 0"),
        (metadata("adapter.lora.alpha", Value::F32(f32::NAN)), "key 'adapter.lora.alpha': expected a finite number"),
        (metadata("adapter.lora.alpha", Value::F32(1e38)), "row 0 of its tensor 'blk.0.attn_q.weight.lora_b' has the"),
        (file(TestAdapter { rank: 65, ..whole.clone() }), "its rank is 65"),
        (
            file(TestAdapter { config: other, ..whole.clone() }),
            "its tensor 'blk.0.attn_q.weight.lora_a' has the shape [96, 16] instead of [256, 16]",
        ),
        (file(TestAdapter { config: fewer, ..whole.clone() }), "its tensor 'blk.1.attn_q.weight.lora_a' is missing"),
        (file(TestAdapter { config: more, ..whole.clone() }), "its tensor 'blk.2.attn_q.weight.lora_a' is not known"),
        (
            file(TestAdapter { rank: 32, dtype: GgmlDType::Q8_0, ..whole.clone() }),
            "its tensor 'blk.0.attn_q.weight.lora_a' is stored as Q8_0 instead of F16 or F32",
        ),
        (parts(&|parts| drop(parts.remove(0))), "its tensor 'blk.0.attn_q.weight.lora_a' is missing"),
        (parts(&|parts| drop(parts.remove(1))), "its tensor 'blk.0.attn_q.weight.lora_b' is missing"),
        (parts(&|parts| drop(parts.remove(9))), "its tensor 'blk.0.ffn_gate.weight.lora_b' is missing"),
        (parts(&|parts| parts[2].0 = "token_embd.weight.lora_a".into()), "'token_embd.weight.lora_a' is not known"),
        (parts(&|parts| parts[2].0 = "blk.0.attn_norm.weight.lora_a".into()), "'blk.0.attn_norm.weight.lora_a' is not"),
        (
            parts(&|parts| (parts[4].1.truncate(256 * 8), parts[4].2 = [8, 256]).0),
            "its tensor 'blk.0.attn_v.weight.lora_a' has the shape [256, 8] instead of [256, 16]",
        ),
        (
            parts(&|parts| parts[27].1[40] = f32::NAN),
            "row 2 of its tensor 'blk.1.ffn_down.weight.lora_b' has the number NaN",
        ),
    ];
    for (file, expected) in cases {
        let error = Adapter::from_gguf(&file, config).map(|adapter| adapter.rank()).unwrap_err();
        assert!(matches!(error, ModelError::Adapter(_)) && error.code() == "adapter-unusable", "{error:?}");
        assert!(error.to_string().contains(expected), "{error}\ninstead of\n{expected}");
    }
}

#[test]
fn damaged_files_are_refused_or_taken_but_never_panic() {
    let (model, _) = load(&TinyModel { width: 32, feed_forward: 32, heads: 2, kv_heads: 1, ..TinyModel::default() }, 1);
    let whole = TestAdapter { rank: 2, ..TestAdapter::new(model.config()) }.gguf();
    let mut random = nutshell::kernels::check::Random::new(5);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..4000 {
        let mut file = whole.clone();
        for _ in 0..1 + random.below(3) {
            let end = if random.below(4) == 0 { file.len() } else { 2200 };
            let (at, byte) = (random.below(end), [0, 255, random.bits() as u8]);
            file[at] = byte[random.below(3)];
        }
        match Adapter::from_gguf(&file, model.config()) {
            Ok(_) => taken += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(taken > 100 && refused > 1000, "{taken} taken, {refused} refused");
}
