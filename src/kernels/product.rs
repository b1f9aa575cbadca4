//! Quantized matrix products: the choice of kernel and tile. What is computed is defined in [`scalar`](super::scalar).

use std::ops::Range;

#[cfg(target_feature = "simd128")]
use super::TILE;
use super::matrix::{BytePanel, Matrix, PAIR, Packed, byte_panel, nibble_pair};
use super::quantize::{Rows8, Rows14, Tile};
use super::{Kernel, PANEL, scalar};

/// Bytes of scratch that one member needs for each input of the widest product: one panel of 16-bit weights.
pub const SCRATCH: usize = 2 * PANEL;

/// The quantized inputs of a product, in the two forms that weights may ask for.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// For four-bit weights.
    pub eight: Rows8<'a>,
    /// For eight-bit weights.
    pub fourteen: Rows14<'a>,
}

/// Multiplies `rows` rows of inputs with some panels of a matrix (whole units of [`Matrix::unit`]);
/// `emit(row, output, values)` gets each row's up to eight values from `output` on. `scratch` holds one unpacked panel:
/// `inputs * SCRATCH` bytes.
#[cfg_attr(not(target_feature = "simd128"), expect(unused_variables, reason = "without SIMD there is the oracle only"))]
pub fn product(
    kernel: Kernel,
    matrix: &Matrix,
    panels: Range<usize>,
    inputs: Inputs<'_>,
    rows: usize,
    scratch: &mut [u8],
    mut emit: impl FnMut(usize, usize, &[f32]),
) {
    let mut emit = |panel: usize, row: usize, values: &[f32; PANEL]| {
        let output = panel * PANEL;
        if output < matrix.outputs {
            emit(row, output, &values[..PANEL.min(matrix.outputs - output)]);
        }
    };
    match &matrix.packed {
        Packed::Nibbles(records) => {
            for pair in panels.start / PAIR..panels.end.div_ceil(PAIR) {
                let weights = nibble_pair(records, matrix.inputs, pair);
                let mut emit = |panel: usize, row: usize, values: &_| emit(pair * PAIR + panel, row, values);
                match kernel {
                    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
                    Kernel::Relaxed16 => relaxed::<false>(weights, inputs.eight, rows, scratch, &mut emit),
                    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
                    Kernel::Relaxed32 => relaxed::<true>(weights, inputs.eight, rows, scratch, &mut emit),
                    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                    Kernel::Simd128 => fixed(weights, inputs.eight, rows, scratch, &mut emit),
                    _ => plain(weights, inputs.eight, rows, &mut emit),
                }
            }
        }
        Packed::Bytes { quants, scales, run } => {
            for panel in panels {
                let weights = byte_panel(quants, scales, *run, matrix.inputs, panel);
                bytes(kernel, weights, inputs.fourteen, rows, &mut |row, values: &_| emit(panel, row, values));
            }
        }
    }
}

/// A pair of panels of four-bit weights in plain Rust; `emit(panel, row, values)`.
fn plain(pair: &[u8], x: Rows8<'_>, rows: usize, emit: &mut impl FnMut(usize, usize, &[f32; PANEL])) {
    for panel in 0..PAIR {
        for index in 0..Tile::count(rows) {
            let tile = Tile::new(index, rows);
            for at in 0..tile.rows {
                let mut out = [0.0; PANEL];
                scalar::nibbles(pair, panel, x.tile(tile), at, tile.size, &mut out);
                emit(panel, tile.first + at, &out);
            }
        }
    }
}

/// The same with fixed-width SIMD.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
fn fixed(
    pair: &[u8],
    x: Rows8<'_>,
    rows: usize,
    scratch: &mut [u8],
    emit: &mut impl FnMut(usize, usize, &[f32; PANEL]),
) {
    use super::simd128::{nibbles, nibbles_packed, unpack_pairs};
    for panel in 0..PAIR {
        let mut emit = |row: usize, values: &_| emit(panel, row, values);
        if rows > 1 {
            unpack_pairs(pair, panel, scratch);
        }
        for_tiles(rows, x, &mut emit, |x, out| nibbles(pair, panel, scratch, x, out));
        if Tile::last_is_alone(rows) {
            let mut out = [[0.0; PANEL]];
            nibbles_packed(pair, panel, x.tile(Tile::new(rows / TILE, rows)), &mut out);
            emit(rows - 1, &out[0]);
        }
    }
}

/// The same with relaxed SIMD.
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
fn relaxed<const WIDE: bool>(
    pair: &[u8],
    x: Rows8<'_>,
    rows: usize,
    scratch: &mut [u8],
    emit: &mut impl FnMut(usize, usize, &[f32; PANEL]),
) {
    use super::relaxed::{nibbles, nibbles_packed, unpack};
    if rows > 1 {
        for panel in 0..PAIR {
            let mut emit = |row: usize, values: &_| emit(panel, row, values);
            unpack(pair, panel, scratch);
            for_tiles(rows, x, &mut emit, |x, out| nibbles::<WIDE>(pair, panel, scratch, x, out));
        }
    }
    if Tile::last_is_alone(rows) {
        let mut out = [[0.0; PANEL]; PAIR];
        nibbles_packed::<WIDE>(pair, x.tile(Tile::new(rows / TILE, rows)), &mut out);
        for (panel, out) in out.iter().enumerate() {
            emit(panel, rows - 1, out);
        }
    }
}

/// Runs `multiply` on each tile of four rows and hands out those that are there.
#[cfg(target_feature = "simd128")]
#[inline(always)]
fn for_tiles(
    rows: usize,
    x: Rows8<'_>,
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
    multiply: impl Fn(Rows8<'_>, &mut [[f32; PANEL]; TILE]),
) {
    let alone = usize::from(Tile::last_is_alone(rows));
    for index in 0..Tile::count(rows) - alone {
        let tile = Tile::new(index, rows);
        let mut out = [[0.0; PANEL]; TILE];
        multiply(x.tile(tile), &mut out);
        for (at, out) in out.iter().enumerate().take(tile.rows) {
            emit(tile.first + at, out);
        }
    }
}

/// One panel of eight-bit weights times all rows.
#[cfg_attr(
    not(target_feature = "simd128"),
    expect(unused_variables, unused_mut, reason = "without SIMD there is the oracle only")
)]
fn bytes(
    kernel: Kernel,
    panel: BytePanel<'_>,
    x: Rows14<'_>,
    rows: usize,
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
) {
    let mut done = 0;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if kernel != Kernel::Scalar {
        use super::simd128;
        done = groups::<2>(done, rows, emit, |row, out| simd128::bytes(panel, x, row, out));
        done = groups::<1>(done, rows, emit, |row, out| simd128::bytes(panel, x, row, out));
    }
    groups::<1>(done, rows, emit, |row, out| scalar::bytes(panel, x, row, &mut out[0]));
}

/// Runs `multiply` over as many groups of `R` rows as are left from `done` on; returns the new `done`.
#[inline(always)]
fn groups<const R: usize>(
    mut done: usize,
    rows: usize,
    emit: &mut impl FnMut(usize, &[f32; PANEL]),
    multiply: impl Fn(usize, &mut [[f32; PANEL]; R]),
) -> usize {
    let mut out = [[0.0; PANEL]; R];
    while done + R <= rows {
        multiply(done, &mut out);
        for (r, out) in out.iter().enumerate() {
            emit(done + r, out);
        }
        done += R;
    }
    done
}
