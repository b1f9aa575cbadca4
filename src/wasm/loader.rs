//! A model while its bytes arrive.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::boundary::{WorkerClock, invalid_options};
use super::coded::throw;
use super::session::Session;
use crate::kernels::{Kernel, probe};

/// What the worker decides about a model.
#[derive(Deserialize)]
#[serde(default)]
pub(super) struct LoadOptions {
    pub threads: usize,
    pub kernel: String,
    pub context: usize,
    pub sequences: usize,
    pub positions: usize,
}

/// Eight chunks side by side, each of some hundred tokens: more bring little, and all take room.
impl Default for LoadOptions {
    fn default() -> Self {
        Self { threads: 1, kernel: "auto".into(), context: 2048, sequences: 8, positions: 4096 }
    }
}

impl LoadOptions {
    /// The kernel that was asked for, else the one that turns out to be the fastest.
    #[cfg_attr(feature = "candle", expect(dead_code, reason = "the slow road has candle's own kernels"))]
    pub fn kernel(&self) -> Kernel {
        Kernel::named(&self.kernel).unwrap_or_else(|| probe::fastest(&WorkerClock))
    }
}

/// Takes a GGUF file's bytes in order.
#[wasm_bindgen]
pub struct Loader {
    options: LoadOptions,
    #[cfg(not(feature = "candle"))]
    inner: crate::model::Loader,
    /// The slow road reads the whole file at once.
    #[cfg(feature = "candle")]
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl Loader {
    /// A loader for a file of `file_bytes` bytes; options as JSON: `{threads, kernel, context, sequences,
    /// positions}`.
    ///
    /// # Errors
    /// `options-invalid`; `model-memory` on the slow road.
    #[wasm_bindgen(constructor)]
    pub fn new(file_bytes: f64, options: &str) -> Result<Self, JsValue> {
        let options = serde_json::from_str(options).map_err(|problem| invalid_options(&problem))?;
        #[cfg(not(feature = "candle"))]
        return Ok(Self { options, inner: crate::model::Loader::new(file_bytes as u64) });
        #[cfg(feature = "candle")]
        {
            let mut bytes = Vec::new();
            let memory = |_| throw(&crate::model::ModelError::Memory("the model's file"));
            bytes.try_reserve_exact(file_bytes as usize).map_err(memory)?;
            Ok(Self { options, bytes })
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// As soon as the file's header shows that the model can't be run.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        #[cfg(not(feature = "candle"))]
        return self.inner.push(bytes).map_err(|error| throw(&error));
        #[cfg(feature = "candle")]
        {
            self.bytes.extend_from_slice(bytes);
            Ok(())
        }
    }

    /// The model, once every byte has been pushed.
    ///
    /// # Errors
    /// Where bytes or tensors are missing, or memory doesn't suffice.
    pub fn finish(self) -> Result<Session, JsValue> {
        #[cfg(not(feature = "candle"))]
        return Session::fast(self.inner, &self.options);
        #[cfg(feature = "candle")]
        return Session::slow(&self.bytes, &self.options);
    }
}
