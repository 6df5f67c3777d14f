//! Sums over a part of a batch, and the fixed binary tree in which they are added up.

use wide::f32x4;

use super::parameters::Parameters;

/// What a part of a batch gives to the step.
pub struct Partial {
    /// Of the batch's mean loss.
    pub gradients: Parameters,
    /// The part's share of the batch's mean loss.
    pub loss: f64,
    pub n_correct: u32,
}

impl Partial {
    fn add(&mut self, other: &Self) {
        for (sum, &value) in self.gradients.0.iter_mut().zip(&other.gradients.0) {
            *sum += value;
        }
        self.loss += other.loss;
        self.n_correct += other.n_correct;
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
    pub fn empty(&mut self, n_vectors: usize) -> Partial {
        let mut partial = self.spare.pop().unwrap_or_else(|| Partial {
            gradients: Parameters(vec![f32x4::ZERO; n_vectors]),
            loss: 0.0,
            n_correct: 0,
        });
        partial.gradients.0.fill(f32x4::ZERO);
        (partial.loss, partial.n_correct) = (0.0, 0);
        partial
    }

    /// The next leaf.
    pub fn push(&mut self, leaf: Partial) {
        let (mut height, mut sum) = (0, leaf);
        while let Some((_, left)) = self.waiting.pop_if(|(left, _)| *left == height) {
            sum = self.join(left, sum);
            height += 1;
        }
        self.waiting.push((height, sum));
    }

    /// The sum of all leaves; the tree is empty again.
    ///
    /// # Panics
    /// When there was no leaf.
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
        left.add(&right);
        self.spare.push(right);
        left
    }
}
