//! Shows a picture of any size.

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::Clamped;
use web_sys::ImageData;

use super::canvas::context_2d;
use crate::app::erased::effect;
use crate::protocol::Picture;
use crate::texts::text;

/// A learner's drawing or photo.
#[component]
pub fn PictureCanvas(
    /// The picture; none leaves the canvas as it is.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
    /// `data-testid` of the canvas.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        picture.with(|picture| {
            let Some(picture) = picture else { return };
            // Setting the size also clears the canvas.
            canvas.set_width(picture.width);
            canvas.set_height(picture.height);
            let image = ImageData::new_with_u8_clamped_array(Clamped(&picture.rgba), picture.width);
            if let (Some(context), Ok(image)) = (context_2d(&canvas), image) {
                // It fails only for detached buffers, and this one was just made.
                let _ = context.put_image_data(&image, 0.0, 0.0);
            }
        });
    });
    view! {
        <canvas node_ref=canvas class="picture" role="img" aria-label=text!("photo-yours") data-testid=testid></canvas>
    }
}
