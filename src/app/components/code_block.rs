//! A piece of code with a heading and a button that copies it.

use leptos::prelude::*;

use crate::app::clipboard;
use crate::app::context::SessionContext;
use crate::texts::text;

/// Code to read and to copy.
#[component]
pub fn CodeBlock(
    /// Above the code.
    title: &'static str,
    /// After the title, such as the file that it stands in.
    hint: &'static str,
    /// The code.
    code: String,
    /// `data-testid` of the code.
    testid: String,
) -> impl IntoView {
    let client = SessionContext::expect().client;
    let is_copied = RwSignal::new(false);
    let text = StoredValue::new(code.clone());
    let copy = move |_| {
        client.spawn(async move {
            clipboard::copy(&text.get_value()).await?;
            is_copied.set(true);
            Ok(())
        });
    };
    view! {
        <figure class="code">
            <figcaption class="code__header">
                <span><strong>{title}</strong> " " <span class="soft small">{hint}</span></span>
                <button
                    class="button button--quiet button--small"
                    type="button"
                    data-testid=format!("{testid}-copy")
                    on:click=copy
                >
                    {move || if is_copied.get() { text!("word-copied") } else { text!("word-copy") }}
                    <span class="visually-hidden">" " {text!("code-copy-what", title = title)}</span>
                </button>
            </figcaption>
            <pre class="code__text" tabindex="0" data-testid=testid><code>{code}</code></pre>
            <span class="visually-hidden" role="status">{move || is_copied.get().then(|| text!("code-is-copied"))}</span>
        </figure>
    }
}
