//! The view "Try it": classifies a drawing, a photo or a test image.

use leptos::prelude::*;

use super::evaluate::{chosen_model, model_titles};
use super::test_split::n_test_images;
use crate::app::components::{Camera, DrawingPad, ModelSelect, OpenView, PicturePicker, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::pretrained_note::PretrainedNote;
use crate::app::view_state::InputMode;
use crate::protocol::{Corrections, ModelKind, Picture};
use crate::session::Tab;
use crate::texts::text;

mod opinion;
mod own_crop;
mod picture_answer;
mod reading;
mod side_by_side;
mod verdict;

use opinion::use_opinion;
use own_crop::OwnCrop;
use verdict::{ShortVerdict, Verdict};

/// The view "Try it".
#[component]
pub fn TryItPage() -> impl IntoView {
    view! {
        <div class="page" data-testid="try-page">
            <header class="page__header">
                <h1>{text!("tryit-title")}</h1>
                <p class="page__lead">{text!("tryit-lead")}</p>
            </header>
            <TryIt />
        </div>
    }
}

/// The pad or the photo, and beside it what the model says.
#[component]
pub(super) fn TryIt() -> impl IntoView {
    let context = SessionContext::expect();
    let picked = RwSignal::new(None::<ModelKind>);
    let model = chosen_model(picked);
    let state = context.view_state.try_it;
    let input = memo(move |_| state.classify_input());
    let opinion = use_opinion(model, input);
    let has_model = memo(move |_| model.get().is_some());
    let photo = state.photo;
    let has_photo = move || {
        state.mode.get() != InputMode::Draw
            && photo.read().is_some()
            && state.test_image.get().is_none()
    };
    let n_images = n_test_images();
    let pick_test_image = move |_| {
        if let Some(n_images) = n_images.get_untracked() {
            let index = (js_sys::Math::random() * n_images as f64) as u32;
            state.test_image.set(Some(index));
        }
    };
    let take_drawing = Callback::new(move |picture: Option<Picture>| {
        state.drawn.set(picture);
        state.select_mode(InputMode::Draw);
    });
    let take_photo = Callback::new(move |picture: Option<Picture>| {
        // A new picture is looked at with fresh eyes.
        state.corrections.set(Corrections::default());
        photo.set(picture);
        state.test_image.set(None);
    });
    let take_shot = move |picture: Picture| take_photo.run(Some(picture));
    view! {
            <Show when=move || !has_model.get()>
                <div class="notice notice--warning" data-testid="try-no-model">
                    <p>{text!("tryit-no-model")}</p>
                    <OpenView view=Tab::Train label=text!("tryit-to-train") class="button button--primary" testid="try-to-train" />
                </div>
            </Show>
            <PretrainedNote model=model />
            <div class="try">
                <section class="card">
                    <div class="row row--apart">
                        <Segments
                            label=text!("tryit-way")
                            name="try-way"
                            is_label_hidden=true
                            options=vec![
                                (InputMode::Draw, "draw", text!("tryit-draw").to_owned()),
                                (InputMode::Upload, "upload", text!("tryit-photo").to_owned()),
                                (InputMode::Camera, "camera", text!("tryit-camera").to_owned()),
                            ]
                            chosen=state.mode
                            on_choose=move |mode| state.select_mode(mode)
                        />
                        <button
                            class="button"
                            type="button"
                            data-testid="try-test-image"
                            disabled=move || n_images.get().is_none()
                            on:click=pick_test_image
                        >
                            {text!("tryit-test-image")}
                        </button>
                    </div>
                    {move || match state.mode.get() {
                        InputMode::Draw => {
                            view! {
                                <p class="soft small">{text!("tryit-draw-hint")}</p>
                                <DrawingPad drawing=state.drawing on_change=take_drawing>
                                    <ShortVerdict state=opinion />
                                </DrawingPad>
                            }
                                .into_any()
                        }
                        InputMode::Upload => {
                            view! {
                                <p class="soft small">{text!("tryit-photo-hint")}</p>
                                <PicturePicker on_picture=take_photo />
                                <ShortVerdict state=opinion />
                            }
                                .into_any()
                        }
                        InputMode::Camera => {
                            view! {
                                <p class="soft small">{text!("tryit-camera-hint")}</p>
                                <Camera on_picture=take_shot />
                                <ShortVerdict state=opinion />
                            }
                                .into_any()
                        }
                    }}
                    <Show when=has_photo>
                        <OwnCrop photo=photo state=opinion />
                        <p class="soft small">{text!("offline-private")}</p>
                    </Show>
                </section>
                <section class="card" aria-live="polite">
                    <ModelSelect
                        id="try-model"
                        models=model_titles()
                        chosen=model
                        on_choose=move |model| picked.set(Some(model))
                    />
                    <Verdict model=model input=input state=opinion />
                </section>
            </div>
    }
}
