//! Quantized products with WebAssembly's fixed-width SIMD. Same bits as `scalar`.

use core::arch::wasm32::*;

use super::matrix::{BytePanel, GROUP};
use super::quantize::{Rows8, Rows14};
use super::{BLOCK, PANEL};

/// Groups of four inputs in a block.
const GROUPS: usize = BLOCK / GROUP;

/// Unpacks the nibbles of a panel, `[groups][16]`, to bytes `[groups][2][16]`: outputs 0..4, then 4..8.
#[inline(never)]
pub fn unpack(quants: &[u8], out: &mut [u8]) {
    let groups = (quants.len() / 16).min(out.len() / 32);
    let low = u8x16_splat(15);
    for group in 0..groups {
        // SAFETY: `groups` bounds both: 16 bytes read and 32 written a group.
        unsafe {
            let packed = v128_load(quants.as_ptr().add(group * 16).cast());
            v128_store(out.as_mut_ptr().add(group * 32).cast(), v128_and(packed, low));
            v128_store(out.as_mut_ptr().add(group * 32 + 16).cast(), u8x16_shr(packed, 4));
        }
    }
}

/// From `[c0 c0' c1 c1']` and `[c2 c2' c3 c3']`, each output in two parts, to the four sums.
#[inline(always)]
fn pair_sums(low: v128, high: v128) -> v128 {
    i32x4_add(i32x4_shuffle::<0, 2, 4, 6>(low, high), i32x4_shuffle::<1, 3, 5, 7>(low, high))
}

/// `R` rows, from `row` on, times one panel of four-bit weights that [`unpack`] has spread to `[groups][2][16]`.
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
        // 8 products of at most 15 * 127 a lane: 15,240 fits i16.
        let mut sums = [[i16x8_splat(0); 4]; R];
        for group in block * GROUPS..(block + 1) * GROUPS {
            // SAFETY: the asserts above cover every group of every row.
            unsafe {
                let first = v128_load(weights.as_ptr().add(group * 32).cast());
                let second = v128_load(weights.as_ptr().add(group * 32 + 16).cast());
                for (r, sums) in sums.iter_mut().enumerate() {
                    let a = v128_load32_splat(x.quants.as_ptr().add((row + r) * inputs + group * GROUP).cast());
                    sums[0] = i16x8_add(sums[0], i16x8_extmul_low_i8x16(a, first));
                    sums[1] = i16x8_add(sums[1], i16x8_extmul_high_i8x16(a, first));
                    sums[2] = i16x8_add(sums[2], i16x8_extmul_low_i8x16(a, second));
                    sums[3] = i16x8_add(sums[3], i16x8_extmul_high_i8x16(a, second));
                }
            }
        }
        for r in 0..R {
            let at = (row + r) * blocks + block;
            for half in 0..2 {
                let dots = pair_sums(
                    i32x4_extadd_pairwise_i16x8(sums[r][2 * half]),
                    i32x4_extadd_pairwise_i16x8(sums[r][2 * half + 1]),
                );
                // SAFETY: the asserts above cover block `block` of scales and mins.
                let (scale, min) = unsafe {
                    let offset = block * PANEL + half * 4;
                    (v128_load(scales.as_ptr().add(offset).cast()), v128_load(mins.as_ptr().add(offset).cast()))
                };
                acc[r][half] = scaled(acc[r][half], dots, scale, x.scales[at]);
                acc[r][half] = f32x4_add(acc[r][half], f32x4_mul(min, f32x4_splat(x.sums[at])));
            }
        }
    }
    store(&acc, out);
}

/// `acc + float(dots) * (scale * activation)`.
#[inline(always)]
pub(super) fn scaled(acc: v128, dots: v128, scale: v128, activation: f32) -> v128 {
    f32x4_add(acc, f32x4_mul(f32x4_convert_i32x4(dots), f32x4_mul(scale, f32x4_splat(activation))))
}

/// Writes the accumulators of `R` rows, outputs 0..4 and 4..8 of each.
#[inline(always)]
pub(super) fn store<const R: usize>(acc: &[[v128; 2]; R], out: &mut [[f32; PANEL]; R]) {
    for (acc, out) in acc.iter().zip(out) {
        for (half, out) in acc.iter().zip(out.chunks_exact_mut(4)) {
            // SAFETY: a chunk is four floats = 16 bytes.
            unsafe { v128_store(out.as_mut_ptr().cast(), *half) };
        }
    }
}

/// `R` rows, from `row` on, times one panel of eight-bit weights.
#[inline(never)]
pub fn bytes<const R: usize>(panel: BytePanel<'_>, x: Rows14<'_>, row: usize, out: &mut [[f32; PANEL]; R]) {
    let (inputs, run) = (x.inputs, panel.run);
    let (blocks, runs) = (inputs / BLOCK, inputs / run);
    assert!(panel.quants.len() >= inputs * PANEL && panel.scales.len() >= runs * PANEL);
    assert!(x.quants.len() >= (row + R) * inputs && x.scales.len() >= (row + R) * blocks);
    let mut acc = [[f32x4_splat(0.0); 2]; R];
    for stretch in 0..runs {
        // At most 32 products of 127 * 8,191: 33 million fits i32.
        let mut sums = [[i32x4_splat(0); 4]; R];
        for group in stretch * (run / GROUP)..(stretch + 1) * (run / GROUP) {
            // SAFETY: the asserts above cover every group of every row.
            unsafe {
                let first = v128_load(panel.quants.as_ptr().add(group * 32).cast());
                let second = v128_load(panel.quants.as_ptr().add(group * 32 + 16).cast());
                let weights = [
                    i16x8_extend_low_i8x16(first),
                    i16x8_extend_high_i8x16(first),
                    i16x8_extend_low_i8x16(second),
                    i16x8_extend_high_i8x16(second),
                ];
                for (r, sums) in sums.iter_mut().enumerate() {
                    let a = v128_load64_splat(x.quants.as_ptr().add((row + r) * inputs + group * GROUP).cast());
                    for (sum, weights) in sums.iter_mut().zip(weights) {
                        *sum = i32x4_add(*sum, i32x4_dot_i16x8(a, weights));
                    }
                }
            }
        }
        for r in 0..R {
            let activation = x.scales[(row + r) * blocks + stretch * run / BLOCK];
            for half in 0..2 {
                // SAFETY: the asserts above cover stretch `stretch` of the scales.
                let scale = unsafe { v128_load(panel.scales.as_ptr().add(stretch * PANEL + half * 4).cast()) };
                let dots = pair_sums(sums[r][2 * half], sums[r][2 * half + 1]);
                acc[r][half] = scaled(acc[r][half], dots, scale, activation);
            }
        }
    }
    store(&acc, out);
}
