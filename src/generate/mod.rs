//! Logits to a stream of tokens: one request is read (prefill) and written (decode) in small slices.
//!
//! A [`Generation`] holds no reference to the model and nothing global, so that many of them, each on a sequence of its
//! own, can be advanced side by side: [`Generation::pending`] says what it wants to be fed, [`Generation::accept`] takes
//! the logits. [`Scheduler`] does so for many, [`Generation::step`] for one alone.
//!
//! Writing is greedy and therefore the same every time. Text leaves a generation sentence by sentence; what a limit cuts
//! off in the middle of a sentence never leaves it.

mod abbreviations;
mod completion;
mod error;
mod finish;
mod generation;
pub mod grounding;
mod measure;
mod repetition;
mod sampler;
mod scheduler;
pub mod sentences;
#[cfg(test)]
mod tests;
mod trace;

pub use completion::{Completion, complete};
pub use error::GenerateError;
pub use finish::Finish;
pub use generation::{Generation, PREFILL_SLICE, Progress, Request};
pub use grounding::Grounding;
pub use measure::{Measurement, measure};
pub use sampler::{Leaning, greedy};
pub use scheduler::{Advance, Begun, RequestId, Scheduler};
pub use trace::{Candidate, Rule, Step};
