//! Names of stages, and what their layers do, in a sentence.

use crate::models::Layer;
use crate::protocol::CLASS_NAMES;
use crate::session::inside::{Stage, Trace};
use crate::texts::text;

/// The short name: `Conv2d`.
pub fn name(trace: &Trace, stage: Stage) -> &'static str {
    match stage {
        Stage::Input => text!("inside-name-image"),
        Stage::Softmax => "Softmax",
        Stage::Layer(layer) => {
            let placed = trace.layers.get(layer);
            placed.map_or("", |placed| placed.layer.class_name())
        }
    }
}

/// PyTorch's path of the layer, or what else stands for it in a `data-testid`.
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

/// The same as it is shown.
pub fn place(trace: &Trace, stage: Stage) -> String {
    match stage {
        Stage::Input => text!("inside-path-image").to_owned(),
        Stage::Softmax => text!("inside-path-answer").to_owned(),
        Stage::Layer(_) => path(trace, stage),
    }
}

/// Kind and sizes: `Conv2d(1 → 10, 3×3, stride 1, padding 1)`.
pub fn title(trace: &Trace, stage: Stage) -> String {
    match stage {
        Stage::Input => text!("inside-title-image").to_owned(),
        Stage::Softmax => text!("inside-title-softmax").to_owned(),
        Stage::Layer(layer) => trace
            .layers
            .get(layer)
            .map_or_else(String::new, |placed| placed.title()),
    }
}

/// Place and sizes, by which the layer differs from any other: `block_1.0 Conv2d(1 → 10, 3×3, stride 1, padding 1)`.
pub fn whole_name(trace: &Trace, stage: Stage) -> String {
    format!("{} {}", place(trace, stage), title(trace, stage))
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
        return text!("inside-grey").to_owned();
    }
    if trace.maps(stage).shape[1..] == [1, 1] && !has_pictures_before(trace, stage) {
        return text!("inside-unit", n = channel);
    }
    text!("inside-channel", n = channel)
}

/// What one number is called: its channel, and in a picture its place there.
pub fn number_name(
    trace: &Trace,
    stage: Stage,
    channel: usize,
    row: usize,
    column: usize,
) -> String {
    let name = channel_name(trace, stage, channel);
    if trace.maps(stage).shape[1..] == [1, 1] {
        return name;
    }
    text!("inside-at", channel = name, row = row, column = column)
}

fn has_pictures_before(trace: &Trace, stage: Stage) -> bool {
    match stage {
        Stage::Layer(layer) => trace.layers[layer].output_shape.len() == 3,
        Stage::Input | Stage::Softmax => false,
    }
}

/// What the layer does.
pub fn what_it_does(trace: &Trace, stage: Stage) -> &'static str {
    let layer = match stage {
        Stage::Input => return text!("inside-does-image"),
        Stage::Softmax => return text!("inside-does-softmax"),
        Stage::Layer(layer) => layer,
    };
    match trace.layers.get(layer).map(|placed| placed.layer) {
        Some(Layer::Conv2d { .. }) => text!("inside-does-conv"),
        Some(Layer::Relu) => text!("inside-does-relu"),
        Some(Layer::MaxPool2d { .. }) => text!("inside-does-pool"),
        Some(Layer::Linear { .. }) => text!("inside-does-linear"),
        Some(Layer::Flatten) | None => "",
    }
}
