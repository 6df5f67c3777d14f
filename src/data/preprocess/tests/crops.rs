//! Crops by hand: what they hide, and which background they have.

use super::*;

/// A black bar at the left, and a smaller grey one at the right.
fn two_bars() -> Picture {
    let mut picture = rectangle(
        [200, 100],
        WHITE,
        BLACK,
        Crop {
            x: 20,
            y: 20,
            width: 60,
            height: 50,
        },
    );
    for row in 30..60 {
        for column in 130..170 {
            let place = 4 * (row * 200 + column);
            picture.rgba[place..place + 3].fill(90);
        }
    }
    picture
}

#[test]
fn a_crop_chooses_which_piece_is_looked_at() {
    let picture = two_bars();
    let cropped = |crop: Crop| {
        let corrections = Corrections {
            crop: Some(crop),
            ..Corrections::default()
        };
        prepare_as(&picture, &corrections).expect("a bar")
    };
    let left = Crop {
        x: 20,
        y: 20,
        width: 60,
        height: 50,
    };
    let right = Crop {
        x: 130,
        y: 30,
        width: 40,
        height: 30,
    };
    assert_eq!(prepare(&picture).expect("a bar").crop, left);
    // With and without a margin, and cut through the middle.
    assert_eq!(
        cropped(Crop {
            x: 100,
            y: 0,
            width: 100,
            height: 100
        })
        .crop,
        right
    );
    assert_eq!(
        cropped(Crop {
            x: 128,
            y: 28,
            width: 44,
            height: 34
        })
        .crop,
        right
    );
    let half = Crop {
        x: 100,
        y: 0,
        width: 50,
        height: 100,
    };
    assert_eq!(cropped(half).crop, Crop { width: 20, ..right });
    assert_eq!(cropped(half).findings.n_pieces, 1);
}

#[test]
fn a_crop_along_the_edges_of_a_piece_keeps_its_answer() {
    // The item fills most of the crop's edge, and is still the item rather than the background.
    let mut picture = rectangle(
        [200, 100],
        WHITE,
        BLACK,
        Crop {
            x: 20,
            y: 20,
            width: 60,
            height: 50,
        },
    );
    for row in 20..40 {
        let place = 4 * (row * 200 + 40);
        picture.rgba[place..place + 80].fill(255);
    }
    let automatic = prepare(&picture).expect("a piece");
    let corrections = Corrections {
        crop: Some(automatic.crop),
        ..Corrections::default()
    };
    let cropped = prepare_as(&picture, &corrections).expect("a piece");
    assert_eq!(cropped.pixels, automatic.pixels);
    assert_eq!(cropped.crop, automatic.crop);
    assert!(cropped.inverted);
}

#[test]
fn a_crop_with_a_background_of_its_own_is_measured_by_that() {
    // A black table on a white floor, and a grey piece on the table.
    let mut picture = rectangle(
        [200, 200],
        WHITE,
        BLACK,
        Crop {
            x: 40,
            y: 40,
            width: 120,
            height: 120,
        },
    );
    for row in 80..130 {
        let place = 4 * (row * 200 + 90);
        for pixel in picture.rgba[place..place + 4 * 30].chunks_exact_mut(4) {
            pixel[..3].fill(200);
        }
    }
    let corrections = Corrections {
        crop: Some(Crop {
            x: 50,
            y: 50,
            width: 100,
            height: 100,
        }),
        ..Corrections::default()
    };
    let prepared = prepare_as(&picture, &corrections).expect("a piece");
    assert_eq!(
        prepared.crop,
        Crop {
            x: 90,
            y: 80,
            width: 30,
            height: 50
        }
    );
    assert!(!prepared.inverted);
}

#[test]
fn a_kept_background_leaves_all_of_the_crop() {
    let crop = Crop {
        x: 100,
        y: 0,
        width: 100,
        height: 100,
    };
    let corrections = Corrections {
        keeps_background: true,
        crop: Some(crop),
        ..Corrections::default()
    };
    assert_eq!(
        prepare_as(&two_bars(), &corrections).expect("a crop").crop,
        crop
    );
}
