//! The first bytes of a file: is it a GGUF, of a version that can be read?

use super::GgufError;
use super::cursor::{Cursor, Stop};
use super::field::Field;

/// Enough of a file to tell what it is when it is not a GGUF.
const TELLING_BYTES: u64 = 64;

/// Reads the magic and the version, and returns the version: 2 or 3.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<u32, Stop> {
    let enough = TELLING_BYTES.min(cursor.file_bytes());
    if (cursor.prefix().len() as u64) < enough {
        return Err(Stop::More(enough));
    }
    if !cursor.prefix().starts_with(b"GGUF") {
        return Err(GgufError::NotAGguf { found: describe(cursor.prefix()) }.into());
    }
    cursor.take(4, Field::Fixed("magic"))?;
    match cursor.u32(Field::Fixed("version"))? {
        version @ 2..=3 => Ok(version),
        // A small number read in the wrong byte order has its low bytes empty.
        version if version != 0 && version & 0xffff == 0 => Err(GgufError::BigEndian { version }.into()),
        version => Err(GgufError::Version { version }.into()),
    }
}

/// Says what a file with these first bytes looks like.
fn describe(prefix: &[u8]) -> String {
    if prefix.is_empty() {
        return "the file is empty".to_owned();
    }
    if let Some(known) = known_format(prefix) {
        return known.to_owned();
    }
    let shown = &prefix[..prefix.len().min(4)];
    format!("its first bytes are '{}' instead of 'GGUF'", shown.escape_ascii())
}

/// Names the formats that people take for a model by mistake.
fn known_format(prefix: &[u8]) -> Option<&'static str> {
    let text = prefix.strip_prefix(b"\xef\xbb\xbf").unwrap_or(prefix).trim_ascii_start();
    if text.first() == Some(&b'<')
        && text.get(1).is_some_and(|&next| matches!(next, b'!' | b'?') || next.is_ascii_alphabetic())
    {
        return Some(
            "it is a web page (HTML or XML), probably an error or login page that was saved instead of the model",
        );
    }
    if prefix.starts_with(b"version https://git-lfs") {
        return Some("it is a Git LFS pointer, which stands for the model but does not contain it");
    }
    if prefix.starts_with(b"PK") {
        return Some("it is a ZIP archive (PyTorch models look like this, too)");
    }
    // safetensors: the length of a JSON object in eight bytes, then the object.
    if prefix.len() > 8 && prefix[8] == b'{' && prefix[6..8] == [0, 0] {
        return Some("it is a safetensors file, which has to be converted to GGUF first");
    }
    if text.starts_with(b"{") {
        return Some("it is a JSON file");
    }
    if prefix.starts_with(b"\x1f\x8b") {
        return Some("it is compressed with gzip, unpack it first");
    }
    if [b"lmgg", b"fmgg", b"tjgg", b"algg"].iter().any(|magic| prefix.starts_with(*magic)) {
        return Some("it is a GGML file, the predecessor of GGUF, which has to be converted first");
    }
    None
}
