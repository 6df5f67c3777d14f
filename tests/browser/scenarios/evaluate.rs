//! Evaluating a trained model: confusion matrix, both accuracies, nine predictions, and its row beside the lesson's.

use crate::actions::{CLASS_NAMES, go_to, open_with_data, train, without_pretrained};
use browser_tests::page::number_in;
use browser_tests::{Page, Scenario};
use thirtyfour::Key;

#[test]
fn a_trained_model_is_evaluated_and_compared() {
    Scenario::of("evaluate").run(async |page| {
        without_pretrained(page);
        open_with_data(page).await;
        go_to(page, "evaluate").await;
        assert!(
            page.is_there("evaluate-empty").await,
            "nothing to evaluate yet"
        );
        go_to(page, "compare").await;
        assert!(
            page.is_there("compare-empty").await,
            "nothing to compare yet"
        );

        train(page, 0, "cpu", &[("epochs", "2"), ("tests", "2")]).await;
        go_to(page, "evaluate").await;
        page.until_says("evaluate-model-title", &["Model 0"]).await;
        let n_right = the_matrix_counts_every_test_image_once(page).await;
        both_accuracies_are_shown(page, n_right).await;
        nine_predictions_say_whether_they_are_right(page).await;
        the_surest_mistakes_are_those_of_all_images(page, n_right).await;
        a_cell_opens_exactly_its_images(page).await;
        the_run_is_replayed_by_its_test_passes(page, n_right).await;
        the_model_stands_beside_the_lessons(page).await;
    });
}

/// What the ten by ten cells of a matrix say.
pub async fn matrix(page: &Page, id: &str) -> Vec<Vec<String>> {
    let rows = page.cells(id).await;
    let classes = rows.get(1..11).unwrap_or_default();
    classes.iter().map(|row| row[1..11].to_vec()).collect()
}

/// Waits until a matrix counts all test images; returns how many each cell counts.
pub async fn all_counted(page: &Page, id: &str) -> Vec<Vec<u32>> {
    let what = format!("`{id}` counts all test images");
    page.until(&what, async || {
        let count = |cell: &String| cell.parse().ok();
        let rows = matrix(page, id).await;
        let counts: Option<Vec<Vec<u32>>> = rows
            .iter()
            .map(|row| row.iter().map(count).collect())
            .collect();
        counts.filter(|counts| counts.iter().flatten().sum::<u32>() == 10_000)
    })
    .await
}

/// How many lie on the diagonal.
pub fn n_right(counts: &[Vec<u32>]) -> u32 {
    (0..10).map(|class| counts[class][class]).sum()
}

/// Returns how many lie on the diagonal.
async fn the_matrix_counts_every_test_image_once(page: &Page) -> u32 {
    let counts = all_counted(page, "evaluate-confusion").await;
    let rows = page.cells("evaluate-confusion").await;
    assert_eq!(rows.len(), 11, "a heading and ten classes: {rows:?}");
    for (class, (row, counts)) in rows[1..].iter().zip(&counts).enumerate() {
        assert_eq!(row[0], CLASS_NAMES[class]);
        assert_eq!(counts.iter().sum::<u32>(), 1000, "{}", row[0]);
        let recall = number_in(&row[11]).expect("the recall stands at the end");
        assert!(
            (recall - f64::from(counts[class]) / 10.0).abs() < 0.051,
            "{row:?}"
        );
    }
    n_right(&counts)
}

async fn both_accuracies_are_shown(page: &Page, n_right: u32) {
    let share = f64::from(n_right) / 100.0;
    let right_answers = page.number("evaluate-right-answers").await;
    let right_answers = right_answers.expect("the true share is shown");
    assert!(
        (right_answers - share).abs() < 0.006,
        "{right_answers} is not {share}"
    );
    let n_correct = page
        .text("evaluate-n-correct")
        .await
        .expect("their number is shown");
    assert_eq!(
        number_in(&n_correct),
        Some(f64::from(n_right)),
        "{n_correct}"
    );
    let accuracy = page.number("evaluate-accuracy").await;
    let accuracy = accuracy.expect("the lesson's accuracy is shown");
    // The short last batch weighs as much as a full one, which moves it a little.
    assert!(
        (accuracy - share).abs() < 0.5,
        "{accuracy} is far from {share}"
    );
    assert!(
        accuracy > 75.0,
        "Model 0 has {accuracy} % after two epochs of the lesson"
    );
    let loss = page
        .number("evaluate-loss")
        .await
        .expect("the loss is shown");
    assert!((0.3..0.8).contains(&loss), "{loss}");
}

/// A prediction's caption, and whether it is drawn as right or wrong.
type Caption = (String, bool, bool);

async fn captions(page: &Page) -> Vec<Caption> {
    let script = "return e ? [...e.querySelectorAll('[class*=\"caption--\"]')].map(s => [s.innerText.trim(), \
                  s.matches('[class*=\"--good\"]'), s.matches('[class*=\"--bad\"]')]) : []";
    page.find("evaluate-predictions", script).await
}

/// `✓ Pred: Coat | Truth: Coat`, and below it `87 % sure`: whether both agree.
fn is_right(caption: &str) -> bool {
    let (_, rest) = caption.split_once("Pred: ").expect("it names its guess");
    let (predicted, rest) = rest.split_once(" | Truth: ").expect("it names the truth");
    let (truth, sure) = rest.split_once('\n').expect("it says how sure it is");
    assert!(sure.contains("% sure"), "{caption}");
    assert!(CLASS_NAMES.contains(&predicted), "{caption}");
    assert!(CLASS_NAMES.contains(&truth), "{caption}");
    predicted == truth
}

async fn nine_predictions_say_whether_they_are_right(page: &Page) {
    let nine = page
        .until("nine predictions are there", async || {
            let captions = captions(page).await;
            (captions.len() == 9).then_some(captions)
        })
        .await;
    for (caption, is_good, is_bad) in &nine {
        assert_eq!(
            (*is_good, *is_bad),
            (is_right(caption), !is_right(caption)),
            "{caption}"
        );
    }
    page.click("evaluate-another").await;
    page.until("nine others are there", async || {
        let others = captions(page).await;
        (others.len() == 9 && others != nine).then_some(())
    })
    .await;
}

async fn the_surest_mistakes_are_those_of_all_images(page: &Page, n_right: u32) {
    page.pick("evaluate-way-mistakes").await;
    page.until_says("evaluate-images-title", &["The surest mistakes"])
        .await;
    let words = page
        .until_says("evaluate-predictions-status", &["are wrong"])
        .await;
    assert_eq!(
        number_in(&words),
        Some(f64::from(10_000 - n_right)),
        "{words}"
    );
    let mistakes = page
        .until("twelve mistakes are there", async || {
            let captions = captions(page).await;
            let are_wrong = captions.iter().all(|(caption, _, _)| !is_right(caption));
            (captions.len() == 12 && are_wrong).then_some(captions)
        })
        .await;
    let sureness = |caption: &Caption| {
        let (_, sure) = caption.0.split_once('\n').expect("it says how sure it is");
        number_in(sure).expect("in percent")
    };
    assert!(
        mistakes
            .windows(2)
            .all(|pair| sureness(&pair[0]) >= sureness(&pair[1])),
        "{mistakes:?}"
    );
    page.click("evaluate-predictions-more").await;
    page.until("twice as many are there", async || {
        (captions(page).await.len() == 24).then_some(())
    })
    .await;
}

async fn a_cell_opens_exactly_its_images(page: &Page) {
    let name = page
        .attribute("evaluate-confusion-6-0", "aria-label")
        .await
        .expect("the cell has a name");
    assert!(
        name.ends_with("of 1\u{202f}000 Shirt predicted as T-shirt/top"),
        "{name}"
    );
    page.click("evaluate-confusion-6-0").await;
    page.until_says("evaluate-images-title", &["Shirt predicted as T-shirt/top"])
        .await;
    let words = page
        .until_says(
            "evaluate-predictions-status",
            &["are predicted as T-shirt/top"],
        )
        .await;
    assert_eq!(number_in(&words), number_in(&name), "{words}");
    page.until("its images are there", async || {
        let captions = captions(page).await;
        let is_one =
            |(caption, _, _): &Caption| caption.contains("Pred: T-shirt/top | Truth: Shirt\n");
        (captions.len() == 12 && captions.iter().all(is_one)).then_some(())
    })
    .await;
    an_enlarged_mistake_can_be_judged(page).await;
    // A look inside does not close the cell.
    go_to(page, "inside").await;
    go_to(page, "evaluate").await;
    page.until_says("evaluate-images-title", &["Shirt predicted as T-shirt/top"])
        .await;
}

async fn an_enlarged_mistake_can_be_judged(page: &Page) {
    let script = "e.querySelector('button').click(); return true";
    let _: bool = page.find("evaluate-predictions", script).await;
    page.until_says(
        "evaluate-predictions-enlarged-title",
        &["Shirt predicted as T-shirt/top"],
    )
    .await;
    page.click("evaluate-predictions-vote-data").await;
    page.until_says("evaluate-tally", &["one mistake", "the data’s"])
        .await;
    page.click("evaluate-predictions-close").await;
}

async fn the_run_is_replayed_by_its_test_passes(page: &Page, n_right: u32) {
    page.until_says("evaluate-replay-words", &["epoch 2"]).await;
    page.click("evaluate-replay-back").await;
    page.until_says("evaluate-replay-words", &["After step", "than at epoch 1"])
        .await;
    // The slider leads to the first test pass, before which there is none to compare with.
    page.press("evaluate-replay", Key::Home).await;
    let words = page
        .until_text("evaluate-replay-words", |words| {
            words.starts_with("After step") && !words.contains("than at")
        })
        .await;
    the_words_sum_up_the_matrix(page, &words).await;
    page.click("evaluate-replay-on").await;
    let words = page
        .until_says("evaluate-replay-words", &["epoch 1:"])
        .await;
    the_words_sum_up_the_matrix(page, &words).await;
    page.press("evaluate-replay", Key::End).await;
    let words = page
        .until_says("evaluate-replay-words", &["epoch 2:"])
        .await;
    assert_eq!(the_words_sum_up_the_matrix(page, &words).await, n_right);
}

/// Returns how many are right by both.
async fn the_words_sum_up_the_matrix(page: &Page, words: &str) -> u32 {
    let n_right = n_right(&all_counted(page, "evaluate-confusion").await);
    let (_, after) = words.split_once(": ").expect("a sentence");
    assert_eq!(number_in(after), Some(f64::from(n_right)), "{words}");
    n_right
}

async fn the_model_stands_beside_the_lessons(page: &Page) {
    let loss = page.text("evaluate-loss").await;
    let accuracy = page.text("evaluate-accuracy").await;
    go_to(page, "compare").await;
    assert_eq!(page.text("compare-loss-0").await, loss);
    assert_eq!(page.text("compare-accuracy-0").await, accuracy);
    let row = page.text("compare-row-0").await.expect("Model 0 has a row");
    assert!(row.contains("CPU") && row.contains("epochs"), "{row}");
    let rows = page.cells("compare-table").await.concat().join(" ");
    for lessons in ["0.47664", "0.68500", "0.32857"] {
        assert!(
            rows.contains(lessons),
            "the lesson's {lessons} stands beside: {rows}"
        );
    }
    assert!(
        page.is_there("compare-train-1").await,
        "the others can be trained from here"
    );
    let bars = page.text("compare-bars").await.expect("there are bars");
    let accuracy = accuracy.expect("the accuracy is shown");
    assert!(
        bars.contains("Model 0") && bars.contains(&accuracy),
        "{bars}"
    );
    page.pick("compare-measure-parameters").await;
    page.until_text("compare-bars", |bars| {
        number_in(bars.lines().last().unwrap_or_default()) == Some(7960.0)
    })
    .await;
}
