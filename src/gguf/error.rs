//! Why a file can't be read.

use thiserror::Error;

/// Why a GGUF file was refused. Each message names the field, what is wrong with it, and what to do.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum GgufError {
    /// The file is something else.
    #[error("this is not a GGUF model: {found}. Choose a file in GGUF format, or download the model again")]
    NotAGguf {
        /// What the file looks like instead.
        found: String,
    },
    /// A version of the format that is too old or too new.
    #[error(
        "GGUF version: the file says {version}, this program reads 2 and 3. Convert the model again with a current \
         converter, or download a version 3 file"
    )]
    Version {
        /// The version that the file claims.
        version: u32,
    },
    /// Numbers are stored with the highest byte first.
    #[error(
        "GGUF byte order: the file was made for big-endian machines (version field {version:#010x}). Download the \
         little-endian file of the model"
    )]
    BigEndian {
        /// The version field as read.
        version: u32,
    },
    /// A field holds what it can't hold.
    #[error("GGUF {field}: {problem}. The file is damaged or was written by a faulty program: download it again")]
    Malformed {
        /// The field, for example `tensor 'output.weight', type`.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The file ends before the field does.
    #[error(
        "GGUF {field}: the file has {file_bytes} bytes, but at least {needed} are needed to hold this. The file is cut \
         short or damaged: download it again"
    )]
    Truncated {
        /// The field, for example `tensor 'output.weight', data`.
        field: String,
        /// Bytes that the file would need to have.
        needed: u64,
        /// Bytes that the file has.
        file_bytes: u64,
    },
    /// A metadata key that is needed is not there.
    #[error("GGUF metadata key '{key}': it is missing. The model is incomplete: download another file of it")]
    Missing {
        /// The key.
        key: String,
    },
    /// A metadata value has a type or size other than the one that is needed.
    #[error("GGUF metadata key '{key}': expected {expected}, found {found}. Download another file of this model")]
    WrongType {
        /// The key.
        key: String,
        /// What was asked for.
        expected: &'static str,
        /// What the file has.
        found: String,
    },
}

impl GgufError {
    /// The stable code of the error: `gguf-not-a-gguf`, `gguf-malformed` or `gguf-truncated`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAGguf { .. } => "gguf-not-a-gguf",
            Self::Truncated { .. } => "gguf-truncated",
            Self::Version { .. }
            | Self::BigEndian { .. }
            | Self::Malformed { .. }
            | Self::Missing { .. }
            | Self::WrongType { .. } => "gguf-malformed",
        }
    }
}
