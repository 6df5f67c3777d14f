//! How a teacher hides views from a class.

use leptos::prelude::*;

use crate::app::components::rich_text;
use crate::session::Tab;
use crate::texts::text;

/// A card on `?hide=` in the page's address.
#[component]
pub fn ForClass() -> impl IntoView {
    let words = Tab::ALL
        .into_iter()
        .filter(|&tab| tab != Tab::About)
        .map(|tab| view! { <code>{tab.slug()}</code> " " })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="for-class-title">
            <h2 class="card__title" id="for-class-title">{text!("for-class-title")}</h2>
            <p class="prose">
                {rich_text(text!("for-class-text"))}
            </p>
            <p class="prose">{text!("for-class-words")} " " {words}</p>
        </section>
    }
}
