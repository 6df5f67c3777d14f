//! A confusion matrix as a view draws it: the text, name and colour of each cell, differences, and its findings in words.

use crate::fashion_mnist::{CLASS_NAMES, N_CLASSES};
use crate::protocol::ConfusionMatrix;
use crate::session::small;
use crate::texts::text;

use super::{format, plot};

/// What a cell's number is a share of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// The number of images, as it is.
    #[default]
    Counts,
    /// Percent of the images of the true class: the diagonal is recall.
    ByTruth,
    /// Percent of the predictions of the class: the diagonal is precision.
    ByPrediction,
}

impl Scale {
    /// What the numbers are.
    pub fn title(self) -> &'static str {
        match self {
            Self::Counts => text!("evaluate-head-images"),
            Self::ByTruth => text!("evaluate-scale-row"),
            Self::ByPrediction => text!("evaluate-scale-column"),
        }
    }
}

/// What a cell stands for, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellTone {
    /// No image, or no difference.
    Nothing,
    /// Right answers, or a difference for the better.
    Good,
    /// Wrong answers, or a difference for the worse.
    Bad,
}

/// One cell as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    /// The cell as a phrase: `94 of 1 000 T-shirt/top predicted as Shirt`.
    pub name: String,
    pub tone: CellTone,
    pub heat: plot::Heat,
}

/// The cells of a matrix, row by row.
pub fn cells(matrix: &ConfusionMatrix, scale: Scale) -> Vec<Cell> {
    let row_sums = matrix.counts.map(|row| row.iter().sum::<u32>());
    let mut column_sums = [0; N_CLASSES];
    for row in &matrix.counts {
        for (sum, count) in column_sums.iter_mut().zip(row) {
            *sum += count;
        }
    }
    let draw = |truth: usize, predicted: usize| {
        let count = matrix.counts[truth][predicted];
        let total = match scale {
            Scale::Counts | Scale::ByTruth => row_sums[truth],
            Scale::ByPrediction => column_sums[predicted],
        };
        let share = f64::from(count) / f64::from(total.max(1));
        let (shown, total) = (format::count(count as usize), format::count(total as usize));
        let (true_name, predicted_name) = (CLASS_NAMES[truth], CLASS_NAMES[predicted]);
        let name = match scale {
            Scale::Counts | Scale::ByTruth => {
                text!(
                    "evaluate-cell-truth",
                    n = shown,
                    total = total,
                    truth = true_name,
                    predicted = predicted_name
                )
            }
            Scale::ByPrediction => {
                text!(
                    "evaluate-cell-prediction",
                    n = shown,
                    total = total,
                    predicted = predicted_name,
                    truth = true_name
                )
            }
        };
        let text = match scale {
            Scale::Counts => count.to_string(),
            Scale::ByTruth | Scale::ByPrediction => whole_percent(share),
        };
        let (tone, heat) = match (count, truth == predicted) {
            (0, _) => (CellTone::Nothing, plot::heat(0.0)),
            (_, true) => (CellTone::Good, plot::heat(share)),
            (_, false) => (CellTone::Bad, plot::visible_heat(share)),
        };
        Cell {
            text,
            name,
            tone,
            heat,
        }
    };
    of_all(draw)
}

/// What `second` does otherwise than `first`, cell by cell: more on the diagonal is better, more beside it is worse.
pub fn difference(first: &ConfusionMatrix, second: &ConfusionMatrix) -> Vec<Cell> {
    /// A difference of this share of a class has the full colour.
    const FULL_SHARE: f64 = 0.2;
    let draw = |truth: usize, predicted: usize| {
        let before = i64::from(first.counts[truth][predicted]);
        let gap = i64::from(second.counts[truth][predicted]) - before;
        let n_images: u32 = first.counts[truth].iter().sum();
        let share = gap.unsigned_abs() as f64 / f64::from(n_images.max(1)) / FULL_SHARE;
        let tone = match (gap, truth == predicted) {
            (0, _) => CellTone::Nothing,
            (gap, is_right) if (gap > 0) == is_right => CellTone::Good,
            _ => CellTone::Bad,
        };
        let heat = match tone {
            CellTone::Nothing => plot::heat(0.0),
            CellTone::Good | CellTone::Bad => plot::visible_heat(share),
        };
        let size = format::count(gap.unsigned_abs() as usize);
        let (truth, predicted) = (CLASS_NAMES[truth], CLASS_NAMES[predicted]);
        let (sign, name) = match gap {
            0 => (
                "",
                text!("evaluate-cell-same", truth = truth, predicted = predicted),
            ),
            1.. => (
                "+",
                text!(
                    "evaluate-cell-more",
                    n = size,
                    truth = truth,
                    predicted = predicted
                ),
            ),
            _ => (
                "−",
                text!(
                    "evaluate-cell-fewer",
                    n = size,
                    truth = truth,
                    predicted = predicted
                ),
            ),
        };
        Cell {
            text: format!("{sign}{}", gap.unsigned_abs()),
            name,
            tone,
            heat,
        }
    };
    of_all(draw)
}

fn of_all(draw: impl Fn(usize, usize) -> Cell) -> Vec<Cell> {
    (0..N_CLASSES * N_CLASSES)
        .map(|cell| draw(cell / N_CLASSES, cell % N_CLASSES))
        .collect()
}

/// A share without decimals and in few letters, for a cell: `94`, `<1`.
fn whole_percent(share: f64) -> String {
    format::share(share, 0).replace([' ', '%'], "")
}

/// Pairs of classes that are named.
const N_PAIRS: usize = 3;

/// A sentence on the pairs of classes that are most often taken for one another, both ways together; none where nothing is
/// confused.
pub fn most_confused(matrix: &ConfusionMatrix) -> Option<String> {
    let mut pairs: Vec<(u32, usize, usize)> = (0..N_CLASSES)
        .flat_map(|a| (0..a).map(move |b| (b, a)))
        .map(|(a, b)| (matrix.counts[a][b] + matrix.counts[b][a], a, b))
        .filter(|(n_confused, _, _)| *n_confused > 0)
        .collect();
    small::sort_by_key(&mut pairs, |(n_confused, a, b)| {
        (std::cmp::Reverse(*n_confused), *a, *b)
    });
    let n_wrong = matrix.n_images() - matrix.n_correct();
    let named: Vec<String> = pairs
        .iter()
        .take(N_PAIRS)
        .map(|&(n_confused, a, b)| {
            let (a, b) = (CLASS_NAMES[a], CLASS_NAMES[b]);
            let n = format::count(n_confused as usize);
            text!("evaluate-pair", a = a, b = b, n = n)
        })
        .collect();
    let n_named: u32 = pairs.iter().take(N_PAIRS).map(|pair| pair.0).sum();
    let list = match named.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [first @ .., last] => text!("evaluate-pairs-and", pairs = first.join(", "), last = last),
    };
    let share = f64::from(n_named) / f64::from(n_wrong);
    Some(text!(
        "evaluate-pairs",
        pairs = list,
        share = format::share(share, 0),
        n = format::count(n_wrong as usize)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten images of class 0 of which two are taken for class 1, and three of class 1.
    fn small() -> ConfusionMatrix {
        let mut matrix = ConfusionMatrix::default();
        matrix.counts[0][0] = 8;
        matrix.counts[0][1] = 2;
        matrix.counts[1][1] = 3;
        matrix
    }

    #[test]
    fn a_cell_says_what_it_counts_by_each_scale() {
        let by = |scale| cells(&small(), scale).swap_remove(1);
        assert_eq!(by(Scale::Counts).text, "2");
        assert_eq!(
            by(Scale::Counts).name,
            "2 of 10 T-shirt/top predicted as Trouser"
        );
        assert_eq!(by(Scale::ByTruth).text, "20");
        assert_eq!(by(Scale::ByPrediction).text, "40");
        assert_eq!(
            by(Scale::ByPrediction).name,
            "2 of 5 predicted as Trouser are T-shirt/top"
        );
        assert_eq!(whole_percent(0.001), "<1");
        assert_eq!(whole_percent(0.0), "0");
        assert_eq!(whole_percent(0.999), ">99");
    }

    #[test]
    fn errors_have_another_colour_than_zeros_and_than_right_answers() {
        let cells = cells(&small(), Scale::Counts);
        let tones = [0, 1, 2].map(|cell: usize| cells[cell].tone);
        assert_eq!(tones, [CellTone::Good, CellTone::Bad, CellTone::Nothing]);
        assert!(cells[1].heat.percent > 10.0);
        assert_eq!(cells[2].heat.percent, 0.0);
    }

    #[test]
    fn a_difference_is_good_where_more_is_right_or_less_is_wrong() {
        let mut better = small();
        better.counts[0][0] = 9;
        better.counts[0][1] = 1;
        let cells = difference(&small(), &better);
        assert_eq!(
            (cells[0].text.as_str(), cells[0].tone),
            ("+1", CellTone::Good)
        );
        assert_eq!(
            (cells[1].text.as_str(), cells[1].tone),
            ("−1", CellTone::Good)
        );
        assert_eq!(cells[1].name, "1 fewer T-shirt/top predicted as Trouser");
        assert_eq!(
            (cells[2].text.as_str(), cells[2].tone),
            ("0", CellTone::Nothing)
        );
        assert_eq!(difference(&better, &small())[1].tone, CellTone::Bad);
    }

    #[test]
    fn confused_pairs_count_both_ways() {
        let mut matrix = small();
        matrix.counts[1][0] = 1;
        matrix.counts[6][2] = 1;
        assert_eq!(
            most_confused(&matrix).as_deref(),
            Some(
                "Most mistakes are between T-shirt/top and Trouser (3) and between Pullover and Shirt (1): \
                 together 100 % of all 4."
            )
        );
        assert_eq!(most_confused(&ConfusionMatrix::default()), None);
    }
}
