//! Where in a model the learner looks: all layers, one layer, or one number.

use super::Trace;
use crate::models::Layer;

/// What numbers are shown of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The image.
    Input,
    /// The output of a layer, by its position in the list.
    Layer(usize),
    /// The probabilities.
    Softmax,
}

/// How far the learner has gone into the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    Overview,
    Stage(Stage),
    /// One number of a stage.
    Number {
        stage: Stage,
        channel: usize,
        row: usize,
        column: usize,
    },
}

/// A step from one number to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
    NextChannel,
    PreviousChannel,
}

impl Place {
    /// One level up.
    pub fn up(self) -> Self {
        match self {
            Self::Overview | Self::Stage(_) => Self::Overview,
            Self::Number { stage, .. } => Self::Stage(stage),
        }
    }

    /// The stage that is looked at.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Overview => None,
            Self::Stage(stage) | Self::Number { stage, .. } => Some(stage),
        }
    }

    /// The number one step further, in a stage of `[channels, height, width]`; at an edge it stays. In a list, where every
    /// channel is one number, up and down lead to the neighbours.
    pub fn moved(self, step: Step, shape: [usize; 3]) -> Self {
        let Self::Number {
            stage,
            channel,
            row,
            column,
        } = self
        else {
            return self;
        };
        let [n_channels, height, width] = shape;
        let is_list = height == 1 && width == 1;
        let last = |length: usize| length.saturating_sub(1);
        let (mut channel, mut row, mut column) = (channel, row, column);
        match step {
            Step::Up | Step::Left if is_list => channel = channel.saturating_sub(1),
            Step::Down | Step::Right if is_list => channel += 1,
            Step::Up => row = row.saturating_sub(1),
            Step::Down => row += 1,
            Step::Left => column = column.saturating_sub(1),
            Step::Right => column += 1,
            Step::PreviousChannel => channel = channel.saturating_sub(1),
            Step::NextChannel => channel += 1,
        }
        Self::Number {
            stage,
            channel: channel.min(last(n_channels)),
            row: row.min(last(height)),
            column: column.min(last(width)),
        }
    }

    /// The same place in another model or image; where it has no such place, the nearest one above.
    pub fn within(self, trace: &Trace) -> Self {
        let Some(stage) = self.stage() else {
            return self;
        };
        if !trace.stages().contains(&stage) {
            return Self::Overview;
        }
        match self {
            Self::Number {
                channel,
                row,
                column,
                ..
            } if trace.maps(stage).at(channel, row, column).is_none() => Self::Stage(stage),
            _ => self,
        }
    }
}

impl Trace {
    /// The stages from left to right. Flatten has none: it changes no number.
    pub fn stages(&self) -> Vec<Stage> {
        let layers = self.layers.iter().enumerate();
        let with_numbers = layers.filter(|(_, placed)| placed.layer != Layer::Flatten);
        let mut stages = vec![Stage::Input];
        stages.extend(with_numbers.map(|(position, _)| Stage::Layer(position)));
        stages.push(Stage::Softmax);
        stages
    }

    /// The largest number of a channel by magnitude: the one to begin with.
    pub fn strongest(&self, stage: Stage, channel: usize) -> Place {
        let maps = self.maps(stage);
        let width = maps.shape[2].max(1);
        let values = maps.channel(channel).iter().enumerate();
        let strongest = values.max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
        let position = strongest.map_or(0, |(position, _)| position);
        Place::Number {
            stage,
            channel,
            row: position / width,
            column: position % width,
        }
    }
}
