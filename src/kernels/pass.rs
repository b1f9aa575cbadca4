//! The steps of a transformer's forward pass, each split over the members of a team and closed by a barrier.
//!
//! Soundness: every member runs the same steps in the same order, because the closure given to [`run`] can't see which
//! member it runs on. Within a step the parts that members write are disjoint, and nobody reads what another writes.
//! What a member keeps for itself ([`Own`]) no other touches.

use std::ops::Range;

use super::attention::{Attended, QUERIES, Scratch, attend, take_queries};
use super::kv_cache::PAGE;
use super::matrix::{Matrix, Packed};
use super::norm::rms_norm;
use super::product::{Inputs, product};
use super::quantize::{Rows8, Rows14, Tile, quantize8, quantize14};
use super::swiglu::swiglu;
use super::workspace::{FEW, Own, Quantized, Workspace};
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

    /// Normalizes the residual stream, quantizes it, and multiplies it with each matrix; the values go to its target.
    pub fn project_normed(&self, norm: &[f32], products: &[(&Matrix, Target)]) {
        self.norm(norm, products.iter().map(|(matrix, _)| *matrix));
        self.project(products, self.prepared());
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

    /// Attention of every row over its own sequence up to itself, times `output`, added to the residual stream.
    pub fn attend(&self, layer: usize, output: &Matrix) {
        let (work, shape) = (self.work, &self.work.shape);
        let few = self.rows <= FEW;
        let subgroups = (shape.heads / shape.kv_heads).div_ceil(QUERIES);
        let runs = if self.picked { self.rows } else { work.runs.len() };
        // Later rows see more positions: dealing the items out in turn keeps the members' shares equal.
        let mut turn = 0;
        for item in 0..runs * shape.kv_heads * subgroups {
            let (run, part) = (item / (shape.kv_heads * subgroups), item % (shape.kv_heads * subgroups));
            let rows = if self.picked { run..run + 1 } else { work.runs[run].clone() };
            let pages = work.rows[self.row(rows.end - 1)].position / PAGE + 1;
            // Few rows: each page is somebody's. Many: each run.
            for index in 0..if few { pages } else { 1 } {
                if turn % self.member.size() == self.member.index() {
                    let pages = if few { index..index + 1 } else { 0..pages };
                    self.attend_run(layer, rows.clone(), part / subgroups, part % subgroups, pages);
                }
                turn += 1;
            }
        }
        self.member.meet();
        let queries = shape.queries();
        if few {
            let pages = shape.context.div_ceil(PAGE) * Attended::size(shape.head);
            for slot in 0..self.rows {
                // SAFETY: a member's own row is its own; nobody writes what attention gave after the barrier.
                let mixed = unsafe { self.own.row.write(0..queries) };
                let count = work.rows[self.row(slot)].position / PAGE + 1;
                for (head, mixed) in mixed.chunks_exact_mut(shape.head).enumerate() {
                    let at = (slot * shape.heads + head) * pages;
                    // SAFETY: as above; the own state as well.
                    let (all, state) = unsafe {
                        let size = Attended::size(shape.head);
                        (work.attended.read(at..at + count * size), self.own.attended.write(0..size))
                    };
                    let mut pages = all.chunks_exact(state.len());
                    state.copy_from_slice(pages.next().unwrap_or(&[]));
                    let mut state = Attended(state);
                    pages.for_each(|page| state.merge(page));
                    state.finish(mixed);
                }
                self.quantize(slot, mixed, [output]);
            }
        } else {
            for index in self.member.share(Tile::count(self.rows)) {
                let tile = Tile::new(index, self.rows);
                for slot in tile.first..tile.first + tile.rows {
                    // SAFETY: nobody writes the mixed values after the barrier.
                    let mixed = unsafe { work.mixed.read(slot * queries..(slot + 1) * queries) };
                    self.quantize(slot, mixed, [output]);
                }
            }
            self.member.meet();
        }
        self.project(&[(output, Target::Residual)], self.prepared());
    }

    /// Attention of some queries of the rows `rows` (slots of one sequence) over some pages.
    fn attend_run(&self, layer: usize, rows: Range<usize>, kv_head: usize, subgroup: usize, pages: Range<usize>) {
        let (work, shape) = (self.work, &self.work.shape);
        let (group, size) = (shape.heads / shape.kv_heads, Attended::size(shape.head));
        let heads = subgroup * QUERIES..group.min((subgroup + 1) * QUERIES);
        let heads = kv_head * group + heads.start..kv_head * group + heads.end;
        let count = rows.len() * heads.len();
        let place = |query: usize| (rows.start + query / heads.len(), heads.start + query % heads.len());
        let sequence = work.rows[self.row(rows.start)].sequence;
        // SAFETY: a member's own buffers are its own.
        let (mut scratch, attended) = unsafe {
            (
                Scratch {
                    queries: self.own.queries.write(0..QUERIES * shape.head),
                    scales: self.own.scales.write(0..QUERIES),
                    scores: self.own.scores.write(0..QUERIES * PAGE),
                    weights: self.own.weights.write(0..QUERIES * PAGE),
                },
                self.own.attended.write(0..2 * QUERIES * size),
            )
        };
        let (states, found) = attended.split_at_mut(QUERIES * size);
        let query = |query: usize| {
            let (slot, head) = place(query);
            let at = self.row(slot) * shape.queries() + head * shape.head;
            // SAFETY: nobody writes the queries in this step.
            unsafe { work.query.read(at..at + shape.head) }
        };
        take_queries(count, query, 1.0 / (shape.head as f32).sqrt(), &mut scratch);
        for page in pages.clone() {
            let mut positions = [0; QUERIES];
            for (query, positions) in positions.iter_mut().enumerate().take(count) {
                let own = work.rows[self.row(place(query).0)].position;
                *positions = (own + 1).saturating_sub(page * PAGE).min(PAGE);
            }
            // SAFETY: nobody writes the cache in this step.
            let cached = unsafe { work.cache.page(layer, sequence, kv_head, page) };
            attend(self.kernel, cached, &positions[..count], shape.head, &mut scratch, found);
            for (query, found) in found.chunks_exact(size).enumerate().take(count).filter(|(q, _)| positions[*q] > 0) {
                if self.rows <= FEW {
                    let (slot, head) = place(query);
                    let at = ((slot * shape.heads + head) * shape.context.div_ceil(PAGE) + page) * size;
                    // SAFETY: each page of each head of each row belongs to one member.
                    unsafe { work.attended.write(at..at + size) }.copy_from_slice(found);
                } else if page == 0 {
                    states[query * size..][..size].copy_from_slice(found);
                } else {
                    Attended(&mut states[query * size..][..size]).merge(found);
                }
            }
        }
        if self.rows > FEW {
            for (query, state) in states.chunks_exact_mut(size).enumerate().take(count) {
                let (slot, head) = place(query);
                let at = slot * shape.queries() + head * shape.head;
                // SAFETY: each head of each row belongs to one member.
                Attended(state).finish(unsafe { work.mixed.write(at..at + shape.head) });
            }
        }
    }

    /// The gated feed-forward layer: `silu(x * gate) * (x * up)`, times `down`, added to the residual stream.
    pub fn feed_forward(&self, norm: &[f32], gate: &Matrix, up: &Matrix, down: &Matrix) {
        let (work, width) = (self.work, self.work.shape.feed_forward);
        self.norm(norm, [gate, up]);
        let (inputs, panels) = (self.inputs(gate.inputs, self.prepared()), BLOCK / PANEL);
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for block in self.member.share(width / BLOCK) {
            let own = [(gate, &self.own.gate), (up, &self.own.up)].map(|(matrix, out)| {
                // SAFETY: as above.
                let out = unsafe { out.write(0..self.rows * BLOCK) };
                let panels = block * panels..(block + 1) * panels;
                product(self.kernel, matrix, panels, inputs, self.rows, scratch, |row, output, values| {
                    out[row * BLOCK + output - block * BLOCK..][..values.len()].copy_from_slice(values);
                });
                out
            });
            let [gate, up] = own;
            swiglu(gate, up);
            for (row, x) in gate.chunks_exact(BLOCK).enumerate() {
                // SAFETY: each block of outputs belongs to one member.
                unsafe { quantize_block(&work.activated, row, self.rows, width, block, x, down) };
            }
        }
        self.member.meet();
        self.project(&[(down, Target::Residual)], Place::Activated);
    }

    /// Logits of the rows: final norm and head. The last step of a pass, after [`Pass::pick_wanted`].
    pub fn logits(&self, norm: &[f32], head: &Matrix) {
        self.project_normed(norm, &[(head, Target::Logits)]);
    }

    /// Multiplies whatever inputs there are with each matrix and forgets the values: for measurements.
    pub fn multiply(&self, matrices: &[&Matrix]) {
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for matrix in matrices {
            let wide = matrix.inputs == self.work.shape.feed_forward;
            let inputs = self.inputs(matrix.inputs, if wide { Place::Activated } else { Place::Shared });
            product(self.kernel, matrix, self.panels(matrix), inputs, self.rows, scratch, |_, _, values| {
                std::hint::black_box(values[0]);
            });
        }
        self.member.meet();
    }

    /// This member's share of the panels of a matrix.
    fn panels(&self, matrix: &Matrix) -> Range<usize> {
        let units = self.member.share(matrix.panels().div_ceil(matrix.unit()));
        units.start * matrix.unit()..(units.end * matrix.unit()).min(matrix.panels())
    }

    /// Multiplies the quantized inputs with each matrix; the values go to its target.
    fn project(&self, products: &[(&Matrix, Target)], place: Place) {
        let work = self.work;
        // SAFETY: a member's own buffers are its own.
        let scratch = unsafe { self.own.panel.write(0..self.own.panel.len()) };
        for (matrix, target) in products {
            let out = match target {
                Target::Query => &work.query,
                Target::Key => &work.key,
                Target::Value => &work.value,
                Target::Residual => &work.hidden,
                Target::Logits => &work.logits,
            };
            let inputs = self.inputs(matrix.inputs, place);
            product(self.kernel, matrix, self.panels(matrix), inputs, self.rows, scratch, |slot, output, values| {
                let row = if *target == Target::Logits { slot } else { self.row(slot) };
                let from = row * matrix.outputs + output;
                // SAFETY: each panel of outputs belongs to one member.
                let out = unsafe { out.write(from..from + values.len()) };
                if *target == Target::Residual {
                    for (out, value) in out.iter_mut().zip(values) {
                        *out += value;
                    }
                } else {
                    out.copy_from_slice(values);
                }
            });
        }
        self.member.meet();
    }

    /// Normalizes the residual stream and quantizes it for the products with `consumers`: each member all rows for itself
    /// where there are few, else its share of them.
    fn norm<'m>(&self, weight: &[f32], consumers: impl IntoIterator<Item = &'m Matrix> + Clone) {
        let (work, width) = (self.work, self.work.shape.width);
        // SAFETY: a member's own row is its own.
        let normed = unsafe { self.own.row.write(0..width) };
        let few = self.rows <= FEW;
        for index in if few { 0..Tile::count(self.rows) } else { self.member.share(Tile::count(self.rows)) } {
            let tile = Tile::new(index, self.rows);
            for slot in tile.first..tile.first + tile.rows {
                let row = self.row(slot);
                // SAFETY: nobody writes the residual stream in this step.
                let hidden = unsafe { work.hidden.read(row * width..(row + 1) * width) };
                rms_norm(hidden, weight, work.shape.epsilon, normed);
                self.quantize(slot, normed, consumers.clone());
            }
        }
        if !few {
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

    /// Quantizes one whole row in the forms that the consumers ask for.
    fn quantize<'m>(&self, slot: usize, x: &[f32], consumers: impl IntoIterator<Item = &'m Matrix>) {
        let to = if self.prepared() == Place::Own { &self.own.inputs } else { &self.work.inputs };
        let (mut nibbles, mut bytes) = (false, false);
        for matrix in consumers {
            let packed = matches!(matrix.packed, Packed::Nibbles(_));
            let done = if packed { &mut nibbles } else { &mut bytes };
            if !*done {
                // SAFETY: each tile belongs to one member, or is its own.
                unsafe { quantize_block(to, slot, self.rows, x.len(), 0, x, matrix) };
                *done = true;
            }
        }
    }

    /// The quantized inputs of the rows, `inputs` wide.
    fn inputs(&self, inputs: usize, place: Place) -> Inputs<'_> {
        let from = match place {
            Place::Own => &self.own.inputs,
            Place::Shared => &self.work.inputs,
            Place::Activated => &self.work.activated,
        };
        let rows = Tile::count(self.rows) * TILE;
        let (quants, blocks) = (0..rows * inputs, 0..rows * inputs / BLOCK);
        let ((q8, s8, sums), (q14, s14)) = (&from.eight, &from.fourteen);
        // SAFETY: nobody writes the quantized inputs during a product.
        unsafe {
            Inputs {
                eight: Rows8 {
                    quants: q8.read(quants.clone()),
                    scales: s8.read(blocks.clone()),
                    sums: sums.read(blocks.clone()),
                    inputs,
                },
                fourteen: Rows14 { quants: q14.read(quants), scales: s14.read(blocks), inputs },
            }
        }
    }
}

/// Quantizes consecutive blocks of one of `rows` rows, from block `block` on, in the form that `consumer` asks for.
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
    consumer: &Matrix,
) {
    // SAFETY: the caller's own.
    unsafe {
        if matches!(consumer.packed, Packed::Nibbles(_)) {
            let tile = Tile::new(slot / TILE, rows);
            let first = tile.first * inputs + block * BLOCK * tile.size;
            let (quants, blocks) =
                (first..first + x.len() * tile.size, first / BLOCK..(first + x.len() * tile.size) / BLOCK);
            let (q, scales, sums) = &to.eight;
            let (scales, sums) = (scales.write(blocks.clone()), sums.write(blocks));
            quantize8(x, slot - tile.first, tile.size, q.write(quants), scales, sums);
        } else {
            let first = slot * inputs + block * BLOCK;
            let (q, scales) = &to.fourteen;
            quantize14(x, q.write(first..first + x.len()), scales.write(first / BLOCK..(first + x.len()) / BLOCK));
        }
    }
}
