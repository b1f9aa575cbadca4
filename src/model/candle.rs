//! The slow road: a GGUF of any architecture that candle's quantized models run. Also the oracle of the tests.
//!
//! Correct before fast: one thread in WebAssembly, tensors allocated for every operation. What it costs:
//!
//! - **Memory.** candle turns the token embedding of llama, qwen2, qwen3, phi2 and phi3 into `f32`: 4 bytes x
//!   vocabulary x width on top of the file (113 MB for SmolLM2-135M, 545 MB for Qwen2-0.5B, 622 MB for Qwen3-0.6B).
//!   Gemma 3 keeps it quantized ([`gemma3`] says why that model is ours). F16 and F32 weights are held as `f32`.
//!   The KV cache is `f32`. The context is bounded ([`CandleModel::DEFAULT_CONTEXT`]) and so are the tables that
//!   depend on it.
//! - **Time.** candle has no way to drop the tail of a cache, so after [`LanguageModel::truncate`] the next feed runs
//!   the remaining tokens again. [`Rows::All`] runs one pass per token, because candle only gives the last row.
//!
//! What candle does not do: the frequency factors of Llama 3 (`rope_freqs.weight`) and the long RoPE of Phi 3.

mod gemma3;
mod header;
mod network;

use std::io::{Read, Seek};

use candle_core::{DType, Device, Tensor};

use super::{Feed, LanguageModel, ModelError, Rows};
use header::Header;
use network::Network;

impl From<candle_core::Error> for ModelError {
    fn from(error: candle_core::Error) -> Self {
        Self::Candle(format!("run this model: {error}"))
    }
}

/// The value of `general.architecture` of every model that this road runs.
pub const ARCHITECTURES: [&str; 6] = ["llama", "qwen2", "qwen3", "gemma3", "phi2", "phi3"];

/// Tokens in one pass at most: bounds the memory of the attention scores.
const PIECE: usize = 64;

/// A model that candle runs: one sequence, cached inside candle.
pub struct CandleModel {
    header: Header,
    network: Network,
    /// The sequence as the caller sees it.
    tokens: Vec<u32>,
    /// How many of `tokens` have gone through the network since its cache was last cleared.
    fed: usize,
    /// The network's cache is not a prefix of `tokens` and must be cleared before the next pass.
    stale: bool,
    /// `[rows][vocabulary]`
    logits: Vec<f32>,
}

impl CandleModel {
    /// Positions that a model gets when the caller names no number and the file allows as many.
    pub const DEFAULT_CONTEXT: usize = 2048;

    /// Reads a whole GGUF file with the default context. See [`CandleModel::with_context`].
    ///
    /// # Errors
    /// Those of [`CandleModel::with_context`].
    pub fn from_gguf<R: Read + Seek>(reader: &mut R) -> Result<Self, ModelError> {
        Self::with_context(reader, None)
    }

    /// Reads a whole GGUF file from a reader that stands at its first byte. `context` is a wish in positions; the file
    /// and candle's own tables may allow fewer ([`LanguageModel::context`] tells).
    ///
    /// # Errors
    /// [`ModelError::Unsupported`] when candle has no such model, [`ModelError::Candle`] when the file is malformed or
    /// lacks something that the architecture needs.
    pub fn with_context<R: Read + Seek>(reader: &mut R, context: Option<usize>) -> Result<Self, ModelError> {
        let (header, content) = header::read(reader, context.unwrap_or(Self::DEFAULT_CONTEXT))?;
        let network = Network::load(&header, content, reader)?;
        Ok(Self { header, network, tokens: Vec::new(), fed: 0, stale: false, logits: Vec::new() })
    }

    /// `general.architecture` of the file: one of [`ARCHITECTURES`].
    #[must_use]
    pub fn architecture(&self) -> &str {
        &self.header.architecture
    }

    /// Number of weights in the file.
    #[must_use]
    pub fn parameters(&self) -> u64 {
        self.header.parameters
    }

    /// Bytes of the weights in the file. In memory they take more: see the module's text.
    #[must_use]
    pub fn weight_bytes(&self) -> u64 {
        self.header.weight_bytes
    }

    /// Runs every token that the network has not seen; keeps the rows wanted among those from `start` on.
    fn run(&mut self, start: usize, rows: Rows) -> Result<(), ModelError> {
        if self.stale {
            self.network.clear();
            self.fed = 0;
            self.stale = false;
        }
        let end = self.tokens.len();
        while self.fed < end {
            let each = rows == Rows::All && self.fed >= start;
            let piece = if each || !self.network.takes_several(self.fed) {
                1
            } else if rows == Rows::All {
                aligned_piece(self.fed, start - self.fed)
            } else {
                aligned_piece(self.fed, end - self.fed)
            };
            let ids = Tensor::new(&self.tokens[self.fed..self.fed + piece], &Device::Cpu)?.unsqueeze(0)?;
            let row = self.network.forward(&ids, self.fed)?;
            self.fed += piece;
            if each || (rows == Rows::Last && self.fed == end && start < end) {
                let row = row.flatten_all()?.to_dtype(DType::F32)?.to_vec1::<f32>()?;
                if row.len() != self.header.vocabulary {
                    return Err(ModelError::Candle(format!(
                        "use output.weight: it gave {} logits for a vocabulary of {}",
                        row.len(),
                        self.header.vocabulary
                    )));
                }
                self.logits.extend_from_slice(&row);
            }
        }
        Ok(())
    }
}

/// Largest power of two, at most [`PIECE`] and `left`, that divides `position`.
///
/// candle keeps every attention mask it ever made, by (rows, columns). Aligned powers of two make few of them (together
/// a few times context squared bytes); arbitrary lengths would fill the memory over many notes.
fn aligned_piece(position: usize, left: usize) -> usize {
    let mut piece = PIECE;
    while piece > left || !position.is_multiple_of(piece) {
        piece /= 2;
    }
    piece
}

impl LanguageModel for CandleModel {
    fn vocabulary(&self) -> usize {
        self.header.vocabulary
    }

    fn context(&self) -> usize {
        self.header.context
    }

    fn sequences(&self) -> usize {
        1
    }

    fn cached(&self, sequence: usize) -> usize {
        if sequence == 0 { self.tokens.len() } else { 0 }
    }

    fn truncate(&mut self, sequence: usize, length: usize) {
        if sequence == 0 && length < self.tokens.len() {
            self.tokens.truncate(length);
            self.stale = true;
        }
    }

    fn reserve(&mut self, _sequence: usize, length: usize) -> bool {
        length <= self.context()
    }

    fn share(&mut self, from: usize, to: usize, length: usize) -> bool {
        // Whatever is taken away has to be read again, and is better read in slices by the caller.
        let whole = from == to && length == self.cached(from);
        if !whole {
            self.truncate(to, 0);
        }
        whole
    }

    /// # Errors
    /// As the trait says, and [`ModelError::Candle`] for a second sequence, an id outside the vocabulary or a failure in
    /// candle; nothing is appended then.
    fn feed(&mut self, feeds: &[Feed<'_>]) -> Result<(), ModelError> {
        self.logits.clear();
        let feed = match feeds {
            [] => return Ok(()),
            [feed] if feed.sequence == 0 => feed,
            _ => return Err(ModelError::Candle("run a second sequence: this road has only sequence 0".into())),
        };
        let start = self.tokens.len();
        let wanted = start + feed.tokens.len();
        if wanted > self.header.context {
            return Err(ModelError::Context { wanted, context: self.header.context });
        }
        if let Some(id) = feed.tokens.iter().find(|&&id| id as usize >= self.header.vocabulary) {
            let vocabulary = self.header.vocabulary;
            return Err(ModelError::Candle(format!("find token {id} in a vocabulary of {vocabulary}")));
        }
        self.tokens.extend_from_slice(feed.tokens);
        let done = self.run(start, feed.rows);
        if done.is_err() {
            self.tokens.truncate(start);
            self.logits.clear();
            self.stale = true;
        }
        done
    }

    fn logits(&self) -> &[f32] {
        &self.logits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_prompt_and_stay_aligned() {
        for length in 1..300 {
            let mut position = 0;
            while position < length {
                let piece = aligned_piece(position, length - position);
                assert!(piece.is_power_of_two() && piece <= PIECE && position.is_multiple_of(piece));
                position += piece;
            }
            assert_eq!(position, length);
        }
    }
}
