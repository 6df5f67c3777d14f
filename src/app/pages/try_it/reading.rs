//! How a picture was read, step by step, and the switches that correct it.

use leptos::prelude::*;

use crate::app::components::{CaptionTone, CaptionedImage, ImageGrid, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::Show;
use crate::protocol::{Classification, Corrections, N_PIXELS};
use crate::session::doubts;
use crate::texts::{self, text};

/// The keys of the captions of the stages; what is kept of a background is not black.
const STAGES: [&str; 4] = [
    "tryit-stage-picture",
    "tryit-stage-cut-out",
    "tryit-stage-on-black",
    "tryit-stage-input",
];
const STAGES_WITH_BACKGROUND: [&str; 4] = [
    "tryit-stage-picture",
    "tryit-stage-cut-out",
    "tryit-stage-grey",
    "tryit-stage-input",
];

/// The steps as small pictures, as sentences, and their switches; nothing without a picture.
#[component]
pub fn Reading(
    /// The answer to the picture.
    classification: Memo<Option<Classification>>,
    /// Whether the switches stay without an answer: it is on its way, or the picture could not be read and they may help.
    stays: Signal<bool>,
) -> impl IntoView {
    let corrections = SessionContext::expect().view_state.try_it.corrections;
    let is_shown = move || classification.read().is_some() || stays.get();
    let stages =
        Signal::derive(move || classification.read().as_ref().map_or_else(Vec::new, stages));
    let steps = move || {
        let steps = classification
            .read()
            .as_ref()
            .map_or_else(Vec::new, doubts::steps);
        steps
            .into_iter()
            .map(|step| view! { <li>{step}</li> })
            .collect_view()
    };
    let automatic = |name: &str| {
        vec![
            (None, "auto", text!("tryit-found-out").to_owned()),
            (Some(false), "no", name.to_owned()),
        ]
    };
    let mut polarity = automatic(text!("tryit-darker"));
    polarity.push((Some(true), "yes", text!("tryit-lighter").to_owned()));
    let mut mirror = automatic(text!("tryit-as-it-is"));
    mirror.push((Some(true), "yes", text!("tryit-mirrored").to_owned()));
    let turns: Vec<_> = ["0", "90", "180", "270"]
        .into_iter()
        .zip(0..)
        .map(|(degrees, n_turns)| (n_turns, degrees, format!("{degrees}°")))
        .collect();
    view! {
        <Show when=is_shown>
            <details class="reading" data-testid="try-reading">
                <summary>{text!("tryit-reading")}</summary>
                <div class="stack">
                    <ImageGrid images=stages title=text!("tryit-stages").to_owned() testid="try-stages" />
                    <ol class="small soft" data-testid="try-steps">{steps}</ol>
                    <div class="row">
                        <Segments
                            label=text!("tryit-polarity")
                            name="try-polarity"
                            options=polarity.clone()
                            chosen=Signal::derive(move || corrections.read().is_lighter)
                            on_choose=move |is_lighter| corrections.update(|it| it.is_lighter = is_lighter)
                        />
                        <Segments
                            label=text!("tryit-sides")
                            name="try-mirror"
                            options=mirror.clone()
                            chosen=Signal::derive(move || corrections.read().is_mirrored)
                            on_choose=move |is_mirrored| corrections.update(|it| it.is_mirrored = is_mirrored)
                        />
                        <Segments
                            label=text!("tryit-turn")
                            name="try-turn"
                            options=turns.clone()
                            chosen=Signal::derive(move || corrections.read().quarter_turns)
                            on_choose=move |n_turns| corrections.update(|it| it.quarter_turns = n_turns)
                        />
                    </div>
                    <div class="row">
                        <label class="check">
                            <input
                                type="checkbox"
                                data-testid="try-keep-background"
                                prop:checked=move || corrections.read().keeps_background
                                on:change=move |event| {
                                    let is_checked = event_target_checked(&event);
                                    corrections.update(|it| it.keeps_background = is_checked);
                                }
                            />
                            {text!("tryit-keep-background")}
                        </label>
                        <button
                            class="button"
                            type="button"
                            data-testid="try-uncorrected"
                            disabled=move || *corrections.read() == Corrections::default()
                            on:click=move |_| corrections.set(Corrections::default())
                        >
                            {text!("tryit-undo-corrections")}
                        </button>
                    </div>
                </div>
            </details>
        </Show>
    }
}

fn stages(classification: &Classification) -> Vec<CaptionedImage> {
    let captions = if classification.keeps_background {
        STAGES_WITH_BACKGROUND
    } else {
        STAGES
    };
    let before = classification.stages.chunks_exact(N_PIXELS);
    before
        .chain([classification.pixels.as_slice()])
        .zip(captions)
        .map(|(pixels, caption)| CaptionedImage {
            pixels: pixels.to_vec(),
            alt: texts::get(caption).to_owned(),
            caption: texts::get(caption).to_owned(),
            tone: CaptionTone::Plain,
        })
        .collect()
}
