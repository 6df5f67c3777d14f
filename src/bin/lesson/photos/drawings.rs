//! Draws garments with strokes of a round brush, as the page's pad does.
//!
//! The scenario `drawn_garments` draws them on the pad itself, by the pointer, and compares the two.

use fitting_room::protocol::Picture;

/// Width and height of the pad.
pub const SIZE: usize = 280;
/// The pad's inks, from dark to light.
pub const INKS: [(&str, u8); 3] = [("black", 0x11), ("grey", 0x77), ("light", 0xbb)];

/// A garment as strokes.
pub struct Drawing {
    pub name: &'static str,
    /// The class that a person sees in it.
    pub class: u8,
    /// Width of the brush, in the pad's pixels.
    pub width: f32,
    /// Where the brush goes, stroke by stroke, in the pad's pixels.
    strokes: &'static [&'static [(f32, f32)]],
    /// Drawn from right to left.
    is_mirrored: bool,
}

#[rustfmt::skip]
const SNEAKER: Drawing = Drawing { name: "sneaker to the left", class: 7, width: 26.0, is_mirrored: false, strokes: &[
    &[(30.0, 185.0), (250.0, 185.0)], &[(40.0, 165.0), (250.0, 165.0)],
    &[(110.0, 145.0), (250.0, 145.0)], &[(150.0, 125.0), (250.0, 120.0)], &[(215.0, 105.0), (248.0, 100.0)],
] };

#[rustfmt::skip]
const BOOT: Drawing = Drawing { name: "ankle boot to the left", class: 9, width: 30.0, is_mirrored: false, strokes: &[
    &[(45.0, 215.0), (220.0, 215.0)], &[(50.0, 190.0), (220.0, 190.0)], &[(110.0, 165.0), (220.0, 165.0)],
    &[(145.0, 60.0), (145.0, 180.0)], &[(170.0, 60.0), (170.0, 200.0)], &[(195.0, 60.0), (195.0, 200.0)], &[(215.0, 60.0), (215.0, 215.0)],
] };

/// Each garment filled, as the page advises.
#[rustfmt::skip]
pub const DRAWINGS: &[Drawing] = &[
    Drawing { name: "T-shirt", class: 0, width: 30.0, is_mirrored: false, strokes: &[
        &[(100.0, 60.0), (100.0, 225.0), (125.0, 225.0), (125.0, 65.0), (150.0, 65.0), (150.0, 225.0), (180.0, 225.0), (180.0, 60.0)],
        &[(95.0, 60.0), (45.0, 105.0)], &[(100.0, 75.0), (55.0, 118.0)],
        &[(185.0, 60.0), (235.0, 105.0)], &[(180.0, 75.0), (225.0, 118.0)],
    ] },
    Drawing { name: "wide T-shirt", class: 0, width: 28.0, is_mirrored: false, strokes: &[
        &[(85.0, 55.0), (85.0, 230.0), (110.0, 230.0), (110.0, 60.0), (135.0, 62.0), (135.0, 230.0), (160.0, 230.0), (160.0, 60.0), (190.0, 55.0), (190.0, 230.0)],
        &[(80.0, 55.0), (30.0, 85.0), (40.0, 110.0), (80.0, 85.0)],
        &[(195.0, 55.0), (250.0, 85.0), (240.0, 110.0), (195.0, 85.0)],
    ] },
    Drawing { name: "dress", class: 3, width: 26.0, is_mirrored: false, strokes: &[
        &[(120.0, 30.0), (120.0, 110.0), (100.0, 250.0), (125.0, 250.0), (138.0, 110.0), (138.0, 45.0)],
        &[(160.0, 30.0), (160.0, 110.0), (180.0, 250.0), (155.0, 250.0), (142.0, 110.0)],
        &[(140.0, 60.0), (140.0, 245.0)],
    ] },
    Drawing { name: "coat", class: 4, width: 28.0, is_mirrored: false, strokes: &[
        &[(105.0, 40.0), (105.0, 250.0), (130.0, 250.0), (130.0, 35.0), (152.0, 35.0), (152.0, 250.0), (178.0, 250.0), (178.0, 40.0)],
        &[(100.0, 45.0), (65.0, 80.0), (55.0, 225.0)], &[(80.0, 75.0), (75.0, 220.0)],
        &[(182.0, 45.0), (217.0, 80.0), (227.0, 225.0)], &[(202.0, 75.0), (207.0, 220.0)],
    ] },
    Drawing { name: "trousers", class: 1, width: 30.0, is_mirrored: false, strokes: &[
        &[(105.0, 35.0), (175.0, 35.0), (175.0, 60.0), (105.0, 60.0)],
        &[(105.0, 40.0), (95.0, 250.0)], &[(118.0, 60.0), (112.0, 250.0)],
        &[(175.0, 40.0), (185.0, 250.0)], &[(162.0, 60.0), (168.0, 250.0)],
    ] },
    SNEAKER,
    BOOT,
    Drawing { name: "sneaker to the right", is_mirrored: true, ..SNEAKER },
    Drawing { name: "ankle boot to the right", is_mirrored: true, ..BOOT },
    Drawing { name: "bag", class: 8, width: 30.0, is_mirrored: false, strokes: &[
        &[(50.0, 130.0), (230.0, 130.0), (230.0, 155.0), (50.0, 155.0), (50.0, 180.0), (230.0, 180.0), (230.0, 205.0), (50.0, 205.0), (50.0, 225.0), (230.0, 225.0)],
        &[(100.0, 120.0), (105.0, 70.0), (140.0, 55.0), (175.0, 70.0), (180.0, 120.0)],
    ] },
];

impl Drawing {
    /// Where the brush goes, stroke by stroke, in the pad's pixels.
    pub fn strokes(&self) -> Vec<Vec<(f32, f32)>> {
        let place = |&(x, y): &(f32, f32)| {
            let x = if self.is_mirrored { SIZE as f32 - x } else { x };
            (x, y)
        };
        let strokes = self.strokes.iter();
        strokes
            .map(|stroke| stroke.iter().map(place).collect())
            .collect()
    }

    /// The pad with this drawing in an ink.
    pub fn draw(&self, ink: u8) -> Picture {
        let strokes = self.strokes();
        let mut rgba = Vec::with_capacity(4 * SIZE * SIZE);
        for y in 0..SIZE {
            for x in 0..SIZE {
                let at = (x as f32 + 0.5, y as f32 + 0.5);
                let distance = distance(&strokes, at) - self.width / 2.0;
                let cover = (0.5 - distance).clamp(0.0, 1.0);
                let value = 255.0 - cover * (255.0 - f32::from(ink));
                rgba.extend([value as u8, value as u8, value as u8, 255]);
            }
        }
        Picture {
            width: SIZE as u32,
            height: SIZE as u32,
            rgba,
        }
    }
}

/// From a place to the nearest stroke's middle line.
fn distance(strokes: &[Vec<(f32, f32)>], at: (f32, f32)) -> f32 {
    let lines = strokes.iter().flat_map(|stroke| stroke.windows(2));
    lines
        .map(|line| to_line(at, line[0], line[1]))
        .fold(f32::INFINITY, f32::min)
}

fn to_line((x, y): (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let share = ((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy);
    let share = share.clamp(0.0, 1.0);
    (x - from.0 - share * dx).hypot(y - from.1 - share * dy)
}
