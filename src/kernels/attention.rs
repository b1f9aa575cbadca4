//! Causal attention of a few queries over one page of cached keys and values at a time (Vaswani et al., 2017; grouped
//! queries: Ainslie et al., 2023; the running softmax: Milakov and Gimelshein, 2018).
//!
//! The defined order: a page's scores and mixed values are exact integer dots of quantized vectors; a page is reduced to
//! a maximum, a sum of exponentials and a mixed vector ([`Attended`]); pages are merged in ascending order.

use super::exp::exp;
use super::four::{Exponential, Four, each};
use super::kv_cache::{self, CachedPage, PAGE};
use super::lanes::{max, sum};
use super::quantize::{rounded, scale_of};
use super::{Kernel, PANEL, scalar};

/// Queries that share one reading of the keys and values at most.
pub const QUERIES: usize = 6;

/// Largest magnitude of a quantized weight: a page of them, each times a cached value, fits an i32.
const WEIGHT_LIMIT: i32 = i32::MAX / (kv_cache::LIMIT * PAGE as i32);

/// Largest magnitude of a quantized query of `head` dimensions, for the same reason.
fn query_limit(head: usize) -> f32 {
    let limit = i64::from(i32::MAX) / (i64::from(kv_cache::LIMIT) * head as i64);
    limit.clamp(1, 8_191) as f32
}

/// Buffers of one member.
pub(super) struct Scratch<'a> {
    /// Quantized queries `[head / 2][queries][2]`.
    pub queries: &'a mut [i16],
    /// Scale of each quantized query, times that of the scores: `[QUERIES]`.
    pub scales: &'a mut [f32],
    /// `[QUERIES][PAGE]`.
    pub scores: &'a mut [f32],
    /// Quantized weights `[PAGE / 2][queries][2]`.
    pub weights: &'a mut [i16],
}

/// What one or more pages gave for one query: `[0]` the largest score, `[1]` the sum of `e^(score - largest)`, then the
/// values mixed with these exponentials, `[head]`.
pub(super) struct Attended<'a>(pub &'a mut [f32]);

impl Attended<'_> {
    /// Floats that it takes for heads of `head` dimensions.
    pub(super) fn size(head: usize) -> usize {
        2 + head
    }

    /// Adds what later pages gave.
    pub(super) fn merge(&mut self, later: &[f32]) {
        let largest = if self.0[0] < later[0] { later[0] } else { self.0[0] };
        let (old, new) = (exp(self.0[0] - largest), exp(later[0] - largest));
        self.0[0] = largest;
        for (mine, later) in self.0[1..].iter_mut().zip(&later[1..]) {
            *mine = *mine * old + *later * new;
        }
    }

    /// The finished vector, into `out[head]`.
    pub(super) fn finish(&self, out: &mut [f32]) {
        let norm = 1.0 / self.0[1];
        for (out, mixed) in out.iter_mut().zip(&self.0[2..]) {
            *out = mixed * norm;
        }
    }
}

/// Quantizes `count` queries (`query(i)`, `[head]` each), to be scored with `scale`.
pub(super) fn take_queries<'q>(
    count: usize,
    query: impl Fn(usize) -> &'q [f32],
    scale: f32,
    scratch: &mut Scratch<'_>,
) {
    for index in 0..count {
        let query = query(index);
        let (step, factor) = scale_of(query, query_limit(query.len()));
        scratch.scales[index] = step * scale;
        for (pair, query) in query.chunks_exact(2).enumerate() {
            let at = (pair * count + index) * 2;
            scratch.queries[at] = rounded(query[0] * factor) as i16;
            scratch.queries[at + 1] = rounded(query[1] * factor) as i16;
        }
    }
}

/// Attention of the queries taken over the first `positions[i]` (at most [`PAGE`], not descending) positions of a page;
/// `out[i]`, as [`Attended`].
pub(super) fn attend(
    kernel: Kernel,
    page: CachedPage<'_>,
    positions: &[usize],
    head: usize,
    scratch: &mut Scratch<'_>,
    out: &mut [f32],
) {
    match positions.len() {
        1 => attend_all::<1>(kernel, page, positions, head, scratch, out),
        2 => attend_all::<2>(kernel, page, positions, head, scratch, out),
        3 => attend_all::<3>(kernel, page, positions, head, scratch, out),
        4 => attend_all::<4>(kernel, page, positions, head, scratch, out),
        5 => attend_all::<5>(kernel, page, positions, head, scratch, out),
        _ => attend_all::<6>(kernel, page, positions, head, scratch, out),
    }
}

fn attend_all<const Q: usize>(
    kernel: Kernel,
    page: CachedPage<'_>,
    positions: &[usize],
    head: usize,
    scratch: &mut Scratch<'_>,
    out: &mut [f32],
) {
    let most = positions[Q - 1];
    let queries = &scratch.queries[..head * Q];
    let mut dots = [[0_i32; PANEL]; Q];
    for (panel, keys) in page.keys.chunks_exact(head * PANEL).enumerate().take(most.div_ceil(PANEL)) {
        pair_dots(kernel, keys, queries, &mut dots);
        let scales = &page.key_scales[panel * PANEL..(panel + 1) * PANEL];
        for (query, dots) in dots.iter().enumerate() {
            let scale = scratch.scales[query];
            let scores = &mut scratch.scores[query * PAGE + panel * PANEL..][..PANEL];
            for ((score, dot), key_scale) in scores.iter_mut().zip(dots).zip(scales) {
                *score = *dot as f32 * (key_scale * scale);
            }
        }
    }
    // What lies beyond a query's own positions gets no weight.
    let pairs = most.div_ceil(2);
    let mut scales = [0.0; Q];
    let exponential = Exponential::new();
    for query in 0..Q {
        let (scores, attended) = (&mut scratch.scores[query * PAGE..][..positions[query]], query * (2 + head));
        let largest = max(scores);
        each(scores, |score| exponential.of(score - Four::splat(largest)), |score| exp(score - largest));
        (out[attended], out[attended + 1]) = (largest, sum(scores));
        for (weight, scale) in scores.iter_mut().zip(page.value_scales) {
            *weight *= scale;
        }
        let (step, factor) = scale_of(scores, WEIGHT_LIMIT as f32);
        scales[query] = step;
        let scores = &mut scratch.scores[query * PAGE..][..PAGE];
        scores[positions[query]..most.next_multiple_of(PANEL)].fill(0.0);
        for (weights, scores) in
            scratch.weights.chunks_exact_mut(PANEL * Q).zip(scores.chunks_exact(PANEL)).take(most.div_ceil(PANEL))
        {
            for (pair, integers) in integers(scores, factor).chunks_exact(2).enumerate() {
                weights[(pair * Q + query) * 2..][..2].copy_from_slice(integers);
            }
        }
    }
    for (panel, values) in page.values.chunks_exact(PAGE * PANEL).enumerate() {
        pair_dots(kernel, &values[..pairs * 2 * PANEL], &scratch.weights[..pairs * 2 * Q], &mut dots);
        let from = panel * PANEL;
        for (query, dots) in dots.iter().enumerate() {
            let mixed = &mut out[query * (2 + head) + 2..][..head][from..];
            for (mixed, dot) in mixed.iter_mut().zip(dots) {
                *mixed = *dot as f32 * scales[query];
            }
        }
    }
}

/// Eight weights times `factor`, rounded to 16 bits.
#[inline(always)]
fn integers(scores: &[f32], factor: f32) -> [i16; PANEL] {
    let mut eight = [0.0; PANEL];
    eight.copy_from_slice(scores);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    return super::simd128::integers16(&eight, factor);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    return eight.map(|score| rounded(score * factor) as i16);
}

#[inline(always)]
#[cfg_attr(not(target_feature = "simd128"), expect(unused_variables, reason = "without SIMD there is the oracle only"))]
fn pair_dots<const Q: usize>(kernel: Kernel, columns: &[i16], x: &[i16], out: &mut [[i32; PANEL]; Q]) {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if kernel != Kernel::Scalar {
        return super::simd128::pair_dots(columns, x, out);
    }
    scalar::pair_dots(columns, x, out);
}

#[cfg(test)]
mod tests {
    use super::super::kv_cache::KvCache;
    use super::*;

    fn noise(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919 + seed * 104_729) % 2003) as f32 / 500.0 - 2.0).collect()
    }

    /// Softmax attention as the paper has it, in double precision.
    fn exactly(query: &[f32], keys: &[f32], values: &[f32], scale: f32) -> Vec<f64> {
        let head = query.len();
        let dot = |key: &[f32]| key.iter().zip(query).map(|(k, q)| f64::from(*k) * f64::from(*q)).sum::<f64>();
        let weights: Vec<f64> = keys.chunks_exact(head).map(|key| libm::exp(dot(key) * f64::from(scale))).collect();
        let total: f64 = weights.iter().sum();
        let mix =
            |d: usize| weights.iter().zip(values.chunks_exact(head)).map(|(w, v)| w * f64::from(v[d])).sum::<f64>();
        (0..head).map(|d| mix(d) / total).collect()
    }

    /// `count` queries over `length` positions, the last one's own position being the last.
    fn attended(head: usize, length: usize, count: usize, kernel: Kernel) -> (Vec<Vec<f32>>, Vec<Vec<f64>>) {
        let (keys, values) = (noise(head * length, 2), noise(head * length, 3));
        let queries: Vec<Vec<f32>> = (0..count).map(|query| noise(head, 10 + query)).collect();
        let mut cache = KvCache::new(1, 1, head, 1, length.div_ceil(PAGE)).unwrap();
        assert!(cache.resize(0, length));
        for (position, (key, value)) in keys.chunks_exact(head).zip(values.chunks_exact(head)).enumerate() {
            // SAFETY: there is one thread.
            unsafe { cache.write(0, 0, 0, position, key, value) };
        }
        let (mut q, mut s) = (vec![0; head * QUERIES], [0.0; QUERIES]);
        let (mut scores, mut weights) = (vec![9.0; QUERIES * PAGE], vec![9; QUERIES * PAGE]);
        let mut scratch = Scratch { queries: &mut q, scales: &mut s, scores: &mut scores, weights: &mut weights };
        take_queries(count, |query| &queries[query], 0.2, &mut scratch);
        let ends: Vec<usize> = (0..count).map(|query| length - (count - 1 - query)).collect();
        let size = Attended::size(head);
        let mut states = vec![0.0; count * size];
        for index in 0..length.div_ceil(PAGE) {
            let start = index * PAGE;
            let positions: Vec<usize> = ends.iter().map(|end| end.saturating_sub(start).min(PAGE)).collect();
            let mut out = vec![0.0; count * size];
            // SAFETY: there is one thread.
            attend(kernel, unsafe { cache.page(0, 0, 0, index) }, &positions, head, &mut scratch, &mut out);
            for (query, later) in out.chunks_exact(size).enumerate().filter(|(query, _)| positions[*query] > 0) {
                let state = &mut states[query * size..][..size];
                if index == 0 { state.copy_from_slice(later) } else { Attended(state).merge(later) }
            }
        }
        let finish = |state: &mut [f32]| {
            let mut out = vec![0.0; head];
            Attended(state).finish(&mut out);
            out
        };
        let got = states.chunks_exact_mut(size).map(finish).collect();
        let want = queries.iter().zip(&ends);
        let want = want.map(|(query, end)| exactly(query, &keys[..end * head], &values[..end * head], 0.2)).collect();
        (got, want)
    }

    #[test]
    fn attention_is_the_papers() {
        for (head, length, count) in
            [(4, 1, 1), (8, 7, 2), (20, 128, 3), (64, 129, 6), (64, 130, 5), (64, 300, 4), (12, 257, 5)]
        {
            let (got, want) = attended(head, length, count, Kernel::Scalar);
            for (got, want) in got.iter().flatten().zip(want.iter().flatten()) {
                assert!((f64::from(*got) - want).abs() < 0.002, "head {head}, {length} positions: {got} for {want}");
            }
        }
    }
}
