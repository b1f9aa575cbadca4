//! The exponential, by additions, multiplications and bit moves only: the same bits on every machine, one at a time here
//! and four at a time in `four`.

use std::f32::consts::LOG2_E;

/// Adding and subtracting 1.5 * 2^23 rounds a float of magnitude below 2^22 to the nearest integer, ties to even.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// ln 2 in two parts (Cody and Waite): the first has so few bits that its product with an integer below 128 is exact.
pub(crate) const LN2_HIGH: f32 = 0.693_359_4;
pub(crate) const LN2_LOW: f32 = -2.121_944_4e-4;

/// The Taylor polynomial of e^r, from the seventh degree down.
pub(crate) const EXP: [f32; 8] = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];

/// `e^x` to about one unit in the last place, for x clamped to [-87, 88]: never zero, subnormal or infinite.
///
/// Method: x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor polynomial of degree 7 (Horner); 2^n by its bits.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    // Comparisons rather than min/max: their treatment of NaN differs between platforms.
    let x = if x > 88.0 { 88.0 } else { x };
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN2_HIGH) - n * LN2_LOW;
    let mut p = EXP[0];
    for factor in &EXP[1..] {
        p = p * r + factor;
    }
    // The low bits of `shifted` hold n; moved to the exponent's place they multiply by 2^n.
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    p * f32::from_bits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_within_two_units_of_the_last_place() {
        let mut x = -86.9_f32;
        while x < 87.9 {
            let exact = libm::exp(f64::from(x));
            let error = ((f64::from(exp(x)) - exact) / exact).abs();
            assert!(error < 2.4e-7, "exp({x}) is off by {error}");
            x += 0.013;
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(-1e30) > 0.0 && exp(1e30).is_finite());
    }
}
