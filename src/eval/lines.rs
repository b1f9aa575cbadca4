//! The form of what the scorer reads: one JSON object a line.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::EvalError;

/// What was run (the object `run` of a line that has nothing else), and the items with the numbers of their lines, from
/// 1. Empty lines count as none; `form` says what an item has.
///
/// # Errors
/// [`EvalError::Line`], [`EvalError::Empty`].
pub(super) fn read<T: DeserializeOwned>(
    lines: &str,
    form: &'static str,
) -> Result<(Value, Vec<(usize, T)>), EvalError> {
    let (mut about, mut items) = (Value::Null, Vec::new());
    for (line, text) in (1..).zip(lines.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let wrong = |problem: serde_json::Error| EvalError::Line { line, problem: problem.to_string(), form };
        let mut value: Value = serde_json::from_str(text).map_err(wrong)?;
        match value.get_mut("run") {
            Some(run) => about = run.take(),
            None => items.push((line, serde_json::from_value(value).map_err(wrong)?)),
        }
    }
    if items.is_empty() { Err(EvalError::Empty) } else { Ok((about, items)) }
}
