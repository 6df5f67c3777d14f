//! What a classifier's logits say, for a page and an engine alike: probabilities, the class that is answered, an image's loss.

/// Probabilities of the classes: `exp(logit − max) / Σ exp(logit − max)`.
///
/// ```
/// use fitting_room::logits::{likeliest_class, softmax};
///
/// let probabilities = softmax(&[2.0, 0.0, 0.0]);
/// assert_eq!(likeliest_class(&probabilities), Some(0));
/// assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
/// ```
// lesson: begin softmax
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f32> = logits.iter().map(|&logit| (logit - max).exp()).collect();
    let sum: f32 = exponentials.iter().sum();
    exponentials.into_iter().map(|value| value / sum).collect()
}
// lesson: end

/// The class with the highest logit or probability; none if there are none. Of equal ones the first, as in `torch.argmax`:
/// after Model 1's last ReLU ties are common.
pub fn likeliest_class(of_classes: &[f32]) -> Option<usize> {
    (0..of_classes.len()).max_by(|&a, &b| of_classes[a].total_cmp(&of_classes[b]).then(b.cmp(&a)))
}

/// The cross-entropy of one image: −ln of the probability of its true class. Not a number for a class without a logit.
pub fn image_loss(logits: &[f32], label: u8) -> f32 {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|&logit| (logit - max).exp()).sum();
    logits
        .get(usize::from(label))
        .map_or(f32::NAN, |logit| max + sum.ln() - logit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_and_keep_the_order() {
        let probabilities = softmax(&[1.0, 3.0, 2.0]);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(likeliest_class(&probabilities), Some(1));
        assert!((probabilities[1] / probabilities[2] - 1f32.exp()).abs() < 1e-5);
    }

    #[test]
    fn the_first_of_equal_classes_is_answered() {
        assert_eq!(likeliest_class(&[0.0; 10]), Some(0));
        assert_eq!(likeliest_class(&[0.0, 1.0, 1.0]), Some(1));
        assert_eq!(likeliest_class(&[]), None);
    }

    #[test]
    fn ten_equal_logits_cost_ln_10() {
        assert!((image_loss(&[0.5; 10], 3) - 10f32.ln()).abs() < 1e-6);
        assert!((softmax(&[0.5; 10])[3] - 0.1).abs() < 1e-6);
        assert!(image_loss(&[0.0, 30.0], 1) < 1e-6);
        assert!(image_loss(&[0.0], 7).is_nan());
    }
}
