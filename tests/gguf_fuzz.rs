//! Damaged and random GGUF headers: never a panic, never more memory than the file's size plus a constant.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;

use nutshell::gguf::{Header, Parsed, TensorType};

#[path = "support/budget.rs"]
mod budget;
#[path = "support/counting_allocator.rs"]
mod counting_allocator;
#[path = "support/gguf_writer.rs"]
mod gguf_writer;
#[path = "support/model.rs"]
mod model_file;
#[path = "support/random.rs"]
mod random;
#[path = "support/random_header.rs"]
mod random_header;

use budget::{Case, seeds};
use counting_allocator::{Counting, peak_of};
use gguf_writer::{GgufWriter, tag};
use random::Random;
use random_header::{EXTREMES, WIDTHS, random_header};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Bytes that reading may allocate beyond the file's size.
const CONSTANT: u64 = 64 << 10;

/// How often each outcome occurred.
#[derive(Default, Debug)]
struct Outcomes(BTreeMap<&'static str, u64>);

impl Outcomes {
    /// Reads the header, asserts everything that must hold whatever the bytes are, and counts what came of it.
    fn check(&mut self, prefix: &[u8], file_bytes: u64) {
        let (result, peak) = peak_of(|| Header::parse(prefix, file_bytes));
        let there = file_bytes.min(prefix.len() as u64);
        assert!(peak <= there + CONSTANT, "{peak} bytes were allocated for {there} bytes of a file of {file_bytes}");
        let outcome = match result {
            Ok(Parsed::Complete(header)) => {
                check_header(&header, file_bytes);
                "complete"
            }
            Ok(Parsed::NeedMore(bytes)) => {
                assert!(bytes as u64 > there && bytes as u64 <= file_bytes, "{there} -> {bytes} of {file_bytes}");
                "need more"
            }
            Err(error) => {
                let message = error.to_string();
                assert!(message.len() < 1200, "a message of {} bytes", message.len());
                assert!(message.chars().all(|character| !character.is_control()), "{message:?}");
                error.code()
            }
        };
        *self.0.entry(outcome).or_default() += 1;
    }

    /// Asserts that each of these outcomes occurred: otherwise the cases did not reach what they are meant to reach.
    fn assert_seen(&self, outcomes: &[&str]) {
        println!("{self:?}");
        outcomes.iter().for_each(|outcome| assert!(self.0.contains_key(outcome), "never '{outcome}': {self:?}"));
    }
}

/// What holds of every header that was accepted.
fn check_header(header: &Header, file_bytes: u64) {
    assert!(matches!(header.version, 2 | 3));
    assert!(header.alignment.is_power_of_two());
    let mut end = header.data_offset;
    for tensor in &header.tensors {
        assert!(tensor.offset >= end && tensor.offset.is_multiple_of(header.alignment), "{tensor:?}");
        end = tensor.offset + tensor.bytes;
        assert_eq!(tensor.elements() / tensor.kind.block_elements() * tensor.kind.block_bytes(), tensor.bytes);
        assert_eq!(header.tensor(&tensor.name), Some(tensor));
    }
    assert!(header.tensors.is_empty() || end <= file_bytes);
    for (key, value) in header.metadata.iter() {
        assert_eq!(header.metadata.get(key).map(|value| value.type_name()), Some(value.type_name()));
    }
}

/// A header to damage, and the places in it that hold lengths, counts, types and offsets.
struct Base {
    header: Vec<u8>,
    file_bytes: u64,
    fields: Vec<usize>,
}

impl Base {
    /// `header` is the exact header, without what follows it.
    fn new(header: Vec<u8>, file_bytes: u64) -> Self {
        let Ok(Parsed::Complete(parsed)) = Header::parse(&header, file_bytes) else { panic!("the base is damaged") };
        let mut fields = vec![4, 8, 16];
        let names = parsed.metadata.iter().map(|entry| (entry.0, None));
        for (name, shape) in names.chain(parsed.tensors.iter().map(|t| (t.name.as_str(), Some(t.shape.len())))) {
            let pattern = [&(name.len() as u64).to_le_bytes()[..], name.as_bytes()].concat();
            let start = header.windows(pattern.len()).position(|window| window == pattern).expect("the name is there");
            let end = start + pattern.len();
            fields.push(start);
            fields.extend(match shape {
                // Type, then the value: a number, a string's length, or an array's element type and length.
                None => vec![end, end + 4, end + 8],
                // Number of dimensions, the dimensions, type, offset.
                Some(rank) => (0..=rank).map(|i| end + 4 + 8 * i).chain([end, end + 8 + 8 * rank]).collect(),
            });
        }
        Self { header, file_bytes, fields }
    }

    /// A header with a tensor of each type, arrays of each type, and a vocabulary.
    fn synthetic(version: u32) -> Self {
        let tokens: Vec<_> = (0..300).map(|i| format!("Ġtoken{i}")).collect();
        let mut writer = GgufWriter::new(version)
            .string("general.architecture", "llama")
            .string("general.name", "A small model, made for tests")
            .u32("general.alignment", 64)
            .u32("llama.block_count", 2)
            .f32("llama.attention.layer_norm_rms_epsilon", 1e-5)
            .raw(b"tokenizer.ggml.add_bos_token", tag::BOOL, &[0])
            .strings("tokenizer.ggml.tokens", &tokens)
            .array("tokenizer.ggml.scores", tag::F32, 300, &[0; 1200])
            .array("tokenizer.ggml.token_type", tag::I32, 300, &[1; 1200])
            .string("tokenizer.chat_template", "{% for m in messages %}{{ m['content'] }}{% endfor %}");
        for tag in [tag::U8, tag::I8, tag::U16, tag::I16, tag::BOOL, tag::U64, tag::I64, tag::F64] {
            writer = writer.raw(format!("one.{tag}").as_bytes(), tag, &[0; 8][..WIDTHS[tag as usize]]);
            writer = writer.array(&format!("many.{tag}"), tag, 5, &[0; 40][..5 * WIDTHS[tag as usize]]);
        }
        writer.alignment = 64;
        for (index, kind) in TensorType::all().enumerate() {
            let (rows, columns) = (index as u64 % 5 + 1, kind.block_elements() * 2);
            let name = format!("blk.{index}.{}.weight", kind.name());
            writer = writer.tensor(&name, &[columns, rows], kind.id(), 2 * rows * kind.block_bytes());
        }
        Self::new(writer.header(), writer.file_bytes())
    }

    /// The header of the real model.
    fn real() -> Self {
        let path = model_file::path();
        let mut file = File::open(&path).expect("the model can be opened");
        let file_bytes = file.metadata().expect("the model has a length").len();
        let (mut prefix, mut wanted) = (Vec::new(), 0);
        let header = loop {
            file.by_ref().take((wanted - prefix.len()) as u64).read_to_end(&mut prefix).expect("the model can be read");
            match Header::parse(&prefix, file_bytes).expect("the model is a good GGUF") {
                Parsed::Complete(header) => break header,
                Parsed::NeedMore(bytes) => wanted = bytes,
            }
        };
        assert_eq!((header.version, header.metadata.len(), header.tensors.len()), (3, 33, 272));
        assert_eq!(header.metadata.architecture(), Ok("llama"));
        assert_eq!(header.metadata.strings("tokenizer.ggml.tokens").map(|tokens| tokens.len()), Ok(49_152));
        assert_eq!(header.tensor("token_embd.weight").map(|tensor| tensor.kind), Some(TensorType::Q8_0));
        let last = header.tensors.last().expect("there are tensors");
        assert_eq!(last.offset + last.bytes, file_bytes);
        prefix.truncate(header_length(&prefix, file_bytes));
        Self::new(prefix, file_bytes)
    }

    /// Damages the header in one to four ways and reads it.
    fn mutate_and_check(&self, random: &mut Random, outcomes: &mut Outcomes) {
        let mut bytes = self.header.clone();
        let mut file_bytes = self.file_bytes;
        for _ in 0..=random.below(4) {
            self.mutate(random, &mut bytes, &mut file_bytes);
        }
        outcomes.check(&bytes, file_bytes);
    }

    fn mutate(&self, random: &mut Random, bytes: &mut Vec<u8>, file_bytes: &mut u64) {
        if bytes.len() < 16 {
            return;
        }
        let at = random.below(bytes.len() - 8);
        let field = random.pick(&self.fields).min(bytes.len() - 8);
        match random.below(10) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[field] ^= 1 << random.below(8),
            2 => bytes[at] = random.next() as u8,
            3 => bytes[field..field + 8].copy_from_slice(&random.pick(&EXTREMES).to_le_bytes()),
            4 => bytes[field..field + 4].copy_from_slice(&(random.below(45) as u32).to_le_bytes()),
            5 => bytes[at..at + 8].copy_from_slice(&random.pick(&EXTREMES).to_le_bytes()),
            6 => {
                // A piece of the file over another place in it.
                let length = random.below(bytes.len().min(200));
                let from = random.below(bytes.len() - length);
                let to = random.below(bytes.len() - length);
                bytes.copy_within(from..from + length, to);
            }
            7 => {
                // A piece taken out or put in twice: everything after it moves.
                let length = random.below(64.min(bytes.len() - at));
                let piece = bytes[at..at + length].to_vec();
                let replaced = random.pick(&[0, length]);
                bytes.splice(at..at + replaced, if replaced == 0 { piece } else { Vec::new() });
            }
            8 => bytes.truncate(at),
            _ => {
                *file_bytes = random.pick(&[
                    0,
                    at as u64,
                    bytes.len() as u64,
                    file_bytes.saturating_sub(1),
                    file_bytes.saturating_mul(2),
                ])
            }
        }
    }
}

/// Length of the header at the beginning of `prefix`: one byte less is too short.
fn header_length(prefix: &[u8], file_bytes: u64) -> usize {
    let (mut low, mut high) = (0, prefix.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match Header::parse(&prefix[..middle], file_bytes) {
            Ok(Parsed::NeedMore(_)) => low = middle + 1,
            _ => high = middle,
        }
    }
    low
}

#[test]
fn ten_thousand_mutations_of_a_synthetic_header() {
    let bases = [Base::synthetic(2), Base::synthetic(3)];
    let mut outcomes = Outcomes::default();
    for number in seeds(10_000) {
        let _case = Case("synthetic", number);
        bases[number as usize % 2].mutate_and_check(&mut Random::new(number), &mut outcomes);
    }
    outcomes.assert_seen(&["complete", "need more", "gguf-not-a-gguf", "gguf-malformed", "gguf-truncated"]);
}

#[test]
fn mutations_of_the_real_models_header() {
    let base = Base::real();
    let mut outcomes = Outcomes::default();
    for number in seeds(10_000) {
        let _case = Case("real", number);
        base.mutate_and_check(&mut Random::new(1 << 32 | number), &mut outcomes);
    }
    outcomes.assert_seen(&["complete", "need more", "gguf-not-a-gguf", "gguf-malformed", "gguf-truncated"]);
}

#[test]
fn a_hundred_thousand_random_headers() {
    let mut outcomes = Outcomes::default();
    for number in seeds(100_000) {
        let _case = Case("random", number);
        let mut random = Random::new(2 << 32 | number);
        let bytes = random_header(&mut random);
        let length = bytes.len() as u64;
        let file_bytes = random.pick(&[length, length + number % 100, length + 4096, length * 100, 1 << 40]);
        outcomes.check(&bytes, file_bytes);
    }
    outcomes.assert_seen(&["complete", "need more", "gguf-malformed", "gguf-truncated"]);
}

#[test]
fn a_header_that_arrives_in_pieces_is_the_same_header() {
    let base = Base::real();
    let whole = Header::parse(&base.header, base.file_bytes);
    let (mut there, mut calls) = (0, 0);
    let last = loop {
        calls += 1;
        match Header::parse(&base.header[..there.min(base.header.len())], base.file_bytes) {
            Ok(Parsed::NeedMore(bytes)) => there = bytes,
            other => break other,
        }
    };
    assert!(last == whole, "the headers differ");
    assert!(calls <= 10, "{calls} calls");
}

#[test]
fn many_tiny_entries_never_take_more_than_the_file_and_the_constant() {
    // Entries that are much larger in memory than in the file.
    let (mut accepted, mut refused) = (0, 0);
    for count in (0..6000).step_by(50) {
        let _case = Case("tiny entries", count);
        let tiny_keys = (0..count).fold(GgufWriter::new(3), |writer, i| writer.raw(&name(i), tag::U8, &[0]));
        let mut tiny_tensors = GgufWriter::new(3).u32("general.alignment", 8);
        tiny_tensors.alignment = 8;
        tiny_tensors = (0..count).fold(tiny_tensors, |writer, i| {
            writer.tensor(std::str::from_utf8(&name(i)).expect("it is ASCII"), &[], TensorType::I8.id(), 1)
        });
        for writer in [tiny_keys, tiny_tensors] {
            let (header, file_bytes) = (writer.header(), writer.file_bytes());
            let (result, peak) = peak_of(|| Header::parse(&header, file_bytes));
            assert!(peak <= file_bytes + CONSTANT, "{peak} bytes were allocated for {file_bytes}");
            match result {
                Ok(Parsed::Complete(_)) => accepted += 1,
                Ok(Parsed::NeedMore(bytes)) => panic!("asked for {bytes} bytes although the header is there"),
                Err(error) => {
                    assert!(error.to_string().contains("bytes of memory"), "{error}");
                    assert!(peak < CONSTANT, "{peak} bytes were allocated before it was refused");
                    refused += 1;
                }
            }
        }
    }
    assert!(accepted > 10 && refused > 10, "{accepted} accepted, {refused} refused");
}

/// A name of its own for each number.
fn name(number: u64) -> Vec<u8> {
    format!("{number:x}").into_bytes()
}
