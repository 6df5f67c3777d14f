//! TinyVGG with the lesson's settings in the tab: beside PyTorch until rounding parts them, and as good in the end.

use crate::actions::{open_with_data, start, until_evaluated, until_phase};
use crate::pytorch;
use browser_tests::page::number_in;
use browser_tests::{Page, Scenario};

/// How far TinyVGG's first losses may be from PyTorch's, the mean of its steps 301 to 400, and its last accuracy from the
/// lesson's, in points.
const FIRST_LOSSES: f64 = 1e-3;
const MEAN_LOSS: f64 = 0.03;
const POINTS: f64 = 1.5;
/// The accuracy that the lesson prints at its end.
const LESSONS_ACCURACY: f64 = 88.38;

#[test]
fn model_2_follows_pytorch_until_rounding_parts_them_and_ends_as_good() {
    Scenario::of("lesson-model-2").run(async |page| {
        let pytorch = pytorch::losses(2);
        open_with_data(page).await;
        start(page, 2, "cpu", &[]).await;
        page.until_at_last("400 steps are made", async || {
            (page.losses().await.len() >= 400).then_some(())
        })
        .await;

        let losses = page.losses().await;
        for (step, (ours, theirs)) in losses.iter().zip(&pytorch).take(20).enumerate() {
            let gap = (ours - theirs).abs();
            assert!(gap < FIRST_LOSSES, "step {step}: {ours}, PyTorch {theirs}");
        }
        let mean = |losses: &[f64]| losses[300..400].iter().sum::<f64>() / 100.0;
        let (ours, theirs) = (mean(&losses), mean(&pytorch));
        println!("mean loss of steps 301 to 400: {ours:.4}, PyTorch {theirs:.4}");
        assert!(
            (ours - theirs).abs() < MEAN_LOSS,
            "{ours}, PyTorch {theirs}"
        );
        the_page_shows_the_first_steps(page, &losses, &pytorch).await;

        for epoch in 0..3 {
            let id = format!("train-epoch-{epoch}-test-accuracy");
            page.until_at_last(&format!("epoch {epoch} is over"), async || {
                page.number(&id).await
            })
            .await;
        }
        until_phase(page, "done").await;
        until_evaluated(page, 2).await;
        let accuracy = page.number("train-epoch-2-test-accuracy").await;
        let accuracy = accuracy.expect("the figure is shown");
        println!("test accuracy after three epochs: {accuracy} %");
        assert!(
            (accuracy - LESSONS_ACCURACY).abs() <= POINTS,
            "{accuracy} %"
        );
        page.until_says("train-epoch-2-agreement", &["✓", "1.5 points"])
            .await;
    });
}

async fn the_page_shows_the_first_steps(page: &Page, losses: &[f64], pytorch: &[f64]) {
    page.until_says("train-first-steps", &["first 20 steps", "differ by 0.000"])
        .await;
    let unfold = "e.querySelector('summary').click(); return e.open";
    assert!(page.find::<bool>("train-first-steps", unfold).await);
    let rows = page.cells("train-first-steps-table").await;
    assert_eq!(rows.len(), 1 + 20, "{rows:?}");
    for (step, row) in rows[1..].iter().enumerate() {
        let shown_losses: Vec<f64> = row.iter().filter_map(|cell| number_in(cell)).collect();
        let expected = [
            (step + 1) as f64,
            losses[step],
            pytorch[step],
            (losses[step] - pytorch[step]).abs(),
        ];
        assert_eq!(shown_losses.len(), expected.len(), "{row:?}");
        for (shown, expected) in shown_losses.iter().zip(expected) {
            // Five digits are shown; the difference is that of rounded numbers.
            assert!(
                (shown.abs() - expected).abs() < 1.1e-5,
                "{row:?}, {expected}"
            );
        }
    }
}
