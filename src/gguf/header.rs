//! The header of a file: everything before the data of the tensors.

use super::cursor::{Cursor, Stop};
use super::field::Field;
use super::raw_value::RawValue;
use super::tensor::{self, RawTensor};
use super::{GgufError, Metadata, TensorInfo, Value, signature};

/// The key whose value replaces [`DEFAULT_ALIGNMENT`].
const ALIGNMENT_KEY: &str = "general.alignment";
/// Alignment of the data where the file does not say otherwise, in bytes.
const DEFAULT_ALIGNMENT: u64 = 32;
/// Largest alignment that is believed, in bytes.
const MOST_ALIGNMENT: u64 = 1 << 20;
/// Fewest bytes of a metadata entry: the length of its name, a name of one byte, a type, a value of one byte.
const LEAST_ENTRY_BYTES: u64 = 8 + 1 + 4 + 1;
/// How much more memory than the file's own size a header may take.
const ALLOWANCE: u64 = 56 << 10;
/// The first request for bytes is at least this large.
const FIRST_REQUEST: u64 = 64 << 10;

/// What [`Header::parse`] made of the bytes that it was given.
#[derive(Debug, Clone, PartialEq)]
pub enum Parsed {
    /// The whole header.
    Complete(Header),
    /// The header is longer than the prefix: parse again when at least this many bytes of the file are there.
    NeedMore(usize),
}

/// The header of a GGUF file, checked against the length of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Version of the format: 2 or 3.
    pub version: u32,
    /// The metadata.
    pub metadata: Metadata,
    /// The tensors, sorted by offset. Their data lie in the file and don't overlap.
    pub tensors: Vec<TensorInfo>,
    /// Where the data section begins, in bytes from the beginning of the file. May be past the end of a file that has
    /// no tensors.
    pub data_offset: u64,
    /// Alignment of the tensors' data, in bytes: a power of two.
    pub alignment: u64,
    /// Positions in `tensors`, in the order of their names.
    by_name: Vec<u32>,
}

impl Header {
    /// Reads the header of a file of `file_bytes` bytes, of which the first ones are `prefix`.
    ///
    /// Where the prefix is too short, [`Parsed::NeedMore`] asks for at least twice as much, so that a file which arrives
    /// in pieces costs no more than about twice the work of reading it once.
    ///
    /// Memory: everything allocated at any moment, the result included, is at most `file_bytes` + 64 KiB (as requested
    /// from the allocator, without its own overhead). A header that would take more is refused before it is built.
    ///
    /// # Errors
    /// [`GgufError`]: never a panic, whatever the bytes are.
    pub fn parse(prefix: &[u8], file_bytes: u64) -> Result<Parsed, GgufError> {
        let cursor = Cursor::new(prefix, file_bytes);
        let there = cursor.prefix().len() as u64;
        match Self::read(cursor) {
            Ok(header) => Ok(Parsed::Complete(header)),
            Err(Stop::Bad(error)) => Err(error),
            Err(Stop::More(needed)) => {
                let request = needed.max(there.saturating_mul(2)).max(FIRST_REQUEST).min(file_bytes);
                match usize::try_from(request) {
                    Ok(request) => Ok(Parsed::NeedMore(request)),
                    Err(_) => Err(Field::Fixed("header").malformed(format!("{needed} bytes are more than fit memory"))),
                }
            }
        }
    }

    /// The tensor of this name, if there is one.
    pub fn tensor(&self, name: &str) -> Option<&TensorInfo> {
        let found =
            self.by_name.binary_search_by(|&index| self.tensors[index as usize].name.as_str().cmp(name)).ok()?;
        Some(&self.tensors[self.by_name[found] as usize])
    }

    fn read(mut cursor: Cursor<'_>) -> Result<Self, Stop> {
        let version = signature::read(&mut cursor)?;
        let tensor_count = cursor.u64(Field::Fixed("tensor count"))?;
        let key_count = cursor.u64(Field::Fixed("metadata key count"))?;
        cursor.fits(tensor_count, RawTensor::LEAST_BYTES, Field::Fixed("tensor count"))?;
        cursor.fits(key_count, LEAST_ENTRY_BYTES, Field::Fixed("metadata key count"))?;

        let survey = Survey::take(cursor.clone(), key_count, tensor_count)?;
        let Survey { alignment, data_offset, .. } = survey;

        // The survey has gone through every entry, so the counts are below the length of the prefix: usizes.
        let mut entries = Vec::with_capacity(key_count as usize);
        for number in 1..=key_count {
            let (key, value) = read_entry(&mut cursor, number)?;
            entries.push((key.to_owned(), value.build()?));
        }
        let metadata = Metadata::from_entries(entries)?;
        let mut tensors = Vec::with_capacity(tensor_count as usize);
        for number in 1..=tensor_count {
            let raw = RawTensor::read(&mut cursor, number)?;
            tensors.push(raw.build(data_offset, alignment, cursor.file_bytes())?);
        }
        tensors.sort_unstable_by_key(|tensor: &TensorInfo| tensor.offset);
        let by_name = tensor::index_by_name(&tensors)?;
        tensor::check_overlap(&tensors)?;
        Ok(Self { version, metadata, tensors, data_offset, alignment, by_name })
    }
}

/// What the first pass over a header finds out, without allocating.
struct Survey {
    alignment: u64,
    data_offset: u64,
}

impl Survey {
    fn take(mut cursor: Cursor<'_>, key_count: u64, tensor_count: u64) -> Result<Self, Stop> {
        let mut alignment = DEFAULT_ALIGNMENT;
        let mut memory = 0;
        for number in 1..=key_count {
            let (key, value) = read_entry(&mut cursor, number)?;
            if key == ALIGNMENT_KEY {
                alignment = read_alignment(&value)?;
            }
            memory += (size_of::<(String, Value)>() + key.len()) as u64 + value.heap_bytes();
        }
        for number in 1..=tensor_count {
            let raw = RawTensor::read(&mut cursor, number)?;
            memory += (size_of::<TensorInfo>() + size_of::<u32>()) as u64 + raw.heap_bytes();
        }
        if memory > cursor.file_bytes().saturating_add(ALLOWANCE) {
            let problem = format!(
                "{key_count} keys and {tensor_count} tensors would take {memory} bytes of memory, more than the whole \
                 file of {} bytes",
                cursor.file_bytes()
            );
            return Err(Field::Fixed("header").malformed(problem).into());
        }
        Ok(Self { alignment, data_offset: cursor.position().next_multiple_of(alignment) })
    }
}

/// Reads and checks the metadata entry with this number (counted from 1, for messages).
fn read_entry<'a>(cursor: &mut Cursor<'a>, number: u64) -> Result<(&'a str, RawValue<'a>), Stop> {
    let key = cursor.name(Field::KeyName(number))?;
    Ok((key, RawValue::read(cursor, key)?))
}

fn read_alignment(value: &RawValue<'_>) -> Result<u64, GgufError> {
    let field = Field::Key(ALIGNMENT_KEY, "value");
    let number = match value {
        RawValue::Single(value) => value.integer(),
        _ => None,
    };
    match number.and_then(|number| u64::try_from(number).ok()) {
        Some(alignment @ 8..=MOST_ALIGNMENT) if alignment.is_power_of_two() => Ok(alignment),
        Some(number) => Err(field.malformed(format!("{number} is not a power of two between 8 and {MOST_ALIGNMENT}"))),
        None => Err(field.malformed("it is not a positive integer")),
    }
}
