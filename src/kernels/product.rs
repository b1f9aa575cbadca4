//! Quantized matrix products: the choice of kernel and row tile. What is computed is defined in [`scalar`](super::scalar).

use std::ops::Range;

use super::matrix::{Matrix, Packed, byte_panel, nibble_panel};
use super::quantize::{Rows8, Rows14};
use super::{Kernel, PANEL, scalar};

/// The quantized inputs of a product, in the two forms that weights may ask for.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// For four-bit weights.
    pub eight: Rows8<'a>,
    /// For eight-bit weights.
    pub fourteen: Rows14<'a>,
}

/// Multiplies `rows` rows of inputs with some panels of a matrix; `emit(row, output, values)` gets each row's up to
/// eight values from `output` on. `scratch` holds one unpacked panel: `inputs * 8` bytes.
pub fn product(
    kernel: Kernel,
    matrix: &Matrix,
    panels: Range<usize>,
    inputs: Inputs<'_>,
    rows: usize,
    scratch: &mut [u8],
    mut emit: impl FnMut(usize, usize, &[f32]),
) {
    for panel in panels {
        let output = panel * PANEL;
        let valid = PANEL.min(matrix.outputs - output);
        let mut emit = |row: usize, values: &[f32; PANEL]| emit(row, output, &values[..valid]);
        match &matrix.packed {
            Packed::Nibbles { quants, scales, mins } => {
                let panel = nibble_panel(quants, scales, mins, matrix.inputs, panel);
                nibbles(kernel, panel, inputs.eight, rows, scratch, &mut emit);
            }
            Packed::Bytes { quants, scales, run } => {
                let panel = byte_panel(quants, scales, *run, matrix.inputs, panel);
                bytes(kernel, panel, inputs.fourteen, rows, &mut emit);
            }
        }
    }
}

/// One panel of four-bit weights times all rows.
#[cfg_attr(not(target_arch = "wasm32"), expect(unused_variables, unused_mut, reason = "native builds have the oracle"))]
fn nibbles(
    kernel: Kernel,
    panel: super::matrix::NibblePanel<'_>,
    x: Rows8<'_>,
    rows: usize,
    scratch: &mut [u8],
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
) {
    let mut done = 0;
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    if kernel == Kernel::Relaxed {
        use super::{relaxed, simd128};
        if rows > 1 {
            simd128::unpack(panel.quants, scratch);
            done = tiles::<4>(done, rows, emit, |row, out| {
                relaxed::nibbles(scratch, panel.scales, panel.mins, x, row, out);
            });
            done = tiles::<2>(done, rows, emit, |row, out| {
                relaxed::nibbles(scratch, panel.scales, panel.mins, x, row, out);
            });
        }
        done = tiles::<1>(done, rows, emit, |row, out| relaxed::nibbles_packed(panel, x, row, &mut out[0]));
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if kernel == Kernel::Simd128 {
        use super::simd128;
        simd128::unpack(panel.quants, scratch);
        done = tiles::<2>(done, rows, emit, |row, out| {
            simd128::nibbles(scratch, panel.scales, panel.mins, x, row, out);
        });
        done = tiles::<1>(done, rows, emit, |row, out| {
            simd128::nibbles(scratch, panel.scales, panel.mins, x, row, out);
        });
    }
    tiles::<1>(done, rows, emit, |row, out| scalar::nibbles(panel, x, row, &mut out[0]));
}

/// One panel of eight-bit weights times all rows.
#[cfg_attr(not(target_arch = "wasm32"), expect(unused_variables, unused_mut, reason = "native builds have the oracle"))]
fn bytes(
    kernel: Kernel,
    panel: super::matrix::BytePanel<'_>,
    x: Rows14<'_>,
    rows: usize,
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
) {
    let mut done = 0;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if kernel != Kernel::Scalar {
        use super::simd128;
        done = tiles::<2>(done, rows, emit, |row, out| simd128::bytes(panel, x, row, out));
        done = tiles::<1>(done, rows, emit, |row, out| simd128::bytes(panel, x, row, out));
    }
    tiles::<1>(done, rows, emit, |row, out| scalar::bytes(panel, x, row, &mut out[0]));
}

/// Runs `tile` over as many groups of `R` rows as are left from `done` on; returns the new `done`.
#[inline(always)]
fn tiles<const R: usize>(
    mut done: usize,
    rows: usize,
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
    tile: impl Fn(usize, &mut [[f32; PANEL]; R]),
) -> usize {
    let mut out = [[0.0; PANEL]; R];
    while done + R <= rows {
        tile(done, &mut out);
        for (r, out) in out.iter().enumerate() {
            emit(done + r, out);
        }
        done += R;
    }
    done
}
