//! View state that survives a switch of tabs.

use leptos::prelude::*;

use super::components::Drawing;
use crate::protocol::{ModelKind, Picture, SplitName};
use crate::session::inside::Place;

/// The lesson's seed.
pub const DEFAULT_SEED: u32 = 42;

/// The state of all views. It is created once; a view is created whenever its tab opens.
#[derive(Clone, Copy)]
pub struct ViewState {
    /// Of the view "Data".
    pub data: DataView,
    /// Of the view "Try it".
    pub try_it: TryItView,
    /// Of the view "Look inside".
    pub inside: InsideView,
}

/// The state of the view "Data".
#[derive(Clone, Copy)]
pub struct DataView {
    /// The seed of the sixteen images, as typed.
    pub samples_seed: RwSignal<String>,
    /// The split whose batches are shown.
    pub batch_split: RwSignal<SplitName>,
    /// The shown batch, counting from 0.
    pub batch_index: RwSignal<usize>,
}

/// The state of the view "Try it".
#[derive(Clone, Copy)]
pub struct TryItView {
    /// Whether the pad or the upload is open.
    pub mode: RwSignal<InputMode>,
    /// The drawing's strokes.
    pub drawing: Drawing,
    /// The drawing as a picture; none while it is blank.
    pub drawn: RwSignal<Option<Picture>>,
    /// The uploaded picture.
    pub photo: RwSignal<Option<Picture>>,
    /// The position of a test image, which takes precedence over drawing and photo until one of these changes.
    pub test_image: RwSignal<Option<u32>>,
}

/// The state of the view "Look inside".
#[derive(Clone, Copy)]
pub struct InsideView {
    /// The model that the learner has picked; none for the one that a view opens with.
    pub picked: RwSignal<Option<ModelKind>>,
    /// Whether the run that goes on is watched, while there is one.
    pub watches_run: RwSignal<bool>,
    /// The image that the learner has picked; none for the first test image.
    pub image: RwSignal<Option<ClassifyInput>>,
    /// How far into the model the learner has gone.
    pub place: RwSignal<Place>,
}

/// How the learner provides a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InputMode {
    /// By drawing.
    Draw,
    /// By a file.
    Upload,
}

/// The input to classify.
#[derive(Clone, PartialEq)]
pub enum ClassifyInput {
    /// A drawing or a photo.
    Own(Picture),
    /// A test image, by its position.
    TestImage(u32),
}

impl ViewState {
    /// The state at the page's start.
    pub fn initial() -> Self {
        Self {
            data: DataView {
                samples_seed: RwSignal::new(DEFAULT_SEED.to_string()),
                batch_split: RwSignal::new(SplitName::Train),
                batch_index: RwSignal::new(0),
            },
            try_it: TryItView {
                mode: RwSignal::new(InputMode::Draw),
                drawing: Drawing::blank(),
                drawn: RwSignal::new(None),
                photo: RwSignal::new(None),
                test_image: RwSignal::new(None),
            },
            inside: InsideView {
                picked: RwSignal::new(None),
                watches_run: RwSignal::new(true),
                image: RwSignal::new(None),
                place: RwSignal::new(Place::default()),
            },
        }
    }
}

impl TryItView {
    /// The input to classify; none before there is one.
    pub fn classify_input(self) -> Option<ClassifyInput> {
        if let Some(index) = self.test_image.get() {
            return Some(ClassifyInput::TestImage(index));
        }
        let own = match self.mode.get() {
            InputMode::Draw => self.drawn,
            InputMode::Upload => self.photo,
        };
        own.get().map(ClassifyInput::Own)
    }

    /// Selects this mode, and its picture rather than a test image.
    pub fn select_mode(self, mode: InputMode) {
        // Setting the same value would recreate the pad during a stroke.
        if self.mode.get_untracked() != mode {
            self.mode.set(mode);
        }
        self.test_image.set(None);
    }
}
