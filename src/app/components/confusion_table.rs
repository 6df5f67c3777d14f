//! The confusion matrix as a table: counts or shares in cells, blue for right answers, red for errors, and each class's recall.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::save_picture::{Colours, SavePicture};
use crate::app::erased::memo;
use crate::app::focus::focus_on;
use crate::protocol::{CLASS_NAMES, ConfusionMatrix, N_CLASSES};
use crate::session::confusion::{self, Cell, CellTone, Scale};
use crate::session::findings::worst_class;
use crate::session::format;
use crate::session::pictures::{self, CellColours, MatrixColours};
use crate::texts::text;

/// The confusion matrix; rows are true classes, columns predicted ones.
#[component]
pub fn ConfusionTable(
    /// Counts of test images.
    #[prop(into)]
    matrix: Signal<ConfusionMatrix>,
    /// What the numbers are shares of. Default is counts.
    #[prop(into, optional)]
    scale: Signal<Scale>,
    /// Shows what `matrix` does otherwise than this one. Default is none.
    #[prop(into, optional)]
    minus: Signal<Option<ConfusionMatrix>>,
    /// Called with the true and the predicted class of the cell that the learner presses. Without it cells are plain text.
    #[prop(into, optional)]
    on_pick: Option<Callback<(usize, usize)>>,
    /// Whether no cell can be pressed at present. Default is false.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// The cell whose images are open: true and predicted class. Default is none.
    #[prop(into, optional)]
    picked: Signal<Option<(usize, usize)>>,
    /// What the table shows, for screen readers and the file that it is saved in; another one for each table on the page.
    #[prop(into)]
    title: Signal<String>,
    /// `data-testid` of the table; a cell's is this with its true and predicted class.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let cells = memo(move |_| {
        let matrix = matrix.read();
        minus.with(|minus| match minus {
            Some(minus) => confusion::difference(minus, &matrix),
            None => confusion::cells(&matrix, scale.get()),
        })
    });
    // One stop for the Tab key; arrows move it.
    let stop = RwSignal::new(0);
    let testid = StoredValue::new(testid);
    let move_stop = move |event: KeyboardEvent| {
        if let Some(to) = neighbour(stop.get_untracked(), &event.key()) {
            event.prevent_default();
            stop.set(to);
            focus_on(&cell_id(&testid.get_value(), to));
        }
    };
    let row = move |truth: usize| {
        let recall = move || {
            let recall = matrix.read().recall(truth);
            recall.map_or_else(
                || format::NOTHING.to_owned(),
                |recall| format::share(recall, 1),
            )
        };
        let is_worst = move || worst_class(&matrix.read()).is_some_and(|(class, _)| class == truth);
        let cells = (truth * N_CLASSES..(truth + 1) * N_CLASSES)
            .map(|place| {
                let cell = Signal::derive(move || cells.read()[place].clone());
                let pick = on_pick.map(|on_pick| Pick {
                    on_pick,
                    is_disabled,
                    stop,
                });
                let is_picked =
                    Signal::derive(move || picked.get() == Some((place / N_CLASSES, place % N_CLASSES)));
                view! { <CellView cell=cell place=place pick=pick is_picked=is_picked testid=testid /> }
            })
            .collect_view();
        view! {
            <tr class=("confusion-matrix__row--worst", is_worst)>
                <th scope="row">{CLASS_NAMES[truth]}</th>
                {cells}
                <td class="confusion-matrix__recall" data-testid=format!("recall-{truth}")>{recall}</td>
            </tr>
        }
    };
    let is_grid = on_pick.is_some();
    let caption = move || {
        if is_grid {
            text!("matrix-caption-grid", name = title.get())
        } else {
            text!("matrix-caption", name = title.get())
        }
    };
    let draw = Callback::new(move |colours: Colours| {
        let colour = |property| colours.of("", "", property);
        let of_cells = |ground, heat| CellColours {
            ground: colour(ground),
            heat: colour(heat),
        };
        let matrix_colours = MatrixColours {
            good: of_cells("--color-inset", "--color-heat"),
            bad: of_cells("--color-bad-soft", "--color-heat-wrong"),
            on_heat: colour("--color-on-heat"),
        };
        let numbers = if minus.read_untracked().is_some() {
            text!("evaluate-rivals-colours")
        } else {
            scale.get_untracked().title()
        };
        let matrix = matrix.read_untracked();
        Some(pictures::matrix(
            &title.read_untracked(),
            &format!("{} · {numbers}", text!("matrix-picture-axes")),
            &cells.read_untracked(),
            std::array::from_fn(|class| matrix.recall(class)),
            &matrix_colours,
            &colours.ink(),
        ))
    });
    view! {
        <div class="confusion-box">
            <table
                class="confusion-matrix"
                class=("confusion-matrix--difference", move || minus.read().is_some())
                role=is_grid.then_some("grid")
                data-testid=move || testid.get_value()
                on:keydown=move_stop
            >
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="confusion-matrix__axis">
                            <span>{text!("matrix-true")} " "</span>
                            <span>{text!("matrix-predicted")}</span>
                        </th>
                        {CLASS_NAMES
                            .map(|name| {
                                view! { <th scope="col" class="confusion-matrix__class"><span>{name}</span></th> }
                            })
                            .collect_view()}
                        <th scope="col" class="confusion-matrix__recall">"Recall"</th>
                    </tr>
                </thead>
                <tbody>{(0..N_CLASSES).map(row).collect_view()}</tbody>
            </table>
        </div>
        <SavePicture title=title testid=testid.get_value() draw=draw />
    }
}

/// What a cell needs to be a button.
#[derive(Clone, Copy)]
struct Pick {
    on_pick: Callback<(usize, usize)>,
    is_disabled: Signal<bool>,
    /// The cell that the Tab key reaches.
    stop: RwSignal<usize>,
}

/// One cell, kept while its number changes, so that the focus stays and the colour can fade.
#[component]
fn CellView(
    cell: Signal<Cell>,
    /// Row by row.
    place: usize,
    pick: Option<Pick>,
    is_picked: Signal<bool>,
    testid: StoredValue<String>,
) -> impl IntoView {
    let class = move || {
        let tone = match cell.read().tone {
            CellTone::Nothing => " confusion-matrix__cell--none",
            CellTone::Good => "",
            CellTone::Bad => " confusion-matrix__cell--wrong",
        };
        let strong = if cell.read().heat.is_strong {
            " confusion-matrix__cell--strong"
        } else {
            ""
        };
        let correct = if place / N_CLASSES == place % N_CLASSES {
            " confusion-matrix__cell--correct"
        } else {
            ""
        };
        let picked = if is_picked.get() {
            " confusion-matrix__cell--picked"
        } else {
            ""
        };
        ["confusion-matrix__cell", tone, strong, correct, picked].concat()
    };
    let heat = move || format!("--heat: {:.1}%", cell.read().heat.percent);
    let text = move || cell.read().text.clone();
    let name = move || cell.read().name.clone();
    let id = cell_id(&testid.get_value(), place);
    let inside = match pick {
        Some(Pick {
            on_pick,
            is_disabled,
            stop,
        }) => view! {
            <button
                class="confusion-matrix__button"
                type="button"
                id=id.clone()
                data-testid=id
                aria-label=name
                aria-pressed=move || is_picked.get().to_string()
                title=name
                tabindex=move || if stop.get() == place { "0" } else { "-1" }
                disabled=move || is_disabled.get()
                on:focus=move |_| stop.set(place)
                on:click=move |_| on_pick.run((place / N_CLASSES, place % N_CLASSES))
            >
                {text}
            </button>
        }
        .into_any(),
        None => view! { <span class="confusion-matrix__text" title=name>{text}</span> }.into_any(),
    };
    view! { <td class=class prop:style=heat>{inside}</td> }
}

fn cell_id(testid: &str, place: usize) -> String {
    format!("{testid}-{}-{}", place / N_CLASSES, place % N_CLASSES)
}

/// The cell to which a key leads; none for other keys and at the edge.
fn neighbour(place: usize, key: &str) -> Option<usize> {
    let (row, column) = (place / N_CLASSES, place % N_CLASSES);
    let last = N_CLASSES - 1;
    let (row, column) = match key {
        "ArrowUp" => (row.checked_sub(1)?, column),
        "ArrowDown" if row < last => (row + 1, column),
        "ArrowLeft" => (row, column.checked_sub(1)?),
        "ArrowRight" if column < last => (row, column + 1),
        "Home" => (row, 0),
        "End" => (row, last),
        _ => return None,
    };
    Some(row * N_CLASSES + column)
}
