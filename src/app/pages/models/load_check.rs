//! The lesson's last check: by `torch.isclose` a loaded model has the loss of the saved one.

use leptos::prelude::*;

use crate::app::components::rich_text;
use crate::app::context::SessionContext;
use crate::app::erased::{effect, memo};
use crate::protocol::{ModelKind, is_close};
use crate::session::format::{NOTHING, loss};
use crate::texts::text;

/// A model's losses at saving and after loading.
#[derive(Clone, Copy, PartialEq)]
struct Check {
    kind: ModelKind,
    saved_loss: f64,
    /// None while it is being evaluated.
    loaded_loss: Option<f64>,
}

/// A card with the losses of loaded models.
#[component]
pub fn LoadCheck() -> impl IntoView {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    // Models that the page loaded at its start are evaluated once this view shows them.
    let unevaluated = memo(move |_| {
        session.with(|session| {
            let loaded = session
                .models
                .iter()
                .filter(|(_, entry)| entry.is_evaluated_on_view() && entry.saved_score().is_some());
            loaded.map(|(kind, _)| kind).collect::<Vec<_>>()
        })
    });
    effect(move || {
        for kind in unevaluated.get() {
            client.evaluate_on_view(kind);
        }
    });
    let checks = memo(move |_| {
        session.with(|session| {
            session
                .models
                .iter()
                .filter_map(|(kind, entry)| {
                    Some(Check {
                        kind,
                        saved_loss: entry.saved_score()?.loss,
                        loaded_loss: entry.evaluation.as_ref().map(|evaluation| evaluation.loss),
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="card" aria-labelledby="check-title" hidden=move || checks.with(Vec::is_empty)>
            <h2 class="card__title" id="check-title">{text!("models-check-title")}</h2>
            <p class="card__hint">{rich_text(text!("models-check-hint"))}</p>
            <div class="table-box" tabindex="0" role="region" aria-label=text!("models-check-table")>
                <table class="table table--narrow" id="load-check" data-testid="load-check">
                    <thead>
                        <tr>
                            <th scope="col">{text!("models-check-model")}</th>
                            <th scope="col" class="number">{text!("models-check-saved")}</th>
                            <th scope="col" class="number">{text!("models-check-loaded")}</th>
                            <th scope="col">"isclose"</th>
                        </tr>
                    </thead>
                    <tbody>{move || checks.get().into_iter().map(check_row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

fn check_row(check: Check) -> impl IntoView {
    let number = check.kind.number;
    let (loaded, verdict, class) = match check.loaded_loss {
        None => (NOTHING.to_owned(), text!("models-evaluating"), "chip"),
        Some(loaded) if is_close(check.saved_loss, loaded) => {
            (loss(loaded), "True", "chip chip--good")
        }
        Some(loaded) => (loss(loaded), "False", "chip chip--bad"),
    };
    view! {
        <tr>
            <th scope="row">{check.kind.title()}</th>
            <td class="number" data-testid=format!("check-saved-{number}")>{loss(check.saved_loss)}</td>
            <td class="number" data-testid=format!("check-loaded-{number}")>{loaded}</td>
            <td><span class=class data-testid=format!("isclose-{number}")>{verdict}</span></td>
        </tr>
    }
}
