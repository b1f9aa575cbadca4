//! The forward pass of a llama-architecture model.

use super::weights::Weights;
use crate::kernels::Kernel;
use crate::kernels::pass::{Target, run};
use crate::kernels::workspace::Workspace;
use crate::team::Team;

/// Computes the logits of the wanted rows of the workspace, and caches keys and values of all its rows.
pub fn forward(team: &Team, kernel: Kernel, weights: &Weights, work: &mut Workspace, wants_logits: bool) {
    let head = weights.head.as_ref().unwrap_or(&weights.embedding);
    run(team, kernel, work, |pass| {
        pass.embed(&weights.embedding);
        for (index, layer) in weights.layers.iter().enumerate() {
            pass.norm(&layer.attention_norm, &[&layer.query, &layer.key, &layer.value]);
            pass.project(&[(&layer.query, Target::Query), (&layer.key, Target::Key), (&layer.value, Target::Value)]);
            pass.rotate_and_cache(index);
            pass.attend(index, &[&layer.output]);
            pass.project(&[(&layer.output, Target::Residual)]);

            pass.norm(&layer.feed_forward_norm, &[&layer.gate, &layer.up]);
            pass.project(&[(&layer.gate, Target::Gate), (&layer.up, Target::Up)]);
            pass.activate(&[&layer.down]);
            pass.project(&[(&layer.down, Target::Residual)]);
        }
        if wants_logits {
            pass.logits(&weights.norm, head);
        }
    });
}
