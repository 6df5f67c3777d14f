//! Demonstrates the crash and restart of an engine.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::session::PRIMARY_ENGINE;
use crate::texts::text;

/// A card with a button that crashes the primary engine.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    view! {
        <section class="card" aria-labelledby="diagnostics-title">
            <h2 class="card__title" id="diagnostics-title">{text!("diagnostics-title")}</h2>
            <p>
                {text!("diagnostics-text")}
            </p>
            <div class="row">
            <button
                class="button button--small"
                type="button"
                id="crash-engine"
                data-testid="crash-engine"
                disabled=move || session.with(|session| !session.devices.is_primary_ready())
                on:click=move |_| client.crash(PRIMARY_ENGINE)
            >
                {text!("diagnostics-crash")}
            </button>
            </div>
        </section>
    }
}
