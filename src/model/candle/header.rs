//! The header of a GGUF, read by candle and checked before candle's models see it.
//!
//! candle's models trust the header: they reserve memory for as many blocks as it names, divide by the number of heads
//! and multiply dimensions. What would panic or exhaust memory there is refused here.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use candle_core::quantized::gguf_file::{Content, TensorInfo, Value};

use super::ARCHITECTURES;
use crate::gguf::Shown;
use crate::model::ModelError;

/// What is known of a model before its weights are read.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// One of [`ARCHITECTURES`].
    pub architecture: String,
    /// Rows of the token embedding.
    pub vocabulary: usize,
    /// Positions that the caches and tables may hold.
    pub context: usize,
    /// Number of weights.
    pub parameters: u64,
    /// Bytes of the weights in the file.
    pub weight_bytes: u64,
}

/// Reads and checks the header. `context` is the wish in positions. The metadata come back with the keys that candle
/// insists on, and with values that bound its tables.
///
/// # Errors
/// [`ModelError::Unsupported`] for one that candle does not run, [`ModelError::Candle`] for a malformed header.
pub(super) fn read<R: Read + Seek>(reader: &mut R, context: usize) -> Result<(Header, Content), ModelError> {
    let start = reader.stream_position().map_err(broken)?;
    let bytes = reader.seek(SeekFrom::End(0)).map_err(broken)?;
    reader.seek(SeekFrom::Start(start)).map_err(broken)?;
    refuse_zero_alignment(reader)?;
    reader.seek(SeekFrom::Start(start)).map_err(broken)?;
    let mut content = Content::read(reader)?;

    let architecture = match content.metadata.get("general.architecture") {
        Some(Value::String(name)) => name.clone(),
        _ => return Err(malformed("general.architecture is missing or not a string")),
    };
    if !ARCHITECTURES.contains(&architecture.as_str()) {
        return Err(ModelError::Unsupported(format!("no engine runs the architecture '{}'", Shown(&architecture))));
    }
    let (parameters, weight_bytes) = check_tensors(&content, bytes)?;
    let (vocabulary, context) = check_geometry(&mut content, &architecture, context)?;
    Ok((Header { architecture, vocabulary, context, parameters, weight_bytes }, content))
}

fn broken(error: std::io::Error) -> ModelError {
    ModelError::Candle(format!("read the file: {error}"))
}

fn malformed(what: impl std::fmt::Display) -> ModelError {
    ModelError::Candle(format!("use the GGUF header: {what}"))
}

/// candle divides by `general.alignment` without looking at it, so look for the key in the head of the file.
fn refuse_zero_alignment<R: Read>(reader: &mut R) -> Result<(), ModelError> {
    const KEY: &[u8] = b"general.alignment";
    /// The metadata of the largest vocabularies are about 16 MB.
    const HEAD: u64 = 64 << 20;
    let mut window = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    let mut head = reader.take(HEAD);
    loop {
        let read = head.read(&mut chunk).map_err(broken)?;
        window.extend_from_slice(&chunk[..read]);
        for at in 0..window.len().saturating_sub(KEY.len() + 8) {
            // A value type below 6 is an integer of at most 32 bits.
            if window[at] == KEY[0] && window[at..].starts_with(KEY) {
                let rest = &window[at + KEY.len()..];
                let width = match rest[0] {
                    0 | 1 => 1,
                    2 | 3 => 2,
                    _ => 4,
                };
                if rest[0] < 6 && rest[1..4] == [0; 3] && rest[4..4 + width].iter().all(|&byte| byte == 0) {
                    return Err(malformed("general.alignment is 0"));
                }
            }
        }
        if read == 0 {
            return Ok(());
        }
        // Keep what may be the beginning of a key that the next chunk completes.
        let keep = window.len().saturating_sub(KEY.len() + 8);
        window.drain(..keep);
    }
}

/// Every tensor has dimensions above 0, whole blocks, and its bytes inside the file.
fn check_tensors(content: &Content, bytes: u64) -> Result<(u64, u64), ModelError> {
    let mut parameters = 0u64;
    let mut weight_bytes = 0u64;
    for (name, info) in &content.tensor_infos {
        let dims = info.shape.dims();
        let elements = dims.iter().try_fold(1u64, |all, &d| all.checked_mul(d as u64));
        let block = info.ggml_dtype.block_size() as u64;
        let size = elements.filter(|&e| e > 0 && dims.last().is_some_and(|&row| (row as u64).is_multiple_of(block)));
        let size = size.and_then(|e| (e / block).checked_mul(info.ggml_dtype.type_size() as u64));
        let end = size.and_then(|s| content.tensor_data_offset.checked_add(info.offset)?.checked_add(s));
        match (elements, size, end) {
            (Some(elements), Some(size), Some(end)) if end <= bytes => {
                // Tensors may share bytes in a hostile file, so the sum can exceed the file and must not wrap.
                parameters = parameters.saturating_add(elements);
                weight_bytes = weight_bytes.saturating_add(size);
            }
            (_, Some(_), Some(_)) => return Err(malformed(format!("tensor {name} ends beyond the file"))),
            _ => return Err(malformed(format!("tensor {name} has the impossible shape {dims:?}"))),
        }
    }
    if weight_bytes > bytes {
        return Err(malformed("tensors overlap"));
    }
    Ok((parameters, weight_bytes))
}

/// Heads divide the width, the blocks exist, the embedding fits; returns vocabulary and context.
fn check_geometry(content: &mut Content, architecture: &str, wish: usize) -> Result<(usize, usize), ModelError> {
    let number = |key: &str| whole(&content.metadata, &format!("{architecture}.{key}"));
    let needed = |key: &str| match number(key)? {
        Some(0) => Err(malformed(format!("{architecture}.{key} is 0"))),
        Some(value) => Ok(value),
        None => Err(malformed(format!("{architecture}.{key} is missing"))),
    };
    let width = needed("embedding_length")?;
    let heads = needed("attention.head_count")?;
    let kv_heads = needed("attention.head_count_kv")?;
    let blocks = needed("block_count")?;
    let trained = needed("context_length")?;
    if !heads.is_multiple_of(kv_heads) {
        return Err(malformed(format!("{heads} heads cannot share {kv_heads} KV heads")));
    }
    if blocks > content.tensor_infos.len() {
        return Err(malformed(format!("{blocks} blocks, but only {} tensors", content.tensor_infos.len())));
    }
    let own_head = number("attention.key_length")?;
    let head = own_head.unwrap_or(width / heads);
    let free_head = matches!(architecture, "qwen3" | "gemma3");
    if head == 0 || !head.is_multiple_of(2) || head > 1 << 16 || (!free_head && head * heads != width) {
        return Err(malformed(format!("a head of {head} does not fit {heads} heads and a width of {width}")));
    }
    if heads > 1 << 16 || head * heads > 1 << 20 {
        return Err(malformed(format!("{heads} heads of {head} are too many")));
    }
    let rope = number("rope.dimension_count")?;
    if architecture == "phi2" && kv_heads != heads {
        return Err(malformed("phi2 needs as many KV heads as heads"));
    }
    match (architecture, rope) {
        ("llama" | "phi3", Some(rope)) if rope != head => {
            return Err(malformed(format!("RoPE over {rope} of {head} dimensions, which candle does not do")));
        }
        ("phi2", Some(rope)) if rope > head || rope == 0 || !rope.is_multiple_of(2) => {
            return Err(malformed(format!("RoPE over {rope} of {head} dimensions")));
        }
        _ => {}
    }
    let vocabulary = rows(&content.tensor_infos, "token_embd.weight", width)?
        .ok_or_else(|| malformed("token_embd.weight is missing"))?;
    if rows(&content.tensor_infos, "output.weight", width)?.is_some_and(|head| head != vocabulary) {
        return Err(malformed("output.weight and token_embd.weight have different numbers of rows"));
    }

    // candle's own tables: quantized_phi has 2048 rows, quantized_llama 4096; the others follow context_length.
    let table = if architecture == "phi2" { 2048 } else { 4096 };
    let context = wish.min(trained).min(table).max(1);
    let mut set = |key: &str, value: u32| content.metadata.insert(format!("{architecture}.{key}"), Value::U32(value));
    set("context_length", context as u32);
    if rope.is_none() && architecture != "phi2" {
        set("rope.dimension_count", head as u32);
    }
    if free_head && own_head.is_none() {
        set("attention.key_length", head as u32);
    }
    // Without this key candle's qwen3 makes its RoPE table in f16, which is wrong by whole turns after some hundred
    // positions.
    content.metadata.insert("general.dtype".into(), Value::U32(0));
    Ok((vocabulary, context))
}

/// A metadata value that must be a whole number, whatever integer type it was written with.
pub(super) fn whole(metadata: &HashMap<String, Value>, key: &str) -> Result<Option<usize>, ModelError> {
    let Some(value) = metadata.get(key) else { return Ok(None) };
    let number = match value {
        Value::I32(v) => u64::try_from(*v).ok(),
        Value::I64(v) => u64::try_from(*v).ok(),
        other => other.to_u64().ok(),
    };
    // u32 bounds every product of two such numbers to a u64.
    match number.and_then(|n| u32::try_from(n).ok()) {
        Some(number) => Ok(Some(number as usize)),
        None => Err(malformed(format!("{key} is not a whole number below 2^32"))),
    }
}

/// Rows of a matrix whose rows must be `width` long; `None` when there is no such tensor.
fn rows(tensors: &HashMap<String, TensorInfo>, name: &str, width: usize) -> Result<Option<usize>, ModelError> {
    match tensors.get(name).map(|info| info.shape.dims()) {
        None => Ok(None),
        Some(&[rows, columns]) if columns == width => Ok(Some(rows)),
        Some(dims) => Err(malformed(format!("{name} has the shape {dims:?}, wanted rows of {width}"))),
    }
}
