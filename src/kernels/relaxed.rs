//! Quantized products with WebAssembly's relaxed SIMD. Same bits as `scalar`.
//!
//! The relaxed dot leaves open whether its second operand is signed when bit 7 is set, and whether a pair's sum
//! saturates. A nibble has no bit 7, and 2 * 15 * 127 does not saturate: so the result is exact on every machine.
//!
//! There are two forms of it. Where the processor has one instruction for the form that adds up in 32 bits, that is the
//! faster one; elsewhere it becomes five, while the 16-bit form is a single one on every x86 since 2006. Which is faster
//! is measured at start: see `probe`.

use core::arch::wasm32::*;

use super::matrix::{GROUPS, PAIR, RECORD, Record};
use super::quantize::Rows8;
use super::simd128::{finish_block, rolled, store};
use super::{BLOCK, PANEL, TILE};

/// Unpacks the nibbles of panel `panel` of a pair to bytes `[groups][2][16]`: outputs 0..4, then 4..8.
#[inline(never)]
pub fn unpack(pair: &[u8], panel: usize, out: &mut [u8]) {
    let low = u8x16_splat(15);
    for (record, out) in pair.chunks_exact(RECORD).zip(out.chunks_exact_mut(BLOCK * PANEL)) {
        for group in 0..GROUPS {
            // SAFETY: a record has the quants of all groups, and 32 bytes are written a group.
            unsafe {
                let packed = v128_load(record.as_ptr().add(Record::quants(panel, group)).cast());
                let out = out.as_mut_ptr().add(group * 32).cast::<v128>();
                v128_store(out, v128_and(packed, low));
                v128_store(out.add(1), v128_and(u16x8_shr(packed, 4), low));
            }
        }
    }
}

/// One step of a dot: four inputs of four outputs. `WIDE` is the form that adds up in 32 bits.
#[inline(always)]
fn dot<const WIDE: bool>(a: v128, weights: v128, sums: v128) -> v128 {
    if WIDE {
        i32x4_relaxed_dot_i8x16_i7x16_add(a, weights, sums)
    } else {
        i16x8_add(sums, i16x8_relaxed_dot_i8x16_i7x16(a, weights))
    }
}

/// The sums of a block as 32-bit integers. Eight pair sums of at most 2 * 15 * 127 fit 16 bits.
#[inline(always)]
fn widened<const WIDE: bool>(sums: v128) -> v128 {
    if WIDE { sums } else { i32x4_dot_i16x8(sums, i16x8_splat(1)) }
}

/// A tile of four rows times panel `panel` of a pair, whose nibbles [`unpack`] has spread to `weights`.
#[inline(never)]
pub fn nibbles<const WIDE: bool>(
    pair: &[u8],
    panel: usize,
    weights: &[u8],
    x: Rows8<'_>,
    out: &mut [[f32; PANEL]; TILE],
) {
    let blocks = x.inputs / BLOCK;
    assert!(x.is_sound() && weights.len() >= x.inputs * PANEL && pair.len() >= blocks * RECORD);
    assert!(x.quants.len() >= TILE * x.inputs && x.scales.len() >= TILE * blocks && x.sums.len() >= TILE * blocks);
    let groups = rolled(x.groups);
    let (mut w, mut a) = (weights.as_ptr().cast::<v128>(), x.quants.as_ptr().cast::<u32>());
    let mut acc = [[f32x4_splat(0.0); 2]; TILE];
    for block in 0..blocks {
        let mut sums = [[i32x4_splat(0); 2]; TILE];
        for _ in 0..groups {
            // SAFETY: the asserts above cover every group of every row.
            let (first, second, rows) =
                unsafe { (v128_load(w), v128_load(w.add(1)), [0, 1, 2, 3].map(|row| v128_load32_splat(a.add(row)))) };
            for (sums, row) in sums.iter_mut().zip(rows) {
                sums[0] = dot::<WIDE>(row, first, sums[0]);
                sums[1] = dot::<WIDE>(row, second, sums[1]);
            }
            // SAFETY: at most one past the end.
            (w, a) = unsafe { (w.add(2), a.add(TILE)) };
        }
        // SAFETY: the asserts above cover this block.
        let record = unsafe { pair.as_ptr().add(block * RECORD) };
        finish_block(&mut acc, sums.map(|sums| sums.map(widened::<WIDE>)), record, panel, x, block);
    }
    store(&acc, out);
}

/// One row times a pair of panels of four-bit weights, straight from the packed nibbles.
#[inline(never)]
pub fn nibbles_packed<const WIDE: bool>(pair: &[u8], x: Rows8<'_>, out: &mut [[f32; PANEL]; PAIR]) {
    let blocks = x.inputs / BLOCK;
    assert!(x.is_sound() && pair.len() >= blocks * RECORD && x.quants.len() >= x.inputs);
    assert!(x.scales.len() >= blocks && x.sums.len() >= blocks);
    let groups = rolled(x.groups);
    let low = u8x16_splat(15);
    let mut a = x.quants.as_ptr().cast::<u32>();
    let mut acc = [[[f32x4_splat(0.0); 2]]; PAIR];
    for block in 0..blocks {
        // SAFETY: the asserts above cover this block.
        let record = unsafe { pair.as_ptr().add(block * RECORD) };
        let mut w = record.cast::<v128>();
        let mut sums = [[i32x4_splat(0); 2]; PAIR];
        for _ in 0..groups {
            // SAFETY: the asserts above cover every group.
            let (row, packed) = unsafe { (v128_load32_splat(a), [v128_load(w), v128_load(w.add(1))]) };
            for (sums, packed) in sums.iter_mut().zip(packed) {
                sums[0] = dot::<WIDE>(row, v128_and(packed, low), sums[0]);
                sums[1] = dot::<WIDE>(row, v128_and(u16x8_shr(packed, 4), low), sums[1]);
            }
            // SAFETY: at most one past the end.
            (w, a) = unsafe { (w.add(PAIR), a.add(1)) };
        }
        for (panel, (acc, sums)) in acc.iter_mut().zip(sums).enumerate() {
            finish_block(acc, [sums.map(widened::<WIDE>)], record, panel, x, block);
        }
    }
    store(&acc.map(|acc| acc[0]), out);
}
