//! The offer to resume a run that was cut off by a reload, a crash or the end of its tab.

use leptos::prelude::*;

use super::client::CutOff;
use super::context::SessionContext;
use super::language::date_text;
use crate::app::erased::memo;
use crate::session::{SettingsForm, Tab};
use crate::texts::text;

/// A card about the newest run that was cut off; nothing while a run goes on.
#[component]
pub fn ResumeCard() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let offers = client.cut_off();
    let is_busy = memo(move |_| session.read().runs.is_busy());
    let shown = memo(move |_| {
        let offers = offers.read();
        let first = offers.first().filter(|_| !is_busy.get())?;
        Some((first.clone(), offers.len() - 1))
    });
    view! {
        <div class="shell__notices" aria-live="polite">
            {move || shown.get().map(|(offer, n_more)| view! { <Offer offer=offer n_more=n_more /> })}
        </div>
    }
}

#[component]
fn Offer(
    offer: CutOff,
    /// Other runs that were cut off.
    n_more: usize,
) -> impl IntoView {
    let SessionContext {
        client, tab, form, ..
    } = SessionContext::expect();
    let CutOff { holder, stored } = offer;
    let holder = StoredValue::new(holder);
    let config = StoredValue::new(stored.run.config.clone());
    let resume = move |_| {
        holder.with_value(|holder| client.resume_cut_off(holder));
        form.update(|form| {
            *form = config.with_value(|config| SettingsForm::of(config, form.device))
        });
        tab.set(Tab::Train);
    };
    let discard = move |_| holder.with_value(|holder| client.discard_cut_off(holder));
    let facts = text!(
        "resume-facts",
        run = stored.name(),
        time = date_text(stored.taken_at_ms),
        place = stored.place(),
    );
    let more = (n_more > 0).then(|| text!("resume-more", n = n_more));
    let rest: Vec<String> = [stored.queue_text(), more].into_iter().flatten().collect();
    view! {
        <section class="notice notice--warning" aria-labelledby="cut-off-title" data-testid="cut-off">
            <div class="notice__text">
                <p>
                    <strong id="cut-off-title">{text!("resume-title")}</strong>
                </p>
                <p data-testid="cut-off-facts">{facts}</p>
                <p class="soft small">{stored.promise()} " " {rest.join(" ")}</p>
            </div>
            <div class="row">
                <button class="button button--primary button--small" type="button" data-testid="cut-off-resume" on:click=resume>
                    {text!("resume-go-on")}
                </button>
                <button class="button button--small" type="button" data-testid="cut-off-discard" on:click=discard>
                    {text!("resume-discard")}
                </button>
            </div>
        </section>
    }
}
