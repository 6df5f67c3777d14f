//! The photos in `tests/photos/scenes/`, uploaded as a person would: how many get the right answer, and how many an honest one.
//!
//! `tests/photos/make_photos.py` makes them of test images that the model recognises as they are, each in another light, on another
//! ground and in the next of eight kinds of file. A file's name has its garment and its scene.

use crate::actions::CLASS_NAMES;
use crate::try_it::open_with_the_best_model;
use browser_tests::{Page, Scenario, places};
use std::path::{Path, PathBuf};

/// A file that no browser decodes: what is said of it takes the answer before off the screen.
const REFUSED: &str = "scan.tiff";

#[test]
fn photos_of_test_images_get_the_right_answer_or_an_honest_doubt() {
    Scenario::of("try-photos").run(async |page| {
        let photos = photos();
        assert!(photos.len() >= 60, "{} photos", photos.len());
        open_with_the_best_model(page).await;
        page.pick("try-way-upload").await;
        let (mut n_right, mut n_honest) = (0, 0);
        for photo in &photos {
            let (answer, is_in_doubt) = answer_to(page, photo).await;
            let is_right = answer.as_deref() == Some(garment_of(photo));
            n_right += usize::from(is_right);
            n_honest += usize::from(is_right || is_in_doubt);
            if !is_right {
                let doubt = if is_in_doubt { "in doubt" } else { "sure" };
                println!("{}: {answer:?}, {doubt}", photo.display());
            }
        }
        let percent = |n: usize| 100.0 * n as f64 / photos.len() as f64;
        let (right, honest) = (percent(n_right), percent(n_honest));
        println!(
            "{} photos: {right:.1} % right, {honest:.1} % right or in doubt",
            photos.len()
        );
        assert!(right >= 90.0, "{right} % right");
        assert!(honest >= 98.0, "{honest} % right or in doubt");
    });
}

fn photos() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(places::photos().join("scenes"));
    let mut photos: Vec<PathBuf> = folder
        .expect("the photos are committed")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    photos.sort();
    photos
}

/// The class that a file's name begins with, after its number.
fn garment_of(photo: &Path) -> &'static str {
    let name = photo.file_name().expect("a file").to_string_lossy();
    let words = name.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    let written = |class: &str| class.replace(['/', ' ', '-'], "_").to_lowercase();
    let class = CLASS_NAMES
        .iter()
        .find(|class| words.starts_with(&written(class)));
    class.expect("the name has a class")
}

/// The class that the page names, none where it calls the photo blank; and whether it has a doubt.
async fn answer_to(page: &Page, photo: &Path) -> (Option<String>, bool) {
    page.upload("try-file", &places::photos().join(REFUSED))
        .await;
    page.until_says("try-answer", &["waiting for a picture"])
        .await;
    page.upload("try-file", photo).await;
    page.until("the photo has an answer", async || {
        if let Some(error) = page.text("try-error").await.filter(|it| !it.is_empty()) {
            assert!(error.contains("blank"), "{}: {error}", photo.display());
            return Some((None, true));
        }
        let answer = page.text("try-answer").await?;
        let is_class = CLASS_NAMES.contains(&answer.as_str());
        let is_in_doubt = page.is_there("try-doubt").await;
        is_class.then_some((Some(answer), is_in_doubt))
    })
    .await
}
