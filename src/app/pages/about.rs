//! The view "About": the lesson's section 0, and the libraries and devices of this page.

use leptos::prelude::*;

mod diagnostics;
mod for_class;
mod libraries;
mod machine;

pub(super) use libraries::Libraries;
pub(super) use machine::Machine;

use crate::texts::text;
use diagnostics::Diagnostics;
use for_class::ForClass;

/// The view "About".
#[component]
pub fn AboutPage() -> impl IntoView {
    view! {
        <div class="page stack stack--loose" data-testid="page-about">
            <div class="page__header">
                <h1>{text!("view-about")}</h1>
                <p class="page__lead">
                    {text!("about-lead")}
                </p>
            </div>
            <Libraries />
            <Machine />
            <ForClass />
            <Diagnostics />
        </div>
    }
}
