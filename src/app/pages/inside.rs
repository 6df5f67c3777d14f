//! The view "Look inside": a model's layers at work on one image.

use leptos::prelude::*;

use super::evaluate::{chosen_model, model_titles};
use crate::app::components::{ModelSelect, NumberField};
use crate::app::view_state::ClassifyInput;
use crate::protocol::ModelKind;

mod evidence;
mod neighbours;
mod one_step;

use evidence::Evidence;
use neighbours::Neighbours;
use one_step::OneStep;

/// The view "Look inside".
#[component]
pub fn InsidePage() -> impl IntoView {
    let picked = RwSignal::new(None::<ModelKind>);
    let model = chosen_model(picked);
    let text = RwSignal::new("4".to_owned());
    let input = Memo::new(move |_| {
        text.read()
            .trim()
            .parse()
            .ok()
            .map(ClassifyInput::TestImage)
    });
    view! {
        <div class="page" data-testid="inside-page">
            <header class="page__header">
                <h1>"Look inside"</h1>
                <p class="page__lead">"What does a model see in an image, from the first layer to the answer?"</p>
            </header>
            <div class="row row--end">
                <ModelSelect id="inside-model" models=model_titles() chosen=model on_choose=move |model| picked.set(Some(model)) />
                <NumberField id="inside-image" label="Test image" value=text on_change=move |typed| text.set(typed) />
            </div>
            <Evidence model=model input=input />
            <Neighbours model=model input=input />
            <OneStep model=model />
        </div>
    }
}
