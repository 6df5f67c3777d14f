//! A pad for drawing with mouse, finger, pen or keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Canvas;
use leptos::prelude::*;

use super::canvas::context_2d_to_read;
use crate::app::drawing::{Drawing, PAD_SIZE, Stroke};
use crate::app::erased::effect;
use crate::protocol::Picture;
use crate::texts::{self, text};

mod paper;

use paper::{PAPER, draw, draw_all, picture_of, place};

/// Brush widths, in the drawing's pixels.
const BRUSH_WIDTHS: std::ops::RangeInclusive<u32> = 4..=60;

/// How far an arrow key moves the pen, in the drawing's pixels, alone and together with Shift.
const PEN_STEP: f64 = 7.0;
const LONG_PEN_STEP: f64 = 28.0;
const KEYS_ID: &str = "pad-keys";

/// Minimum interval between change events during a stroke.
const MIN_INTERVAL_MS: f64 = 250.0;

/// Keys of the names, and colours of the inks; the paper's colour erases. The names fit the dark theme too, which inverts the pad.
const INKS: [(&str, &str); 4] = [
    ("photo-ink-strong", "#111111"),
    ("photo-ink-medium", "#777777"),
    ("photo-ink-faint", "#bbbbbb"),
    ("photo-ink-eraser", PAPER),
];

/// A pad with brushes, for pointers and for the keyboard. A drawing has no description but the model's answer; the upload is
/// the alternative for those who see neither.
#[component]
pub fn DrawingPad(
    /// The drawing, which is modified.
    drawing: Drawing,
    /// Called with the drawing, a few times during a stroke and after it; with none when it is blank.
    #[prop(into)]
    on_change: Callback<Option<Picture>>,
    /// What stands directly below the paper. Default is nothing.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let Drawing {
        strokes,
        cleared,
        n_strokes,
        can_undo,
        brush_width,
        ink,
        pen,
    } = drawing;
    let is_drawing = StoredValue::new(false);
    let reported_at_ms = StoredValue::new(0.0);

    let redraw = move || {
        if let Some(canvas) = canvas.get_untracked() {
            strokes.with_value(|strokes| draw_all(&canvas, strokes));
        }
    };
    effect(move || {
        canvas.track();
        redraw();
    });
    let report = move || {
        reported_at_ms.set_value(js_sys::Date::now());
        let n_now = strokes.with_value(Vec::len);
        n_strokes.set(n_now);
        can_undo.set(n_now > 0 || cleared.with_value(|cleared| !cleared.is_empty()));
        let picture = (n_now > 0)
            .then(|| canvas.get_untracked())
            .flatten()
            .and_then(|canvas| picture_of(&canvas));
        on_change.run(picture);
    };

    let begin = move |place: (f64, f64)| {
        cleared.update_value(Vec::clear);
        strokes.update_value(|strokes| {
            strokes.push(Stroke {
                width: f64::from(brush_width.get_untracked()),
                colour: INKS[ink.get_untracked()].1,
                points: vec![place],
            });
        });
        redraw();
    };
    let extend = move |place: (f64, f64)| {
        let Some(canvas) = canvas.get_untracked() else {
            return;
        };
        strokes.update_value(|strokes| {
            if let Some(stroke) = strokes.last_mut() {
                stroke.points.push(place);
                if let Some(context) = context_2d_to_read(&canvas) {
                    draw(&context, stroke);
                }
            }
        });
        if js_sys::Date::now() - reported_at_ms.get_value() > MIN_INTERVAL_MS {
            report();
        }
    };

    let start = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        let Some(canvas) = canvas.get_untracked() else {
            return;
        };
        event.prevent_default();
        // It fails only for a pointer that has just left; the stroke then ends at the pad's edge.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        is_drawing.set_value(true);
        begin(place(&canvas, &event));
    };
    let go_on = move |event: PointerEvent| {
        let Some(canvas) = canvas.get_untracked().filter(|_| is_drawing.get_value()) else {
            return;
        };
        event.prevent_default();
        extend(place(&canvas, &event));
    };
    let end = move |_: PointerEvent| {
        if is_drawing.get_value() {
            is_drawing.set_value(false);
            report();
        }
    };

    // The pen of the keyboard; while it is down, moving it draws.
    let is_pen_down = RwSignal::new(false);
    let lift = move || {
        // A view that closes takes the focus away after its signals are gone.
        if is_pen_down.try_get_untracked() == Some(true) {
            is_pen_down.set(false);
            report();
        }
    };
    let move_pen = move |event: KeyboardEvent| {
        let step = if event.shift_key() {
            LONG_PEN_STEP
        } else {
            PEN_STEP
        };
        let (x, y) = match event.key().as_str() {
            "ArrowRight" => (step, 0.0),
            "ArrowLeft" => (-step, 0.0),
            "ArrowDown" => (0.0, step),
            "ArrowUp" => (0.0, -step),
            " " => {
                event.prevent_default();
                if is_pen_down.get_untracked() {
                    lift();
                } else if !event.repeat() {
                    is_pen_down.set(true);
                    begin(pen.get_untracked());
                    report();
                }
                return;
            }
            "Escape" => return lift(),
            _ => return,
        };
        event.prevent_default();
        let (old_x, old_y) = pen.get_untracked();
        let inside = |length: f64| length.clamp(0.0, f64::from(PAD_SIZE));
        let place = (inside(old_x + x), inside(old_y + y));
        pen.set(place);
        if is_pen_down.get_untracked() {
            extend(place);
        }
    };
    let pen_style = move || {
        let (x, y) = pen.get();
        let percent = |length: f64| length / f64::from(PAD_SIZE) * 100.0;
        let width = percent(f64::from(brush_width.get()));
        format!(
            "left: {:.2}%; top: {:.2}%; width: {width:.2}%",
            percent(x),
            percent(y)
        )
    };
    let pen_words = move || {
        if is_pen_down.get() {
            text!("photo-pen-down")
        } else {
            text!("photo-pen-up")
        }
    };

    let undo = move |_| {
        is_pen_down.set(false);
        strokes.update_value(|strokes| {
            if strokes.pop().is_none() {
                cleared.update_value(|cleared| strokes.append(cleared));
            }
        });
        redraw();
        report();
    };
    let clear = move |_| {
        is_pen_down.set(false);
        strokes.update_value(|strokes| cleared.set_value(std::mem::take(strokes)));
        redraw();
        report();
    };
    let is_blank = move || n_strokes.get() == 0;

    view! {
        <div class="pad">
            <div class="pad__paper">
                <canvas
                    node_ref=canvas
                    class="pad__canvas"
                    width=PAD_SIZE
                    height=PAD_SIZE
                    tabindex="0"
                    role="application"
                    aria-label=text!("photo-pad")
                    aria-describedby=KEYS_ID
                    data-testid="try-pad"
                    on:pointerdown=start
                    on:pointermove=go_on
                    on:pointerup=end
                    on:pointercancel=end
                    on:keydown=move_pen
                    on:keyup=move |_| if is_pen_down.get_untracked() { report() }
                    on:blur=move |_| lift()
                ></canvas>
                <span class="pad__pen" class=("pad__pen--down", is_pen_down) aria-hidden="true" prop:style=pen_style></span>
            </div>
            {children.map(|children| children())}
            <p class="soft small pad__keys" id=KEYS_ID>
                {text!("photo-pad-keys")}
            </p>
            <span class="visually-hidden" role="status" data-testid="try-pen">{pen_words}</span>
            <div class="pad__tools">
                <fieldset class="segments">
                    <legend class="visually-hidden">{text!("photo-ink")}</legend>
                    {INKS
                        .iter()
                        .enumerate()
                        .map(|(index, (name, _))| {
                            view! {
                                <label class="segments__option">
                                    <input
                                        class="unseen"
                                        type="radio"
                                        name="ink"
                                        data-testid=format!("try-ink-{index}")
                                        prop:checked=move || ink.get() == index
                                        on:change=move |_| ink.set(index)
                                    />
                                    <span>{texts::get(name)}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <label class="row">
                    <span>{text!("photo-brush")}</span>
                    <input
                        class="range"
                        type="range"
                        min=*BRUSH_WIDTHS.start()
                        max=*BRUSH_WIDTHS.end()
                        data-testid="try-brush"
                        prop:value=move || brush_width.get()
                        on:input=move |event| {
                            if let Ok(width) = event_target_value(&event).parse() {
                                brush_width.set(width);
                            }
                        }
                    />
                </label>
                <button class="button" type="button" disabled=move || !can_undo.get() on:click=undo data-testid="try-undo">
                    {text!("photo-undo")}
                </button>
                <button class="button" type="button" disabled=is_blank on:click=clear data-testid="try-clear">
                    {text!("photo-clear")}
                </button>
            </div>
        </div>
    }
}
