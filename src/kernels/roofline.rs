//! What the machine can do at most, measured by loops that do nothing else: integer multiply-adds in registers, and bytes
//! read from memory. Kernels are judged by their share of it (Williams, Waterman and Patterson 2009, "Roofline").

use std::hint::black_box;

use serde::Serialize;

use super::matrix::{Matrix, Packed};
use crate::ports::Clock;
use crate::team::Team;

/// Samples of a measurement.
const SAMPLES: usize = 8;
/// Milliseconds of a sample at least: long against entering the team and against a tick of the clock.
const SAMPLE_MS: f64 = 25.0;
/// Turns of a loop of multiply-adds: some ten microseconds, so that a JIT compiler can change to its better code between
/// two calls.
const TURNS: usize = 2000;
/// Sums of a loop of multiply-adds: enough to hide the latency, few enough for the registers.
const SUMS: usize = 10;
/// Bytes that a turn of the reading loop takes.
const CHUNK: usize = 128;

/// Work per second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Of the fastest sample, in 10^9 units of work (multiply-adds, bytes) per second.
    pub giga: f64,
    /// (Slowest - fastest) / fastest time of a sample.
    pub spread: f64,
}

/// Measures work that `calls(n)` does `n` times, `units` of it each time.
pub fn rate(clock: &dyn Clock, units: f64, mut calls: impl FnMut(usize)) -> Rate {
    let mut time = |count: usize| {
        let start = clock.now_ms();
        calls(count);
        clock.now_ms() - start
    };
    let mut count = 1;
    while time(count) < SAMPLE_MS && count < 1 << 30 {
        count *= 2;
    }
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for _ in 0..SAMPLES {
        let taken = time(count);
        (least, most) = (least.min(taken), most.max(taken));
    }
    Rate { giga: units * count as f64 / least / 1e6, spread: (most - least) / least }
}

/// One way to multiply and add integers.
#[derive(Clone, Copy)]
pub struct Form {
    /// The instructions of WebAssembly that it consists of.
    pub name: &'static str,
    /// Multiply-adds of one call.
    macs: usize,
    /// The loop; its sums start from the argument, and its result depends on all of them.
    run: fn(i8) -> i32,
}

/// Multiply-adds per second of each form that this build has, all members of the team at once.
#[must_use]
pub fn multiply_adds(team: &Team, clock: &dyn Clock) -> Vec<(&'static str, Rate)> {
    let measured = FORMS.iter().map(|form| {
        let units = (form.macs * team.size()) as f64;
        let calls = |count| {
            team.run(|_| {
                for call in 0..count {
                    black_box((form.run)(black_box(call as i8)));
                }
            });
        };
        (form.name, rate(clock, units, calls))
    });
    measured.collect()
}

/// Bytes per second that all members of the team together read of the matrices, one matrix after the other, as a forward
/// pass with one row does. Together the matrices should be larger than the caches.
#[must_use]
pub fn reads(team: &Team, clock: &dyn Clock, matrices: &[&Matrix]) -> Rate {
    let parts: Vec<&[u8]> = matrices.iter().flat_map(|matrix| parts(matrix)).collect();
    let units: usize = parts.iter().map(|part| part.len() / CHUNK * CHUNK).sum();
    rate(clock, units as f64, |count| {
        team.run(|member| {
            for _ in 0..count {
                for part in &parts {
                    let chunks = member.share(part.len() / CHUNK);
                    black_box(read(&part[chunks.start * CHUNK..chunks.end * CHUNK]));
                }
            }
        });
    })
}

/// The buffers of a matrix, as bytes.
fn parts(matrix: &Matrix) -> Vec<&[u8]> {
    match &matrix.packed {
        Packed::Nibbles(records) => vec![records],
        Packed::Bytes { quants, scales, .. } => vec![bytes(quants), bytes(scales)],
    }
}

/// Numbers as the bytes that they are stored in.
fn bytes<T: Copy>(numbers: &[T]) -> &[u8] {
    // SAFETY: this module calls it with integers and floats only, which have no padding; any bytes are valid as u8.
    unsafe { std::slice::from_raw_parts(numbers.as_ptr().cast(), size_of_val(numbers)) }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use core::arch::wasm32::*;

    use super::{CHUNK, Form, SUMS, TURNS};

    pub const FORMS: &[Form] = &[
        Form { name: "i16x8.extmul_low_i8x16_s, i16x8.add", macs: 8 * SUMS * TURNS, run: extended_products },
        Form { name: "i32x4.dot_i16x8_s, i32x4.add", macs: 8 * SUMS * TURNS, run: dots_of_i16 },
        #[cfg(target_feature = "relaxed-simd")]
        Form { name: "i16x8.relaxed_dot_i8x16_i7x16_s, i16x8.add", macs: 16 * SUMS * TURNS, run: relaxed_dots_to_i16 },
        #[cfg(target_feature = "relaxed-simd")]
        Form { name: "i32x4.relaxed_dot_i8x16_i7x16_add_s", macs: 16 * SUMS * TURNS, run: relaxed_dots_to_i32 },
    ];

    /// Applies `form(sum, operand, weights)` to every sum in each turn. The operand is another sum, so that no product
    /// is the same in two turns and none can leave the loop.
    #[inline(always)]
    fn turns(seed: i8, form: impl Fn(v128, v128, v128) -> v128) -> i32 {
        let weights = i8x16_splat(seed & 15);
        let mut sums = [i8x16_splat(seed); SUMS];
        for _ in 0..TURNS {
            for i in 0..SUMS {
                sums[i] = form(sums[i], sums[(i + 1) % SUMS], weights);
            }
        }
        fold(sums)
    }

    /// All lanes of all sums in one number, so that a compiler can drop none.
    #[inline(always)]
    fn fold<const N: usize>(sums: [v128; N]) -> i32 {
        let mut all = i32x4_splat(0);
        for sum in sums {
            all = v128_xor(all, sum);
        }
        let (even, odd) = (i32x4_extract_lane::<0>(all) ^ i32x4_extract_lane::<2>(all), i32x4_extract_lane::<1>(all));
        even ^ odd ^ i32x4_extract_lane::<3>(all)
    }

    #[inline(never)]
    fn extended_products(seed: i8) -> i32 {
        turns(seed, |sum, x, weights| i16x8_add(sum, i16x8_extmul_low_i8x16(x, weights)))
    }

    #[inline(never)]
    fn dots_of_i16(seed: i8) -> i32 {
        turns(seed, |sum, x, weights| i32x4_add(sum, i32x4_dot_i16x8(x, weights)))
    }

    #[cfg(target_feature = "relaxed-simd")]
    #[inline(never)]
    fn relaxed_dots_to_i16(seed: i8) -> i32 {
        turns(seed, |sum, x, weights| i16x8_add(sum, i16x8_relaxed_dot_i8x16_i7x16(x, weights)))
    }

    #[cfg(target_feature = "relaxed-simd")]
    #[inline(never)]
    fn relaxed_dots_to_i32(seed: i8) -> i32 {
        turns(seed, |sum, x, weights| i32x4_relaxed_dot_i8x16_i7x16_add(x, weights, sum))
    }

    /// Reads bytes, a multiple of [`CHUNK`]; what it returns depends on all of them.
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> i32 {
        let mut sums = [i32x4_splat(0); CHUNK / 16];
        for chunk in bytes.chunks_exact(CHUNK) {
            for (i, sum) in sums.iter_mut().enumerate() {
                // SAFETY: a chunk has 16 bytes for each of the sums.
                *sum = v128_xor(*sum, unsafe { v128_load(chunk.as_ptr().add(16 * i).cast()) });
            }
        }
        fold(sums)
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod scalars {
    use super::{CHUNK, Form, SUMS, TURNS};

    pub const FORMS: &[Form] = &[Form { name: "i32.mul, i32.add", macs: SUMS * TURNS, run: products }];

    /// Multiplies and adds in plain Rust; the operand is another sum, so that nothing can leave the loop.
    #[inline(never)]
    fn products(seed: i8) -> i32 {
        let weight = i32::from(seed & 15);
        let mut sums = [i32::from(seed); SUMS];
        for _ in 0..TURNS {
            for i in 0..SUMS {
                sums[i] = sums[i].wrapping_add(sums[(i + 1) % SUMS].wrapping_mul(weight));
            }
        }
        sums.into_iter().fold(0, |all, sum| all ^ sum)
    }

    /// Reads bytes, a multiple of [`CHUNK`]; what it returns depends on all of them.
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> i32 {
        let mut sums = [0_u8; CHUNK];
        for chunk in bytes.chunks_exact(CHUNK) {
            for (sum, byte) in sums.iter_mut().zip(chunk) {
                *sum ^= byte;
            }
        }
        i32::from(sums.into_iter().fold(0, |all, sum| all ^ sum))
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use scalars::{FORMS, read};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use vectors::{FORMS, read};

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A clock that time passes on only while work is done.
    struct Script(Cell<f64>);

    impl Clock for Script {
        fn now_ms(&self) -> f64 {
            self.0.get()
        }
    }

    #[test]
    fn a_rate_is_that_of_the_fastest_sample() {
        let clock = Script(Cell::new(0.0));
        let mut call = 0;
        // A first, slow sample as of cold code; then 2 ms a call, once 3 ms.
        let measured = rate(&clock, 5e6, |count| {
            call += 1;
            let each = match call {
                1 => 4.0,
                8 => 3.0,
                _ => 2.0,
            };
            clock.0.set(clock.0.get() + each * count as f64);
        });
        assert_eq!(measured, Rate { giga: 2.5, spread: 0.5 });
    }

    #[test]
    fn reading_sees_every_byte() {
        let mut bytes = vec![0_u8; 4 * CHUNK];
        let before = read(&bytes);
        for at in 0..bytes.len() {
            bytes[at] = 1;
            assert_ne!(read(&bytes), before, "byte {at}");
            bytes[at] = 0;
        }
    }
}
