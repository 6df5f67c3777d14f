//! What a view shows in place of its figures: nothing yet, or something went wrong.

use leptos::prelude::*;

use crate::session::format::sentence;

/// An invitation where there is nothing to see yet.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    /// What would be here, and how to get it.
    #[prop(into)]
    text: String,
    /// `data-testid` of the box.
    #[prop(into)]
    testid: String,
    /// Buttons that lead on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty" data-testid=testid>
            <h2 class="empty__title">{title}</h2>
            <p>{text}</p>
            <div class="row">{children.map(|children| children())}</div>
        </div>
    }
}

/// An error beside what it is about; nothing while there is none.
#[component]
pub fn ErrorNotice(
    /// Lower case, no full stop, as engines write it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// `data-testid` of the notice.
    #[prop(into)]
    testid: String,
    /// A button that leads on. Default is none.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let testid = StoredValue::new(testid);
    move || {
        error.get().map(|error| {
            view! {
                <div class="notice notice--error" role="alert" data-testid=testid.get_value()>
                    <p>{sentence(&error)}</p>
                    {children.with_value(|children| children.as_ref().map(|children| children()))}
                </div>
            }
        })
    }
}
