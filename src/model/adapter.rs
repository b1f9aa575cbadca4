//! A low-rank adapter (Hu et al., 2021) in llama.cpp's format: for every linear map `W` of every layer two matrices A and B,
//! with which the map becomes `W x + alpha / rank * B (A x)`. The file has to have them all, of one rank.

use super::load::vector;
use super::weights::{check_shape, expected_shape, format};
use super::{Config, ModelError};
use crate::gguf::{Header, Metadata, Parsed, Shown, TensorInfo};
use crate::kernels::low_rank::{LowRank, MOST_RANK};
use crate::kernels::repack::Format;

/// The low-rank terms of all layers.
pub struct Adapter {
    pub(super) layers: Vec<Layer>,
    name: String,
    rank: usize,
}

/// The low-rank terms of one layer, those of maps that share an input together.
pub(super) struct Layer {
    /// Query, key and value.
    pub attention: LowRank,
    pub output: LowRank,
    /// Gate and up.
    pub feed_forward: LowRank,
    pub down: LowRank,
}

/// The maps of a layer.
const MAPS: [&str; 7] = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];

/// Larger than any number that makes sense, and small enough for sums.
const LARGEST: f32 = 1e9;

impl Adapter {
    /// Bytes of a file at most.
    pub const MOST_BYTES: usize = 12_000_000;

    /// Reads a whole file for the model of this configuration.
    ///
    /// # Errors
    /// [`ModelError::Adapter`] naming what is wrong with the file or does not fit the model, [`ModelError::Memory`].
    pub fn from_gguf(bytes: &[u8], config: &Config) -> Result<Self, ModelError> {
        if bytes.len() > Self::MOST_BYTES {
            return Err(unusable(format!("it has {} bytes, and the limit is {}", bytes.len(), Self::MOST_BYTES)));
        }
        let damaged = |error: crate::gguf::GgufError| ModelError::Adapter(error.to_string());
        let Parsed::Complete(header) = Header::parse(bytes, bytes.len() as u64).map_err(damaged)? else {
            return Err(unusable("it is cut short".into()));
        };
        let metadata = &header.metadata;
        check_kind(metadata)?;
        let alpha = metadata.f32("adapter.lora.alpha").map_err(damaged)?;
        if alpha <= 0.0 {
            return Err(unusable(format!("its field 'adapter.lora.alpha' is {alpha} instead of a positive number")));
        }
        let mut file = File { bytes, header: &header, rank: rank(&header, config)?, alpha, row: Vec::new() };
        file.check_tensors(config)?;
        let layers = (0..config.layers).map(|layer| {
            let mut terms = |maps: &[&str]| file.terms(layer, maps, config);
            Ok(Layer {
                attention: terms(&MAPS[..3])?,
                output: terms(&MAPS[3..4])?,
                feed_forward: terms(&MAPS[4..6])?,
                down: terms(&MAPS[6..])?,
            })
        });
        let layers = layers.collect::<Result<_, ModelError>>()?;
        Ok(Self { layers, name: metadata.str("general.name").unwrap_or_default().to_owned(), rank: file.rank })
    }

    /// The name in the file; empty where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Rank of the terms.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// Bytes that the terms occupy.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let terms = |layer: &Layer| {
            [&layer.attention, &layer.output, &layer.feed_forward, &layer.down]
                .map(LowRank::bytes)
                .iter()
                .sum::<usize>()
        };
        self.layers.iter().map(terms).sum()
    }
}

fn unusable(why: String) -> ModelError {
    ModelError::Adapter(format!("{why}. Choose a LoRA adapter in GGUF format that was made for the loaded model"))
}

fn check_kind(metadata: &Metadata) -> Result<(), ModelError> {
    for (key, expected) in [("general.type", "adapter"), ("adapter.type", "lora"), ("general.architecture", "llama")] {
        let found = metadata.str(key).map_err(|error| ModelError::Adapter(error.to_string()))?;
        if found != expected {
            return Err(unusable(format!("its field '{key}' is '{}' instead of '{expected}'", Shown(found))));
        }
    }
    Ok(())
}

/// The rank of the first tensor, which all others must have.
fn rank(header: &Header, config: &Config) -> Result<usize, ModelError> {
    let name = "blk.0.attn_q.weight.lora_b";
    let tensor = header.tensor(name).ok_or_else(|| unusable(format!("its tensor '{name}' is missing")))?;
    let rank = tensor.shape.first().copied().unwrap_or(1);
    let rank = usize::try_from(rank)
        .ok()
        .filter(|rank| (1..=MOST_RANK).contains(rank))
        .ok_or_else(|| unusable(format!("its rank is {rank} (tensor '{name}'), and 1 to {MOST_RANK} are supported")))?;
    let queries = config.heads * config.head;
    check_shape(tensor, &[rank, queries]).map_err(unusable)?;
    Ok(rank)
}

/// A checked file, whose rows are taken one after the other.
struct File<'a> {
    bytes: &'a [u8],
    header: &'a Header,
    rank: usize,
    alpha: f32,
    row: Vec<f32>,
}

impl File<'_> {
    /// Checks the name, shape and type of every tensor, and that none is missing.
    fn check_tensors(&self, config: &Config) -> Result<(), ModelError> {
        for tensor in &self.header.tensors {
            let Some(expected) = self.expected_shape(&tensor.name, config) else {
                return Err(unusable(format!("its tensor '{}' is not known", Shown(&tensor.name))));
            };
            check_shape(tensor, &expected).map_err(unusable)?;
            if !matches!(format(tensor), Ok(Format::F32 | Format::F16 | Format::Bf16)) {
                let kind = tensor.kind.name();
                return Err(unusable(format!(
                    "its tensor '{}' is stored as {kind} instead of F16 or F32",
                    tensor.name
                )));
            }
        }
        Ok(())
    }

    /// The shape of a tensor, fastest dimension first; `None` for an unknown name.
    fn expected_shape(&self, name: &str, config: &Config) -> Option<Vec<usize>> {
        let (map, half) = name.rsplit_once('.')?;
        let part = map.strip_suffix(".weight")?.rsplit('.').next()?;
        let [inputs, outputs] = expected_shape(map, config).filter(|_| MAPS.contains(&part))?[..] else { return None };
        match half {
            "lora_a" => Some(vec![inputs, self.rank]),
            "lora_b" => Some(vec![self.rank, outputs]),
            _ => None,
        }
    }

    /// The terms of maps that share an input.
    fn terms(&mut self, layer: usize, maps: &[&str], config: &Config) -> Result<LowRank, ModelError> {
        let header = self.header;
        let tensor = |map: &str, half: &str| {
            let name = format!("blk.{layer}.{map}.weight.lora_{half}");
            header.tensor(&name).ok_or_else(|| unusable(format!("its tensor '{name}' is missing")))
        };
        let tensors = maps.iter().map(|map| Ok((tensor(map, "a")?, tensor(map, "b")?)));
        let tensors = tensors.collect::<Result<Vec<_>, ModelError>>()?;
        let shapes = maps.iter().filter_map(|map| expected_shape(&format!("blk.{layer}.{map}.weight"), config));
        let (mut inputs, mut outputs) = (0, Vec::with_capacity(maps.len()));
        for shape in shapes {
            inputs = shape[0];
            outputs.push(shape[1]);
        }
        let mut low = LowRank::new(self.rank, inputs, &outputs).ok_or(ModelError::Memory("the adapter"))?;
        let factor = self.alpha / self.rank as f32;
        for (map, (a, b)) in tensors.into_iter().enumerate() {
            for row in 0..self.rank {
                low.set_a(map, row, self.read(a, row, inputs, 1.0)?);
            }
            for row in 0..outputs[map] {
                low.set_b(map, row, self.read(b, row, self.rank, factor)?);
            }
        }
        Ok(low)
    }

    /// A row of a tensor, each of its `width` numbers times `factor`.
    fn read(&mut self, tensor: &TensorInfo, row: usize, width: usize, factor: f32) -> Result<&[f32], ModelError> {
        let format = format(tensor)?;
        let bytes = width * format.block().1;
        let start = tensor.offset as usize + row * bytes;
        self.row = vector(format, &self.bytes[start..start + bytes]);
        for number in &mut self.row {
            *number *= factor;
            if number.is_nan() || number.abs() > LARGEST {
                return Err(unusable(format!("row {row} of its tensor '{}' has the number {number}", tensor.name)));
            }
        }
        Ok(&self.row)
    }
}
