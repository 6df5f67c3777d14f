//! Selects test images by what a model answered, or by how two models' answers differ.

use crate::fashion_mnist::CLASS_NAMES;
use crate::protocol::Evaluation;
use crate::session::format;
use crate::texts::text;

/// Which test images are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImageFilter {
    /// Only those that the model took for another class.
    pub only_wrong: bool,
    /// Only those of this true class.
    pub truth: Option<u8>,
    /// Only those that the model took for this class.
    pub predicted: Option<u8>,
}

/// Positions of the images that pass the filter, the surest prediction first.
pub fn select(evaluation: &Evaluation, filter: ImageFilter) -> Vec<u32> {
    let is_wanted = |&(_, truth, predicted): &(usize, u8, u8)| {
        !(filter.only_wrong && truth == predicted)
            && filter.truth.is_none_or(|wanted| wanted == truth)
            && filter.predicted.is_none_or(|wanted| wanted == predicted)
    };
    let positions = answers(evaluation).filter(is_wanted).map(|answer| answer.0);
    surest_first(positions, |position| evaluation.confidence.at(position))
}

/// How many of these images the model answers right.
pub fn n_right(evaluation: &Evaluation, images: &[u32]) -> usize {
    let is_right = |image: &&u32| {
        let image = **image as usize;
        evaluation.truth.get(image) == evaluation.predicted.get(image)
    };
    images.iter().filter(is_right).count()
}

/// How many images pass the filter, and of how many.
pub fn words(evaluation: &Evaluation, filter: ImageFilter, n_selected: usize) -> String {
    let name = |class: Option<u8>| class.map(|class| CLASS_NAMES[usize::from(class)]);
    let n_of_class = |class: &u8| {
        evaluation.confusion.counts[usize::from(*class)]
            .iter()
            .sum()
    };
    let n_images = filter
        .truth
        .as_ref()
        .map_or(evaluation.confusion.n_images(), n_of_class);
    let n_images = format::count(n_images as usize);
    let group = match name(filter.truth) {
        Some(class) => text!("evaluate-group-class", n = n_images, class = class),
        None => text!("evaluate-group-all", n = n_images),
    };
    let predicted = name(filter.predicted);
    if n_selected == 0 {
        return match (filter.only_wrong, predicted) {
            (true, Some(class)) => text!("evaluate-none-wrong-as", group = group, class = class),
            (true, None) => text!("evaluate-none-wrong", group = group),
            (false, Some(class)) => text!("evaluate-none-as", group = group, class = class),
            (false, None) => text!("evaluate-images-of-group", group = group),
        };
    }
    let n = format::count(n_selected);
    match (filter.only_wrong, predicted) {
        (true, Some(class)) => {
            text!(
                "evaluate-some-wrong-as",
                n = n,
                group = group,
                class = class
            )
        }
        (true, None) => text!("evaluate-some-wrong", n = n, group = group),
        (false, Some(class)) => text!("evaluate-some-as", n = n, group = group, class = class),
        (false, None) => text!("evaluate-images-of-group", group = group),
    }
}

/// How two models' answers to an image differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// The first model is right, the second wrong.
    OnlyFirstRight,
    /// The second model is right, the first wrong.
    OnlySecondRight,
    /// Both are wrong, in different ways.
    BothWrong,
}

impl Disagreement {
    /// In the order in which a view offers them.
    pub const ALL: [Self; 3] = [Self::OnlyFirstRight, Self::OnlySecondRight, Self::BothWrong];

    fn of(truth: u8, first: u8, second: u8) -> Option<Self> {
        match (first == truth, second == truth) {
            _ if first == second => None,
            (true, _) => Some(Self::OnlyFirstRight),
            (_, true) => Some(Self::OnlySecondRight),
            (false, false) => Some(Self::BothWrong),
        }
    }
}

/// Positions of the images on which two models disagree in this way, those first on which both are surest.
pub fn disagreements(first: &Evaluation, second: &Evaluation, wanted: Disagreement) -> Vec<u32> {
    let positions = answers(first)
        .zip(&second.predicted)
        .filter(|((_, truth, answer), other)| {
            Disagreement::of(*truth, *answer, **other) == Some(wanted)
        })
        .map(|((position, _, _), _)| position);
    surest_first(positions, |position| {
        first
            .confidence
            .at(position)
            .min(second.confidence.at(position))
    })
}

/// `n_wanted` of these positions, all different, or all in random order where there are fewer; `draw` gives numbers from 0 up
/// to, and without, 1.
pub fn pick_random(mut positions: Vec<u32>, n_wanted: usize, draw: impl Fn() -> f64) -> Vec<u32> {
    let n_wanted = n_wanted.min(positions.len());
    for place in 0..n_wanted {
        let n_left = positions.len() - place;
        let chosen = place + ((draw() * n_left as f64) as usize).min(n_left - 1);
        positions.swap(place, chosen);
    }
    positions.truncate(n_wanted);
    positions
}

/// Position, true class and predicted class of each image.
fn answers(evaluation: &Evaluation) -> impl Iterator<Item = (usize, u8, u8)> {
    let both = evaluation.truth.iter().zip(&evaluation.predicted);
    both.enumerate()
        .map(|(position, (&truth, &predicted))| (position, truth, predicted))
}

fn surest_first(
    positions: impl Iterator<Item = usize>,
    confidence: impl Fn(usize) -> f64,
) -> Vec<u32> {
    let mut positions: Vec<usize> = positions.collect();
    // Stable: of equally sure ones the first.
    positions.sort_by(|a, b| confidence(*b).total_cmp(&confidence(*a)));
    positions
        .into_iter()
        .map(|position| position as u32)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ConfusionMatrix, ModelKind, Probabilities};

    fn evaluation(truth: &[u8], predicted: &[u8], confidence: &[f64]) -> Evaluation {
        let mut probabilities = Probabilities::default();
        for probability in confidence {
            probabilities.push(*probability);
        }
        Evaluation {
            model: ModelKind::BASELINE,
            loss: 0.0,
            accuracy: 0.0,
            confusion: ConfusionMatrix::default(),
            predicted: predicted.to_vec(),
            truth: truth.to_vec(),
            confidence: probabilities,
        }
    }

    #[test]
    fn images_are_selected_by_both_classes_with_the_surest_first() {
        let evaluation = evaluation(
            &[0, 0, 6, 0, 6],
            &[6, 6, 6, 0, 0],
            &[0.5, 0.9, 1.0, 0.8, 0.7],
        );
        let cell = ImageFilter {
            truth: Some(0),
            predicted: Some(6),
            only_wrong: false,
        };
        assert_eq!(select(&evaluation, cell), [1, 0]);
        let wrong = ImageFilter {
            only_wrong: true,
            ..ImageFilter::default()
        };
        assert_eq!(select(&evaluation, wrong), [1, 4, 0]);
        assert_eq!(select(&evaluation, ImageFilter::default()), [2, 1, 3, 4, 0]);
        let wrong_shirts = ImageFilter {
            truth: Some(6),
            ..wrong
        };
        assert_eq!(select(&evaluation, wrong_shirts), [4]);
    }

    #[test]
    fn what_is_selected_is_counted_among_its_class() {
        let mut evaluation = evaluation(&[0, 0, 6], &[6, 0, 6], &[0.5, 0.9, 1.0]);
        evaluation.confusion.counts[0][0] = 1;
        evaluation.confusion.counts[0][6] = 1;
        evaluation.confusion.counts[6][6] = 1;
        assert_eq!(n_right(&evaluation, &[0, 2]), 1);
        let cell = ImageFilter {
            truth: Some(0),
            predicted: Some(6),
            only_wrong: false,
        };
        let said = words(&evaluation, cell, 1);
        assert!(
            said.contains("2 T-shirt/top") && said.contains("Shirt"),
            "{said}"
        );
        let all = words(&evaluation, ImageFilter::default(), 3);
        assert!(all.contains('3'), "{all}");
    }

    #[test]
    fn two_models_disagree_in_three_ways() {
        let truth = [0, 0, 0, 0, 0];
        let first = evaluation(&truth, &[0, 0, 1, 1, 1], &[0.9, 0.6, 0.9, 0.9, 0.9]);
        let second = evaluation(&truth, &[2, 2, 0, 2, 1], &[0.5, 0.8, 0.9, 0.9, 0.9]);
        let images = Disagreement::ALL.map(|wanted| disagreements(&first, &second, wanted));
        assert_eq!(images, [vec![1, 0], vec![2], vec![3]]);
        assert_eq!(Disagreement::ALL.map(|way| way as usize), [0, 1, 2]);
    }

    #[test]
    fn random_picks_are_different_images_whatever_is_drawn() {
        assert_eq!(pick_random(vec![3, 5, 7, 9], 2, || 0.999_999), [9, 3]);
        assert_eq!(pick_random(vec![3, 5, 7, 9], 2, || 0.0), [3, 5]);
        let mut all = pick_random(vec![3, 5, 7], 9, || 0.4);
        all.sort_unstable();
        assert_eq!(all, [3, 5, 7]);
    }
}
