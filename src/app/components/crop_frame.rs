//! A frame over a picture that the learner drags, or moves by keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::picture_canvas::PictureCanvas;
use crate::app::erased::memo;
use crate::protocol::{Crop, Picture};
use crate::session::crop_box::{CORNERS, Grip, key_step, moved, percents};
use crate::texts::text;

const KEYS_ID: &str = "crop-keys";

/// A grip that the pointer holds.
#[derive(Clone, Copy)]
struct Hold {
    grip: Grip,
    crop: Crop,
    /// Where the pointer was, in the window's pixels.
    from: [f64; 2],
}

/// A picture with the part that is looked at: its middle moves it, its corners resize it.
#[component]
pub fn CropFrame(
    /// The picture.
    picture: RwSignal<Option<Picture>>,
    /// Where the frame is.
    #[prop(into)]
    crop: Signal<Crop>,
    /// Called with the frame's new place, many times while it is dragged.
    #[prop(into)]
    on_change: Callback<Crop>,
) -> impl IntoView {
    let surface = NodeRef::<Div>::new();
    let size = memo(move |_| {
        picture
            .read()
            .as_ref()
            .map_or([1, 1], |picture| [picture.width, picture.height])
    });
    let hold = StoredValue::new(None::<Hold>);
    let start = move |event: PointerEvent, grip: Grip| {
        if event.button() != 0 {
            return;
        }
        if let Some(element) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) {
            // It fails only for a pointer that has just left; then nothing is dragged.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        hold.set_value(Some(Hold {
            grip,
            crop: crop.get_untracked(),
            from: place(&event),
        }));
    };
    let go_on = move |event: PointerEvent| {
        let (Some(hold), Some(surface)) = (hold.get_value(), surface.get_untracked()) else {
            return;
        };
        let on_screen = surface.get_bounding_client_rect();
        let [x, y] = place(&event);
        let [width, height] = size.get_untracked();
        let by = [
            (x - hold.from[0]) / on_screen.width() * f64::from(width),
            (y - hold.from[1]) / on_screen.height() * f64::from(height),
        ];
        let after = moved(hold.crop, hold.grip, by, [width, height]);
        if after != crop.get_untracked() {
            on_change.run(after);
        }
    };
    let end = move |_: PointerEvent| hold.set_value(None);
    let press = move |event: KeyboardEvent, grip: Grip| {
        let size = size.get_untracked();
        if let Some(by) = key_step(&event.key(), event.shift_key(), size) {
            event.prevent_default();
            on_change.run(moved(crop.get_untracked(), grip, by, size));
        }
    };
    let frame_style = move || {
        let [left, top, width, height] = percents(crop.get(), size.get());
        format!("left: {left:.2}%; top: {top:.2}%; width: {width:.2}%; height: {height:.2}%")
    };
    let surface_style = move || {
        let [width, height] = size.get();
        format!("--crop-width: {width}; --crop-height: {height}")
    };
    let handle =
        move |grip: Grip, name: &'static str, class: &'static str, testid: &'static str| {
            let style = move || match grip {
                Grip::Whole => frame_style(),
                Grip::Corner {
                    is_right,
                    is_bottom,
                } => {
                    let [left, top, width, height] = percents(crop.get(), size.get());
                    let x = if is_right { left + width } else { left };
                    let y = if is_bottom { top + height } else { top };
                    format!("left: {x:.2}%; top: {y:.2}%")
                }
            };
            view! {
                <button
                    type="button"
                    class=class
                    prop:style=style
                    aria-label=name
                    aria-describedby=KEYS_ID
                    data-testid=testid
                    on:pointerdown=move |event| start(event, grip)
                    on:pointermove=go_on
                    on:pointerup=end
                    on:pointercancel=end
                    on:keydown=move |event| press(event, grip)
                ></button>
            }
        };
    let names = [
        text!("photo-crop-top-left"),
        text!("photo-crop-top-right"),
        text!("photo-crop-bottom-left"),
        text!("photo-crop-bottom-right"),
    ];
    let classes = [
        "crop__corner crop__corner--falling",
        "crop__corner crop__corner--rising",
        "crop__corner crop__corner--rising",
        "crop__corner crop__corner--falling",
    ];
    let testids = ["try-crop-0", "try-crop-1", "try-crop-2", "try-crop-3"];
    let corners: Vec<_> = (0..4)
        .map(|corner| {
            handle(
                CORNERS[corner],
                names[corner],
                classes[corner],
                testids[corner],
            )
        })
        .collect();
    let words = move || {
        let crop = crop.get();
        text!(
            "photo-crop-place",
            width = crop.width,
            height = crop.height,
            column = crop.x,
            row = crop.y
        )
    };
    view! {
        <div class="crop" node_ref=surface prop:style=surface_style>
            <PictureCanvas picture=picture testid="try-picture" />
            <div class="crop__shade">
                <div prop:style=frame_style></div>
            </div>
            {handle(Grip::Whole, text!("photo-crop-move"), "crop__frame", "try-crop")}
            {corners}
        </div>
        <p class="soft small" id=KEYS_ID>
            {text!("photo-crop-keys")}
        </p>
        <output class="small" data-testid="try-crop-place">{words}</output>
    }
}

/// Where the pointer is, in the window's pixels.
fn place(event: &PointerEvent) -> [f64; 2] {
    [event.client_x().into(), event.client_y().into()]
}
