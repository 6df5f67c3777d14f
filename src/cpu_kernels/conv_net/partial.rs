//! Sums over a part of a batch, and the fixed binary tree in which they are added up.

use wide::f32x4;

use super::parameters::{Parameters, Sections};

/// What a part of a batch gives to the step: the gradients of the batch's mean loss, in the layout of the parameters, and
/// behind them one vector with the part's share of the loss and its number of right answers.
pub struct Partial(pub Parameters);

impl Partial {
    /// Vectors of a partial sum.
    pub fn n_vectors(sections: &Sections) -> usize {
        sections.n_vectors() + 1
    }

    /// Adds an image's loss, with its weight in the batch's mean.
    pub fn note(&mut self, loss: f64, is_correct: bool) {
        if let Some(metrics) = self.0.0.last_mut() {
            *metrics += f32x4::new([loss as f32, f32::from(u8::from(is_correct)), 0.0, 0.0]);
        }
    }

    /// The loss and the number of right answers.
    pub fn metrics(&self) -> (f32, f32) {
        let [loss, n_correct, ..] = self.0.0.last().copied().unwrap_or_default().to_array();
        (loss, n_correct)
    }

    pub fn numbers(&self) -> &[f32] {
        bytemuck::cast_slice(&self.0.0)
    }

    pub fn numbers_mut(&mut self) -> &mut [f32] {
        bytemuck::cast_slice_mut(&mut self.0.0)
    }
}

/// Adds up sums as the leaves of a binary tree, from left to right: two of the same height make one of the next.
#[derive(Default)]
pub struct PartialTree {
    /// Subtrees that wait for their right neighbour, with their heights, the highest first.
    waiting: Vec<(u32, Partial)>,
    /// Buffers to be used again: a step allocates nothing once there are enough.
    spare: Vec<Partial>,
}

impl PartialTree {
    /// A sum of nothing.
    pub fn empty(&mut self, sections: &Sections) -> Partial {
        let mut partial = self.spare.pop().unwrap_or_else(|| {
            let zeros = vec![f32x4::ZERO; Partial::n_vectors(sections)];
            Partial(Parameters(zeros))
        });
        partial.0.0.fill(f32x4::ZERO);
        partial
    }

    /// The next subtree of this height; a leaf has height 0.
    pub fn push(&mut self, mut height: u32, mut sum: Partial) {
        while let Some((_, left)) = self.waiting.pop_if(|(left, _)| *left == height) {
            sum = self.join(left, sum);
            height += 1;
        }
        self.waiting.push((height, sum));
    }

    /// The sum of all subtrees; the tree is empty again.
    ///
    /// # Panics
    /// When there was none.
    pub fn finish(&mut self) -> Partial {
        let (_, mut sum) = self.waiting.pop().expect("a batch has an image");
        while let Some((_, left)) = self.waiting.pop() {
            sum = self.join(left, sum);
        }
        sum
    }

    /// Keeps a sum's buffer for later.
    pub fn recycle(&mut self, partial: Partial) {
        self.spare.push(partial);
    }

    fn join(&mut self, mut left: Partial, right: Partial) -> Partial {
        for (sum, &value) in left.0.0.iter_mut().zip(&right.0.0) {
            *sum += value;
        }
        self.spare.push(right);
        left
    }
}
