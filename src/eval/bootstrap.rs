//! Intervals of means: how far a result would move with other items of the same sort.

use serde::Serialize;

/// Resamples that an interval rests on.
const RESAMPLES: usize = 10_000;

/// Share of the resamples outside the interval, on either side.
const TAIL: f64 = 0.025;

/// A mean with the bounds between which it lies in 95% of the resamples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Of the values themselves.
    pub mean: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// The percentile bootstrap (Efron, 1979) of a mean; of paired differences, it says whether one system is better than
/// another on the same items. The same values give the same interval. Zeros where there are none.
#[must_use]
pub fn bootstrap(values: &[f64]) -> Interval {
    let size = values.len();
    if size == 0 {
        return Interval { mean: 0.0, low: 0.0, high: 0.0 };
    }
    let mut random = SplitMix(0x6e75_7473_6865_6c6c);
    let mut means: Vec<f64> =
        (0..RESAMPLES).map(|_| (0..size).map(|_| values[random.below(size)]).sum::<f64>() / size as f64).collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[((RESAMPLES - 1) as f64 * share).round() as usize];
    Interval { mean: values.iter().sum::<f64>() / size as f64, low: at(TAIL), high: at(1.0 - TAIL) }
}

/// The generator SplitMix64 (Steele, Lea and Flood, 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // The first values for the seed 1234567, as its authors' code gives them.
        let mut random = SplitMix(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn an_interval_is_about_two_standard_errors_wide() {
        let values: Vec<f64> = (0..100).map(|value| f64::from(value % 10)).collect();
        let interval = bootstrap(&values);
        assert_eq!(interval, bootstrap(&values), "the same every time");
        let error = (8.25_f64 / 100.0).sqrt();
        assert!((interval.mean - 4.5).abs() < 1e-12);
        assert!((interval.low - (4.5 - 1.96 * error)).abs() < 0.05, "{interval:?}");
        assert!((interval.high - (4.5 + 1.96 * error)).abs() < 0.05, "{interval:?}");
    }

    #[test]
    fn without_spread_there_is_no_width() {
        assert_eq!(bootstrap(&[2.0, 2.0]), Interval { mean: 2.0, low: 2.0, high: 2.0 });
        assert_eq!(bootstrap(&[]), Interval { mean: 0.0, low: 0.0, high: 0.0 });
    }
}
