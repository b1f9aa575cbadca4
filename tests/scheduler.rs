//! Requests that are read and written side by side give what each gives alone. On tiny models with random weights.

#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/tiny_model.rs"]
mod tiny_model;

use nutshell::generate::{Begun, Finish, Generation, Progress, Request, RequestId, Scheduler};
use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, LanguageModel, Loader, Settings};
use nutshell::tokenizer::Tokenizer;
use tiny_model::TinyModel;

/// A model that caches `positions` positions in `sequences` sequences.
fn load(sequences: usize, positions: usize) -> (FastModel, Tokenizer) {
    let bytes = TinyModel { context: 512, ..TinyModel::default() }.gguf();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads: 2, kernel: Kernel::fastest(), context: 512, sequences, positions };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
}

const EVERYBODY: &dyn Fn(usize) -> bool = &|_| true;

fn id(number: usize) -> RequestId {
    RequestId { owner: 0, number }
}

/// Prompts of different lengths with the same first 30 ids.
fn requests(vocabulary: u32) -> Vec<Request> {
    let prompt = |index: u32| (0..40 + 37 * index).map(move |i| 3 + (i * i + if i < 30 { 0 } else { index }) % 50);
    let request = |index: u32| Request {
        prompt: prompt(index).map(|id| id % vocabulary).collect(),
        max_tokens: 10 + 5 * index as usize,
        max_sentences: 100,
        ..Request::default()
    };
    (0..7).map(request).collect()
}

/// What a request did in all.
#[derive(Debug, Default, Clone, PartialEq)]
struct Outcome {
    /// Tokens of the prompt that were read or had been cached.
    read: usize,
    written: usize,
    sentences: Vec<String>,
    finish: Option<Finish>,
}

impl Outcome {
    fn add(&mut self, progress: Progress) {
        assert!(self.finish.is_none(), "nothing comes after the end");
        self.read += progress.read;
        self.written += progress.written;
        self.sentences.extend(progress.sentences);
        self.finish = progress.finish;
    }
}

fn alone() -> Vec<Outcome> {
    let (mut model, tokenizer) = load(1, 0);
    let requests = requests(model.vocabulary() as u32);
    let run = |request: Request| {
        let mut generation = Generation::new(request).unwrap();
        let mut outcome = Outcome::default();
        while outcome.finish.is_none() {
            outcome.add(generation.step(&mut model, &tokenizer).unwrap());
        }
        outcome
    };
    requests.into_iter().map(run).collect()
}

/// The outcomes, the most requests that were under way at a time, and the tokens that need not be read.
fn together(sequences: usize, positions: usize) -> (Vec<Outcome>, usize, usize) {
    let (mut model, tokenizer) = load(sequences, positions);
    let mut waiting: Vec<(usize, Request)> =
        requests(model.vocabulary() as u32).into_iter().enumerate().rev().collect();
    let mut outcomes = vec![Outcome::default(); waiting.len()];
    let mut scheduler = Scheduler::new(sequences);
    let (mut under_way, mut most, mut cached) = (0, 0, 0);
    while !waiting.is_empty() || !scheduler.is_idle() {
        if !scheduler.is_reading(EVERYBODY)
            && let Some((number, request)) = waiting.pop()
        {
            match scheduler.begin(id(number), request, &mut model).unwrap() {
                Begun::Later(request) => waiting.push((number, request)),
                Begun::Now { shared } => {
                    outcomes[number].read = shared;
                    cached += shared;
                    under_way += 1;
                }
            }
            most = most.max(under_way);
        }
        for (id, progress) in scheduler.step(EVERYBODY, &mut model, &tokenizer).unwrap() {
            let progress = progress.unwrap();
            under_way -= usize::from(progress.finish.is_some());
            outcomes[id.number].add(progress);
        }
    }
    (outcomes, most, cached)
}

#[test]
fn requests_side_by_side_give_what_each_gives_alone() {
    let alone = alone();
    assert!(alone.iter().any(|outcome| outcome.written > 20), "{alone:?}");
    // Plenty of room, few sequences, and so little room that requests must wait for it.
    for (sequences, positions, expected) in [(8, 0, 4..=7), (3, 0, 3..=3), (8, 512, 1..=3), (1, 0, 1..=1)] {
        let (together, most, cached) = together(sequences, positions);
        assert_eq!(together, alone, "{sequences} sequences, {positions} positions");
        assert!(expected.contains(&most), "{most} at a time with {sequences} sequences, {positions} positions");
        assert_eq!(cached, 6 * 30, "the common beginning is read once");
    }
}

#[test]
fn a_cancelled_request_leaves_what_it_read_and_forgetting_leaves_nothing() {
    let (mut model, tokenizer) = load(2, 0);
    let request = requests(model.vocabulary() as u32).swap_remove(6);
    let whole = request.prompt.len();
    let mut scheduler = Scheduler::new(2);
    // Reads as many slices as are asked for, or all, and cancels; the tokens that were cached and those that were read.
    let read_of = |request: &Request, slices: usize, scheduler: &mut Scheduler, model: &mut FastModel| {
        let Begun::Now { shared } = scheduler.begin(id(0), request.clone(), model).unwrap() else {
            panic!("there is room")
        };
        let mut read = 0;
        for _ in 0..slices {
            if scheduler.is_reading(EVERYBODY) {
                let (_, progress) = scheduler.step(EVERYBODY, model, &tokenizer).unwrap().remove(0);
                read += progress.unwrap().read;
            }
        }
        scheduler.cancel(0);
        assert!(scheduler.is_idle());
        (shared, read)
    };
    assert_eq!(read_of(&request, 2, &mut scheduler, &mut model), (0, 128));
    assert_eq!(read_of(&request, 9, &mut scheduler, &mut model), (128, whole - 128));
    assert_eq!(read_of(&request, 9, &mut scheduler, &mut model), (whole - 1, 1));
    scheduler.forget(&mut model);
    assert_eq!(model.cached(0) + model.cached(1), 0);
    assert_eq!(read_of(&request, 9, &mut scheduler, &mut model), (0, whole));
}

#[test]
fn a_long_request_takes_the_room_of_what_is_only_remembered() {
    // Room for one whole context: the second prompt shares the first one's beginning and needs all of it.
    let (mut model, tokenizer) = load(4, 512);
    let mut scheduler = Scheduler::new(4);
    let long = |index: u32| Request {
        prompt: (0..480).map(|i| 3 + (i + if i < 300 { 0 } else { index }) % 50).collect(),
        max_tokens: 30,
        max_sentences: 100,
        ..Request::default()
    };
    for (index, expected) in [(0, 0), (1, 300), (2, 300)] {
        let Begun::Now { shared } = scheduler.begin(id(0), long(index), &mut model).unwrap() else {
            panic!("there is room")
        };
        assert_eq!(shared, expected);
        assert!(matches!(scheduler.begin(id(1), long(9), &mut model).unwrap(), Begun::Later(_)), "no room for two");
        while !scheduler.is_idle() {
            scheduler.step(EVERYBODY, &mut model, &tokenizer).unwrap();
        }
    }
}

#[test]
fn what_is_written_goes_along_with_what_is_read() {
    let (mut model, tokenizer) = load(3, 0);
    let mut scheduler = Scheduler::new(3);
    let requests = requests(model.vocabulary() as u32);
    let begin = |owner: usize, number: usize, scheduler: &mut Scheduler, model: &mut FastModel| {
        let request = requests[number].clone();
        assert!(matches!(scheduler.begin(RequestId { owner, number }, request, model).unwrap(), Begun::Now { .. }));
    };
    begin(7, 0, &mut scheduler, &mut model);
    while scheduler.is_reading(EVERYBODY) {
        scheduler.step(EVERYBODY, &mut model, &tokenizer).unwrap();
    }
    begin(8, 6, &mut scheduler, &mut model);
    assert!(scheduler.is_reading(EVERYBODY) && !scheduler.is_reading(&|owner| owner == 7));
    let did = |step: Vec<(RequestId, Result<Progress, _>)>| -> Vec<(usize, usize, usize)> {
        let did = step.into_iter().map(|(id, progress)| (id.owner, progress.unwrap()));
        did.map(|(owner, progress)| (owner, progress.read, progress.written)).collect()
    };
    // A pass has 64 tokens at most, and one of them is written.
    assert_eq!(did(scheduler.step(EVERYBODY, &mut model, &tokenizer).unwrap()), [(7, 0, 1), (8, 63, 0)]);
    assert_eq!(did(scheduler.step(&|owner| owner == 8, &mut model, &tokenizer).unwrap()), [(8, 64, 0)]);
    assert_eq!(did(scheduler.step(&|owner| owner == 7, &mut model, &tokenizer).unwrap()), [(7, 0, 1)]);
    // One owner's end leaves the other.
    let left = scheduler.left(7);
    scheduler.cancel(8);
    assert_eq!((scheduler.left(7), scheduler.left(8), scheduler.is_reading(EVERYBODY)), (left, 0, false));
    assert_eq!(did(scheduler.step(EVERYBODY, &mut model, &tokenizer).unwrap()), [(7, 0, 1)]);
}
