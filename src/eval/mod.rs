//! A scored set: how good summaries are, and whether they are true.
//!
//! An [`Item`](item::Item) is a text with summaries that people wrote and those that systems wrote. Each of the latter is
//! compared with the former ([`rouge`]), looked up in the text ([`faithfulness`]) and searched for faults of form
//! ([`form`]), and so are extracts of the same length ([`baseline`]). A [`report`] adds up, with intervals
//! ([`bootstrap`]).
//!
//! The project's own set has no summaries by people but the facts that one should tell ([`facts`], [`spelling`]): see
//! [`notes`].

pub mod baseline;
pub mod bootstrap;
pub mod date;
mod error;
pub mod facts;
pub mod faithfulness;
pub mod form;
pub mod item;
mod lines;
pub mod markdown;
pub mod name;
pub mod notes;
pub mod number;
pub mod porter;
pub mod report;
pub mod rouge;
pub mod spelling;

pub use error::EvalError;
