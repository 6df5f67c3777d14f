//! Finds the two colours of a background of boards, tiles or stripes.

use super::colours::{length, median, median_colour};
use super::flatten::{Rgb, luma};

/// Changes from one colour to the other along the picture's edge: an item that touches the edge makes two or four.
pub const MIN_CHANGES: usize = 8;
/// Places of each side that are looked at.
const PLACES: usize = 48;
/// The smallest difference that is worth a second colour.
const MIN_DIFFERENCE: f32 = 0.03;
/// The share of the border that each colour has at least.
const MIN_SHARE: f32 = 0.2;
/// Median distance of the border's pixels from the nearer colour, as a fraction of the colours' difference: a smooth slope from one
/// colour to the other has a quarter, noise a third.
const MAX_SPREAD: f32 = 0.15;
const N_ROUNDS: usize = 4;

/// The two colours of which a border consists, lighter first; none if it does not.
pub fn of(border: impl Iterator<Item = Rgb>) -> Option<[Rgb; 2]> {
    let border: Vec<Rgb> = border.collect();
    let mean = border.iter().map(|&colour| luma(colour)).sum::<f32>() / border.len() as f32;
    let is_light = |colour: &&Rgb| luma(**colour) > mean;
    let mut tones = [
        median_colour(border.iter().filter(is_light).copied()),
        median_colour(border.iter().filter(|colour| !is_light(colour)).copied()),
    ];
    for _ in 0..N_ROUNDS {
        let is_first = |colour: &&Rgb| nearer(tones, **colour) == tones[0];
        tones = [
            median_colour(border.iter().filter(is_first).copied()),
            median_colour(border.iter().filter(|colour| !is_first(colour)).copied()),
        ];
    }
    let apart = distance(tones[0], tones[1]);
    let n_first = border
        .iter()
        .filter(|&&colour| nearer(tones, colour) == tones[0])
        .count();
    let share = n_first as f32 / border.len() as f32;
    let spread = median(
        border
            .iter()
            .map(|&colour| distance(colour, nearer(tones, colour))),
    );
    let is_two_toned = apart > MIN_DIFFERENCE
        && share.min(1.0 - share) >= MIN_SHARE
        && spread <= MAX_SPREAD * apart;
    is_two_toned.then_some(tones)
}

/// How often the edge of a picture changes from one colour to the other.
pub fn changes_along_edge(pixels: &[Rgb], width: usize, tones: [Rgb; 2]) -> usize {
    let height = pixels.len() / width;
    let changes = |place: &dyn Fn(usize) -> usize, n: usize| {
        let places = (0..PLACES).map(|i| place(i * n / PLACES));
        let is_first: Vec<bool> = places
            .map(|index| nearer(tones, pixels[index]) == tones[0])
            .collect();
        is_first
            .windows(2)
            .filter(|pair| pair[0] != pair[1])
            .count()
    };
    changes(&|x| x, width)
        + changes(&|x| (height - 1) * width + x, width)
        + changes(&|y| y * width, height)
        + changes(&|y| y * width + width - 1, height)
}

/// Of two colours the one that is nearer to a third.
pub fn nearer(tones: [Rgb; 2], colour: Rgb) -> Rgb {
    if distance(tones[0], colour) <= distance(tones[1], colour) {
        tones[0]
    } else {
        tones[1]
    }
}

fn distance(a: Rgb, b: Rgb) -> f32 {
    length([0, 1, 2].map(|channel| a[channel] - b[channel]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Rgb = [0.78, 0.62, 0.45];
    const DARK: Rgb = [0.7, 0.54, 0.38];

    #[test]
    fn two_colours_are_found_in_any_share() {
        for n_light in [25, 50, 75] {
            let border = (0..100).map(|i| if i < n_light { LIGHT } else { DARK });
            assert_eq!(of(border), Some([LIGHT, DARK]));
        }
    }

    #[test]
    fn one_colour_a_slope_and_a_speck_are_not_two_colours() {
        assert_eq!(of((0..100).map(|_| LIGHT)), None);
        assert_eq!(of((0..100).map(|i| [i as f32 / 100.0; 3])), None);
        let with_specks = (0..100).map(|i| if i < 10 { DARK } else { LIGHT });
        assert_eq!(of(with_specks), None);
    }

    #[test]
    fn boards_change_along_the_edge_and_an_item_at_the_edge_does_not() {
        let boards: Vec<Rgb> = (0..240 * 240)
            .map(|i| if i / 240 / 40 % 2 == 0 { LIGHT } else { DARK })
            .collect();
        assert_eq!(changes_along_edge(&boards, 240, [LIGHT, DARK]), 10);
        let item: Vec<Rgb> = (0..240 * 240)
            .map(|i| {
                let (x, y) = (i % 240, i / 240);
                if (60..180).contains(&x) && y > 60 {
                    DARK
                } else {
                    LIGHT
                }
            })
            .collect();
        assert!(changes_along_edge(&item, 240, [LIGHT, DARK]) < MIN_CHANGES);
    }
}
