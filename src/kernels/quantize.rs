//! Activations as integers, one scale per block of 32: eight bits beside four-bit weights, fourteen beside eight-bit ones.

use super::BLOCK;
use super::exp::ROUND;

/// Below this magnitude a block counts as zero, so that no subnormal scale ever appears.
const TINY: f32 = 1e-30;

/// Largest magnitude of an eight-bit activation.
pub const MAX8: f32 = 127.0;

/// Largest magnitude of a fourteen-bit activation: two planes of seven bits once it is offset by 8,192.
pub const MAX14: f32 = 8_191.0;

/// Rows of eight-bit activations beside four-bit weights.
#[derive(Clone, Copy)]
pub struct Rows8<'a> {
    /// `[rows][inputs]`.
    pub quants: &'a [i8],
    /// `[rows][inputs / 32]`.
    pub scales: &'a [f32],
    /// `[rows][inputs / 32]`: scale x sum of the block's quants, which multiplies the weights' minimum.
    pub sums: &'a [f32],
    /// Inputs a row.
    pub inputs: usize,
}

/// Rows of fourteen-bit activations beside eight-bit weights.
#[derive(Clone, Copy)]
pub struct Rows14<'a> {
    /// `[rows][inputs]`.
    pub quants: &'a [i16],
    /// `[rows][inputs / 32]`.
    pub scales: &'a [f32],
    /// Inputs a row.
    pub inputs: usize,
}

/// The scale of a block and the factor that turns its elements into integers of at most `limit`.
#[inline(always)]
fn scale_of(block: &[f32], limit: f32) -> (f32, f32) {
    let mut largest = 0.0_f32;
    for x in block {
        let magnitude = x.abs();
        largest = if magnitude > largest { magnitude } else { largest };
    }
    if largest < TINY { (0.0, 0.0) } else { (largest / limit, limit / largest) }
}

/// Quantizes one row to eight bits: `quants[inputs]`, `scales[inputs / 32]`, `sums[inputs / 32]`.
pub fn quantize8(x: &[f32], quants: &mut [i8], scales: &mut [f32], sums: &mut [f32]) {
    for (((block, quants), scale), sum) in
        x.chunks_exact(BLOCK).zip(quants.chunks_exact_mut(BLOCK)).zip(scales).zip(sums)
    {
        let (step, factor) = scale_of(block, MAX8);
        let mut total = 0_i32;
        for (x, quant) in block.iter().zip(quants) {
            *quant = ((x * factor + ROUND) - ROUND) as i8;
            total += i32::from(*quant);
        }
        *scale = step;
        *sum = step * total as f32;
    }
}

/// Quantizes one row to fourteen bits: `quants[inputs]`, `scales[inputs / 32]`.
pub fn quantize14(x: &[f32], quants: &mut [i16], scales: &mut [f32]) {
    for ((block, quants), scale) in x.chunks_exact(BLOCK).zip(quants.chunks_exact_mut(BLOCK)).zip(scales) {
        let (step, factor) = scale_of(block, MAX14);
        for (x, quant) in block.iter().zip(quants) {
            *quant = ((x * factor + ROUND) - ROUND) as i16;
        }
        *scale = step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantized_blocks_come_back_within_half_a_step() {
        let x: Vec<f32> = (0..96).map(|i| ((i * 37 % 96) as f32 - 48.0) * if i < 32 { 0.01 } else { 3.0 }).collect();
        let (mut q8, mut d8, mut s8) = (vec![0_i8; 96], vec![0.0; 3], vec![0.0; 3]);
        quantize8(&x, &mut q8, &mut d8, &mut s8);
        let (mut q14, mut d14) = (vec![0_i16; 96], vec![0.0; 3]);
        quantize14(&x, &mut q14, &mut d14);
        for i in 0..96 {
            assert!((f32::from(q8[i]) * d8[i / 32] - x[i]).abs() <= d8[i / 32] * 0.501);
            assert!((f32::from(q14[i]) * d14[i / 32] - x[i]).abs() <= d14[i / 32] * 0.501);
        }
        let total: i32 = q8[..32].iter().map(|q| i32::from(*q)).sum();
        assert_eq!(s8[0], d8[0] * total as f32);
    }

    #[test]
    fn zero_and_hostile_blocks_stay_finite() {
        for value in [0.0, 1e-40, -1e-38, f32::NAN, f32::INFINITY] {
            let (mut q, mut d, mut s) = (vec![1_i8; 32], vec![1.0; 1], vec![1.0; 1]);
            quantize8(&[value; 32], &mut q, &mut d, &mut s);
            assert!(q.iter().all(|q| *q == 0), "{value}");
        }
    }
}
