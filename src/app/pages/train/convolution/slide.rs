//! A window that slides over a real image and writes one number at each place, and two ways to pool that image.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::leptos_dom::helpers::IntervalHandle;
use leptos::prelude::*;

use crate::app::components::{ErrorNotice, Frame, PixelCanvas, Pixels, Segments};
use crate::app::context::SessionContext;
use crate::app::motion;
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, Selection, ShowImages, SplitName};
use crate::session::colour_map::ColourMap;
use crate::session::conv::{Kernel, Square, Window, max, mean, product_sum};
use crate::session::format;

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
) -> impl IntoView {
    let session = SessionContext::expect().session;
    let has_test = Memo::new(move |_| {
        session.with(|session| session.data.primary().split(SplitName::Test).is_some())
    });
    let index = RwSignal::new(0_u32);
    let chosen_kernel = RwSignal::new(0_usize);
    let answer = use_answer(move || {
        has_test.get().then(|| ShowImages {
            split: SplitName::Test,
            selection: Selection::Indices(vec![index.get()]),
        })
    });
    let drawn = Memo::new(move |_| {
        window
            .get()
            .filter(|&(side, window)| can_be_drawn(side, window))
    });
    let image = Memo::new(move |_| {
        let (side, _) = drawn.get()?;
        answer.value.with(|answer| {
            let image = answer.as_ref()?.first()?;
            Some(Square::of_bytes(&image.pixels, side))
        })
    });
    let kernel = Memo::new(move |_| {
        let kernel = Kernel::ALL.get(chosen_kernel.get());
        kernel.copied().unwrap_or_default()
    });
    let written = Memo::new(move |_| {
        let (_, window) = drawn.get()?;
        let weights = kernel.get().weights(window.size);
        image.with(|image| Some(image.as_ref()?.convolve(window, &weights)))
    });
    let n_places = Memo::new(move |_| {
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
    Effect::new(move || {
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
    let by_key = move |event: KeyboardEvent| {
        let side = n_places.get_untracked().isqrt();
        let here = place.get_untracked();
        let to = match event.key().as_str() {
            "ArrowUp" => here.checked_sub(side),
            "ArrowDown" => Some(here + side).filter(|&to| to < side * side),
            "ArrowLeft" => here.checked_sub(1),
            "ArrowRight" => Some(here + 1),
            _ => return,
        };
        event.prevent_default();
        stop();
        if let Some(to) = to {
            go(to);
        }
    };

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
        let weights = kernel.get().weights(window.size);
        image.with(|image| {
            Some(products(
                &image.as_ref()?.under(window, place.get()),
                &weights,
                window.size,
            ))
        })
    };
    let title = move || {
        answer.value.with(|answer| {
            let image = answer.as_ref()?.first()?;
            let name = CLASS_NAMES.get(usize::from(image.label))?;
            Some(format!("{name}, test image {}", image.index))
        })
    };
    let play_label = move || if is_playing.get() { "Pause" } else { "Play" };
    view! {
        <Show
            when=move || drawn.get().is_some()
            fallback=|| {
                view! {
                    <p class="soft small" data-testid="slide-too-large">
                        {format!(
                            "The window is drawn on images of up to {MAX_SIDE} pixels a side, with kernels up to {MAX_SIZE} and a padding up to {MAX_PADDING}."
                        )}
                    </p>
                }
            }
        >
            <div class="row row--end">
                <Segments
                    label="Kernel"
                    name="slide-kernel"
                    options=kernels()
                    chosen=chosen_kernel
                    on_choose=move |chosen| chosen_kernel.set(chosen)
                />
                <button class="button" type="button" data-testid="slide-play" on:click=move |_| play()>
                    {play_label}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="slide-another"
                    on:click=move |_| index.update(|index| *index = (*index + 1) % N_IMAGES)
                >
                    "Another image"
                </button>
            </div>
            <p class="soft small">
                {move || kernel.get().remark()} " A model is given no kernel: it learns its own. "
                "Click into a picture, or move the window with the arrow keys on the slider."
            </p>
            <div class="slide" data-testid="slide">
                <figure class="figure">
                    <PixelCanvas picture=source frame=frame alt="The image under the window".to_owned() testid="slide-source" on_press=press_source />
                    <figcaption class="figure__caption soft">{title}</figcaption>
                </figure>
                <div class="stack stack--tight slide__middle" data-testid="slide-sum">{sums}</div>
                <figure class="figure">
                    <PixelCanvas picture=output frame=pixel alt="What the kernel writes".to_owned() testid="slide-output" on_press=press_output />
                    <figcaption class="figure__caption soft">
                        {move || {
                            let side = n_places.get().isqrt();
                            format!("one output channel, {side} × {side}, from black for its smallest number to white for its largest")
                        }}
                    </figcaption>
                </figure>
            </div>
            <label class="field">
                <span class="field__label">"Place of the window"</span>
                <input
                    class="range"
                    type="range"
                    min="0"
                    max=move || n_places.get().saturating_sub(1)
                    data-testid="slide-place"
                    aria-valuetext=move || {
                        let side = n_places.get().isqrt().max(1);
                        format!("row {}, column {}", place.get() / side, place.get() % side)
                    }
                    prop:value=move || place.get().to_string()
                    on:keydown=by_key
                    on:input=move |event| {
                        if let Ok(to) = event_target_value(&event).parse() {
                            stop();
                            go(to);
                        }
                    }
                />
            </label>
            <Pools image=image />
            <ErrorNotice error=answer.error testid="slide-error" />
        </Show>
    }
}

/// The kernels as options.
fn kernels() -> Vec<(usize, &'static str, String)> {
    let kernels = Kernel::ALL.into_iter().enumerate();
    kernels
        .map(|(number, kernel)| (number, kernel.word(), kernel.title().to_owned()))
        .collect()
}

/// The largest and the mean of each window, side by side.
#[component]
fn Pools(
    /// The image before pooling.
    image: Memo<Option<Square>>,
) -> impl IntoView {
    let size = RwSignal::new(2_usize);
    let pooled = move |combine: fn(&[f32]) -> f32| {
        Signal::derive(move || {
            let size = size.get();
            let window = Window {
                size,
                stride: size,
                padding: 0,
            };
            image.with(|image| {
                image.as_ref().map_or_else(Pixels::default, |image| {
                    let pooled = image.slide(window, combine);
                    Pixels {
                        rgba: ColourMap::Grey.rgba(&pooled.bytes((0.0, 1.0))),
                        side: pooled.side,
                    }
                })
            })
        })
    };
    let shape = move || {
        let side = image.with(|image| image.as_ref().map_or(0, |image| image.side));
        let after = side / size.get();
        format!("{side} × {side} → {after} × {after}")
    };
    view! {
        <h3>"Pooling: the largest, or the mean"</h3>
        <div class="row">
            <Segments
                label="Window of the pool"
                name="slide-pool"
                is_label_hidden=true
                options=vec![
                    (2, "2", "2 × 2".to_owned()),
                    (3, "3", "3 × 3".to_owned()),
                    (4, "4", "4 × 4".to_owned()),
                ]
                chosen=size
                on_choose=move |chosen| size.set(chosen)
            />
            <span class="soft small" data-testid="slide-pool-shape">{shape}</span>
        </div>
        <div class="slide__pools">
            <figure class="figure">
                <PixelCanvas picture=pooled(max) alt="The image after max pooling".to_owned() testid="slide-max" />
                <figcaption class="figure__caption">
                    "Max: one bright pixel is enough, thin lines stay"
                </figcaption>
            </figure>
            <figure class="figure">
                <PixelCanvas picture=pooled(mean) alt="The image after average pooling".to_owned() testid="slide-mean" />
                <figcaption class="figure__caption">
                    "Average: thin lines fade into their ground"
                </figcaption>
            </figure>
        </div>
    }
}

fn can_be_drawn(side: usize, window: Window) -> bool {
    side <= MAX_SIDE
        && window.size <= MAX_SIZE
        && window.padding <= MAX_PADDING
        && window.n_places(side).is_some()
}

/// The image in grey, and its padding in a dark violet, which no image has.
fn padded(image: &Square, padding: usize) -> Pixels {
    const PADDING: [u8; 4] = [52, 38, 84, u8::MAX];
    let side = image.side + 2 * padding;
    let mut rgba = PADDING.repeat(side * side);
    let greys = ColourMap::Grey.rgba(&image.bytes((0.0, 1.0)));
    for (row, greys) in greys.chunks_exact(4 * image.side).enumerate() {
        rgba[4 * ((row + padding) * side + padding)..][..greys.len()].copy_from_slice(greys);
    }
    Pixels { side, rgba }
}

/// The numbers written so far in grey; the others are transparent.
fn so_far(written: &Square, n_written: usize) -> Pixels {
    let mut rgba = ColourMap::Grey.rgba(&written.bytes(written.range()));
    for pixel in rgba.chunks_exact_mut(4).skip(n_written) {
        pixel.fill(0);
    }
    Pixels {
        side: written.side,
        rgba,
    }
}

/// The products of a window's pixels and the weights, and their sum.
fn products(under: &[f32], weights: &[f32], size: usize) -> AnyView {
    let sum = product_sum(under, weights);
    let cells = (size <= MAX_READABLE_SIZE).then(|| {
        let cells = under.iter().zip(weights).map(|(value, weight)| {
            view! {
                <span class="slide__product">
                    <span>{format!("{value:.2}")}</span>
                    <span>{format!("× {}", weight_text(*weight))}</span>
                </span>
            }
        });
        view! { <div class="slide__products" prop:style=format!("--size: {size}")>{cells.collect_view()}</div> }
    });
    view! {
        {cells}
        <p class="slide__sum">{format!("The {} products add up to {}", size * size, format::signed(sum.into(), 3))}</p>
        <p class="soft small">
            "Pixel times weight at each of the window’s places. A Conv2d does the same for each channel that comes in, adds a bias, "
            "and has a kernel of its own for each channel that goes out."
        </p>
    }
        .into_any()
}

/// A weight in few letters.
fn weight_text(weight: f32) -> String {
    let text = format!("{weight:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
