//! Scores the answers to photos and drawings that are made from test images, through the same request as the page's.

mod drawings;
mod others;
mod scenes;

use std::path::Path;

use fitting_room::engine::Driver;
use fitting_room::fashion_mnist::SHOES;
use fitting_room::logits::likeliest_class;
use fitting_room::models::ModelKind;
use fitting_room::protocol::{
    CLASS_NAMES, Classify, Corrections, N_CLASSES, N_PIXELS, Picture, Predict, Selection,
    ShowImages, SplitName,
};

use drawings::{DRAWINGS, INKS};
use others::Other;
use scenes::SCENES;

/// Test images that are looked through for ones that the model recognises as they are: another answer to a photo of one is
/// then the photo's fault.
const N_CANDIDATES: u32 = 200;
/// Garments of each class, of which each scene takes the next.
const N_GARMENTS: usize = 8;
/// Pictures of each kind without a garment.
const N_OTHERS: u32 = 6;

/// How many pictures got which answer.
#[derive(Clone, Copy, Default)]
struct Score {
    n: usize,
    n_right: usize,
    n_wrong_in_doubt: usize,
    n_right_in_doubt: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.n += other.n;
        self.n_right += other.n_right;
        self.n_wrong_in_doubt += other.n_wrong_in_doubt;
        self.n_right_in_doubt += other.n_right_in_doubt;
    }

    fn percent(self, n: usize) -> f64 {
        100.0 * n as f64 / self.n.max(1) as f64
    }

    fn line(self, name: &str) -> String {
        format!(
            "{name}: {} pictures, {:.1} % right, {:.1} % right or honestly in doubt ({:.1} % right, but in doubt)",
            self.n,
            self.percent(self.n_right),
            self.percent(self.n_right + self.n_wrong_in_doubt),
            self.percent(self.n_right_in_doubt),
        )
    }
}

/// Prints the score of a model; `first_image` is the first test image that garments are taken from. Some of the photos are
/// written into the folder `save`.
///
/// # Errors
/// If the model cannot be asked, or a photo cannot be written.
pub fn run(
    driver: &mut Driver,
    model: ModelKind,
    first_image: u32,
    is_detailed: bool,
    save: Option<&Path>,
) -> Result<(), String> {
    let garments = garments(driver, model, first_image)?;
    if let Some(folder) = save {
        save_some(&garments, folder)?;
    }
    let mut photos = Score::default();
    for (position, scene) in SCENES.iter().enumerate() {
        let mut score = Score::default();
        for (class, of_class) in garments.iter().enumerate() {
            if of_class.is_empty() || (scene.is_mirrored && !SHOES.contains(&class)) {
                continue;
            }
            let (index, pixels) = &of_class[position % of_class.len()];
            let picture = scene.photograph(pixels, *index);
            let name = format!("{}, {} #{index}", scene.name, CLASS_NAMES[class]);
            score.add(score_of(
                driver,
                model,
                picture,
                Some(class),
                &name,
                is_detailed,
            )?);
        }
        if is_detailed {
            println!("{}", score.line(scene.name));
        }
        photos.add(score);
    }
    println!("{}", photos.line("Photos"));
    let mut drawn = Score::default();
    for drawing in DRAWINGS {
        for (ink, value) in INKS {
            let name = format!("{} in {ink}", drawing.name);
            let class = Some(usize::from(drawing.class));
            let picture = drawing.draw(value);
            drawn.add(score_of(driver, model, picture, class, &name, is_detailed)?);
        }
    }
    println!("{}", drawn.line("Drawings"));
    let mut all = photos;
    all.add(drawn);
    println!("{}", all.line("All"));
    let mut without = Score::default();
    for other in Other::ALL {
        for seed in 0..N_OTHERS {
            let name = format!("{other:?} {seed}");
            let picture = other.picture(seed);
            without.add(score_of(driver, model, picture, None, &name, is_detailed)?);
        }
    }
    println!(
        "No garment: {} pictures, {:.1} % blank or in doubt",
        without.n,
        without.percent(without.n_right + without.n_wrong_in_doubt)
    );
    Ok(())
}

/// Writes one photo of each scene, and of every other one a second, of classes in turn.
fn save_some(garments: &[Vec<Garment>], folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (position, scene) in SCENES.iter().enumerate() {
        let classes = if scene.is_mirrored {
            SHOES.to_vec()
        } else {
            let second = (position % 2 == 0).then_some(position + N_CLASSES / 2);
            let positions = std::iter::once(position).chain(second);
            positions.map(|position| position % N_CLASSES).collect()
        };
        for class in classes {
            let Some((index, pixels)) = garments[class].get(position % N_GARMENTS) else {
                continue;
            };
            let picture = scene.photograph(pixels, *index);
            let words = format!("{} {}", CLASS_NAMES[class], scene.name);
            let words = words.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
            let path = folder.join(format!("{position:02}_{}.ppm", words.to_lowercase()));
            let rgb = picture.rgba.chunks_exact(4).flat_map(|pixel| &pixel[..3]);
            let mut file = format!("P6 {} {} 255\n", picture.width, picture.height).into_bytes();
            file.extend(rgb);
            std::fs::write(&path, file).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

/// The score of the answer to one picture. A picture without a garment has no class: right is that it is blank.
fn score_of(
    driver: &mut Driver,
    model: ModelKind,
    picture: Picture,
    class: Option<usize>,
    name: &str,
    is_detailed: bool,
) -> Result<Score, String> {
    let corrections = Corrections::default();
    let question = Classify {
        model,
        picture,
        corrections,
    };
    let (answer, doubts) = match pollster::block_on(driver.ask(question)) {
        Ok(answer) => (likeliest_class(&answer.probabilities), answer.doubts),
        Err(_) => (None, Vec::new()),
    };
    let is_right = answer == class;
    // A picture called blank is no answer, but no false one either.
    let is_in_doubt = !doubts.is_empty() || answer.is_none();
    if is_detailed && !is_right {
        let said = answer.map_or("blank", |class| CLASS_NAMES[class]);
        println!("  {name}: {said} {doubts:?}");
    }
    Ok(Score {
        n: 1,
        n_right: usize::from(is_right),
        n_wrong_in_doubt: usize::from(!is_right && is_in_doubt),
        n_right_in_doubt: usize::from(is_right && class.is_some() && is_in_doubt),
    })
}

/// A test image: its position and its pixels.
type Garment = (u32, [u8; N_PIXELS]);

/// The first test images of each class that the model recognises.
fn garments(
    driver: &mut Driver,
    model: ModelKind,
    first_image: u32,
) -> Result<Vec<Vec<Garment>>, String> {
    let indices: Vec<u32> = (first_image..first_image + N_CANDIDATES).collect();
    let question = Predict {
        model,
        indices: indices.clone(),
    };
    let predictions = pollster::block_on(driver.ask(question))?;
    let images = pollster::block_on(driver.ask(ShowImages {
        split: SplitName::Test,
        selection: Selection::Indices(indices),
    }))?;
    let mut garments = vec![Vec::new(); N_CLASSES];
    for (prediction, image) in predictions.iter().zip(images) {
        let class = usize::from(image.label);
        let is_recognised = likeliest_class(&prediction.probabilities) == Some(class);
        if is_recognised && garments[class].len() < N_GARMENTS {
            let pixels = image
                .pixels
                .try_into()
                .map_err(|_| "an image has 784 pixels")?;
            garments[class].push((image.index, pixels));
        }
    }
    Ok(garments)
}
