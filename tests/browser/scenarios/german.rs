//! The page in German, as a browser in German opens it: no English text is left in any view, and refusals are German.

use crate::actions::{MODELS, VIEWS, go_to};
use browser_tests::{Page, Scenario};
use fitting_room::models::ModelKind;
use fitting_room::texts::Catalogue;

const SECTIONS: usize = 13;

#[test]
fn a_german_browser_gets_a_german_page() {
    let english = english_texts();
    assert!(english.len() > 300, "{} texts", english.len());
    Scenario::of("german")
        .after("Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['de-AT', 'en'] })")
        .run(async |page| {
            page.open("#tab=data").await;
            page.until_says("data-status", &["Geladen und geprüft"]).await;
            let language: String = page
                .js("return document.documentElement.lang", Vec::new())
                .await;
            assert_eq!(language, "de");
            page.until_says("engine-status", &["Burn", "auf der CPU"]).await;
            for (view, _) in VIEWS {
                go_to(page, view).await;
                has_no_english(page, view, &english).await;
            }
            for model in MODELS {
                go_to(page, "train").await;
                page.pick(&format!("train-model-{model}")).await;
                has_no_english(page, &format!("model {model}"), &english).await;
            }
            go_to(page, "lesson").await;
            for section in 0..SECTIONS {
                let link = format!("lesson-section-{section}");
                page.click(&link).await;
                page.until("the section is open", async || {
                    page.attribute(&link, "aria-current").await
                })
                .await;
                has_no_english(page, &format!("section {section}"), &english).await;
            }
            refusals_are_german(page).await;
        });
}

async fn refusals_are_german(page: &Page) {
    go_to(page, "train").await;
    page.fill("train-learning-rate", "-1").await;
    page.until_says(
        "train-learning-rate-message",
        &["Lernrate", "über 0", "nicht „-1“"],
    )
    .await;
    page.js::<()>("location.hash = '#tab=data&farbe=rot'", Vec::new())
        .await;
    page.until_says("notices", &["farbe=rot", "das kennt diese Seite nicht"])
        .await;
}

/// The texts that are another one in German, long enough not to be found by chance.
fn english_texts() -> Vec<String> {
    let english = read(include_str!("../../../public/texts/en.ftl"));
    let german = read(include_str!("../../../public/texts/de.ftl"));
    let of_catalogue = english
        .keys()
        .filter(|key| english.get(key) != german.get(key))
        .filter_map(|key| english.get(key))
        // Placeholders and markup are drawn as something else.
        .filter(|text| !text.contains(['{', '`', '*', '[']))
        .map(str::to_owned);
    let of_models = ModelKind::ALL
        .into_iter()
        .flat_map(|model| [model.english_title, model.english_description].map(str::to_owned));
    of_catalogue
        .chain(of_models)
        .map(|text| one_line(&text))
        .filter(|text| text.split(' ').count() >= 4)
        .collect()
}

fn read(file: &str) -> Catalogue {
    Catalogue::read(file).expect("the page's own files can be read")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails where the page shows one of these texts, or has it as the name of something.
async fn has_no_english(page: &Page, place: &str, english: &[String]) {
    // Code is in English, and so is what a page without scripts would say.
    let shown: String = page
        .js(
            "const copy = document.body.cloneNode(true); \
             copy.querySelectorAll('code, noscript, pre, script').forEach(e => e.remove()); \
             const named = [...copy.querySelectorAll('[alt], [aria-label], [title]')]; \
             const names = named.flatMap(e => ['alt', 'aria-label', 'title'].map(name => e.getAttribute(name) ?? '')); \
             return [copy.textContent, ...names].join('\\n')",
            Vec::new(),
        )
        .await;
    let shown = one_line(&shown);
    let found: Vec<&String> = english
        .iter()
        .filter(|text| shown.contains(*text))
        .collect();
    assert!(found.is_empty(), "in English on {place}: {found:#?}");
}
