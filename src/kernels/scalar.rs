//! The oracle: quantized products in plain Rust. Every other path must give the same bits.
//!
//! For each output: `acc = 0`; for each block in ascending k: `acc += float(dot) * (scale_w * scale_x)`, and for
//! four-bit weights then `acc += min_w * sum_x`. The dot of a block is an exact integer.

use super::matrix::{BytePanel, GROUP, NibblePanel};
use super::quantize::{Rows8, Rows14};
use super::{BLOCK, PANEL};

/// One row times one panel of four-bit weights.
#[inline(never)]
pub fn nibbles(panel: NibblePanel<'_>, x: Rows8<'_>, row: usize, out: &mut [f32; PANEL]) {
    let blocks = x.inputs / BLOCK;
    let quants = &x.quants[row * x.inputs..(row + 1) * x.inputs];
    *out = [0.0; PANEL];
    for block in 0..blocks {
        let mut dots = [0_i32; PANEL];
        for group in block * (BLOCK / GROUP)..(block + 1) * (BLOCK / GROUP) {
            let weights = &panel.quants[group * 16..(group + 1) * 16];
            let inputs = &quants[group * GROUP..(group + 1) * GROUP];
            for column in 0..4 {
                for j in 0..GROUP {
                    let byte = weights[column * GROUP + j];
                    dots[column] += i32::from(byte & 15) * i32::from(inputs[j]);
                    dots[column + 4] += i32::from(byte >> 4) * i32::from(inputs[j]);
                }
            }
        }
        let (scale, sum) = (x.scales[row * blocks + block], x.sums[row * blocks + block]);
        for column in 0..PANEL {
            let at = block * PANEL + column;
            out[column] += dots[column] as f32 * (panel.scales[at] * scale);
            out[column] += panel.mins[at] * sum;
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
