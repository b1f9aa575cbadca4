//! Root-mean-square normalization (Zhang and Sennrich, 2019).

use super::lanes::dot;

/// `out[i] = x[i] / sqrt(mean(x^2) + epsilon) * weight[i]`; all three of one length.
pub fn rms_norm(x: &[f32], weight: &[f32], epsilon: f32, out: &mut [f32]) {
    let scale = 1.0 / (dot(x, x) / x.len() as f32 + epsilon).sqrt();
    for ((out, x), weight) in out.iter_mut().zip(x).zip(weight) {
        *out = (x * scale) * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normalized_vector_has_unit_mean_square() {
        let x: Vec<f32> = (0..100).map(|i| i as f32 - 31.0).collect();
        let mut out = vec![0.0; 100];
        rms_norm(&x, &[1.0; 100], 1e-5, &mut out);
        assert!((dot(&out, &out) / 100.0 - 1.0).abs() < 1e-5);
        assert_eq!(out[31], 0.0);
    }
}
