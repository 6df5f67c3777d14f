//! A window that slides over a real image and writes one number at each place, and two ways to pool that image.

use std::time::Duration;

use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;

use crate::app::components::{ErrorNotice, Frame, PixelCanvas, PixelSlider, Pixels, Savable};
use crate::app::erased::{Show, effect, memo};
use crate::app::motion;
use crate::app::pages::data::has_split;
use crate::app::use_answer::use_answer;
use crate::fashion_mnist::IMAGE_SIZE;
use crate::protocol::{CLASS_NAMES, Selection, ShowImages, SplitName};
use crate::session::conv::{Square, Window};
use crate::texts::text;

mod drawn;
mod kernels;
mod pools;

use drawn::{kernel_words, padded, products, so_far};
use kernels::{KernelControls, use_kernels};
use pools::Pools;

/// Beyond these the pictures would be slow to compute and too fine to see.
const MAX_SIDE: usize = 64;
const MAX_SIZE: usize = 11;
const MAX_PADDING: usize = 8;
/// Products that can be read one by one.
const MAX_READABLE_SIZE: usize = 5;
/// Test images to go through.
const N_IMAGES: u32 = 100;

/// Between two moves of the window while it plays, and moves for the whole image: eight seconds.
const TICK: Duration = Duration::from_millis(40);
const N_TICKS: usize = 200;

/// The window at work on a real image.
#[component]
pub fn Slide(
    /// The side to which the image is scaled, and the window; none while a number makes no sense.
    window: Memo<Option<(usize, Window)>>,
    /// Called with the window that a chosen kernel has.
    on_window: Callback<Window>,
) -> impl IntoView {
    let has_test = has_split(SplitName::Test);
    let index = RwSignal::new(0_u32);
    let kernels = use_kernels(memo(move |_| window.get().map(|(_, window)| window.size)));
    let answer = use_answer(move || {
        has_test.get().then(|| ShowImages {
            split: SplitName::Test,
            selection: Selection::Indices(vec![index.get()]),
        })
    });
    let drawn = memo(move |_| {
        window
            .get()
            .filter(|&(side, window)| can_be_drawn(side, window))
    });
    let image = memo(move |_| {
        let (side, _) = drawn.get()?;
        answer.value.with(|answer| {
            let image = answer.as_ref()?.first()?;
            Some(Square::of_bytes(&image.pixels, side))
        })
    });
    let kernel = memo(move |_| {
        let (_, window) = drawn.get()?;
        Some(kernels.weights(window.size))
    });
    let written = memo(move |_| {
        let (_, window) = drawn.get()?;
        let kernel = kernel.get()?;
        image.with(|image| {
            let mut written = image.as_ref()?.convolve(window, &kernel.weights);
            let bias = kernel.bias.unwrap_or_default();
            written.values.iter_mut().for_each(|value| *value += bias);
            Some(written)
        })
    });
    let n_places = memo(move |_| {
        written.with(|written| {
            written
                .as_ref()
                .map_or(0, |written| written.side * written.side)
        })
    });

    // The window's place, counted row by row, and how many places have been written.
    let place = RwSignal::new(0_usize);
    let n_written = RwSignal::new(usize::MAX);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let is_playing = RwSignal::new(false);
    let stop = move || {
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
        is_playing.set(false);
    };
    on_cleanup(move || {
        timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    });
    // In the middle there is something to see.
    effect(move || {
        let n_places = n_places.get();
        let side = n_places.isqrt();
        stop();
        n_written.set(usize::MAX);
        place.set(side / 2 * side + side / 2);
    });
    let go = move |to: usize| {
        place.set(to.min(n_places.get_untracked().saturating_sub(1)));
        n_written.update(|n_written| *n_written = (*n_written).max(to + 1));
    };
    let play = move || {
        let total = n_places.get_untracked();
        if is_playing.get_untracked() {
            return stop();
        }
        if motion::is_reduced() {
            n_written.set(usize::MAX);
            place.set(total.saturating_sub(1));
            return;
        }
        // From the start, unless it was paused on its way.
        if n_written.get_untracked() >= total {
            place.set(0);
            n_written.set(0);
        }
        let n_at_once = total.div_ceil(N_TICKS).max(1);
        let tick = move || {
            let done = n_written.get_untracked() + n_at_once;
            if done >= n_places.get_untracked() {
                go(n_places.get_untracked().saturating_sub(1));
                return stop();
            }
            go(done - 1);
        };
        if let Ok(handle) = set_interval_with_handle(tick, TICK) {
            timer.set_value(Some(handle));
            is_playing.set(true);
        }
    };
    let move_to = Callback::new(move |to: usize| {
        stop();
        go(to);
    });
    let side_written = Signal::derive(move || n_places.get().isqrt());
    let place_words = Signal::derive(move || {
        let side = side_written.get().max(1);
        text!(
            "conv-place-at",
            row = place.get() / side,
            column = place.get() % side
        )
    });

    let source = Signal::derive(move || {
        let Some((_, window)) = drawn.get() else {
            return Pixels::default();
        };
        image.with(|image| {
            image
                .as_ref()
                .map_or_else(Pixels::default, |image| padded(image, window.padding))
        })
    });
    let frame = Signal::derive(move || {
        let (_, window) = drawn.get()?;
        let side = n_places.get().isqrt();
        (side > 0).then(|| Frame {
            row: place.get() / side * window.stride,
            column: place.get() % side * window.stride,
            size: window.size,
        })
    });
    let output = Signal::derive(move || {
        written.with(|written| {
            written
                .as_ref()
                .map_or_else(Pixels::default, |written| so_far(written, n_written.get()))
        })
    });
    let pixel = Signal::derive(move || {
        let side = n_places.get().isqrt();
        (side > 0).then(|| Frame {
            row: place.get() / side,
            column: place.get() % side,
            size: 1,
        })
    });
    let press_source = Callback::new(move |(row, column): (usize, usize)| {
        let Some((_, window)) = drawn.get_untracked() else {
            return;
        };
        let side = n_places.get_untracked().isqrt();
        let along = |pixel: usize| {
            let start = pixel.saturating_sub(window.size / 2);
            (start / window.stride).min(side.saturating_sub(1))
        };
        stop();
        go(along(row) * side + along(column));
    });
    let press_output = Callback::new(move |(row, column): (usize, usize)| {
        stop();
        go(row * n_places.get_untracked().isqrt() + column);
    });
    let sums = move || {
        let (_, window) = drawn.get()?;
        let kernel = kernel.get()?;
        image.with(|image| {
            let under = image.as_ref()?.under(window, place.get());
            Some(products(&under, &kernel))
        })
    };
    let title = move || {
        answer.value.with(|answer| {
            let image = answer.as_ref()?.first()?;
            let name = CLASS_NAMES.get(usize::from(image.label))?;
            let (side, _) = drawn.get()?;
            Some(if side == IMAGE_SIZE {
                text!("conv-image", class = name, n = image.index)
            } else {
                text!(
                    "conv-image-scaled",
                    class = name,
                    n = image.index,
                    side = side
                )
            })
        })
    };
    // The pictures show where the window is, not what it holds.
    let saved_note = Signal::derive(move || {
        let kernel = kernel.get();
        let words = kernel.and_then(|kernel| kernel_words(&kernel));
        words.unwrap_or_default()
    });
    let play_label = move || {
        if is_playing.get() {
            text!("conv-pause")
        } else {
            text!("conv-play")
        }
    };
    view! {
        <Show
            when=move || drawn.get().is_some()
            fallback=|| {
                view! {
                    <p class="soft small" data-testid="slide-too-large">
                        {text!("conv-too-large", side = MAX_SIDE, size = MAX_SIZE, padding = MAX_PADDING)}
                    </p>
                }
            }
        >
            <KernelControls choice=kernels on_window=on_window />
            <div class="row">
                <button class="button" type="button" data-testid="slide-play" on:click=move |_| play()>
                    {play_label}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="slide-another"
                    on:click=move |_| index.update(|index| *index = (*index + 1) % N_IMAGES)
                >
                    {text!("conv-another")}
                </button>
            </div>
            <p class="soft small">
                {move || kernels.remark()} " " {text!("conv-how")} " " {text!("conv-one-channel")}
            </p>
            <Savable title=text!("conv-title").to_owned() note=saved_note testid="slide">
                <div class="slide" data-testid="slide">
                    <figure class="figure">
                        <PixelCanvas picture=source frame=frame alt=text!("conv-source-alt").to_owned() testid="slide-source" on_press=press_source />
                        <figcaption class="figure__caption soft" data-save="caption">{title}</figcaption>
                    </figure>
                    <div class="stack stack--tight slide__middle" data-testid="slide-sum">{sums}</div>
                    <figure class="figure">
                        <PixelCanvas picture=output frame=pixel alt=text!("conv-output-alt").to_owned() testid="slide-output" on_press=press_output />
                        <figcaption class="figure__caption soft" data-save="caption">
                            {move || {
                                let side = n_places.get().isqrt();
                                text!("conv-output", side = side)
                            }}
                        </figcaption>
                    </figure>
                </div>
            </Savable>
            <label class="field">
                <span class="field__label">{text!("conv-place")}</span>
                <PixelSlider side=side_written pixel=place on_move=move_to words=place_words testid="slide-place" />
            </label>
            <Pools image=image />
            <ErrorNotice error=answer.error testid="slide-error" />
        </Show>
    }
}

fn can_be_drawn(side: usize, window: Window) -> bool {
    side <= MAX_SIDE
        && window.size <= MAX_SIZE
        && window.padding <= MAX_PADDING
        && window.n_places(side).is_some()
}
