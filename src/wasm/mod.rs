//! The bindings: `open(bytes) · start(note, options) -> job · step(budget) -> events · cancel(job)`. The only place that names
//! wasm-bindgen, js-sys and web-sys. No logic. With the feature `scorer` they are those of the scorer in place of the
//! engine's, so that neither module has the other in it.

mod coded;

#[cfg(not(any(feature = "scorer", feature = "candle")))]
mod adapter;
#[cfg(not(feature = "scorer"))]
mod boundary;
#[cfg(not(feature = "scorer"))]
mod engine;
#[cfg(not(feature = "scorer"))]
mod loader;
#[cfg(not(feature = "scorer"))]
mod measurements;
#[cfg(feature = "scorer")]
mod scorer;
#[cfg(not(feature = "scorer"))]
mod session;
