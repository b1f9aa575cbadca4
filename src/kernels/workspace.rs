//! Every buffer of a forward pass, allocated once.

use super::cells::Cells;
use super::rope::RopeTable;
use super::{BLOCK, PANEL};

/// The sizes that the buffers follow from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Width of the residual stream.
    pub width: usize,
    /// Width of the feed-forward layer.
    pub feed_forward: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads; each serves `heads / kv_heads` query heads.
    pub kv_heads: usize,
    /// Dimensions of a head.
    pub head: usize,
    /// Layers.
    pub layers: usize,
    /// Rows of logits are this wide.
    pub vocabulary: usize,
    /// Positions a sequence's cache holds.
    pub context: usize,
    /// Sequences cached side by side.
    pub sequences: usize,
    /// Rows (tokens) of one pass at most.
    pub rows: usize,
    /// Epsilon of the norms.
    pub epsilon: f32,
}

impl Shape {
    /// Width of all query heads together.
    #[must_use]
    pub fn queries(&self) -> usize {
        self.heads * self.head
    }

    /// Width of all key heads together (and of all value heads).
    #[must_use]
    pub fn keys(&self) -> usize {
        self.kv_heads * self.head
    }

    /// The widest input of any product.
    fn widest(&self) -> usize {
        self.width.max(self.feed_forward).max(self.queries())
    }

    /// Elements of the cached keys (and of the cached values).
    fn cache(&self) -> usize {
        self.layers * self.sequences * self.kv_heads * self.context * self.head
    }
}

/// One token of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// The token's id.
    pub token: u32,
    /// Which sequence it belongs to.
    pub sequence: usize,
    /// Its position in that sequence.
    pub position: usize,
}

/// Buffers of a forward pass and the KV cache, for one team.
pub struct Workspace {
    pub(super) shape: Shape,
    pub(super) rope: RopeTable,
    /// The rows of the pass under way.
    pub(super) rows: Vec<Row>,
    /// Indices into `rows` of those whose logits are wanted.
    pub(super) wanted: Vec<usize>,
    /// The residual stream, `[rows][width]`.
    pub(super) hidden: Cells<f32>,
    /// `[rows][heads][head]`.
    pub(super) query: Cells<f32>,
    /// `[rows][kv_heads][head]`.
    pub(super) key: Cells<f32>,
    /// `[rows][kv_heads][head]`.
    pub(super) value: Cells<f32>,
    /// Output of attention, `[rows][heads][head]`.
    pub(super) mixed: Cells<f32>,
    /// `[rows][feed_forward]`.
    pub(super) gate: Cells<f32>,
    /// `[rows][feed_forward]`.
    pub(super) up: Cells<f32>,
    /// Quantized inputs of the next product: `[rows][inputs]`, `[rows][inputs / 32]` twice.
    pub(super) eight: (Cells<i8>, Cells<f32>, Cells<f32>),
    /// The same in fourteen bits: `[rows][inputs]`, `[rows][inputs / 32]`.
    pub(super) fourteen: (Cells<i16>, Cells<f32>),
    /// `[layers][sequences][kv_heads][context][head]`.
    pub(super) keys: Cells<f32>,
    /// `[layers][sequences][kv_heads][context][head]`.
    pub(super) values: Cells<f32>,
    /// Per member: `[context]` attention scores.
    pub(super) scores: Cells<f32>,
    /// Per member: one normalized row, `[width]`.
    pub(super) normed: Cells<f32>,
    /// Per member: one unpacked panel, `[inputs][8]`.
    pub(super) panel: Cells<u8>,
    /// `[wanted][vocabulary]`.
    pub(super) logits: Cells<f32>,
}

impl Workspace {
    /// Buffers for a team of `members`; `None` where memory does not suffice.
    #[must_use]
    pub fn new(shape: Shape, rope: RopeTable, members: usize) -> Option<Self> {
        let widest = shape.rows * shape.widest();
        Some(Self {
            shape,
            rope,
            rows: Vec::with_capacity(shape.rows),
            wanted: Vec::with_capacity(shape.rows),
            hidden: Cells::new(shape.rows * shape.width)?,
            query: Cells::new(shape.rows * shape.queries())?,
            key: Cells::new(shape.rows * shape.keys())?,
            value: Cells::new(shape.rows * shape.keys())?,
            mixed: Cells::new(shape.rows * shape.queries())?,
            gate: Cells::new(shape.rows * shape.feed_forward)?,
            up: Cells::new(shape.rows * shape.feed_forward)?,
            eight: (Cells::new(widest)?, Cells::new(widest / BLOCK)?, Cells::new(widest / BLOCK)?),
            fourteen: (Cells::new(widest)?, Cells::new(widest / BLOCK)?),
            keys: Cells::new(shape.cache())?,
            values: Cells::new(shape.cache())?,
            scores: Cells::new(members * shape.context)?,
            normed: Cells::new(members * shape.width)?,
            panel: Cells::new(members * shape.widest() * PANEL)?,
            logits: Cells::new(shape.vocabulary)?,
        })
    }

    /// The sizes that it was made for.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Sets the rows of the next pass and which of them (indices, ascending) get logits; false where memory does not
    /// suffice for so many logits.
    ///
    /// # Panics
    /// When there are more rows than the shape allows or a row lies outside of it: the caller's own error.
    #[must_use]
    pub fn set_rows(&mut self, rows: &[Row], wanted: &[usize]) -> bool {
        let shape = &self.shape;
        assert!(rows.len() <= shape.rows && wanted.iter().all(|i| *i < rows.len()));
        assert!(rows.iter().all(|row| row.position < shape.context && row.sequence < shape.sequences));
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        self.wanted.clear();
        self.wanted.extend_from_slice(wanted);
        if self.logits.len() < wanted.len() * shape.vocabulary {
            match Cells::new(wanted.len() * shape.vocabulary) {
                Some(logits) => self.logits = logits,
                None => return false,
            }
        }
        true
    }

    /// Logits of the last pass, `[wanted][vocabulary]`.
    #[must_use]
    pub fn logits(&self) -> &[f32] {
        // SAFETY: no pass runs, since a pass borrows the workspace mutably: nobody writes.
        unsafe { self.logits.read(0..self.wanted.len() * self.shape.vocabulary) }
    }
}
