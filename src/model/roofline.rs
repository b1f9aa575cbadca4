//! How near the kernels come to what the machine can do.

use serde::Serialize;

use super::{FastModel, ModelError, SLICE};
use crate::kernels::matrix::Matrix;
use crate::kernels::pass::run;
use crate::kernels::roofline::{Rate, multiply_adds, rate, reads};
use crate::kernels::workspace::Row;
use crate::ports::Clock;

/// The machine's limits and what the kernels reach of them, all threads at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Roofline {
    /// Integer multiply-adds, in 10^9 per second, of each form that the build has; the largest is the limit.
    pub multiply_adds: Vec<(&'static str, Rate)>,
    /// Gigabytes per second read of all weights.
    pub reads: Rate,
    /// Multiply-adds, in 10^9 per second, of the layers' products with [`SLICE`] rows: reading a prompt.
    pub prefill: Rate,
    /// Gigabytes of weights per second of the layers' products with one row: writing.
    pub decode: Rate,
    /// Gigabytes of weights per second of the head's product with one row.
    pub head: Rate,
}

impl FastModel {
    /// Measures the machine, then the products alone. Takes some seconds; what is cached stays.
    ///
    /// # Errors
    /// [`ModelError::Memory`] where a buffer does not fit.
    pub fn roofline(&mut self, clock: &dyn Clock) -> Result<Roofline, ModelError> {
        let all: Vec<&Matrix> = self.matrices().collect();
        let (multiply_adds, reads) = (multiply_adds(&self.team, clock), reads(&self.team, clock, &all));
        let head = self.weights.head.as_ref().unwrap_or(&self.weights.embedding);
        let head_bytes = head.bytes() as f64;
        let layers = self.weights.layers.iter().flat_map(|layer| {
            [&layer.query, &layer.key, &layer.value, &layer.output, &layer.gate, &layer.up, &layer.down]
        });
        let (macs, bytes) = layers.fold((0.0, 0.0), |(macs, bytes), matrix| {
            (macs + (matrix.outputs * matrix.inputs) as f64, bytes + matrix.bytes() as f64)
        });
        self.set_idle_rows(SLICE)?;
        let prefill = rate(clock, macs * SLICE as f64, |count| (0..count).for_each(|_| self.multiply_layers()));
        self.set_idle_rows(1)?;
        let decode = rate(clock, bytes, |count| (0..count).for_each(|_| self.multiply_layers()));
        let head = rate(clock, head_bytes, |count| (0..count).for_each(|_| self.multiply_head()));
        Ok(Roofline { multiply_adds, reads, prefill, decode, head })
    }

    /// Rows for products alone: which tokens they are does not matter, since nothing reads or caches them.
    fn set_idle_rows(&mut self, count: usize) -> Result<(), ModelError> {
        let fits = self.work.set_rows(&vec![Row::default(); count], &[0]);
        if fits { Ok(()) } else { Err(ModelError::Memory("the logits")) }
    }

    /// The products of a forward pass, in its order, without what lies between them.
    fn multiply_layers(&mut self) {
        let layers = &self.weights.layers;
        run(&self.team, self.kernel, &mut self.work, |pass| {
            for layer in layers {
                pass.multiply(&[&layer.query, &layer.key, &layer.value]);
                pass.multiply(&[&layer.output]);
                pass.multiply(&[&layer.gate, &layer.up]);
                pass.multiply(&[&layer.down]);
            }
        });
    }

    /// The product with the head.
    fn multiply_head(&mut self) {
        let head = self.weights.head.as_ref().unwrap_or(&self.weights.embedding);
        run(&self.team, self.kernel, &mut self.work, |pass| pass.multiply(&[head]));
    }
}
