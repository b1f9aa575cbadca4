//! Where a tensor lies in the file and what shape it has.

use super::cursor::{Cursor, Stop, end_of};
use super::field::{Field, Shown};
use super::{GgufError, TensorType};

/// Most dimensions of a tensor (ggml's own limit).
const MOST_DIMENSIONS: usize = 4;

/// A tensor of a file: its description, checked; the data itself stays in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorInfo {
    /// The name, for example `blk.0.attn_q.weight`.
    pub name: String,
    /// Elements in each dimension, the one whose elements lie side by side first (a matrix: `[columns, rows]`).
    /// At most four, none of them 0; none at all for a single number.
    pub shape: Vec<u64>,
    /// How the elements are stored.
    pub kind: TensorType,
    /// Position of the first byte of the data, counted from the beginning of the file.
    pub offset: u64,
    /// Bytes of the data.
    pub bytes: u64,
}

impl TensorInfo {
    /// Number of elements: the product of the dimensions.
    pub fn elements(&self) -> u64 {
        self.shape.iter().product()
    }
}

/// A tensor's description as it lies in the file: checked on its own, not yet copied.
pub(super) struct RawTensor<'a> {
    name: &'a str,
    dimensions: [u64; MOST_DIMENSIONS],
    rank: usize,
    kind: TensorType,
    /// Counted from the beginning of the data section.
    relative_offset: u64,
    bytes: u64,
}

impl<'a> RawTensor<'a> {
    /// Fewest bytes of a description: lengths, a name of one byte, no dimensions, type, offset.
    pub(super) const LEAST_BYTES: u64 = 8 + 1 + 4 + 4 + 8;

    /// Reads and checks the description with this number (counted from 1, for messages).
    pub(super) fn read(cursor: &mut Cursor<'a>, number: u64) -> Result<Self, Stop> {
        let name = cursor.name(Field::TensorName(number))?;
        let field = Field::Tensor(name, "number of dimensions");
        let claimed = cursor.u32(field)?;
        let rank = claimed as usize;
        if rank > MOST_DIMENSIONS {
            return Err(field.malformed(format!("{claimed} is more than {MOST_DIMENSIONS}")).into());
        }
        let mut dimensions = [1; MOST_DIMENSIONS];
        for dimension in &mut dimensions[..rank] {
            *dimension = cursor.u64(Field::Tensor(name, "shape"))?;
        }
        let field = Field::Tensor(name, "type");
        let id = cursor.u32(field)?;
        let Some(kind) = TensorType::from_id(id) else {
            return Err(field.malformed(format!("{id} is not a tensor type in use")).into());
        };
        let bytes = data_bytes(name, &dimensions, kind)?;
        let relative_offset = cursor.u64(Field::Tensor(name, "offset"))?;
        Ok(Self { name, dimensions, rank, kind, relative_offset, bytes })
    }

    /// Bytes that the [`TensorInfo`] takes outside of itself.
    pub(super) fn heap_bytes(&self) -> u64 {
        (self.name.len() + self.rank * size_of::<u64>()) as u64
    }

    /// Copies the description, after checking that the data lies in the file.
    pub(super) fn build(&self, data_offset: u64, alignment: u64, file_bytes: u64) -> Result<TensorInfo, GgufError> {
        let field = Field::Tensor(self.name, "offset");
        if !self.relative_offset.is_multiple_of(alignment) {
            let problem = format!("{} is not a multiple of the alignment, {alignment}", self.relative_offset);
            return Err(field.malformed(problem));
        }
        let Some(offset) = data_offset.checked_add(self.relative_offset) else {
            return Err(field.malformed(format!("{} is more than any file has", self.relative_offset)));
        };
        end_of(offset, self.bytes, file_bytes, Field::Tensor(self.name, "data"))?;
        Ok(TensorInfo {
            name: self.name.to_owned(),
            shape: self.dimensions[..self.rank].to_vec(),
            kind: self.kind,
            offset,
            bytes: self.bytes,
        })
    }
}

/// Bytes that the data of a tensor takes.
fn data_bytes(name: &str, dimensions: &[u64], kind: TensorType) -> Result<u64, GgufError> {
    let field = Field::Tensor(name, "shape");
    if dimensions.contains(&0) {
        return Err(field.malformed(format!("a dimension of {dimensions:?} is 0")));
    }
    if !dimensions[0].is_multiple_of(kind.block_elements()) {
        let (block, kind) = (kind.block_elements(), kind.name());
        return Err(field.malformed(format!("{} is not a multiple of {block}, the block of {kind}", dimensions[0])));
    }
    dimensions
        .iter()
        .try_fold(1_u64, |product, &dimension| product.checked_mul(dimension))
        .and_then(|elements| (elements / kind.block_elements()).checked_mul(kind.block_bytes()))
        .ok_or_else(|| field.malformed(format!("{dimensions:?} is more than any file can hold")))
}

/// Refuses tensors, sorted by offset, whose data overlap.
pub(super) fn check_overlap(tensors: &[TensorInfo]) -> Result<(), GgufError> {
    match tensors.windows(2).find(|pair| pair[0].offset + pair[0].bytes > pair[1].offset) {
        None => Ok(()),
        Some(pair) => {
            let problem = format!("it overlaps the data of tensor '{}'", Shown(&pair[0].name));
            Err(Field::Tensor(&pair[1].name, "data").malformed(problem))
        }
    }
}

/// The positions of the tensors in the order of their names; refuses a name that is there twice.
pub(super) fn index_by_name(tensors: &[TensorInfo]) -> Result<Vec<u32>, GgufError> {
    let count = u32::try_from(tensors.len())
        .map_err(|_| Field::Fixed("tensor count").malformed(format!("{} are too many", tensors.len())))?;
    let mut order = Vec::with_capacity(tensors.len());
    order.extend(0..count);
    let name = |index: u32| tensors[index as usize].name.as_str();
    order.sort_unstable_by(|&a, &b| name(a).cmp(name(b)));
    match order.windows(2).find(|pair| name(pair[0]) == name(pair[1])) {
        None => Ok(order),
        Some(pair) => Err(Field::Tensor(name(pair[0]), "name").malformed("it is there twice")),
    }
}
