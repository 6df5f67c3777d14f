//! Small pictures with results worked out by hand.

use super::*;

mod crops;

const WHITE: [u8; 4] = [255, 255, 255, 255];
const BLACK: [u8; 4] = [0, 0, 0, 255];
const CLEAR: [u8; 4] = [0, 0, 0, 0];

/// A rectangle of one colour on a ground of another.
fn rectangle(size: [u32; 2], ground: [u8; 4], ink: [u8; 4], crop: Crop) -> Picture {
    let inside =
        |start: usize, length: usize, at: u32| (start..start + length).contains(&(at as usize));
    let mut rgba = Vec::new();
    for y in 0..size[1] {
        for x in 0..size[0] {
            let is_ink = inside(crop.x, crop.width, x) && inside(crop.y, crop.height, y);
            rgba.extend(if is_ink { ink } else { ground });
        }
    }
    Picture {
        width: size[0],
        height: size[1],
        rgba,
    }
}

const CROP: Crop = Crop {
    x: 13,
    y: 20,
    width: 30,
    height: 60,
};

#[track_caller]
fn assert_upright_bar(prepared: &Prepared, brightness: u8) {
    // 30 by 60 pixels become 14 by 28: columns 7 to 20 of every row.
    for (row, pixels) in prepared.pixels.chunks_exact(IMAGE_SIZE).enumerate() {
        for (column, &pixel) in pixels.iter().enumerate() {
            let expected = if (7..21).contains(&column) {
                brightness
            } else {
                0
            };
            assert_eq!(pixel, expected, "row {row}, column {column}");
        }
    }
}

#[test]
fn dark_on_light_is_trimmed_scaled_centred_and_negated() {
    let prepared = prepare(&rectangle([90, 100], WHITE, BLACK, CROP)).expect("a bar");
    assert!(prepared.inverted);
    assert_eq!(prepared.crop, CROP);
    assert_upright_bar(&prepared, 255);
}

#[test]
fn light_on_dark_is_not_negated() {
    let prepared = prepare(&rectangle([90, 100], BLACK, WHITE, CROP)).expect("a bar");
    assert!(!prepared.inverted);
    assert_upright_bar(&prepared, 255);
}

#[test]
fn grey_paper_becomes_black() {
    let grey = [204, 204, 204, 255];
    let half = [51, 51, 51, 255];
    let prepared = prepare(&rectangle([90, 100], grey, half, CROP)).expect("a bar");
    assert!(prepared.inverted);
    assert_upright_bar(&prepared, 191);
}

#[test]
fn transparent_pictures_contrast_with_their_ink() {
    let dark = prepare(&rectangle([90, 100], CLEAR, BLACK, CROP)).expect("a bar");
    assert!(dark.inverted);
    assert_upright_bar(&dark, 255);
    let light = prepare(&rectangle([90, 100], CLEAR, WHITE, CROP)).expect("a bar");
    assert!(!light.inverted);
    assert_upright_bar(&light, 255);
}

#[test]
fn a_noisy_background_and_a_speck_of_dust_are_trimmed_away() {
    let mut picture = rectangle(
        [500, 500],
        WHITE,
        BLACK,
        Crop {
            x: 100,
            y: 50,
            width: 200,
            height: 400,
        },
    );
    for (index, pixel) in picture.rgba.chunks_exact_mut(4).enumerate() {
        if pixel[0] == 255 {
            let noise = (index * 7919 % 23) as u8;
            pixel[..3].fill(230 + noise);
        }
    }
    let speck = 4 * (20 * 500 + 480);
    picture.rgba[speck..speck + 3].fill(0);
    let prepared = prepare(&picture).expect("a bar");
    assert_eq!(
        prepared.crop,
        Crop {
            x: 100,
            y: 50,
            width: 200,
            height: 400
        }
    );
    assert_eq!(prepared.pixels[0], 0);
}

#[test]
fn an_image_of_the_data_sets_size_is_not_moved() {
    let item = Crop {
        x: 2,
        y: 3,
        width: 9,
        height: 5,
    };
    let prepared = prepare(&rectangle([28, 28], BLACK, [90, 90, 90, 255], item)).expect("a bar");
    let expected = (0..N_PIXELS).map(|i| (i % 28, i / 28)).map(|(x, y)| {
        if (2..11).contains(&x) && (3..8).contains(&y) {
            90
        } else {
            0
        }
    });
    assert!(prepared.pixels.iter().copied().eq(expected));
}

#[test]
fn lines_as_thin_as_dust_are_not_blank() {
    let line = Crop {
        x: 700,
        y: 0,
        width: 1,
        height: 1,
    };
    let prepared = prepare(&rectangle([3000, 1], WHITE, BLACK, line)).expect("a dot");
    assert_eq!(
        prepared.crop,
        Crop {
            x: 700,
            y: 0,
            width: 1,
            height: 1
        }
    );
    let line = Crop {
        x: 5,
        y: 40,
        width: 3000,
        height: 2,
    };
    assert!(prepare(&rectangle([3010, 80], WHITE, BLACK, line)).is_ok());
}

#[test]
fn blank_pictures_are_refused() {
    for ground in [WHITE, BLACK, CLEAR, [120, 130, 140, 255]] {
        let blank = rectangle([40, 30], ground, ground, CROP);
        assert_eq!(prepare(&blank), Err(PreprocessError::Blank), "{ground:?}");
    }
    let faint = rectangle([90, 100], WHITE, [250, 250, 250, 255], CROP);
    assert_eq!(prepare(&faint), Err(PreprocessError::Blank));
}

#[test]
fn impossible_pictures_are_refused() {
    let picture = |width, height, n_bytes| Picture {
        width,
        height,
        rgba: vec![0; n_bytes],
    };
    assert_eq!(prepare(&picture(0, 7, 0)), Err(PreprocessError::Empty));
    assert_eq!(
        prepare(&picture(9000, 7000, 0))
            .expect_err("63 megapixels")
            .to_string(),
        "the picture has 9000×7000 pixels, too many to work on; make it smaller than 50 megapixels"
    );
    assert!(matches!(
        prepare(&picture(u32::MAX, u32::MAX, 4)),
        Err(PreprocessError::TooLarge { .. })
    ));
    assert!(matches!(
        prepare(&picture(5, 5, 99)),
        Err(PreprocessError::SizeMismatch { n_bytes: 99, .. })
    ));
}

#[test]
fn a_piece_on_boards_is_cut_out_of_them() {
    let piece = Crop {
        x: 80,
        y: 60,
        width: 90,
        height: 120,
    };
    let mut picture = rectangle([240, 240], [199, 158, 115, 255], [33, 38, 84, 255], piece);
    for row in 0..240 {
        for column in 0..240 {
            if row / 40 % 2 == 1 && !piece.has(column, row) {
                let place = 4 * (row * 240 + column);
                picture.rgba[place..place + 3].copy_from_slice(&[178, 138, 97]);
            }
        }
    }
    let prepared = prepare(&picture).expect("a piece");
    assert_eq!(prepared.crop, piece);
    assert_eq!(prepared.findings.n_pieces, 1);
    assert!(prepared.inverted);
}

#[test]
fn a_quarter_turn_by_hand_is_that_of_the_photo() {
    // A bar with a head, which no turn leaves as it is.
    let mut picture = rectangle([90, 100], WHITE, BLACK, CROP);
    for row in 20..32 {
        let place = 4 * (row * 90 + 43);
        picture.rgba[place..place + 4 * 20].copy_from_slice(&BLACK.repeat(20));
    }
    assert_turns_as_its_input(picture);
    // One of the data set's form.
    assert_turns_as_its_input(rectangle(
        [28, 28],
        BLACK,
        WHITE,
        Crop {
            x: 2,
            y: 3,
            width: 9,
            height: 5,
        },
    ));
}

/// Turning the whole picture beforehand gives the same input as the turn by hand does.
#[track_caller]
fn assert_turns_as_its_input(mut picture: Picture) {
    let upright = picture.clone();
    for quarter_turns in 0..=4 {
        let corrections = Corrections {
            quarter_turns,
            ..Corrections::default()
        };
        let by_hand = prepare_as(&upright, &corrections).expect("a piece");
        let before = prepare(&picture).expect("a piece");
        assert_eq!(by_hand.crop, prepare(&upright).expect("a piece").crop);
        let is_near = |(a, b): (&u8, &u8)| a.abs_diff(*b) <= 1;
        let same = by_hand.pixels.iter().zip(before.pixels.iter());
        assert!(same.clone().all(is_near), "{quarter_turns} quarter turns");
        let same = by_hand.stages[2].iter().zip(before.stages[2].iter());
        assert!(same.clone().all(is_near), "{quarter_turns} quarter turns");
        picture = clockwise(&picture);
    }
}

fn clockwise(picture: &Picture) -> Picture {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let pixels = picture.rgba.as_chunks::<4>().0;
    let rgba = (0..width)
        .flat_map(|row| (0..height).map(move |column| (row, column)))
        .flat_map(|(row, column)| pixels[(height - 1 - column) * width + row])
        .collect();
    Picture {
        width: picture.height,
        height: picture.width,
        rgba,
    }
}
