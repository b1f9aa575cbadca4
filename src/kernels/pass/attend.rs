//! Attention's step of a pass.

use std::ops::Range;

use super::{Forms, Pass, Target};
use crate::kernels::attention::{Attended, QUERIES, Scratch, attend, take_queries};
use crate::kernels::kv_cache::PAGE;
use crate::kernels::low_rank::LowRank;
use crate::kernels::matrix::Matrix;
use crate::kernels::workspace::FEW;

impl Pass<'_> {
    /// Attention of every row over its own sequence up to itself, times `output`, added to the residual stream.
    pub fn attend(&self, layer: usize, output: &Matrix, low: Option<&LowRank>) {
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
        let forms = Forms::of([output], low);
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
                self.quantize(slot, mixed, forms);
            }
        } else {
            for slot in self.prepared_rows() {
                // SAFETY: nobody writes the mixed values after the barrier.
                let mixed = unsafe { work.mixed.read(slot * queries..(slot + 1) * queries) };
                self.quantize(slot, mixed, forms);
            }
        }
        self.reduce(low, self.prepared());
        self.meet_unless_few();
        self.project(&[(output, Target::Residual)], self.prepared(), low);
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
}
