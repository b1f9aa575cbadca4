//! Arithmetic on buffers: quantized matrix products, norms, rotary embedding, attention. The only home of `unsafe`.
//!
//! Every path gives the same bits as [`scalar`]: integer dots are exact, each output adds its blocks in ascending k,
//! floating-point sums run in the lanes of [`lanes`], `exp` is [`exp::exp`], and nothing is fused.

pub mod attention;
mod cells;
pub mod check;
pub mod exp;
pub mod four;
pub mod kv_cache;
pub mod lanes;
pub mod low_rank;
pub mod matrix;
pub mod norm;
pub mod pass;
pub mod probe;
pub mod product;
pub mod quantize;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
mod relaxed;
pub mod repack;
pub mod roofline;
pub mod rope;
pub mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
pub mod swiglu;
pub mod workspace;

/// Output columns in a panel of repacked weights.
pub const PANEL: usize = 8;

/// Consecutive inputs that share one activation scale.
pub const BLOCK: usize = 32;

/// Rows of a product that are taken together.
pub const TILE: usize = 4;

/// Which implementation of the integer dots runs. All give the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// Plain Rust: the oracle.
    Scalar,
    /// WebAssembly's fixed-width SIMD.
    Simd128,
    /// WebAssembly's relaxed SIMD, used only where its result is exact; dots add up in 16 bits.
    Relaxed16,
    /// The same with dots that add up in 32 bits.
    Relaxed32,
}

impl Kernel {
    /// The kernels that this build contains, slowest first on most machines.
    pub const AVAILABLE: &'static [Self] = &[
        Self::Scalar,
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        Self::Simd128,
        #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
        Self::Relaxed32,
        #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
        Self::Relaxed16,
    ];

    /// Whether it needs relaxed SIMD.
    #[must_use]
    pub fn is_relaxed(self) -> bool {
        matches!(self, Self::Relaxed16 | Self::Relaxed32)
    }

    /// The kernel of this build that is the fastest on most machines; [`probe::fastest`] measures.
    #[must_use]
    pub fn fastest() -> Self {
        Self::AVAILABLE.last().copied().unwrap_or(Self::Scalar)
    }

    /// The name used in options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Simd128 => "simd128",
            Self::Relaxed16 => "relaxed-i16",
            Self::Relaxed32 => "relaxed-i32",
        }
    }

    /// The kernel of that name, if this build contains it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::AVAILABLE.iter().copied().find(|kernel| kernel.name() == name)
    }
}
