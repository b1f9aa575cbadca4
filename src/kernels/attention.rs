//! Causal attention of one query head over the cached keys and values (Vaswani et al., 2017; grouped queries:
//! Ainslie et al., 2023).

use super::exp::exp;
use super::lanes::{dot, max, sum};

/// `out[head] = softmax(query . keys[t] * scale) . values[t]` over all cached positions t.
///
/// `query[head]`, `keys[positions][head]`, `values[positions][head]`, `out[head]`; `scores[positions]` is scratch.
pub fn attend(query: &[f32], keys: &[f32], values: &[f32], scale: f32, scores: &mut [f32], out: &mut [f32]) {
    let head = query.len();
    for (score, key) in scores.iter_mut().zip(keys.chunks_exact(head)) {
        *score = dot(query, key) * scale;
    }
    let largest = max(scores);
    for score in scores.iter_mut() {
        *score = exp(*score - largest);
    }
    let norm = 1.0 / sum(scores);
    out.fill(0.0);
    for (score, value) in scores.iter().zip(values.chunks_exact(head)) {
        let weight = score * norm;
        for (out, value) in out.iter_mut().zip(value) {
            *out += weight * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
