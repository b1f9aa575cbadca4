//! One note being summarized, in small steps.

use std::collections::VecDeque;
use std::mem;
use std::ops::Range;

use super::ask::{Ask, SENTENCE_TOKENS};
use super::chunk::chunks;
use super::clean::{Document, clean};
use super::compose::{marked, shown};
use super::draft::{Point, Reading, Said, select};
use super::error::SummarizeError;
use super::event::{Coverage, Event, Evidence, Sentence, Summary};
use super::list;
use super::options::{Kind, Options};
use super::plan::{Part, parts, size};
use super::prompt::{BACKGROUND_TOKENS, Prompts};
use super::quote_only;
use super::task::Task;
use super::units::{Role, Unit, units};
use super::weigh::{Weights, favour};
use super::words::{Frequencies, words};
use crate::generate::{Advance, Begun, GenerateError, Progress, Request, RequestId, Scheduler};
use crate::model::LanguageModel;
use crate::tokenizer::Tokenizer;

/// UTF-8 bytes of a note at most: about 170,000 words. Reading that takes a quarter of an hour at 300 tokens a second; a
/// longer text is better cut by a person, who knows its parts.
pub const MAX_NOTE_BYTES: usize = 1_000_000;

/// Sentences that the model writes about one chunk at most.
const SENTENCES: usize = 4;

/// The smallest room for a chunk with which it makes sense to begin, in tokens.
const LEAST_CHUNK: usize = 64;

/// Words up to which a note is shown as it is.
const WORDS_TO_QUOTE: usize = 14;

/// Words of a note's beginning that stand for it where it has no sentence.
const WORDS_TO_SHOW: usize = 20;

/// A part that the model is at.
#[derive(Debug)]
struct Running {
    part: Part,
    /// What was written about it and has not been looked at: parts are taken in the note's order.
    sentences: Vec<String>,
    finished: bool,
}

/// Said of a summary that was written without grounding.
const UNGROUNDED: &str =
    "Grounding was off: the model wrote what it liked, and nothing of it was looked up in the note.";

/// A summary in the making.
#[derive(Debug)]
pub struct SummaryJob {
    options: Options,
    /// As it was given: evidence points into it.
    note: String,
    document: Document,
    units: Vec<Unit>,
    frequencies: Frequencies,
    weights: Weights,
    asks: VecDeque<Ask>,
    /// Parts that the model is not asked about: all, or none.
    quoted: VecDeque<Part>,
    /// The parts being read and written, in the note's order.
    running: VecDeque<Running>,
    /// The request of the next ask, where it has been refused for want of room.
    refused: Option<Request>,
    candidates: Vec<Point>,
    said: Said,
    /// Parts that are finished.
    finished: usize,
    /// Prompt tokens that the model has read, and those that it still had from before.
    read: usize,
    cached: usize,
    /// Tokens of all prompts.
    prompts: usize,
    written: usize,
    /// What the asks to come may write at most.
    write_ahead: usize,
    sentences: Vec<Sentence>,
    dropped: usize,
    coverage: Coverage,
    warnings: Vec<String>,
    done: bool,
}

impl SummaryJob {
    /// Reads the note as far as it can be without the model: all prompts are built, so that the total is known. `context`
    /// is the number of positions that the model was loaded with.
    ///
    /// # Errors
    /// [`SummarizeError::NoteEmpty`], [`SummarizeError::NoteTooLong`], [`SummarizeError::Context`], and those of the
    /// tokenizer.
    pub fn start(note: &str, options: Options, tokenizer: &Tokenizer, context: usize) -> Result<Self, SummarizeError> {
        if note.len() > MAX_NOTE_BYTES {
            return Err(SummarizeError::NoteTooLong { bytes: note.len(), limit: MAX_NOTE_BYTES });
        }
        let document = clean(note);
        let text = document.text();
        if words(text).next().is_none() {
            return Err(SummarizeError::NoteEmpty);
        }
        let warnings = document.left_out().into_iter().collect();
        let mut job = Self {
            frequencies: Frequencies::of(text),
            options,
            note: note.to_owned(),
            units: units(&document),
            document,
            weights: Weights::default(),
            asks: VecDeque::new(),
            quoted: VecDeque::new(),
            running: VecDeque::new(),
            refused: None,
            candidates: Vec::new(),
            said: Said::default(),
            finished: 0,
            read: 0,
            cached: 0,
            prompts: 0,
            written: 0,
            write_ahead: 0,
            sentences: Vec::new(),
            dropped: 0,
            coverage: Coverage::default(),
            warnings,
            done: false,
        };
        if !job.quote_whole(tokenizer)? {
            job.plan(tokenizer, context)?;
        }
        Ok(job)
    }

    /// Whether nobody waits for it.
    #[must_use]
    pub fn is_unattended(&self) -> bool {
        self.options.unattended
    }

    /// Whether [`Event::Done`] has been given.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Requests that are under way.
    #[must_use]
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// Whether there is a chunk that the model could begin with now.
    #[must_use]
    pub fn can_begin(&self) -> bool {
        let first_is_over = self.begun() == 0 || self.finished > 0;
        !self.asks.is_empty() && (first_is_over || self.options.unattended)
    }

    /// A slice of what can be done without the model: a chunk that is quoted, or the end; [`Event::Done`] comes last and
    /// once.
    pub fn settle(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(part) = self.quoted.pop_front() {
            self.finish_part(part, &mut events);
        } else if self.running.is_empty() && self.asks.is_empty() && !self.done {
            self.close(&mut events);
        }
        events
    }

    /// Has the next chunk read, where there is one and room for it. Its request belongs to `owner`.
    ///
    /// # Errors
    /// Those of the tokenizer and of [`Scheduler::begin`]. The job cannot be continued then.
    pub fn begin(
        &mut self,
        owner: usize,
        model: &mut dyn LanguageModel,
        tokenizer: &Tokenizer,
        scheduler: &mut Scheduler,
    ) -> Result<(), SummarizeError> {
        let Some(ask) = self.asks.front() else { return Ok(()) };
        let request = match self.refused.take() {
            Some(request) => request,
            None => ask.request(&self.document.text()[ask.part.chunk.range.clone()], &self.options, tokenizer)?,
        };
        match scheduler.begin(RequestId { owner, number: self.begun() }, request, model)? {
            Begun::Later(request) => self.refused = Some(request),
            Begun::Now { shared } => {
                if let Some(ask) = self.asks.pop_front() {
                    self.cached += shared;
                    self.write_ahead -= ask.to_write();
                    self.running.push_back(Running { part: ask.part, sentences: Vec::new(), finished: false });
                }
            }
        }
        Ok(())
    }

    /// Takes what the job's requests did in a pass; `left`: tokens that those under way may still write.
    ///
    /// # Errors
    /// That of a request. The job cannot be continued then.
    pub fn accept<'a>(&mut self, advances: &[&'a Advance], left: usize) -> Result<Vec<Event>, &'a GenerateError> {
        let (mut events, mut both, mut ended) = (Vec::new(), (0, 0), false);
        for (id, progress) in advances {
            let progress = progress.as_ref()?;
            events.extend(progress.step.clone().map(|step| Event::Choice { part: id.number, step }));
            both = (both.0 + progress.read, both.1 + progress.written);
            ended |= progress.finish.is_some();
            self.note(id.number, progress);
        }
        (self.read, self.written) = (self.read + both.0, self.written + both.1);
        if both.0 > 0 {
            let (done, cached) = (self.read + self.cached, self.cached);
            events.push(Event::Read { done, cached, total: self.prompts });
        }
        if both.1 > 0 || ended {
            let total = self.written + left + self.write_ahead;
            events.push(Event::Write { done: self.written, total });
        }
        while let Some(first) = self.running.front_mut() {
            let sentences = mem::take(&mut first.sentences);
            let Some(mut first) = self.running.pop_front() else { break };
            // One after the other: which of them were waiting together is chance.
            for sentence in sentences {
                self.take(&mut first.part, &sentence, &mut events);
            }
            if !first.finished {
                self.running.push_front(first);
                break;
            }
            self.finish_part(first.part, &mut events);
        }
        Ok(events)
    }

    /// Parts begun so far: the number of the next one's request.
    fn begun(&self) -> usize {
        self.finished + self.running.len()
    }

    /// Keeps what one request did.
    fn note(&mut self, number: usize, progress: &Progress) {
        if let Some(running) = self.running.get_mut(number - self.finished) {
            running.sentences.extend_from_slice(&progress.sentences);
            running.finished = progress.finish.is_some();
        }
    }

    /// Settles a note that is quoted without the model; false where it needs the model.
    fn quote_whole(&mut self, tokenizer: &Tokenizer) -> Result<bool, SummarizeError> {
        let points = if let Some((points, items)) = list::points(self.document.text(), &self.units, &self.options) {
            let shown = if self.options.kind == Kind::KeyPoints { points.len() } else { items };
            let some = if shown < items { format!(", {shown} of {items}") } else { String::new() };
            self.warnings.push(format!("The note is a list, so its items are quoted{some}."));
            points
        } else if words(self.document.text()).count() <= WORDS_TO_QUOTE {
            self.warnings.push("The note is so short that it is shown as it is.".to_owned());
            let quoted = |units: &[Unit]| {
                let texts: Vec<String> = units.iter().map(|unit| unit.plain(self.document.text())).collect();
                Point::quoted(texts.join(" "), units.iter().map(|unit| unit.range.clone()))
            };
            let size = if self.options.kind == Kind::KeyPoints { 1 } else { self.units.len() };
            self.units.chunks(size).map(quoted).collect()
        } else {
            return Ok(false);
        };
        let tokens = tokenizer.encode(self.document.text())?.len();
        self.coverage = Coverage { tokens_read: tokens, tokens_total: tokens, chunks: 1 };
        self.candidates = points;
        Ok(true)
    }

    /// Cuts the note and builds all prompts.
    fn plan(&mut self, tokenizer: &Tokenizer, context: usize) -> Result<(), SummarizeError> {
        let prompts = Prompts::new(tokenizer, &self.options)?;
        if prompts.shortened {
            self.warnings.push(format!("Only the first {BACKGROUND_TOKENS} tokens of the background were used."));
        }
        let sentences = self.units.iter().filter(|unit| unit.role != Role::Heading).count();
        let points = self.options.points().min(sentences.div_ceil(2)).max(1);
        let most = if self.options.adapted { points } else { SENTENCES };
        let overhead = prompts.prompt(Task::of(points, &self.options), "")?.len() + most * SENTENCE_TOKENS;
        // Text and frame together may need a token or two more than each alone.
        let limit = context.saturating_sub(overhead + 8);
        if limit < LEAST_CHUNK {
            return Err(SummarizeError::Context { context, needed: overhead + 8 + LEAST_CHUNK });
        }
        let tokens = tokenizer.encode(self.document.text())?.len();
        let text = self.document.text();
        let chunks = chunks(&self.document, &self.units, size(tokens, points, limit, self.options.adapted), tokenizer)?;
        let tokens_total = chunks.iter().map(|chunk| chunk.tokens).sum();
        let (parts, weights) = parts(text, &self.units, chunks, points, &self.options, &self.frequencies);
        self.weights = weights;
        self.coverage = Coverage { tokens_read: 0, tokens_total, chunks: parts.len() };
        let reason = quote_only::reason(text, &self.units, tokenizer);
        let raw = self.options.ungrounded && reason.is_none();
        self.warnings.extend(reason.or(raw.then_some(UNGROUNDED)).map(str::to_owned));
        if reason.is_some() {
            self.quoted.extend(parts);
            return Ok(());
        }
        for part in parts {
            let prompt = prompts.prompt(Task::of(part.points, &self.options), &text[part.chunk.range.clone()])?;
            let ask = Ask { sentences: part.points.min(most), part, prompt };
            self.prompts += ask.prompt.len();
            self.write_ahead += ask.to_write();
            self.asks.push_back(ask);
        }
        Ok(())
    }

    /// Keeps a sentence that the model wrote about a part, if it can be shown. Where the part has several points for itself,
    /// there is nothing to choose from, and it is shown at once.
    fn take(&mut self, part: &mut Part, sentence: &str, events: &mut Vec<Event>) {
        if self.options.ungrounded {
            self.show(vec![Point::ungrounded(sentence, &part.chunk.range)], false, events);
            return;
        }
        let units = part.chunk.units_of(&self.units);
        let reading = Reading::new(self.document.text(), &units);
        let Some(point) = reading.written(sentence, &self.frequencies) else {
            self.dropped += 1;
            return;
        };
        if part.points > 1 {
            let chosen = select(vec![point], 1, 1.0, &mut self.said);
            part.points -= chosen.len();
            self.show(chosen, false, events);
        } else {
            self.candidates.push(point);
        }
    }

    /// A part was read to its end: what of its points is still due is shown.
    fn finish_part(&mut self, part: Part, events: &mut Vec<Event>) {
        self.finished += 1;
        self.coverage.tokens_read += part.chunk.tokens;
        if self.prompts > 0 && self.options.ungrounded {
            return;
        }
        let mut candidates = mem::take(&mut self.candidates);
        self.weights.apply(&mut candidates);
        candidates.extend(part.quotes);
        let chosen = select(candidates, part.points, favour(&self.options), &mut self.said);
        self.show(chosen, false, events);
    }

    /// Appends points to the summary; `verbatim` ones are those that stand for the whole note.
    fn show(&mut self, points: Vec<Point>, verbatim: bool, events: &mut Vec<Event>) {
        for point in points {
            let shown = shown(&point.text, verbatim, &self.options);
            let text = marked(&shown, self.sentences.is_empty(), &self.options);
            let evidence = point.evidence.iter().map(|(range, share)| self.evidence(range, *share)).collect();
            let sentence = Sentence { text: shown, origin: point.origin, evidence };
            self.sentences.push(sentence.clone());
            events.push(Event::Text { text, sentence });
        }
    }

    /// Bytes of the cleaned note as a passage of the note.
    fn evidence(&self, range: &Range<usize>, score: f64) -> Evidence {
        let source = self.document.source(range.clone());
        let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
        let start = units(&self.note[..source.start]);
        Evidence { start, end: start + units(&self.note[source]), score }
    }

    fn close(&mut self, events: &mut Vec<Event>) {
        let settled = mem::take(&mut self.candidates);
        self.show(settled, true, events);
        if self.sentences.is_empty() {
            // Nothing in the note is a sentence: its beginning stands for it.
            let text = self.document.text();
            let (mut beginning, mut evidence) = (Vec::new(), Vec::new());
            for unit in &self.units {
                let left = WORDS_TO_SHOW - beginning.len();
                if left == 0 {
                    break;
                }
                beginning.extend(text[unit.range.clone()].split_whitespace().take(left));
                evidence.push(unit.range.clone());
            }
            let point = Point::quoted(beginning.join(" "), evidence.into_iter());
            self.show(vec![point], true, events);
        }
        self.done = true;
        let text = |(at, sentence): (usize, &Sentence)| marked(&sentence.text, at == 0, &self.options);
        let summary = Summary {
            text: self.sentences.iter().enumerate().map(text).collect(),
            sentences: mem::take(&mut self.sentences),
            dropped: self.dropped,
            coverage: self.coverage,
            read_tokens: self.read,
            written_tokens: self.written,
            warnings: mem::take(&mut self.warnings),
        };
        events.push(Event::Done { summary });
    }
}
