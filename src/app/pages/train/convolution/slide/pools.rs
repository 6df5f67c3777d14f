//! Two ways to pool an image, side by side.

use leptos::prelude::*;

use crate::app::components::{PixelCanvas, Pixels, Segments};
use crate::session::colour_map::ColourMap;
use crate::session::conv::{Square, Window, max, mean};

/// The largest and the mean of each window, side by side.
#[component]
pub fn Pools(
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
