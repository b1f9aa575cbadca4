//! The steps of a transformer's forward pass, each split over the members of a team and closed by a barrier.
//!
//! Soundness: every member runs the same steps in the same order, because the closure given to [`run`] can't see which
//! member it runs on. Within a step the parts that members write are disjoint, and nobody reads what another writes.
//! What a member keeps for itself ([`Own`]) no other touches.

mod attend;
mod low_rank;

use std::ops::Range;

use self::low_rank::Sums;
use super::four::Four;
use super::low_rank::LowRank;
use super::matrix::{GROUPS, Matrix, PAIR, Packed};
use super::norm::rms_norm;
use super::product::{Inputs, product};
use super::quantize::{Rows8, Rows14, Tile, quantize8, quantize14};
use super::swiglu::swiglu;
use super::workspace::{Eight, FEW, Own, Quantized, Workspace};
use super::{BLOCK, Kernel, PANEL, TILE};
use crate::team::{Member, Team};

/// One member's part in a pass.
pub struct Pass<'a> {
    kernel: Kernel,
    member: &'a Member<'a>,
    work: &'a Workspace,
    own: &'a Own,
    /// Rows of the steps: all of the pass, or only the wanted ones.
    rows: usize,
    /// Whether it is only the wanted ones.
    picked: bool,
}

/// Runs `steps` on every member over the rows that were set with [`Workspace::set_rows`].
pub fn run<F: Fn(Pass<'_>) + Sync>(team: &Team, kernel: Kernel, work: &mut Workspace, steps: F) {
    assert!(work.own.len() >= team.size(), "the workspace was made for a smaller team");
    let work = &*work;
    team.run(|member| {
        let own = &work.own[member.index()];
        steps(Pass { kernel, member, work, own, rows: work.rows.len(), picked: false });
    });
}

/// Where the values of a product go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Attention's queries.
    Query,
    /// Attention's keys.
    Key,
    /// Attention's values.
    Value,
    /// Added to the residual stream.
    Residual,
    /// The logits.
    Logits,
}

/// Where the inputs of a product are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// With each member.
    Own,
    /// In the workspace, for all members.
    Shared,
    /// In the workspace, from the feed-forward layer.
    Activated,
}

impl Pass<'_> {
    /// Looks up each token's row of the embedding table: the residual stream begins.
    pub fn embed(&self, table: &Matrix) {
        let width = self.work.shape.width;
        for row in self.member.share(self.rows) {
            // SAFETY: each row belongs to one member.
            let hidden = unsafe { self.work.hidden.write(row * width..(row + 1) * width) };
            table.dequantize(self.work.rows[row].token as usize, hidden);
        }
        self.member.meet();
    }

    /// Goes on with the rows whose logits are wanted only; false where there are none.
    pub fn pick_wanted(&mut self) -> bool {
        self.picked = self.work.wanted.len() < self.rows;
        self.rows = self.work.wanted.len();
        self.rows > 0
    }

    /// Normalizes the residual stream, quantizes it, and multiplies it with each matrix; the values go to its target. `low`
    /// has a term for each of the matrices.
    pub fn project_normed(&self, norm: &[f32], products: &[(&Matrix, Target)], low: Option<&LowRank>) {
        self.norm(norm, Forms::of(products.iter().map(|(matrix, _)| *matrix), low), low);
        self.project(products, self.prepared(), low);
    }

    /// Rotates queries and keys to their positions, and puts keys and values into the cache of `layer`.
    pub fn rotate_and_cache(&self, layer: usize) {
        let (work, shape) = (self.work, &self.work.shape);
        let group = shape.heads / shape.kv_heads * shape.head;
        for item in self.member.share(self.rows * shape.kv_heads) {
            let (row, kv_head) = (item / shape.kv_heads, item % shape.kv_heads);
            let (sequence, position) = (work.rows[row].sequence, work.rows[row].position);
            let queries = row * shape.queries() + kv_head * group;
            let key = row * shape.keys() + kv_head * shape.head;
            // SAFETY: each key/value head of each row, its queries and its place in the cache belong to one member.
            unsafe {
                for query in work.query.write(queries..queries + group).chunks_exact_mut(shape.head) {
                    work.rope.rotate(query, position);
                }
                let value = work.value.read(key..key + shape.head);
                let key = work.key.write(key..key + shape.head);
                work.rope.rotate(key, position);
                work.cache.write(layer, sequence, kv_head, position, key, value);
            }
        }
        self.member.meet();
    }

    /// The gated feed-forward layer: `silu(x * gate) * (x * up)`, times `down`, added to the residual stream. `low` has the
    /// terms of `gate` and `up`, and those of `down`.
    pub fn feed_forward(&self, norm: &[f32], [gate, up, down]: [&Matrix; 3], [low, low_down]: [Option<&LowRank>; 2]) {
        let (work, width) = (self.work, self.work.shape.feed_forward);
        self.norm(norm, Forms::of([gate, up], low), low);
        let (inputs, panels) = (self.inputs(gate.inputs, self.prepared(), 0..self.rows), BLOCK / PANEL);
        let forms = Forms::of([down], low_down);
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for block in self.member.share(width / BLOCK) {
            let panels = block * panels..(block + 1) * panels;
            for (map, matrix, to) in [(0, gate, &self.own.gate), (1, up, &self.own.up)] {
                // SAFETY: as above.
                let out = unsafe { to.write(0..self.rows * BLOCK) };
                product(self.kernel, matrix, panels.clone(), inputs, self.rows, scratch, |row, output, values| {
                    out[row * BLOCK + output - block * BLOCK..][..values.len()].copy_from_slice(values);
                });
                if let Some(low) = low {
                    self.expand(
                        low,
                        map,
                        panels.clone(),
                        scratch,
                        Sums { to, width: BLOCK, first: block * BLOCK, of_pass: false },
                    );
                }
            }
            // SAFETY: as above.
            let [gate, up] = [&self.own.gate, &self.own.up].map(|own| unsafe { own.write(0..self.rows * BLOCK) });
            swiglu(gate, up);
            for (row, x) in gate.chunks_exact(BLOCK).enumerate() {
                // SAFETY: each block of outputs belongs to one member.
                unsafe { quantize_block(&work.activated, row, self.rows, width, block, x, forms) };
            }
        }
        self.member.meet();
        if low_down.is_some() {
            self.reduce(low_down, Place::Activated);
            self.meet_unless_few();
        }
        self.project(&[(down, Target::Residual)], Place::Activated, low_down);
    }

    /// Logits of the rows: final norm and head. The last step of a pass, after [`Pass::pick_wanted`].
    pub fn logits(&self, norm: &[f32], head: &Matrix) {
        self.project_normed(norm, &[(head, Target::Logits)], None);
    }

    /// Multiplies whatever inputs there are with each matrix and forgets the values: for measurements.
    pub fn multiply(&self, matrices: &[&Matrix]) {
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for matrix in matrices {
            let wide = matrix.inputs == self.work.shape.feed_forward;
            let place = if wide { Place::Activated } else { Place::Shared };
            let inputs = self.inputs(matrix.inputs, place, 0..self.rows);
            product(
                self.kernel,
                matrix,
                self.panels(matrix, matrix.unit()),
                inputs,
                self.rows,
                scratch,
                |_, _, values| {
                    std::hint::black_box(values[0]);
                },
            );
        }
        self.member.meet();
    }

    /// This member's share of the panels of a matrix, in whole units.
    fn panels(&self, matrix: &Matrix, unit: usize) -> Range<usize> {
        let units = self.member.share(matrix.panels().div_ceil(unit));
        units.start * unit..(units.end * unit).min(matrix.panels())
    }

    /// Multiplies the quantized inputs with each matrix, and the reduced ones with the low-rank terms' B; the values go to
    /// its target.
    fn project(&self, products: &[(&Matrix, Target)], place: Place, low: Option<&LowRank>) {
        let work = self.work;
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for (map, (matrix, target)) in products.iter().enumerate() {
            let to = match target {
                Target::Query => &work.query,
                Target::Key => &work.key,
                Target::Value => &work.value,
                Target::Residual => &work.hidden,
                Target::Logits => &work.logits,
            };
            let inputs = self.inputs(matrix.inputs, place, 0..self.rows);
            // What is added to an output is added by the member that has written it.
            let panels = self.panels(matrix, if low.is_some() { PAIR } else { matrix.unit() });
            product(self.kernel, matrix, panels.clone(), inputs, self.rows, scratch, |slot, output, values| {
                let row = if *target == Target::Logits { slot } else { self.row(slot) };
                let from = row * matrix.outputs + output;
                // SAFETY: each panel of outputs belongs to one member.
                let out = unsafe { to.write(from..from + values.len()) };
                if *target == Target::Residual { add(out, values) } else { out.copy_from_slice(values) }
            });
            if let Some(low) = low {
                self.expand(low, map, panels, scratch, Sums { to, width: matrix.outputs, first: 0, of_pass: true });
            }
        }
        self.member.meet();
    }

    /// Normalizes the residual stream, quantizes it, and reduces it for `low`: each member all rows for itself where there
    /// are few, else its share of them.
    fn norm(&self, weight: &[f32], forms: Forms, low: Option<&LowRank>) {
        let (work, width) = (self.work, self.work.shape.width);
        // SAFETY: a member's own row is its own.
        let normed = unsafe { self.own.row.write(0..width) };
        for slot in self.prepared_rows() {
            let row = self.row(slot);
            // SAFETY: nobody writes the residual stream in this step.
            let hidden = unsafe { work.hidden.read(row * width..(row + 1) * width) };
            rms_norm(hidden, weight, work.shape.epsilon, normed);
            self.quantize(slot, normed, forms);
        }
        self.reduce(low, self.prepared());
        self.meet_unless_few();
    }

    /// The rows that this member prepares, whole tiles: all where there are few, else its share.
    fn prepared_rows(&self) -> Range<usize> {
        let tiles = Tile::count(self.rows);
        let tiles = if self.rows <= FEW { 0..tiles } else { self.member.share(tiles) };
        tiles.start * TILE..(tiles.end * TILE).min(self.rows)
    }

    /// Where there are few rows, nobody uses what others prepare.
    fn meet_unless_few(&self) {
        if self.rows > FEW {
            self.member.meet();
        }
    }

    /// Where [`Pass::quantize`] puts its rows.
    fn prepared(&self) -> Place {
        if self.rows <= FEW { Place::Own } else { Place::Shared }
    }

    /// The row of the pass that slot `slot` is.
    fn row(&self, slot: usize) -> usize {
        if self.picked { self.work.wanted[slot] } else { slot }
    }

    /// Quantizes one whole row.
    fn quantize(&self, slot: usize, x: &[f32], forms: Forms) {
        let to = if self.prepared() == Place::Own { &self.own.inputs } else { &self.work.inputs };
        // SAFETY: each tile belongs to one member, or is its own.
        unsafe { quantize_block(to, slot, self.rows, x.len(), 0, x, forms) };
    }

    /// The quantized inputs of some rows, whole tiles, `inputs` wide.
    fn inputs(&self, inputs: usize, place: Place, rows: Range<usize>) -> Inputs<'_> {
        let from = match place {
            Place::Own => &self.own.inputs,
            Place::Shared => &self.work.inputs,
            Place::Activated => &self.work.activated,
        };
        let (start, end) = (rows.start * inputs, rows.end.next_multiple_of(TILE) * inputs);
        let (quants, blocks) = (start..end, start / BLOCK..end / BLOCK);
        let ((q8, s8, sums), (q14, s14)) = (&from.eight, &from.fourteen);
        // SAFETY: nobody else writes these rows' quantized inputs before the next barrier.
        unsafe {
            Inputs {
                eight: Rows8 {
                    quants: q8.read(quants.clone()),
                    scales: s8.read(blocks.clone()),
                    sums: sums.read(blocks.clone()),
                    inputs,
                    groups: GROUPS,
                },
                fourteen: Rows14 { quants: q14.read(quants), scales: s14.read(blocks), inputs },
            }
        }
    }
}

/// Adds the values of a panel, or what of it is there, to others.
#[inline(always)]
fn add(out: &mut [f32], values: &[f32]) {
    if values.len() == PANEL && out.len() == PANEL {
        for (out, values) in out.chunks_exact_mut(4).zip(values.chunks_exact(4)) {
            (Four::load(out) + Four::load(values)).store(out);
        }
    } else {
        for (out, value) in out.iter_mut().zip(values) {
            *out += value;
        }
    }
}

/// The forms of quantized inputs that products ask for.
#[derive(Clone, Copy)]
struct Forms {
    eight: bool,
    fourteen: bool,
}

impl Forms {
    /// What some matrices and low-rank terms multiply.
    fn of<'m>(matrices: impl IntoIterator<Item = &'m Matrix>, low: Option<&LowRank>) -> Self {
        let mut forms = Self { eight: low.is_some(), fourteen: false };
        for matrix in matrices {
            let eight = matches!(matrix.packed, Packed::Nibbles(_));
            forms = Self { eight: forms.eight || eight, fourteen: forms.fourteen || !eight };
        }
        forms
    }
}

/// Quantizes consecutive blocks of one of `rows` rows, from block `block` on.
///
/// # Safety
/// These blocks of the row's tile belong to the calling member until the next barrier.
unsafe fn quantize_block(
    to: &Quantized,
    slot: usize,
    rows: usize,
    inputs: usize,
    block: usize,
    x: &[f32],
    forms: Forms,
) {
    if forms.eight {
        let tile = Tile::new(slot / TILE, rows);
        let first = tile.first * inputs + block * BLOCK * tile.size;
        // SAFETY: the caller's own.
        unsafe { quantize_tile(&to.eight, first, x, slot - tile.first, tile.size) };
    }
    if forms.fourteen {
        let first = slot * inputs + block * BLOCK;
        let (q, scales) = &to.fourteen;
        // SAFETY: the caller's own.
        let (q, scales) =
            unsafe { (q.write(first..first + x.len()), scales.write(first / BLOCK..(first + x.len()) / BLOCK)) };
        quantize14(x, q, scales);
    }
}

/// Quantizes consecutive blocks of row `at` of a tile of `size` rows to eight bits; those of the tile begin at `first`.
///
/// # Safety
/// These blocks of the tile belong to the calling member until the next barrier.
unsafe fn quantize_tile((q, scales, sums): &Eight, first: usize, x: &[f32], at: usize, size: usize) {
    let end = first + x.len() * size;
    let blocks = first / BLOCK..end / BLOCK;
    // SAFETY: the caller's own.
    let (q, scales, sums) = unsafe { (q.write(first..end), scales.write(blocks.clone()), sums.write(blocks)) };
    quantize8(x, at, size, q, scales, sums);
}
