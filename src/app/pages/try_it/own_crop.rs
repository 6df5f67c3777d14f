//! The learner's photo, and the crop of it that is looked at.

use leptos::prelude::*;

use super::opinion::OpinionState;
use crate::app::components::CropFrame;
use crate::app::context::SessionContext;
use crate::app::erased::{effect, memo};
use crate::protocol::{Crop, Picture};
use crate::texts::text;

/// The photo under a frame: the piece that was found, until the learner moves it.
#[component]
pub fn OwnCrop(
    /// The photo.
    photo: RwSignal<Option<Picture>>,
    /// The model's opinion of it.
    state: OpinionState,
) -> impl IntoView {
    let corrections = SessionContext::expect().view_state.try_it.corrections;
    let wanted = RwSignal::new(corrections.get_untracked().crop);
    // A crop that was set elsewhere: undone, or of a new photo.
    effect(move || {
        let crop = corrections.read().crop;
        if crop.is_none() {
            wanted.set(None);
        }
    });
    // A frame is moved faster than the engine answers: it is asked again when it has answered.
    effect(move || {
        let crop = wanted.get();
        if crop.is_some()
            && !state.is_waiting.get()
            && corrections.with_untracked(|it| it.crop != crop)
        {
            corrections.update(|it| it.crop = crop);
        }
    });
    let whole = move || {
        photo.read().as_ref().map(|photo| Crop {
            x: 0,
            y: 0,
            width: photo.width as usize,
            height: photo.height as usize,
        })
    };
    let crop = memo(move |_| {
        let whole = whole()?;
        Some(wanted.get().or(state.crop_found()).unwrap_or(whole))
    });
    let is_own = memo(move |_| wanted.read().is_some());
    let nowhere = Crop {
        x: 0,
        y: 0,
        width: 1,
        height: 1,
    };
    view! {
        <div class="stack stack--tight">
            <CropFrame
                picture=photo
                crop=Signal::derive(move || crop.get().unwrap_or(nowhere))
                on_change=move |crop| wanted.set(Some(crop))
            />
            <div class="row">
                <span class="soft small" data-testid="try-crop-whose">
                    {move || if is_own.get() { text!("tryit-crop-own") } else { text!("tryit-crop-found") }}
                </span>
                <button
                    class="button"
                    type="button"
                    data-testid="try-crop-reset"
                    disabled=move || !is_own.get()
                    on:click=move |_| {
                        wanted.set(None);
                        corrections.update(|it| it.crop = None);
                    }
                >
                    {text!("tryit-crop-reset")}
                </button>
            </div>
        </div>
    }
}
