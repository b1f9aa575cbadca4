//! Quantized products with WebAssembly's fixed-width SIMD. Same bits as `scalar`.

use core::arch::wasm32::*;

use super::exp::ROUND;
use super::matrix::{BytePanel, GROUP, GROUPS, PAIR, RECORD, Record};
use super::quantize::{Rows8, Rows14};
use super::{BLOCK, PANEL, TILE};

/// Unpacks the nibbles of panel `panel` of a pair to 16-bit pairs `[groups][2][2][4][2]`: inputs 0 and 1, then 2 and 3; of
/// each, outputs 0..4, then 4..8.
#[inline(never)]
pub fn unpack_pairs(pair: &[u8], panel: usize, out: &mut [u8]) {
    let low = u8x16_splat(15);
    for (record, out) in pair.chunks_exact(RECORD).zip(out.chunks_exact_mut(BLOCK * PANEL * 2)) {
        for group in 0..GROUPS {
            // SAFETY: a record has the quants of all groups, and 64 bytes are written a group.
            unsafe {
                let packed = v128_load(record.as_ptr().add(Record::quants(panel, group)).cast());
                let out = out.as_mut_ptr().add(group * 64).cast::<v128>();
                for (half, nibbles) in
                    [v128_and(packed, low), v128_and(u16x8_shr(packed, 4), low)].into_iter().enumerate()
                {
                    let sorted =
                        u8x16_shuffle::<0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15>(nibbles, nibbles);
                    v128_store(out.add(half), u16x8_extend_low_u8x16(sorted));
                    v128_store(out.add(2 + half), u16x8_extend_high_u8x16(sorted));
                }
            }
        }
    }
}

/// A loop's count that the compiler does not know. It would unroll a loop of a known count, then compute one sum after the
/// other, for which no processor has enough registers; the browser's compiler would put most values on the stack.
#[inline(always)]
pub(super) fn rolled(count: usize) -> usize {
    std::hint::black_box(count)
}

/// A tile of four rows times panel `panel` of a pair, whose nibbles [`unpack_pairs`] has spread to `weights`.
#[inline(never)]
pub fn nibbles(pair: &[u8], panel: usize, weights: &[u8], x: Rows8<'_>, out: &mut [[f32; PANEL]; TILE]) {
    let blocks = x.inputs / BLOCK;
    assert!(x.is_sound() && weights.len() >= x.inputs * PANEL * 2 && pair.len() >= blocks * RECORD);
    assert!(x.quants.len() >= TILE * x.inputs && x.scales.len() >= TILE * blocks && x.sums.len() >= TILE * blocks);
    let groups = rolled(x.groups);
    let (mut w, mut a) = (weights.as_ptr().cast::<v128>(), x.quants.as_ptr().cast::<v128>());
    let mut acc = [[f32x4_splat(0.0); 2]; TILE];
    for block in 0..blocks {
        let mut dots = [[i32x4_splat(0); 2]; TILE];
        for _ in 0..groups {
            // SAFETY: the asserts above cover every group of every row.
            let (weights, four) = unsafe { ([0, 1, 2, 3].map(|at| v128_load(w.add(at))), v128_load(a)) };
            let (two, others) = (i16x8_extend_low_i8x16(four), i16x8_extend_high_i8x16(four));
            let rows = [
                [i32x4_shuffle::<0, 0, 0, 0>(two, two), i32x4_shuffle::<1, 1, 1, 1>(two, two)],
                [i32x4_shuffle::<2, 2, 2, 2>(two, two), i32x4_shuffle::<3, 3, 3, 3>(two, two)],
                [i32x4_shuffle::<0, 0, 0, 0>(others, others), i32x4_shuffle::<1, 1, 1, 1>(others, others)],
                [i32x4_shuffle::<2, 2, 2, 2>(others, others), i32x4_shuffle::<3, 3, 3, 3>(others, others)],
            ];
            for (dots, row) in dots.iter_mut().zip(rows) {
                for half in 0..2 {
                    dots[half] = i32x4_add(dots[half], i32x4_dot_i16x8(row[0], weights[half]));
                    dots[half] = i32x4_add(dots[half], i32x4_dot_i16x8(row[1], weights[2 + half]));
                }
            }
            // SAFETY: at most one past the end.
            (w, a) = unsafe { (w.add(4), a.add(1)) };
        }
        // SAFETY: the asserts above cover this block.
        let record = unsafe { pair.as_ptr().add(block * RECORD) };
        finish_block(&mut acc, dots, record, panel, x, block);
    }
    store(&acc, out);
}

/// One row times panel `panel` of a pair of four-bit weights, straight from the packed nibbles.
#[inline(never)]
pub fn nibbles_packed(pair: &[u8], panel: usize, x: Rows8<'_>, out: &mut [[f32; PANEL]; 1]) {
    let blocks = x.inputs / BLOCK;
    assert!(x.is_sound() && pair.len() >= blocks * RECORD && x.quants.len() >= x.inputs);
    assert!(x.scales.len() >= blocks && x.sums.len() >= blocks);
    let groups = rolled(x.groups);
    let low = u8x16_splat(15);
    let mut a = x.quants.as_ptr().cast::<u32>();
    let mut acc = [[f32x4_splat(0.0); 2]];
    for block in 0..blocks {
        // SAFETY: the asserts above cover this block.
        let record = unsafe { pair.as_ptr().add(block * RECORD) };
        let mut w = record.cast::<v128>();
        let mut sums = [i32x4_splat(0); 4];
        for _ in 0..groups {
            // SAFETY: the asserts above cover every group.
            let (packed, row) = unsafe { (v128_load(w.add(panel)), v128_load32_splat(a)) };
            let row = i16x8_extend_low_i8x16(row);
            let (first, second) = (v128_and(packed, low), v128_and(u16x8_shr(packed, 4), low));
            let weights = [
                u16x8_extend_low_u8x16(first),
                u16x8_extend_high_u8x16(first),
                u16x8_extend_low_u8x16(second),
                u16x8_extend_high_u8x16(second),
            ];
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = i32x4_add(*sum, i32x4_dot_i16x8(row, weights));
            }
            // SAFETY: at most one past the end.
            (w, a) = unsafe { (w.add(PAIR), a.add(1)) };
        }
        let dots = [[pair_sums(sums[0], sums[1]), pair_sums(sums[2], sums[3])]];
        finish_block(&mut acc, dots, record, panel, x, block);
    }
    store(&acc, out);
}

/// Adds block `block` of `R` rows to their accumulators: scale, then minimum, of panel `panel` of `record`.
#[inline(always)]
pub(super) fn finish_block<const R: usize>(
    acc: &mut [[v128; 2]; R],
    dots: [[v128; 2]; R],
    record: *const u8,
    panel: usize,
    x: Rows8<'_>,
    block: usize,
) {
    // SAFETY: the callers have checked that there is a record, and that the rows' scales and sums hold this block.
    unsafe {
        let scales = record.add(Record::scales(panel)).cast::<v128>();
        let mins = record.add(Record::mins(panel)).cast::<v128>();
        let scale = [v128_load(scales), v128_load(scales.add(1))];
        let min = [v128_load(mins), v128_load(mins.add(1))];
        for r in 0..R {
            let activation = v128_load32_splat(x.scales.as_ptr().add(block * R + r).cast());
            let sum = v128_load32_splat(x.sums.as_ptr().add(block * R + r).cast());
            for half in 0..2 {
                acc[r][half] = scaled(acc[r][half], dots[r][half], scale[half], activation);
                acc[r][half] = f32x4_add(acc[r][half], f32x4_mul(min[half], sum));
            }
        }
    }
}

/// From `[c0 c0' c1 c1']` and `[c2 c2' c3 c3']`, each output in two parts, to the four sums.
#[inline(always)]
fn pair_sums(low: v128, high: v128) -> v128 {
    i32x4_add(i32x4_shuffle::<0, 2, 4, 6>(low, high), i32x4_shuffle::<1, 3, 5, 7>(low, high))
}

/// `acc + float(dots) * (scale * activation)`.
#[inline(always)]
fn scaled(acc: v128, dots: v128, scale: v128, activation: v128) -> v128 {
    f32x4_add(acc, f32x4_mul(f32x4_convert_i32x4(dots), f32x4_mul(scale, activation)))
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
    let groups = rolled(run / GROUP);
    let mut acc = [[f32x4_splat(0.0); 2]; R];
    for stretch in 0..runs {
        // At most 32 products of 127 * 8,191: 33 million fits i32.
        let mut sums = [[i32x4_splat(0); 4]; R];
        for group in stretch * groups..(stretch + 1) * groups {
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
            let activation = f32x4_splat(x.scales[(row + r) * blocks + stretch * run / BLOCK]);
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

/// Exact integer dots of `Q` vectors with eight columns: see `scalar::pair_dots`.
#[inline(never)]
pub fn pair_dots<const Q: usize>(columns: &[i16], x: &[i16], out: &mut [[i32; PANEL]; Q]) {
    let pairs = (columns.len() / (2 * PANEL)).min(x.len() / (2 * Q));
    let mut acc = [[i32x4_splat(0); 2]; Q];
    for pair in 0..pairs {
        // SAFETY: `pairs` bounds both: 32 bytes of columns and 4 bytes a vector.
        unsafe {
            let columns = columns.as_ptr().add(pair * 2 * PANEL).cast::<v128>();
            let (first, second) = (v128_load(columns), v128_load(columns.add(1)));
            for (q, acc) in acc.iter_mut().enumerate() {
                let x = v128_load32_splat(x.as_ptr().add((pair * Q + q) * 2).cast());
                acc[0] = i32x4_add(acc[0], i32x4_dot_i16x8(x, first));
                acc[1] = i32x4_add(acc[1], i32x4_dot_i16x8(x, second));
            }
        }
    }
    for (acc, out) in acc.iter().zip(out) {
        for (half, out) in acc.iter().zip(out.chunks_exact_mut(4)) {
            // SAFETY: a chunk is four integers = 16 bytes.
            unsafe { v128_store(out.as_mut_ptr().cast(), *half) };
        }
    }
}

/// The elements of a block times `factor`, rounded to bytes, and their sum: see `quantize::rounded`.
#[inline(always)]
pub(super) fn integers(block: &[f32], factor: f32) -> ([i8; BLOCK], i32) {
    assert!(block.len() >= BLOCK);
    let (mut row, mut sums) = ([0_i8; BLOCK], i32x4_splat(0));
    for half in 0..2 {
        let rounded = [0, 1, 2, 3].map(|four| {
            // SAFETY: the assert above covers the block.
            let x = unsafe { v128_load(block.as_ptr().add(half * 16 + four * 4).cast()) };
            f32x4_add(f32x4_mul(x, f32x4_splat(factor)), f32x4_splat(ROUND))
        });
        let (first, second) = (low_halves(rounded[0], rounded[1]), low_halves(rounded[2], rounded[3]));
        let bytes = u8x16_shuffle::<0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30>(first, second);
        sums = i32x4_add(sums, i32x4_extadd_pairwise_i16x8(i16x8_extadd_pairwise_i8x16(bytes)));
        // SAFETY: 16 of the row's 32 bytes.
        unsafe { v128_store(row.as_mut_ptr().add(half * 16).cast(), bytes) };
    }
    let sums = i32x4_add(sums, i32x4_shuffle::<2, 3, 0, 1>(sums, sums));
    (row, i32x4_extract_lane::<0>(sums).wrapping_add(i32x4_extract_lane::<1>(sums)))
}

/// The low 16 bits of eight lanes of 32.
#[inline(always)]
fn low_halves(first: v128, second: v128) -> v128 {
    i16x8_shuffle::<0, 2, 4, 6, 8, 10, 12, 14>(first, second)
}

/// Eight elements times `factor`, rounded to 16 bits: see `quantize::rounded`.
#[inline(always)]
pub(super) fn integers16(x: &[f32; 8], factor: f32) -> [i16; 8] {
    let mut out = [0; 8];
    // SAFETY: eight floats are read and eight 16-bit integers written.
    unsafe {
        let rounded = [0, 4].map(|from| {
            let x = v128_load(x.as_ptr().add(from).cast());
            f32x4_add(f32x4_mul(x, f32x4_splat(factor)), f32x4_splat(ROUND))
        });
        v128_store(out.as_mut_ptr().cast(), low_halves(rounded[0], rounded[1]));
    }
    out
}
