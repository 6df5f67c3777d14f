//! Which lists of layers the fused steps are made for; whatever they do not take, Burn's operations run.

use crate::fashion_mnist::N_CLASSES;
use crate::models::{Architecture, Layer};

/// A list of layers that the fused steps run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FusedShape {
    /// Two linear layers.
    Mlp(MlpShape),
    /// A convolutional network.
    ConvNet(ConvNetShape),
}

impl FusedShape {
    /// None for any other list of layers.
    pub fn of(architecture: &Architecture) -> Option<Self> {
        let mlp = MlpShape::of(architecture).map(Self::Mlp);
        mlp.or_else(|| ConvNetShape::of(architecture).map(Self::ConvNet))
    }
}

/// Two linear layers, each with or without a ReLU behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MlpShape {
    pub hidden_units: usize,
    pub has_hidden_relu: bool,
    pub has_final_relu: bool,
}

impl MlpShape {
    /// None for any other list of layers.
    pub fn of(architecture: &Architecture) -> Option<Self> {
        let layers = layers(architecture);
        let layers = layers.strip_prefix(&[Layer::Flatten])?;
        let (hidden_units, layers) = linear(layers)?;
        let (has_hidden_relu, layers) = relu(layers);
        let (outputs, layers) = linear(layers)?;
        let (has_final_relu, layers) = relu(layers);
        (outputs == N_CLASSES && layers.is_empty()).then_some(Self {
            hidden_units,
            has_hidden_relu,
            has_final_relu,
        })
    }
}

/// Two blocks of two 3×3 convolutions of `channels` with ReLUs and a 2×2 pool behind them, then a linear layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConvNetShape {
    pub channels: usize,
}

impl ConvNetShape {
    /// None for any other list of layers.
    pub fn of(architecture: &Architecture) -> Option<Self> {
        let layers = layers(architecture);
        let &Layer::Conv2d { channels, .. } = layers.first()? else {
            return None;
        };
        let conv = Layer::Conv2d {
            channels,
            kernel: 3,
            stride: 1,
            padding: 1,
        };
        let block = [
            conv,
            Layer::Relu,
            conv,
            Layer::Relu,
            Layer::MaxPool2d { kernel: 2 },
        ];
        let classifier = [Layer::Flatten, Layer::Linear { outputs: N_CLASSES }];
        let is_known = layers == [&block[..], &block, &classifier].concat();
        is_known.then_some(Self { channels })
    }
}

fn layers(architecture: &Architecture) -> Vec<Layer> {
    let placed = architecture.layers().into_iter();
    placed.map(|placed| placed.layer).collect()
}

fn linear(layers: &[Layer]) -> Option<(usize, &[Layer])> {
    match layers {
        [Layer::Linear { outputs }, rest @ ..] => Some((*outputs, rest)),
        _ => None,
    }
}

fn relu(layers: &[Layer]) -> (bool, &[Layer]) {
    match layers {
        [Layer::Relu, rest @ ..] => (true, rest),
        _ => (false, layers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::ModelKind;

    #[test]
    fn the_notebooks_models_are_known_by_their_layers() {
        let mlp = |model, final_relu| {
            let shape = MlpShape::of(&Architecture::new(model, 12, final_relu));
            shape.map(|shape| (shape.has_hidden_relu, shape.has_final_relu))
        };
        assert_eq!(mlp(ModelKind::BASELINE, true), Some((false, false)));
        assert_eq!(mlp(ModelKind::NON_LINEAR, true), Some((true, true)));
        assert_eq!(mlp(ModelKind::NON_LINEAR, false), Some((true, false)));
        assert_eq!(mlp(ModelKind::TINY_VGG, true), None);
        let conv_net = |model| ConvNetShape::of(&Architecture::new(model, 12, true));
        assert_eq!(
            conv_net(ModelKind::TINY_VGG),
            Some(ConvNetShape { channels: 12 })
        );
        assert_eq!(conv_net(ModelKind::BASELINE), None);
    }
}
