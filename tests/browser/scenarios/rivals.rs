//! What stands around the matrix of a model: shares by each scale, the reliability diagram, another model, and votes.

use crate::actions::{go_to, open_with_data};
use crate::evaluate::{all_counted, matrix, n_right};
use browser_tests::page::number_in;
use browser_tests::{Page, Scenario};

/// Below the matrices are images on which both models disagree, and this many of them at first.
const N_IMAGES: usize = 12;

#[test]
fn every_figure_agrees_with_the_matrix_and_a_vote_is_kept() {
    Scenario::of("rivals").run(async |page| {
        open_with_data(page).await;
        go_to(page, "evaluate").await;
        page.choose("evaluate-model", "0").await;
        page.until_says("evaluate-model-title", &["Model 0"]).await;
        let counts = all_counted(page, "evaluate-confusion").await;
        each_scale_has_its_shares(page, &counts).await;
        the_reliability_adds_up(page, n_right(&counts)).await;

        page.click("evaluate-rivals-open").await;
        page.choose("evaluate-other", "1").await;
        page.until_there("evaluate-difference").await;
        assert_eq!(all_counted(page, "evaluate-first").await, counts);
        let others = all_counted(page, "evaluate-second").await;
        the_difference_is_that_of_both(page, &counts, &others).await;
        let lead = f64::from(n_right(&counts)) - f64::from(n_right(&others));
        the_images_are_those_on_which_they_disagree(page, lead).await;
        a_vote_survives_a_reload(page).await;
    });
}

async fn each_scale_has_its_shares(page: &Page, counts: &[Vec<u32>]) {
    let of_row = |truth: usize| counts[truth].iter().sum::<u32>();
    let of_column = |predicted: usize| counts.iter().map(|row| row[predicted]).sum::<u32>();
    let all = |write: &dyn Fn(usize, usize) -> String| -> Vec<Vec<String>> {
        let row = |truth| (0..10).map(|predicted| write(truth, predicted)).collect();
        (0..10).map(row).collect()
    };
    let count = |truth: usize, predicted: usize| counts[truth][predicted];
    let by_truth = all(&|truth, predicted| percent(count(truth, predicted), of_row(truth)));
    let by_prediction =
        all(&|truth, predicted| percent(count(truth, predicted), of_column(predicted)));
    let plain = all(&|truth, predicted| count(truth, predicted).to_string());
    for (scale, expected) in [
        ("truth", by_truth),
        ("prediction", by_prediction),
        ("counts", plain),
    ] {
        page.pick(&format!("evaluate-scale-{scale}")).await;
        let what = format!("the cells are {expected:?}");
        page.until(&what, async || {
            (matrix(page, "evaluate-confusion").await == expected).then_some(())
        })
        .await;
    }
}

/// Whole percent; a share that would round to 0 or to 100 without being it is marked.
fn percent(count: u32, total: u32) -> String {
    let share = f64::from(count) / f64::from(total.max(1)) * 100.0;
    match format!("{share:.0}").as_str() {
        "0" if count > 0 => "<1".to_owned(),
        "100" if count < total => ">99".to_owned(),
        percent => percent.to_owned(),
    }
}

/// The table's bins hold all images, the diagram shows them, and the sentence sums them up.
async fn the_reliability_adds_up(page: &Page, n_right: u32) {
    let table = "evaluate-reliability-table";
    page.until_there(table).await;
    let open = "e.closest('details').querySelector('summary').click(); return true";
    let _: bool = page.find(table, open).await;
    let rows = page
        .until("the bins are in a table", async || {
            let rows = page.cells(table).await;
            (rows.len() == 11).then_some(rows)
        })
        .await;
    let mut bins = Vec::new();
    for (place, row) in rows[1..].iter().enumerate() {
        assert_eq!(row[0], format!("{}–{} %", place * 10, place * 10 + 10));
        if row[1] == "0" {
            continue;
        }
        let bin = [1, 2, 3].map(|column| number_in(&row[column]).expect("a figure"));
        let least = place as f64 * 10.0;
        assert!((least - 0.05..=least + 10.05).contains(&bin[1]), "{row:?}");
        bins.push(bin);
    }
    let bars = "return [...e.closest('section').querySelectorAll('.reliability__bar')] \
                .map(bar => Number(bar.getAttribute('height')))";
    let bars: Vec<f64> = page.find(table, bars).await;
    assert_eq!(bars.len(), bins.len(), "{rows:?}");
    for (bar, [_, _, right]) in bars.iter().zip(&bins) {
        assert!((bar - right).abs() < 0.051, "{bar} is drawn for {right} %");
    }

    let n_images: f64 = bins.iter().map(|[n, _, _]| n).sum();
    assert_eq!(n_images, 10_000.0);
    let mean = |figure: fn(f64, f64) -> f64| {
        let figures = bins
            .iter()
            .map(|[n, sure, right]| n * figure(*sure, *right));
        figures.sum::<f64>() / n_images
    };
    let share_right = f64::from(n_right) / 100.0;
    // Each figure of the table is rounded to a decimal.
    assert!((mean(|_, right| right) - share_right).abs() < 0.051);
    let words = page
        .until_says("evaluate-reliability", &["on average"])
        .await;
    let said = words.split_whitespace();
    let said: Vec<f64> = said.filter_map(|word| word.parse().ok()).collect();
    let [sure, right, apart] = said[..] else {
        panic!("{words}");
    };
    assert!((right - share_right).abs() < 0.051, "{words}");
    assert!((sure - mean(|sure, _| sure)).abs() < 0.11, "{words}");
    let expected = mean(|sure, right| (sure - right).abs());
    assert!((apart - expected).abs() < 0.16, "{words}");
}

async fn the_difference_is_that_of_both(page: &Page, counts: &[Vec<u32>], others: &[Vec<u32>]) {
    let gap = |before: &u32, after: &u32| match after.cmp(before) {
        std::cmp::Ordering::Less => format!("−{}", before - after),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", after - before),
    };
    let rows = counts.iter().zip(others);
    let expected: Vec<Vec<String>> = rows
        .map(|(row, others)| row.iter().zip(others).map(|(a, b)| gap(a, b)).collect())
        .collect();
    assert_ne!(counts, others, "they are two models");
    assert_eq!(matrix(page, "evaluate-difference").await, expected);
}

/// Of an image: what this model takes it for, what it is, and what the other model takes it for.
type Answers = [String; 3];

async fn answers(page: &Page) -> Vec<Answers> {
    let script = "return e ? [...e.querySelectorAll('button')].map(button => \
                  [...button.querySelectorAll('.figure__caption')].map(line => line.innerText.trim())) : []";
    let captions: Vec<Vec<String>> = page.find("evaluate-rivals", script).await;
    captions
        .iter()
        .map(|lines| {
            let (_, first) = lines[0].split_once("Pred: ").expect("it names its guess");
            let (predicted, rest) = first.split_once(" | Truth: ").expect("it names the truth");
            let truth = rest.lines().next().unwrap_or_default();
            let (model, second) = lines[1].rsplit_once(": ").expect("it names the other");
            assert!(model.starts_with("Model 1"), "{lines:?}");
            let (other, _) = second.split_once(", ").expect("it says how sure it is");
            [predicted, truth, other].map(str::to_owned)
        })
        .collect()
}

/// `lead` is by how many images more this model is right.
async fn the_images_are_those_on_which_they_disagree(page: &Page, lead: f64) {
    type IsOne = fn(&Answers) -> bool;
    let ways: [(&str, IsOne); 3] = [
        ("first", |[this, truth, other]| {
            this == truth && other != truth
        }),
        ("second", |[this, truth, other]| {
            this != truth && other == truth
        }),
        ("neither", |[this, truth, other]| {
            this != truth && other != truth && this != other
        }),
    ];
    let mut sizes = Vec::new();
    for (way, is_one) in ways {
        let id = format!("evaluate-disagree-{way}");
        page.pick(&id).await;
        let label: String = page.find(&id, "return e.closest('label').innerText").await;
        let (_, size) = label.rsplit_once(": ").expect("it says how many");
        sizes.push(number_in(size).expect("a count"));
        let what = format!("images are there for “{label}”");
        page.until(&what, async || {
            let answers = answers(page).await;
            (answers.len() == N_IMAGES && answers.iter().all(is_one)).then_some(())
        })
        .await;
    }
    assert_eq!(sizes[0] - sizes[1], lead, "{sizes:?}");
}

/// The shown images are mistakes.
async fn a_vote_survives_a_reload(page: &Page) {
    let tally = ["judged one mistake", "the model’s"];
    let enlarge = "e.querySelector('button').click(); return true";
    let _: bool = page.find("evaluate-rivals", enlarge).await;
    page.until_says("evaluate-rivals-enlarged-title", &["predicted as"])
        .await;
    page.click("evaluate-rivals-vote-model").await;
    page.until_says("evaluate-tally", &tally).await;
    page.click("evaluate-rivals-close").await;
    page.until_says("evaluate-rivals", &["you: the model’s error"])
        .await;
    page.reload().await;
    page.until_there("evaluate-page").await;
    page.until_says("evaluate-tally", &tally).await;
}
