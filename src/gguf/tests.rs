//! Whole headers: what is read from a good one, and what each kind of damage is answered with.

use super::{GgufError, Header, Metadata, Parsed, TensorType, Value};

#[path = "../../tests/support/gguf_writer.rs"]
mod gguf_writer;
use gguf_writer::{GgufWriter, tag};

/// A small model with something of everything.
fn sample(version: u32) -> GgufWriter {
    GgufWriter::new(version)
        .string("general.architecture", "llama")
        .u32("llama.block_count", 2)
        .raw(b"llama.context_length", tag::U64, &8192_u64.to_le_bytes())
        .f32("llama.rope.freq_base", 100_000.0)
        .raw(b"flag", tag::BOOL, &[1])
        .raw(b"negative", tag::I16, &(-5_i16).to_le_bytes())
        .strings("tokenizer.ggml.tokens", &["<|im_end|>", "", "Ġthe"])
        .array("tokenizer.ggml.token_type", tag::I32, 3, &[3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255])
        .array("scores", tag::F32, 1, &0.5_f32.to_le_bytes())
        .tensor("token_embd.weight", &[64, 3], TensorType::Q8_0.id(), 204)
        .tensor("norm.weight", &[64], TensorType::F32.id(), 256)
        .tensor("scale", &[], TensorType::F16.id(), 2)
}

fn parse(writer: &GgufWriter) -> Result<Header, GgufError> {
    parse_bytes(&writer.header(), writer.file_bytes())
}

fn parse_bytes(prefix: &[u8], file_bytes: u64) -> Result<Header, GgufError> {
    match Header::parse(prefix, file_bytes)? {
        Parsed::Complete(header) => Ok(header),
        Parsed::NeedMore(bytes) => panic!("asked for {bytes} bytes although the header is there"),
    }
}

/// Asserts that the file is refused with this code, and that the message has each of these parts.
#[track_caller]
fn refused(result: Result<Header, GgufError>, code: &str, parts: &[&str]) {
    let error = result.expect_err("a damaged file was accepted");
    let message = error.to_string();
    assert_eq!(error.code(), code, "{message}");
    parts.iter().for_each(|part| assert!(message.contains(part), "no '{part}' in: {message}"));
    assert!(message.to_lowercase().contains("download") || message.contains("onvert"), "no advice in: {message}");
}

const MALFORMED: &str = "gguf-malformed";
const TRUNCATED: &str = "gguf-truncated";
const NOT_A_GGUF: &str = "gguf-not-a-gguf";

#[test]
fn reads_everything_of_both_versions() {
    for version in [2, 3] {
        let writer = sample(version);
        let header = parse(&writer).unwrap();
        assert_eq!((header.version, header.alignment, header.metadata.len()), (version, 32, 9));
        assert_eq!(header.data_offset, (writer.header().len() as u64).next_multiple_of(32));
        let metadata = &header.metadata;
        assert_eq!(metadata.architecture(), Ok("llama"));
        assert_eq!(metadata.u32("llama.block_count"), Ok(2));
        assert_eq!(metadata.u32("llama.context_length"), Ok(8192));
        assert_eq!(metadata.usize("llama.context_length"), Ok(8192));
        assert_eq!(metadata.f32("llama.rope.freq_base"), Ok(100_000.0));
        assert_eq!(metadata.bool("flag"), Ok(true));
        assert_eq!(metadata.i32("negative"), Ok(-5));
        let tokens: Vec<_> = metadata.strings("tokenizer.ggml.tokens").unwrap().iter().collect();
        assert_eq!(tokens, ["<|im_end|>", "", "Ġthe"]);
        assert_eq!(metadata.i32s("tokenizer.ggml.token_type"), Ok(&[3, 1, -1][..]));
        assert_eq!(metadata.f32s("scores"), Ok(&[0.5][..]));
        assert!(metadata.contains("flag") && metadata.get("flags").is_none());

        let tensor = header.tensor("norm.weight").unwrap();
        assert_eq!((tensor.kind, tensor.shape.as_slice(), tensor.bytes), (TensorType::F32, &[64][..], 256));
        assert_eq!(tensor.offset, header.data_offset + 224);
        assert_eq!(header.tensor("scale").unwrap().elements(), 1);
        assert!(header.tensor("norm").is_none());
        assert!(header.tensors.is_sorted_by_key(|tensor| tensor.offset));
    }
}

#[test]
fn reads_every_type_of_value() {
    let numbers: [(u32, usize); 11] = [
        (tag::U8, 1),
        (tag::I8, 1),
        (tag::U16, 2),
        (tag::I16, 2),
        (tag::U32, 4),
        (tag::I32, 4),
        (tag::F32, 4),
        (tag::BOOL, 1),
        (tag::U64, 8),
        (tag::I64, 8),
        (tag::F64, 8),
    ];
    let mut writer = GgufWriter::new(3);
    for (tag, width) in numbers {
        let mut one = vec![0; width];
        one[0] = 1;
        writer = writer.raw(format!("single {tag}").as_bytes(), tag, &one);
        writer = writer.array(&format!("array {tag}"), tag, 2, &[vec![0; width], one].concat());
    }
    let metadata = parse(&writer).unwrap().metadata;
    let value = |kind: &str, tag| metadata.get(&format!("{kind} {tag}")).unwrap();
    assert_eq!(value("single", tag::I8), &Value::I8(1));
    assert_eq!(value("single", tag::F32), &Value::F32(f32::from_bits(1)));
    assert_eq!(value("single", tag::F64), &Value::F64(f64::from_bits(1)));
    assert_eq!(value("array", tag::U8), &Value::U8s(vec![0, 1]));
    assert_eq!(value("array", tag::I8), &Value::I8s(vec![0, 1]));
    assert_eq!(value("array", tag::U16), &Value::U16s(vec![0, 1]));
    assert_eq!(value("array", tag::I16), &Value::I16s(vec![0, 1]));
    assert_eq!(value("array", tag::U32), &Value::U32s(vec![0, 1]));
    assert_eq!(value("array", tag::I32), &Value::I32s(vec![0, 1]));
    assert_eq!(value("array", tag::U64), &Value::U64s(vec![0, 1]));
    assert_eq!(value("array", tag::I64), &Value::I64s(vec![0, 1]));
    assert_eq!(value("array", tag::F32), &Value::F32s(vec![0.0, f32::from_bits(1)]));
    assert_eq!(value("array", tag::F64), &Value::F64s(vec![0.0, f64::from_bits(1)]));
    assert_eq!(value("array", tag::BOOL), &Value::Bools(vec![false, true]));
    for tag in [tag::U8, tag::U16, tag::I16, tag::U32, tag::I32, tag::U64, tag::I64] {
        assert_eq!(metadata.u32(&format!("single {tag}")), Ok(1));
    }
}

#[test]
fn reads_every_type_of_tensor() {
    let mut writer = GgufWriter::new(3);
    for kind in TensorType::all() {
        writer = writer.tensor(kind.name(), &[kind.block_elements() * 2, 3], kind.id(), kind.block_bytes() * 6);
    }
    let header = parse(&writer).unwrap();
    for kind in TensorType::all() {
        let tensor = header.tensor(kind.name()).unwrap();
        assert_eq!((tensor.kind, tensor.bytes), (kind, kind.block_bytes() * 6));
    }
}

#[test]
fn asks_for_more_until_the_header_is_there() {
    let (header, file_bytes) = (sample(3).header(), sample(3).file_bytes());
    for length in 0..header.len() {
        match Header::parse(&header[..length], file_bytes) {
            Ok(Parsed::NeedMore(bytes)) => assert!(bytes > length && bytes as u64 <= file_bytes, "{length}: {bytes}"),
            other => panic!("{length} bytes gave {other:?}"),
        }
    }
    // Bytes after the header change nothing, nor do bytes after the end of the file.
    let mut long = header.clone();
    long.resize(file_bytes as usize + 100, 7);
    assert_eq!(parse_bytes(&long, file_bytes), parse(&sample(3)));
}

#[test]
fn requests_grow_at_least_twofold_and_to_what_is_known_to_be_needed() {
    let writer = GgufWriter::new(3).string("key", &"x".repeat(1_000_000));
    let header = writer.header();
    let more = |length: usize| match Header::parse(&header[..length], 1 << 30) {
        Ok(Parsed::NeedMore(bytes)) => bytes,
        other => panic!("{other:?}"),
    };
    assert_eq!(more(0), 64 << 10);
    assert_eq!(more(47), 64 << 10);
    assert_eq!(more(100), header.len());
    assert_eq!(more(900_000), 1_800_000);
}

#[test]
fn a_file_cut_anywhere_in_its_header_is_truncated() {
    let header = sample(3).header();
    for length in 4..header.len() {
        let error = Header::parse(&header[..length], length as u64).expect_err("a cut header was accepted");
        assert_eq!(error.code(), TRUNCATED, "{length}: {error}");
    }
}

#[test]
fn other_files_are_told_apart() {
    let cases: [(&[u8], &str); 12] = [
        (b"", "empty"),
        (b"GG", "'GG'"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09", r"'\x00\x01\x02\x03'"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xef\xbb\xbf\n  <html lang='en'>", "web page"),
        (b"PK\x03\x04\x14\x00\x00\x00", "ZIP"),
        (b"\x40\x00\x00\x00\x00\x00\x00\x00{\"__metadata__\":", "safetensors"),
        (b"{\"error\": \"not found\"}", "JSON"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"tjgg\x01\x00\x00\x00", "GGML"),
        (b"<3 notes", "'<3 n'"),
    ];
    for (bytes, part) in cases {
        refused(parse_bytes(bytes, bytes.len() as u64), NOT_A_GGUF, &[part]);
    }
}

#[test]
fn other_versions_and_byte_orders_are_named() {
    refused(parse(&sample(1)), MALFORMED, &["says 1", "onvert"]);
    refused(parse(&sample(0)), MALFORMED, &["says 0"]);
    refused(parse(&sample(4)), MALFORMED, &["says 4"]);
    refused(parse(&sample(3_u32.swap_bytes())), MALFORMED, &["big-endian"]);
}

#[test]
fn counts_that_do_not_fit_are_refused() {
    for count in [u64::MAX, 1 << 60] {
        let mut writer = sample(3);
        writer.claimed_tensors = Some(count);
        refused(parse(&writer), MALFORMED, &["tensor count"]);
        let mut writer = sample(3);
        writer.claimed_keys = Some(count);
        refused(parse(&writer), MALFORMED, &["metadata key count"]);
        let writer = GgufWriter::new(3).array("a", tag::F64, count, &[0; 64]);
        refused(parse(&writer), MALFORMED, &["metadata key 'a', array length"]);
        let writer = GgufWriter::new(3).array("a", tag::STRING, count, &[0; 64]);
        refused(parse(&writer), MALFORMED, &["metadata key 'a', array length"]);
    }
    let writer = GgufWriter::new(3).array("a", tag::U32, 17, &[0; 64]);
    refused(parse(&writer), TRUNCATED, &["metadata key 'a', array length", "cut short"]);
    let mut writer = sample(3);
    writer.claimed_tensors = Some(1 << 20);
    refused(parse(&writer), TRUNCATED, &["tensor count"]);
}

#[test]
fn bad_names_and_values_are_refused() {
    let new = || GgufWriter::new(3).string("general.architecture", "llama");
    refused(parse(&new().raw(b"", tag::U8, &[0; 64])), MALFORMED, &["key number 2, name", "empty"]);
    refused(parse(&new().raw(b"\xff\xfe", tag::U8, &[0; 64])), MALFORMED, &["key number 2, name", "UTF-8"]);
    let long = "k".repeat(65_536);
    refused(parse(&new().u32(&long, 1)), MALFORMED, &["key number 2, name", "65536 bytes"]);
    refused(parse(&new().raw(b"k", 13, &[0; 64])), MALFORMED, &["key 'k', type", "13"]);
    refused(parse(&new().raw(b"k", tag::BOOL, &[2])), MALFORMED, &["key 'k', value", "2 is neither"]);
    refused(parse(&new().array("k", tag::BOOL, 3, &[0, 1, 9])), MALFORMED, &["key 'k', element 2, value", "9 is"]);
    refused(parse(&new().array("k", 99, 3, &[0; 64])), MALFORMED, &["key 'k', element type", "99"]);
    refused(
        parse(&new().array("k", tag::ARRAY, 1, &[0; 64])),
        MALFORMED,
        &["key 'k', element type", "array of arrays"],
    );
    let bad_text = [&2_u64.to_le_bytes()[..], b"a\xc3"].concat();
    refused(parse(&new().raw(b"k", tag::STRING, &bad_text)), MALFORMED, &["key 'k', value", "its byte 1"]);
    refused(parse(&new().array("k", tag::STRING, 1, &bad_text)), MALFORMED, &["key 'k', element 0, value", "UTF-8"]);
    let huge = [&(u64::MAX - 3).to_le_bytes()[..], b"abc"].concat();
    refused(parse(&new().raw(b"k", tag::STRING, &huge)), MALFORMED, &["key 'k', value", "18446744073709551612"]);
    refused(parse(&new().u32("general.architecture", 1)), MALFORMED, &["'general.architecture', name", "twice"]);
    // Names go into messages escaped and shortened.
    let name = format!("\u{1b}[31m{}", "y".repeat(500));
    refused(parse(&new().raw(name.as_bytes(), 77, &[0; 64])), MALFORMED, &[r"'\u{1b}[31my", "yyy…'"]);
}

#[test]
fn a_bad_alignment_is_refused() {
    for bad in [0, 1, 4, 12, 33, 1 << 21, u32::MAX] {
        refused(parse(&sample(3).u32("general.alignment", bad)), MALFORMED, &["general.alignment", &bad.to_string()]);
    }
    refused(parse(&sample(3).string("general.alignment", "32")), MALFORMED, &["general.alignment", "integer"]);
    let mut writer = GgufWriter::new(3).u32("general.alignment", 64);
    writer.alignment = 64;
    let header = parse(&writer.tensor("a", &[1], 0, 4).tensor("b", &[1], 0, 4)).unwrap();
    assert_eq!((header.alignment, header.data_offset % 64), (64, 0));
    assert_eq!(header.tensors[1].offset, header.data_offset + 64);
}

#[test]
fn bad_tensors_are_refused() {
    let f32_id = TensorType::F32.id();
    let at =
        |name: &str, shape: &[u64], kind, offset| parse(&sample(3).tensor_at(name.as_bytes(), shape, kind, offset));
    refused(at("", &[1], f32_id, 512), MALFORMED, &["tensor number 4, name", "empty"]);
    refused(at("t", &[1; 5], f32_id, 512), MALFORMED, &["tensor 't', number of dimensions", "5"]);
    refused(at("t", &[4, 0], f32_id, 512), MALFORMED, &["tensor 't', shape", "is 0"]);
    refused(at("t", &[33], TensorType::Q4_1.id(), 512), MALFORMED, &["tensor 't', shape", "33", "32", "Q4_1"]);
    refused(at("t", &[], TensorType::Q4K.id(), 512), MALFORMED, &["tensor 't', shape", "256", "Q4_K"]);
    refused(at("t", &[1 << 32, 1 << 32], f32_id, 512), MALFORMED, &["tensor 't', shape", "any file"]);
    refused(at("t", &[1 << 62], f32_id, 512), MALFORMED, &["tensor 't', shape", "any file"]);
    refused(at("t", &[1], 4, 512), MALFORMED, &["tensor 't', type", "4 is not"]);
    refused(at("t", &[1], f32_id, 500), MALFORMED, &["tensor 't', offset", "alignment"]);
    refused(at("t", &[1], f32_id, u64::MAX - 31), MALFORMED, &["tensor 't'", "any file"]);
    refused(at("t", &[1 << 40], f32_id, 512), TRUNCATED, &["tensor 't', data"]);
    refused(at("t", &[1], f32_id, 256), MALFORMED, &["tensor 't', data", "overlaps", "'norm.weight'"]);
    refused(at("norm.weight", &[1], f32_id, 448), MALFORMED, &["tensor 'norm.weight', name", "twice"]);
    let whole = sample(3);
    let cut = parse_bytes(&whole.header(), whole.file_bytes() - 1);
    refused(cut, TRUNCATED, &["tensor 'scale', data", &whole.file_bytes().to_string()]);
}

#[test]
fn getters_name_the_key() {
    let entries = vec![
        ("big".to_owned(), Value::U64(1 << 40)),
        ("minus".to_owned(), Value::I8(-1)),
        ("nan".to_owned(), Value::F32(f32::NAN)),
        ("double".to_owned(), Value::F64(0.5)),
        ("text".to_owned(), Value::String("x".to_owned())),
    ];
    let metadata = Metadata::from_entries(entries).unwrap();
    assert_eq!((metadata.u64("big"), metadata.i32("minus"), metadata.f32("double")), (Ok(1 << 40), Ok(-1), Ok(0.5)));
    assert_eq!(metadata.iter().map(|entry| entry.0).collect::<Vec<_>>(), ["big", "double", "minus", "nan", "text"]);
    let messages = [
        metadata.u32("big").unwrap_err(),
        metadata.u32("minus").unwrap_err(),
        metadata.f32("nan").unwrap_err(),
        metadata.f32("text").unwrap_err(),
        metadata.bool("text").unwrap_err(),
        metadata.str("big").unwrap_err(),
        metadata.strings("text").unwrap_err(),
        metadata.f32s("text").unwrap_err(),
        metadata.i32s("text").unwrap_err(),
        metadata.u32("none").unwrap_err(),
    ];
    for (error, key) in
        messages.iter().zip(["big", "minus", "nan", "text", "text", "big", "text", "text", "text", "none"])
    {
        assert_eq!(error.code(), MALFORMED);
        assert!(error.to_string().contains(&format!("'{key}'")), "{error}");
    }
    assert_eq!(messages[9], GgufError::Missing { key: "none".to_owned() });
    assert!(messages[0].to_string().contains("1099511627776"), "{}", messages[0]);
}
