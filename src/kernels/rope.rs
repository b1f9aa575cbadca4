//! Rotary position embedding (Su et al., 2021), in GGUF's interleaved order: the pair `(2i, 2i+1)` turns together.

/// Cosines and sines, each `[context][dimensions / 2]`.
pub struct RopeTable {
    half: usize,
    cos: Vec<f32>,
    sin: Vec<f32>,
}

impl RopeTable {
    /// The table for `context` positions and `dimensions` rotated dimensions a head. Pair `i` turns by
    /// `position * scale / (base^(2i / dimensions) * factors[i])`; no factors means 1.
    #[must_use]
    pub fn new(context: usize, dimensions: usize, base: f64, scale: f64, factors: Option<&[f32]>) -> Self {
        let half = dimensions / 2;
        let mut table = Self { half, cos: Vec::with_capacity(context * half), sin: Vec::with_capacity(context * half) };
        for position in 0..context {
            for pair in 0..half {
                let factor = factors.and_then(|f| f.get(pair)).map_or(1.0, |f| f64::from(*f));
                let frequency = libm::pow(base, -(2.0 * pair as f64) / dimensions as f64) / factor;
                let angle = position as f64 * scale * frequency;
                table.cos.push(libm::cos(angle) as f32);
                table.sin.push(libm::sin(angle) as f32);
            }
        }
        table
    }

    /// Rotates one head's vector for `position`, in place; dimensions beyond the rotated ones stay.
    pub fn rotate(&self, head: &mut [f32], position: usize) {
        let row = position * self.half..(position + 1) * self.half;
        for (pair, (cos, sin)) in head.chunks_exact_mut(2).zip(self.cos[row.clone()].iter().zip(&self.sin[row.clone()]))
        {
            let (x, y) = (pair[0], pair[1]);
            pair[0] = x * cos - y * sin;
            pair[1] = x * sin + y * cos;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::lanes::dot;

    #[test]
    fn dots_depend_only_on_the_distance() {
        let table = RopeTable::new(64, 16, 10_000.0, 1.0, None);
        let q: Vec<f32> = (0..16).map(|i| (i as f32).sin()).collect();
        let k: Vec<f32> = (0..16).map(|i| (i as f32 * 0.3).cos()).collect();
        let at = |x: &[f32], position| {
            let mut x = x.to_vec();
            table.rotate(&mut x, position);
            x
        };
        let near = dot(&at(&q, 10), &at(&k, 3));
        let far = dot(&at(&q, 57), &at(&k, 50));
        assert!((near - far).abs() < 1e-4);
        assert_eq!(at(&q, 0), q);
    }
}
