//! Names of stages, and what their layers do, in a sentence.

use crate::models::Layer;
use crate::protocol::CLASS_NAMES;
use crate::session::inside::{Stage, Trace};

/// The short name: `Conv2d`.
pub fn name(trace: &Trace, stage: Stage) -> &'static str {
    match stage {
        Stage::Input => "Image",
        Stage::Softmax => "Softmax",
        Stage::Layer(layer) => match trace.layers.get(layer).map(|placed| placed.layer) {
            Some(Layer::Conv2d { .. }) => "Conv2d",
            Some(Layer::Relu) => "ReLU",
            Some(Layer::MaxPool2d { .. }) => "MaxPool2d",
            Some(Layer::Linear { .. }) => "Linear",
            Some(Layer::Flatten) => "Flatten",
            None => "",
        },
    }
}

/// PyTorch's path of the layer, or what else stands for it.
pub fn path(trace: &Trace, stage: Stage) -> String {
    match stage {
        Stage::Input => "input".to_owned(),
        Stage::Softmax => "answer".to_owned(),
        Stage::Layer(layer) => trace
            .layers
            .get(layer)
            .map_or_else(String::new, |placed| placed.path.clone()),
    }
}

/// Kind and sizes: `Conv2d(1 → 10, 3×3, stride 1, padding 1)`.
pub fn title(trace: &Trace, stage: Stage) -> String {
    match stage {
        Stage::Input => "The image, as the model gets it".to_owned(),
        Stage::Softmax => "Softmax: ten probabilities".to_owned(),
        Stage::Layer(layer) => trace
            .layers
            .get(layer)
            .map_or_else(String::new, |placed| placed.title()),
    }
}

/// Height, width and number of the pictures: `28×28×10`; of a list, its length.
pub fn shape([channels, height, width]: [usize; 3]) -> String {
    if height == 1 && width == 1 {
        return channels.to_string();
    }
    format!("{height}×{width}×{channels}")
}

/// Whether its numbers stand for the ten classes.
pub fn is_of_classes(trace: &Trace, stage: Stage) -> bool {
    let [n_channels, height, _] = trace.maps(stage).shape;
    let is_last = match stage {
        Stage::Input => false,
        Stage::Softmax => true,
        Stage::Layer(layer) => trace.layers[layer..]
            .iter()
            .skip(1)
            .all(|placed| placed.layer == Layer::Relu),
    };
    is_last && height == 1 && n_channels == CLASS_NAMES.len()
}

/// What one channel is called: a class, a picture, or a number of a list.
pub fn channel_name(trace: &Trace, stage: Stage, channel: usize) -> String {
    if is_of_classes(trace, stage) {
        return CLASS_NAMES[channel].to_owned();
    }
    if stage == Stage::Input {
        return "grey".to_owned();
    }
    if trace.maps(stage).shape[1..] == [1, 1] && !has_pictures_before(trace, stage) {
        return format!("unit {channel}");
    }
    format!("channel {channel}")
}

fn has_pictures_before(trace: &Trace, stage: Stage) -> bool {
    match stage {
        Stage::Layer(layer) => trace.layers[layer].output_shape.len() == 3,
        Stage::Input | Stage::Softmax => false,
    }
}

/// What the layer does.
pub fn what_it_does(trace: &Trace, stage: Stage) -> &'static str {
    let Stage::Layer(layer) = stage else {
        return match stage {
            Stage::Input => {
                "28 × 28 grey values, divided by 255: 0 is black, 1 is white. The model sees nothing else."
            }
            _ => {
                "Softmax turns the ten results into shares of 1: each is raised to a power of e and divided by the sum of all ten."
            }
        };
    };
    match trace.layers.get(layer).map(|placed| placed.layer) {
        Some(Layer::Conv2d { .. }) => {
            "A small window slides over all pictures of the layer before. At each place, what lies under it is multiplied by \
             the kernel's weights and added up: one new number. Each new picture has kernels of its own, one for each picture before."
        }
        Some(Layer::Relu) => {
            "ReLU keeps what is positive and turns the rest into 0, which is black."
        }
        Some(Layer::MaxPool2d { .. }) => {
            "Of each small square the largest number is kept: half as high, half as wide, and what was found is still there."
        }
        Some(Layer::Linear { .. }) => {
            "Every number of the layer before is multiplied by a weight of its own, and all products are added up."
        }
        Some(Layer::Flatten) | None => "",
    }
}
