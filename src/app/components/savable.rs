//! Pictures that can be saved as they are shown: with what stands below them, their frames, and in rows as long.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

use super::save_picture::{Colours, SavePicture};
use crate::session::pictures::{self, PictureFigure, PictureGroup, PictureNumber, PictureTile};

// Elements say by `data-save` what they are in the saved picture, where their names do not.

/// What is drawn of the elements inside, in their order: pictures, and numbers on a coloured ground, alone or in rows.
const TILES: &str = "canvas, [data-save=numbers]";
/// The texts below them.
const CAPTIONS: &str = "[data-save=caption]";
/// What holds the tiles and the texts that belong together.
const FIGURES: &str = "[data-save=figure], li, figure, label, [data-save=whole]";
/// What holds figures under a heading, and the parts of that.
const GROUPS: &str = "[data-save=group], [data-save=whole]";
const HEADINGS: &str = "[data-save=heading]";
/// Frames that lie on the picture beside them.
const FRAMES: &str = ":scope > [data-save=frame]";

/// Pictures, with buttons that save them.
#[component]
pub fn Savable(
    /// What the pictures show: the heading and the name of the file.
    #[prop(into)]
    title: Signal<String>,
    /// What must be known to read them, such as the meaning of colours. Default is nothing.
    #[prop(into, optional)]
    note: Signal<String>,
    /// `data-testid` of the buttons, after `save-` and before their kind.
    #[prop(into)]
    testid: String,
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let draw = Callback::new(move |colours: Colours| {
        let root = root.get_untracked()?;
        let (groups, n_columns) = read(&root);
        let (title, note) = (title.get_untracked(), note.get_untracked());
        let ink = colours.ink();
        (!groups.is_empty()).then(|| pictures::grid(&title, &note, &groups, n_columns, &ink))
    });
    view! {
        <div class="savable" data-save="whole" node_ref=root>
            {children()}
            <SavePicture title=title testid=testid draw=draw />
        </div>
    }
    .into_any()
}

/// The figures of an element, and how many of them stand in a row.
fn read(root: &Element) -> (Vec<PictureGroup>, usize) {
    let mut groups: Vec<PictureGroup> = Vec::new();
    let (mut last_group, mut last_figure) = (None, None);
    let mut first_top = None;
    let mut n_columns = 0;
    for element in found(root, TILES) {
        let Some(tile) = tile(&element) else { continue };
        let group = element.closest(GROUPS).ok().flatten();
        if group != last_group {
            let heading = group.as_ref().map(|group| texts(group, HEADINGS).join(" "));
            groups.push(PictureGroup {
                heading: heading.unwrap_or_default(),
                figures: Vec::new(),
            });
            last_group = group;
            last_figure = None;
        }
        let Some(figures) = groups.last_mut().map(|group| &mut group.figures) else {
            continue;
        };
        let figure = element.closest(FIGURES).ok().flatten();
        if figure != last_figure || figures.is_empty() {
            let top = element.get_bounding_client_rect().top();
            if (top - *first_top.get_or_insert(top)).abs() < 1.0 {
                n_columns += 1;
            }
            let caption = figure.as_ref().map(|figure| texts(figure, CAPTIONS));
            figures.push(PictureFigure {
                tiles: Vec::new(),
                caption: caption.unwrap_or_default().join("\n"),
                colour: figure.as_ref().map_or_else(String::new, |figure| {
                    let caption = figure.query_selector(CAPTIONS).ok().flatten();
                    computed(caption.as_ref().unwrap_or(figure), "color")
                }),
            });
            last_figure = figure;
        }
        if let Some(figure) = figures.last_mut() {
            figure.tiles.push(tile);
        }
    }
    // Layers stand beside one another on the screen, and below one another in the picture: each in one row.
    let n_columns = if groups.len() > 1 {
        usize::MAX
    } else {
        n_columns
    };
    (groups, n_columns)
}

fn tile(element: &Element) -> Option<PictureTile> {
    let Some(canvas) = element.dyn_ref::<HtmlCanvasElement>() else {
        return Some(numbers(element));
    };
    Some(PictureTile::Image {
        address: canvas.to_data_url().ok()?,
        frame: frame(canvas),
    })
}

/// A number, or the numbers of a table.
fn numbers(element: &Element) -> PictureTile {
    let number = |cell: Element| PictureNumber {
        text: cell.text_content().unwrap_or_default(),
        ground: computed(&cell, "background-color"),
        ink: computed(&cell, "color"),
    };
    let n_rows = found(element, "tr").count();
    let numbers: Vec<_> = if n_rows == 0 {
        vec![number(element.clone())]
    } else {
        found(element, "td").map(number).collect()
    };
    PictureTile::Numbers {
        n_columns: numbers.len() / n_rows.max(1),
        numbers,
    }
}

/// The frame on a picture, in shares of the picture.
fn frame(canvas: &Element) -> Option<[f64; 4]> {
    let frame = canvas.parent_element()?.query_selector(FRAMES).ok()??;
    let (inner, outer) = (
        frame.get_bounding_client_rect(),
        canvas.get_bounding_client_rect(),
    );
    let is_shown = inner.width() > 0.0 && outer.width() > 0.0;
    is_shown.then(|| {
        [
            (inner.left() - outer.left()) / outer.width(),
            (inner.top() - outer.top()) / outer.height(),
            inner.width() / outer.width(),
            inner.height() / outer.height(),
        ]
    })
}

/// The texts of what this selector finds in an element, without empty ones.
fn texts(element: &Element, selector: &'static str) -> Vec<String> {
    found(element, selector)
        .filter_map(|inner| inner.text_content())
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// All that this selector finds in an element, in order.
fn found(element: &Element, selector: &'static str) -> impl Iterator<Item = Element> + use<> {
    let all = element.get_elements_by_tag_name("*");
    (0..all.length())
        .filter_map(move |place| all.item(place))
        .filter(move |inner| inner.matches(selector).unwrap_or(false))
}

fn computed(element: &Element, property: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    let value = style.and_then(|style| style.get_property_value(property).ok());
    value.unwrap_or_default()
}
