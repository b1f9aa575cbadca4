//! A loaded model and the jobs that it works on.

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::boundary::{WorkerClock, invalid_options};
use super::coded::throw;
use super::loader::LoadOptions;
use crate::generate::complete;
use crate::gguf::Header;
use crate::model::{LanguageModel, fingerprint};
use crate::ports::Clock;
use crate::summarize::{Dispatcher, Options, SummarizeError};
use crate::tokenizer::{Message, Role, Tokenizer};

#[cfg(feature = "candle")]
pub(super) type Model = crate::model::candle::CandleModel;
#[cfg(not(feature = "candle"))]
pub(super) type Model = crate::model::FastModel;

/// A loaded model, and the notes that it summarizes.
#[wasm_bindgen]
pub struct Session {
    pub(super) tokenizer: Tokenizer,
    pub(super) model: Box<Model>,
    info: String,
    dispatcher: Dispatcher,
}

impl Session {
    #[cfg(not(feature = "candle"))]
    pub(super) fn fast(loader: crate::model::Loader, options: &LoadOptions) -> Result<Self, JsValue> {
        use crate::model::{FastModel, Settings};
        let (header, config, weights) = loader.finish().map_err(|error| throw(&error))?;
        let tokenizer = Tokenizer::from_metadata(&header.metadata).map_err(|error| throw(&error))?;
        let settings = Settings {
            threads: options.threads,
            kernel: options.kernel(),
            context: options.context,
            sequences: options.sequences,
            positions: options.positions,
        };
        let model = FastModel::new(config, weights, settings).map_err(|error| throw(&error))?;
        let mut info = describe(&header, &model);
        info["road"] = json!("fast");
        info["kernel"] = json!(settings.kernel.name());
        info["threads"] = json!(model.threads());
        info["parameters"] = json!(model.parameters());
        info["weight_bytes"] = json!(model.weight_bytes());
        let dispatcher = Dispatcher::new(model.sequences());
        Ok(Self { tokenizer, model: Box::new(model), info: info.to_string(), dispatcher })
    }

    #[cfg(feature = "candle")]
    pub(super) fn slow(bytes: &[u8], options: &LoadOptions) -> Result<Self, JsValue> {
        use crate::gguf::{GgufError, Parsed};
        use crate::model::{ModelError, candle::CandleModel};
        let parsed = Header::parse(bytes, bytes.len() as u64).map_err(|error| throw(&ModelError::from(error)))?;
        let Parsed::Complete(header) = parsed else {
            let (needed, file_bytes) = (bytes.len() as u64 + 1, bytes.len() as u64);
            let error = GgufError::Truncated { field: "header".into(), needed, file_bytes };
            return Err(throw(&ModelError::from(error)));
        };
        let tokenizer = Tokenizer::from_metadata(&header.metadata).map_err(|error| throw(&error))?;
        let model = CandleModel::with_context(&mut std::io::Cursor::new(bytes), Some(options.context))
            .map_err(|error| throw(&error))?;
        let mut info = describe(&header, &model);
        info["road"] = json!("slow");
        info["kernel"] = json!("candle");
        info["threads"] = json!(1);
        info["weight_bytes"] = json!(bytes.len());
        let dispatcher = Dispatcher::new(model.sequences());
        Ok(Self { tokenizer, model: Box::new(model), info: info.to_string(), dispatcher })
    }
}

impl Session {
    /// Ends all jobs and forgets what is cached: the model is about to be used without them.
    pub(super) fn end(&mut self) {
        self.dispatcher.end(&mut *self.model);
    }
}

fn describe(header: &Header, model: &impl LanguageModel) -> Value {
    let text = |key| header.metadata.str(key).unwrap_or_default();
    json!({
        "architecture": text("general.architecture"),
        "name": text("general.name"),
        "license": text("general.license"),
        "vocabulary": model.vocabulary(),
        "context": model.context(),
        "sequences": model.sequences(),
    })
}

#[wasm_bindgen]
impl Session {
    /// What was loaded: `{architecture, name, license, vocabulary, context, sequences, parameters, weight_bytes, kernel, threads,
    /// road}` as JSON.
    #[must_use]
    pub fn info(&self) -> String {
        self.info.clone()
    }

    /// Tokens of a text.
    ///
    /// # Errors
    /// Where the tokenizer fails.
    pub fn count_tokens(&self, text: &str) -> Result<usize, JsValue> {
        self.tokenizer.encode(text).map(|ids| ids.len()).map_err(|error| throw(&error))
    }

    /// Begins to summarize a note, beside the others; the job's number. Options as JSON: `{type, length, format, context,
    /// shared_context, unattended, adapted}`.
    ///
    /// # Errors
    /// `note-empty`, `note-too-long`, `options-invalid`.
    pub fn start(&mut self, note: &str, options: &str) -> Result<usize, JsValue> {
        let options = Options::from_json(options).map_err(|error| throw(&error))?;
        let job = self.dispatcher.start(note, options, &self.tokenizer, self.model.context());
        job.map_err(|error| throw(&error))
    }

    /// Works for about `budget_ms` milliseconds; the events since the last call as a JSON array of `[job, event]`.
    ///
    /// # Errors
    /// Where the events can't be written as JSON, which can't happen.
    pub fn step(&mut self, budget_ms: f64) -> Result<String, JsValue> {
        let clock = WorkerClock;
        let deadline = clock.now_ms() + budget_ms;
        let mut events = Vec::new();
        while !self.dispatcher.is_idle() {
            events.extend(self.dispatcher.step(&mut *self.model, &self.tokenizer));
            if clock.now_ms() >= deadline {
                break;
            }
        }
        serde_json::to_string(&events).map_err(|problem| invalid_options(&problem))
    }

    /// Ends a job, if it is still under way; the others go on, and the model stays loaded.
    pub fn cancel(&mut self, job: usize) {
        self.dispatcher.cancel(job);
    }

    /// Hashes every logit over a text, `slice` tokens at a time, with the adapter or without: `{hash, nll, tokens}` as JSON.
    /// Ends all jobs.
    ///
    /// # Errors
    /// Where the text doesn't fit the context.
    pub fn fingerprint(&mut self, text: &str, slice: usize, adapted: bool) -> Result<String, JsValue> {
        self.end();
        let ids = self.tokenizer.encode(text).map_err(|error| throw(&error))?;
        let print = fingerprint(&mut *self.model, &ids, slice, adapted).map_err(|error| throw(&error))?;
        Ok(json!({"hash": print.hash, "nll": print.nll, "tokens": print.tokens}).to_string())
    }

    /// Reads a system and a user turn and writes what the model says, with the adapter or without, at most `max_tokens`
    /// tokens: `{text, read, written}` as JSON. Ends all jobs.
    ///
    /// # Errors
    /// `context-overflow` where both don't fit the context.
    pub fn raw(&mut self, system: &str, user: &str, max_tokens: usize, adapted: bool) -> Result<String, JsValue> {
        self.end();
        let turns = [Message { role: Role::System, content: system }, Message { role: Role::User, content: user }];
        let ids = self.tokenizer.chat(&turns).map_err(|error| throw(&error))?;
        let said = complete(&mut *self.model, &self.tokenizer, &ids, max_tokens, adapted)
            .map_err(|error| throw(&SummarizeError::from(error)))?;
        Ok(json!({"text": said.text, "read": said.read, "written": said.written}).to_string())
    }
}
