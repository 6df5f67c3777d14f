//! Evaluates a model on a split, a slice of batches at a time.

use std::ops::Range;

use burn::tensor::ExecutionError;

use super::metrics;
use crate::data::Split;
use crate::protocol::{ConfusionMatrix, Evaluation, ModelKind, N_CLASSES, Probabilities};

/// Images of one forward pass at most; larger passes use more memory and are no faster.
pub const MAX_FORWARD_IMAGES: usize = 1024;

/// A test pass in progress: sums over the batches evaluated so far.
#[derive(Clone, Debug)]
pub struct EvaluationPass {
    batch_size: usize,
    n_done: usize,
    n_batches: usize,
    /// Summed in f32 and batch by batch, as the lesson's `test_loss += loss`: the fifth digit can depend on it.
    loss_sum: f32,
    accuracy_sum: f64,
    confusion: ConfusionMatrix,
    predicted: Vec<u8>,
    truth: Vec<u8>,
    confidence: Probabilities,
}

impl EvaluationPass {
    /// A pass at the first image. Loss and accuracy are means over batches of `batch_size`.
    pub fn new(batch_size: usize) -> Self {
        Self {
            batch_size,
            n_done: 0,
            n_batches: 0,
            loss_sum: 0.0,
            accuracy_sum: 0.0,
            confusion: ConfusionMatrix::default(),
            predicted: Vec::new(),
            truth: Vec::new(),
            confidence: Probabilities::default(),
        }
    }

    /// Images evaluated so far.
    pub fn n_done(&self) -> usize {
        self.n_done
    }

    /// Whether all images of the split have been evaluated.
    pub fn is_done(&self, split: &Split) -> bool {
        self.n_done >= split.n_images()
    }

    /// Evaluates up to `max_batches` more batches, at least one, in the split's order. `forward` returns the logits,
    /// `[n_images, 10]`, of a range of the split's images.
    ///
    /// # Errors
    /// Those of `forward`.
    pub async fn advance(
        &mut self,
        mut forward: impl AsyncFnMut(Range<usize>) -> Result<Vec<f32>, ExecutionError>,
        split: &Split,
        max_batches: usize,
    ) -> Result<(), ExecutionError> {
        let whole_batches = (MAX_FORWARD_IMAGES / self.batch_size).max(1);
        let end = self.n_done + max_batches.max(1) * self.batch_size;
        let end = end.min(split.n_images());
        while self.n_done < end {
            let start = self.n_done;
            let stop = (start + whole_batches * self.batch_size).min(end);
            let logits = forward(start..stop).await?;
            let labels = &split.labels()[start..stop];
            for (logits, labels) in logits
                .chunks(self.batch_size * N_CLASSES)
                .zip(labels.chunks(self.batch_size))
            {
                self.add_batch(logits, labels);
            }
        }
        Ok(())
    }

    // lesson: begin evaluation
    fn add_batch(&mut self, logits: &[f32], labels: &[u8]) {
        let (mut loss, mut n_correct) = (0.0, 0);
        for (row, &label) in logits.as_chunks().0.iter().zip(labels) {
            let outcome = metrics::outcome(row, label);
            let predicted = outcome.predicted;
            loss += outcome.loss;
            n_correct += usize::from(predicted == usize::from(label));
            self.confusion.counts[usize::from(label)][predicted] += 1;
            self.predicted.push(predicted as u8);
            self.confidence.push(outcome.confidence);
        }
        let n_images = labels.len() as f64;
        self.loss_sum += (loss / n_images) as f32;
        self.accuracy_sum += n_correct as f64 / n_images;
        self.n_batches += 1;
        self.n_done += labels.len();
        self.truth.extend(labels);
    }
    // lesson: end

    /// The metrics of the batches evaluated: those of the split, once the pass is done.
    pub fn finish(self, model: ModelKind) -> Evaluation {
        let n_batches = self.n_batches.max(1);
        Evaluation {
            model,
            loss: f64::from(self.loss_sum / n_batches as f32),
            accuracy: self.accuracy_sum / n_batches as f64,
            confusion: self.confusion,
            predicted: self.predicted,
            truth: self.truth,
            confidence: self.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row whose highest logit is `class`.
    fn row(class: usize) -> [f32; N_CLASSES] {
        let mut logits = [0.0; N_CLASSES];
        logits[class] = 1.0;
        logits
    }

    #[test]
    fn the_lessons_accuracy_weighs_a_short_last_batch_as_a_full_one() {
        let mut pass = EvaluationPass::new(3);
        pass.add_batch(&[row(0), row(1), row(2)].concat(), &[0, 1, 9]);
        pass.add_batch(&row(5), &[5]);
        let evaluation = pass.finish(ModelKind::BASELINE);
        // Hand-worked: (2/3 + 1/1) / 2, while 3 of 4 images are right.
        assert!((evaluation.accuracy - 5.0 / 6.0).abs() < 1e-12);
        assert_eq!(evaluation.confusion.share_correct(), 0.75);
        assert_eq!(evaluation.predicted, [0, 1, 2, 5]);
        assert_eq!(evaluation.truth, [0, 1, 9, 5]);
        assert_eq!(evaluation.confusion.counts[9][2], 1);
        // One logit of 1 beside nine of 0.
        let confidence = 1.0 / (1.0 + 9.0 / 1f64.exp());
        for image in 0..4 {
            assert!((evaluation.confidence.at(image) - confidence).abs() < 1e-5);
        }
    }
}
