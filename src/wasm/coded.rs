//! Errors across the boundary.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// What every error has at the boundary.
pub trait Coded: std::error::Error {
    /// The stable code.
    fn code(&self) -> &'static str;
}

/// A JavaScript `Error` with `code`, `message` and `detail`.
pub fn throw(error: &impl Coded) -> JsValue {
    let js = Error::new(&error.to_string());
    let detail = std::iter::successors(error.source(), |cause| cause.source()).map(ToString::to_string);
    let detail = detail.collect::<Vec<_>>().join(": ");
    for (key, value) in [("code", error.code()), ("detail", &detail)] {
        // Setting a property of a fresh object can't fail.
        let _ = Reflect::set(&js, &key.into(), &value.into());
    }
    js.into()
}
