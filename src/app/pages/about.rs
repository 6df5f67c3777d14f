//! The view "About": the lesson's section 0, and the libraries and devices of this page.

use leptos::prelude::*;

mod diagnostics;
mod for_class;
mod libraries;
mod machine;

pub(super) use libraries::Libraries;
pub(super) use machine::Machine;

use diagnostics::Diagnostics;
use for_class::ForClass;

/// The view "About".
#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <div class="page stack stack--loose" data-testid="page-about">
            <div class="page__header">
                <h1>"About"</h1>
                <p class="page__lead">
                    "The lesson begins with its libraries. Here they are, beside what does their work in this tab."
                </p>
            </div>
            <Libraries />
            <Machine />
            <ForClass />
            <Diagnostics />
        </div>
    }
}
