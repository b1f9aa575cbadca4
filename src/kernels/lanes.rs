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

/// The dot products of `a` with four vectors of its length that lie one after the other: the bits of four [`dot`]s, but
/// four independent chains of additions, which a core runs at the same time.
#[inline]
#[must_use]
pub fn dot4(a: &[f32], four: &[f32]) -> [f32; 4] {
    let length = a.len();
    let (first, second) = four.split_at(2 * length);
    let (b0, b1) = first.split_at(length);
    let (b2, b3) = second.split_at(length);
    let whole = length / LANES * LANES;
    let mut lanes = [[0.0_f32; LANES]; 4];
    for from in (0..whole).step_by(LANES) {
        let range = from..from + LANES;
        let x = &a[range.clone()];
        for (lanes, b) in lanes.iter_mut().zip([b0, b1, b2, b3]) {
            let y = &b[range.clone()];
            for lane in 0..LANES {
                lanes[lane] += x[lane] * y[lane];
            }
        }
    }
    for (lanes, b) in lanes.iter_mut().zip([b0, b1, b2, b3]) {
        for (lane, (x, y)) in a[whole..].iter().zip(&b[whole..length]).enumerate() {
            lanes[lane] += x * y;
        }
    }
    lanes.map(fold)
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
            if x[lane] > lanes[lane] {
                lanes[lane] = x[lane];
            }
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        if *x > lanes[lane] {
            lanes[lane] = *x;
        }
    }
    lanes.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a })
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
        }
    }
}
