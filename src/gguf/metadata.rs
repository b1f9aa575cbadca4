//! The metadata of a file: typed access by key.

use super::field::{Field, Shown};
use super::{GgufError, Strings, Value};

/// The metadata of a model: keys such as `llama.block_count`, each with a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    /// Sorted by key.
    entries: Vec<(String, Value)>,
}

impl Metadata {
    /// Metadata from keys and values in any order.
    ///
    /// # Errors
    /// [`GgufError::Malformed`] when a key is there twice.
    pub fn from_entries(mut entries: Vec<(String, Value)>) -> Result<Self, GgufError> {
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        match entries.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(Field::Key(&pair[0].0, "name").malformed("it is there twice")),
            None => Ok(Self { entries }),
        }
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there are no keys.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and values, sorted by key.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The value of `key`, if it is there.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let index = self.entries.binary_search_by(|entry| entry.0.as_str().cmp(key)).ok()?;
        Some(&self.entries[index].1)
    }

    /// True when `key` is there.
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// `general.architecture`, for example `llama`: the first part of the keys that describe the model.
    ///
    /// # Errors
    /// As of [`Metadata::str`].
    pub fn architecture(&self) -> Result<&str, GgufError> {
        self.str("general.architecture")
    }

    /// A value of any integer type that fits a `u32`.
    ///
    /// # Errors
    /// [`GgufError::Missing`], or [`GgufError::WrongType`] when it is no integer or does not fit.
    pub fn u32(&self, key: &str) -> Result<u32, GgufError> {
        self.integer(key, "an integer that fits a u32")
    }

    /// A value of any integer type that fits a `u64`.
    ///
    /// # Errors
    /// As of [`Metadata::u32`].
    pub fn u64(&self, key: &str) -> Result<u64, GgufError> {
        self.integer(key, "an integer that fits a u64")
    }

    /// A value of any integer type that fits an `i32`.
    ///
    /// # Errors
    /// As of [`Metadata::u32`].
    pub fn i32(&self, key: &str) -> Result<i32, GgufError> {
        self.integer(key, "an integer that fits an i32")
    }

    /// A value of any integer type that fits a `usize`.
    ///
    /// # Errors
    /// As of [`Metadata::u32`].
    pub fn usize(&self, key: &str) -> Result<usize, GgufError> {
        self.integer(key, "an integer that fits a usize")
    }

    /// A finite `f32`, or an `f64` rounded to one.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn f32(&self, key: &str) -> Result<f32, GgufError> {
        let value = self.required(key)?;
        let number = match *value {
            Value::F32(number) => number,
            Value::F64(number) => number as f32,
            _ => return Err(wrong_type(key, "a floating-point number", value)),
        };
        if number.is_finite() { Ok(number) } else { Err(wrong_type(key, "a finite number", value)) }
    }

    /// A bool.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn bool(&self, key: &str) -> Result<bool, GgufError> {
        match self.required(key)? {
            Value::Bool(value) => Ok(*value),
            other => Err(wrong_type(key, "a bool", other)),
        }
    }

    /// A string.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn str(&self, key: &str) -> Result<&str, GgufError> {
        match self.required(key)? {
            Value::String(value) => Ok(value),
            other => Err(wrong_type(key, "a string", other)),
        }
    }

    /// An array of strings.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn strings(&self, key: &str) -> Result<&Strings, GgufError> {
        match self.required(key)? {
            Value::Strings(value) => Ok(value),
            other => Err(wrong_type(key, "an array of strings", other)),
        }
    }

    /// An array of `f32`.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn f32s(&self, key: &str) -> Result<&[f32], GgufError> {
        match self.required(key)? {
            Value::F32s(value) => Ok(value),
            other => Err(wrong_type(key, "an array of f32", other)),
        }
    }

    /// An array of `i32`.
    ///
    /// # Errors
    /// [`GgufError::Missing`] or [`GgufError::WrongType`].
    pub fn i32s(&self, key: &str) -> Result<&[i32], GgufError> {
        match self.required(key)? {
            Value::I32s(value) => Ok(value),
            other => Err(wrong_type(key, "an array of i32", other)),
        }
    }

    fn required(&self, key: &str) -> Result<&Value, GgufError> {
        self.get(key).ok_or_else(|| GgufError::Missing { key: Shown(key).to_string() })
    }

    fn integer<T: TryFrom<i128>>(&self, key: &str, expected: &'static str) -> Result<T, GgufError> {
        let value = self.required(key)?;
        value.integer().and_then(|number| T::try_from(number).ok()).ok_or_else(|| wrong_type(key, expected, value))
    }
}

/// The error that `value` is not what was asked for; small values are shown, others named by their type.
fn wrong_type(key: &str, expected: &'static str, value: &Value) -> GgufError {
    let found = match value {
        Value::F32(number) => format!("{} ({number})", value.type_name()),
        Value::F64(number) => format!("{} ({number})", value.type_name()),
        _ => match value.integer() {
            Some(number) => format!("{} ({number})", value.type_name()),
            None => value.type_name().to_owned(),
        },
    };
    GgufError::WrongType { key: Shown(key).to_string(), expected, found }
}
