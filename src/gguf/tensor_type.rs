//! How the elements of a tensor are stored.

/// The storage type of a tensor: elements are grouped into blocks, each of which takes a fixed number of bytes.
/// Names and layouts are those of ggml (`ggml_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the variants are the format's own names
#[allow(non_camel_case_types)]
pub enum TensorType {
    F32,
    F16,
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q8_1,
    Q2K,
    Q3K,
    Q4K,
    Q5K,
    Q6K,
    Q8K,
    IQ2XXS,
    IQ2XS,
    IQ3XXS,
    IQ1S,
    IQ4NL,
    IQ3S,
    IQ2S,
    IQ4XS,
    I8,
    I16,
    I32,
    I64,
    F64,
    IQ1M,
    BF16,
    TQ1_0,
    TQ2_0,
    MXFP4,
    NVFP4,
    Q1_0,
    Q2_0,
}

/// Type, number in the file, name, elements of a block, bytes of a block; in the order of the enum.
const TYPES: [(TensorType, u32, &str, u64, u64); 35] = [
    (TensorType::F32, 0, "F32", 1, 4),
    (TensorType::F16, 1, "F16", 1, 2),
    (TensorType::Q4_0, 2, "Q4_0", 32, 18),
    (TensorType::Q4_1, 3, "Q4_1", 32, 20),
    (TensorType::Q5_0, 6, "Q5_0", 32, 22),
    (TensorType::Q5_1, 7, "Q5_1", 32, 24),
    (TensorType::Q8_0, 8, "Q8_0", 32, 34),
    (TensorType::Q8_1, 9, "Q8_1", 32, 36),
    (TensorType::Q2K, 10, "Q2_K", 256, 84),
    (TensorType::Q3K, 11, "Q3_K", 256, 110),
    (TensorType::Q4K, 12, "Q4_K", 256, 144),
    (TensorType::Q5K, 13, "Q5_K", 256, 176),
    (TensorType::Q6K, 14, "Q6_K", 256, 210),
    (TensorType::Q8K, 15, "Q8_K", 256, 292),
    (TensorType::IQ2XXS, 16, "IQ2_XXS", 256, 66),
    (TensorType::IQ2XS, 17, "IQ2_XS", 256, 74),
    (TensorType::IQ3XXS, 18, "IQ3_XXS", 256, 98),
    (TensorType::IQ1S, 19, "IQ1_S", 256, 50),
    (TensorType::IQ4NL, 20, "IQ4_NL", 32, 18),
    (TensorType::IQ3S, 21, "IQ3_S", 256, 110),
    (TensorType::IQ2S, 22, "IQ2_S", 256, 82),
    (TensorType::IQ4XS, 23, "IQ4_XS", 256, 136),
    (TensorType::I8, 24, "I8", 1, 1),
    (TensorType::I16, 25, "I16", 1, 2),
    (TensorType::I32, 26, "I32", 1, 4),
    (TensorType::I64, 27, "I64", 1, 8),
    (TensorType::F64, 28, "F64", 1, 8),
    (TensorType::IQ1M, 29, "IQ1_M", 256, 56),
    (TensorType::BF16, 30, "BF16", 1, 2),
    (TensorType::TQ1_0, 34, "TQ1_0", 256, 54),
    (TensorType::TQ2_0, 35, "TQ2_0", 256, 66),
    (TensorType::MXFP4, 39, "MXFP4", 32, 17),
    (TensorType::NVFP4, 40, "NVFP4", 64, 36),
    (TensorType::Q1_0, 41, "Q1_0", 128, 18),
    (TensorType::Q2_0, 42, "Q2_0", 64, 18),
];

impl TensorType {
    /// The type with this number in a GGUF file, if there is one.
    pub fn from_id(id: u32) -> Option<Self> {
        TYPES.iter().find(|row| row.1 == id).map(|row| row.0)
    }

    /// The number of the type in a GGUF file.
    pub fn id(self) -> u32 {
        self.row().1
    }

    /// The name that ggml gives the type, for example `Q4_K`.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// Elements of a block. The first dimension of a tensor is a multiple of it.
    pub fn block_elements(self) -> u64 {
        self.row().3
    }

    /// Bytes that a block takes.
    pub fn block_bytes(self) -> u64 {
        self.row().4
    }

    /// Every type, in the order of their numbers in a file.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TYPES.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (TensorType, u32, &'static str, u64, u64) {
        &TYPES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{TYPES, TensorType};

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, row) in TYPES.iter().enumerate() {
            assert_eq!(row.0 as usize, index, "{}", row.2);
            assert_eq!(TensorType::from_id(row.1), Some(row.0));
            assert_eq!(row.0.id(), row.1);
        }
        assert!(TYPES.is_sorted_by(|a, b| a.1 < b.1));
    }

    #[test]
    fn blocks_add_up_from_their_parts() {
        // Scales and minima in half precision, then the packed bits.
        assert_eq!(TensorType::Q4_0.block_bytes(), 2 + 32 / 2);
        assert_eq!(TensorType::Q4_1.block_bytes(), 2 + 2 + 32 / 2);
        assert_eq!(TensorType::Q8_0.block_bytes(), 2 + 32);
        assert_eq!(TensorType::Q4K.block_bytes(), 2 + 2 + 12 + 256 / 2);
        assert_eq!(TensorType::Q6K.block_bytes(), 256 / 2 + 256 / 4 + 256 / 16 + 2);
        assert_eq!(TensorType::Q8K.block_bytes(), 4 + 256 + 2 * 16);
    }

    #[test]
    fn withdrawn_numbers_are_not_types() {
        for id in [4, 5, 31, 32, 33, 36, 37, 38, 43, u32::MAX] {
            assert_eq!(TensorType::from_id(id), None, "{id}");
        }
    }
}
