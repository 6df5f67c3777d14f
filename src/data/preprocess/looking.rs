//! Decides which part of a picture is looked at, and whose background an item there has.

use super::background::Background;
use super::flatten::Rgb;
use super::item::{Item, Place};
use super::{PreprocessError, frame};
use crate::protocol::{Corrections, Crop};

/// A picture in which an item is looked for.
pub struct Looking<'a> {
    pub pixels: &'a [Rgb],
    pub whole: Crop,
    pub corrections: &'a Corrections,
    /// It has the form of a published image, in which nothing is looked for.
    pub is_of_data_set: bool,
}

impl Looking<'_> {
    /// The part of the picture that is looked at, and the item in it.
    ///
    /// # Errors
    /// When there is nothing in the picture.
    pub fn find_item(&self) -> Result<(Crop, Item), PreprocessError> {
        let whole = self.whole;
        let inside = frame::inside(self.pixels, whole.width);
        if let Some(crop) = self.corrections.crop.and_then(|crop| crop.within(whole)) {
            return self.find_in_crop(crop, inside);
        }
        match self.item_in(inside, None) {
            // What looked like a frame was the picture itself.
            Err(PreprocessError::Blank) if inside != whole => {
                Ok((whole, self.item_in(whole, None)?))
            }
            item => Ok((inside, item?)),
        }
    }

    /// The item in the learner's crop.
    ///
    /// A crop that fits closely shows hardly any background, so that is taken from around it, unless what surrounds the crop does
    /// not go on inside it: then the crop has a background of its own.
    fn find_in_crop(&self, crop: Crop, inside: Crop) -> Result<(Crop, Item), PreprocessError> {
        /// The share of the crop's edge that shows the surroundings' background, at least.
        const GOES_ON: f32 = 0.05;
        if self.corrections.keeps_background {
            return Ok((crop, self.item_in(crop, None)?));
        }
        let around = if crop.within(inside) == Some(crop) {
            inside
        } else {
            self.whole
        };
        let crop_in_area = Crop {
            x: crop.x - around.x,
            y: crop.y - around.y,
            ..crop
        };
        let in_surroundings = || Ok((around, self.item_in(around, Some(crop_in_area))?));
        let background = Background::of(&self.pixels_in(around), around.width);
        let share = background.share_of_edge(&self.pixels_in(around), around.width, crop_in_area);
        if share >= GOES_ON {
            return in_surroundings();
        }
        match self.item_in(crop, None) {
            Err(PreprocessError::Blank) => in_surroundings(),
            item => Ok((crop, item?)),
        }
    }

    fn item_in(&self, area: Crop, within: Option<Crop>) -> Result<Item, PreprocessError> {
        let place = Place {
            width: area.width,
            within,
            is_of_data_set: self.is_of_data_set,
        };
        Item::of(&self.pixels_in(area), place, self.corrections).ok_or(PreprocessError::Blank)
    }

    fn pixels_in(&self, area: Crop) -> Vec<Rgb> {
        let rows = self.pixels.chunks_exact(self.whole.width);
        rows.skip(area.y)
            .take(area.height)
            .flat_map(|row| &row[area.x..area.x + area.width])
            .copied()
            .collect()
    }
}
