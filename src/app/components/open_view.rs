//! A button to another view, which is left out where the page's address hides that view.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::session::Tab;

/// A button that opens a view; empty where the address hides the view.
#[component]
pub fn OpenView(
    /// The view to open.
    view: Tab,
    /// The button's text.
    #[prop(into)]
    label: String,
    /// The button's CSS classes. Default is a small button.
    #[prop(default = "button button--small")]
    class: &'static str,
    /// `data-testid` of the button.
    #[prop(into, optional)]
    testid: Option<String>,
    /// What happens before the view opens. Default is nothing.
    #[prop(into, optional)]
    before: Option<Callback<()>>,
) -> impl IntoView {
    let context = SessionContext::expect();
    let open = move |_| {
        if let Some(before) = before {
            before.run(());
        }
        context.tab.set(view);
    };
    context.shows(view).then(|| {
        view! {
            <button class=class type="button" data-testid=testid on:click=open>
                {label}
            </button>
        }
    })
}
