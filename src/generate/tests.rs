//! A scripted model in place of a real one: it says what it is told, so that every way to an end can be walked.

use std::rc::Rc;

use super::*;
use crate::model::{Feed, LanguageModel, ModelError, Rows, SLICE};
use crate::tokenizer::{Kind, Tokenizer, Vocabulary};

const END: u32 = 256;

/// Every byte is a token, in the order of the bytes; 256 ends the turn.
fn tokenizer() -> Tokenizer {
    let mut next = 0x100;
    let shown = |byte: u32| matches!(byte, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff);
    let mut letters = (0..256_u32).map(|byte| {
        next += u32::from(!shown(byte));
        char::from_u32(if shown(byte) { byte } else { next - 1 }).unwrap().to_string()
    });
    let mut tokens: Vec<String> = letters.by_ref().collect();
    tokens.push("<end>".to_owned());
    let mut kinds = vec![Kind::Normal; 256];
    kinds.push(Kind::Control);
    let (model, pre) = ("gpt2".to_owned(), "smollm".to_owned());
    let vocabulary = Vocabulary { model, pre, tokens, kinds, eos: Some(END), ..Vocabulary::default() };
    Tokenizer::new(vocabulary).unwrap()
}

/// Says `script` token by token after any prompt, then ends; `second` is what it says where its first choice is banned.
struct Scripted {
    script: Vec<u32>,
    second: u32,
    /// The logit of everything else.
    rest: f32,
    prompt: usize,
    cached: Vec<u32>,
    logits: Vec<f32>,
    fed: Vec<usize>,
}

impl Scripted {
    fn new(text: &str, prompt: usize) -> Self {
        let script = text.bytes().map(u32::from).collect();
        Self {
            script,
            second: u32::from(b'~'),
            rest: 0.0,
            prompt,
            cached: Vec::new(),
            logits: vec![0.0; 257],
            fed: Vec::new(),
        }
    }
}

impl LanguageModel for Scripted {
    fn vocabulary(&self) -> usize {
        257
    }
    fn context(&self) -> usize {
        1000
    }
    fn sequences(&self) -> usize {
        1
    }
    fn cached(&self, _: usize) -> usize {
        self.cached.len()
    }
    fn truncate(&mut self, _: usize, length: usize) {
        self.cached.truncate(length);
    }

    fn reserve(&mut self, _: usize, _: usize) -> bool {
        true
    }

    fn share(&mut self, _: usize, _: usize, _: usize) -> bool {
        false
    }
    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError> {
        for feed in feeds {
            assert!(feed.tokens.len() <= SLICE);
            self.cached.extend(feed.tokens);
            self.fed.push(feed.tokens.len());
            self.logits.fill(self.rest);
            if feed.rows == Rows::Last {
                let said = self.cached.len() - self.prompt;
                self.logits[self.script.get(said).copied().unwrap_or(END) as usize] = 2.0;
                let second = &mut self.logits[self.second as usize];
                *second = second.max(1.0);
            }
        }
        Ok(())
    }
    fn logits(&self) -> &[f32] {
        &self.logits
    }
}

fn request(prompt: usize) -> Request {
    Request { prompt: vec![7; prompt], max_tokens: 200, max_sentences: 10, ..Request::default() }
}

/// The sentences, the reason, tokens read and tokens written.
fn run(text: &str, request: Request) -> (Vec<String>, Finish, usize, usize) {
    let (tokenizer, mut model) = (tokenizer(), Scripted::new(text, request.prompt.len()));
    let mut generation = Generation::new(request).unwrap();
    let (mut sentences, mut read, mut written) = (Vec::new(), 0, 0);
    loop {
        let progress = generation.step(&mut model, &tokenizer).unwrap();
        assert!(progress.read <= PREFILL_SLICE && progress.written <= 1);
        read += progress.read;
        written += progress.written;
        sentences.extend(progress.sentences);
        if let Some(finish) = progress.finish {
            let after = generation.step(&mut model, &tokenizer).unwrap();
            assert_eq!(after, Progress { finish: Some(finish), ..Progress::default() });
            assert_eq!((generation.pending().is_none(), generation.left()), (true, 0));
            return (sentences, finish, read, written);
        }
    }
}

#[test]
fn a_turn_that_the_model_ends_is_whole() {
    let (sentences, finish, read, written) = run("It rains. Ünder cover", request(150));
    assert_eq!(sentences, ["It rains.", "Ünder cover"]);
    assert_eq!((finish, read, written), (Finish::EndOfTurn, 150, "It rains. Ünder cover".len()));
}

#[test]
fn the_cap_on_tokens_drops_half_a_sentence() {
    let (sentences, finish, _, written) = run("It rains. It pours. It", Request { max_tokens: 15, ..request(3) });
    assert_eq!((sentences, finish, written), (vec!["It rains.".to_owned()], Finish::Length, 15));
    // A sentence that just fits is kept.
    let (sentences, ..) = run("It rains. It pours.", Request { max_tokens: 19, ..request(3) });
    assert_eq!(sentences, ["It rains.", "It pours."]);
}

#[test]
fn the_cap_on_sentences_ends_as_soon_as_the_end_shows() {
    let (sentences, finish, _, written) = run("At 3 p.m. it rains. Then", Request { max_sentences: 1, ..request(3) });
    assert_eq!((sentences, finish), (vec!["At 3 p.m. it rains.".to_owned()], Finish::Sentences));
    assert_eq!(written, "At 3 p.m. it rains. T".len());
}

#[test]
fn a_repeated_sentence_ends_it_unseen() {
    let (sentences, finish, ..) = run("Rain! Sun. Rain! Sun. Rain! Sun.", request(3));
    assert_eq!((sentences, finish), (vec!["Rain!".to_owned(), "Sun.".to_owned()], Finish::Loop));
}

#[test]
fn going_round_in_circles_ends_it() {
    let (sentences, finish, _, written) = run(&format!("Yes. Up {}", "at ten and ".repeat(20)), request(3));
    assert_eq!((sentences, finish), (vec!["Yes.".to_owned()], Finish::Loop));
    assert!(written < 40, "{written}");
}

#[test]
fn what_cannot_be_done_is_refused_before_anything_is_touched() {
    let (tokenizer, mut model) = (tokenizer(), Scripted::new("", 2));
    model.cached = vec![1, 2, 3];
    assert!(matches!(Generation::new(request(0)), Err(GenerateError::EmptyPrompt)));
    for (request, code) in
        [(request(801), "context-overflow"), (Request { sequence: 1, ..request(2) }, "engine-internal")]
    {
        let error = Generation::new(request).unwrap().step(&mut model, &tokenizer).unwrap_err();
        assert_eq!((error.code(), model.cached.len()), (code, 3), "{error}");
    }
}

#[test]
fn a_shared_beginning_is_not_read_again_unless_it_is_gone() {
    let tokenizer = tokenizer();
    for (cached, shared, read) in [(100, 90, 10), (80, 90, 100), (100, 100, 1), (0, 0, 100)] {
        let mut model = Scripted::new("Hm.", 100);
        model.cached = vec![7; cached];
        let mut generation = Generation::new(Request { shared, ..request(100) }).unwrap();
        let mut total = 0;
        while generation.finish().is_none() {
            total += generation.step(&mut model, &tokenizer).unwrap().read;
        }
        assert_eq!(total, read);
    }
}

#[test]
fn logits_that_are_no_numbers_are_an_error() {
    let mut generation = Generation::new(request(1)).unwrap();
    assert!(matches!(generation.accept(&[f32::NAN; 257], &tokenizer()), Err(GenerateError::Logits { written: 0 })));
}

#[test]
fn a_completion_is_what_the_model_says_with_nothing_forbidden() {
    let tokenizer = tokenizer();
    let said = |max_tokens| {
        let mut model = Scripted::new("Loop loop loop loop loop loop, ünd", 130);
        complete(&mut model, &tokenizer, &[7; 130], max_tokens, false).unwrap()
    };
    let whole = said(100);
    assert_eq!(whole, Completion { text: "Loop loop loop loop loop loop, ünd".into(), read: 130, written: 35 });
    assert_eq!(said(6), Completion { text: "Loop l".into(), read: 130, written: 6 });
    let mut model = Scripted::new("a", 990);
    let refused = complete(&mut model, &tokenizer, &[7; 990], 11, false).unwrap_err();
    assert!(matches!(refused, GenerateError::Context { prompt: 990, max_tokens: 11, context: 1000 }));
    assert!(matches!(complete(&mut model, &tokenizer, &[], 1, false), Err(GenerateError::EmptyPrompt)));
}

#[test]
fn a_sentence_that_grounding_forbids_is_begun_anew_and_then_given_up() {
    // No word of the text begins with "Q": after "Tom met " there is no other road. "A" gives two: "Tom met A" and "A", and
    // what comes third begins the last one.
    for (second, tokens, left) in [(b'Q', 8, 0), (b'A', 9 + 1 + 9, 9)] {
        let (tokenizer, prompt) = (tokenizer(), 5);
        let mut model = Scripted::new("Tom met Bob.", prompt);
        (model.second, model.rest) = (u32::from(second), -100.0);
        let grounding = Some(Rc::new(Grounding::of("So Tom met Ann.")));
        let mut generation = Generation::new(Request { grounding, ..request(prompt) }).unwrap();
        let mut written = 0;
        while generation.finish().is_none() {
            let progress = generation.step(&mut model, &tokenizer).unwrap();
            assert!(progress.sentences.is_empty());
            written += progress.written;
        }
        assert_eq!((generation.finish(), written), (Some(Finish::Ungrounded), tokens));
        // Each time the last token of the prompt was fed anew in its place, and the last road is left as it is.
        assert_eq!((&model.cached[..prompt], model.cached.len() - prompt), (&[7; 5][..], left));
    }
}

#[test]
fn what_grounding_forbids_is_replaced_by_the_next_likely_token() {
    let tokenizer = tokenizer();
    let mut model = Scripted::new("Tom met Bnn. ", 5);
    (model.second, model.rest) = (u32::from(b'A'), -100.0);
    let grounding = Some(Rc::new(Grounding::of("So Tom met Ann.")));
    let mut generation = Generation::new(Request { grounding, ..request(5) }).unwrap();
    let mut sentences = Vec::new();
    while generation.finish().is_none() {
        sentences.extend(generation.step(&mut model, &tokenizer).unwrap().sentences);
    }
    assert_eq!((sentences, generation.finish()), (vec!["Tom met Ann.".to_owned()], Some(Finish::EndOfTurn)));
}

/// Everything that a generation of scripted text does, step by step.
fn every_step(text: &str, second: u8, grounding: Option<&str>, trace: bool) -> Vec<Progress> {
    let (tokenizer, mut model) = (tokenizer(), Scripted::new(text, 5));
    (model.second, model.rest) = (u32::from(second), -100.0);
    let grounding = grounding.map(|text| Rc::new(Grounding::of(text)));
    let mut generation = Generation::new(Request { grounding, trace, ..request(5) }).unwrap();
    let mut all = Vec::new();
    while generation.finish().is_none() {
        all.push(generation.step(&mut model, &tokenizer).unwrap());
    }
    all
}

#[test]
fn a_trace_tells_every_choice_and_changes_nothing() {
    let note = Some("So Tom met Ann.");
    for (text, second, grounding, whole) in [
        ("Tom met Bnn. ", b'A', note, "Tom met Ann. "),
        ("Tom met Bob.", b'Q', note, ""),
        ("Tom met Bob.", b'A', note, ""),
        ("Tom met Bob.", b'A', None, "Tom met Bob."),
        ("It rains. Ünder cover", b'~', None, "It rains. Ünder cover"),
    ] {
        let (plain, mut traced) =
            (every_step(text, second, grounding, false), every_step(text, second, grounding, true));
        let mut pieces: Vec<String> = Vec::new();
        let mut finish = None;
        for progress in &mut traced {
            let Some(step) = progress.step.take() else { continue };
            let chosen = step.chosen.map(|at| &step.candidates[at]);
            assert!(chosen.is_none_or(|chosen| chosen.forbidden.is_none()), "{step:?}");
            assert_eq!(chosen.is_some_and(|chosen| chosen.text.is_some()), progress.written == 1, "{step:?}");
            pieces.extend(chosen.and_then(|chosen| chosen.text.clone()));
            pieces.truncate(step.kept.unwrap_or(pieces.len()));
            finish = step.finish;
        }
        assert_eq!((pieces.concat().as_str(), finish), (whole, plain.last().and_then(|last| last.finish)));
        assert_eq!(plain, traced);
    }
}

#[test]
fn a_trace_names_the_rule_and_the_way_back() {
    let note = Some("So Tom met Ann.");
    let steps = |text, second| every_step(text, second, note, true).into_iter().filter_map(|progress| progress.step);
    let replaced = steps("Tom met Bnn. ", b'A').find(|step| step.chosen != Some(0)).unwrap();
    assert_eq!(
        (replaced.candidates[0].text.as_deref(), replaced.candidates[0].forbidden),
        (Some("B"), Some(Rule::Name))
    );
    assert_eq!(replaced.chosen.map(|at| replaced.candidates[at].text.as_deref()), Some(Some("A")));
    let backs: Vec<Step> = steps("Tom met Bob.", b'Q').filter(|step| step.chosen.is_none()).map(|step| *step).collect();
    assert_eq!(
        backs.iter().map(|step| (step.kept, step.finish)).collect::<Vec<_>>(),
        [(Some(0), None), (Some(0), Some(Finish::Ungrounded))]
    );
    assert_eq!(
        backs[1].candidates.iter().find(|it| it.text.as_deref() == Some("T")).unwrap().forbidden,
        Some(Rule::Tried)
    );
}
