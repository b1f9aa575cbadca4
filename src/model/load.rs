//! A GGUF to a model while its bytes arrive: beyond the weights themselves, at most eight rows are held.

use half::{bf16, f16};

use super::weights::{Parts, Weights, format};
use super::{Config, ModelError};
use crate::gguf::{GgufError, Header, Parsed, TensorInfo};
use crate::kernels::PANEL;
use crate::kernels::repack::{Format, repack};

/// Takes the bytes of a file in order, in pieces of any size.
pub struct Loader {
    file_bytes: u64,
    /// Bytes of the file consumed so far, in the tensor phase.
    position: u64,
    /// The file's beginning, until the header is complete; then the rest of a piece that was no whole panel.
    pending: Vec<u8>,
    /// Bytes that the header needs before it is worth parsing (again).
    wanted: usize,
    state: Option<State>,
}

/// What is known once the header is there.
struct State {
    header: Header,
    config: Config,
    parts: Parts,
    /// The tensor under way, an index into the header's, and its next panel.
    tensor: usize,
    panel: usize,
}

impl Loader {
    /// A loader for a file of `file_bytes` bytes.
    #[must_use]
    pub fn new(file_bytes: u64) -> Self {
        Self { file_bytes, position: 0, pending: Vec::new(), wanted: 0, state: None }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`ModelError`] as soon as the header shows that the model can't be run.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ModelError> {
        if self.state.is_some() {
            return self.consume(bytes);
        }
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < self.wanted {
            return Ok(());
        }
        match Header::parse(&self.pending, self.file_bytes)? {
            Parsed::NeedMore(wanted) => {
                self.wanted = wanted;
                Ok(())
            }
            Parsed::Complete(header) => {
                let config = Config::from_header(&header)?;
                let parts = Parts::allocate(&header, &config)?;
                self.state = Some(State { header, config, parts, tensor: 0, panel: 0 });
                let beginning = std::mem::take(&mut self.pending);
                self.consume(&beginning)
            }
        }
    }

    /// The header, configuration and weights, once every byte has been pushed.
    ///
    /// # Errors
    /// [`ModelError`] where bytes or tensors are missing.
    pub fn finish(self) -> Result<(Header, Config, Weights), ModelError> {
        let end = self.position;
        let truncated = || {
            let field = "tensors, data".to_string();
            ModelError::Gguf(GgufError::Truncated { field, needed: self.file_bytes, file_bytes: end })
        };
        let state = self.state.ok_or_else(truncated)?;
        if state.tensor < state.header.tensors.len() {
            return Err(truncated());
        }
        let weights = state.parts.assemble(&state.config)?;
        Ok((state.header, state.config, weights))
    }

    /// Cuts the bytes into panels of eight rows (whole vectors for one-dimensional tensors) and repacks each.
    fn consume(&mut self, mut bytes: &[u8]) -> Result<(), ModelError> {
        let Some(state) = &mut self.state else { return Ok(()) };
        while let Some(tensor) = state.header.tensors.get(state.tensor) {
            let unit = unit_bytes(tensor, state.panel)?;
            let start = tensor.offset + unit.offset;
            if self.position < start && self.pending.is_empty() {
                let gap = usize::try_from(start - self.position).unwrap_or(usize::MAX).min(bytes.len());
                self.position += gap as u64;
                bytes = &bytes[gap..];
            }
            if bytes.is_empty() {
                return Ok(());
            }
            let take = (unit.bytes - self.pending.len()).min(bytes.len());
            let (now, rest) = bytes.split_at(take);
            self.position += take as u64;
            bytes = rest;
            if self.pending.is_empty() && now.len() == unit.bytes {
                state.take_unit(now)?;
            } else {
                self.pending.extend_from_slice(now);
                if self.pending.len() < unit.bytes {
                    return Ok(());
                }
                state.take_unit(&self.pending)?;
                self.pending.clear();
            }
        }
        self.position += bytes.len() as u64;
        Ok(())
    }
}

/// A piece of a tensor that is repacked at once.
struct Unit {
    offset: u64,
    bytes: usize,
}

fn unit_bytes(tensor: &TensorInfo, panel: usize) -> Result<Unit, ModelError> {
    if tensor.shape.get(1).is_none_or(|rows| *rows == 1) {
        return Ok(Unit { offset: 0, bytes: tensor.bytes as usize });
    }
    let row = format(tensor)?.row_bytes(tensor.shape[0] as usize).unwrap_or(0);
    let offset = (panel * PANEL * row) as u64;
    Ok(Unit { offset, bytes: ((tensor.bytes - offset) as usize).min(PANEL * row) })
}

impl State {
    fn take_unit(&mut self, bytes: &[u8]) -> Result<(), ModelError> {
        let tensor = &self.header.tensors[self.tensor];
        let format = format(tensor)?;
        if let Some(matrix) = self.parts.matrices.get_mut(&tensor.name) {
            repack(format, bytes, matrix, self.panel);
            self.panel += 1;
            if self.panel < matrix.panels() {
                return Ok(());
            }
        } else {
            self.parts.vectors.insert(tensor.name.clone(), vector(format, bytes));
        }
        self.panel = 0;
        self.tensor += 1;
        Ok(())
    }
}

/// Numbers that are not quantized.
pub(super) fn vector(format: Format, bytes: &[u8]) -> Vec<f32> {
    match format {
        Format::F16 => bytes.chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
        Format::Bf16 => bytes.chunks_exact(2).map(|b| bf16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
        _ => bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
    }
}
