//! The learner's crop of a picture: moved and resized by pointer and by keys, always inside the picture.

use crate::protocol::Crop;

/// Width and height of the smallest crop, in pixels of the picture.
const MIN_SIDE: f64 = 8.0;
/// How far an arrow key moves, as a fraction of the picture's longer side, alone and together with Shift.
const STEP: f64 = 0.01;
const LONG_STEP: f64 = 0.1;

/// What of a crop is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// All of it, which is moved.
    Whole,
    /// One corner; the opposite one stays.
    Corner {
        /// At the right, not at the left.
        is_right: bool,
        /// At the bottom, not at the top.
        is_bottom: bool,
    },
}

/// The four corners.
pub const CORNERS: [Grip; 4] = [
    Grip::Corner {
        is_right: false,
        is_bottom: false,
    },
    Grip::Corner {
        is_right: true,
        is_bottom: false,
    },
    Grip::Corner {
        is_right: false,
        is_bottom: true,
    },
    Grip::Corner {
        is_right: true,
        is_bottom: true,
    },
];

/// The crop after its grip has been moved.
///
/// - by: to the right and down, in pixels of the picture
/// - picture: its width and height
pub fn moved(crop: Crop, grip: Grip, by: [f64; 2], picture: [u32; 2]) -> Crop {
    let [x, y] = [
        (crop.x, crop.width, by[0], picture[0]),
        (crop.y, crop.height, by[1], picture[1]),
    ]
    .map(|(start, length, by, side)| (start as f64, (start + length) as f64, by, f64::from(side)));
    let (horizontal, vertical) = match grip {
        Grip::Whole => (shifted(x), shifted(y)),
        Grip::Corner {
            is_right,
            is_bottom,
        } => (stretched(x, is_right), stretched(y, is_bottom)),
    };
    let whole = |(start, end): (f64, f64)| {
        let start = start.round();
        (start as usize, (end.round() - start) as usize)
    };
    let ((x, width), (y, height)) = (whole(horizontal), whole(vertical));
    Crop {
        x,
        y,
        width,
        height,
    }
}

/// Start and end of a range that is moved in `0..side` and keeps its length.
fn shifted((start, end, by, side): (f64, f64, f64, f64)) -> (f64, f64) {
    let by = by.clamp(-start, (side - end).max(-start));
    (start + by, end + by)
}

/// Start and end of a range one end of which is moved.
fn stretched((start, end, by, side): (f64, f64, f64, f64), is_end: bool) -> (f64, f64) {
    let shortest = MIN_SIDE.min(side);
    if is_end {
        let least = (start + shortest).min(side);
        (start.min(side - shortest), (end + by).clamp(least, side))
    } else {
        let most = (end - shortest).max(0.0);
        ((start + by).clamp(0.0, most), end.max(shortest))
    }
}

/// How far an arrow key moves, in pixels of the picture; none for other keys.
pub fn key_step(key: &str, is_long: bool, picture: [u32; 2]) -> Option<[f64; 2]> {
    let longer = f64::from(picture[0].max(picture[1]));
    let step = (longer * if is_long { LONG_STEP } else { STEP }).max(1.0);
    match key {
        "ArrowLeft" => Some([-step, 0.0]),
        "ArrowRight" => Some([step, 0.0]),
        "ArrowUp" => Some([0.0, -step]),
        "ArrowDown" => Some([0.0, step]),
        _ => None,
    }
}

/// Where a crop lies, as `left`, `top`, `width` and `height` in percent of the picture.
pub fn percents(crop: Crop, picture: [u32; 2]) -> [f64; 4] {
    let [width, height] = picture.map(|side| f64::from(side.max(1)));
    [
        crop.x as f64 / width,
        crop.y as f64 / height,
        crop.width as f64 / width,
        crop.height as f64 / height,
    ]
    .map(|share| share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: [u32; 2] = [200, 100];
    const CROP: Crop = Crop {
        x: 50,
        y: 20,
        width: 60,
        height: 40,
    };

    fn sides(crop: Crop) -> [usize; 4] {
        [crop.x, crop.y, crop.width, crop.height]
    }

    #[test]
    fn a_moved_crop_keeps_its_size_and_stays_in_the_picture() {
        let after = |by| sides(moved(CROP, Grip::Whole, by, PICTURE));
        assert_eq!(after([10.4, -5.0]), [60, 15, 60, 40]);
        assert_eq!(after([-900.0, 900.0]), [0, 60, 60, 40]);
        assert_eq!(after([900.0, -900.0]), [140, 0, 60, 40]);
    }

    #[test]
    fn a_corner_moves_and_the_opposite_one_stays() {
        let after = |corner: usize, by| sides(moved(CROP, CORNERS[corner], by, PICTURE));
        assert_eq!(after(0, [-10.0, 5.0]), [40, 25, 70, 35]);
        assert_eq!(after(1, [10.0, 5.0]), [50, 25, 70, 35]);
        assert_eq!(after(2, [10.0, 5.0]), [60, 20, 50, 45]);
        assert_eq!(after(3, [900.0, 900.0]), [50, 20, 150, 80]);
    }

    #[test]
    fn no_corner_passes_the_opposite_one() {
        assert_eq!(
            sides(moved(CROP, CORNERS[0], [900.0, 900.0], PICTURE)),
            [102, 52, 8, 8]
        );
        assert_eq!(
            sides(moved(CROP, CORNERS[3], [-900.0, -900.0], PICTURE)),
            [50, 20, 8, 8]
        );
    }

    #[test]
    fn any_move_of_any_crop_stays_in_the_picture() {
        let whole = |[width, height]: [u32; 2]| Crop {
            x: 0,
            y: 0,
            width: width as usize,
            height: height as usize,
        };
        for picture in [[1, 1], [5, 300], [28, 28], [1024, 3]] {
            let tiny = Crop {
                x: picture[0] as usize - 1,
                y: 0,
                width: 1,
                height: 1,
            };
            for grip in CORNERS.into_iter().chain([Grip::Whole]) {
                for by in [[0.0; 2], [-3.7, 2.2], [4e9, 4e9], [-4e9, -4e9]] {
                    for crop in [whole(picture), tiny] {
                        let after = moved(crop, grip, by, picture);
                        assert_eq!(after.within(whole(picture)), Some(after));
                    }
                }
            }
        }
    }

    #[test]
    fn arrow_keys_move_by_a_share_of_the_picture() {
        assert_eq!(key_step("ArrowLeft", false, PICTURE), Some([-2.0, 0.0]));
        assert_eq!(key_step("ArrowDown", true, PICTURE), Some([0.0, 20.0]));
        assert_eq!(key_step("ArrowDown", false, [28, 28]), Some([0.0, 1.0]));
        assert_eq!(key_step("Enter", false, PICTURE), None);
    }

    #[test]
    fn percents_are_of_the_pictures_sides() {
        assert_eq!(percents(CROP, PICTURE), [25.0, 20.0, 30.0, 40.0]);
    }
}
