//! The forward pass of a llama-architecture model.

use super::adapter::Adapter;
use super::weights::Weights;
use crate::kernels::Kernel;
use crate::kernels::pass::{Target, run};
use crate::kernels::workspace::Workspace;
use crate::team::Team;

/// Computes the logits of the wanted rows of the workspace, and caches keys and values of all its rows. `adapter` is for the
/// rows that are adapted, if there are any.
pub fn forward(team: &Team, kernel: Kernel, weights: &Weights, adapter: Option<&Adapter>, work: &mut Workspace) {
    let head = weights.head.as_ref().unwrap_or(&weights.embedding);
    run(team, kernel, work, |mut pass| {
        pass.embed(&weights.embedding);
        for (index, layer) in weights.layers.iter().enumerate() {
            let attention = [(&layer.query, Target::Query), (&layer.key, Target::Key), (&layer.value, Target::Value)];
            let low = adapter.map(|adapter| &adapter.layers[index]);
            pass.project_normed(&layer.attention_norm, &attention, low.map(|low| &low.attention));
            pass.rotate_and_cache(index);
            // What the last layer makes of a row, only its own logits need.
            if index + 1 == weights.layers.len() && !pass.pick_wanted() {
                return;
            }
            pass.attend(index, &layer.output, low.map(|low| &low.output));
            let feed_forward = [low.map(|low| &low.feed_forward), low.map(|low| &low.down)];
            pass.feed_forward(&layer.feed_forward_norm, [&layer.gate, &layer.up, &layer.down], feed_forward);
        }
        pass.logits(&weights.norm, head);
    });
}
