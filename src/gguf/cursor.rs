//! Reads little-endian fields from the beginning of a file that may not have arrived as a whole.

use super::GgufError;
use super::field::Field;

/// No file is longer than this (256 TiB): a length beyond it is nonsense, not a sign of a file cut short.
const LONGEST_FILE: u64 = 1 << 48;
/// Longest name of a key or tensor, in bytes (the format's limit for keys).
const LONGEST_NAME: usize = 65_535;

/// Why reading stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// The file is long enough, but this many of its bytes have to be there first.
    More(u64),
    /// The file can't be read.
    Bad(GgufError),
}

impl From<GgufError> for Stop {
    fn from(error: GgufError) -> Self {
        Stop::Bad(error)
    }
}

/// A position in the first bytes of a file.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    prefix: &'a [u8],
    file_bytes: u64,
    position: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at the beginning; `prefix` beyond `file_bytes` is ignored.
    pub(super) fn new(prefix: &'a [u8], file_bytes: u64) -> Self {
        let length = usize::try_from(file_bytes).unwrap_or(usize::MAX).min(prefix.len());
        Self { prefix: &prefix[..length], file_bytes, position: 0 }
    }

    /// The first bytes of the file, as many as there are.
    pub(super) fn prefix(&self) -> &'a [u8] {
        self.prefix
    }

    /// Length of the whole file, in bytes.
    pub(super) fn file_bytes(&self) -> u64 {
        self.file_bytes
    }

    /// Bytes read so far.
    pub(super) fn position(&self) -> u64 {
        self.position as u64
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: u64, field: Field<'_>) -> Result<&'a [u8], Stop> {
        let end = end_of(self.position(), length, self.file_bytes, field)?;
        let Some(bytes) = usize::try_from(end).ok().and_then(|end| self.prefix.get(self.position..end)) else {
            return Err(Stop::More(end));
        };
        self.position += bytes.len();
        Ok(bytes)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self, field: Field<'_>) -> Result<[u8; N], Stop> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N as u64, field)?);
        Ok(array)
    }

    /// The next four bytes as a number.
    pub(super) fn u32(&mut self, field: Field<'_>) -> Result<u32, Stop> {
        Ok(u32::from_le_bytes(self.array(field)?))
    }

    /// The next eight bytes as a number.
    pub(super) fn u64(&mut self, field: Field<'_>) -> Result<u64, Stop> {
        Ok(u64::from_le_bytes(self.array(field)?))
    }

    /// A string: its length in bytes as a `u64`, then UTF-8 without a terminator.
    pub(super) fn string(&mut self, field: Field<'_>) -> Result<&'a str, Stop> {
        let length = self.u64(field)?;
        let bytes = self.take(length, field)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => {
                Err(field.malformed(format!("it is not UTF-8 from its byte {} on", error.valid_up_to())).into())
            }
        }
    }

    /// A string that names something: not empty and not longer than the format allows.
    pub(super) fn name(&mut self, field: Field<'_>) -> Result<&'a str, Stop> {
        let name = self.string(field)?;
        match name.len() {
            0 => Err(field.malformed("it is empty").into()),
            1..=LONGEST_NAME => Ok(name),
            length => Err(field.malformed(format!("its {length} bytes are more than {LONGEST_NAME}")).into()),
        }
    }

    /// Refuses `count` items of at least `least` bytes each where the rest of the file can't hold them.
    pub(super) fn fits(&self, count: u64, least: u64, field: Field<'_>) -> Result<(), GgufError> {
        let Some(length) = count.checked_mul(least) else {
            return Err(field.malformed(format!("{count} is more than any file can hold")));
        };
        end_of(self.position(), length, self.file_bytes, field).map(|_| ())
    }
}

/// The position `length` bytes after `start`, if the file reaches that far.
pub(super) fn end_of(start: u64, length: u64, file_bytes: u64, field: Field<'_>) -> Result<u64, GgufError> {
    match start.checked_add(length) {
        Some(end) if end <= file_bytes => Ok(end),
        Some(end) if end <= LONGEST_FILE => Err(field.truncated(end, file_bytes)),
        _ => Err(field.malformed(format!("a length of {length} bytes at byte {start} is more than any file has"))),
    }
}
