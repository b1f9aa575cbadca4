//! Notes to summaries, with the real model and its real tokenizer.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests may")]

#[path = "support/model.rs"]
mod model;

use std::collections::HashSet;

use nutshell::kernels::Kernel;
use nutshell::model::{FastModel, LanguageModel, Loader, Settings};
use nutshell::summarize::{
    Dispatcher, Event, Evidence, MAX_NOTE_BYTES, Options, Origin, Sentence, Summary, SummaryJob,
};
use nutshell::tokenizer::Tokenizer;

const CONTEXT: usize = 1024;

const NOTE: &str = "---\ntitle: Mill Street\n---\n\
    The city council of Harrow Bay voted 7 to 2 on Tuesday evening to close Mill Street to private cars for a trial of six \
    months, starting on 1 September. Buses, bicycles, deliveries before 10 a.m. and residents with a permit will still be \
    allowed.";

fn load() -> (FastModel, Tokenizer) {
    let bytes = std::fs::read(model::path()).unwrap();
    let mut loader = Loader::new(bytes.len() as u64);
    loader.push(&bytes).unwrap();
    let (header, config, weights) = loader.finish().unwrap();
    let settings = Settings { threads: 2, kernel: Kernel::fastest(), context: CONTEXT, sequences: 3, positions: 0 };
    (FastModel::new(config, weights, settings).unwrap(), Tokenizer::from_metadata(&header.metadata).unwrap())
}

/// Runs a job to its end with nothing cached before it.
fn summarize(note: &str, options: &str, model: &mut FastModel, tokenizer: &Tokenizer) -> Summary {
    let mut dispatcher = Dispatcher::new(model.sequences());
    dispatcher.end(model);
    summarize_with(note, options, model, tokenizer, &mut dispatcher)
}

/// Runs a job to its end and checks what holds for every job.
fn summarize_with(
    note: &str,
    options: &str,
    model: &mut FastModel,
    tokenizer: &Tokenizer,
    dispatcher: &mut Dispatcher,
) -> Summary {
    let job = dispatcher.start(note, Options::from_json(options).unwrap(), tokenizer, CONTEXT).unwrap();
    let (mut text, mut sentences, mut read, mut end) = (String::new(), Vec::new(), (0, None), None);
    let mut chosen = 0;
    while !dispatcher.is_idle() {
        for (number, event) in dispatcher.step(model, tokenizer) {
            assert!(end.is_none(), "nothing comes after the end");
            assert_eq!(number, job);
            match event {
                Event::Read { done, cached, total } => {
                    assert!(
                        cached < done && done > read.0 && *read.1.get_or_insert(total) == total,
                        "{done} of {total} after {read:?}"
                    );
                    read.0 = done;
                }
                Event::Write { done, total } => assert!(done <= total),
                Event::Choice { step, .. } => {
                    let token = step.chosen.map(|at| &step.candidates[at]);
                    chosen += usize::from(token.is_some_and(|token| token.text.is_some()));
                    let likelihoods = step.candidates.iter().map(|it| it.probability).collect::<Vec<_>>();
                    assert!(
                        likelihoods.is_sorted_by(|a, b| a >= b) && likelihoods.iter().sum::<f64>() <= 1.0,
                        "{step:?}"
                    );
                }
                Event::Text { text: piece, sentence } => {
                    assert!(piece.ends_with(&sentence.text));
                    check_evidence(note, &sentence);
                    text.push_str(&piece);
                    sentences.push(sentence);
                }
                Event::Done { summary } => end = Some(summary),
                Event::Error { error } => panic!("{error:?}"),
            }
        }
    }
    let summary = end.expect("a job ends with a summary");
    assert_eq!((summary.text.as_str(), read.1.unwrap_or(0)), (text.as_str(), read.0));
    assert_eq!(summary.sentences, sentences);
    assert_eq!(chosen, if options.contains("trace") { summary.written_tokens } else { 0 });
    assert!(summary.read_tokens <= read.0 && (summary.read_tokens > 0) == (read.0 > 0));
    assert!((1..=summary.coverage.tokens_total).contains(&summary.coverage.tokens_read));
    summary
}

/// Every sentence names passages of the note; what it quotes is in them word for word.
fn check_evidence(note: &str, sentence: &Sentence) {
    let units: Vec<u16> = note.encode_utf16().collect();
    let passage = |evidence: &Evidence| String::from_utf16(&units[evidence.start..evidence.end]).unwrap();
    let passages: Vec<String> = sentence.evidence.iter().map(passage).collect();
    assert!(!passages.is_empty() && passages.iter().all(|text| !text.trim().is_empty()), "{sentence:?}");
    let ungrounded = sentence.origin == Origin::Ungrounded;
    assert!(sentence.evidence.iter().all(|it| (it.score > 0.0 || ungrounded) && it.score <= 1.0));
    if sentence.origin == Origin::Quoted {
        let words = |text: &str| -> Vec<String> {
            let split = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            split.map(str::to_lowercase).collect()
        };
        let there: HashSet<String> = words(&passages.join(" ").replace(['*', '_', '`'], " ")).into_iter().collect();
        for word in words(&sentence.text) {
            assert!(
                there.contains(&word) || passages.join(" ").contains(&word),
                "{word} of {sentence:?}: {passages:?}"
            );
        }
    }
}

fn numbers(text: &str) -> HashSet<String> {
    let split = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    split.map(str::to_owned).collect()
}

#[test]
fn what_a_long_note_says_at_its_end_is_found_and_little_is_read_for_it() {
    let (mut model, tokenizer) = load();
    let idle = "It was a quiet day, and we walked along the river until the bread was gone. ".repeat(12);
    let mut note: String = (0..30).map(|day| format!("Day {day}. {idle}\n\n")).collect();
    note.push_str("The board approved $48,500 for the new river path on 5 March, to be spent by 30 June.");
    let summary = summarize(&note, r#"{"type":"key-points","length":"short"}"#, &mut model, &tokenizer);
    assert!(summary.text.contains("48,500"), "{}", summary.text);
    let coverage = summary.coverage;
    assert!(coverage.chunks <= 3 && coverage.tokens_read * 4 < coverage.tokens_total, "{coverage:?}");
}

#[test]
fn a_note_becomes_a_headline_and_the_same_one_again() {
    let (mut model, tokenizer) = load();
    let options = r#"{"type":"headline","length":"long"}"#;
    let first = summarize(NOTE, options, &mut model, &tokenizer);
    println!("{first:#?}");
    assert!(first.read_tokens > 50 && first.written_tokens > 5 && first.coverage.chunks == 1);
    let words = first.text.split_whitespace().filter(|word| *word != "…").count();
    assert!((4..=22).contains(&words) && !first.text.contains('\n') && !first.text.ends_with('.'), "{}", first.text);
    assert!(first.text.contains("Harrow Bay") && !first.text.contains("title"));
    assert!(numbers(&first.text).is_subset(&numbers(NOTE)), "{}", first.text);
    assert_eq!(first.warnings.last().map(String::as_str), Some("Left out, as no part of the text: front matter."));
    // What was cached before saves reading, and must not show.
    let mut dispatcher = Dispatcher::new(model.sequences());
    dispatcher.end(&mut model);
    let other = "Buses will still be allowed, and so will bicycles, he said. The rest is not known yet.";
    let mut read = Vec::new();
    for note in [other, NOTE, NOTE, other] {
        let summary = summarize_with(note, options, &mut model, &tokenizer, &mut dispatcher);
        read.push(summary.read_tokens);
        if note == NOTE {
            assert_eq!(Summary { read_tokens: first.read_tokens, ..summary }, first);
        }
    }
    assert!(read[1] < first.read_tokens, "the instruction was cached: {read:?} of {}", first.read_tokens);
    assert_eq!(read[2..], [1, 1], "whole prompts were cached, but for the token whose logits begin the answer");
}

#[test]
fn lists_and_single_lines_are_quoted_without_the_model() {
    let (mut model, tokenizer) = load();
    let list =
        "# This week\n- [ ] Call the dentist\n- [x] Buy a present for Lena\n- [ ] Fix the tap\n- [ ] Return the books";
    let summary = summarize(list, r#"{"format":"plain-text"}"#, &mut model, &tokenizer);
    assert_eq!(summary.text, "Call the dentist\nBuy a present for Lena\nFix the tap");
    assert_eq!((summary.read_tokens, summary.warnings.len()), (0, 1));
    let line = "Plumber comes Tuesday at 10, key is with Mrs Lind.";
    assert_eq!(summarize(line, "{}", &mut model, &tokenizer).text, format!("* {line}"));
    assert_eq!(summarize("milk", r#"{"type":"headline"}"#, &mut model, &tokenizer).text, "Milk");
}

#[test]
fn every_job_knows_its_whole_work_at_the_start() {
    let (_, tokenizer) = load();
    let paragraph = include_str!("data/bench_note.txt");
    let book = (0..43).map(|n| format!("Chapter {n}. {paragraph}\n\n")).collect::<String>();
    assert!(book.split_whitespace().count() > 20_000);
    for options in ["{}", r#"{"type":"tldr","length":"long"}"#] {
        SummaryJob::start(&book, Options::from_json(options).unwrap(), &tokenizer, CONTEXT).unwrap();
    }
    let start = |note: &str, context| SummaryJob::start(note, Options::default(), &tokenizer, context);
    for note in ["", " \n\t ", "---\ntitle: a\n---\n", "...", "\u{feff}"] {
        assert_eq!(start(note, CONTEXT).unwrap_err().code(), "note-empty", "{note:?}");
    }
    let error = start(&"x".repeat(MAX_NOTE_BYTES + 1), CONTEXT).unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("1000000")), ("note-too-long", true));
    assert_eq!(start(paragraph, 256).unwrap_err().code(), "context-overflow");
    // One word without end, and a text without a single space, still find room.
    start(&"x".repeat(100_000), CONTEXT).unwrap();
    start(&"注意".repeat(10_000), CONTEXT).unwrap();
}

#[test]
fn a_lesson_sees_the_same_summary_and_without_grounding_it_says_so() {
    let (mut model, tokenizer) = load();
    let plain = summarize(NOTE, r#"{"type":"tldr"}"#, &mut model, &tokenizer);
    assert_eq!(summarize(NOTE, r#"{"type":"tldr","trace":true}"#, &mut model, &tokenizer), plain);
    let off = r#"{"type":"tldr","grounding":false}"#;
    let raw = summarize(NOTE, off, &mut model, &tokenizer);
    assert!(raw.sentences.iter().all(|sentence| sentence.origin == Origin::Ungrounded), "{raw:#?}");
    assert!(raw.warnings.iter().any(|warning| warning.contains("Grounding was off")), "{:?}", raw.warnings);
    assert!(plain.warnings.iter().all(|warning| !warning.contains("Grounding")), "{:?}", plain.warnings);
    assert_eq!(summarize(NOTE, r#"{"type":"tldr","grounding":false,"trace":true}"#, &mut model, &tokenizer), raw);
    // What the model is not asked about is quoted all the same.
    let line = summarize("Plumber comes Tuesday at 10, key is with Mrs Lind.", off, &mut model, &tokenizer);
    assert_eq!(line.sentences[0].origin, Origin::Quoted);
}

#[test]
fn background_is_bounded_and_says_so() {
    let (mut model, tokenizer) = load();
    let context = "The reader lives in Paris and likes cats. ".repeat(50);
    let options = serde_json::json!({"type": "headline", "context": context}).to_string();
    let summary = summarize(NOTE, &options, &mut model, &tokenizer);
    assert!(summary.warnings.iter().any(|warning| warning.contains("background")), "{:?}", summary.warnings);
    assert!(!summary.text.contains("Paris") && summary.read_tokens < 400, "{summary:?}");
    assert!(model.cached(0) <= CONTEXT);
}

#[test]
fn what_has_no_sentence_is_quoted_from_its_beginning() {
    let (mut model, tokenizer) = load();
    let rows: String = (0..12).map(|row| format!("| K{row}7 | {row}81 | zq{row} |\n")).collect();
    let table = format!("| Code | Bin | Lot |\n|---|---|---|\n{rows}");
    let summary = summarize(&table, r#"{"type":"tldr"}"#, &mut model, &tokenizer);
    assert_eq!((summary.sentences.len(), summary.sentences[0].origin), (1, Origin::Quoted), "{summary:#?}");
    assert!(summary.sentences[0].evidence.len() > 1, "{summary:#?}");
}
