//! The parameters in the kernels' own layout, one buffer for all of them, and their way from and to PyTorch's.

use std::ops::Range;

use wide::f32x4;

use crate::fashion_mnist::N_CLASSES;

/// The convolutions that read the output of another.
#[derive(Clone, Copy)]
pub enum Conv {
    Second,
    Third,
    Fourth,
}

impl Conv {
    /// Its place among these.
    const fn index(self) -> usize {
        match self {
            Self::Second => 0,
            Self::Third => 1,
            Self::Fourth => 2,
        }
    }
}

/// Where each tensor lies in the buffer, in vectors.
pub struct Sections {
    channels: usize,
    vectors: usize,
    /// `[9, vectors]`, the kernel turned by 180°: so its gradient comes out of [`super::gradient_list`].
    first: Range<usize>,
    first_bias: Range<usize>,
    /// `[output channel, 9, vectors of input channels]`
    convs: [Range<usize>; 3],
    conv_biases: [Range<usize>; 3],
    /// `[class, 49, vectors]`
    classifier: Range<usize>,
    /// Ten numbers in three vectors.
    classifier_bias: Range<usize>,
}

const N_FEATURE_PLACES: usize = 49;

impl Sections {
    pub fn new(channels: usize, vectors: usize) -> Self {
        let mut end = 0;
        let mut next = |length: usize| {
            let start = end;
            end += length;
            start..end
        };
        Self {
            channels,
            vectors,
            first: next(9 * vectors),
            first_bias: next(vectors),
            convs: std::array::from_fn(|_| next(channels * 9 * vectors)),
            conv_biases: std::array::from_fn(|_| next(vectors)),
            classifier: next(N_CLASSES * N_FEATURE_PLACES * vectors),
            classifier_bias: next(N_CLASSES.div_ceil(4)),
        }
    }

    /// The length of the buffer.
    pub fn n_vectors(&self) -> usize {
        self.classifier_bias.end
    }

    /// For each value of each tensor, in PyTorch's order and layouts: its position in the buffer, in numbers.
    fn positions(&self) -> Vec<Vec<usize>> {
        let (channels, vectors) = (self.channels, self.vectors);
        let bias =
            |section: &Range<usize>, n: usize| (0..n).map(|i| section.start * 4 + i).collect();
        let mut tensors = Vec::new();
        let first = |channel: usize| {
            (0..9).map(move |tap| (self.first.start + (8 - tap) * vectors) * 4 + channel)
        };
        tensors.push((0..channels).flat_map(first).collect());
        tensors.push(bias(&self.first_bias, channels));
        for (section, section_bias) in self.convs.iter().zip(&self.conv_biases) {
            let weight = |output: usize, input: usize, tap: usize| {
                (section.start + (output * 9 + tap) * vectors) * 4 + input
            };
            let mut positions = Vec::new();
            for output in 0..channels {
                for input in 0..channels {
                    positions.extend((0..9).map(|tap| weight(output, input, tap)));
                }
            }
            tensors.push(positions);
            tensors.push(bias(section_bias, channels));
        }
        let mut positions = Vec::new();
        for class in 0..N_CLASSES {
            for channel in 0..channels {
                positions.extend((0..N_FEATURE_PLACES).map(|place| {
                    let row = class * N_FEATURE_PLACES + place;
                    (self.classifier.start + row * vectors) * 4 + channel
                }));
            }
        }
        tensors.push(positions);
        tensors.push(bias(&self.classifier_bias, N_CLASSES));
        tensors
    }
}

/// All parameters, or their gradients. Numbers beyond the last channel are zero and stay so.
#[derive(Clone)]
pub struct Parameters(pub Vec<f32x4>);

impl Parameters {
    /// Of tensors in PyTorch's order and layouts.
    pub fn from_pytorch(tensors: &[&[f32]], sections: &Sections) -> Self {
        let mut buffer = vec![f32x4::ZERO; sections.n_vectors()];
        let numbers: &mut [f32] = bytemuck::cast_slice_mut(&mut buffer);
        for (positions, values) in sections.positions().iter().zip(tensors) {
            for (&position, &value) in positions.iter().zip(*values) {
                numbers[position] = value;
            }
        }
        Self(buffer)
    }

    /// Tensors in PyTorch's order and layouts.
    pub fn to_pytorch(&self, sections: &Sections) -> Vec<Vec<f32>> {
        let numbers: &[f32] = bytemuck::cast_slice(&self.0);
        let tensors = sections.positions().into_iter();
        tensors
            .map(|positions| positions.into_iter().map(|i| numbers[i]).collect())
            .collect()
    }

    /// Weights `[9, vectors]` and bias.
    pub fn first_conv(&self, sections: &Sections) -> (&[f32x4], &[f32x4]) {
        (
            &self.0[sections.first.clone()],
            &self.0[sections.first_bias.clone()],
        )
    }

    pub fn first_conv_mut(&mut self, sections: &Sections) -> (&mut [f32x4], &mut [f32x4]) {
        two(&mut self.0, &sections.first, &sections.first_bias)
    }

    /// `[output channel, 9, vectors]`
    pub fn conv_weights(&self, conv: Conv, sections: &Sections) -> &[f32x4] {
        &self.0[sections.convs[conv.index()].clone()]
    }

    pub fn conv_bias(&self, conv: Conv, sections: &Sections) -> &[f32x4] {
        &self.0[sections.conv_biases[conv.index()].clone()]
    }

    pub fn conv_mut(&mut self, conv: Conv, sections: &Sections) -> (&mut [f32x4], &mut [f32x4]) {
        let conv = conv.index();
        two(
            &mut self.0,
            &sections.convs[conv],
            &sections.conv_biases[conv],
        )
    }

    /// Weights `[class, 49, vectors]` and bias.
    pub fn classifier(&self, sections: &Sections) -> (&[f32x4], &[f32x4]) {
        (
            &self.0[sections.classifier.clone()],
            &self.0[sections.classifier_bias.clone()],
        )
    }

    pub fn classifier_mut(&mut self, sections: &Sections) -> (&mut [f32x4], &mut [f32x4]) {
        two(&mut self.0, &sections.classifier, &sections.classifier_bias)
    }

    /// A step of gradient descent.
    pub fn descend(&mut self, gradients: &Self, learning_rate: f32) {
        let rate = f32x4::splat(learning_rate);
        for (value, &gradient) in self.0.iter_mut().zip(&gradients.0) {
            *value -= rate * gradient;
        }
    }
}

/// Two parts of a buffer, the first before the second.
fn two<'a>(
    buffer: &'a mut [f32x4],
    first: &Range<usize>,
    second: &Range<usize>,
) -> (&'a mut [f32x4], &'a mut [f32x4]) {
    let (before, after) = buffer.split_at_mut(second.start);
    (&mut before[first.clone()], &mut after[..second.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_come_back_as_they_went_in() {
        for (channels, vectors) in [(1, 2), (10, 3), (17, 6)] {
            let sections = Sections::new(channels, vectors);
            let mut n = 0.0;
            let tensors: Vec<Vec<f32>> = sections
                .positions()
                .iter()
                .map(|positions| {
                    positions
                        .iter()
                        .map(|_| {
                            n += 1.0;
                            n
                        })
                        .collect()
                })
                .collect();
            let slices: Vec<&[f32]> = tensors.iter().map(Vec::as_slice).collect();
            let parameters = Parameters::from_pytorch(&slices, &sections);
            assert_eq!(parameters.to_pytorch(&sections), tensors);
        }
    }
}
