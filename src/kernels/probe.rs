//! Which kernel is the fastest on this machine, by a few milliseconds' measurement at start.

use super::check::{Random, random_matrix};
use super::matrix::GROUPS;
use super::product::{Inputs, SCRATCH, product};
use super::quantize::{Rows8, Rows14};
use super::repack::Format;
use super::{BLOCK, Kernel, TILE};
use crate::ports::Clock;

/// Sizes of the measured product.
const OUTPUTS: usize = 64;
const INPUTS: usize = 576;

/// Products of one sample: long against a browser's coarse clock.
const REPEATS: usize = 60;

/// Samples of each kernel. The first ones may run before the browser has optimized the code; the best one counts.
const ROUNDS: usize = 4;

/// The fastest of the kernels that compete for being it: only the two relaxed forms change places between machines.
#[must_use]
pub fn fastest(clock: &dyn Clock) -> Kernel {
    let rivals: Vec<Kernel> = Kernel::AVAILABLE.iter().copied().filter(|kernel| kernel.is_relaxed()).collect();
    let (mut best, mut least) = (Kernel::fastest(), f64::INFINITY);
    if rivals.len() < 2 {
        return best;
    }
    let Some(matrix) = random_matrix(&mut Random::new(1), Format::Q4_1, OUTPUTS, INPUTS) else { return best };
    let (quants, scales) = (vec![1_i8; TILE * INPUTS], vec![1.0_f32; TILE * INPUTS / BLOCK]);
    let inputs = Inputs {
        eight: Rows8 { quants: &quants, scales: &scales, sums: &scales, inputs: INPUTS, groups: GROUPS },
        fourteen: Rows14 { quants: &[], scales: &[], inputs: INPUTS },
    };
    let mut scratch = vec![0; INPUTS * SCRATCH];
    let mut sink = 0.0;
    for _ in 0..ROUNDS {
        for &kernel in &rivals {
            let start = clock.now_ms();
            for _ in 0..REPEATS {
                product(kernel, &matrix, 0..matrix.panels(), inputs, TILE, &mut scratch, |_, _, out| sink += out[0]);
            }
            let took = clock.now_ms() - start;
            if took < least {
                (best, least) = (kernel, took);
            }
        }
    }
    // The sum is looked at, so that no compiler drops the work.
    if sink.is_nan() { Kernel::fastest() } else { best }
}
