//! Random GGUF headers, many of whose fields make sense.

use super::gguf_writer::tag;
use super::random::Random;

/// Numbers at which lengths, counts and offsets tend to go wrong.
pub const EXTREMES: [u64; 22] = [
    0,
    1,
    2,
    7,
    31,
    255,
    256,
    65_535,
    65_536,
    1 << 20,
    (1 << 31) - 1,
    1 << 31,
    (1 << 32) - 1,
    1 << 32,
    1 << 40,
    1 << 48,
    1 << 61,
    (1 << 63) - 1,
    1 << 63,
    u64::MAX - 31,
    u64::MAX - 1,
    u64::MAX,
];

/// Bytes of a value of each type tag (0 for strings and arrays).
pub const WIDTHS: [usize; 13] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/// A header of random fields, many of which make sense.
pub fn random_header(random: &mut Random) -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(random.pick(&[2_u32, 3, 3, 3]).to_le_bytes());
    let (tensors, keys) = (random.below(4) as u64, random.below(5) as u64);
    for count in [tensors, keys] {
        let wild = random.below(50) == 0;
        bytes.extend(if wild { random.pick(&EXTREMES) } else { count }.to_le_bytes());
    }
    if random.below(4) == 0 {
        let length = random.below(600);
        bytes.extend((0..length).map(|_| random.next() as u8));
        return bytes;
    }
    for _ in 0..keys {
        random_name(random, &mut bytes);
        let kind = random.below(14) as u32;
        bytes.extend(kind.to_le_bytes());
        random_value(random, &mut bytes, kind);
    }
    for _ in 0..tensors {
        random_name(random, &mut bytes);
        let most = random.pick(&[5, 5, 5, 5, 5, 5, 5, 5, 5, 8]);
        let rank = random.below(most);
        bytes.extend((rank as u32).to_le_bytes());
        for _ in 0..rank {
            let wild = random.below(20) == 0;
            let dimension = if wild { random.pick(&EXTREMES) } else { random.pick(&[1, 2, 32, 64, 256]) };
            bytes.extend(dimension.to_le_bytes());
        }
        bytes.extend(random.pick(&[0_u32, 0, 1, 2, 3, 8, 12, 14, 24, 30, 43, 99]).to_le_bytes());
        bytes.extend((random.below(64) as u64 * 32).to_le_bytes());
    }
    bytes
}

fn random_name(random: &mut Random, bytes: &mut Vec<u8>) {
    if random.below(10) == 0 {
        let name = b"general.alignment";
        bytes.extend((name.len() as u64).to_le_bytes());
        bytes.extend(name);
        return;
    }
    let length = random.below(12) + usize::from(random.below(50) != 0);
    let claimed = if random.below(100) == 0 { random.pick(&EXTREMES) } else { length as u64 };
    bytes.extend(claimed.to_le_bytes());
    bytes.extend((0..length).map(|_| random.pick(b"abcdefgh._0123456789")));
}

fn random_value(random: &mut Random, bytes: &mut Vec<u8>, kind: u32) {
    let width = WIDTHS.get(kind as usize).copied().unwrap_or(3);
    match kind {
        tag::STRING => random_name(random, bytes),
        tag::ARRAY => {
            let element = random.below(13) as u32;
            let count = random.below(9);
            bytes.extend(element.to_le_bytes());
            let claimed = if random.below(40) == 0 { random.pick(&EXTREMES) } else { count as u64 };
            bytes.extend(claimed.to_le_bytes());
            if bytes.len() < 8000 {
                (0..count).for_each(|_| random_value(random, bytes, element));
            }
        }
        _ => {
            let number = random.next() >> random.pick(&[63, 56, 0]);
            let plain = if kind == tag::BOOL { number & 1 } else { number };
            bytes.extend(&plain.to_le_bytes()[..width]);
        }
    }
}
