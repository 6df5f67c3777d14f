//! The language of the page: chosen by the browser or by hand, its texts fetched before anything is drawn.

use gloo::net::http::Request;
use leptos::prelude::*;

use super::context::SessionContext;
use super::settings;
use crate::texts::{self, Language, text};

/// The language that was chosen by hand, or else the first of the browser's that the page has.
pub fn preferred() -> Language {
    settings::load_language().unwrap_or_else(|| {
        Language::of_tags(browsers_tags().iter().map(String::as_str)).unwrap_or_default()
    })
}

/// Fetches the texts of a language and speaks it from now on; what is drawn already remains. Returns the file, for the engines.
///
/// # Errors
/// Without a reason, when the file cannot be fetched or read.
pub async fn fetch(language: Language) -> Result<String, ()> {
    // The browser may have kept the file of another build.
    let (code, version) = (language.code(), env!("FITTING_ROOM_TEXTS"));
    let address = format!("./texts/{code}.ftl?{version}");
    let response = Request::get(&address).send().await.map_err(drop)?;
    if !response.ok() {
        return Err(());
    }
    let file = response.text().await.map_err(drop)?;
    texts::speak(language, &file).map_err(drop)?;
    if let Some(root) = document().document_element() {
        // Setting a well-formed attribute cannot fail.
        drop(root.set_attribute("lang", code));
    }
    Ok(file)
}

/// Says where the page stays empty that its texts are missing.
pub fn show_failure() {
    if let Ok(Some(boot)) = document().query_selector(".boot p") {
        boot.set_text_content(Some(
            "The texts of this page could not be loaded: reload it when the server answers.",
        ));
    }
}

/// Switches to the next language.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let SessionContext {
        client, language, ..
    } = SessionContext::expect();
    let next = move || match language.get() {
        Language::English => Language::German,
        Language::German => Language::English,
    };
    let switch = move |_| {
        let next = next();
        client.spawn(async move {
            let missing = |()| text!("texts-missing", language = next.name());
            let file = fetch(next).await.map_err(missing)?;
            settings::store_language(&next);
            client.speak(next, file);
            language.set(next);
            Ok(())
        });
    };
    view! {
        <button
            class="button button--quiet button--small"
            id="language-switch"
            data-testid="language-switch"
            type="button"
            lang=move || next().code()
            title=text!("language-switch")
            on:click=switch
        >
            {move || next().name()}
        </button>
    }
}

/// Date and time in the page's language, as they are written where the learner lives if the browser says so.
pub fn date_text(at_ms: f64) -> String {
    let language = texts::language();
    let locale = browsers_tags()
        .into_iter()
        .find(|tag| Language::of_tags([tag.as_str()]) == Some(language))
        .unwrap_or_else(|| language.code().to_owned());
    js_sys::Date::new(&at_ms.into())
        .to_locale_string(&locale, &wasm_bindgen::JsValue::UNDEFINED)
        .into()
}

/// The languages that the browser asks for, such as `de-AT`, the dearest first.
fn browsers_tags() -> Vec<String> {
    let tags = window().navigator().languages();
    tags.iter().filter_map(|tag| tag.as_string()).collect()
}
