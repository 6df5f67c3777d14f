//! The gradients of all convolutions' weights and biases, by image and group of rows.

use cubecl::prelude::*;

use super::plan::{Arena, STRIP, n_conv_parameters};

/// A unit gathers, over some rows of one image, the gradients of the nine weights between one input channel and some
/// output channels; units beyond the last input channel gather those of the biases.
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn gather_gradients(
    arena: &mut [f32],
    n_images: u32,
    #[comptime] places: Arena,
    #[comptime] n_channels: usize,
) {
    let images = n_images as usize;
    let image = ABSOLUTE_POS % images;
    let item = ABSOLUTE_POS / images;
    let hidden = comptime!(places.hidden);
    let n_groups = comptime!(places.n_row_groups);
    let n_tiles = comptime!(places.hidden.div_ceil(n_channels) * places.n_row_groups);
    // The large images first: the last workgroups then have the least to do.
    let n_of_2 = comptime!((places.hidden + 1) * n_tiles);
    let n_of_1 = comptime!(2 * n_tiles);
    let per_layer = comptime!(places.hidden * (places.hidden * 9 + 1));
    let first_layer = comptime!(places.hidden * 10);
    if item < comptime!(3 * n_of_2 + n_of_1) {
        let mut size = 28usize.runtime();
        let mut n_in = comptime!(places.hidden).runtime();
        let mut input = comptime!(places.relu_1).runtime();
        let mut gradient = comptime!(places.gradient_2).runtime();
        let mut weights = comptime!(first_layer).runtime();
        let mut of_layer = item;
        if item >= comptime!(n_of_2 + n_of_1) {
            size = 14usize.runtime();
            of_layer = item - comptime!(n_of_2 + n_of_1);
            input = comptime!(places.pool_1).runtime();
            gradient = comptime!(places.gradient_3).runtime();
            weights = comptime!(first_layer + per_layer).runtime();
            if of_layer >= n_of_2 {
                of_layer -= n_of_2;
                input = comptime!(places.relu_3).runtime();
                gradient = comptime!(places.gradient_4).runtime();
                weights = comptime!(first_layer + 2 * per_layer).runtime();
            }
        } else if item >= n_of_2 {
            n_in = 1usize.runtime();
            of_layer = item - n_of_2;
            input = comptime!(places.pixels).runtime();
            gradient = comptime!(places.gradient_1).runtime();
            weights = 0usize.runtime();
        }
        let group = of_layer % n_groups;
        let channel_0 =
            of_layer / n_groups % comptime!(places.hidden.div_ceil(n_channels)) * n_channels;
        let from = of_layer / n_tiles;
        let width = size + 2;
        let n_rows = size / n_groups;
        let at_partial = comptime!(places.partial_gradients) * images + group * images + image;
        let stride = n_groups * images;

        if from < n_in {
            let mut sums = Array::<f32>::new(comptime!(n_channels * 9));
            #[unroll]
            for at in 0..comptime!(n_channels * 9) {
                sums[at] = 0.0f32;
            }
            for row in group * n_rows..(group + 1) * n_rows {
                for strip in 0..size / STRIP {
                    let mut gradients = Array::<f32>::new(comptime!(n_channels * STRIP));
                    #[unroll]
                    for t in 0..n_channels {
                        let channel = min(channel_0 + t, comptime!(places.hidden - 1));
                        let at = gradient * images
                            + ((channel * width + row + 1) * width + strip * STRIP + 1) * images
                            + image;
                        #[unroll]
                        for column in 0..STRIP {
                            gradients[t * STRIP + column] = arena[at + column * images];
                        }
                    }
                    #[unroll]
                    for ky in 0..3usize {
                        let at = input * images
                            + ((from * width + row + ky) * width + strip * STRIP) * images
                            + image;
                        let mut values = Array::<f32>::new(STRIP + 2);
                        #[unroll]
                        for column in 0..STRIP + 2 {
                            values[column] = arena[at + column * images];
                        }
                        #[unroll]
                        for t in 0..n_channels {
                            #[unroll]
                            for kx in 0..3usize {
                                let mut sum = sums[t * 9 + ky * 3 + kx];
                                #[unroll]
                                for column in 0..STRIP {
                                    sum += gradients[t * STRIP + column] * values[column + kx];
                                }
                                sums[t * 9 + ky * 3 + kx] = sum;
                            }
                        }
                    }
                }
            }
            #[unroll]
            for t in 0..n_channels {
                if channel_0 + t < hidden {
                    #[unroll]
                    for k in 0..9usize {
                        let parameter = weights + ((channel_0 + t) * n_in + from) * 9 + k;
                        arena[at_partial + parameter * stride] = sums[t * 9 + k];
                    }
                }
            }
        } else {
            #[unroll]
            for t in 0..n_channels {
                if channel_0 + t < hidden {
                    let mut sum = 0.0f32;
                    for row in group * n_rows..(group + 1) * n_rows {
                        let at = gradient * images
                            + (((channel_0 + t) * width + row + 1) * width + 1) * images
                            + image;
                        for column in 0..size {
                            sum += arena[at + column * images];
                        }
                    }
                    let parameter = weights + hidden * n_in * 9 + channel_0 + t;
                    arena[at_partial + parameter * stride] = sum;
                }
            }
        }
    }
}

/// Sums each parameter's gradients and makes the step; one more unit sums up the losses.
///
/// # Shapes
/// - params: all parameters, in PyTorch's order
/// - figures: `[n_steps, 2]`: mean loss, images that were right
#[cube(launch_unchecked)]
#[allow(clippy::too_many_arguments)]
pub fn update(
    params: &mut [f32],
    arena: &[f32],
    figures: &mut [f32],
    n_images: u32,
    batch_size: u32,
    step: u32,
    learning_rate: f32,
    #[comptime] places: Arena,
) {
    let images = n_images as usize;
    let at = ABSOLUTE_POS;
    let n_conv = comptime!(n_conv_parameters(places.hidden));
    let n_features = comptime!(places.hidden * 49);
    let n_head = comptime!(places.hidden * 490);
    if at < n_conv {
        let n_terms = comptime!(places.n_row_groups) * images;
        let first = comptime!(places.partial_gradients) * images + at * n_terms;
        // Padded batches are multiples of 8.
        let mut sum = 0.0f32;
        for group in 0..n_terms / 8 {
            #[unroll]
            for i in 0..8usize {
                sum += arena[first + group * 8 + i];
            }
        }
        params[at] -= learning_rate * sum;
    } else if at < comptime!(n_conv + n_head + 10) {
        let of_head = at - n_conv;
        let mut sum = 0.0f32;
        if of_head < n_head {
            let dlogits = (comptime!(places.dlogits) + of_head / n_features) * images;
            let features = (comptime!(places.pool_2) + of_head % n_features) * images;
            for group in 0..images / 8 {
                #[unroll]
                for i in 0..8usize {
                    sum += arena[dlogits + group * 8 + i] * arena[features + group * 8 + i];
                }
            }
        } else {
            let dlogits = (comptime!(places.dlogits) + of_head - n_head) * images;
            for image in 0..images {
                sum += arena[dlogits + image];
            }
        }
        params[at] -= learning_rate * sum;
    } else if at == comptime!(n_conv + n_head + 10) {
        let mut loss = 0.0f32;
        let mut right = 0.0f32;
        for image in 0..batch_size as usize {
            loss += arena[comptime!(places.loss) * images + image];
            right += arena[comptime!(places.right) * images + image];
        }
        figures[step as usize * 2] = loss / f32::cast_from(batch_size);
        figures[step as usize * 2 + 1] = right;
    }
}
