//! Two ways to pool an image, side by side.

use leptos::prelude::*;

use crate::app::components::{PixelCanvas, Pixels, Savable, Segments};
use crate::session::colour_map::ColourMap;
use crate::session::conv::{Square, Window, max, mean};
use crate::texts::text;

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
        <h3>{text!("conv-pools")}</h3>
        <div class="row">
            <Segments
                label=text!("conv-pool-window")
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
        <Savable title=text!("conv-pools").to_owned() note=Signal::derive(shape) testid="slide-pools">
            <div class="slide__pools">
                <figure class="figure">
                    <PixelCanvas picture=pooled(max) alt=text!("conv-max-alt").to_owned() testid="slide-max" />
                    <figcaption class="figure__caption" data-save="caption">
                        {text!("conv-max")}
                    </figcaption>
                </figure>
                <figure class="figure">
                    <PixelCanvas picture=pooled(mean) alt=text!("conv-mean-alt").to_owned() testid="slide-mean" />
                    <figcaption class="figure__caption" data-save="caption">
                        {text!("conv-mean")}
                    </figcaption>
                </figure>
            </div>
        </Savable>
    }
}
