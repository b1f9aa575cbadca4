//! Several requests side by side on the sequences of one model: the weights are read once a step for all of them.

use std::mem;

use super::error::GenerateError;
use super::generation::{Generation, Progress, Request};
use crate::model::{Feed, LanguageModel, Rows, SLICE};
use crate::tokenizer::Tokenizer;

/// Whose request it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId {
    /// The caller's own number.
    pub owner: usize,
    /// The number of the request among the owner's.
    pub number: usize,
}

/// What a request did in a step.
pub type Advance = (RequestId, Result<Progress, GenerateError>);

/// One sequence of the model.
#[derive(Debug, Default)]
struct Slot {
    /// The prompt whose beginning the sequence has cached.
    prompt: Vec<u32>,
    /// Whether it was read with the adapter: what has been read without one is of no use to it, nor the other way round.
    adapted: bool,
    /// The request under way.
    running: Option<(RequestId, Generation)>,
}

impl Slot {
    /// Tokens of the prompt that are cached.
    fn read(&self) -> &[u32] {
        let read = self.running.as_ref().map_or(self.prompt.len(), |(_, generation)| generation.read());
        &self.prompt[..read]
    }

    /// The request under way, where its owner is one of those that are served.
    fn served(&mut self, serves: &dyn Fn(usize) -> bool) -> Option<(RequestId, &mut Generation)> {
        let running = self.running.as_mut().filter(|(id, _)| serves(id.owner));
        running.map(|(id, generation)| (*id, generation))
    }
}

/// What became of a request.
#[derive(Debug)]
pub enum Begun {
    /// It is under way; so many of its first ids need not be read, since they are cached.
    Now {
        /// Ids.
        shared: usize,
    },
    /// There is no room for it yet.
    Later(Request),
}

/// How many ids two prompts begin with in common.
fn common_beginning(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Requests under way. One request is read at a time, since reading alone fills the machine; those that have been read are
/// written together, and go along with what is read: a token of theirs costs no more than one of a prompt then (Agrawal et
/// al., 2024).
#[derive(Debug)]
pub struct Scheduler {
    slots: Vec<Slot>,
}

impl Scheduler {
    /// A scheduler for a model with `sequences` sequences.
    #[must_use]
    pub fn new(sequences: usize) -> Self {
        Self { slots: (0..sequences.clamp(1, SLICE)).map(|_| Slot::default()).collect() }
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.slots.iter().all(|slot| slot.running.is_none())
    }

    /// Whether a request of an owner that `serves` names is still being read: another one should wait.
    #[must_use]
    pub fn is_reading(&self, serves: &dyn Fn(usize) -> bool) -> bool {
        let mut running = self.slots.iter().filter_map(|slot| slot.running.as_ref());
        running.any(|(id, generation)| serves(id.owner) && generation.is_reading())
    }

    /// Tokens that an owner's requests under way may still write.
    #[must_use]
    pub fn left(&self, owner: usize) -> usize {
        let running = self.slots.iter().filter_map(|slot| slot.running.as_ref());
        running.filter(|(id, _)| id.owner == owner).map(|(_, generation)| generation.left()).sum()
    }

    /// Ends an owner's requests; what has been cached stays for requests with the same beginning.
    pub fn cancel(&mut self, owner: usize) {
        for slot in self.slots.iter_mut().filter(|slot| slot.running.as_ref().is_some_and(|(id, _)| id.owner == owner))
        {
            slot.prompt.truncate(slot.read().len());
            slot.running = None;
        }
    }

    /// Ends everything under way and forgets all that is cached.
    pub fn forget(&mut self, model: &mut dyn LanguageModel) {
        for (sequence, slot) in self.slots.iter_mut().enumerate() {
            *slot = Slot::default();
            model.truncate(sequence, 0);
        }
    }

    /// Begins a request, or gives it back where there is no room yet. Its `sequence` and `shared`
    /// are chosen here: whatever sequence has the longest common beginning cached is taken over, the rest is read.
    ///
    /// # Errors
    /// As [`Generation::begin`].
    pub fn begin(
        &mut self,
        id: RequestId,
        mut request: Request,
        model: &mut dyn LanguageModel,
    ) -> Result<Begun, GenerateError> {
        // The last token is always read: its logits are what the answer begins with.
        let most = request.prompt.len().saturating_sub(1);
        let common = |slot: &Slot| {
            let read = if slot.adapted == request.adapted { slot.read() } else { &[] };
            common_beginning(read, &request.prompt[..most])
        };
        let source = (0..self.slots.len()).max_by_key(|index| (common(&self.slots[*index]), usize::MAX - index));
        let Some(source) = source else { return Ok(Begun::Later(request)) };
        let shared = common(&self.slots[source]);
        let lost = |index: usize| self.slots[index].read().len() - if index == source { shared } else { 0 };
        let idle = (0..self.slots.len()).filter(|index| self.slots[*index].running.is_none());
        let Some(mut free) = idle.min_by_key(|index| lost(*index)) else { return Ok(Begun::Later(request)) };
        let room = (request.prompt.len() + request.max_tokens).min(model.context());
        if !self.make_room(free, source, room, model) {
            // What the source has beyond the common beginning may be all that is in the way.
            let idle = self.slots[source].running.is_none();
            free = source;
            if !(idle && (self.make_room(free, source, room, model) || self.is_idle())) {
                return Ok(Begun::Later(request));
            }
        }
        request.shared = if model.share(source, free, shared) { shared } else { 0 };
        request.sequence = free;
        let slot = &mut self.slots[free];
        slot.prompt.clone_from(&request.prompt);
        slot.adapted = request.adapted;
        let mut generation = Generation::new(request)?;
        generation.begin(model)?;
        // Sharing and beginning may have given back what was made room for.
        let _ = model.reserve(free, room);
        let shared = generation.read();
        slot.running = Some((id, generation));
        Ok(Begun::Now { shared })
    }

    /// One pass of the model for the owners that `serves` names: a token for each request that is written, and beside them
    /// as much as fits of the prompt that is being read; what each request did. One that ended or failed is forgotten.
    ///
    /// # Errors
    /// Those of the model; nothing has changed then. A request's own are those of [`Generation::accept`].
    pub fn step(
        &mut self,
        serves: &dyn Fn(usize) -> bool,
        model: &mut dyn LanguageModel,
        tokenizer: &Tokenizer,
    ) -> Result<Vec<Advance>, GenerateError> {
        let mut room = SLICE;
        for (_, generation) in self.slots.iter_mut().filter_map(|slot| slot.served(serves)) {
            generation.rewind(model);
            room -= usize::from(!generation.is_reading());
        }
        let mut taking = Vec::with_capacity(self.slots.len());
        for (index, slot) in self.slots.iter_mut().enumerate() {
            let Some((_, generation)) = slot.served(serves) else { continue };
            if generation.is_reading() {
                generation.read_at_most(room);
                if mem::take(&mut room) == 0 {
                    continue;
                }
            }
            taking.push(index);
        }
        let running = taking.iter().filter_map(|index| self.slots[*index].running.as_ref());
        let feeds: Vec<Feed<'_>> = running.filter_map(|(_, generation)| generation.pending()).collect();
        if feeds.is_empty() {
            return Ok(Vec::new());
        }
        model.feed(&feeds)?;
        let has_logits: Vec<bool> = feeds.iter().map(|feed| feed.rows == Rows::Last).collect();
        let mut rows = model.logits().chunks_exact(model.vocabulary());
        let mut done = Vec::with_capacity(taking.len());
        for (index, has_logits) in taking.into_iter().zip(has_logits) {
            let slot = &mut self.slots[index];
            let Some((id, generation)) = &mut slot.running else { continue };
            let logits = if has_logits { rows.next().unwrap_or(&[]) } else { &[] };
            let progress = generation.accept(logits, tokenizer);
            let goes_on = progress.as_ref().is_ok_and(|progress| progress.finish.is_none());
            done.push((*id, progress));
            if !goes_on {
                slot.running = None;
            }
        }
        Ok(done)
    }

    /// Gives a slot room for `length` positions, at the cost of what idle slots other than `source` have cached.
    fn make_room(&mut self, free: usize, source: usize, length: usize, model: &mut dyn LanguageModel) -> bool {
        for index in 0..self.slots.len() {
            if model.reserve(free, length) {
                return true;
            }
            if self.slots[index].running.is_none() && index != free && index != source {
                self.slots[index].prompt.clear();
                model.truncate(index, 0);
            }
        }
        model.reserve(free, length)
    }
}
