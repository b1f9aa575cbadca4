//! Reductions in one fixed order: eight lanes, lane `i` taking every eighth element from `i` on, then a tree.
//!
//! Plain Rust that compilers turn into SIMD without changing a bit, since they never reorder floating-point sums.

/// Number of lanes.
pub const LANES: usize = 8;

/// Adds the lanes: `((0+4)+(2+6)) + ((1+5)+(3+7))`.
#[inline(always)]
#[must_use]
pub fn fold(lanes: [f32; LANES]) -> f32 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The dot product of two vectors of one length (the shorter counts).
#[inline]
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let (a_rest, b_rest) = (a_chunks.remainder(), b_chunks.remainder());
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    for (lane, (x, y)) in a_rest.iter().zip(b_rest).enumerate() {
        lanes[lane] += x * y;
    }
    fold(lanes)
}

/// The sum of a vector.
#[inline]
#[must_use]
pub fn sum(a: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let chunks = a.chunks_exact(LANES);
    let rest = chunks.remainder();
    for x in chunks {
        for lane in 0..LANES {
            lanes[lane] += x[lane];
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        lanes[lane] += x;
    }
    fold(lanes)
}

/// The largest element; negative infinity where there is none. NaN elements don't count.
#[inline]
#[must_use]
pub fn max(a: &[f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let chunks = a.chunks_exact(LANES);
    let rest = chunks.remainder();
    for x in chunks {
        for lane in 0..LANES {
            lanes[lane] = if lanes[lane] < x[lane] { x[lane] } else { lanes[lane] };
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        if *x > lanes[lane] {
            lanes[lane] = *x;
        }
    }
    lanes.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a })
}

/// The largest magnitude; 0 where there is no element. NaN elements don't count.
#[inline(always)]
#[must_use]
pub fn largest(a: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let chunks = a.chunks_exact(LANES);
    let rest = chunks.remainder();
    for x in chunks {
        for lane in 0..LANES {
            let magnitude = x[lane].abs();
            lanes[lane] = if lanes[lane] < magnitude { magnitude } else { lanes[lane] };
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        let magnitude = x.abs();
        lanes[lane] = if lanes[lane] < magnitude { magnitude } else { lanes[lane] };
    }
    let mut largest = 0.0;
    for lane in lanes {
        largest = if largest < lane { lane } else { largest };
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reductions_are_right_over_odd_lengths() {
        for length in 0..40 {
            let a: Vec<f32> = (0..length).map(|i| (i as f32 * 0.7).sin()).collect();
            let b: Vec<f32> = (0..length).map(|i| (i as f32 * 1.3).cos()).collect();
            let exact: f64 = a.iter().zip(&b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum();
            assert!((f64::from(dot(&a, &b)) - exact).abs() < 1e-5);
            let exact: f64 = a.iter().map(|x| f64::from(*x)).sum();
            assert!((f64::from(sum(&a)) - exact).abs() < 1e-5);
            assert_eq!(max(&a), a.iter().copied().fold(f32::NEG_INFINITY, f32::max));
            assert_eq!(largest(&a), a.iter().fold(0.0_f32, |most, x| most.max(x.abs())));
        }
    }
}
