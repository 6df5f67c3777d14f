//! What is shown can be saved: a chart, a matrix and images as pictures, an evaluation and the kept runs as tables.

use crate::actions::{BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, train};
use crate::evaluate::{all_counted, matrix, n_right};
use browser_tests::{Page, Scenario};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Cursor;

const SEED: &str = "7";

#[test]
fn saved_files_hold_what_is_shown() {
    Scenario::of("saved-files").run(async |page| {
        open_with_data(page).await;
        let settings = [
            ("epochs", "1"),
            ("batch-size", BATCH_SIZE_FOR_200_STEPS),
            ("seed", SEED),
        ];
        train(page, 0, "cpu", &settings).await;
        a_chart_is_saved_with_its_curves(page).await;
        go_to(page, "evaluate").await;
        let counts = all_counted(page, "evaluate-confusion").await;
        an_evaluation_is_saved_as_tables(page, &counts).await;
        the_matrix_is_saved_as_it_is_scaled(page).await;
        the_images_are_saved_as_a_grid(page).await;
        go_to(page, "runs").await;
        the_runs_are_saved_as_tables(page).await;
    });
}

/// What stands in an SVG file.
struct Svg {
    size: [f64; 2],
    texts: Vec<String>,
    /// The number of points of each curve.
    curves: Vec<usize>,
    n_images: usize,
}

/// Saves a picture as SVG; fails unless the file is one.
async fn save_svg(page: &Page, id: &str) -> (String, Svg) {
    page.click(&format!("save-{id}-svg")).await;
    let (name, file) = page.take_download(".svg").await;
    let text = String::from_utf8(file).expect("it is text");
    let script = "const file = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
        const svg = file.documentElement;
        if (svg.tagName !== 'svg' || file.querySelector('parsererror')) throw new Error(svg.textContent);
        return [
            ['width', 'height'].map(side => Number(svg.getAttribute(side))),
            [...svg.querySelectorAll('text')].map(text => text.textContent),
            [...svg.querySelectorAll('polyline')].map(curve => curve.getAttribute('points').split(' ').length),
            [...svg.querySelectorAll('image')].filter(image => image.getAttribute('href').startsWith('data:image/png')).length,
        ]";
    let (size, texts, curves, n_images) = page.js(script, vec![json!(text)]).await;
    let svg = Svg {
        size,
        texts,
        curves,
        n_images,
    };
    (name, svg)
}

async fn a_chart_is_saved_with_its_curves(page: &Page) {
    let chart = "train-loss-chart";
    let (name, svg) = save_svg(page, chart).await;
    assert_eq!(name, "loss.svg");
    let script = "return [...e.querySelectorAll('polyline')].map(curve => curve.getAttribute('points').split(' ').length)";
    let on_screen: Vec<usize> = page.find(chart, script).await;
    assert!(on_screen.iter().any(|&n| n > 100), "{on_screen:?}");
    assert_eq!(svg.curves, on_screen);

    page.click(&format!("save-{chart}-png")).await;
    let (name, file) = page.take_download(".png").await;
    assert_eq!(name, "loss.png");
    let mut reader = png::Decoder::new(Cursor::new(file))
        .read_info()
        .expect("it is a PNG file");
    let n_bytes = reader.output_buffer_size().expect("it fits in memory");
    let mut pixels = vec![0; n_bytes];
    let info = reader.next_frame(&mut pixels).expect("it is whole");
    let size = [info.width, info.height].map(f64::from);
    assert_eq!(size, svg.size.map(|side| 2.0 * side));
    let n_bytes_a_pixel = info.line_size / info.width as usize;
    let colours: BTreeSet<&[u8]> = pixels.chunks_exact(n_bytes_a_pixel).collect();
    assert!(colours.len() > 2, "only {colours:?} are drawn");
}

async fn the_matrix_is_saved_as_it_is_scaled(page: &Page) {
    let counts = matrix(page, "evaluate-confusion").await;
    page.pick("evaluate-scale-prediction").await;
    let shares = page
        .until("the matrix shows shares", async || {
            let shares = matrix(page, "evaluate-confusion").await;
            (shares != counts).then_some(shares)
        })
        .await;
    let (name, svg) = save_svg(page, "evaluate-confusion").await;
    assert!(name.starts_with("confusion-matrix-model-0"), "{name}");
    assert!(svg.texts[0].starts_with("Confusion matrix: Model 0"));
    let shares = shares.concat();
    let is_there = svg.texts.windows(100).any(|cells| cells == shares);
    assert!(is_there, "{shares:?} stands not in {:?}", svg.texts);
}

async fn the_images_are_saved_as_a_grid(page: &Page) {
    page.until("nine predictions are there", async || {
        let script = "return e ? e.querySelectorAll('canvas').length : 0";
        let n_images: usize = page.find("evaluate-predictions", script).await;
        (n_images == 9).then_some(())
    })
    .await;
    let (_, svg) = save_svg(page, "evaluate-predictions").await;
    assert_eq!(svg.n_images, 9);
}

/// Clicks, and returns the rows of the file, the first of which is the heading of all others.
async fn save_csv(page: &Page, id: &str, ending: &str) -> Vec<Vec<String>> {
    page.click(id).await;
    let (name, file) = page.take_download(ending).await;
    let text = String::from_utf8(file).expect("it is text");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    let rows: Vec<Vec<String>> = text.lines().map(cells).collect();
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{name}: {row:?}");
    }
    rows
}

/// Clicks, and returns what is in the file; fails unless it is JSON.
async fn save_json(page: &Page, id: &str, ending: &str) -> Value {
    page.click(id).await;
    let (_, file) = page.take_download(ending).await;
    serde_json::from_slice(&file).expect("it is JSON")
}

async fn an_evaluation_is_saved_as_tables(page: &Page, counts: &[Vec<u32>]) {
    let classes = save_csv(page, "evaluate-save-classes", "-classes.csv").await;
    let first = classes[0].iter().position(|name| name == "predicted_0");
    let first = first.expect("it has the matrix");
    let saved: Vec<Vec<u32>> = classes[1..]
        .iter()
        .map(|row| row[first..].iter().filter_map(|cell| cell.parse().ok()))
        .map(Iterator::collect)
        .collect();
    assert_eq!(saved, counts);

    let images = save_csv(page, "evaluate-save-images", "-images.csv").await;
    let mut counted = vec![vec![0; 10]; 10];
    for image in &images[1..] {
        let class = |column: usize| image[column].parse::<usize>().expect("a class");
        counted[class(1)][class(3)] += 1;
    }
    assert_eq!(counted, counts, "{:?}", images[0]);

    let all = save_json(page, "evaluate-save-all", "-evaluation.json").await;
    assert_eq!(all["confusion"], json!(counts));
    let share = all["share_correct"].as_f64().expect("a number");
    assert!((share - f64::from(n_right(counts)) / 10_000.0).abs() < 1e-9);
    for column in ["truth", "predicted", "confidence"] {
        let n_images = all["images"][column].as_array().map(Vec::len);
        assert_eq!(n_images, Some(10_000), "{column}");
    }
}

async fn the_runs_are_saved_as_tables(page: &Page) {
    let shown = page
        .until_text("stored-accuracy-0", |text| text.contains('%'))
        .await;
    let is_shown = |accuracy: f64| shown == format!("{:.2} %", accuracy * 100.0);
    for file in ["runs.csv", "epochs.csv"] {
        let rows = save_csv(page, file, file).await;
        assert_eq!(rows.len(), 2, "{file}: a heading and one line");
        let cell = |name: &str| {
            let column = rows[0].iter().position(|column| column == name);
            rows[1][column.expect("there is such a column")].as_str()
        };
        assert_eq!(cell("seed"), SEED);
        assert_eq!(cell("batch_size"), BATCH_SIZE_FOR_200_STEPS);
        let accuracy = cell("test_accuracy").parse().expect("a number");
        assert!(is_shown(accuracy), "{file}: {accuracy} is not {shown}");
    }
    let runs = save_json(page, "runs.json", "runs.json").await;
    assert_eq!(runs.as_array().map(Vec::len), Some(1));
    assert_eq!(runs[0]["steps"], 200);
    let accuracy = runs[0]["epochs"][0]["test_accuracy"].as_f64();
    let accuracy = accuracy.expect("a number");
    assert!(is_shown(accuracy), "{accuracy} is not {shown}");
}
