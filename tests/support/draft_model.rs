//! A GGUF file taken apart and put together again, with damage that its reader does not see: the file is well-formed, but what
//! it says makes no sense.

use std::io::Cursor;

use candle_core::quantized::gguf_file::{Content, Value};
use nutshell::gguf::TensorType;

use super::gguf_writer::{GgufWriter, tag};
use super::random::Random;

/// A tensor, fastest dimension first.
#[derive(Clone)]
struct Tensor {
    name: String,
    shape: Vec<u64>,
    kind: TensorType,
    data: Vec<u8>,
}

/// What a file says, in the order of its keys.
#[derive(Clone)]
pub struct Draft {
    entries: Vec<(String, Value)>,
    tensors: Vec<Tensor>,
}

/// Numbers at which sizes, counts and ids tend to go wrong.
const NUMBERS: [u32; 21] = [
    0,
    1,
    2,
    3,
    5,
    31,
    32,
    33,
    64,
    96,
    128,
    255,
    292,
    295,
    512,
    1 << 16,
    1 << 20,
    (1 << 20) + 1,
    1 << 31,
    u32::MAX - 1,
    u32::MAX,
];

const FRACTIONS: [f32; 12] =
    [0.0, -0.0, 1.0, -1.0, 1e-5, 1e-45, 1e30, f32::MAX, f32::MIN, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];

/// Names and tokens that mean something to some reader.
const WORDS: [&str; 44] = [
    "",
    " ",
    "llama",
    "gpt2",
    "qwen2",
    "bert",
    "smollm",
    "default",
    "llama-bpe",
    "gpt-2",
    "qwen2",
    "adapter",
    "lora",
    "linear",
    "yarn",
    "none",
    "a",
    "Ġ",
    "ĠĠ",
    "Ċ",
    "▁",
    "▁the",
    "<0x0A>",
    "<0xZZ>",
    "<0x",
    "<s>",
    "</s>",
    "<unk>",
    "<|im_start|>",
    "<|im_end|>",
    "<start_of_turn>",
    "<end_of_turn>",
    "<|im_start|>system\n",
    "the the",
    "a b",
    "Ġ t",
    "\u{fdd0}",
    "\u{fdd1}\u{f0000}",
    "\u{202e}",
    "\u{0}",
    "\u{10ffff}",
    "é",
    "中文",
    "😀",
];

/// Pieces of chat templates.
const JINJA: [&str; 40] = [
    "{% for message in messages %}",
    "{% for m in messages[1:] %}",
    "{% for i in range(2000) %}",
    "{% endfor %}",
    "{% endif %}",
    "{% if loop.first %}",
    "{% if messages[0]['role'] == 'system' %}",
    "{% if add_generation_prompt %}",
    "{% else %}",
    "{{ message['content'] }}",
    "{{ message.content.strip() }}",
    "{{ messages[0].content }}",
    "{{ messages[-1].content ~ messages[0].content }}",
    "{{ messages[1].content[1:] }}",
    "{{ messages | length }}",
    "{{ messages }}",
    "{{ messages | tojson }}",
    "{{ message['role'] }}",
    "{{ '<|im_start|>' + message['role'] + '\n' }}",
    "<|im_start|>system\n",
    "<|im_start|>assistant\n",
    "<|im_end|>\n",
    "{{ bos_token }}",
    "{{ eos_token * 3 }}",
    "{{ 'a' * 1000 }}",
    "{{ raise_exception('no') }}",
    "{% set ns = namespace(x='ab') %}",
    "{% set ns.x = ns.x ~ 'cd' %}",
    "{{ ns.x }}",
    "{% macro f(x) %}{{ f(x) }}{% endmacro %}",
    "{{ f(1) }}",
    "{% include 'a' %}",
    "{% extends 'a' %}",
    "{% block b %}",
    "{% endblock %}",
    "{{ 1 // 0 }}",
    "{{ 9223372036854775807 + 1 }}",
    "{{ (((((((((((((((((1))))))))))))))))) }}",
    "{{ x.y.z }}",
    "{#",
];

impl Draft {
    /// A sound file to damage.
    ///
    /// # Panics
    /// Where it is not sound.
    pub fn of(file: &[u8]) -> Self {
        let content = Content::read(&mut Cursor::new(file)).expect("a sound file");
        let mut entries: Vec<_> = content.metadata.into_iter().collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let mut infos: Vec<_> = content.tensor_infos.into_iter().collect();
        infos.sort_by_key(|(_, info)| info.offset);
        let tensors = infos.into_iter().map(|(name, info)| {
            let shape: Vec<u64> = info.shape.dims().iter().rev().map(|&size| size as u64).collect();
            let kind =
                TensorType::all().find(|kind| kind.name() == format!("{:?}", info.ggml_dtype).replace("Q4K", "Q4_K"));
            let kind = kind.expect("a type that both readers know");
            let start = (content.tensor_data_offset + info.offset) as usize;
            let data = file[start..start + bytes_of(kind, &shape)].to_vec();
            Tensor { name, shape, kind, data }
        });
        Self { entries, tensors: tensors.collect() }
    }

    /// Sets or adds an entry.
    pub fn set(&mut self, key: &str, value: Value) {
        self.entries.retain(|(name, _)| name != key);
        self.entries.push((key.into(), value));
    }

    /// The file.
    pub fn written(&self) -> Vec<u8> {
        let mut writer = GgufWriter::new(3);
        for (key, value) in &self.entries {
            let mut bytes = Vec::new();
            let tag = write(value, &mut bytes);
            writer = writer.raw(key.as_bytes(), tag, &bytes);
        }
        for tensor in &self.tensors {
            writer = writer.tensor(&tensor.name, &tensor.shape, tensor.kind.id(), tensor.data.len() as u64);
        }
        let mut file = writer.header();
        for tensor in &self.tensors {
            file.resize(file.len().next_multiple_of(32), 0);
            file.extend(&tensor.data);
        }
        file
    }

    /// Damages it in one way.
    pub fn damage(&mut self, random: &mut Random) {
        match random.below(20) {
            0 => {
                let at = random.below(self.entries.len());
                self.entries.swap_remove(at);
            }
            1 => self.set("tokenizer.ggml.model", Value::String(random.pick(&["llama", "gpt2", "bert"]).into())),
            2 | 3 => self.set("tokenizer.chat_template", Value::String(jinja(random))),
            4 => {
                let to = random.below(self.entries.len());
                self.entries[to].1 = self.entries[random.below(self.entries.len())].1.clone();
            }
            5..=12 => {
                let at = random.below(self.entries.len());
                change(&mut self.entries[at].1, random);
            }
            _ => self.damage_tensor(random),
        }
    }

    fn damage_tensor(&mut self, random: &mut Random) {
        if self.tensors.is_empty() {
            return;
        }
        let (at, other) = (random.below(self.tensors.len()), random.below(self.tensors.len()));
        let other_name = self.tensors[other].name.clone();
        let tensor = &mut self.tensors[at];
        match random.below(9) {
            0 => {
                self.tensors.remove(at);
                return;
            }
            1 => {
                tensor.name =
                    tensor.name.replace("blk.0", random.pick(&["blk.00", "blk.1", "blk.+0", "blk.-1", "blk."]))
            }
            2 => {
                tensor.name =
                    random.pick(&["rope_freqs.weight", "output.weight", "x", "blk.0.attn_q.weight.lora_a"]).into()
            }
            3 => {
                let mut copy = tensor.clone();
                copy.name = format!("blk.00.{}", other_name.rsplit_once("0.").map_or("x", |(_, part)| part));
                self.tensors.push(copy);
                return;
            }
            4 => tensor.shape.push(1),
            5 => {
                let kinds: Vec<TensorType> = TensorType::all().collect();
                tensor.kind = random.pick(&kinds);
            }
            6 => {
                let dimension = random.below(tensor.shape.len());
                tensor.shape[dimension] = random.pick(&[1, 2, 31, 32, 33, 64, 96, 128, 256]);
            }
            7 => tensor.shape.reverse(),
            _ => {
                // Scales that are no numbers, blocks of all sorts.
                let length = random.below(tensor.data.len() + 1).min(600);
                let start = random.below(tensor.data.len() - length + 1);
                let filling = random.pick(&[0x00, 0x7c, 0x7e, 0x7f, 0xff, 0xfc]);
                let any = random.below(2) == 0;
                tensor.data[start..start + length]
                    .iter_mut()
                    .for_each(|byte| *byte = if any { random.next() as u8 } else { filling });
            }
        }
        let tensor = &mut self.tensors[at];
        if !tensor.shape[0].is_multiple_of(tensor.kind.block_elements()) {
            tensor.kind = TensorType::F16;
        }
        let filling = tensor.data.last().copied().unwrap_or(0);
        tensor.data.resize(bytes_of(tensor.kind, &tensor.shape), filling);
    }
}

fn bytes_of(kind: TensorType, shape: &[u64]) -> usize {
    (shape.iter().product::<u64>() / kind.block_elements() * kind.block_bytes()) as usize
}

/// A chat template of pieces that seldom go together.
fn jinja(random: &mut Random) -> String {
    let sound = random.below(3) == 0;
    let pieces = (0..1 + random.below(24)).map(|_| random.pick(&JINJA));
    let pieces: String = pieces.collect();
    if sound {
        format!("{{% for message in messages %}}{{{{ message.content }}}}{{% endfor %}}{pieces}")
    } else {
        pieces
    }
}

fn word(random: &mut Random) -> String {
    match random.below(12) {
        0 => random.pick(&WORDS).repeat(1000),
        1 => format!("{} {}", random.pick(&WORDS), random.pick(&WORDS)),
        _ => random.pick(&WORDS).into(),
    }
}

fn change(value: &mut Value, random: &mut Random) {
    if random.below(8) == 0 {
        *value = match random.below(6) {
            0 => Value::String(word(random)),
            1 => Value::F32(random.pick(&FRACTIONS)),
            2 => Value::I32(random.pick(&NUMBERS) as i32),
            3 => Value::U64(u64::from(random.pick(&NUMBERS)) << random.below(33)),
            4 => Value::Bool(random.below(2) == 0),
            _ => Value::Array(Vec::new()),
        };
        return;
    }
    match value {
        Value::F32(number) => *number = random.pick(&FRACTIONS),
        Value::I32(number) => *number = random.pick(&[-1, 0, 1, 2, 3, 4, 5, 6, 7, i32::MIN, i32::MAX]),
        Value::U32(number) => *number = random.pick(&NUMBERS),
        Value::Bool(flag) => *flag = !*flag,
        Value::String(text) => *text = word(random),
        Value::Array(items) if !items.is_empty() => {
            for _ in 0..random.below(8) {
                let (at, other) = (random.below(items.len()), random.below(items.len()));
                match random.below(5) {
                    0 => items.swap(at, other),
                    1 => items[at] = items[other].clone(),
                    2 if items.len() > 1 => items.truncate(at.max(1)),
                    3 => items.insert(at, items[other].clone()),
                    // Of its own type: an array of several types is not well-formed.
                    _ => match &mut items[at] {
                        Value::String(text) => *text = word(random),
                        Value::I32(number) => *number = random.pick(&[-1, 0, 1, 2, 3, 4, 5, 6, 7]),
                        Value::F32(number) => *number = random.pick(&FRACTIONS),
                        _ => {}
                    },
                }
            }
        }
        _ => *value = Value::U32(random.pick(&NUMBERS)),
    }
}

/// Appends a value's bytes; its type's tag.
fn write(value: &Value, bytes: &mut Vec<u8>) -> u32 {
    match value {
        Value::U8(number) => put(bytes, &number.to_le_bytes(), tag::U8),
        Value::I8(number) => put(bytes, &number.to_le_bytes(), tag::I8),
        Value::U16(number) => put(bytes, &number.to_le_bytes(), tag::U16),
        Value::I16(number) => put(bytes, &number.to_le_bytes(), tag::I16),
        Value::U32(number) => put(bytes, &number.to_le_bytes(), tag::U32),
        Value::I32(number) => put(bytes, &number.to_le_bytes(), tag::I32),
        Value::U64(number) => put(bytes, &number.to_le_bytes(), tag::U64),
        Value::I64(number) => put(bytes, &number.to_le_bytes(), tag::I64),
        Value::F32(number) => put(bytes, &number.to_le_bytes(), tag::F32),
        Value::F64(number) => put(bytes, &number.to_le_bytes(), tag::F64),
        Value::Bool(flag) => put(bytes, &[u8::from(*flag)], tag::BOOL),
        Value::String(text) => {
            bytes.extend((text.len() as u64).to_le_bytes());
            put(bytes, text.as_bytes(), tag::STRING)
        }
        Value::Array(items) => {
            let mut elements = Vec::new();
            let mut kind = tag::U32;
            for item in items {
                kind = write(item, &mut elements);
            }
            bytes.extend(kind.to_le_bytes());
            bytes.extend((items.len() as u64).to_le_bytes());
            put(bytes, &elements, tag::ARRAY)
        }
    }
}

fn put(bytes: &mut Vec<u8>, value: &[u8], tag: u32) -> u32 {
    bytes.extend(value);
    tag
}
