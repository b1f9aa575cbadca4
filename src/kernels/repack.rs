//! GGML's weight blocks to panels, panel by panel as the bytes arrive.
//!
//! Block layouts: ggml's `ggml-common.h` and its reference dequantization. Four-bit blocks keep their integers, with a
//! scale and a minimum per 32 weights (exact in f32 also for Q4_K's products). Q5_0, Q8_0 and Q6_K keep theirs as
//! bytes. F32, F16 and BF16 matrices are rounded to Q8_0 while they are read: a browser tab has no room for more.

use half::{bf16, f16};

use super::matrix::{GROUP, Matrix, PAIR, Packed, RECORD, Record};
use super::{BLOCK, PANEL};

/// The weight types that can be repacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// IEEE single precision.
    F32,
    /// IEEE half precision.
    F16,
    /// The upper half of a single.
    Bf16,
    /// 32 weights: scale, nibbles around 8.
    Q4_0,
    /// 32 weights: scale, minimum, nibbles.
    Q4_1,
    /// 32 weights: scale, fifth bits, nibbles around 16.
    Q5_0,
    /// 32 weights: scale, signed bytes.
    Q8_0,
    /// 256 weights: eight six-bit scales and minima, nibbles.
    Q4K,
    /// 256 weights: sixteen eight-bit scales, six-bit weights around 32.
    Q6K,
}

impl Format {
    /// Weights and bytes of a block.
    #[must_use]
    pub fn block(self) -> (usize, usize) {
        match self {
            Self::F32 => (1, 4),
            Self::F16 | Self::Bf16 => (1, 2),
            Self::Q4_0 => (32, 18),
            Self::Q4_1 => (32, 20),
            Self::Q5_0 => (32, 22),
            Self::Q8_0 => (32, 34),
            Self::Q4K => (256, 144),
            Self::Q6K => (256, 210),
        }
    }

    /// Bytes of a row of `inputs` weights; `None` where they are not a whole number of blocks of 32 (and of the file's).
    #[must_use]
    pub fn row_bytes(self, inputs: usize) -> Option<usize> {
        let (weights, bytes) = self.block();
        (inputs > 0 && inputs.is_multiple_of(weights) && inputs.is_multiple_of(BLOCK)).then(|| inputs / weights * bytes)
    }
}

/// An all-zero matrix to repack into; `None` where memory does not suffice or the row length does not fit the format.
#[must_use]
pub fn zeroed(format: Format, outputs: usize, inputs: usize) -> Option<Matrix> {
    format.row_bytes(inputs)?;
    let weights = outputs.div_ceil(PANEL).checked_mul(PANEL)?.checked_mul(inputs)?;
    let packed = match format {
        Format::Q4_0 | Format::Q4_1 | Format::Q4K => {
            let pairs = outputs.div_ceil(PAIR * PANEL);
            Packed::Nibbles(zeros(pairs.checked_mul(inputs / BLOCK)?.checked_mul(RECORD)?)?)
        }
        Format::Q6K => Packed::Bytes { quants: zeros(weights)?, scales: zeros(weights / 16)?, run: 16 },
        Format::F32 | Format::F16 | Format::Bf16 | Format::Q5_0 | Format::Q8_0 => {
            Packed::Bytes { quants: zeros(weights)?, scales: zeros(weights / BLOCK)?, run: BLOCK }
        }
    };
    Some(Matrix { outputs, inputs, packed })
}

fn zeros<T: Clone + Default>(length: usize) -> Option<Vec<T>> {
    let mut zeros = Vec::new();
    zeros.try_reserve_exact(length).ok()?;
    zeros.resize(length, T::default());
    Some(zeros)
}

/// Repacks up to eight rows of the file (`bytes`, each [`Format::row_bytes`] long) into panel `panel` of the matrix that
/// [`zeroed`] made for the same format.
pub fn repack(format: Format, bytes: &[u8], matrix: &mut Matrix, panel: usize) {
    let inputs = matrix.inputs;
    let Some(row_bytes) = format.row_bytes(inputs) else { return };
    for (column, row) in bytes.chunks_exact(row_bytes).enumerate().take(PANEL) {
        match &mut matrix.packed {
            Packed::Nibbles(records) => {
                let (pair, panel) = (panel / PAIR, panel % PAIR);
                let blocks = inputs / BLOCK;
                let records = &mut records[pair * blocks * RECORD..(pair + 1) * blocks * RECORD];
                for (block, record) in records.chunks_exact_mut(RECORD).enumerate() {
                    put(record, panel, column, nibble_block(format, row, block));
                }
            }
            Packed::Bytes { quants, scales, run } => {
                let quants = &mut quants[panel * inputs * PANEL..(panel + 1) * inputs * PANEL];
                let runs = inputs / *run;
                let scales = &mut scales[panel * runs * PANEL..(panel + 1) * runs * PANEL];
                for block in 0..inputs / BLOCK {
                    let (signed, pair) = byte_block(format, row, block);
                    for (part, scale) in pair.into_iter().enumerate().take(BLOCK / *run) {
                        scales[(block * (BLOCK / *run) + part) * PANEL + column] = scale;
                    }
                    for (k, quant) in signed.into_iter().enumerate() {
                        let k = block * BLOCK + k;
                        quants[k / GROUP * 32 + column * GROUP + k % GROUP] = quant;
                    }
                }
            }
        }
    }
}

/// Rounds the weights of one output to four bits, into the matrix that [`zeroed`] made for [`Format::Q4_1`]. Inputs that have
/// no weight keep zero quants: nothing may multiply them but zeros.
pub fn quantize_row(matrix: &mut Matrix, output: usize, weights: &[f32]) {
    let (blocks, panel) = (matrix.inputs / BLOCK, output / PANEL);
    let Packed::Nibbles(records) = &mut matrix.packed else { return };
    let records = &mut records[panel / PAIR * blocks * RECORD..(panel / PAIR + 1) * blocks * RECORD];
    for (record, weights) in records.chunks_exact_mut(RECORD).zip(weights.chunks(BLOCK)) {
        let least = weights.iter().copied().fold(f32::INFINITY, f32::min);
        let most = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let scale = (most - least) / 15.0;
        let factor = if scale > 1e-30 { 1.0 / scale } else { 0.0 };
        let mut nibbles = [0; BLOCK];
        for (nibble, weight) in nibbles.iter_mut().zip(weights) {
            *nibble = (libm::rintf((weight - least) * factor) as u8).min(15);
        }
        put(record, panel % PAIR, output % PANEL, (nibbles, scale, least));
    }
}

/// Puts a block of 32 weights of output `column` of panel `panel` of the pair into its record, all zero there before.
fn put(record: &mut [u8], panel: usize, column: usize, (nibbles, scale, min): ([u8; BLOCK], f32, f32)) {
    let (scale_at, min_at) = (Record::scales(panel) + column * 4, Record::mins(panel) + column * 4);
    record[scale_at..scale_at + 4].copy_from_slice(&scale.to_le_bytes());
    record[min_at..min_at + 4].copy_from_slice(&min.to_le_bytes());
    let shift = if column < 4 { 0 } else { 4 };
    for (k, nibble) in nibbles.into_iter().enumerate() {
        record[Record::quants(panel, k / GROUP) + column % 4 * GROUP + k % GROUP] |= nibble << shift;
    }
}

fn half_at(bytes: &[u8], at: usize) -> f32 {
    f16::from_le_bytes([bytes[at], bytes[at + 1]]).to_f32()
}

/// Block `block` of 32 weights of a row of a four-bit format: nibbles, scale, minimum.
fn nibble_block(format: Format, row: &[u8], block: usize) -> ([u8; BLOCK], f32, f32) {
    let mut nibbles = [0; BLOCK];
    let split = |nibbles: &mut [u8; BLOCK], packed: &[u8]| {
        for (j, byte) in packed.iter().enumerate() {
            nibbles[j] = byte & 15;
            nibbles[j + 16] = byte >> 4;
        }
    };
    match format {
        Format::Q4_0 => {
            let bytes = &row[block * 18..(block + 1) * 18];
            split(&mut nibbles, &bytes[2..]);
            let scale = half_at(bytes, 0);
            (nibbles, scale, -8.0 * scale)
        }
        Format::Q4_1 => {
            let bytes = &row[block * 20..(block + 1) * 20];
            split(&mut nibbles, &bytes[4..]);
            (nibbles, half_at(bytes, 0), half_at(bytes, 2))
        }
        _ => {
            let (bytes, part) = (&row[block / 8 * 144..(block / 8 + 1) * 144], block % 8);
            let six_bits = &bytes[4..16];
            let (scale, min) = if part < 4 {
                (six_bits[part] & 63, six_bits[part + 4] & 63)
            } else {
                (
                    (six_bits[part + 4] & 15) | (six_bits[part - 4] >> 6 << 4),
                    (six_bits[part + 4] >> 4) | (six_bits[part] >> 6 << 4),
                )
            };
            for (nibble, byte) in nibbles.iter_mut().zip(&bytes[16 + part / 2 * 32..]) {
                *nibble = if part.is_multiple_of(2) { byte & 15 } else { byte >> 4 };
            }
            (nibbles, half_at(bytes, 0) * f32::from(scale), -(half_at(bytes, 2) * f32::from(min)))
        }
    }
}

/// Block `block` of 32 weights of a row of any other format: bytes, and the scale of each half.
fn byte_block(format: Format, row: &[u8], block: usize) -> ([i8; BLOCK], [f32; 2]) {
    let mut quants = [0_i8; BLOCK];
    match format {
        Format::Q5_0 => {
            let bytes = &row[block * 22..(block + 1) * 22];
            let fifth = u32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
            for (j, byte) in bytes[6..].iter().enumerate() {
                let high = |bit: usize| ((fifth >> bit & 1) << 4) as u8;
                quants[j] = ((byte & 15) | high(j)) as i8 - 16;
                quants[j + 16] = ((byte >> 4) | high(j + 16)) as i8 - 16;
            }
            (quants, [half_at(bytes, 0); 2])
        }
        Format::Q8_0 => {
            let bytes = &row[block * 34..(block + 1) * 34];
            for (quant, byte) in quants.iter_mut().zip(&bytes[2..]) {
                *quant = byte.cast_signed();
            }
            (quants, [half_at(bytes, 0); 2])
        }
        Format::Q6K => {
            let (bytes, part) = (&row[block / 8 * 210..(block / 8 + 1) * 210], block % 8);
            // Two runs of 128 weights; in each, quarter q of 32 weights has its low bits in nibble q / 2 of bytes
            // 32 * (q % 2).., and its high bits in bit pair q of the 32 high bytes.
            let (run, quarter) = (part / 4, part % 4);
            let low = &bytes[run * 64 + quarter % 2 * 32..][..32];
            let high = &bytes[128 + run * 32..][..32];
            for (quant, (low, high)) in quants.iter_mut().zip(low.iter().zip(high)) {
                let four = if quarter < 2 { low & 15 } else { low >> 4 };
                *quant = (four | (high >> (2 * quarter) & 3) << 4) as i8 - 32;
            }
            let scale = half_at(bytes, 208);
            let eight = |at: usize| f32::from(bytes[192 + part * 2 + at].cast_signed());
            (quants, [scale * eight(0), scale * eight(1)])
        }
        _ => {
            let mut weights = [0.0_f32; BLOCK];
            for (k, weight) in weights.iter_mut().enumerate() {
                let k = block * BLOCK + k;
                *weight = match format {
                    Format::F32 => f32::from_le_bytes([row[k * 4], row[k * 4 + 1], row[k * 4 + 2], row[k * 4 + 3]]),
                    Format::F16 => half_at(row, k * 2),
                    _ => bf16::from_le_bytes([row[k * 2], row[k * 2 + 1]]).to_f32(),
                };
            }
            let largest = weights.iter().fold(0.0_f32, |a, w| if w.abs() > a { w.abs() } else { a });
            let (scale, factor) = if largest > 1e-30 { (largest / 127.0, 127.0 / largest) } else { (0.0, 0.0) };
            for (quant, weight) in quants.iter_mut().zip(weights) {
                *quant = libm::rintf(weight * factor) as i8;
            }
            (quants, [scale; 2])
        }
    }
}
