//! Low-rank terms beside quantized weights (Hu et al., 2021, "LoRA"): a map `W x` becomes `W x + B (A x)`, and W stays as it
//! is. A and B have four bits a weight like the base, so that the same kernels multiply them: A with the inputs that are
//! quantized anyway, B with A's few values, quantized to eight bits. What is added to a row is added after all of `W x`.

use super::BLOCK;
use super::matrix::Matrix;
use super::repack::{Format, quantize_row, zeroed};

/// Largest rank.
pub const MOST_RANK: usize = 64;

/// Maps that share an input at most: query, key and value.
pub const MOST_MAPS: usize = 3;

/// The low-rank terms of maps that share an input.
pub struct LowRank {
    /// The maps' A, one below the other: `[maps * rank][inputs]`.
    pub a: Matrix,
    /// Each map's B: `[outputs][width]`, zero beyond the rank.
    pub b: Vec<Matrix>,
    /// Rows of each A, columns of each B: 1 to [`MOST_RANK`].
    pub rank: usize,
}

impl LowRank {
    /// Zero terms to put rows into, for maps of these outputs, at most [`MOST_MAPS`]; `None` where memory does not suffice.
    #[must_use]
    pub fn new(rank: usize, inputs: usize, outputs: &[usize]) -> Option<Self> {
        assert!((1..=MOST_RANK).contains(&rank) && (1..=MOST_MAPS).contains(&outputs.len()));
        let width = rank.next_multiple_of(BLOCK);
        let b = outputs.iter().map(|outputs| zeroed(Format::Q4_1, *outputs, width));
        Some(Self { a: zeroed(Format::Q4_1, outputs.len() * rank, inputs)?, b: b.collect::<Option<_>>()?, rank })
    }

    /// Puts in row `row` of the A of map `map`: `[inputs]`.
    pub fn set_a(&mut self, map: usize, row: usize, weights: &[f32]) {
        quantize_row(&mut self.a, map * self.rank + row, weights);
    }

    /// Puts in row `row` of the B of map `map`, with all factors: `[rank]`.
    pub fn set_b(&mut self, map: usize, row: usize, weights: &[f32]) {
        quantize_row(&mut self.b[map], row, weights);
    }

    /// Inputs of each B: the rank, rounded up to whole blocks.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rank.next_multiple_of(BLOCK)
    }

    /// Bytes that the terms occupy.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.a.bytes() + self.b.iter().map(Matrix::bytes).sum::<usize>()
    }
}
