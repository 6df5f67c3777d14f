//! Sections 7.1 and 7.2 of the lesson: a convolution's hyperparameters and its output shape.

use leptos::prelude::*;

use crate::app::components::NumberField;
use crate::app::components::rich_text::rich_text;
use crate::app::erased::memo;
use crate::session::conv::{Window, n_multiplications, n_parameters, when_the_kernel_grows};
use crate::session::format;
use crate::session::lesson::answers::convolutional_model;
use crate::texts::text;

mod slide;

use slide::Slide;

/// The lesson's example: a colour image of 64×64 pixels.
const N_CHANNELS_IN: usize = 3;
const SIDE: usize = 64;
const N_CHANNELS_OUT: usize = 10;
/// Of an image, as of the widest layer that the page trains.
const MAX_CHANNELS: usize = 512;
const POOLING: Window = Window {
    size: 2,
    stride: 2,
    padding: 0,
};

/// A hyperparameter that can be changed.
#[derive(Clone, Copy, PartialEq)]
enum Number {
    Side,
    Kernel,
    Stride,
    Padding,
    ChannelsIn,
    ChannelsOut,
}

/// Image, window and channels.
#[derive(Clone, Copy, PartialEq)]
struct Layer {
    side: usize,
    window: Window,
    n_channels_in: usize,
    n_channels_out: usize,
}

impl Number {
    const ALL: [Self; 6] = [
        Self::Side,
        Self::Kernel,
        Self::Stride,
        Self::Padding,
        Self::ChannelsIn,
        Self::ChannelsOut,
    ];

    /// Label, id, the lesson's value, minimum, maximum.
    fn facts(self) -> (&'static str, &'static str, usize, usize, usize) {
        match self {
            Self::Side => (text!("conv-side"), "conv-side", SIDE, 1, 1024),
            Self::Kernel => (text!("conv-kernel"), "conv-kernel", 3, 1, 64),
            Self::Stride => (text!("conv-stride"), "conv-stride", 1, 1, 64),
            Self::Padding => (text!("conv-padding"), "conv-padding", 0, 0, 64),
            Self::ChannelsIn => (
                text!("conv-channels-in"),
                "conv-channels-in",
                N_CHANNELS_IN,
                1,
                MAX_CHANNELS,
            ),
            Self::ChannelsOut => (
                text!("conv-channels-out"),
                "conv-channels-out",
                N_CHANNELS_OUT,
                1,
                MAX_CHANNELS,
            ),
        }
    }

    fn parse(self, text: &str) -> Option<usize> {
        let (_, _, _, smallest, largest) = self.facts();
        let number = text.trim().parse().ok()?;
        (smallest..=largest).contains(&number).then_some(number)
    }
}

/// A card that computes the output shape of a convolution.
#[component]
pub fn ConvolutionByHand() -> impl IntoView {
    let texts = Number::ALL.map(|number| RwSignal::new(number.facts().2.to_string()));
    let layer = memo(move |_| {
        let numbers =
            Number::ALL.map(|number| texts[number as usize].with(|text| number.parse(text)));
        let [side, size, stride, padding, n_channels_in, n_channels_out] = numbers;
        Some(Layer {
            side: side?,
            window: Window {
                size: size?,
                stride: stride?,
                padding: padding?,
            },
            n_channels_in: n_channels_in?,
            n_channels_out: n_channels_out?,
        })
    });
    let window = memo(move |_| layer.get().map(|layer| (layer.side, layer.window)));
    let fields = Number::ALL.map(|number| {
        let (label, id, _, smallest, largest) = number.facts();
        let text = texts[number as usize];
        let error = Signal::derive(move || {
            text.with(|text| number.parse(text)).is_none().then(|| {
                text!("conv-range", name = label, smallest = smallest, largest = largest)
            })
        });
        view! { <NumberField id=id label=label value=text error=error on_change=move |typed| text.set(typed) /> }
    });
    let on_window = Callback::new(move |window: Window| {
        for (number, value) in [
            (Number::Kernel, window.size),
            (Number::Stride, window.stride),
            (Number::Padding, window.padding),
        ] {
            texts[number as usize].set(value.to_string());
        }
    });
    let try_values = move |values: [usize; 6]| {
        for (text, value) in texts.iter().zip(values) {
            text.set(value.to_string());
        }
    };
    view! {
        <section class="card">
            <div class="card__header">
                <h2 class="card__title">{text!("conv-title")}</h2>
                <div class="row">
                    <button class="button button--small" type="button" data-testid="conv-lesson-3" on:click=move |_| try_values([SIDE, 3, 1, 0, N_CHANNELS_IN, N_CHANNELS_OUT])>
                        {text!("conv-try-3")}
                    </button>
                    <button class="button button--small" type="button" data-testid="conv-lesson-5" on:click=move |_| try_values([SIDE, 5, 2, 0, N_CHANNELS_IN, N_CHANNELS_OUT])>
                        {text!("conv-try-5")}
                    </button>
                    <button class="button button--small" type="button" data-testid="conv-tiny-vgg" on:click=move |_| try_values([28, 3, 1, 1, 1, N_CHANNELS_OUT])>
                        {text!("conv-try-model", model = convolutional_model().title())}
                    </button>
                </div>
            </div>
            <p class="soft prose">
                {text!("conv-text")} " " {text!("conv-exercise", channels = N_CHANNELS_IN, side = SIDE)}
            </p>
            <div class="fields">{fields}</div>
            <div data-testid="conv-result">{move || result(layer.get())}</div>
            <p class="prose" aria-live="polite" data-testid="conv-grows">
                {move || {
                    let (side, window) = window.get()?;
                    when_the_kernel_grows(side, window)
                }}
            </p>
            <Slide window=window on_window=on_window />
        </section>
    }
}

fn result(layer: Option<Layer>) -> AnyView {
    let Some(layer) = layer else {
        return view! { <p class="soft">{text!("conv-no-sense")}</p> }.into_any();
    };
    let Layer {
        side,
        window,
        n_channels_in,
        n_channels_out,
    } = layer;
    let input = format!("[{n_channels_in}, {side}, {side}]");
    let weights = format!("[{n_channels_out}, {n_channels_in}, {0}, {0}]", window.size);
    let total = format::count(n_parameters(n_channels_in, n_channels_out, window));
    let Some(side) = window.n_places(side) else {
        return view! {
            <p class="field__error">
                {text!("conv-no-place")}
            </p>
        }
        .into_any();
    };
    let output = format!("[{n_channels_out}, {side}, {side}]");
    let products = format::count(n_multiplications(
        n_channels_in,
        n_channels_out,
        window,
        side,
    ));
    let places = text!(
        "conv-row-work-note",
        side = side,
        channels_in = n_channels_in,
        channels_out = n_channels_out,
        size = window.size,
    );
    let biases = format!("[{n_channels_out}]");
    let shapes = text!(
        "conv-row-weights-shapes",
        weights = weights,
        biases = biases
    );
    let pooled = POOLING.n_places(side).map_or_else(
        || text!("conv-nothing-left").to_owned(),
        |side| format!("[{n_channels_out}, {side}, {side}]"),
    );
    view! {
        <div class="table-box">
            <table class="table table--sentences">
                <tbody>
                    <tr>
                        <th scope="row">{text!("conv-row-input")}</th>
                        <td><code>{input}</code></td>
                        <td class="soft">{text!("conv-row-input-note")}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("conv-row-output")}</th>
                        <td><code>{output}</code></td>
                        <td class="soft">{text!("conv-row-output-note")}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("conv-row-pool")}</th>
                        <td><code>{pooled}</code></td>
                        <td class="soft">{text!("conv-row-pool-note")}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("conv-row-weights")}</th>
                        <td>{rich_text(&shapes)}</td>
                        <td class="soft">{text!("conv-row-weights-note", n = total)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("conv-row-work")}</th>
                        <td data-testid="conv-multiplications">{products}</td>
                        <td class="soft">{places}</td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
