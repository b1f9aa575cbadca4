//! The bindings of the scorer, a module of its own: what the page's report card needs, and nothing of the engine.

use wasm_bindgen::prelude::*;

use super::coded::{Coded, throw};
use crate::eval::notes::{ScoreError, report_json, score_json};

impl Coded for ScoreError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }
}

/// Scores a summary; see [`score_json`].
///
/// # Errors
/// `options-invalid`.
#[wasm_bindgen]
pub fn score(note: &str, source: &str, summary: &str) -> Result<String, JsValue> {
    score_json(note, source, summary).map_err(|error| throw(&error))
}

/// The report over a run; see [`report_json`].
///
/// # Errors
/// `options-invalid`.
#[wasm_bindgen]
pub fn report(lines: &str) -> Result<String, JsValue> {
    report_json(lines).map_err(|error| throw(&error))
}
