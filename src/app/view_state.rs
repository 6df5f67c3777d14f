//! What a learner has set up in a view and finds there again after a look at another one.

use leptos::prelude::*;

use super::components::Drawing;
use crate::protocol::{Picture, SplitName};

/// The lesson's.
pub const USUAL_SEED: u32 = 42;

/// Views are made anew whenever they are opened; this is made once.
#[derive(Clone, Copy)]
pub struct ViewState {
    pub data: DataView,
    pub try_it: TryItView,
}

/// Where a learner is in the data.
#[derive(Clone, Copy)]
pub struct DataView {
    /// The seed of the sixteen images, as typed.
    pub samples_seed: RwSignal<String>,
    pub batch_split: RwSignal<SplitName>,
    pub batch_index: RwSignal<usize>,
}

/// What a learner has brought to be classified.
#[derive(Clone, Copy)]
pub struct TryItView {
    pub way: RwSignal<Way>,
    pub drawing: Drawing,
    /// The drawing as a picture; none while the sheet is blank.
    pub drawn: RwSignal<Option<Picture>>,
    pub photo: RwSignal<Option<Picture>>,
    /// The position of a test image, which goes before one's own pictures until one of these changes.
    pub test_image: RwSignal<Option<u32>>,
}

/// How one brings a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Draw,
    Upload,
}

/// What is to be classified.
#[derive(Clone, PartialEq)]
pub enum ClassifyInput {
    /// A drawing or a photo.
    Own(Picture),
    /// A test image, by its position.
    TestImage(u32),
}

impl ViewState {
    pub fn at_the_start() -> Self {
        Self {
            data: DataView {
                samples_seed: RwSignal::new(USUAL_SEED.to_string()),
                batch_split: RwSignal::new(SplitName::Train),
                batch_index: RwSignal::new(0),
            },
            try_it: TryItView {
                way: RwSignal::new(Way::Draw),
                drawing: Drawing::blank(),
                drawn: RwSignal::new(None),
                photo: RwSignal::new(None),
                test_image: RwSignal::new(None),
            },
        }
    }
}

impl TryItView {
    pub fn classify_input(self) -> Option<ClassifyInput> {
        if let Some(index) = self.test_image.get() {
            return Some(ClassifyInput::TestImage(index));
        }
        let own = match self.way.get() {
            Way::Draw => self.drawn,
            Way::Upload => self.photo,
        };
        own.get().map(ClassifyInput::Own)
    }

    /// The learner is at this way now, or has changed what was brought that way.
    pub fn come_to(self, way: Way) {
        // Setting what is set already would make the pad anew under the pen.
        if self.way.get_untracked() != way {
            self.way.set(way);
        }
        self.test_image.set(None);
    }
}
