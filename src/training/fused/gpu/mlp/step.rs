//! Many SGD steps of an MLP in one launch of one workgroup.

use cubecl::prelude::*;

use super::super::metrics::write_metrics;
use super::super::packed_split::{Batch, Images, N_WORDS};
use super::first_layer::{WeightTile, partial_sums, sum_gradients, update_weights};
use super::scratch::Scratch;
use super::second_layer::{loss_and_gradients, no_gradients, rest_gradient};
use super::{MlpConfig, PADDING, Parameters};

/// Consecutive steps of one batch size.
#[derive(CubeType, CubeLaunch)]
pub struct Steps {
    /// Position among the metrics.
    pub first: usize,
    /// Position among the indices of the first image.
    pub first_index: usize,
    pub n_steps: usize,
    pub batch_size: usize,
    pub learning_rate: f32,
}

/// One workgroup makes the steps; its units meet at four barriers a step.
///
/// # Shapes
/// - scratch: see [`Scratch`]
/// - metrics: `[n_steps, 2]`: mean loss, correct predictions
#[cube(launch_unchecked)]
pub fn mlp_steps(
    params: &mut Parameters,
    images: &Images,
    scratch: &mut [f32],
    metrics: &mut [f32],
    steps: &Steps,
    #[comptime] config: MlpConfig,
) {
    let unit = UNIT_POS as usize;
    let n_hidden = comptime!(config.hidden);
    let n_units = comptime!(config.n_units);
    let n_images = steps.batch_size.div_ceil(PADDING) * PADDING;
    let offsets = Scratch::new(
        n_images,
        comptime!(config.hidden),
        comptime!(config.n_parts),
    );

    for step in 0..steps.n_steps {
        let batch = Batch {
            first: steps.first_index + step * steps.batch_size,
            size: steps.batch_size,
        };

        // Layer 1, partial sums.
        let n_items = n_images / comptime!(config.tile_images)
            * comptime!(config.n_hidden_tiles() * config.n_parts);
        let mut item = unit;
        while item < n_items {
            partial_sums(
                &params.first,
                images,
                scratch,
                &offsets,
                &batch,
                item,
                config,
            );
            item += n_units;
        }
        sync_storage();

        // Layer 1, whole sums: [n_images, hidden].
        let mut index = unit;
        while index < offsets.part_len {
            let mut sum = 0.0f32;
            #[unroll]
            for part in 0..comptime!(config.n_parts) {
                sum += scratch[part * offsets.part_len + index];
            }
            let mut value = sum / 255.0f32 + params.rest[index % n_hidden];
            if comptime!(config.hidden_relu) {
                value = max(value, 0.0f32);
            }
            scratch[offsets.hidden + index] = value;
            index += n_units;
        }
        sync_storage();

        // Layer 2, the loss and the gradients before both layers: an image a unit.
        let mut image = unit;
        while image < n_images {
            if image < batch.size {
                loss_and_gradients(
                    &params.rest,
                    images,
                    scratch,
                    &offsets,
                    &batch,
                    image,
                    config,
                );
            } else {
                no_gradients(scratch, &offsets, image, config);
            }
            image += n_units;
        }
        sync_storage();

        // Layer 1's weights: some words of all rows a unit.
        let mut word = unit;
        while word < comptime!(N_WORDS / config.tile_words) {
            for pass in 0..comptime!(config.n_hidden_tiles()) {
                let tile = WeightTile {
                    word,
                    hidden: pass * comptime!(config.tile_hidden),
                };
                let sums = sum_gradients(images, &*scratch, &offsets, &batch, &tile, config);
                update_weights(&mut params.first, &tile, &sums, steps.learning_rate, config);
            }
            word += n_units;
        }
        // The other parameters, first by the units that have no words.
        let mut parameter = n_units - 1 - unit;
        while parameter < comptime!(config.n_rest) {
            let gradient = rest_gradient(&*scratch, &offsets, parameter, n_images, config);
            params.rest[parameter] -= steps.learning_rate * gradient;
            parameter += n_units;
        }
        if unit == n_units - 1 {
            let mut loss = 0.0f32;
            let mut correct = 0.0f32;
            for image in 0..batch.size {
                loss += scratch[offsets.losses + image];
                correct += scratch[offsets.correct + image];
            }
            write_metrics(metrics, steps.first + step, loss, correct, batch.size);
        }
        sync_storage();
    }
}
