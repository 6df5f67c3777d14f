//! Running text with code, emphasis and links.

use leptos::prelude::*;

use crate::texts::markup::{Span, spans};

/// A text of the catalogue with its markup drawn.
pub fn rich_text(text: &str) -> AnyView {
    let draw = |span: Span<'_>| match span {
        Span::Plain(text) => text.to_owned().into_any(),
        Span::Code(text) => view! { <code>{text.to_owned()}</code> }.into_any(),
        Span::Emphasis(text) => view! { <em>{text.to_owned()}</em> }.into_any(),
        Span::Link { label, address } => {
            let (label, address) = (label.to_owned(), address.to_owned());
            view! { <a href=address>{label}</a> }.into_any()
        }
    };
    spans(text).into_iter().map(draw).collect_view().into_any()
}
