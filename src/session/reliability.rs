//! Whether a model is right as often as it is sure: the reliability diagram's bins and the expected calibration error.

use crate::protocol::Evaluation;
use crate::session::format;
use crate::texts::text;

/// Tenths of the confidence scale.
pub const N_BINS: usize = 10;

/// The images whose confidence lies in one tenth of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    pub n_images: u32,
    /// The mean of the model's confidences, a fraction; 0 without images.
    pub confidence: f64,
    /// The share of right answers, a fraction; 0 without images.
    pub share_right: f64,
}

/// Confidence against right answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// By confidence: above 0 to 0.1, above 0.1 to 0.2, and so on.
    pub bins: [Bin; N_BINS],
    /// The mean distance between confidence and share of right answers, weighed by images, a fraction.
    pub expected_calibration_error: f64,
    /// The mean confidence of all images, a fraction.
    pub confidence: f64,
    /// The share of right answers of all images, a fraction.
    pub share_right: f64,
}

/// The reliability of a model; none without images.
pub fn reliability(evaluation: &Evaluation) -> Option<Reliability> {
    let mut bins = [Bin::default(); N_BINS];
    let answers = evaluation.truth.iter().zip(&evaluation.predicted);
    for (position, (truth, predicted)) in answers.enumerate() {
        let confidence = evaluation.confidence.at(position);
        let place = ((confidence * N_BINS as f64).ceil() as usize).clamp(1, N_BINS) - 1;
        let bin = &mut bins[place];
        bin.n_images += 1;
        // Sums, until all images are in.
        bin.confidence += confidence;
        bin.share_right += f64::from(u8::from(truth == predicted));
    }
    let n_images: u32 = bins.iter().map(|bin| bin.n_images).sum();
    if n_images == 0 {
        return None;
    }
    let n_images = f64::from(n_images);
    let gap: f64 = bins
        .iter()
        .map(|bin| (bin.confidence - bin.share_right).abs())
        .sum();
    let confidence: f64 = bins.iter().map(|bin| bin.confidence).sum();
    let n_right: f64 = bins.iter().map(|bin| bin.share_right).sum();
    for bin in &mut bins {
        let n_images = f64::from(bin.n_images.max(1));
        bin.confidence /= n_images;
        bin.share_right /= n_images;
    }
    Some(Reliability {
        bins,
        expected_calibration_error: gap / n_images,
        confidence: confidence / n_images,
        share_right: n_right / n_images,
    })
}

impl Reliability {
    /// What the figures say, in words.
    pub fn words(&self) -> String {
        let (sure, right) = (
            format::share(self.confidence, 1),
            format::share(self.share_right, 1),
        );
        let verdict = match (self.confidence - self.share_right) * 100.0 {
            gap if gap > 1.0 => text!("evaluate-reliability-surer", sure = sure, right = right),
            gap if gap < -1.0 => text!("evaluate-reliability-less", sure = sure, right = right),
            _ => text!("evaluate-reliability-well", sure = sure, right = right),
        };
        let points = format!("{:.1}", self.expected_calibration_error * 100.0);
        format!(
            "{verdict} {}",
            text!("evaluate-reliability-error", points = points)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ConfusionMatrix, ModelKind, Probabilities};

    fn evaluation(answers: &[(bool, f64)]) -> Evaluation {
        let mut confidence = Probabilities::default();
        for (_, probability) in answers {
            confidence.push(*probability);
        }
        Evaluation {
            model: ModelKind::BASELINE,
            loss: 0.0,
            accuracy: 0.0,
            confusion: ConfusionMatrix::default(),
            predicted: vec![0; answers.len()],
            truth: answers
                .iter()
                .map(|(is_right, _)| u8::from(!is_right))
                .collect(),
            confidence,
        }
    }

    #[test]
    fn a_hand_worked_case_has_its_bins_and_its_error() {
        // Two images at 0.8, of which one is right; two sure ones, both right.
        let answers = [(true, 0.8), (false, 0.8), (true, 1.0), (true, 1.0)];
        let reliability = reliability(&evaluation(&answers)).expect("there are images");
        let near = |a: f64, b: f64| (a - b).abs() < 1e-4;
        let bin = reliability.bins[7];
        assert_eq!((bin.n_images, bin.share_right), (2, 0.5));
        assert!(near(bin.confidence, 0.8));
        assert_eq!(reliability.bins[9].n_images, 2);
        assert_eq!(reliability.bins[0], Bin::default());
        // (2 · |0.8 − 0.5| + 2 · 0) / 4
        assert!(near(reliability.expected_calibration_error, 0.15));
        assert!(near(reliability.confidence, 0.9) && near(reliability.share_right, 0.75));
        assert!(reliability.words().contains("surer than it should be"));
    }

    #[test]
    fn every_confidence_has_a_bin_and_no_image_has_none() {
        let edges =
            reliability(&evaluation(&[(true, 0.0), (true, 1.0)])).expect("there are images");
        assert_eq!((edges.bins[0].n_images, edges.bins[9].n_images), (1, 1));
        assert_eq!(reliability(&evaluation(&[])), None);
    }
}
