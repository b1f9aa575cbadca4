//! Bytes to validated tensors and metadata.
