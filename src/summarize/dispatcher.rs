//! Notes being summarized side by side on the sequences of one model: after each pass, whatever is free goes to the next
//! chunk, no matter whose (continuous batching: Yu et al., 2022). What a note's summary says does not depend on the others.

use super::error::SummarizeError;
use super::event::{Event, Failure};
use super::job::SummaryJob;
use super::options::Options;
use crate::generate::Scheduler;
use crate::model::LanguageModel;
use crate::tokenizer::Tokenizer;

/// Jobs by their numbers. While somebody waits for one, the unattended ones rest.
#[derive(Debug)]
pub struct Dispatcher {
    /// In the order in which they came.
    jobs: Vec<(usize, SummaryJob)>,
    started: usize,
    scheduler: Scheduler,
}

impl Dispatcher {
    /// A dispatcher for a model with `sequences` sequences.
    #[must_use]
    pub fn new(sequences: usize) -> Self {
        Self { jobs: Vec::new(), started: 0, scheduler: Scheduler::new(sequences) }
    }

    /// Begins to summarize a note; the number of the job, which no other one has.
    ///
    /// # Errors
    /// As [`SummaryJob::start`].
    pub fn start(
        &mut self,
        note: &str,
        options: Options,
        tokenizer: &Tokenizer,
        context: usize,
    ) -> Result<usize, SummarizeError> {
        let job = SummaryJob::start(note, options, tokenizer, context)?;
        self.started += 1;
        self.jobs.push((self.started, job));
        Ok(self.started)
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Ends a job, if it is still under way; the others go on.
    pub fn cancel(&mut self, number: usize) {
        self.jobs.retain(|(other, _)| *other != number);
        self.scheduler.cancel(number);
    }

    /// Ends all jobs and forgets what is cached: the model is about to be used by others.
    pub fn end(&mut self, model: &mut dyn LanguageModel) {
        self.jobs.clear();
        self.scheduler.forget(model);
    }

    /// One slice of work, some milliseconds long; what happened to which job. [`Event::Done`] or [`Event::Error`] comes last
    /// and once for each.
    pub fn step(&mut self, model: &mut dyn LanguageModel, tokenizer: &Tokenizer) -> Vec<(usize, Event)> {
        let mut events = Vec::new();
        for (number, job) in &mut self.jobs {
            events.extend(job.settle().into_iter().map(|event| (*number, event)));
        }
        self.jobs.retain(|(_, job)| !job.is_done());
        let mut failed = self.begin(model, tokenizer);
        // Where those that somebody waits for find no room, the others make some by going on.
        let urgent = self.jobs.iter().any(|(_, job)| !job.is_unattended() && job.running() > 0);
        let Self { jobs, scheduler, .. } = self;
        let serves = |owner| !urgent || jobs.iter().any(|(number, job)| *number == owner && !job.is_unattended());
        match scheduler.step(&serves, model, tokenizer) {
            Ok(advances) => {
                for (number, job) in jobs {
                    let own: Vec<_> = advances.iter().filter(|(id, _)| id.owner == *number).collect();
                    if own.is_empty() {
                        continue;
                    }
                    match job.accept(&own, scheduler.left(*number)) {
                        Ok(told) => events.extend(told.into_iter().map(|event| (*number, event))),
                        Err(error) => failed.push((*number, Failure::new(error.code(), error))),
                    }
                }
            }
            // Whoever took part in the pass: it cannot be told whose fault it was.
            Err(error) => {
                let part = jobs.iter().filter(|(number, job)| job.running() > 0 && serves(*number));
                failed.extend(part.map(|(number, _)| (*number, Failure::new(error.code(), &error))));
            }
        }
        for (number, error) in failed {
            self.cancel(number);
            events.push((number, Event::Error { error }));
        }
        events
    }

    /// Has the next chunk read, if nothing is being read: of those jobs that have the fewest under way, the first one's. A
    /// long note leaves room for short ones that way. The job that failed, if one did.
    fn begin(&mut self, model: &mut dyn LanguageModel, tokenizer: &Tokenizer) -> Vec<(usize, Failure)> {
        let awaited = self.jobs.iter().any(|(_, job)| !job.is_unattended());
        let has_turn = |job: &SummaryJob| !awaited || !job.is_unattended();
        let jobs = &self.jobs;
        let turns = |owner| jobs.iter().any(|(number, job)| *number == owner && has_turn(job));
        if self.scheduler.is_reading(&turns) {
            return Vec::new();
        }
        let ready = self.jobs.iter_mut().filter(|(_, job)| has_turn(job) && job.can_begin());
        let Some((number, job)) = ready.min_by_key(|(_, job)| job.running()) else { return Vec::new() };
        let begun = job.begin(*number, model, tokenizer, &mut self.scheduler);
        begun.err().map(|error| (*number, Failure::new(error.code(), &error))).into_iter().collect()
    }
}
