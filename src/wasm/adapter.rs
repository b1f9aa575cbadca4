//! The adapter beside a loaded model. The slow road has none.

use serde_json::json;
use wasm_bindgen::prelude::*;

use super::coded::throw;
use super::session::Session;
use crate::model::Adapter;

#[wasm_bindgen]
impl Session {
    /// Takes an adapter, a whole file of at most 12 MB, in place of the one that there is: `{name, rank, bytes}` as JSON. A job
    /// uses it where its options say `adapted`. Ends all jobs.
    ///
    /// # Errors
    /// `adapter-unusable`, `model-memory`; everything is as before then.
    pub fn load_adapter(&mut self, bytes: &[u8]) -> Result<String, JsValue> {
        let adapter = Adapter::from_gguf(bytes, self.model.config()).map_err(|error| throw(&error))?;
        let info = json!({"name": adapter.name(), "rank": adapter.rank(), "bytes": adapter.bytes()});
        self.end();
        self.model.set_adapter(Some(adapter));
        Ok(info.to_string())
    }

    /// Drops the adapter, if there is one. Ends all jobs.
    pub fn drop_adapter(&mut self) {
        self.end();
        self.model.set_adapter(None);
    }
}
