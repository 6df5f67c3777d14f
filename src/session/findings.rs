//! What a confusion matrix shows that its numbers alone do not explain, in words.

use crate::fashion_mnist::CLASS_NAMES;
use crate::protocol::ConfusionMatrix;
use crate::session::format;
use crate::texts::text;

/// The class with the lowest recall, and that recall; none without images.
pub fn worst_class(matrix: &ConfusionMatrix) -> Option<(usize, f64)> {
    (0..CLASS_NAMES.len())
        .filter_map(|class| Some((class, matrix.recall(class)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

/// A sentence on the class with the lowest recall and its most frequent confusion.
pub fn worst_class_words(matrix: &ConfusionMatrix) -> Option<String> {
    let (class, recall) = worst_class(matrix)?;
    let (taken_for, &count) = matrix.counts[class]
        .iter()
        .enumerate()
        .filter(|(predicted, _)| *predicted != class)
        .max_by_key(|(_, count)| **count)?;
    let (class, recall) = (CLASS_NAMES[class], format::percent(recall));
    Some(if count == 0 {
        text!("evaluate-worst", class = class, recall = recall)
    } else {
        text!(
            "evaluate-worst-taken",
            class = class,
            recall = recall,
            n = format::count(count as usize),
            other = CLASS_NAMES[taken_for]
        )
    })
}

/// A sentence on the classes that the model never answers; none where it answers all. A ReLU on the results is the usual
/// reason: a class whose result is negative for every image is cut to zero, gets no gradient, and never comes back.
pub fn never_answered(matrix: &ConfusionMatrix, has_final_relu: bool) -> Option<String> {
    let is_never = |class: &usize| matrix.counts.iter().all(|row| row[*class] == 0);
    let names: Vec<&str> = (0..CLASS_NAMES.len())
        .filter(is_never)
        .map(|class| CLASS_NAMES[class])
        .collect();
    let all = match names.as_slice() {
        [] => return None,
        _ if matrix.n_images() == 0 => return None,
        [one] => (*one).to_owned(),
        [first @ .., last] => text!("evaluate-never-or", classes = first.join(", "), last = last),
    };
    let never = text!("evaluate-never", classes = all);
    Some(if has_final_relu {
        format!("{never} {}", text!("evaluate-never-relu"))
    } else {
        never
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_taken_for(classes: [usize; 10]) -> ConfusionMatrix {
        let mut matrix = ConfusionMatrix::default();
        for (truth, predicted) in classes.into_iter().enumerate() {
            matrix.counts[truth][predicted] = 1000;
        }
        matrix
    }

    #[test]
    fn the_worst_class_is_named_with_what_it_is_taken_for() {
        let mut matrix = all_taken_for([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let words = worst_class_words(&matrix).expect("there are images");
        assert!(words.contains("100.00 %"), "{words}");
        matrix.counts[6] = [150, 0, 50, 0, 0, 0, 800, 0, 0, 0];
        assert_eq!(worst_class(&matrix), Some((6, 0.8)));
        let words = worst_class_words(&matrix).expect("there are images");
        for said in ["Shirt", "80.00 %", "150", "T-shirt/top"] {
            assert!(words.contains(said), "{words}");
        }
        assert_eq!(worst_class_words(&ConfusionMatrix::default()), None);
    }

    #[test]
    fn a_class_that_is_never_answered_is_named_with_the_likely_reason() {
        let right = all_taken_for([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(never_answered(&right, true), None);
        let no_shirts = all_taken_for([0, 1, 2, 3, 4, 5, 0, 7, 8, 9]);
        let words = never_answered(&no_shirts, true).expect("one is missing");
        assert!(words.starts_with("It never answers Shirt. Its last layer passes a ReLU"));
        assert_eq!(
            never_answered(&all_taken_for([1, 1, 2, 3, 4, 5, 1, 7, 8, 8]), false).as_deref(),
            Some("It never answers T-shirt/top, Shirt or Ankle boot.")
        );
        assert_eq!(never_answered(&ConfusionMatrix::default(), true), None);
    }
}
