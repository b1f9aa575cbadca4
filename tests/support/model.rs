//! Where the tests find the real model.

use std::path::PathBuf;

/// The file named by `NUTSHELL_MODEL`, or the one that `./build.sh model` puts into the tree.
///
/// # Panics
/// Where it is missing: a test without the model would prove nothing.
pub fn path() -> PathBuf {
    let path = std::env::var_os("NUTSHELL_MODEL").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".cache/models/SmolLM2-135M-Instruct.Q4_1.gguf"),
        PathBuf::from,
    );
    assert!(path.is_file(), "the model is missing at {}: run ./build.sh model, or set NUTSHELL_MODEL", path.display());
    path
}
