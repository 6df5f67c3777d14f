//! The view "Models".

use leptos::prelude::*;

#[component]
pub fn ModelsPage() -> impl IntoView {
    view! { <h1>"Models"</h1> }
}
