//! What there is to do in a section: cards of the other views.

use leptos::prelude::*;

use crate::app::pages::about::{Libraries, Machine};
use crate::app::pages::compare::Comparison;
use crate::app::pages::data::{Batches, Classes, FirstImage, Loading, Samples};
use crate::app::pages::evaluate::{EvaluateCard, EvaluatePart};
use crate::app::pages::models::ModelCards;
use crate::app::pages::train::{ConvolutionByHand, Layers, LessonRun};
use crate::app::pages::try_it::TryIt;
use crate::session::lesson::answers::{convolutional_model, linear_model, non_linear_model};
use crate::session::lesson::sections::Section;

/// The cards of a section.
#[component]
pub fn Widgets(section: Section) -> impl IntoView {
    let evaluate = |card| view! { <EvaluatePart card=card /> }.into_any();
    let train = |model| {
        view! {
            <LessonRun model=model />
            <Layers />
        }
        .into_any()
    };
    match section {
        Section::Libraries => view! { <Libraries /> }.into_any(),
        Section::Images => view! {
            <FirstImage />
            <Classes />
            <Samples />
            <Loading />
        }
        .into_any(),
        Section::Batches => view! { <Batches /> }.into_any(),
        Section::Baseline => train(linear_model()),
        Section::Results => evaluate(EvaluateCard::Score),
        Section::Devices => view! { <Machine /> }.into_any(),
        Section::NonLinearity => train(non_linear_model()),
        Section::Convolutions => view! {
            {train(convolutional_model())}
            <ConvolutionByHand />
        }
        .into_any(),
        Section::Comparison => view! { <Comparison /> }.into_any(),
        Section::Predictions => evaluate(EvaluateCard::Predictions),
        Section::Confusion => evaluate(EvaluateCard::Confusion),
        Section::SavedModel => view! { <ModelCards /> }.into_any(),
        Section::TryIt => view! { <TryIt /> }.into_any(),
    }
}
