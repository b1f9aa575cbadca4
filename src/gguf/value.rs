//! A metadata value.

use super::Strings;

/// A metadata value, with the type that the file gives it. Arrays of arrays are refused by the reader.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each variant is the type that it is named after; a plural one is an array of it
pub enum Value {
    U8(u8),
    I8(i8),
    U16(u16),
    I16(i16),
    U32(u32),
    I32(i32),
    U64(u64),
    I64(i64),
    F32(f32),
    F64(f64),
    Bool(bool),
    String(String),
    U8s(Vec<u8>),
    I8s(Vec<i8>),
    U16s(Vec<u16>),
    I16s(Vec<i16>),
    U32s(Vec<u32>),
    I32s(Vec<i32>),
    U64s(Vec<u64>),
    I64s(Vec<i64>),
    F32s(Vec<f32>),
    F64s(Vec<f64>),
    Bools(Vec<bool>),
    Strings(Strings),
}

impl Value {
    /// The type in words, for messages.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::U8(_) => "a u8",
            Value::I8(_) => "an i8",
            Value::U16(_) => "a u16",
            Value::I16(_) => "an i16",
            Value::U32(_) => "a u32",
            Value::I32(_) => "an i32",
            Value::U64(_) => "a u64",
            Value::I64(_) => "an i64",
            Value::F32(_) => "an f32",
            Value::F64(_) => "an f64",
            Value::Bool(_) => "a bool",
            Value::String(_) => "a string",
            Value::U8s(_) => "an array of u8",
            Value::I8s(_) => "an array of i8",
            Value::U16s(_) => "an array of u16",
            Value::I16s(_) => "an array of i16",
            Value::U32s(_) => "an array of u32",
            Value::I32s(_) => "an array of i32",
            Value::U64s(_) => "an array of u64",
            Value::I64s(_) => "an array of i64",
            Value::F32s(_) => "an array of f32",
            Value::F64s(_) => "an array of f64",
            Value::Bools(_) => "an array of bool",
            Value::Strings(_) => "an array of strings",
        }
    }

    /// The value of any integer type; `None` for everything else.
    pub fn integer(&self) -> Option<i128> {
        match *self {
            Value::U8(value) => Some(value.into()),
            Value::I8(value) => Some(value.into()),
            Value::U16(value) => Some(value.into()),
            Value::I16(value) => Some(value.into()),
            Value::U32(value) => Some(value.into()),
            Value::I32(value) => Some(value.into()),
            Value::U64(value) => Some(value.into()),
            Value::I64(value) => Some(value.into()),
            _ => None,
        }
    }
}
