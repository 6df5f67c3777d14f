//! Demonstrates the crash and restart of an engine.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::session::PRIMARY_ENGINE;

/// A card with a button that crashes the primary engine.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    view! {
        <section class="card" aria-labelledby="diagnostics-title">
            <h2 class="card__title" id="diagnostics-title">"Diagnostics"</h2>
            <p>
                "The engine runs beside the page, in a worker. If it ever crashes, the page says so and can start it again: what was trained before is kept here and handed to the new engine."
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
                "Crash the engine, to see it recover"
            </button>
            </div>
        </section>
    }
}
