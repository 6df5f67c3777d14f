//! Finds the photo inside bars and frames: a screenshot's black margins, a passe-partout.

use super::Crop;
use super::colours::median_colour;
use super::flatten::Rgb;

/// Difference of a channel up to which two pixels have the same colour.
const SAME: f32 = 0.06;
/// The share of a line that must be of one colour; the rest may be a clock and a battery.
const OF_ONE_COLOUR: f32 = 0.85;
/// The share of the next line that must have another colour: a garment's edge is shorter than the photo's.
const CHANGED: f32 = 0.93;
/// The share of width and of height that must remain.
const MIN_REMAINDER: f32 = 0.4;
/// Pictures with a shorter edge have no frame: a line of few pixels proves nothing.
const MIN_SIDE: usize = 48;

/// The part of a picture inside its bars and frames; the whole picture where there are none.
pub fn inside(pixels: &[Rgb], width: usize) -> Crop {
    let height = pixels.len() / width;
    let mut area = Crop {
        x: 0,
        y: 0,
        width,
        height,
    };
    if width.min(height) < MIN_SIDE {
        return area;
    }
    // A frame may have a margin around it, and one inside.
    for _ in 0..3 {
        let mut next = area;
        for sides in OPPOSITE_SIDES {
            // Bars come in pairs: one alone is a floor or a wall.
            let bars = sides.map(|side| side.bar(pixels, width, next));
            if let [Some(first), Some(second)] = bars
                && is_same(first.colour, second.colour)
                && first.depth + second.depth < sides[0].n_lines(next)
            {
                sides[0].cut(&mut next, first.depth);
                sides[1].cut(&mut next, second.depth);
            }
        }
        let remains = |now: usize, whole: usize| now as f32 >= MIN_REMAINDER * whole as f32;
        if next == area || !remains(next.width, width) || !remains(next.height, height) {
            break;
        }
        area = next;
    }
    area
}

#[derive(Clone, Copy)]
enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

const OPPOSITE_SIDES: [[Side; 2]; 2] = [[Side::Top, Side::Bottom], [Side::Left, Side::Right]];

/// Lines of one colour at a side of the picture.
struct Bar {
    colour: Rgb,
    depth: usize,
}

impl Side {
    /// The bar at this side of the area.
    fn bar(self, pixels: &[Rgb], width: usize, area: Crop) -> Option<Bar> {
        let n_lines = self.n_lines(area);
        let colour = median_colour(self.line(pixels, width, area, 0));
        let share_of = |line: usize, n_skipped: usize| {
            let (mut n_same, mut n) = (0, 0);
            for pixel in self.line(pixels, width, area, line).skip(n_skipped) {
                n += 1;
                n_same += usize::from(is_same(pixel, colour));
                if n + 2 * n_skipped >= self.n_pixels(area) {
                    break;
                }
            }
            n_same as f32 / n as f32
        };
        let depth = (0..n_lines).find(|&line| share_of(line, 0) < OF_ONE_COLOUR);
        let depth = depth.filter(|&depth| depth > 0)?;
        // An edge that is not sharp has a line or two of mixed colours.
        let end = (depth + 2).min(n_lines - 1);
        // A frame's own sides cross the line at its ends.
        if share_of(end, self.n_pixels(area) / 12) > 1.0 - CHANGED {
            return None;
        }
        Some(Bar { colour, depth: end })
    }

    /// Pixels of a line.
    fn n_pixels(self, area: Crop) -> usize {
        match self {
            Self::Top | Self::Bottom => area.width,
            Self::Left | Self::Right => area.height,
        }
    }

    fn n_lines(self, area: Crop) -> usize {
        match self {
            Self::Top | Self::Bottom => area.height,
            Self::Left | Self::Right => area.width,
        }
    }

    /// The pixels of a line of the area, counted from this side.
    fn line(
        self,
        pixels: &[Rgb],
        width: usize,
        area: Crop,
        line: usize,
    ) -> impl Iterator<Item = Rgb> {
        let (start, step, n) = match self {
            Self::Top => ((area.y + line) * width + area.x, 1, area.width),
            Self::Bottom => {
                let y = area.y + area.height - 1 - line;
                (y * width + area.x, 1, area.width)
            }
            Self::Left => (area.y * width + area.x + line, width, area.height),
            Self::Right => {
                let x = area.x + area.width - 1 - line;
                (area.y * width + x, width, area.height)
            }
        };
        (0..n).map(move |i| pixels[start + i * step])
    }

    fn cut(self, area: &mut Crop, depth: usize) {
        match self {
            Self::Top => {
                area.y += depth;
                area.height -= depth;
            }
            Self::Bottom => area.height -= depth,
            Self::Left => {
                area.x += depth;
                area.width -= depth;
            }
            Self::Right => area.width -= depth,
        }
    }
}

fn is_same(a: Rgb, b: Rgb) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < SAME)
}
