//! The errors of the engine and its time across the boundary.

use js_sys::{Error, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WorkerGlobalScope;

use super::coded::Coded;
use crate::model::ModelError;
use crate::ports::Clock;
use crate::summarize::SummarizeError;
use crate::tokenizer::TokenizerError;

impl Coded for ModelError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }
}

impl Coded for TokenizerError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }
}

impl Coded for SummarizeError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }
}

/// An error of the boundary itself: options that are no such JSON.
pub fn invalid_options(problem: &serde_json::Error) -> JsValue {
    let js = Error::new(&format!("the engine's options can't be read: {problem}"));
    for (key, value) in [("code", "options-invalid"), ("detail", "")] {
        let _ = Reflect::set(&js, &key.into(), &value.into());
    }
    js.into()
}

/// The worker's own clock.
pub struct WorkerClock;

impl Clock for WorkerClock {
    fn now_ms(&self) -> f64 {
        let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().ok();
        scope.and_then(|scope| scope.performance()).map_or_else(js_sys::Date::now, |clock| clock.now())
    }
}
