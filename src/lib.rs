//! Nutshell: summaries of notes by a small quantized language model, on the CPU, inside a browser tab.
//!
//! The layers, lowest first. A module imports only from strictly lower layers; `tests/architecture.rs` enforces it.
//!
//! | layer | modules | subject |
//! |---|---|---|
//! | 0 | [`team`], [`ports`] | threads in lockstep; what the host gives |
//! | 1 | [`kernels`], [`gguf`] | arithmetic on buffers; bytes to validated tensors |
//! | 2 | [`tokenizer`], [`model`] | text to ids and back; ids to logits |
//! | 3 | [`generate`] | logits to a stream of tokens |
//! | 4 | [`summarize`] | a note to a summary |
//! | 5 | [`eval`], `batch` | scored sets; many notes (not there yet) |
//! | 6 | `wasm`, `bin` | the bindings of the engine, and those of the scorer; the scorer of `./build.sh eval` |

pub mod eval;
pub mod generate;
pub mod gguf;
pub mod kernels;
pub mod model;
pub mod ports;
pub mod summarize;
pub mod team;
pub mod tokenizer;
#[cfg(target_arch = "wasm32")]
mod wasm;
