//! Compares every kernel of this build with the oracle, bit for bit, over random odd shapes. Runs natively in the tests
//! and, through the bindings, in each browser.

use super::low_rank::MOST_RANK;
use super::matrix::Matrix;
use super::product::{Inputs, SCRATCH, product};
use super::quantize::{Rows8, Rows14, Tile, quantize8, quantize14};
use super::repack::{Format, quantize_row, repack, zeroed};
use super::{BLOCK, Kernel, PANEL, TILE};

/// A small deterministic generator (xorshift64*, Vigna 2016).
pub struct Random(u64);

impl Random {
    /// A generator for one seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next 32 bits.
    pub fn bits(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.bits() as usize % limit
    }

    /// A float in [-1, 1).
    pub fn unit(&mut self) -> f32 {
        self.bits() as f32 / 2_147_483_648.0 - 1.0
    }
}

const FORMATS: [Format; 9] = [
    Format::F32,
    Format::F16,
    Format::Bf16,
    Format::Q4_0,
    Format::Q4_1,
    Format::Q5_0,
    Format::Q8_0,
    Format::Q4K,
    Format::Q6K,
];

/// A matrix of random blocks: the integers are any bits, the scales small and finite.
pub(super) fn random_matrix(random: &mut Random, format: Format, outputs: usize, inputs: usize) -> Option<Matrix> {
    let mut matrix = zeroed(format, outputs, inputs)?;
    let row_bytes = format.row_bytes(inputs)?;
    let mut bytes = vec![0; row_bytes * outputs];
    for byte in &mut bytes {
        *byte = random.bits() as u8;
    }
    let (_, block_bytes) = format.block();
    for block in bytes.chunks_exact_mut(block_bytes) {
        let scale = half::f16::from_f32(random.unit() * 0.1).to_le_bytes();
        match format {
            Format::F32 => block.copy_from_slice(&random.unit().to_le_bytes()),
            Format::Bf16 => block.copy_from_slice(&half::bf16::from_f32(random.unit()).to_le_bytes()),
            Format::Q6K => block[208..].copy_from_slice(&scale),
            _ => block[..2].copy_from_slice(&scale),
        }
        if matches!(format, Format::Q4_1 | Format::Q4K) {
            block[2..4].copy_from_slice(&scale);
        }
    }
    for (panel, rows) in bytes.chunks(row_bytes * PANEL).enumerate() {
        repack(format, rows, &mut matrix, panel);
    }
    Some(matrix)
}

/// A matrix of `rank` weights an output, as low-rank terms have it.
fn random_low(random: &mut Random, outputs: usize, rank: usize) -> Option<Matrix> {
    let mut matrix = zeroed(Format::Q4_1, outputs, rank.next_multiple_of(BLOCK))?;
    for output in 0..outputs {
        let weights: Vec<f32> = (0..rank).map(|_| random.unit()).collect();
        quantize_row(&mut matrix, output, &weights);
    }
    Some(matrix)
}

/// Runs `cases` random products on every kernel of this build; the number of comparisons, or what differs.
///
/// # Errors
/// The first difference, with its shape.
pub fn check(cases: usize, seed: u64) -> Result<usize, String> {
    let mut random = Random::new(seed);
    let mut compared = 0;
    for case in 0..cases {
        let format = FORMATS.get(case % (FORMATS.len() + 1)).copied();
        let (outputs, rows) = (1 + random.below(40), 1 + random.below(9));
        let (matrix, used) = match format {
            Some(format) => {
                let whole = if matches!(format, Format::Q4K | Format::Q6K) { 256 } else { BLOCK };
                let inputs = whole * (1 + random.below(5));
                (random_matrix(&mut random, format, outputs, inputs), inputs)
            }
            None => {
                let rank = 1 + random.below(MOST_RANK);
                (random_low(&mut random, outputs, rank), rank)
            }
        };
        let matrix = matrix.ok_or("out of memory")?;
        let inputs = matrix.inputs;
        // Now and then the extremes, where an overflow would show.
        let extreme = random.below(4) == 0;
        let mut number = || if extreme { [-7.5, 7.5][random.below(2)] } else { random.unit() * 9.0 };
        let x: Vec<f32> = (0..rows * inputs).map(|at| if at % inputs < used { number() } else { 0.0 }).collect();
        let blocks = rows * inputs / BLOCK;
        let (room, inputs_blocks) = (Tile::count(rows) * TILE, inputs / BLOCK);
        let (mut q8, mut d8) = (vec![0; room * inputs], vec![0.0; room * inputs_blocks]);
        let mut sums = d8.clone();
        let (mut q14, mut d14) = (vec![0; x.len()], vec![0.0; blocks]);
        for (row, x) in x.chunks_exact(inputs).enumerate() {
            let tile = Tile::new(row / TILE, rows);
            let scales = tile.first * inputs_blocks..(tile.first + tile.size) * inputs_blocks;
            let quants = &mut q8[tile.first * inputs..(tile.first + tile.size) * inputs];
            quantize8(x, row - tile.first, tile.size, quants, &mut d8[scales.clone()], &mut sums[scales]);
        }
        quantize14(&x, &mut q14, &mut d14);
        let operands = Inputs {
            eight: Rows8 { quants: &q8, scales: &d8, sums: &sums, inputs, groups: Rows8::groups(used) },
            fourteen: Rows14 { quants: &q14, scales: &d14, inputs },
        };
        let run = |kernel| {
            let (mut out, mut scratch) = (vec![0.0_f32; rows * outputs], vec![0; inputs * SCRATCH]);
            product(kernel, &matrix, 0..matrix.panels(), operands, rows, &mut scratch, |row, output, values| {
                out[row * outputs + output..][..values.len()].copy_from_slice(values);
            });
            out
        };
        let oracle = run(Kernel::Scalar);
        for kernel in Kernel::AVAILABLE {
            for (at, (got, want)) in run(*kernel).iter().zip(&oracle).enumerate() {
                if got.to_bits() != want.to_bits() {
                    let shape = format!("{rows} x {inputs} x {outputs} {format:?}, element {at}");
                    return Err(format!("{}: {shape}: {got} instead of {want}", kernel.name()));
                }
            }
            compared += oracle.len();
        }
        against_dequantized(&matrix, &x, &oracle, rows)?;
    }
    Ok(compared)
}

/// The oracle itself against a plain product with the dequantized weights, within what quantizing inputs may cost.
fn against_dequantized(matrix: &Matrix, x: &[f32], got: &[f32], rows: usize) -> Result<(), String> {
    let mut weights = vec![0.0_f32; matrix.inputs];
    for output in 0..matrix.outputs {
        matrix.dequantize(output, &mut weights);
        for row in 0..rows {
            let x = &x[row * matrix.inputs..(row + 1) * matrix.inputs];
            let exact: f64 = x.iter().zip(&weights).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum();
            let bound: f64 = weights.iter().map(|w| f64::from(w.abs())).sum::<f64>() * 9.0 / 127.0 * 0.51 + 1e-3;
            let got = f64::from(got[row * matrix.outputs + output]);
            if (got - exact).abs() > bound {
                return Err(format!("product {got}, with dequantized weights {exact}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn kernels_agree_with_the_oracle() {
        let compared = super::check(300, 7).unwrap();
        assert!(compared > 10_000);
    }
}
