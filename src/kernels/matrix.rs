//! Repacked weight matrices: panels of [`PANEL`] outputs, so that one 16-byte vector holds 4 outputs x 4 consecutive k.

use super::{BLOCK, PANEL};

/// Quantized inputs that one vector of weights covers.
pub const GROUP: usize = 4;

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
    /// Four bits a weight: `w = quant * scale + min`, quant in 0..=15, one scale and min per block of 32.
    Nibbles {
        /// `[panel][inputs / 4][16]`; byte `4c + j` of a group has output `c` (low half) and `c + 4` (high half) of the
        /// group's `j`-th input.
        quants: Vec<u8>,
        /// `[panel][inputs / 32][8]`.
        scales: Vec<f32>,
        /// `[panel][inputs / 32][8]`.
        mins: Vec<f32>,
    },
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

/// One panel of four-bit weights.
#[derive(Clone, Copy)]
pub struct NibblePanel<'a> {
    /// `[inputs / 4][16]`.
    pub quants: &'a [u8],
    /// `[inputs / 32][8]`.
    pub scales: &'a [f32],
    /// `[inputs / 32][8]`.
    pub mins: &'a [f32],
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
    /// Number of panels.
    #[must_use]
    pub fn panels(&self) -> usize {
        self.outputs.div_ceil(PANEL)
    }

    /// Bytes that the weights occupy.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match &self.packed {
            Packed::Nibbles { quants, scales, mins } => quants.len() + 4 * (scales.len() + mins.len()),
            Packed::Bytes { quants, scales, .. } => quants.len() + 4 * scales.len(),
        }
    }

    /// The dequantized weights of one output (`[inputs]`): the embedding of a token, where the matrix is the table.
    pub fn dequantize(&self, output: usize, out: &mut [f32]) {
        let (panel, column) = (output / PANEL, output % PANEL);
        let inputs = self.inputs;
        match &self.packed {
            Packed::Nibbles { quants, scales, mins } => {
                let quants = &quants[panel * inputs * GROUP..];
                let scales = &scales[panel * inputs / BLOCK * PANEL..];
                let mins = &mins[panel * inputs / BLOCK * PANEL..];
                for (k, out) in out.iter_mut().enumerate().take(inputs) {
                    let byte = quants[k / GROUP * 16 + column % 4 * GROUP + k % GROUP];
                    let quant = if column < 4 { byte & 15 } else { byte >> 4 };
                    let at = k / BLOCK * PANEL + column;
                    *out = f32::from(quant) * scales[at] + mins[at];
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

/// Panel `panel` of four-bit weights with `inputs` inputs.
#[inline]
#[must_use]
pub fn nibble_panel<'a>(
    quants: &'a [u8],
    scales: &'a [f32],
    mins: &'a [f32],
    inputs: usize,
    panel: usize,
) -> NibblePanel<'a> {
    let blocks = inputs / BLOCK * PANEL;
    NibblePanel {
        quants: &quants[panel * inputs * GROUP..(panel + 1) * inputs * GROUP],
        scales: &scales[panel * blocks..(panel + 1) * blocks],
        mins: &mins[panel * blocks..(panel + 1) * blocks],
    }
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
