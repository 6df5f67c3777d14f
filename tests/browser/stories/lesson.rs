//! Seed 42 in the tab: the lesson's own digits for the models that do not depend on rounding.

use crate::habits::{open_with_data, train};
use browser_tests::{Page, Story};

/// Train loss, test loss and test accuracy after each epoch, as the lesson prints them.
const LESSON: [[[&str; 3]; 3]; 2] = [
    [
        ["0.59039", "0.50954", "82.04"],
        ["0.47633", "0.47989", "83.20"],
        ["0.45503", "0.47664", "83.43"],
    ],
    [
        ["1.09199", "0.95636", "65.00"],
        ["0.78101", "0.72227", "73.91"],
        ["0.67027", "0.68500", "75.02"],
    ],
];
/// How far a printed loss and a printed percentage may be from the lesson's.
const TOLERANCES: [f64; 3] = [2e-5, 2e-5, 0.01];

#[test]
fn models_0_and_1_print_the_lessons_digits() {
    Story::of("lesson").play(async |page| {
        open_with_data(page).await;
        for (model, epochs) in (0_u8..).zip(LESSON) {
            train(page, model, "cpu", &[]).await;
            for (epoch, figures) in epochs.iter().enumerate() {
                let names = ["train-loss", "test-loss", "test-accuracy"];
                for ((name, lesson), tolerance) in names.iter().zip(figures).zip(TOLERANCES) {
                    let id = format!("train-epoch-{epoch}-{name}");
                    let shown = page.number(&id).await.expect("the figure is shown");
                    let lesson: f64 = lesson.parse().expect("the lesson has numbers");
                    assert!(
                        // Half a digit more for what printing rounds away.
                        (shown - lesson).abs() <= tolerance * 1.01,
                        "model {model}, epoch {epoch}, {name}: {shown}, in the lesson {lesson}"
                    );
                }
            }
            changed_settings_are_not_compared(page).await;
        }
    });
}

async fn changed_settings_are_not_compared(page: &Page) {
    page.until_says("train-comparable", &["with the lesson's settings"])
        .await;
    for epoch in 0..3 {
        let id = format!("train-epoch-{epoch}-agreement");
        page.until_text(&id, |text| text.contains('✓')).await;
    }
}
