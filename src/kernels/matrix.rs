//! Repacked weight matrices: panels of [`PANEL`] outputs, so that one 16-byte vector holds 4 outputs x 4 consecutive k.

use super::{BLOCK, PANEL};

/// Quantized inputs that one vector of weights covers.
pub const GROUP: usize = 4;

/// Groups of inputs in a block.
pub const GROUPS: usize = BLOCK / GROUP;

/// A weight matrix `[outputs][inputs]` in panels. The last panel is filled up with zero outputs.
pub struct Matrix {
    /// Number of outputs (rows in the file).
    pub outputs: usize,
    /// Number of inputs (columns in the file), a multiple of [`BLOCK`].
    pub inputs: usize,
    /// The weights themselves.
    pub packed: Packed,
}

/// How the weights of a matrix are stored.
pub enum Packed {
    /// Four bits a weight: `w = quant * scale + min`, quant in 0..=15, one scale and min per block of 32. Panels lie in
    /// pairs, and all that belongs to a block of a pair lies together, so that a product reads one stream of memory:
    /// `[pair][inputs / 32][RECORD]`, see [`Record`].
    Nibbles(Vec<u8>),
    /// Eight bits a weight: `w = quant * scale`, one scale per `run` inputs.
    Bytes {
        /// `[panel][inputs / 4][2][16]`; half `h`, byte `4c + j` is output `4h + c` of the group's `j`-th input.
        quants: Vec<i8>,
        /// `[panel][inputs / run][8]`.
        scales: Vec<f32>,
        /// Inputs per scale: 16 or 32.
        run: usize,
    },
}

/// Panels that lie together.
pub const PAIR: usize = 2;

/// Bytes of a block of a pair of panels.
pub const RECORD: usize = BLOCK / GROUP * PAIR * 16 + 2 * PAIR * PANEL * 4;

/// Where things are in a block of a pair of panels, in bytes.
pub struct Record;

impl Record {
    /// Start of group `group` of panel `panel` (0 or 1) of the pair: `[16]`; byte `4c + j` has output `c` (low half) and
    /// `c + 4` (high half) of the group's `j`-th input.
    #[inline(always)]
    #[must_use]
    pub fn quants(panel: usize, group: usize) -> usize {
        (group * PAIR + panel) * 16
    }

    /// Start of the scales of panel `panel` of the pair: `[8]` little-endian f32.
    #[inline(always)]
    #[must_use]
    pub fn scales(panel: usize) -> usize {
        BLOCK / GROUP * PAIR * 16 + panel * PANEL * 4
    }

    /// Start of the minima of panel `panel` of the pair: `[8]` little-endian f32.
    #[inline(always)]
    #[must_use]
    pub fn mins(panel: usize) -> usize {
        Self::scales(PAIR + panel)
    }
}

/// The float at byte `at`.
#[inline(always)]
pub(super) fn float_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// One panel of eight-bit weights.
#[derive(Clone, Copy)]
pub struct BytePanel<'a> {
    /// `[inputs / 4][2][16]`.
    pub quants: &'a [i8],
    /// `[inputs / run][8]`.
    pub scales: &'a [f32],
    /// Inputs per scale: 16 or 32.
    pub run: usize,
}

impl Matrix {
    /// Panels that a member of a team takes together at least.
    #[must_use]
    pub fn unit(&self) -> usize {
        if matches!(self.packed, Packed::Nibbles(_)) { PAIR } else { 1 }
    }

    /// Number of panels.
    #[must_use]
    pub fn panels(&self) -> usize {
        self.outputs.div_ceil(PANEL)
    }

    /// Bytes that the weights occupy.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match &self.packed {
            Packed::Nibbles(records) => records.len(),
            Packed::Bytes { quants, scales, .. } => quants.len() + 4 * scales.len(),
        }
    }

    /// The dequantized weights of one output (`[inputs]`): the embedding of a token, where the matrix is the table.
    pub fn dequantize(&self, output: usize, out: &mut [f32]) {
        let (panel, column) = (output / PANEL, output % PANEL);
        let inputs = self.inputs;
        match &self.packed {
            Packed::Nibbles(records) => {
                let (pair, panel) = (panel / PAIR, panel % PAIR);
                let records = &records[pair * (inputs / BLOCK) * RECORD..];
                for (block, out) in out.chunks_exact_mut(BLOCK).enumerate().take(inputs / BLOCK) {
                    let record = &records[block * RECORD..(block + 1) * RECORD];
                    let scale = float_at(record, Record::scales(panel) + column * 4);
                    let min = float_at(record, Record::mins(panel) + column * 4);
                    for (k, out) in out.iter_mut().enumerate() {
                        let byte = record[Record::quants(panel, k / GROUP) + column % 4 * GROUP + k % GROUP];
                        let quant = if column < 4 { byte & 15 } else { byte >> 4 };
                        *out = f32::from(quant) * scale + min;
                    }
                }
            }
            Packed::Bytes { quants, scales, run } => {
                let quants = &quants[panel * inputs * PANEL..];
                let scales = &scales[panel * (inputs / run) * PANEL..];
                for (k, out) in out.iter_mut().enumerate().take(inputs) {
                    let quant = quants[k / GROUP * 32 + column * GROUP + k % GROUP];
                    *out = f32::from(quant) * scales[k / run * PANEL + column];
                }
            }
        }
    }
}

/// Pair `pair` of panels of four-bit weights with `inputs` inputs: `[inputs / 32][RECORD]`.
#[inline]
#[must_use]
pub fn nibble_pair(records: &[u8], inputs: usize, pair: usize) -> &[u8] {
    let bytes = inputs / BLOCK * RECORD;
    &records[pair * bytes..(pair + 1) * bytes]
}

/// Panel `panel` of eight-bit weights with `inputs` inputs.
#[inline]
#[must_use]
pub fn byte_panel<'a>(quants: &'a [i8], scales: &'a [f32], run: usize, inputs: usize, panel: usize) -> BytePanel<'a> {
    let runs = inputs / run * PANEL;
    BytePanel {
        quants: &quants[panel * inputs * PANEL..(panel + 1) * inputs * PANEL],
        scales: &scales[panel * runs..(panel + 1) * runs],
        run,
    }
}
