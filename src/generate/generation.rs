//! One request on one sequence, as a state machine.

use std::mem;
use std::rc::Rc;

use super::error::GenerateError;
use super::finish::Finish;
use super::grounding::{Grounding, Said};
use super::repetition::Repetition;
use super::sampler::{Leaning, greedy};
use super::sentences;
use super::trace::{Rule, Step};
use crate::model::{Feed, LanguageModel, Rows, SLICE};
use crate::tokenizer::{TextStream, Tokenizer};

/// Prompt tokens that one step reads at most: some milliseconds' work, so that the host stays responsive.
pub const PREFILL_SLICE: usize = SLICE;

/// Tokens that are looked at for the next one: the first is wanted, the others are taken where grounding forbids it.
const TRIES: usize = 8;

/// How far the logit of a token may lie below the best one's. What is less likely is garbage, and the sentence is begun
/// anew instead.
const GAP: f32 = 5.0;

/// How often a sentence is begun anew before it is given up.
const ROADS: usize = 2;

/// What to read and how much to write.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The prompt's ids.
    pub prompt: Vec<u32>,
    /// How many of the prompt's first ids the sequence already has cached, from a request with the same beginning.
    /// Where the cache holds fewer positions, everything is read anew.
    pub shared: usize,
    /// Tokens to write at most.
    pub max_tokens: usize,
    /// Sentences to write at most.
    pub max_sentences: usize,
    /// Tokens to lean towards.
    pub leaning: Leaning,
    /// What may be written; anything where there is none.
    pub grounding: Option<Rc<Grounding>>,
    /// Whether to record what each choice was between.
    pub trace: bool,
    /// Whether the adapter takes part.
    pub adapted: bool,
    /// Which of the model's sequences to use.
    pub sequence: usize,
}

/// What one step did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// Prompt tokens read.
    pub read: usize,
    /// Tokens written.
    pub written: usize,
    /// Sentences completed, trimmed, in order.
    pub sentences: Vec<String>,
    /// The choice that was made, where the request asks for it.
    pub step: Option<Box<Step>>,
    /// Set by the last step.
    pub finish: Option<Finish>,
}

/// What to do after a forward pass.
enum Choice {
    Token {
        token: u32,
        /// Whether the wanted one was turned away for repeating what was said.
        detour: bool,
    },
    /// The model wants to end its turn by this token, and may.
    End(u32),
    /// Nothing likely may be written.
    None,
}

/// Where the sentence that is being written began.
#[derive(Debug, Default)]
struct Mark {
    /// Tokens of the answer before it.
    written: usize,
    stream: TextStream,
    /// What of it those tokens have already said: an end may show only words later.
    open: String,
    /// The tokens that it was gone on with in vain.
    taken: Vec<u32>,
    /// The token that it is gone on with now.
    first: Option<u32>,
}

/// A request under way.
#[derive(Debug)]
pub struct Generation {
    request: Request,
    /// Prompt ids that the cache holds.
    read: usize,
    /// Prompt ids to feed at most next.
    slice: usize,
    begun: bool,
    /// The token that was chosen last and has still to be fed.
    next: [u32; 1],
    written: usize,
    stream: TextStream,
    /// Text after the last completed sentence.
    open: String,
    completed: usize,
    /// The completed sentences' words.
    said: Said,
    mark: Mark,
    /// Positions that the cache must be cut to before the next token is fed.
    rewound: Option<usize>,
    repetition: Repetition,
    finish: Option<Finish>,
}

impl Generation {
    /// Begins a request; nothing is computed yet.
    ///
    /// # Errors
    /// [`GenerateError::EmptyPrompt`].
    pub fn new(request: Request) -> Result<Self, GenerateError> {
        if request.prompt.is_empty() {
            return Err(GenerateError::EmptyPrompt);
        }
        Ok(Self {
            request,
            read: 0,
            slice: PREFILL_SLICE,
            begun: false,
            next: [0],
            written: 0,
            stream: TextStream::default(),
            open: String::new(),
            completed: 0,
            said: Said::default(),
            mark: Mark::default(),
            rewound: None,
            repetition: Repetition::default(),
            finish: None,
        })
    }

    /// Why it ended, once it has.
    #[must_use]
    pub fn finish(&self) -> Option<Finish> {
        self.finish
    }

    /// Prompt tokens that the cache holds.
    #[must_use]
    pub fn read(&self) -> usize {
        self.read
    }

    /// Whether the prompt has not been read to its end.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.read < self.request.prompt.len()
    }

    /// Tokens that may still be written.
    #[must_use]
    pub fn left(&self) -> usize {
        if self.finish.is_some() { 0 } else { self.request.max_tokens - self.written }
    }

    /// Prepares the sequence: checks that everything fits, and forgets what does not belong to this request. To be
    /// called once, before the first [`Generation::pending`]; [`Generation::step`] does it by itself.
    ///
    /// # Errors
    /// [`GenerateError::Context`], [`GenerateError::Sequence`], [`GenerateError::Adapter`]; the cache is untouched then.
    pub fn begin(&mut self, model: &mut dyn LanguageModel) -> Result<(), GenerateError> {
        let (prompt, max_tokens, context) = (self.request.prompt.len(), self.request.max_tokens, model.context());
        let (sequence, sequences) = (self.request.sequence, model.sequences());
        if sequence >= sequences {
            return Err(GenerateError::Sequence { sequence, sequences });
        }
        if prompt + max_tokens > context {
            return Err(GenerateError::Context { prompt, max_tokens, context });
        }
        if self.request.adapted && !model.has_adapter() {
            return Err(GenerateError::Adapter);
        }
        model.adapt(sequence, self.request.adapted);
        // The last token of the prompt is always fed: its logits are what the answer begins with.
        let shared = self.request.shared.min(prompt - 1);
        self.read = if model.cached(sequence) < shared { 0 } else { shared };
        model.truncate(sequence, self.read);
        self.begun = true;
        Ok(())
    }

    /// Lets the next part of the prompt have so many tokens at most: others take part in the same pass.
    pub fn read_at_most(&mut self, tokens: usize) {
        self.slice = tokens.min(PREFILL_SLICE);
    }

    /// What to feed next; None once it has ended.
    #[must_use]
    pub fn pending(&self) -> Option<Feed<'_>> {
        let (sequence, prompt) = (self.request.sequence, &self.request.prompt);
        if self.finish.is_some() {
            return None;
        }
        if self.read == prompt.len() {
            return Some(Feed { sequence, tokens: &self.next, rows: Rows::Last });
        }
        let end = prompt.len().min(self.read + self.slice);
        let rows = if end == prompt.len() { Rows::Last } else { Rows::None };
        Some(Feed { sequence, tokens: &prompt[self.read..end], rows })
    }

    /// Takes the logits of the last token of what [`Generation::pending`] asked for (ignored where it asked for none).
    ///
    /// # Errors
    /// [`GenerateError::Logits`].
    pub fn accept(&mut self, logits: &[f32], tokenizer: &Tokenizer) -> Result<Progress, GenerateError> {
        let mut progress = Progress::default();
        let prompt = self.request.prompt.len();
        if self.read < prompt {
            progress.read = self.slice.min(prompt - self.read);
            self.read += progress.read;
            if self.read < prompt {
                return Ok(progress);
            }
        }
        let mut forbidden = Vec::new();
        let choice = self.choose(logits, tokenizer, &mut forbidden)?;
        if self.request.trace {
            progress.step = Some(self.recorded(logits, tokenizer, &choice, &forbidden));
        }
        let (token, detour) = match choice {
            Choice::End(_) => {
                self.end(Finish::EndOfTurn, &mut progress);
                return Ok(progress);
            }
            Choice::None => {
                self.turn_back(&mut progress);
                return Ok(progress);
            }
            Choice::Token { token, detour } => (token, detour),
        };
        let before = Mark { written: self.repetition.tokens().len(), stream: self.stream.clone(), ..Mark::default() };
        self.mark.first.get_or_insert(token);
        self.repetition.push(token, detour);
        self.next = [token];
        self.written += 1;
        progress.written = 1;
        let piece = self.stream.push(tokenizer, token);
        self.open.push_str(&piece);
        let completed = self.completed;
        while let Some(end) = sentences::first_end(&self.open) {
            let rest = self.open.split_off(end);
            let sentence = mem::replace(&mut self.open, rest);
            if !self.complete(&sentence, &mut progress) {
                return Ok(progress);
            }
        }
        if self.completed > completed {
            // The token that shows the end of a sentence belongs to the next, unless it reaches over the end.
            self.mark = match self.open.strip_suffix(piece.as_str()) {
                Some(open) => Mark { open: open.to_owned(), first: Some(token), ..before },
                None => Mark {
                    written: self.repetition.tokens().len(),
                    stream: self.stream.clone(),
                    open: self.open.clone(),
                    ..Mark::default()
                },
            };
        }
        if self.repetition.circles() {
            self.end(Finish::Loop, &mut progress);
        } else if self.written >= self.request.max_tokens {
            self.end(Finish::Length, &mut progress);
        }
        Ok(progress)
    }

    /// The likeliest token that may be written; where the request asks for a trace, `forbidden` gets what may not.
    ///
    /// # Errors
    /// [`GenerateError::Logits`].
    fn choose(
        &self,
        logits: &[f32],
        tokenizer: &Tokenizer,
        forbidden: &mut Vec<(u32, Rule)>,
    ) -> Result<Choice, GenerateError> {
        let leaning = &self.request.leaning;
        let lost = || GenerateError::Logits { written: self.written };
        let wanted = greedy(logits, leaning, &[]).ok_or_else(lost)?;
        let repeated = self.repetition.banned();
        let tried = if self.mark.first.is_none() { self.mark.taken.as_slice() } else { &[] };
        let mut banned = [repeated, tried].concat();
        if self.request.trace {
            forbidden.extend(repeated.iter().map(|&token| (token, Rule::Repetition)));
            forbidden.extend(tried.iter().map(|&token| (token, Rule::Tried)));
        }
        let mut best: Option<f32> = None;
        for _ in 0..TRIES {
            let token = if banned.is_empty() { Some(wanted) } else { greedy(logits, leaning, &banned) };
            let Some(token) = token else { break };
            let logit = leaning.logit(logits, token);
            if *best.get_or_insert(logit) - logit > GAP {
                break;
            }
            let Some(rule) = self.forbids(token, tokenizer) else {
                let detour = repeated.contains(&wanted);
                return Ok(if tokenizer.is_end(token) { Choice::End(token) } else { Choice::Token { token, detour } });
            };
            if self.request.trace {
                forbidden.push((token, rule));
            }
            banned.push(token);
        }
        if self.request.grounding.is_some() { Ok(Choice::None) } else { Err(lost()) }
    }

    /// The rule that forbids the answer to go on with a token.
    fn forbids(&self, token: u32, tokenizer: &Tokenizer) -> Option<Rule> {
        let grounding = self.request.grounding.as_ref()?;
        if tokenizer.is_end(token) {
            return grounding.forbids_end(&self.said, &self.open);
        }
        if tokenizer.is_control(token) {
            return Some(Rule::Control);
        }
        let piece = self.stream.clone().push(tokenizer, token);
        grounding.forbids(&self.said, &self.open, &piece)
    }

    /// A choice as lessons show it.
    #[cold]
    fn recorded(&self, logits: &[f32], tokenizer: &Tokenizer, choice: &Choice, forbidden: &[(u32, Rule)]) -> Box<Step> {
        let chosen = match *choice {
            Choice::Token { token, .. } | Choice::End(token) => Some(token),
            Choice::None => None,
        };
        let steers = |token| tokenizer.is_end(token) || tokenizer.is_control(token);
        let text = |token| (!steers(token)).then(|| self.stream.clone().push(tokenizer, token));
        Step::new(logits, &self.request.leaning, chosen, forbidden, &text)
    }

    /// Begins the open sentence anew with another token, or gives up.
    fn turn_back(&mut self, progress: &mut Progress) {
        let taken = self.mark.first.take();
        let Some(taken) = taken.filter(|_| self.mark.taken.len() < ROADS) else {
            self.end(Finish::Ungrounded, progress);
            return;
        };
        self.mark.taken.push(taken);
        if let Some(step) = &mut progress.step {
            step.kept = Some(self.mark.written);
        }
        self.repetition.take_back(self.mark.written);
        self.stream = self.mark.stream.clone();
        self.open.clone_from(&self.mark.open);
        // The token before the sentence is fed once more: its logits are what the sentence begins with.
        let prompt = &self.request.prompt;
        let last = self.repetition.tokens().last().or(prompt.last()).copied();
        self.next = [last.unwrap_or_default()];
        self.rewound = Some(prompt.len() + self.mark.written - 1);
    }

    /// Cuts the cache to what [`Generation::pending`] goes on from, where the answer was taken back. To be called before
    /// it; [`Generation::step`] does it by itself.
    pub fn rewind(&mut self, model: &mut dyn LanguageModel) {
        if let Some(length) = self.rewound.take() {
            let sequence = self.request.sequence;
            model.truncate(sequence, length);
            // Cutting gives back what was kept free for the answer, and nobody else has had the time to take it.
            let _ = model.reserve(sequence, self.request.prompt.len() + self.request.max_tokens);
        }
    }

    /// One slice of work: reads at most [`PREFILL_SLICE`] tokens, or writes one. After the end it does nothing.
    ///
    /// # Errors
    /// As [`Generation::begin`] and [`Generation::accept`], and where the forward pass fails.
    pub fn step(&mut self, model: &mut dyn LanguageModel, tokenizer: &Tokenizer) -> Result<Progress, GenerateError> {
        if !self.begun {
            self.begin(model)?;
        }
        self.rewind(model);
        let Some(feed) = self.pending() else {
            return Ok(Progress { finish: self.finish, ..Progress::default() });
        };
        model.feed(&[feed])?;
        self.accept(model.logits(), tokenizer)
    }

    /// Hands a sentence out; false where the answer ends with it.
    fn complete(&mut self, sentence: &str, progress: &mut Progress) -> bool {
        let sentence = sentence.trim();
        if sentence.is_empty() {
            return true;
        }
        if self.repetition.repeats(sentence) {
            self.end(Finish::Loop, progress);
            return false;
        }
        self.said.push(sentence);
        progress.sentences.push(sentence.to_owned());
        self.completed += 1;
        if self.completed >= self.request.max_sentences {
            self.end(Finish::Sentences, progress);
            return false;
        }
        true
    }

    fn end(&mut self, finish: Finish, progress: &mut Progress) {
        if self.finish.is_none() {
            self.finish = Some(finish);
            self.open.push_str(&self.stream.finish());
            let last = mem::take(&mut self.open);
            let whole = match finish {
                Finish::EndOfTurn => true,
                Finish::Length => sentences::is_finished(&last),
                Finish::Loop | Finish::Sentences | Finish::Ungrounded => false,
            };
            let allowed = |grounding: &Rc<Grounding>| grounding.forbids_end(&self.said, &last).is_none();
            let whole = whole && self.request.grounding.as_ref().is_none_or(allowed);
            if whole {
                self.complete(&last, progress);
            }
            if let Some(step) = &mut progress.step {
                step.finish = Some(finish);
                step.kept = (!whole && finish != Finish::Sentences).then_some(self.mark.written);
            }
        }
        progress.finish = self.finish;
    }
}
