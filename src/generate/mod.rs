//! Logits to a stream of tokens: one request is read (prefill) and written (decode) in small slices.
//!
//! A [`Generation`] holds no reference to the model and nothing global, so that many of them, each on a sequence of its
//! own, can be advanced side by side: [`Generation::pending`] says what it wants to be fed, [`Generation::accept`] takes
//! the logits, and [`Generation::step`] does both for one alone.
//!
//! Writing is greedy and therefore the same every time. Text leaves a generation sentence by sentence; what a limit cuts
//! off in the middle of a sentence never leaves it.

mod abbreviations;
mod error;
mod generation;
mod measure;
mod repetition;
mod sampler;
pub mod sentences;
#[cfg(test)]
mod tests;

pub use error::GenerateError;
pub use generation::{Finish, Generation, PREFILL_SLICE, Progress, Request};
pub use measure::{Measurement, measure};
pub use sampler::{Leaning, greedy};
