//! How a teacher hides views from a class.

use leptos::prelude::*;

use crate::session::Tab;

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
            <h2 class="card__title" id="for-class-title">"For a class"</h2>
            <p class="prose">
                "An address can leave out views that a lesson does not need yet: with " <code>"?hide=compare,models"</code>
                " before the " <code>"#"</code> " it opens the page without those two. The model and its settings stand in the address as well, "
                "so a link brings a class to the same place."
            </p>
            <p class="prose">"About always stays; these can be hidden: " {words}</p>
        </section>
    }
}
