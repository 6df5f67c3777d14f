//! View state that survives a switch of tabs.

use leptos::prelude::*;

use super::drawing::Drawing;
use crate::protocol::{Corrections, InputImage, ModelKind, Picture, SplitName};
use crate::session::inside::Place;
use crate::session::lesson::guesses::Guesses;
use crate::session::lesson::sections::Section;
use crate::session::{StoredRun, StoredRunId};

/// The lesson's seed.
pub const DEFAULT_SEED: u32 = 42;

/// The state of all views. It is created once; a view is created whenever its tab opens.
#[derive(Clone, Copy)]
pub struct ViewState {
    /// Of the view "Lesson".
    pub lesson: LessonView,
    /// Of the view "Data".
    pub data: DataView,
    /// Of the view "Evaluate".
    pub evaluate: EvaluateView,
    /// Of the view "Try it".
    pub try_it: TryItView,
    /// Of the view "Look inside".
    pub inside: InsideView,
    /// The compared runs of the view "Runs", in the order of their choice.
    pub chosen_runs: RwSignal<Vec<StoredRunId>>,
    /// The runs that were deleted in the view "Runs", the last one at the end.
    pub deleted_runs: RwSignal<Vec<DeletedRun>>,
}

/// A deleted run, which can be brought back as long as the tab lives.
#[derive(Clone)]
pub struct DeletedRun {
    /// Its settings, curves and scores.
    pub run: StoredRun,
    /// Its checkpoint; none if it left none.
    pub file: Option<Vec<u8>>,
}

/// The state of the view "Lesson".
#[derive(Clone, Copy)]
pub struct LessonView {
    /// The open section, mirrored in the page's address; none at the beginning.
    pub section: RwSignal<Option<Section>>,
    /// The learner's guesses, kept in the browser.
    pub guesses: RwSignal<Guesses>,
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
    /// The split whose images are all shown.
    pub gallery_split: RwSignal<SplitName>,
    /// The class of the images that are shown; none for all.
    pub gallery_class: RwSignal<Option<u8>>,
    /// The place of the chosen image among those.
    pub gallery_active: RwSignal<usize>,
}

/// The state of the view "Evaluate".
#[derive(Clone, Copy)]
pub struct EvaluateView {
    /// The model that the learner has picked; none for the one that a view opens with.
    pub picked: RwSignal<Option<ModelKind>>,
    /// The images shown beside the matrix: at random, the mistakes or all, as a position in the list of these ways.
    pub way: RwSignal<usize>,
    /// The true class of these images; none for all.
    pub truth: RwSignal<Option<u8>>,
    /// The class that they are predicted as; none for all.
    pub predicted: RwSignal<Option<u8>>,
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
    /// The picture from a file or from the camera.
    pub photo: RwSignal<Option<Picture>>,
    /// The position of a test image, which takes precedence over drawing and photo until one of these changes.
    pub test_image: RwSignal<Option<u32>>,
    /// What the learner has set by hand for drawing and photo.
    pub corrections: RwSignal<Corrections>,
}

/// The state of the view "Look inside".
#[derive(Clone, Copy)]
pub struct InsideView {
    /// The model that the learner has picked; none for the one that a view opens with.
    pub picked: RwSignal<Option<ModelKind>>,
    /// Whether the run that goes on is watched, while there is one.
    pub watches_run: RwSignal<bool>,
    /// The image that the learner has picked; none for the first test image.
    pub image: RwSignal<Option<InputImage>>,
    /// How far into the model the learner has gone.
    pub place: RwSignal<Place>,
    /// Whether the learner has come for single steps of the run, which the view then shows.
    pub opens_steps: RwSignal<bool>,
    /// Whether the learner has come for the nearest training images, which the view then searches for.
    pub opens_neighbours: RwSignal<bool>,
}

/// How the learner provides a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InputMode {
    /// By drawing.
    Draw,
    /// By a file.
    Upload,
    /// By the device's camera.
    Camera,
}

/// The input to classify.
#[derive(Clone, PartialEq)]
pub enum ClassifyInput {
    /// A drawing or a photo.
    Own(Picture),
    /// A test image, by its position.
    TestImage(u32),
}

impl ClassifyInput {
    /// The image for an engine, with what the learner has set by hand for a drawing or a photo.
    pub fn with(self, corrections: Corrections) -> InputImage {
        match self {
            Self::Own(picture) => InputImage::Own {
                picture,
                corrections,
            },
            Self::TestImage(index) => InputImage::OfSplit {
                split: SplitName::Test,
                index,
            },
        }
    }
}

impl ViewState {
    /// The state at the page's start.
    pub fn initial() -> Self {
        Self {
            lesson: LessonView {
                section: RwSignal::new(None),
                guesses: RwSignal::new(Guesses::default()),
            },
            data: DataView {
                samples_seed: RwSignal::new(DEFAULT_SEED.to_string()),
                batch_split: RwSignal::new(SplitName::Train),
                batch_index: RwSignal::new(0),
                gallery_split: RwSignal::new(SplitName::Train),
                gallery_class: RwSignal::new(None),
                gallery_active: RwSignal::new(0),
            },
            evaluate: EvaluateView {
                picked: RwSignal::new(None),
                way: RwSignal::new(0),
                truth: RwSignal::new(None),
                predicted: RwSignal::new(None),
            },
            try_it: TryItView {
                mode: RwSignal::new(InputMode::Draw),
                drawing: Drawing::blank(),
                drawn: RwSignal::new(None),
                photo: RwSignal::new(None),
                test_image: RwSignal::new(None),
                corrections: RwSignal::new(Corrections::default()),
            },
            chosen_runs: RwSignal::new(Vec::new()),
            deleted_runs: RwSignal::new(Vec::new()),
            inside: InsideView {
                picked: RwSignal::new(None),
                watches_run: RwSignal::new(true),
                image: RwSignal::new(None),
                place: RwSignal::new(Place::default()),
                opens_steps: RwSignal::new(false),
                opens_neighbours: RwSignal::new(false),
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
            InputMode::Upload | InputMode::Camera => self.photo,
        };
        own.get().map(ClassifyInput::Own)
    }

    /// The corrections of the picture that is classified: a crop is a photo's alone.
    pub fn corrections(self) -> Corrections {
        let mut corrections = self.corrections.get();
        if self.mode.get() == InputMode::Draw {
            corrections.crop = None;
        }
        corrections
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
