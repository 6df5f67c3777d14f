//! The backward pass by lists: only where a pooled maximum or a ReLU lets a gradient through is there work to do.

use wide::{f32x4, u32x4};

use super::FULL;
use super::first_layer::Pixels;
use super::layout::{Plane, Width};
use crate::fashion_mnist::N_PIXELS;
use crate::lanes::multiply_add;

/// A number that is not zero, and where its 3×3 window starts in a plane with a border, in vectors.
#[derive(Clone, Copy, Default)]
struct Entry {
    value: f32,
    window: u32,
}

/// The numbers of one channel that are not zero.
pub struct GradientList {
    entries: Vec<Entry>,
    length: usize,
}

impl Default for GradientList {
    fn default() -> Self {
        Self {
            entries: vec![Entry::default(); N_PIXELS + 1],
            length: 0,
        }
    }
}

impl GradientList {
    /// Written in any case and counted if not zero: a branch would be guessed wrongly too often.
    #[inline(always)]
    fn push(&mut self, value: f32, window: u32) {
        self.entries[self.length] = Entry { value, window };
        // As bits, because comparing numbers takes processors longer.
        self.length += usize::from(value.to_bits() != 0);
    }

    /// The gradients of a channel of a pooled plane, each at the window that its maximum came from.
    fn collect_pooled<const W: usize, const ONE: bool>(
        &mut self,
        width: Width<W, ONE>,
        channel: usize,
        (plane, gradient, from): (Plane, &[f32x4], &[u32x4]),
    ) {
        let step = width.vectors() * 4;
        let gradient: &[f32] = bytemuck::cast_slice(gradient);
        let from: &[u32] = bytemuck::cast_slice(from);
        self.length = 0;
        for row in 0..plane.side {
            let start = (plane.origin + row * plane.stride) * step + channel;
            let end = start + plane.side * step;
            for number in (start..end).step_by(step) {
                self.push(gradient[number], from[number]);
            }
        }
    }

    /// The gradients of a channel of a plane with a border.
    pub fn collect<const W: usize, const ONE: bool>(
        &mut self,
        width: Width<W, ONE>,
        channel: usize,
        (plane, gradient): (Plane, &[f32x4]),
    ) {
        let vectors = width.vectors();
        let gradient: &[f32] = bytemuck::cast_slice(gradient);
        self.length = 0;
        for row in 0..plane.side {
            let start = (plane.origin + row * plane.stride) * vectors * 4 + channel;
            for column in 0..plane.side {
                let window = (row * plane.stride + column) * vectors;
                self.push(gradient[start + column * vectors * 4], window as u32);
            }
        }
    }

    /// The pixels that are not black, whose windows lie in a plane [`FULL`].
    pub fn collect_pixels<const W: usize, const ONE: bool>(
        &mut self,
        width: Width<W, ONE>,
        pixels: &Pixels,
    ) {
        self.length = 0;
        for row in 0..FULL.side {
            let values = &pixels.values()[FULL.origin + row * FULL.stride..][..FULL.side];
            for (column, &value) in values.iter().enumerate() {
                let window = (row * FULL.stride + column) * width.vectors();
                self.push(value, window as u32);
            }
        }
    }

    /// The backward pass of a convolution whose output was pooled: from the pooled plane's gradient and where its maxima came
    /// from, adds to the gradients of the weights and computes that of the input.
    pub fn go_back_pooled<const W: usize, const ONE: bool>(
        &mut self,
        width: Width<W, ONE>,
        pooled: (Plane, &[f32x4], &[u32x4]),
        (plane, input): (Plane, &[f32x4]),
        (weights, weight_gradients): (&[f32x4], &mut [f32x4]),
        input_gradient: &mut [f32x4],
    ) {
        input_gradient.fill(f32x4::ZERO);
        for channel in 0..width.channels() {
            self.collect_pooled(width, channel, pooled);
            let sums = width.of_channel_mut(weight_gradients, channel);
            self.add_weight_gradients(width, plane, input, sums);
            let weights = width.of_channel(weights, channel);
            self.add_input_gradients(width, plane, weights, input_gradient);
        }
    }

    /// Adds each entry times its window of `input` to `sums`, `[9, vectors]`.
    #[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
    pub fn add_weight_gradients<const W: usize, const ONE: bool>(
        &self,
        width: Width<W, ONE>,
        plane: Plane,
        input: &[f32x4],
        sums: &mut [f32x4],
    ) {
        let vectors = width.vectors();
        for row in 0..3 {
            // A window's row is one run of 3 · vectors; as many of them at a time as a block's registers hold.
            for block in 0..width.blocks() {
                let sums = &mut sums[row * 3 * vectors + block * 3 * W..][..3 * W];
                let start = row * plane.stride * vectors + block * 3 * W;
                let mut totals = [[f32x4::ZERO; W]; 3];
                totals.as_flattened_mut().copy_from_slice(sums);
                for entry in &self.entries[..self.length] {
                    let value = f32x4::splat(entry.value);
                    let input = &input[entry.window as usize + start..][..3 * W];
                    for (total, &input) in totals.as_flattened_mut().iter_mut().zip(input) {
                        *total = multiply_add(value, input, *total);
                    }
                }
                sums.copy_from_slice(totals.as_flattened());
            }
        }
    }

    /// Adds each entry times the weights, `[9, vectors]`, to its window of `gradient`.
    #[cfg_attr(relaxed_simd, target_feature(enable = "relaxed-simd"))]
    fn add_input_gradients<const W: usize, const ONE: bool>(
        &self,
        width: Width<W, ONE>,
        plane: Plane,
        weights: &[f32x4],
        gradient: &mut [f32x4],
    ) {
        let vectors = width.vectors();
        for row in 0..3 {
            for block in 0..width.blocks() {
                let mut factors = [[f32x4::ZERO; W]; 3];
                let weights = &weights[row * 3 * vectors + block * 3 * W..][..3 * W];
                factors.as_flattened_mut().copy_from_slice(weights);
                let start = row * plane.stride * vectors + block * 3 * W;
                for entry in &self.entries[..self.length] {
                    let value = f32x4::splat(entry.value);
                    let sums = &mut gradient[entry.window as usize + start..][..3 * W];
                    for (sum, &factor) in sums.iter_mut().zip(factors.as_flattened()) {
                        *sum = multiply_add(value, factor, *sum);
                    }
                }
            }
        }
    }
}

/// A ReLU's gradient: nothing where its output is zero. Adds what passes to the bias' gradient.
pub fn mask<const W: usize, const ONE: bool>(
    width: Width<W, ONE>,
    gradient: &mut [f32x4],
    output: &[f32x4],
    bias_gradient: &mut [f32x4],
) {
    let vectors = width.vectors();
    for block in 0..width.blocks() {
        let mut sums = [f32x4::ZERO; W];
        let places = gradient.chunks_exact_mut(vectors);
        for (gradient, output) in places.zip(output.chunks_exact(vectors)) {
            let gradient = &mut gradient.as_chunks_mut::<W>().0[block];
            let output = &output.as_chunks::<W>().0[block];
            for w in 0..W {
                gradient[w] &= output[w].simd_gt(f32x4::ZERO);
                sums[w] += gradient[w];
            }
        }
        for (total, sum) in bias_gradient[block * W..].iter_mut().zip(sums) {
            *total += sum;
        }
    }
}
