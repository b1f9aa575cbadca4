//! Notes that are summarized side by side get the summaries that each gets alone. On a tiny model with random weights.

#![cfg(feature = "candle")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/tiny_model.rs"]
mod tiny_model;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, Feed, LanguageModel, Loader, ModelError, Settings};
use nutshell::summarize::{Dispatcher, Event, Options, Summary};
use nutshell::tokenizer::Tokenizer;
use tiny_model::TinyModel;

const CONTEXT: usize = 1024;

fn load(sequences: usize, positions: usize) -> (FastModel, Tokenizer) {
    let bytes = TinyModel { context: CONTEXT as u32, ..TinyModel::default() }.gguf();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads: 2, kernel: Kernel::fastest(), context: CONTEXT, sequences, positions };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
}

/// The shorter ones of the project's own notes, by name.
fn notes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/notes");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension != "json"));
    let texts = texts.map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned());
    texts.filter(|text| text.len() < 1_300).collect()
}

fn options(unattended: bool) -> Options {
    Options { unattended, ..Options::from_json(r#"{"length":"medium"}"#).unwrap() }
}

/// What of a summary does not depend on what was cached before it.
fn lasting(summary: Summary) -> Summary {
    Summary { read_tokens: 0, ..summary }
}

/// The summaries of all notes, `at_once` of them under way at a time; somebody waits for each `awaited`th.
fn summaries(notes: &[String], at_once: usize, sequences: usize, positions: usize, awaited: usize) -> Vec<Summary> {
    let (mut model, tokenizer) = load(sequences, positions);
    let mut dispatcher = Dispatcher::new(sequences);
    let mut waiting = notes.iter().enumerate();
    let (mut under_way, mut done) = (BTreeMap::new(), BTreeMap::new());
    loop {
        while under_way.len() < at_once
            && let Some((index, note)) = waiting.next()
        {
            let job = dispatcher.start(note, options(index % awaited > 0), &tokenizer, CONTEXT).unwrap();
            under_way.insert(job, index);
        }
        if dispatcher.is_idle() {
            return done.into_values().collect();
        }
        for (job, event) in dispatcher.step(&mut model, &tokenizer) {
            match event {
                Event::Done { summary } => {
                    done.insert(under_way.remove(&job).unwrap(), lasting(summary));
                }
                Event::Error { error } => panic!("{error:?}"),
                _ => assert!(under_way.contains_key(&job), "nothing comes after the end"),
            }
        }
    }
}

/// Notes, and the summaries that a model that has done nothing else makes of each.
static ALONE: LazyLock<(Vec<String>, Vec<Summary>)> = LazyLock::new(|| {
    let notes = notes();
    let summaries = notes.iter().flat_map(|note| summaries(std::slice::from_ref(note), 1, 1, 0, 1)).collect();
    (notes, summaries)
});

#[test]
fn notes_side_by_side_get_the_summaries_that_each_gets_alone() {
    let (notes, alone) = &*ALONE;
    assert!(alone.iter().filter(|summary| summary.written_tokens > 50).count() >= 6, "the model writes");
    // Several on few sequences, and all at once on many with little room, while somebody waits for every second one.
    for (at_once, sequences, positions, awaited) in [(4, 2, 0, 100), (100, 8, 2048, 2)] {
        let together = summaries(notes, at_once, sequences, positions, awaited);
        assert_eq!(together.len(), alone.len());
        for (index, (together, alone)) in together.iter().zip(alone).enumerate() {
            assert_eq!(together, alone, "note {index}, {at_once} at once on {sequences} sequences");
        }
    }
}

/// Steps until a job is done; the jobs that are done, in order, this one the last.
fn until_done(
    job: usize,
    dispatcher: &mut Dispatcher,
    model: &mut dyn LanguageModel,
    tokenizer: &Tokenizer,
) -> Vec<(usize, Summary)> {
    let mut done = Vec::new();
    while !done.iter().any(|(number, _)| *number == job) {
        for (number, event) in dispatcher.step(model, tokenizer) {
            match event {
                Event::Done { summary } => done.push((number, lasting(summary))),
                Event::Error { error } => panic!("{error:?}"),
                _ => {}
            }
        }
    }
    done
}

#[test]
fn a_note_that_somebody_waits_for_goes_first_and_a_long_one_does_not_keep_short_ones_waiting() {
    let short = "The council of Harrow Bay voted on Tuesday to close Mill Street to cars. The trial lasts six months. \
                 Buses may still pass, and so may residents with a permit.";
    let long: String = (0..40).map(|part| format!("Part {part}. {short}\n\n")).collect();
    let (mut model, tokenizer) = load(4, 0);
    let mut dispatcher = Dispatcher::new(4);
    let start = |note: &str, unattended, dispatcher: &mut Dispatcher| {
        dispatcher.start(note, options(unattended), &tokenizer, CONTEXT).unwrap()
    };
    let endless = start(&long, true, &mut dispatcher);
    let later = start(short, true, &mut dispatcher);
    for _ in 0..20 {
        dispatcher.step(&mut model, &tokenizer);
    }
    let awaited = start(&long[..long.len() / 4], false, &mut dispatcher);
    let mut others = 0;
    let done = loop {
        let events = dispatcher.step(&mut model, &tokenizer);
        others += events.iter().filter(|(number, _)| *number != awaited).count();
        if let Some((number, _)) = events.iter().find(|(_, event)| matches!(event, Event::Done { .. })) {
            break *number;
        }
    };
    assert_eq!((done, others < 40), (awaited, true), "{others} events of others");
    let order: Vec<usize> =
        until_done(endless, &mut dispatcher, &mut model, &tokenizer).into_iter().map(|it| it.0).collect();
    assert_eq!(order, [later, endless]);
    assert!(dispatcher.is_idle());
}

/// A model whose weights break when it is told to.
struct Fragile {
    inner: FastModel,
    broken: Option<usize>,
    logits: Vec<f32>,
}

impl LanguageModel for Fragile {
    fn vocabulary(&self) -> usize {
        self.inner.vocabulary()
    }
    fn context(&self) -> usize {
        self.inner.context()
    }
    fn sequences(&self) -> usize {
        self.inner.sequences()
    }
    fn cached(&self, sequence: usize) -> usize {
        self.inner.cached(sequence)
    }
    fn truncate(&mut self, sequence: usize, length: usize) {
        self.inner.truncate(sequence, length);
    }
    fn reserve(&mut self, sequence: usize, length: usize) -> bool {
        self.inner.reserve(sequence, length)
    }
    fn share(&mut self, from: usize, to: usize, length: usize) -> bool {
        self.inner.share(from, to, length)
    }
    /// What the broken sequence gives is no number.
    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError> {
        self.inner.feed(feeds)?;
        self.logits = self.inner.logits().to_vec();
        let rows = feeds.iter().filter(|feed| feed.rows == nutshell::model::Rows::Last);
        for (feed, row) in rows.zip(self.logits.chunks_exact_mut(self.inner.vocabulary())) {
            if self.broken == Some(feed.sequence) {
                row.fill(f32::NAN);
            }
        }
        Ok(())
    }
    fn logits(&self) -> &[f32] {
        &self.logits
    }
}

#[test]
fn one_job_that_is_cancelled_or_fails_leaves_the_others() {
    let (notes, alone) = &*ALONE;
    let written = notes.iter().zip(alone).filter(|(_, summary)| summary.written_tokens > 50);
    let (notes, alone): (Vec<&String>, Vec<&Summary>) = written.take(6).unzip();
    assert_eq!(alone.len(), 6);
    let (inner, tokenizer) = load(8, 0);
    let mut model = Fragile { inner, broken: None, logits: Vec::new() };
    let mut dispatcher = Dispatcher::new(8);
    assert_eq!(dispatcher.start(" \n", options(true), &tokenizer, CONTEXT).unwrap_err().code(), "note-empty");
    let jobs: Vec<usize> =
        notes.iter().map(|note| dispatcher.start(note, options(true), &tokenizer, CONTEXT).unwrap()).collect();
    let (mut failed, mut done) = (Vec::new(), BTreeMap::new());
    let mut steps = 0;
    while !dispatcher.is_idle() {
        for (job, event) in dispatcher.step(&mut model, &tokenizer) {
            match event {
                Event::Done { summary } => assert!(done.insert(job, lasting(summary)).is_none()),
                Event::Error { error } => failed.push((job, error.code)),
                _ => assert!(!failed.iter().any(|(number, _)| *number == job), "nothing comes after the end"),
            }
        }
        steps += 1;
        if steps == 30 {
            dispatcher.cancel(jobs[1]);
        }
        model.broken = (steps >= 40 && failed.is_empty()).then_some(0);
    }
    assert!(matches!(failed[..], [(_, "engine-internal")]), "{failed:?}");
    for (index, job) in jobs.iter().enumerate() {
        if *job == jobs[1] || *job == failed[0].0 {
            assert!(!done.contains_key(job));
        } else {
            assert_eq!(&done[job], alone[index], "note {index}");
        }
    }
    assert_eq!(done.len(), 4);
}
