//! The name of the field that is being read, for error messages.

use std::fmt::{self, Display, Formatter};

use super::GgufError;

/// Characters of a name that an error message repeats at most.
const SHOWN_CHARACTERS: usize = 80;

/// A place in the file. Cheap to pass along; becomes text only when there is an error.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field<'a> {
    /// A fixed field at the file's beginning.
    Fixed(&'static str),
    /// The name of the metadata key with this number, counted from 1.
    KeyName(u64),
    /// A part of the value of a metadata key.
    Key(&'a str, &'static str),
    /// An element of an array of strings: key, index from 0, part.
    Element(&'a str, u64, &'static str),
    /// The name of the tensor with this number, counted from 1.
    TensorName(u64),
    /// A part of the description of a tensor.
    Tensor(&'a str, &'static str),
}

impl Field<'_> {
    /// The error that this field holds what it can't hold.
    pub(super) fn malformed(self, problem: impl Into<String>) -> GgufError {
        GgufError::Malformed { field: self.to_string(), problem: problem.into() }
    }

    /// The error that the file ends before this field does.
    pub(super) fn truncated(self, needed: u64, file_bytes: u64) -> GgufError {
        GgufError::Truncated { field: self.to_string(), needed, file_bytes }
    }
}

impl Display for Field<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Field::Fixed(name) => f.write_str(name),
            Field::KeyName(number) => write!(f, "metadata key number {number}, name"),
            Field::Key(key, part) => write!(f, "metadata key '{}', {part}", Shown(key)),
            Field::Element(key, index, part) => write!(f, "metadata key '{}', element {index}, {part}", Shown(key)),
            Field::TensorName(number) => write!(f, "tensor number {number}, name"),
            Field::Tensor(name, part) => write!(f, "tensor '{}', {part}", Shown(name)),
        }
    }
}

/// A name from the file as an error message may repeat it: control characters escaped, long ones cut.
pub(crate) struct Shown<'a>(pub(crate) &'a str);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars().take(SHOWN_CHARACTERS) {
            write!(f, "{}", character.escape_debug())?;
        }
        if self.0.chars().nth(SHOWN_CHARACTERS).is_some() { f.write_str("…") } else { Ok(()) }
    }
}
