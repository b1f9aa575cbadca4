//! One hash of every logit over a text: equal exactly where two builds, machines or thread counts agree to the bit.

use sha2::{Digest, Sha256};

use super::{Feed, LanguageModel, ModelError, Rows, SLICE};

/// What a model computes over some tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Fingerprint {
    /// SHA-256, in hex, of all rows of logits as little-endian f32.
    pub hash: String,
    /// Mean negative log-likelihood of each token after the first, given those before (natural logarithm).
    pub nll: f64,
    /// Number of tokens.
    pub tokens: usize,
}

/// Feeds the tokens to sequence 0 from its beginning, adapted or not, `slice` at a time (at most [`SLICE`]), and hashes every
/// row.
///
/// # Errors
/// [`ModelError::Context`] where the tokens don't fit.
pub fn fingerprint(
    model: &mut dyn LanguageModel,
    tokens: &[u32],
    slice: usize,
    adapted: bool,
) -> Result<Fingerprint, ModelError> {
    let mut sha = Sha256::new();
    let mut nll = 0.0;
    let width = model.vocabulary();
    model.truncate(0, 0);
    model.adapt(0, adapted);
    let mut position = 0;
    for tokens_now in tokens.chunks(slice.clamp(1, SLICE)) {
        model.feed(&[Feed { sequence: 0, tokens: tokens_now, rows: Rows::All }])?;
        let mut bytes = Vec::with_capacity(width * 4);
        for row in model.logits().chunks_exact(width) {
            bytes.clear();
            bytes.extend(row.iter().flat_map(|logit| logit.to_le_bytes()));
            sha.update(&bytes);
            position += 1;
            if let Some(next) = tokens.get(position) {
                nll += log_sum_exp(row) - f64::from(row[*next as usize]);
            }
        }
    }
    let hash = sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Fingerprint { hash, nll: nll / (tokens.len().max(2) - 1) as f64, tokens: tokens.len() })
}

/// `ln(sum(e^x))`, in double precision.
fn log_sum_exp(row: &[f32]) -> f64 {
    let largest = f64::from(row.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    largest + libm::log(row.iter().map(|x| libm::exp(f64::from(*x) - largest)).sum())
}
