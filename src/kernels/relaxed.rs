//! Quantized products with WebAssembly's relaxed SIMD. Same bits as `scalar`.
//!
//! The relaxed dot leaves open whether its second operand is signed when bit 7 is set, and whether a pair's sum
//! saturates. A nibble has no bit 7, and 2 * 15 * 127 does not saturate: so the result is exact on every machine.

use core::arch::wasm32::*;

use super::matrix::{GROUP, NibblePanel};
use super::quantize::Rows8;
use super::simd128::{scaled, store};
use super::{BLOCK, PANEL};

/// Groups of four inputs in a block.
const GROUPS: usize = BLOCK / GROUP;

/// `R` rows, from `row` on, times one panel of four-bit weights spread to `[groups][2][16]` by `simd128::unpack`.
#[inline(never)]
pub fn nibbles<const R: usize>(
    weights: &[u8],
    scales: &[f32],
    mins: &[f32],
    x: Rows8<'_>,
    row: usize,
    out: &mut [[f32; PANEL]; R],
) {
    let inputs = x.inputs;
    let blocks = inputs / BLOCK;
    assert!(weights.len() >= inputs * PANEL && scales.len() >= blocks * PANEL && mins.len() >= blocks * PANEL);
    assert!(x.quants.len() >= (row + R) * inputs && x.scales.len() >= (row + R) * blocks);
    assert!(x.sums.len() >= (row + R) * blocks);
    let mut acc = [[f32x4_splat(0.0); 2]; R];
    for block in 0..blocks {
        let mut sums = [[i16x8_splat(0); 2]; R];
        for group in block * GROUPS..(block + 1) * GROUPS {
            // SAFETY: the asserts above cover every group of every row.
            unsafe {
                let first = v128_load(weights.as_ptr().add(group * 32).cast());
                let second = v128_load(weights.as_ptr().add(group * 32 + 16).cast());
                for (r, sums) in sums.iter_mut().enumerate() {
                    let a = v128_load32_splat(x.quants.as_ptr().add((row + r) * inputs + group * GROUP).cast());
                    sums[0] = i16x8_add(sums[0], i16x8_relaxed_dot_i8x16_i7x16(a, first));
                    sums[1] = i16x8_add(sums[1], i16x8_relaxed_dot_i8x16_i7x16(a, second));
                }
            }
        }
        // SAFETY: the asserts above cover block `block` of scales and mins.
        let (scale, min) = unsafe {
            let (scales, mins) = (scales.as_ptr().add(block * PANEL), mins.as_ptr().add(block * PANEL));
            (
                [v128_load(scales.cast()), v128_load(scales.add(4).cast())],
                [v128_load(mins.cast()), v128_load(mins.add(4).cast())],
            )
        };
        for r in 0..R {
            let at = (row + r) * blocks + block;
            finish_block(&mut acc[r], sums[r], scale, min, x.scales[at], x.sums[at]);
        }
    }
    store(&acc, out);
}

/// One row times one panel of four-bit weights, straight from the packed nibbles.
#[inline(never)]
pub fn nibbles_packed(panel: NibblePanel<'_>, x: Rows8<'_>, row: usize, out: &mut [f32; PANEL]) {
    let inputs = x.inputs;
    let blocks = inputs / BLOCK;
    assert!(panel.quants.len() >= inputs * GROUP);
    assert!(panel.scales.len() >= blocks * PANEL && panel.mins.len() >= blocks * PANEL);
    assert!(x.quants.len() >= (row + 1) * inputs);
    let scales = &x.scales[row * blocks..(row + 1) * blocks];
    let activation_sums = &x.sums[row * blocks..(row + 1) * blocks];
    let low = u8x16_splat(15);
    let mut acc = [f32x4_splat(0.0); 2];
    for block in 0..blocks {
        let mut sums = [i16x8_splat(0); 2];
        for group in block * GROUPS..(block + 1) * GROUPS {
            // SAFETY: the asserts above cover every group.
            unsafe {
                let packed = v128_load(panel.quants.as_ptr().add(group * 16).cast());
                let a = v128_load32_splat(x.quants.as_ptr().add(row * inputs + group * GROUP).cast());
                sums[0] = i16x8_add(sums[0], i16x8_relaxed_dot_i8x16_i7x16(a, v128_and(packed, low)));
                sums[1] = i16x8_add(sums[1], i16x8_relaxed_dot_i8x16_i7x16(a, u8x16_shr(packed, 4)));
            }
        }
        // SAFETY: the asserts above cover block `block` of scales and mins.
        let (scale, min) = unsafe {
            let (scales, mins) = (panel.scales.as_ptr().add(block * PANEL), panel.mins.as_ptr().add(block * PANEL));
            (
                [v128_load(scales.cast()), v128_load(scales.add(4).cast())],
                [v128_load(mins.cast()), v128_load(mins.add(4).cast())],
            )
        };
        finish_block(&mut acc, sums, scale, min, scales[block], activation_sums[block]);
    }
    store(&[acc], std::array::from_mut(out));
}

/// Adds one block to a row's accumulators: pair sums in i16 to dots in i32, then scale and minimum.
#[inline(always)]
fn finish_block(acc: &mut [v128; 2], sums: [v128; 2], scale: [v128; 2], min: [v128; 2], activation: f32, sum: f32) {
    for half in 0..2 {
        let dots = i32x4_dot_i16x8(sums[half], i16x8_splat(1));
        acc[half] = scaled(acc[half], dots, scale[half], activation);
        acc[half] = f32x4_add(acc[half], f32x4_mul(min[half], f32x4_splat(sum)));
    }
}
