//! Activations as integers, one scale per block of 32: eight bits beside four-bit weights, fourteen beside eight-bit ones.
//!
//! Eight-bit rows lie in tiles, so that a product reads the rows of a tile from one stream: see [`Tile`].

use super::exp::ROUND;
use super::lanes::largest;
use super::matrix::{GROUP, GROUPS};
use super::{BLOCK, TILE};

/// Below this magnitude a block counts as zero, so that no subnormal scale ever appears.
const TINY: f32 = 1e-30;

/// Largest magnitude of an eight-bit activation.
pub const MAX8: f32 = 127.0;

/// Largest magnitude of a fourteen-bit activation: two planes of seven bits once it is offset by 8,192.
pub const MAX14: f32 = 8_191.0;

/// Consecutive rows that a product takes together: four, or those that are left at the end. One lies alone, two or three
/// as if they were four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// The first row.
    pub first: usize,
    /// Rows that the layout has room for: 1 or [`TILE`].
    pub size: usize,
    /// Rows that are there.
    pub rows: usize,
}

impl Tile {
    /// Tile `index` of `rows` rows.
    #[must_use]
    pub fn new(index: usize, rows: usize) -> Self {
        let first = index * TILE;
        let count = (rows - first).min(TILE);
        Self { first, size: if count > 1 { TILE } else { 1 }, rows: count }
    }

    /// Whether the last of `rows` rows has a tile for itself.
    #[must_use]
    pub fn last_is_alone(rows: usize) -> bool {
        rows % TILE == 1
    }

    /// How many tiles `rows` rows make.
    #[must_use]
    pub fn count(rows: usize) -> usize {
        rows.div_ceil(TILE)
    }
}

/// Rows of eight-bit activations beside four-bit weights, in tiles.
#[derive(Clone, Copy)]
pub struct Rows8<'a> {
    /// `[tile][inputs / 4][tile.size][4]`.
    pub quants: &'a [i8],
    /// `[tile][inputs / 32][tile.size]`.
    pub scales: &'a [f32],
    /// `[tile][inputs / 32][tile.size]`: scale x sum of the block's quants, which multiplies the weights' minimum.
    pub sums: &'a [f32],
    /// Inputs a row.
    pub inputs: usize,
    /// Groups of each block that a kernel has to look at: all, or fewer where there is one block only, and all of it beyond
    /// them is zero.
    pub groups: usize,
}

impl<'a> Rows8<'a> {
    /// Groups of a block of `used` inputs other than zero, where a row has so many in all.
    #[must_use]
    pub fn groups(used: usize) -> usize {
        used.div_ceil(GROUP).min(GROUPS)
    }

    /// Whether the groups are as many as the fields promise.
    #[cfg(target_feature = "simd128")]
    #[inline(always)]
    pub(super) fn is_sound(&self) -> bool {
        self.groups == GROUPS || (self.groups < GROUPS && self.inputs == BLOCK)
    }

    /// The rows of one tile.
    #[inline(always)]
    #[must_use]
    pub fn tile(&self, tile: Tile) -> Self {
        let (inputs, blocks) = (self.inputs, self.inputs / BLOCK);
        Self {
            quants: &self.quants[tile.first * inputs..(tile.first + tile.size) * inputs],
            scales: &self.scales[tile.first * blocks..(tile.first + tile.size) * blocks],
            sums: &self.sums[tile.first * blocks..(tile.first + tile.size) * blocks],
            inputs,
            groups: self.groups,
        }
    }
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

/// The scale of a vector and the factor that turns its elements into integers of at most `limit`.
#[inline(always)]
pub(super) fn scale_of(x: &[f32], limit: f32) -> (f32, f32) {
    let largest = largest(x);
    if largest < TINY { (0.0, 0.0) } else { (largest / limit, limit / largest) }
}

/// Rounds to the nearest integer, ties to even: its two's complement in the low bits, for magnitudes below 2^21. What is
/// no number gives 0 in the low 16 bits.
#[inline(always)]
pub(super) fn rounded(x: f32) -> u32 {
    (x + ROUND).to_bits()
}

/// The elements of a block times `factor`, rounded to bytes, and their sum.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn integers(block: &[f32], factor: f32) -> ([i8; BLOCK], i32) {
    super::simd128::integers(block, factor)
}

/// The elements of a block times `factor`, rounded to bytes, and their sum.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn integers(block: &[f32], factor: f32) -> ([i8; BLOCK], i32) {
    let mut row = [0; BLOCK];
    for (quant, x) in row.iter_mut().zip(block) {
        *quant = rounded(x * factor) as i8;
    }
    (row, row.iter().map(|quant| i32::from(*quant)).sum())
}

/// Quantizes consecutive blocks of one row to eight bits, into the same blocks of its tile, where it is number `at` of
/// `size` rows: `x[n]`, `quants[n / 4][size][4]`, `scales[n / 32][size]`, `sums[n / 32][size]`.
pub fn quantize8(x: &[f32], at: usize, size: usize, quants: &mut [i8], scales: &mut [f32], sums: &mut [f32]) {
    if size == 1 {
        quantize_row::<1>(x, at, quants, scales, sums);
    } else {
        quantize_row::<TILE>(x, at, quants, scales, sums);
    }
}

/// The same for tiles of a size that the compiler knows.
fn quantize_row<const SIZE: usize>(x: &[f32], at: usize, quants: &mut [i8], scales: &mut [f32], sums: &mut [f32]) {
    assert!(at < SIZE);
    let (blocks, _) = x.as_chunks::<BLOCK>();
    let (groups, _) = quants.as_chunks_mut::<GROUP>();
    let (scales, _) = scales.as_chunks_mut::<SIZE>();
    let (sums, _) = sums.as_chunks_mut::<SIZE>();
    let tiles = groups.chunks_exact_mut(BLOCK / GROUP * SIZE).zip(scales).zip(sums);
    for (block, ((quants, scales), sums)) in blocks.iter().zip(tiles) {
        let (step, factor) = scale_of(block, MAX8);
        let (row, total) = integers(block, factor);
        for (quants, four) in quants.chunks_exact_mut(SIZE).zip(row.as_chunks::<GROUP>().0) {
            quants[at] = *four;
        }
        scales[at] = step;
        sums[at] = step * total as f32;
    }
}

/// Quantizes one row to fourteen bits: `quants[inputs]`, `scales[inputs / 32]`.
pub fn quantize14(x: &[f32], quants: &mut [i16], scales: &mut [f32]) {
    for ((block, quants), scale) in x.chunks_exact(BLOCK).zip(quants.chunks_exact_mut(BLOCK)).zip(scales) {
        let (step, factor) = scale_of(block, MAX14);
        for (x, quant) in block.iter().zip(quants) {
            *quant = rounded(x * factor) as i16;
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
        quantize8(&x, 0, 1, &mut q8, &mut d8, &mut s8);
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
    fn rows_of_a_tile_alternate_every_four_inputs() {
        let rows: Vec<Vec<f32>> = (0..3).map(|row| (0..64).map(|i| (row * 64 + i) as f32 - 90.0).collect()).collect();
        let (mut quants, mut scales, mut sums) = (vec![0; 256], vec![0.0; 8], vec![0.0; 8]);
        for (at, row) in rows.iter().enumerate() {
            quantize8(row, at, 4, &mut quants, &mut scales, &mut sums);
        }
        for (at, row) in rows.iter().enumerate() {
            for (k, x) in row.iter().enumerate() {
                let back = f32::from(quants[(k / 4 * 4 + at) * 4 + k % 4]) * scales[k / 32 * 4 + at];
                assert!((back - x).abs() < 0.6, "row {at}, input {k}: {back} for {x}");
            }
        }
    }

    #[test]
    fn tiles_cover_all_rows() {
        for rows in 1..20 {
            let tiles: Vec<Tile> = (0..Tile::count(rows)).map(|index| Tile::new(index, rows)).collect();
            assert_eq!(tiles.iter().map(|tile| tile.rows).sum::<usize>(), rows);
            assert!(
                tiles.iter().all(|tile| tile.size >= tile.rows && tile.first + tile.size <= rows.next_multiple_of(4))
            );
        }
    }

    #[test]
    fn zero_and_hostile_blocks_stay_finite() {
        for value in [0.0, 1e-40, -1e-38, f32::NAN, f32::INFINITY] {
            let (mut q, mut d, mut s) = (vec![1_i8; 32], vec![1.0; 1], vec![1.0; 1]);
            quantize8(&[value; 32], 0, 1, &mut q, &mut d, &mut s);
            assert!(q.iter().all(|q| *q == 0), "{value}");
        }
    }
}
