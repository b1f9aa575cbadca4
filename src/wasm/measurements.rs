//! How fast a loaded model is: for benchmarks.

use serde_json::json;
use wasm_bindgen::prelude::*;

use super::boundary::WorkerClock;
use super::coded::throw;
use super::session::Session;
use crate::generate::{Measurement, measure};
use crate::tokenizer::{Message, Role};

impl Session {
    fn taken(
        &mut self,
        system: &str,
        user: &str,
        count: usize,
        sequences: usize,
        adapted: bool,
    ) -> Result<Measurement, JsValue> {
        self.end();
        let turns = [Message { role: Role::System, content: system }, Message { role: Role::User, content: user }];
        let ids = self.tokenizer.chat(&turns).map_err(|error| throw(&error))?;
        measure(&mut *self.model, &WorkerClock, &ids, count, sequences, adapted).map_err(|error| throw(&error))
    }
}

#[wasm_bindgen]
impl Session {
    /// Reads a system and a user turn and writes `count` tokens, with the adapter or without: `{read, read_ms, write_ms,
    /// written}` as JSON. Ends all jobs.
    ///
    /// # Errors
    /// Where both don't fit the context.
    pub fn measure(&mut self, system: &str, user: &str, count: usize, adapted: bool) -> Result<String, JsValue> {
        let taken = self.taken(system, user, count, 1, adapted)?;
        let (read, written) = (taken.read, taken.written.concat());
        let times = json!({"read": read, "read_ms": taken.read_ms, "write_ms": taken.write_ms, "written": written});
        Ok(times.to_string())
    }

    /// Reads a system and a user turn in each of some sequences and writes `count` tokens to all of them side by side:
    /// `{read, read_ms, write_ms, written: [[token]]}` as JSON. With the adapter or without. Ends all jobs.
    ///
    /// # Errors
    /// Where both don't fit the context, or the loader was told of fewer sequences.
    pub fn measure_batch(
        &mut self,
        system: &str,
        user: &str,
        count: usize,
        sequences: usize,
        adapted: bool,
    ) -> Result<String, JsValue> {
        let Measurement { read, read_ms, write_ms, written } = self.taken(system, user, count, sequences, adapted)?;
        Ok(json!({"read": read, "read_ms": read_ms, "write_ms": write_ms, "written": written}).to_string())
    }
}

#[cfg(not(feature = "candle"))]
#[wasm_bindgen]
impl Session {
    /// The machine's limits and the kernels' rates: `{multiply_adds: [[form, rate]], reads, prefill, decode, head}` as
    /// JSON, a rate being `{giga, spread}` (see `model::Roofline`). Takes some seconds. Ends all jobs.
    ///
    /// # Errors
    /// `model-memory`.
    pub fn roofline(&mut self) -> Result<String, JsValue> {
        self.end();
        let roofline = self.model.roofline(&WorkerClock).map_err(|error| throw(&error))?;
        Ok(json!(roofline).to_string())
    }
}
