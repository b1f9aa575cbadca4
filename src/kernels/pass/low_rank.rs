//! The steps of a pass that low-rank terms add.

use std::ops::Range;

use super::{Pass, Place, add, quantize_tile};
use crate::kernels::cells::Cells;
use crate::kernels::low_rank::{LowRank, MOST_RANK};
use crate::kernels::matrix::Matrix;
use crate::kernels::product::{Inputs, product};
use crate::kernels::quantize::{Rows8, Rows14, Tile};
use crate::kernels::workspace::{Eight, FEW};
use crate::kernels::{BLOCK, TILE};

/// Where a product is added to.
#[derive(Clone, Copy)]
pub(super) struct Sums<'a> {
    /// `[rows][width]`; the rows are those of the step.
    pub to: &'a Cells<f32>,
    pub width: usize,
    /// The output that is the first of a row.
    pub first: usize,
    /// The rows are all of the pass.
    pub of_pass: bool,
}

impl Pass<'_> {
    /// A times the quantized inputs of the rows that this member prepares, quantized for the products with B.
    pub(super) fn reduce(&self, low: Option<&LowRank>, place: Place) {
        let Some(low) = low else { return };
        let (rows, outputs, width) = (self.prepared_rows(), low.a.outputs, low.width());
        if rows.is_empty() {
            return;
        }
        let all = rows.start * outputs..rows.end * outputs;
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe {
            self.own.low.write(all.clone()).fill(0.0);
            self.own.panel.write(0..self.own.panel.len())
        };
        let inputs = self.inputs(low.a.inputs, place, rows.clone());
        let sums = Sums { to: &self.own.low, width: outputs, first: 0, of_pass: false };
        self.add_product(&low.a, 0..low.a.panels(), inputs, rows.clone(), scratch, sums);
        // SAFETY: as above.
        let values = unsafe { self.own.low.read(all) };
        for (slot, values) in rows.zip(values.chunks_exact(outputs)) {
            let tile = Tile::new(slot / TILE, self.rows);
            for (map, values) in values.chunks_exact(low.rank).enumerate() {
                let mut x = [0.0; MOST_RANK];
                x[..low.rank].copy_from_slice(values);
                let first = self.reduced_rows(low, map).start + tile.first * width;
                // SAFETY: each tile belongs to one member, or is its own.
                unsafe { quantize_tile(self.reduced(), first, &x[..width], slot - tile.first, tile.size) };
            }
        }
    }

    /// Adds B of map `map` times what [`Pass::reduce`] has prepared to some panels of outputs, which are this member's.
    pub(super) fn expand(&self, low: &LowRank, map: usize, panels: Range<usize>, scratch: &mut [u8], sums: Sums<'_>) {
        let (quants, scales, totals) = self.reduced();
        let rows = self.reduced_rows(low, map);
        let blocks = rows.start / BLOCK..rows.end / BLOCK;
        let inputs = low.width();
        // SAFETY: nobody writes the reduced inputs during a product.
        let (quants, scales, sums_of_quants) =
            unsafe { (quants.read(rows), scales.read(blocks.clone()), totals.read(blocks)) };
        let eight = Rows8 { quants, scales, sums: sums_of_quants, inputs, groups: Rows8::groups(low.rank) };
        let inputs = Inputs { eight, fourteen: Rows14 { quants: &[], scales: &[], inputs } };
        self.add_product(&low.b[map], panels, inputs, 0..self.rows, scratch, sums);
    }

    /// Adds a product to the sums of those rows that are adapted; the others get nothing, not even a zero. The outputs are
    /// this member's. One body for A and B, since each costs kilobytes.
    #[inline(never)]
    fn add_product(
        &self,
        matrix: &Matrix,
        panels: Range<usize>,
        inputs: Inputs<'_>,
        slots: Range<usize>,
        scratch: &mut [u8],
        sums: Sums<'_>,
    ) {
        product(self.kernel, matrix, panels, inputs, slots.len(), scratch, |slot, output, values| {
            let slot = slots.start + slot;
            let row = self.row(slot);
            if self.work.rows[row].adapted {
                let from = if sums.of_pass { row } else { slot } * sums.width + output - sums.first;
                // SAFETY: the caller's own.
                add(unsafe { sums.to.write(from..from + values.len()) }, values);
            }
        });
    }

    /// Where the reduced inputs are.
    fn reduced(&self) -> &Eight {
        if self.rows <= FEW { &self.own.reduced } else { &self.work.reduced }
    }

    /// Where those of map `map` are in it.
    fn reduced_rows(&self, low: &LowRank, map: usize) -> Range<usize> {
        let size = Tile::count(self.rows) * TILE * low.width();
        map * size..(map + 1) * size
    }
}
