//! The choice of an image: of either split, by class and position, or a picture of one's own.

use leptos::prelude::*;

use super::super::look::SharedTrace;
use crate::app::components::{NumberField, Segments, class_options};
use crate::app::context::SessionContext;
use crate::app::erased::{effect, memo};
use crate::app::pages::data::has_split;
use crate::app::view_state::ClassifyInput;
use crate::protocol::{InputImage, SplitName, SurveySplit};
use crate::session::gallery::{Shelf, parse_index};
use crate::texts::text;

/// The controls that choose an image.
#[component]
pub fn ChooseImage(input: Memo<Option<InputImage>>, trace: SharedTrace) -> impl IntoView {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    // The split of the image, and while a picture of one's own is shown, the one before.
    let split = memo(move |before: Option<&SplitName>| {
        input.with(|input| match input {
            Some(InputImage::OfSplit { split, .. }) => *split,
            Some(InputImage::Own { .. }) | None => before.copied().unwrap_or(SplitName::Test),
        })
    });
    let n_images = memo(move |_| {
        context.session.with(|session| {
            let split = session.data.primary().split(split.get())?;
            Some(split.n_images)
        })
    });
    let has_train = has_split(SplitName::Train);
    let show_image = move |split: SplitName, index: u32| {
        inside.image.set(Some(InputImage::OfSplit { split, index }));
    };
    let index = memo(move |_| {
        input.with(|input| match input {
            Some(InputImage::OfSplit { index, .. }) => Some(*index),
            Some(InputImage::Own { .. }) | None => None,
        })
    });
    // What is typed stays until another image is chosen.
    let typed = RwSignal::new(String::new());
    effect(move || {
        split.track();
        let index = index.get();
        typed.set(index.map_or_else(String::new, |index| index.to_string()));
    });
    let number_error = Signal::derive(move || {
        let n_images = n_images.get()?;
        let is_typed = !typed.read().trim().is_empty();
        parse_index(&typed.read(), n_images)
            .err()
            .filter(|_| is_typed)
    });
    let take_number = move |text: String| {
        let index = parse_index(&text, n_images.get_untracked().unwrap_or_default());
        typed.set(text);
        if let Ok(index) = index {
            show_image(split.get_untracked(), index);
        }
    };
    let random = move |_| {
        if let Some(n_images) = n_images.get_untracked() {
            let index = js_sys::Math::random() * n_images as f64;
            show_image(split.get_untracked(), index as u32);
        }
    };
    let next_of_class = memo(move |_| trace.with(|trace| trace.as_ref()?.inspected.next_of_class));
    let label = memo(move |_| trace.with(|trace| trace.as_ref()?.inspected.label));
    let show_class = move |class: u8| {
        let split = split.get_untracked();
        let from = index.get_untracked().unwrap_or_default();
        context.client.spawn(async move {
            let survey = context.client.ask(SurveySplit { split }).await?;
            let shelf = Shelf::new(survey.labels, Some(class));
            if let Some(index) = shelf.index(shelf.place(from)) {
                show_image(split, index);
            }
            Ok(())
        });
    };
    let own = memo(move |_| match context.view_state.try_it.classify_input()? {
        own @ ClassifyInput::Own(_) => Some(own.with(context.view_state.try_it.corrections.get())),
        ClassifyInput::TestImage(_) => None,
    });
    let has_images = move || n_images.read().is_some();
    view! {
        <div class="stack">
            <div class="inside-choose__which">
                <Segments
                    label=text!("inside-images")
                    name="inside-split"
                    options=vec![
                        (SplitName::Test, "test", text!("inside-images-test").to_owned()),
                        (SplitName::Train, "train", text!("inside-images-train").to_owned()),
                    ]
                    chosen=split
                    is_disabled=Signal::derive(move || !has_train.get())
                    on_choose=move |split| show_image(split, 0)
                />
                <label class="field">
                    <span class="field__label">{text!("inside-class")}</span>
                    <select
                        class="select"
                        data-testid="inside-class"
                        disabled=move || !has_images()
                        on:change=move |event| {
                            if let Ok(class) = event_target_value(&event).parse() {
                                show_class(class);
                            }
                        }
                    >
                        <option value="" disabled=true prop:selected=move || label.read().is_none()>{text!("inside-class-unknown")}</option>
                        {class_options(Signal::derive(move || label.get().map(usize::from)))}
                    </select>
                </label>
                <div class="field--narrow">
                    <NumberField
                        id="inside-index"
                        label=text!("inside-number")
                        help=Signal::derive(move || {
                            match n_images.get() {
                                Some(n_images) => text!("inside-number-help", last = n_images - 1),
                                None => text!("inside-number-waits").to_owned(),
                            }
                        })
                        value=typed
                        error=number_error
                        is_disabled=Signal::derive(move || n_images.get().is_none())
                        on_change=take_number
                    />
                </div>
            </div>
            <div class="row">
                <button
                    class="button button--small"
                    type="button"
                    data-testid="inside-random"
                    disabled=move || !has_images()
                    on:click=random
                >
                    {text!("inside-random")}
                </button>
                <button
                    class="button button--small"
                    type="button"
                    data-testid="inside-next"
                    disabled=move || next_of_class.get().is_none()
                    on:click=move |_| {
                        if let Some(index) = next_of_class.get_untracked() {
                            show_image(split.get_untracked(), index);
                        }
                    }
                >
                    {text!("inside-next")}
                </button>
                <button
                    class="button button--small"
                    type="button"
                    data-testid="inside-own"
                    disabled=move || own.with(Option::is_none)
                    title=text!("inside-own-hint")
                    on:click=move |_| inside.image.set(own.get_untracked())
                >
                    {text!("inside-own")}
                </button>
            </div>
        </div>
    }
}
