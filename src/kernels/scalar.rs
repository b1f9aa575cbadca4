//! The oracle: quantized products in plain Rust. Every other path must give the same bits.
//!
//! For each output: `acc = 0`; for each block in ascending k: `acc += float(dot) * (scale_w * scale_x)`, and for
//! four-bit weights then `acc += min_w * sum_x`. The dot of a block is an exact integer.

use super::matrix::{BytePanel, GROUP, RECORD, Record, float_at};
use super::quantize::{Rows8, Rows14};
use super::{BLOCK, PANEL};

/// Row `at` of a tile of `size` rows, times panel `panel` of a pair of four-bit weights (`[inputs / 32][RECORD]`).
#[inline(never)]
pub fn nibbles(pair: &[u8], panel: usize, x: Rows8<'_>, at: usize, size: usize, out: &mut [f32; PANEL]) {
    *out = [0.0; PANEL];
    for (block, record) in pair.chunks_exact(RECORD).enumerate() {
        let mut dots = [0_i32; PANEL];
        for group in 0..BLOCK / GROUP {
            let weights = &record[Record::quants(panel, group)..][..16];
            let inputs = &x.quants[((block * (BLOCK / GROUP) + group) * size + at) * GROUP..][..GROUP];
            for column in 0..4 {
                for j in 0..GROUP {
                    let byte = weights[column * GROUP + j];
                    dots[column] += i32::from(byte & 15) * i32::from(inputs[j]);
                    dots[column + 4] += i32::from(byte >> 4) * i32::from(inputs[j]);
                }
            }
        }
        let (scale, sum) = (x.scales[block * size + at], x.sums[block * size + at]);
        for column in 0..PANEL {
            out[column] += dots[column] as f32 * (float_at(record, Record::scales(panel) + column * 4) * scale);
            out[column] += float_at(record, Record::mins(panel) + column * 4) * sum;
        }
    }
}

/// One row times one panel of eight-bit weights.
#[inline(never)]
pub fn bytes(panel: BytePanel<'_>, x: Rows14<'_>, row: usize, out: &mut [f32; PANEL]) {
    let blocks = x.inputs / BLOCK;
    let quants = &x.quants[row * x.inputs..(row + 1) * x.inputs];
    *out = [0.0; PANEL];
    for run in 0..x.inputs / panel.run {
        let mut dots = [0_i32; PANEL];
        for group in run * (panel.run / GROUP)..(run + 1) * (panel.run / GROUP) {
            let weights = &panel.quants[group * 32..(group + 1) * 32];
            let inputs = &quants[group * GROUP..(group + 1) * GROUP];
            for column in 0..PANEL {
                for j in 0..GROUP {
                    dots[column] += i32::from(weights[column * GROUP + j]) * i32::from(inputs[j]);
                }
            }
        }
        let scale = x.scales[row * blocks + run * panel.run / BLOCK];
        for column in 0..PANEL {
            out[column] += dots[column] as f32 * (panel.scales[run * PANEL + column] * scale);
        }
    }
}

/// Exact integer dots of `Q` vectors with eight columns: `columns[pairs][8][2]`, `x[pairs][Q][2]`. The caller keeps each
/// sum within an i32; where the numbers of a senseless file leave it, it wraps as the vector instructions do.
#[inline(never)]
pub fn pair_dots<const Q: usize>(columns: &[i16], x: &[i16], out: &mut [[i32; PANEL]; Q]) {
    *out = [[0; PANEL]; Q];
    for (columns, x) in columns.chunks_exact(2 * PANEL).zip(x.chunks_exact(2 * Q)) {
        for (out, x) in out.iter_mut().zip(x.chunks_exact(2)) {
            for (out, pair) in out.iter_mut().zip(columns.chunks_exact(2)) {
                let products = [0, 1].map(|at| i32::from(pair[at]) * i32::from(x[at]));
                *out = out.wrapping_add(products[0].wrapping_add(products[1]));
            }
        }
    }
}
