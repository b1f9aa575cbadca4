//! The gated activation of the feed-forward layer (Shazeer, 2020): `silu(gate) * up`.

use super::exp::exp;
use super::four::{Exponential, Four};

/// `gate[i] = gate[i] / (1 + e^-gate[i]) * up[i]`, in place; both of one length.
pub fn swiglu(gate: &mut [f32], up: &[f32]) {
    let (mut gates, ups) = (gate.chunks_exact_mut(4), up.chunks_exact(4));
    let rest = ups.remainder();
    let (exponential, zero, one) = (Exponential::new(), Four::splat(0.0), Four::splat(1.0));
    for (gate, up) in gates.by_ref().zip(ups) {
        let x = Four::load(gate);
        (x / (one + exponential.of(zero - x)) * Four::load(up)).store(gate);
    }
    for (gate, up) in gates.into_remainder().iter_mut().zip(rest) {
        *gate = *gate / (1.0 + exp(0.0 - *gate)) * up;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        let mut gate = [0.0, 1.0, -1.0, 100.0, -100.0];
        swiglu(&mut gate, &[2.0; 5]);
        for (got, want) in gate.iter().zip([0.0, 1.462_117_2, -0.537_882_8, 200.0, 0.0]) {
            assert!((got - want).abs() < 1e-6, "{got} {want}");
        }
    }
}
