//! The steps of a transformer's forward pass, each split over the members of a team and closed by a barrier.
//!
//! Soundness: every member runs the same steps in the same order, because the closure given to [`run`] can't see which
//! member it runs on. Within a step the parts that members write are disjoint, and nobody reads what another writes.

use super::attention::attend;
use super::matrix::{Matrix, Packed};
use super::norm::rms_norm;
use super::product::{Inputs, product};
use super::quantize::{Rows8, Rows14, quantize8, quantize14};
use super::swiglu::swiglu;
use super::workspace::Workspace;
use super::{BLOCK, Kernel, PANEL};
use crate::team::{Member, Team};

/// One member's part in a pass.
pub struct Pass<'a> {
    kernel: Kernel,
    member: &'a Member<'a>,
    work: &'a Workspace,
    /// Rows of the products: all of the pass, or only the wanted ones.
    rows: usize,
}

/// Runs `steps` on every member over the rows that were set with [`Workspace::set_rows`].
pub fn run<F: Fn(Pass<'_>) + Sync>(team: &Team, kernel: Kernel, work: &mut Workspace, steps: F) {
    assert!(work.scores.len() >= team.size() * work.shape.context, "the workspace was made for a smaller team");
    let work = &*work;
    team.run(|member| steps(Pass { kernel, member, work, rows: work.rows.len() }));
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
    /// The feed-forward layer's gate.
    Gate,
    /// The feed-forward layer's second factor.
    Up,
    /// Added to the residual stream.
    Residual,
    /// The logits.
    Logits,
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

    /// Normalizes the residual stream and quantizes it for the products with `consumers`.
    pub fn norm(&self, weight: &[f32], consumers: &[&Matrix]) {
        let (work, width) = (self.work, self.work.shape.width);
        let index = self.member.index();
        // SAFETY: each member has its own row of scratch.
        let normed = unsafe { work.normed.write(index * width..(index + 1) * width) };
        for row in self.member.share(self.rows) {
            // SAFETY: nobody writes the residual stream in this step.
            let hidden = unsafe { work.hidden.read(row * width..(row + 1) * width) };
            rms_norm(hidden, weight, work.shape.epsilon, normed);
            self.quantize(row, normed, consumers);
        }
        self.member.meet();
    }

    /// Multiplies the quantized inputs with each matrix; the values go to its target.
    pub fn project(&self, products: &[(&Matrix, Target)]) {
        let work = self.work;
        let share = work.panel.len() / self.member.size() / PANEL * PANEL;
        let index = self.member.index();
        // SAFETY: each member has its own panel of scratch.
        let scratch = unsafe { work.panel.write(index * share..(index + 1) * share) };
        for (matrix, target) in products {
            let out = match target {
                Target::Query => &work.query,
                Target::Key => &work.key,
                Target::Value => &work.value,
                Target::Gate => &work.gate,
                Target::Up => &work.up,
                Target::Residual => &work.hidden,
                Target::Logits => &work.logits,
            };
            let panels = self.member.share(matrix.panels());
            let inputs = self.inputs(matrix.inputs);
            product(self.kernel, matrix, panels, inputs, self.rows, scratch, |row, output, values| {
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

    /// Rotates queries and keys to their positions, and puts keys and values into the cache of `layer`.
    pub fn rotate_and_cache(&self, layer: usize) {
        let (work, shape) = (self.work, &self.work.shape);
        for row in self.member.share(self.rows) {
            let position = work.rows[row].position;
            // SAFETY: each row of queries and keys, and its position in the cache, belongs to one member.
            unsafe {
                let query = work.query.write(row * shape.queries()..(row + 1) * shape.queries());
                for head in query.chunks_exact_mut(shape.head) {
                    work.rope.rotate(head, position);
                }
                let key = work.key.write(row * shape.keys()..(row + 1) * shape.keys());
                let value = work.value.read(row * shape.keys()..(row + 1) * shape.keys());
                for kv_head in 0..shape.kv_heads {
                    let part = kv_head * shape.head..(kv_head + 1) * shape.head;
                    work.rope.rotate(&mut key[part.clone()], position);
                    let at = self.cache_offset(layer, row, kv_head) + position * shape.head;
                    work.keys.write(at..at + shape.head).copy_from_slice(&key[part.clone()]);
                    work.values.write(at..at + shape.head).copy_from_slice(&value[part]);
                }
            }
        }
        self.member.meet();
    }

    /// Attention of every row over its own sequence up to itself; the result is quantized for `consumers`.
    pub fn attend(&self, layer: usize, consumers: &[&Matrix]) {
        let (work, shape) = (self.work, &self.work.shape);
        let group = shape.heads / shape.kv_heads;
        let scale = 1.0 / (shape.head as f32).sqrt();
        let index = self.member.index();
        // SAFETY: each member has its own row of scores.
        let scores = unsafe { work.scores.write(index * shape.context..(index + 1) * shape.context) };
        // Later rows see more positions: dealing the heads out in turn keeps the members' shares equal.
        for item in (index..self.rows * shape.heads).step_by(self.member.size()) {
            let (row, head) = (item / shape.heads, item % shape.heads);
            let positions = work.rows[row].position + 1;
            let cached = self.cache_offset(layer, row, head / group);
            let cached = cached..cached + positions * shape.head;
            let at = row * shape.queries() + head * shape.head;
            // SAFETY: each head of each row belongs to one member; queries and the cache are only read in this step.
            unsafe {
                attend(
                    work.query.read(at..at + shape.head),
                    work.keys.read(cached.clone()),
                    work.values.read(cached),
                    scale,
                    &mut scores[..positions],
                    work.mixed.write(at..at + shape.head),
                );
            }
        }
        self.member.meet();
        for row in self.member.share(self.rows) {
            // SAFETY: nobody writes the mixed values after the barrier.
            let mixed = unsafe { work.mixed.read(row * shape.queries()..(row + 1) * shape.queries()) };
            self.quantize(row, mixed, consumers);
        }
        self.member.meet();
    }

    /// `silu(gate) * up`, quantized for `consumers`.
    pub fn activate(&self, consumers: &[&Matrix]) {
        let (work, width) = (self.work, self.work.shape.feed_forward);
        for row in self.member.share(self.rows) {
            // SAFETY: each row belongs to one member.
            let (gate, up) = unsafe {
                (work.gate.write(row * width..(row + 1) * width), work.up.read(row * width..(row + 1) * width))
            };
            swiglu(gate, up);
            self.quantize(row, gate, consumers);
        }
        self.member.meet();
    }

    /// Logits of the wanted rows: final norm and head. The last step of a pass.
    pub fn logits(mut self, norm: &[f32], head: &Matrix) {
        let (work, width) = (self.work, self.work.shape.width);
        let index = self.member.index();
        self.rows = work.wanted.len();
        // SAFETY: each member has its own row of scratch.
        let normed = unsafe { work.normed.write(index * width..(index + 1) * width) };
        for slot in self.member.share(self.rows) {
            let row = work.wanted[slot];
            // SAFETY: nobody writes the residual stream in this step.
            let hidden = unsafe { work.hidden.read(row * width..(row + 1) * width) };
            rms_norm(hidden, norm, work.shape.epsilon, normed);
            self.quantize(slot, normed, &[head]);
        }
        self.member.meet();
        self.project(&[(head, Target::Logits)]);
    }

    /// Start of the cache of a row's sequence, for one layer and head.
    fn cache_offset(&self, layer: usize, row: usize, kv_head: usize) -> usize {
        let shape = &self.work.shape;
        let sequence = self.work.rows[row].sequence;
        ((layer * shape.sequences + sequence) * shape.kv_heads + kv_head) * shape.context * shape.head
    }

    /// Quantizes one row in the forms that the consumers ask for.
    fn quantize(&self, row: usize, x: &[f32], consumers: &[&Matrix]) {
        let (quants, blocks) = (row * x.len()..(row + 1) * x.len(), x.len() / BLOCK);
        let blocks = row * blocks..(row + 1) * blocks;
        let is_nibbles = |matrix: &&&Matrix| matches!(matrix.packed, Packed::Nibbles { .. });
        let nibbles = consumers.iter().filter(is_nibbles).count();
        // SAFETY: each row of quantized inputs belongs to one member.
        unsafe {
            if nibbles > 0 {
                let (q, scales, sums) = &self.work.eight;
                quantize8(x, q.write(quants.clone()), scales.write(blocks.clone()), sums.write(blocks.clone()));
            }
            if nibbles < consumers.len() {
                let (q, scales) = &self.work.fourteen;
                quantize14(x, q.write(quants), scales.write(blocks));
            }
        }
    }

    /// The quantized inputs of the rows, `inputs` wide.
    fn inputs(&self, inputs: usize) -> Inputs<'_> {
        let (quants, blocks) = (0..self.rows * inputs, 0..self.rows * inputs / BLOCK);
        let ((q8, s8, sums), (q14, s14)) = (&self.work.eight, &self.work.fourteen);
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
