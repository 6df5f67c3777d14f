//! What is drawn of a window at work: the padded image, what is written so far, and the products.

use leptos::prelude::*;

use super::MAX_READABLE_SIZE;
use super::kernels::Weights;
use crate::app::components::Pixels;
use crate::session::colour_map::ColourMap;
use crate::session::conv::{Square, product_sum};
use crate::session::format;
use crate::texts::text;

/// The image in grey, and its padding in a dark violet, which no image has.
pub fn padded(image: &Square, padding: usize) -> Pixels {
    const PADDING: [u8; 4] = [52, 38, 84, u8::MAX];
    let side = image.side + 2 * padding;
    let mut rgba = PADDING.repeat(side * side);
    let greys = ColourMap::Grey.rgba(&image.bytes((0.0, 1.0)));
    for (row, greys) in greys.chunks_exact(4 * image.side).enumerate() {
        rgba[4 * ((row + padding) * side + padding)..][..greys.len()].copy_from_slice(greys);
    }
    Pixels { side, rgba }
}

/// The numbers written so far in grey; the others are transparent.
pub fn so_far(written: &Square, n_written: usize) -> Pixels {
    let mut rgba = ColourMap::Grey.rgba(&written.bytes(written.range()));
    for pixel in rgba.chunks_exact_mut(4).skip(n_written) {
        pixel.fill(0);
    }
    Pixels {
        side: written.side,
        rgba,
    }
}

/// The products of a window's pixels and the weights, their sum, and a learnt kernel's bias.
pub fn products(under: &[f32], kernel: &Weights) -> AnyView {
    let Weights {
        size,
        weights,
        bias,
    } = kernel;
    let size = *size;
    let sum = product_sum(under, weights);
    let cells = (size <= MAX_READABLE_SIZE).then(|| {
        let cells = under.iter().zip(weights).map(|(value, weight)| {
            view! {
                <span class="slide__product">
                    <span>{format!("{value:.3}")}</span>
                    <span>{format!("× {}", weight_text(*weight))}</span>
                </span>
            }
        });
        view! { <div class="slide__products" prop:style=format!("--size: {size}")>{cells.collect_view()}</div> }
    });
    view! {
        {cells}
        <p class="slide__sum">{text!("conv-sum", n = size * size, sum = format::signed(sum.into(), 3))}</p>
        {bias
            .map(|bias| {
                let total = format::signed((sum + bias).into(), 3);
                view! { <p class="slide__sum">{text!("conv-bias", bias = format::signed(bias.into(), 3), total = total)}</p> }
            })}
        <p class="soft small">
            {text!("conv-sum-note")}
        </p>
    }
        .into_any()
}

/// A kernel's weights, row by row, and its bias; none of a kernel with too many to read.
pub fn kernel_words(kernel: &Weights) -> Option<String> {
    if kernel.size > MAX_READABLE_SIZE {
        return None;
    }
    let rows = kernel.weights.chunks(kernel.size.max(1)).map(|row| {
        let row: Vec<String> = row.iter().map(|weight| weight_text(*weight)).collect();
        row.join(" ")
    });
    let rows: Vec<String> = rows.collect();
    let weights = format!("[{}]", rows.join("; "));
    Some(match kernel.bias {
        Some(bias) => {
            let bias = format::signed(bias.into(), 3);
            text!("conv-saved-bias", weights = weights, bias = bias)
        }
        None => text!("conv-saved", weights = weights),
    })
}

/// A weight in few letters.
fn weight_text(weight: f32) -> String {
    let text = format!("{weight:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
