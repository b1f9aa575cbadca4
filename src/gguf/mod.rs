//! Bytes to validated tensors and metadata: a reader of GGUF files, versions 2 and 3.
//!
//! The source of the format is the GGUF specification (`docs/gguf.md` of the ggml project) together with ggml's table of
//! tensor types. The reader trusts nothing: each length, offset, count, type and string is checked against the file before
//! it is used, and a hostile file gets a [`GgufError`] that names the field.
//!
//! A file is read in two passes over its header. The first one checks everything that can be checked on the spot and adds
//! up the memory that the result will take, without allocating. Only then does the second one build the [`Header`].

mod cursor;
mod error;
mod field;
mod header;
mod metadata;
mod raw_value;
mod signature;
mod strings;
mod tensor;
mod tensor_type;
#[cfg(test)]
mod tests;
mod value;

pub use error::GgufError;
pub(crate) use field::Shown;
pub use header::{Header, Parsed};
pub use metadata::Metadata;
pub use strings::Strings;
pub use tensor::TensorInfo;
pub use tensor_type::TensorType;
pub use value::Value;
