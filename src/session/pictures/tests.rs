//! The drawings of charts and of their words as SVG, element by element.

use super::words::lines;
use super::*;
use crate::protocol::ConfusionMatrix;
use crate::session::confusion::{self, Scale};
use crate::session::reliability::Bin;

fn ink() -> Ink {
    Ink {
        surface: "#fff".to_owned(),
        ink: "#111".to_owned(),
        soft: "#666".to_owned(),
        line: "#ddd".to_owned(),
    }
}

fn count(svg: &str, element: &str) -> usize {
    svg.matches(&format!("<{element} ")).count()
}

#[test]
fn a_chart_has_its_curves_dots_and_names() {
    let curve = |name: &str, is_faint| PictureCurve {
        name: name.to_owned(),
        colour: "#00f".to_owned(),
        is_faint,
        has_dots: !is_faint,
        points: vec![(0.0, 0.0), (1.0, f64::NAN), (2.0, 1.0)],
    };
    let range = |end| Range { start: 0.0, end };
    let projection = Projection {
        x: range(2.0),
        y: range(1.0),
    };
    let curves = [curve("A & B", false), curve("hidden", true)];
    let SvgPicture { svg, .. } = chart("Loss", "Step", &curves, projection, &ink());
    assert_eq!(count(&svg, "polyline"), 2);
    assert_eq!(count(&svg, "circle"), 3, "one in the legend, two points");
    assert!(svg.contains("A &amp; B") && !svg.contains("hidden"));
    assert!(!svg.contains("NaN"), "{svg}");
}

#[test]
fn a_matrix_is_drawn_as_it_is_shown_under_its_title() {
    let mut counts = ConfusionMatrix::default();
    counts.counts[0][0] = 6;
    counts.counts[0][1] = 2;
    let colours = |name: &str| CellColours {
        ground: format!("{name}-ground"),
        heat: format!("{name}-heat"),
    };
    let colours = MatrixColours {
        good: colours("good"),
        bad: colours("bad"),
        on_heat: "#fff".to_owned(),
    };
    let recalls = std::array::from_fn(|class| counts.recall(class));
    let draw = |cells: &[Cell]| {
        matrix(
            "Matrix of A & B",
            "in percent",
            cells,
            recalls,
            &colours,
            &ink(),
        )
        .svg
    };
    let shares = draw(&confusion::cells(&counts, Scale::ByTruth));
    assert_eq!(count(&shares, "rect"), 201, "the ground, and two a cell");
    assert!(shares.contains("Matrix of A &amp; B") && shares.contains("in percent"));
    assert!(shares.contains(">75</text>") && shares.contains(">25</text>"));
    assert!(shares.contains("75.0 %"), "the recall");
    assert_eq!(shares.matches("bad-heat").count(), 1);
    let mut better = counts.clone();
    better.counts[0][0] = 7;
    better.counts[0][1] = 1;
    let difference = draw(&confusion::difference(&counts, &better));
    assert!(difference.contains(">+1</text>") && difference.contains(">−1</text>"));
    assert_eq!(difference.matches("bad-heat").count(), 0);
}

#[test]
fn a_reliability_diagram_has_a_bar_for_each_bin_with_images() {
    let mut shown = Reliability {
        bins: [Bin::default(); N_BINS],
        expected_calibration_error: 0.0,
        confidence: 0.0,
        share_right: 0.0,
    };
    shown.bins[9] = Bin {
        n_images: 4,
        confidence: 1.0,
        share_right: 0.5,
    };
    let SvgPicture { svg, .. } = reliability("Sure?", "axes", &shown, "#00f", &ink());
    assert_eq!(count(&svg, "rect"), 2, "the ground too");
    assert!(svg.contains("height=\"180.0\"") && svg.contains("stroke-dasharray"));
}

#[test]
fn bars_and_grids_fit_what_they_hold() {
    let bar = PictureBar {
        label: "<b>".to_owned(),
        share: 2.0,
        value: "200 %".to_owned(),
        colour: "#00f".to_owned(),
    };
    let SvgPicture { svg, height, .. } = bars("Bars", &[bar.clone(), bar], &ink());
    assert_eq!(count(&svg, "rect"), 3);
    assert!(svg.contains("&lt;b&gt;") && height > 90.0);
    let figure = |n_tiles| PictureFigure {
        tiles: vec![image(None); n_tiles],
        caption: "Coat".to_owned(),
        colour: "#111".to_owned(),
    };
    let group = |n_figures, n_tiles| PictureGroup {
        heading: String::new(),
        figures: vec![figure(n_tiles); n_figures],
    };
    let one = grid("Grid", "", &[group(5, 1)], 4, &ink());
    assert!(one.width > 4.0 * 112.0 && one.height > 2.0 * 112.0);
    let pairs = grid("Grid", "", &[group(5, 2)], 4, &ink());
    assert!(pairs.width > 8.0 * 112.0);
    let groups = grid("Grid", "", &[group(5, 1), group(1, 1)], 9, &ink());
    assert!(groups.width < 6.0 * 84.0 && groups.height > 2.0 * 72.0);
    let long = "A title that is longer than the picture is wide, were it not for its title";
    let single = grid(long, "", &[group(1, 1)], 1, &ink());
    assert!(single.width > one.width);
}

fn image(frame: Option<[f64; 4]>) -> PictureTile {
    PictureTile::Image {
        address: "data:,".to_owned(),
        frame,
    }
}

fn numbers(n_columns: usize, texts: &[&str]) -> PictureTile {
    let number = |text: &&str| PictureNumber {
        text: (*text).to_owned(),
        ground: "#123".to_owned(),
        ink: "#fff".to_owned(),
    };
    PictureTile::Numbers {
        n_columns,
        numbers: texts.iter().map(number).collect(),
    }
}

#[test]
fn a_figure_has_its_frame_its_numbers_and_its_heading() {
    let number = numbers(1, &["0.5"]);
    let group = PictureGroup {
        heading: "Conv2d <0>".to_owned(),
        figures: vec![PictureFigure {
            tiles: vec![image(Some([0.5, 0.25, 0.1, 0.1])), number],
            caption: String::new(),
            colour: String::new(),
        }],
    };
    let SvgPicture { svg, .. } = grid("Layers", "blue: less", &[group], 1, &ink());
    assert!(svg.contains(">Layers</text>") && svg.contains("blue: less"));
    assert!(svg.contains("Conv2d &lt;0&gt;"));
    assert!(svg.contains(">0.5</text>") && svg.contains("fill=\"#123\""));
    assert_eq!(count(&svg, "image"), 1);
    assert!(svg.contains("width=\"28.0\" height=\"28.0\""), "{svg}");
}

#[test]
fn a_grid_of_numbers_fills_its_square_with_numbers_that_fit_their_cells() {
    let window = numbers(2, &["0.5", "−0.125", "1", "0"]);
    let figure = |tile: &PictureTile| PictureFigure {
        tiles: vec![tile.clone()],
        caption: String::new(),
        colour: String::new(),
    };
    let group = |tile: &PictureTile| PictureGroup {
        heading: String::new(),
        figures: vec![figure(tile); 4],
    };
    let draw = |tile: &PictureTile| grid("Window", "", &[group(tile)], 4, &ink()).svg;
    let svg = draw(&window);
    assert_eq!(count(&svg, "rect"), 1 + 4 * 4, "the ground, and one a cell");
    assert!(svg.contains("width=\"55.0\" height=\"55.0\""), "{svg}");
    assert!(svg.contains("font-size=\"13.0\""), "{svg}");
    let crowded = draw(&numbers(5, &["−0.125"; 25]));
    assert!(crowded.contains("font-size=\"6.7\""), "{crowded}");
}

#[test]
fn a_strip_has_a_dot_for_each_result() {
    let row = |share| PictureDot {
        label: "1".to_owned(),
        share,
        value: "80 %".to_owned(),
    };
    let scale = Range {
        start: 70.0,
        end: 90.0,
    };
    let rows = [row(Some(0.5)), row(None)];
    let SvgPicture { svg, .. } = dots("Seeds", &rows, scale, "#00f", &ink());
    assert_eq!(count(&svg, "circle"), 1);
    assert!(svg.contains("cx=\"330.0\""), "{svg}");
}

#[test]
fn a_long_caption_is_broken_between_words() {
    let caption = "✓ Pred: T-shirt/top | Truth: T-shirt/top\n99 % sure";
    let expected = ["✓ Pred: T-shirt/top", "| Truth: T-shirt/top", "99 % sure"];
    assert_eq!(lines(caption, 20), expected);
    assert_eq!(lines("", 20), [""; 0]);
}

#[test]
fn a_title_makes_a_file_name() {
    assert_eq!(file_name("Accuracy, in percent"), "accuracy-in-percent");
    assert_eq!(file_name("Übersicht"), "uebersicht");
    assert_eq!(file_name("…"), "picture");
}
