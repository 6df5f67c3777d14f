//! The grid of all images on a shelf, of which only the visible rows are fetched and drawn.

use gloo::events::EventListener;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use web_sys::HtmlDivElement;

use crate::app::components::{Colours, ErrorNotice, SavePicture};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, effect, memo};
use crate::protocol::{CLASS_NAMES, LabelledImage, Selection, ShowImages, SplitName};
use crate::session::format;
use crate::session::gallery::{Grid, Pages, Shelf, places};
use crate::texts::text;

mod rows;

use rows::{paint, picture};

/// The smallest width of an image with its gap, in the page's pixels.
const MIN_CELL: f64 = 52.0;
/// Images in a row at most: on wide screens they grow instead.
const MAX_COLUMNS: f64 = 11.0;
/// Rows that are drawn beyond the visible ones, for the time that scrolling is ahead of drawing.
const N_ROWS_BEYOND: usize = 6;
const OPTION_ID: &str = "data-gallery-chosen";

/// The grid: scrolled by hand, moved through by the arrow keys.
#[component]
pub fn GalleryGrid(
    /// The split of the shelf.
    #[prop(into)]
    split: Signal<SplitName>,
    /// The images of the grid.
    shelf: Memo<Shelf>,
    /// The class of the shelf; none for all.
    #[prop(into)]
    class: Signal<Option<u8>>,
    /// The place of the chosen image.
    active: RwSignal<usize>,
    /// Set to the image under the pointer, or else the chosen one, once it is there.
    shown: RwSignal<Option<LabelledImage>>,
) -> impl IntoView {
    let client = SessionContext::expect().client;
    let viewport = NodeRef::<Div>::new();
    let canvas = NodeRef::<Canvas>::new();
    let error = RwSignal::new(None::<String>);
    let hovered = RwSignal::new(None::<usize>);
    let pages = StoredValue::new(Pages::default());
    // Grows with each page that arrives and with each new shelf.
    let version = RwSignal::new(0_u32);
    // Which shelf a page belongs to: answers for an older one are dropped.
    let generation = StoredValue::new(0_u32);
    let is_fetching = StoredValue::new(false);

    // Width and height of the viewport, and how far it is scrolled.
    let view_size = RwSignal::new((0.0, 0.0));
    let scrolled = RwSignal::new(0.0);
    let measure = move || {
        if let Some(viewport) = viewport.get_untracked() {
            let size = size_of(&viewport);
            view_size.maybe_update(|old| std::mem::replace(old, size) != size);
        }
    };
    effect(move || {
        viewport.track();
        measure();
    });
    let listener = EventListener::new(&window(), "resize", move |_| measure());
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || listener.update_value(|listener| drop(listener.take())));

    let n_images = memo(move |_| shelf.with(Shelf::n_images));
    let grid = memo(move |_| {
        let (width, _) = view_size.get();
        Grid::fitting(n_images.get(), width, MIN_CELL.max(width / MAX_COLUMNS))
    });
    let drawn_rows = memo(move |_| {
        let (_, height) = view_size.get();
        let grid = grid.get();
        let visible = grid.visible_rows(scrolled.get(), height);
        let end = (visible.end + N_ROWS_BEYOND).min(grid.n_rows());
        visible.start.saturating_sub(N_ROWS_BEYOND)..end
    });

    let next_question = move || {
        let (grid, rows) = (grid.try_get_untracked()?, drawn_rows.try_get_untracked()?);
        let page = pages.try_with_value(|pages| pages.missing(grid.items(rows)))??;
        let indices = shelf.try_with_untracked(|shelf| {
            places(page, shelf.n_images())
                .filter_map(|place| shelf.index(place))
                .collect()
        })?;
        let question = ShowImages {
            split: split.try_get_untracked()?,
            selection: Selection::Indices(indices),
        };
        Some((page, question))
    };
    // One question at a time: what was scrolled past meanwhile is never asked for.
    let fetch = move || {
        if is_fetching.get_value() {
            return;
        }
        is_fetching.set_value(true);
        client.spawn(async move {
            while let Some((page, question)) = next_question() {
                let asked = generation.try_get_value();
                match client.ask(question).await {
                    Ok(images) if asked == generation.try_get_value() => {
                        pages.try_update_value(|pages| pages.insert(page, images));
                        error.try_set(None);
                        version.try_update(|version| *version += 1);
                    }
                    Ok(_) => {}
                    Err(message) => {
                        error.try_set(Some(message));
                        break;
                    }
                }
            }
            is_fetching.try_set_value(false);
            Ok(())
        });
    };
    effect(move || {
        shelf.track();
        pages.update_value(Pages::clear);
        generation.update_value(|generation| *generation += 1);
        version.update(|version| *version += 1);
        if n_images.get_untracked() > 0 {
            fetch();
        }
    });
    effect(move || {
        version.track();
        let (grid, rows) = (grid.get(), drawn_rows.get());
        if let Some(canvas) = canvas.get() {
            pages.with_value(|pages| paint(&canvas, grid, rows, pages));
        }
        fetch();
    });
    // The chosen image is scrolled into view, where it is not.
    effect(move || {
        let (grid, (_, height), active) = (grid.get(), view_size.get(), active.get());
        let Some(viewport) = viewport.get().filter(|_| height > 0.0 && grid.n_items > 0) else {
            return;
        };
        let now = f64::from(viewport.scroll_top());
        let wanted = grid.scroll_to(active.min(grid.n_items - 1), now, height);
        if wanted != now {
            viewport.set_scroll_top(wanted as i32);
            scrolled.set(wanted);
        }
    });
    effect(move || {
        version.track();
        let place = hovered.get().unwrap_or_else(|| active.get());
        let image = pages.with_value(|pages| pages.image(place).cloned());
        // Until it is there, the one before stays, so that nothing flickers.
        if image.is_some() {
            shown.set(image);
        }
    });

    let visible = move || {
        let (_, height) = view_size.get();
        let grid = grid.get();
        grid.items(grid.visible_rows(scrolled.get(), height))
    };
    let title = Signal::derive(move || {
        let split = match split.get() {
            SplitName::Train => text!("data-split-train"),
            SplitName::Test => text!("data-split-test"),
        };
        let class = class.get().map(|class| CLASS_NAMES[usize::from(class)]);
        let shown = visible();
        text!(
            "data-gallery-part",
            split = split,
            class = class.unwrap_or(text!("data-gallery-all")),
            first = shown.start + 1,
            last = shown.end
        )
    });
    let draw = Callback::new(move |colours: Colours| {
        let shown = untrack(visible);
        let n_columns = grid.get_untracked().n_columns;
        let ink = colours.ink();
        pages.with_value(|pages| {
            let images = shown.filter_map(|place| pages.image(place));
            picture(&title.get_untracked(), images, n_columns, &ink)
        })
    });
    let item_under = move |event: &MouseEvent| {
        let viewport = viewport.get_untracked()?;
        let area = viewport.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - area.left();
        let y = f64::from(event.client_y()) - area.top() + f64::from(viewport.scroll_top());
        grid.get_untracked().item_at(x, y)
    };
    let choose = move |event: MouseEvent| {
        if let Some(item) = item_under(&event) {
            active.set(item);
        }
    };
    let hover = move |event: leptos::ev::PointerEvent| {
        let item = item_under(&event).filter(|_| event.pointer_type() == "mouse");
        hovered.maybe_update(|old| std::mem::replace(old, item) != item);
    };
    let move_by_key = move |event: KeyboardEvent| {
        let (_, height) = view_size.get_untracked();
        let to = grid
            .get_untracked()
            .moved(active.get_untracked(), &event.key(), height);
        if let Some(to) = to {
            event.prevent_default();
            hovered.set(None);
            active.set(to);
        }
    };
    let frame = move |item: usize| {
        let grid = grid.get();
        let (x, y) = grid.corner(item);
        format!(
            "left: {x}px; top: {y}px; width: {0}px; height: {0}px",
            grid.cell
        )
    };
    let label = move || {
        shelf.with(|shelf| {
            let place = active.get();
            let index = shelf.index(place)?;
            let name = CLASS_NAMES.get(usize::from(shelf.label(place)?)).copied()?;
            Some(text!(
                "data-image-name",
                class = name,
                index = format::count(index as usize)
            ))
        })
    };
    let canvas_style = move || {
        let (grid, rows) = (grid.get(), drawn_rows.get());
        let (_, top) = grid.corner(rows.start * grid.n_columns);
        format!(
            "top: {top}px; width: {}px; height: {}px",
            grid.cell * grid.n_columns as f64,
            grid.cell * rows.len() as f64
        )
    };

    view! {
        <div class="stack stack--tight">
            <div
                class="gallery"
                node_ref=viewport
                role="listbox"
                tabindex="0"
                aria-label=text!("data-gallery-label")
                aria-activedescendant=move || (n_images.get() > 0).then_some(OPTION_ID)
                aria-busy=move || (n_images.get() == 0).then_some("true")
                data-testid="data-gallery"
                on:scroll=move |_| {
                    if let Some(viewport) = viewport.get_untracked() {
                        scrolled.set(f64::from(viewport.scroll_top()));
                    }
                }
                on:keydown=move_by_key
                on:click=choose
                on:pointermove=hover
                on:pointerleave=move |_| hovered.set(None)
            >
                <div class="gallery__all" role="presentation" prop:style=move || format!("height: {}px", grid.get().height())>
                    <canvas class="gallery__canvas" node_ref=canvas aria-hidden="true" data-testid="data-gallery-canvas" prop:style=canvas_style></canvas>
                    <Show when=move || n_images.get() != 0>
                        <div
                            class="gallery__frame gallery__frame--chosen"
                            role="option"
                            id=OPTION_ID
                            data-testid="data-gallery-chosen"
                            aria-selected="true"
                            aria-label=label
                            aria-posinset=move || active.get() + 1
                            aria-setsize=n_images
                            prop:style=move || frame(active.get())
                        ></div>
                    </Show>
                    {move || {
                        hovered.get().map(|item| view! { <div class="gallery__frame" aria-hidden="true" prop:style=frame(item)></div> })
                    }}
                </div>
            </div>
            <p class="soft small">
                {text!("data-gallery-keys")}
            </p>
            <SavePicture title=title testid="data-gallery" draw=draw />
            <ErrorNotice error=error testid="data-gallery-images-error" />
        </div>
    }
}

/// Width and height without the scrollbar.
fn size_of(viewport: &HtmlDivElement) -> (f64, f64) {
    (
        f64::from(viewport.client_width()),
        f64::from(viewport.client_height()),
    )
}
