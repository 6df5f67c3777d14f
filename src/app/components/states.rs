//! What a view shows in place of its content: an invitation, or an error.

use leptos::prelude::*;

use crate::session::format::sentence;

/// An invitation in place of content that does not exist yet.
#[component]
pub fn EmptyState(
    /// The heading.
    #[prop(into)]
    title: String,
    /// What will be here, and how to get it.
    #[prop(into)]
    text: String,
    /// `data-testid` of the box.
    #[prop(into)]
    testid: String,
    /// Buttons to the next action. Default is none.
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

/// An error beside its subject; empty without an error.
#[component]
pub fn ErrorNotice(
    /// The error: lower case, no full stop, as engines write it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// `data-testid` of the notice.
    #[prop(into)]
    testid: String,
    /// A button to the next action. Default is none.
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
