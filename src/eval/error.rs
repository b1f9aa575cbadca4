//! What can be wrong with a set.

use thiserror::Error;

/// Why a set can't be scored.
#[derive(Debug, Error)]
pub enum EvalError {
    /// A line is no JSON, or lacks something.
    #[error("line {line} of the set can't be read: {problem}; each line is an object with {form}")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong.
        problem: String,
        /// What each line has.
        form: &'static str,
    },
    /// There is no item at all.
    #[error("the set has no items; give a file with one JSON object a line")]
    Empty,
}
