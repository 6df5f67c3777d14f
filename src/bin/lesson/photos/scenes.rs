//! Makes pictures from test images, as photos that people take: backgrounds, light, frames, noise, turned and mirrored.
//!
//! Everything is computed, so the set is the same on every machine and no picture is stored.

use fitting_room::protocol::{IMAGE_SIZE, N_PIXELS, Picture};

/// Width and height of a picture.
const SIZE: usize = 240;

/// A colour, each channel 0 to 1.
type Colour = [f32; 3];

const WHITE: Colour = [1.0; 3];
const BLACK: Colour = [0.06; 3];
const NAVY: Colour = [0.13, 0.15, 0.33];

/// How a test image is photographed.
#[derive(Clone, Copy)]
pub struct Scene {
    /// What is special about it.
    pub name: &'static str,
    ground: Ground,
    /// The colour of the brightest pixels of the test image.
    ink: Colour,
    /// The share of the ground's colour that shows through the brightest pixels.
    fade: f32,
    light: Light,
    /// Standard deviation of the noise, of full scale.
    noise: f32,
    /// Turned clockwise by so many degrees.
    degrees: f32,
    /// The share of the picture that the garment takes.
    scale: f32,
    /// The garment's middle, from the picture's.
    offset: [f32; 2],
    pub is_mirrored: bool,
    around: Around,
}

#[derive(Clone, Copy)]
enum Ground {
    Plain(Colour),
    /// From the first colour at the top left to the second at the bottom right.
    Gradient(Colour, Colour),
    /// Fine irregular brightness, as of a lawn or a carpet.
    Rough(Colour, f32),
    /// Boards.
    Stripes(Colour, Colour),
}

#[derive(Clone, Copy)]
enum Light {
    Even,
    /// Brighter on one side.
    Sloped(f32),
    /// Darker towards the corners.
    Vignette(f32),
    /// A soft shadow below and to the right of the garment.
    Shadow(f32),
    /// A lamp above one corner.
    Lamp(f32),
}

/// What surrounds the photo, or lies beside the garment.
#[derive(Clone, Copy)]
enum Around {
    Nothing,
    /// Bars above and below, of a screenshot.
    Bars(Colour),
    /// A frame around the picture.
    Frame(Colour),
    /// A thin line a little inside the edge.
    Line,
    /// The same garment again, half as large.
    SmallerPiece,
    /// Crumbs here and there.
    Dust,
    /// A label in a corner.
    Label,
}

const PLAIN: Scene = Scene {
    name: "dark on white",
    ground: Ground::Plain(WHITE),
    ink: BLACK,
    fade: 0.0,
    light: Light::Even,
    noise: 0.0,
    degrees: 0.0,
    scale: 0.7,
    offset: [0.0; 2],
    is_mirrored: false,
    around: Around::Nothing,
};

/// The ways in which each test image is photographed.
#[rustfmt::skip]
pub const SCENES: &[Scene] = &[
    PLAIN,
    Scene { name: "navy on white", ink: NAVY, ..PLAIN },
    Scene { name: "red on white", ink: [0.8, 0.1, 0.12], ..PLAIN },
    Scene { name: "yellow on white", ink: [0.95, 0.85, 0.1], ..PLAIN },
    Scene { name: "light blue on white", ink: [0.55, 0.75, 0.95], ..PLAIN },
    Scene { name: "red on an equally bright green", ink: [0.82, 0.2, 0.2], ground: Ground::Plain([0.2, 0.48, 0.2]), ..PLAIN },
    Scene { name: "red on a lawn", ink: [0.82, 0.2, 0.2], ground: Ground::Rough([0.2, 0.48, 0.2], 0.05), ..PLAIN },
    Scene { name: "blue on equally bright brown", ink: [0.2, 0.35, 0.85], ground: Ground::Plain([0.52, 0.33, 0.18]), ..PLAIN },
    Scene { name: "white on a dark table", ink: [0.95; 3], ground: Ground::Plain([0.18, 0.13, 0.1]), ..PLAIN },
    Scene { name: "light on mid grey", ink: [0.95; 3], ground: Ground::Plain([0.5; 3]), ..PLAIN },
    Scene { name: "dark on mid grey", ground: Ground::Plain([0.5; 3]), ..PLAIN },
    Scene { name: "dark on beige", ground: Ground::Plain([0.87, 0.8, 0.68]), ink: NAVY, ..PLAIN },
    Scene { name: "a sloped ground", ground: Ground::Gradient([0.95, 0.95, 0.9], [0.6, 0.6, 0.62]), ..PLAIN },
    Scene { name: "boards", ground: Ground::Stripes([0.78, 0.62, 0.45], [0.7, 0.54, 0.38]), ink: NAVY, ..PLAIN },
    Scene { name: "a carpet", ground: Ground::Rough([0.75, 0.72, 0.68], 0.06), ink: NAVY, ..PLAIN },
    Scene { name: "light from one side", light: Light::Sloped(0.45), ..PLAIN },
    Scene { name: "light from one side on navy", light: Light::Sloped(0.3), ink: NAVY, noise: 0.01, ..PLAIN },
    Scene { name: "a lamp", light: Light::Lamp(0.45), ..PLAIN },
    Scene { name: "a vignette", light: Light::Vignette(0.4), ..PLAIN },
    Scene { name: "a strong vignette", light: Light::Vignette(0.6), ink: NAVY, ..PLAIN },
    Scene { name: "a soft shadow", light: Light::Shadow(0.3), ..PLAIN },
    Scene { name: "a darker shadow", light: Light::Shadow(0.45), ink: NAVY, ..PLAIN },
    Scene { name: "noise", noise: 0.04, ..PLAIN },
    Scene { name: "much noise", noise: 0.12, ..PLAIN },
    Scene { name: "white on white", fade: 0.88, ..PLAIN },
    Scene { name: "white on white with noise", fade: 0.85, noise: 0.012, ..PLAIN },
    Scene { name: "pale on grey", ground: Ground::Plain([0.8; 3]), fade: 0.7, ..PLAIN },
    Scene { name: "turned by 8°", degrees: 8.0, ..PLAIN },
    Scene { name: "turned by -12°", degrees: -12.0, ink: NAVY, ..PLAIN },
    Scene { name: "small and far", scale: 0.2, ..PLAIN },
    Scene { name: "small in a corner", scale: 0.25, offset: [-0.3, 0.3], ..PLAIN },
    Scene { name: "as large as the picture", scale: 0.98, ..PLAIN },
    Scene { name: "off the middle", offset: [0.12, -0.13], ..PLAIN },
    Scene { name: "black bars", around: Around::Bars([0.0; 3]), scale: 0.5, ink: NAVY, ..PLAIN },
    Scene { name: "grey bars, light on dark", around: Around::Bars([0.6; 3]), scale: 0.5, ink: [0.9; 3], ground: Ground::Plain([0.1; 3]), ..PLAIN },
    Scene { name: "a black frame", around: Around::Frame([0.05; 3]), scale: 0.6, ..PLAIN },
    Scene { name: "a wooden frame", around: Around::Frame([0.5, 0.3, 0.15]), scale: 0.6, ink: NAVY, ..PLAIN },
    Scene { name: "a thin line around", around: Around::Line, scale: 0.6, ..PLAIN },
    Scene { name: "a second, smaller piece", around: Around::SmallerPiece, scale: 0.5, offset: [-0.2, -0.15], ..PLAIN },
    Scene { name: "dust", around: Around::Dust, ..PLAIN },
    Scene { name: "a label in a corner", around: Around::Label, scale: 0.6, ..PLAIN },
    Scene { name: "shade, noise and beige", ground: Ground::Plain([0.87, 0.8, 0.68]), light: Light::Sloped(0.3), noise: 0.03, ink: NAVY, ..PLAIN },
    Scene { name: "mirrored", is_mirrored: true, ..PLAIN },
    Scene { name: "mirrored, turned, in colour", is_mirrored: true, degrees: 5.0, ink: [0.5, 0.2, 0.1], ..PLAIN },
];

impl Scene {
    /// The photo of this garment.
    pub fn photograph(&self, garment: &[u8; N_PIXELS], seed: u32) -> Picture {
        let mut noise = Noise(u64::from(seed) << 20 | 0x9E37);
        let mut rgba = Vec::with_capacity(4 * SIZE * SIZE);
        for y in 0..SIZE {
            for x in 0..SIZE {
                let at = [x, y].map(|place| (place as f32 + 0.5) / SIZE as f32 - 0.5);
                let colour = self.colour_at(garment, at, [x, y], seed);
                let mut jitter = |share: f32| {
                    if self.noise > 0.0 {
                        share * self.noise * noise.normal()
                    } else {
                        0.0
                    }
                };
                let grey = jitter(1.0);
                for channel in colour {
                    let value = channel + grey + jitter(0.3);
                    rgba.push((value * 255.0).round().clamp(0.0, 255.0) as u8);
                }
                rgba.push(255);
            }
        }
        Picture {
            width: SIZE as u32,
            height: SIZE as u32,
            rgba,
        }
    }

    fn colour_at(
        &self,
        garment: &[u8; N_PIXELS],
        at: [f32; 2],
        pixel: [usize; 2],
        seed: u32,
    ) -> Colour {
        if let Some(colour) = self.around(at, seed) {
            return colour;
        }
        let ground = self.ground.at(at, pixel);
        let mut shown = self.coverage(garment, at, self.offset, self.scale);
        if matches!(self.around, Around::SmallerPiece) {
            shown = shown.max(self.coverage(garment, at, [0.27, 0.27], self.scale / 2.0));
        }
        let shown = shown * (1.0 - self.fade);
        let light = self.light_at(garment, at);
        [0, 1, 2].map(|c| (ground[c] * (1.0 - shown) + self.ink[c] * shown) * light)
    }

    /// Brightness of the test image, 0 to 1, at a place of the picture.
    fn coverage(
        &self,
        garment: &[u8; N_PIXELS],
        [x, y]: [f32; 2],
        offset: [f32; 2],
        scale: f32,
    ) -> f32 {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (x, y) = (x - offset[0], y - offset[1]);
        let (x, y) = (x * cos + y * sin, y * cos - x * sin);
        let x = if self.is_mirrored { -x } else { x };
        let size = IMAGE_SIZE as f32;
        bilinear(
            garment,
            x / scale * size + size / 2.0 - 0.5,
            y / scale * size + size / 2.0 - 0.5,
        )
    }

    fn light_at(&self, garment: &[u8; N_PIXELS], [x, y]: [f32; 2]) -> f32 {
        match self.light {
            Light::Even => 1.0,
            Light::Sloped(strength) => 1.0 - strength * (0.5 + 0.8 * x + 0.2 * y).clamp(0.0, 1.0),
            Light::Vignette(strength) => 1.0 - strength * (x * x + y * y) / 0.5,
            Light::Lamp(strength) => {
                let distance = ((x + 0.4).powi(2) + (y + 0.45).powi(2)).sqrt();
                1.0 - strength * (distance / 1.1).min(1.0)
            }
            Light::Shadow(strength) => {
                // The garment, displaced and blurred.
                let mut shade = 0.0;
                for i in 0..25 {
                    let (dx, dy) = ((i % 5) as f32 - 2.0, (i / 5) as f32 - 2.0);
                    let at = [x - 0.04 + 0.022 * dx, y - 0.05 + 0.022 * dy];
                    shade += self.coverage(garment, at, self.offset, self.scale).min(0.5) * 2.0;
                }
                1.0 - strength * shade / 25.0
            }
        }
    }

    /// The colour of what hides the photo there.
    fn around(&self, [x, y]: [f32; 2], seed: u32) -> Option<Colour> {
        let edge = x.abs().max(y.abs());
        match self.around {
            Around::Nothing | Around::SmallerPiece => None,
            Around::Bars(colour) => (y.abs() > 0.3).then_some(colour),
            Around::Frame(colour) => (edge > 0.455).then_some(colour),
            Around::Line => (0.465..0.472).contains(&edge).then_some([0.2; 3]),
            Around::Dust => {
                let mut places = Noise(u64::from(seed) ^ 0xD057);
                (0..12).find_map(|_| {
                    let [u, v] = [places.uniform() - 0.5, places.uniform() - 0.5];
                    ((x - u).hypot(y - v) < 0.006).then_some([0.3; 3])
                })
            }
            Around::Label => {
                let is_label = (-0.46..-0.26).contains(&x) && (-0.46..-0.41).contains(&y);
                (is_label && (x * 60.0).fract().abs() > 0.4).then_some([0.25; 3])
            }
        }
    }
}

impl Ground {
    fn at(self, [x, y]: [f32; 2], pixel: [usize; 2]) -> Colour {
        match self {
            Self::Plain(colour) => colour,
            Self::Gradient(from, to) => {
                let share = (x + y) / 2.0 + 0.5;
                [0, 1, 2].map(|c| from[c] + (to[c] - from[c]) * share)
            }
            Self::Rough(colour, strength) => {
                // Two layers of grain: of the pixel, and of a patch of 3×3.
                let fine = Noise::of_place(pixel[0], pixel[1]).normal();
                let coarse = Noise::of_place(pixel[0] / 3 + 9000, pixel[1] / 3).normal();
                let rise = strength * (0.6 * fine + 0.8 * coarse);
                colour.map(|channel| (channel + rise).clamp(0.0, 1.0))
            }
            Self::Stripes(a, b) => {
                let board = ((y + 0.5) * 6.0) as usize;
                if board.is_multiple_of(2) { a } else { b }
            }
        }
    }
}

fn bilinear(image: &[u8; N_PIXELS], x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (u, v) = (x - left, y - top);
    let value = |x: f32, y: f32| {
        let is_inside =
            (0.0..IMAGE_SIZE as f32).contains(&x) && (0.0..IMAGE_SIZE as f32).contains(&y);
        if is_inside {
            f32::from(image[y as usize * IMAGE_SIZE + x as usize]) / 255.0
        } else {
            0.0
        }
    };
    let above = value(left, top) * (1.0 - u) + value(left + 1.0, top) * u;
    let below = value(left, top + 1.0) * (1.0 - u) + value(left + 1.0, top + 1.0) * u;
    above * (1.0 - v) + below * v
}

/// Random numbers by SplitMix64.
pub struct Noise(pub u64);

impl Noise {
    fn of_place(x: usize, y: usize) -> Self {
        let mut noise = Self((x as u64) << 32 | y as u64);
        noise.next();
        noise
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// From 0 to 1.
    pub fn uniform(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// With mean 0 and standard deviation 1, by the sum of uniform numbers.
    pub fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.uniform()).sum::<f32>() * 1.732 - 3.464
    }
}
