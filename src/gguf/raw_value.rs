//! A metadata value as it lies in the file: checked, not yet copied.

use super::cursor::{Cursor, Stop};
use super::field::Field;
use super::{Strings, Value};

/// The type tag of a string.
const STRING: u32 = 8;
/// The type tag of an array.
const ARRAY: u32 = 9;

/// A value type of a fixed size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    Bool,
    U64,
    I64,
    F64,
}

impl Number {
    fn from_tag(tag: u32) -> Option<Self> {
        Some(match tag {
            0 => Self::U8,
            1 => Self::I8,
            2 => Self::U16,
            3 => Self::I16,
            4 => Self::U32,
            5 => Self::I32,
            6 => Self::F32,
            7 => Self::Bool,
            10 => Self::U64,
            11 => Self::I64,
            12 => Self::F64,
            _ => return None,
        })
    }

    fn bytes(self) -> u64 {
        match self {
            Self::U8 | Self::I8 | Self::Bool => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }
}

/// A metadata value that borrows its bytes from the file. Making one allocates nothing.
#[derive(Debug)]
pub(super) enum RawValue<'a> {
    /// A number or a bool.
    Single(Value),
    /// A string.
    Text(&'a str),
    /// An array of numbers or bools, as bytes.
    Numbers(NumberArray<'a>),
    /// An array of strings.
    Texts(TextArray<'a>),
}

/// An array of numbers or bools, as bytes.
#[derive(Debug)]
pub(super) struct NumberArray<'a> {
    number: Number,
    bytes: &'a [u8],
}

/// An array of strings whose lengths and UTF-8 have been checked.
#[derive(Debug)]
pub(super) struct TextArray<'a> {
    key: &'a str,
    count: u64,
    text_bytes: u64,
    start: Cursor<'a>,
}

impl<'a> RawValue<'a> {
    /// Reads and checks the type and the value of `key`.
    pub(super) fn read(cursor: &mut Cursor<'a>, key: &'a str) -> Result<Self, Stop> {
        let field = Field::Key(key, "type");
        match cursor.u32(field)? {
            STRING => Ok(RawValue::Text(cursor.string(Field::Key(key, "value"))?)),
            ARRAY => Self::read_array(cursor, key),
            tag => {
                let number =
                    Number::from_tag(tag).ok_or_else(|| field.malformed(format!("{tag} is not a value type")))?;
                Ok(RawValue::Single(single(number, cursor, key)?))
            }
        }
    }

    fn read_array(cursor: &mut Cursor<'a>, key: &'a str) -> Result<Self, Stop> {
        let (field, length) = (Field::Key(key, "element type"), Field::Key(key, "array length"));
        let tag = cursor.u32(field)?;
        let count = cursor.u64(length)?;
        match tag {
            STRING => {
                cursor.fits(count, 8, length)?;
                let start = cursor.clone();
                let mut text_bytes = 0;
                for index in 0..count {
                    text_bytes += cursor.string(Field::Element(key, index, "value"))?.len() as u64;
                }
                Ok(RawValue::Texts(TextArray { key, count, text_bytes, start }))
            }
            ARRAY => Err(field.malformed("it is an array of arrays, which no model needs").into()),
            tag => {
                let number =
                    Number::from_tag(tag).ok_or_else(|| field.malformed(format!("{tag} is not a value type")))?;
                cursor.fits(count, number.bytes(), length)?;
                let bytes = cursor.take(count * number.bytes(), length)?;
                if number == Number::Bool
                    && let Some(index) = bytes.iter().position(|&byte| byte > 1)
                {
                    return Err(not_a_bool(Field::Element(key, index as u64, "value"), bytes[index]));
                }
                Ok(RawValue::Numbers(NumberArray { number, bytes }))
            }
        }
    }

    /// Bytes that the copy made by [`RawValue::build`] takes outside of the [`Value`] itself.
    pub(super) fn heap_bytes(&self) -> u64 {
        match self {
            RawValue::Single(_) => 0,
            RawValue::Text(text) => text.len() as u64,
            RawValue::Numbers(array) => array.bytes.len() as u64,
            RawValue::Texts(array) => array.text_bytes + array.count * size_of::<usize>() as u64,
        }
    }

    /// Copies the value out of the file. Each buffer is allocated once, at its final size.
    pub(super) fn build(self) -> Result<Value, Stop> {
        Ok(match self {
            RawValue::Single(value) => value,
            RawValue::Text(text) => Value::String(text.to_owned()),
            RawValue::Numbers(array) => array.build(),
            RawValue::Texts(array) => Value::Strings(array.build()?),
        })
    }
}

/// Reads one number or bool.
fn single(number: Number, cursor: &mut Cursor<'_>, key: &str) -> Result<Value, Stop> {
    let field = Field::Key(key, "value");
    Ok(match number {
        Number::U8 => Value::U8(u8::from_le_bytes(cursor.array(field)?)),
        Number::I8 => Value::I8(i8::from_le_bytes(cursor.array(field)?)),
        Number::U16 => Value::U16(u16::from_le_bytes(cursor.array(field)?)),
        Number::I16 => Value::I16(i16::from_le_bytes(cursor.array(field)?)),
        Number::U32 => Value::U32(u32::from_le_bytes(cursor.array(field)?)),
        Number::I32 => Value::I32(i32::from_le_bytes(cursor.array(field)?)),
        Number::F32 => Value::F32(f32::from_le_bytes(cursor.array(field)?)),
        Number::U64 => Value::U64(u64::from_le_bytes(cursor.array(field)?)),
        Number::I64 => Value::I64(i64::from_le_bytes(cursor.array(field)?)),
        Number::F64 => Value::F64(f64::from_le_bytes(cursor.array(field)?)),
        Number::Bool => match cursor.array(field)? {
            [0] => Value::Bool(false),
            [1] => Value::Bool(true),
            [other] => return Err(not_a_bool(field, other)),
        },
    })
}

fn not_a_bool(field: Field<'_>, byte: u8) -> Stop {
    field.malformed(format!("{byte} is neither 0 (false) nor 1 (true)")).into()
}

impl NumberArray<'_> {
    fn build(&self) -> Value {
        match self.number {
            Number::U8 => Value::U8s(self.bytes.to_vec()),
            Number::I8 => Value::I8s(self.collect(i8::from_le_bytes)),
            Number::U16 => Value::U16s(self.collect(u16::from_le_bytes)),
            Number::I16 => Value::I16s(self.collect(i16::from_le_bytes)),
            Number::U32 => Value::U32s(self.collect(u32::from_le_bytes)),
            Number::I32 => Value::I32s(self.collect(i32::from_le_bytes)),
            Number::F32 => Value::F32s(self.collect(f32::from_le_bytes)),
            Number::U64 => Value::U64s(self.collect(u64::from_le_bytes)),
            Number::I64 => Value::I64s(self.collect(i64::from_le_bytes)),
            Number::F64 => Value::F64s(self.collect(f64::from_le_bytes)),
            Number::Bool => Value::Bools(self.collect(|[byte]| byte == 1)),
        }
    }

    fn collect<T, const N: usize>(&self, from: impl Fn([u8; N]) -> T) -> Vec<T> {
        let (chunks, _) = self.bytes.as_chunks::<N>();
        let mut numbers = Vec::with_capacity(chunks.len());
        numbers.extend(chunks.iter().map(|chunk| from(*chunk)));
        numbers
    }
}

impl TextArray<'_> {
    fn build(mut self) -> Result<Strings, Stop> {
        // Both sums are below the length of the prefix, which is a usize.
        let mut strings = Strings::with_capacity(self.count as usize, self.text_bytes as usize);
        for index in 0..self.count {
            strings.push(self.start.string(Field::Element(self.key, index, "value"))?);
        }
        Ok(strings)
    }
}
