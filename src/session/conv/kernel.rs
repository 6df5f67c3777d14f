//! Kernels whose effect can be seen at any size, offered beside those of a model.

use crate::texts::text;

/// A kernel whose effect can be seen at any size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kernel {
    /// Brighter on the right than on the left.
    #[default]
    VerticalEdges,
    /// Brighter below than above.
    HorizontalEdges,
    Blur,
    Sharpen,
}

impl Kernel {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::VerticalEdges,
        Self::HorizontalEdges,
        Self::Blur,
        Self::Sharpen,
    ];

    /// The label of its button.
    pub fn title(self) -> &'static str {
        match self {
            Self::VerticalEdges => text!("conv-kernel-upright"),
            Self::HorizontalEdges => text!("conv-kernel-level"),
            Self::Blur => text!("conv-kernel-blur"),
            Self::Sharpen => text!("conv-kernel-sharpen"),
        }
    }

    /// The suffix of its `data-testid`.
    pub fn word(self) -> &'static str {
        match self {
            Self::VerticalEdges => "upright",
            Self::HorizontalEdges => "level",
            Self::Blur => "blur",
            Self::Sharpen => "sharpen",
        }
    }

    /// What it does, in a sentence or two.
    pub fn remark(self) -> &'static str {
        match self {
            Self::VerticalEdges => text!("conv-remark-upright"),
            Self::HorizontalEdges => text!("conv-remark-level"),
            Self::Blur => text!("conv-remark-blur"),
            Self::Sharpen => text!("conv-remark-sharpen"),
        }
    }

    /// Its weights, `[size, size]`, row by row.
    pub fn weights(self, size: usize) -> Vec<f32> {
        let share = 1.0 / (size * size).max(1) as f32;
        let side = |position: usize| match (2 * position + 1).cmp(&size) {
            std::cmp::Ordering::Less => -1.0,
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater => 1.0,
        };
        let places = (0..size * size).map(|place| (place / size, place % size));
        let middle = size / 2 * size + size / 2;
        match self {
            Self::VerticalEdges => places.map(|(_, column)| side(column)).collect(),
            Self::HorizontalEdges => places.map(|(row, _)| side(row)).collect(),
            Self::Blur => vec![share; size * size],
            Self::Sharpen => (0..size * size)
                .map(|place| if place == middle { 2.0 - share } else { -share })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_keep_or_cancel_a_flat_image() {
        for size in 1..=7 {
            let sum = |kernel: Kernel| kernel.weights(size).iter().sum::<f32>();
            assert!((sum(Kernel::Blur) - 1.0).abs() < 1e-5);
            assert!((sum(Kernel::Sharpen) - 1.0).abs() < 1e-5);
            assert!(sum(Kernel::VerticalEdges).abs() < 1e-5);
            assert!(sum(Kernel::HorizontalEdges).abs() < 1e-5);
        }
        let upright = [-1.0, 0.0, 1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 1.0];
        assert_eq!(Kernel::VerticalEdges.weights(3), upright);
    }
}
