//! Four floats at once: one register in WebAssembly, an array elsewhere, the same bits in both.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use core::arch::wasm32 as simd;

use super::exp::{EXP, LN2_HIGH, LN2_LOW, ROUND};

/// Four floats.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[derive(Clone, Copy)]
pub struct Four(simd::v128);

/// Four floats.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[derive(Clone, Copy)]
pub struct Four([f32; 4]);

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
impl Four {
    /// Four times the same.
    #[inline(always)]
    #[must_use]
    pub fn splat(x: f32) -> Self {
        Self(simd::f32x4_splat(x))
    }

    /// The four floats of a slice.
    #[inline(always)]
    #[must_use]
    pub fn load(x: &[f32]) -> Self {
        assert!(x.len() >= 4);
        // SAFETY: the assert above covers 16 bytes.
        Self(unsafe { simd::v128_load(x.as_ptr().cast()) })
    }

    /// Puts them into a slice.
    #[inline(always)]
    pub fn store(self, out: &mut [f32]) {
        assert!(out.len() >= 4);
        // SAFETY: the assert above covers 16 bytes.
        unsafe { simd::v128_store(out.as_mut_ptr().cast(), self.0) }
    }

    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        Self(simd::f32x4_pmax(self.0, other.0))
    }

    #[inline(always)]
    fn smaller(self, other: Self) -> Self {
        Self(simd::f32x4_pmin(self.0, other.0))
    }

    /// `2^n` for the integers that the low bits of `n + ROUND` hold.
    #[inline(always)]
    fn power(self) -> Self {
        let n = simd::i32x4_sub(self.0, simd::u32x4_splat(ROUND.to_bits() - 127));
        Self(simd::i32x4_shl(n, 23))
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
macro_rules! operator {
    ($trait:ident, $method:ident, $intrinsic:ident, $operator:tt) => {
        impl std::ops::$trait for Four {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(simd::$intrinsic(self.0, other.0))
            }
        }
    };
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
impl Four {
    /// Four times the same.
    #[inline(always)]
    #[must_use]
    pub fn splat(x: f32) -> Self {
        Self([x; 4])
    }

    /// The four floats of a slice.
    #[inline(always)]
    #[must_use]
    pub fn load(x: &[f32]) -> Self {
        Self([x[0], x[1], x[2], x[3]])
    }

    /// Puts them into a slice.
    #[inline(always)]
    pub fn store(self, out: &mut [f32]) {
        out[..4].copy_from_slice(&self.0);
    }

    #[inline(always)]
    fn map(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        Self([0, 1, 2, 3].map(|lane| f(self.0[lane], other.0[lane])))
    }

    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        self.map(other, |a, b| if a < b { b } else { a })
    }

    #[inline(always)]
    fn smaller(self, other: Self) -> Self {
        self.map(other, |a, b| if b < a { b } else { a })
    }

    /// `2^n` for the integers that the low bits of `n + ROUND` hold.
    #[inline(always)]
    fn power(self) -> Self {
        Self(self.0.map(|x| f32::from_bits(x.to_bits().wrapping_sub(ROUND.to_bits() - 127) << 23)))
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
macro_rules! operator {
    ($trait:ident, $method:ident, $intrinsic:ident, $operator:tt) => {
        impl std::ops::$trait for Four {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.map(other, |a, b| a $operator b)
            }
        }
    };
}

operator!(Add, add, f32x4_add, +);
operator!(Sub, sub, f32x4_sub, -);
operator!(Mul, mul, f32x4_mul, *);
operator!(Div, div, f32x4_div, /);

/// [`exp`](super::exp::exp) of four floats, with its constants at hand: made once for a loop, since the browser's compiler
/// makes a constant that it knows anew at each use.
#[derive(Clone, Copy)]
pub struct Exponential {
    bounds: [Four; 2],
    log2_e: Four,
    round: Four,
    ln2: [Four; 2],
    factors: [Four; EXP.len()],
}

impl Exponential {
    /// The constants.
    #[inline(always)]
    #[must_use]
    pub fn new() -> Self {
        std::hint::black_box(Self {
            bounds: [88.0, -87.0].map(Four::splat),
            log2_e: Four::splat(std::f32::consts::LOG2_E),
            round: Four::splat(ROUND),
            ln2: [LN2_HIGH, LN2_LOW].map(Four::splat),
            factors: EXP.map(Four::splat),
        })
    }

    /// `e^x` of each.
    #[inline(always)]
    #[must_use]
    pub fn of(&self, x: Four) -> Four {
        let x = x.smaller(self.bounds[0]).larger(self.bounds[1]);
        let shifted = x * self.log2_e + self.round;
        let n = shifted - self.round;
        let r = (x - n * self.ln2[0]) - n * self.ln2[1];
        let mut p = self.factors[0];
        for factor in &self.factors[1..] {
            p = p * r + *factor;
        }
        p * shifted.power()
    }
}

impl Default for Exponential {
    fn default() -> Self {
        Self::new()
    }
}

/// Applies `four` to four elements at a time and `one` to those that are left; both do the same.
#[inline(always)]
pub fn each(x: &mut [f32], four: impl Fn(Four) -> Four, one: impl Fn(f32) -> f32) {
    let mut fours = x.chunks_exact_mut(4);
    for x in fours.by_ref() {
        four(Four::load(x)).store(x);
    }
    for x in fours.into_remainder() {
        *x = one(*x);
    }
}

#[cfg(test)]
mod tests {
    use super::super::exp::exp;
    use super::*;

    #[test]
    fn four_exponentials_have_the_bits_of_one() {
        let mut x: Vec<f32> = (0..4003).map(|i| i as f32 * 0.05 - 100.0).collect();
        x.extend([f32::INFINITY, f32::NEG_INFINITY, -0.0, 88.0, -87.0]);
        let want: Vec<u32> = x.iter().map(|x| exp(*x).to_bits()).collect();
        let exponential = Exponential::new();
        each(&mut x, |x| exponential.of(x), exp);
        assert_eq!(x.iter().map(|x| x.to_bits()).collect::<Vec<_>>(), want);
    }
}
