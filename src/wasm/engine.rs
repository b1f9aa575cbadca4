//! What a build of the engine says of itself, and hashes.

use serde_json::json;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

use crate::kernels::{self, Kernel};

#[cfg(feature = "threads")]
#[expect(unused_imports, reason = "JavaScript uses it")]
pub use wasm_bindgen_rayon::init_thread_pool;

/// What this build is: `{version, threads, kernels}` as JSON.
#[wasm_bindgen]
#[must_use]
pub fn build_info() -> String {
    let kernels: Vec<_> = Kernel::AVAILABLE.iter().map(|kernel| kernel.name()).collect();
    json!({"version": env!("CARGO_PKG_VERSION"), "threads": cfg!(feature = "threads"), "kernels": kernels}).to_string()
}

/// Compares every kernel of this build with the oracle over random shapes; the number of values compared.
///
/// # Errors
/// The first difference.
#[wasm_bindgen]
pub fn check_kernels(cases: usize, seed: u32) -> Result<usize, JsValue> {
    kernels::check::check(cases, u64::from(seed)).map_err(|difference| JsValue::from_str(&difference))
}

/// SHA-256 of the bytes, in hex: for pages without `crypto.subtle`.
#[wasm_bindgen]
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of bytes that come in pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct Hasher(Sha256);

#[wasm_bindgen]
impl Hasher {
    /// A hasher that has seen nothing.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all bytes so far, in hex.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0.clone().finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
