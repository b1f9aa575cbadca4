//! Causal attention of one query head over the cached keys and values (Vaswani et al., 2017; grouped queries:
//! Ainslie et al., 2023).

use super::exp::exp;
use super::lanes::{dot, dot4, max, sum};

/// Values that stay in registers while the positions go by.
const TILE: usize = 32;

/// `out[head] = softmax(query . keys[t] * scale) . values[t]` over all cached positions t.
///
/// `query[head]`, `keys[positions][head]`, `values[positions][head]`, `out[head]`; `scores[positions]` is scratch.
pub fn attend(query: &[f32], keys: &[f32], values: &[f32], scale: f32, scores: &mut [f32], out: &mut [f32]) {
    let head = query.len();
    let mut four = scores.chunks_exact_mut(4);
    for (scores, keys) in four.by_ref().zip(keys.chunks_exact(4 * head)) {
        for (score, dot) in scores.iter_mut().zip(dot4(query, keys)) {
            *score = dot * scale;
        }
    }
    let rest = four.into_remainder();
    let from = keys.len() - rest.len() * head;
    for (score, key) in rest.iter_mut().zip(keys[from..].chunks_exact(head)) {
        *score = dot(query, key) * scale;
    }
    let largest = max(scores);
    for score in scores.iter_mut() {
        *score = exp(*score - largest);
    }
    let norm = 1.0 / sum(scores);
    for score in scores.iter_mut() {
        *score *= norm;
    }
    let mut tiles = out.chunks_exact_mut(TILE);
    let mut from = 0;
    for out in tiles.by_ref() {
        let mut acc = [0.0_f32; TILE];
        for (weight, value) in scores.iter().zip(values.chunks_exact(head)) {
            let value = &value[from..from + TILE];
            for (acc, value) in acc.iter_mut().zip(value) {
                *acc += weight * value;
            }
        }
        out.copy_from_slice(&acc);
        from += TILE;
    }
    let rest = tiles.into_remainder();
    rest.fill(0.0);
    for (weight, value) in scores.iter().zip(values.chunks_exact(head)) {
        for (out, value) in rest.iter_mut().zip(&value[from..]) {
            *out += weight * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One value after the other, in the order that the definition names.
    fn plainly(query: &[f32], keys: &[f32], values: &[f32], scale: f32) -> Vec<f32> {
        let head = query.len();
        let scores: Vec<f32> = keys.chunks_exact(head).map(|key| dot(query, key) * scale).collect();
        let largest = max(&scores);
        let scores: Vec<f32> = scores.iter().map(|score| exp(score - largest)).collect();
        let norm = 1.0 / sum(&scores);
        let mut out = vec![0.0; head];
        for (score, value) in scores.iter().zip(values.chunks_exact(head)) {
            for (out, value) in out.iter_mut().zip(value) {
                *out += score * norm * value;
            }
        }
        out
    }

    #[test]
    fn tiles_change_no_bit() {
        let noise = |count: usize, seed: usize| -> Vec<f32> {
            (0..count).map(|i| ((i * 7919 + seed * 104_729) % 2003) as f32 / 500.0 - 2.0).collect()
        };
        for head in [4, 8, 20, 32, 48, 64, 80, 100] {
            for positions in [1, 2, 3, 4, 5, 8, 11, 33] {
                let (query, keys) = (noise(head, 1), noise(head * positions, 2));
                let values = noise(head * positions, 3);
                let (mut scores, mut out) = (vec![0.0; positions], vec![9.0; head]);
                attend(&query, &keys, &values, 0.1, &mut scores, &mut out);
                assert_eq!(out, plainly(&query, &keys, &values, 0.1), "head {head}, {positions} positions");
            }
        }
    }

    #[test]
    fn equal_keys_average_the_values() {
        let keys = [0.5_f32; 12];
        let values: Vec<f32> = (0..12).map(|i| i as f32).collect();
        let (mut scores, mut out) = ([0.0; 3], [0.0; 4]);
        attend(&[1.0; 4], &keys, &values, 0.5, &mut scores, &mut out);
        for (got, want) in out.iter().zip([4.0, 5.0, 6.0, 7.0]) {
            assert!((got - want).abs() < 1e-5);
        }
    }

    #[test]
    fn a_matching_key_takes_all() {
        let mut keys = [0.0_f32; 12];
        keys[4..8].fill(50.0);
        let values: Vec<f32> = (0..12).map(|i| i as f32).collect();
        let (mut scores, mut out) = ([0.0; 3], [0.0; 4]);
        attend(&[1.0; 4], &keys, &values, 1.0, &mut scores, &mut out);
        assert_eq!(out, [4.0, 5.0, 6.0, 7.0]);
    }
}
