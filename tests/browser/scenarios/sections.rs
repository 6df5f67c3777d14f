//! Every section of the lesson and every inspector in both themes, from a phone to a wide screen: saved as a picture, never
//! wider than the screen, and without a fault that a checker finds.

use crate::accessible::{faults_in_sight, with_checker};
use crate::actions::{open_with_data, train_briefly};
use crate::views::{come_to_rest, fits};
use browser_tests::page::{Size, Theme};
use browser_tests::{Page, Scenario, places};
use serde_json::json;
use thirtyfour::Key;

/// Of the lesson, its beginning apart.
const N_SECTIONS: usize = 13;

/// From a phone to a wide screen; on the widest nothing is pictured.
const SIZES: [Size; 4] = [
    Size {
        width: 390,
        height: 844,
    },
    Size::DESKTOP,
    Size {
        width: 2560,
        height: 1440,
    },
    Size {
        width: 3840,
        height: 2160,
    },
];

#[test]
fn every_section_and_inspector_fits_and_is_accessible() {
    Scenario::of("sections").run(async |page| {
        open_with_data(page).await;
        train_briefly(page, 0).await;
        with_checker(page).await;
        let mut faults = Vec::new();
        for section in 0..N_SECTIONS {
            open(page, &format!("#tab=lesson&section={section}")).await;
            let shown = format!("lesson-section-{section}");
            page.until("the section is open", async || {
                let script = "return e && e.getAttribute('aria-current')";
                page.find::<Option<String>>(&shown, script).await.map(drop)
            })
            .await;
            reveal(page).await;
            look(page, &format!("section-{section}"), &mut faults).await;
        }
        open(page, "#tab=inside").await;
        page.until_there("inside-overview").await;
        page.choose("inside-model", "2").await;
        page.until_there("inside-stage-block_1.2").await;
        look(page, "inside-overview", &mut faults).await;
        page.click("inside-stage-block_1.2").await;
        page.until_there("inside-layer").await;
        look(page, "inside-layer", &mut faults).await;
        page.click("inside-channel-3").await;
        page.until_there("inside-equation").await;
        look(page, "inside-number", &mut faults).await;
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn a_phone_has_the_sections_as_a_sheet() {
    Scenario::of("sections-sheet").run(async |page| {
        page.resize(Size::PHONE).await;
        page.open("#tab=lesson&section=3").await;
        page.until_says("lesson-open-sheet", &["3 A baseline"])
            .await;
        with_checker(page).await;
        page.click("lesson-open-sheet").await;
        until_open(page, true).await;
        let mut faults = Vec::new();
        for theme in [Theme::Light, Theme::Dark] {
            page.prefer(theme).await;
            come_to_rest(page).await;
            let name = format!("sheet-{}.png", theme.word());
            page.picture(&places::screenshots().join("sections").join(name))
                .await;
            faults.extend(faults_in_sight(page).await);
        }
        assert!(faults.is_empty(), "{faults:#?}");

        page.click("lesson-sheet-5").await;
        page.until_says("lesson-open-sheet", &["5"]).await;
        until_open(page, false).await;
        page.until("the focus is on the section's title", async || {
            let script = "return document.activeElement.dataset.testid ?? ''";
            let focused: String = page.js(script, Vec::new()).await;
            (focused == "lesson-title").then_some(())
        })
        .await;

        page.click("lesson-open-sheet").await;
        page.press("lesson-sheet-5", Key::Escape).await;
        until_open(page, false).await;
        let address: String = page.js("return location.hash", Vec::new()).await;
        assert_eq!(address, "#tab=lesson&section=5");
    });
}

async fn until_open(page: &Page, is_wanted: bool) {
    page.until("the sheet opens or closes", async || {
        let is_open: Option<bool> = page.property("lesson-sheet", "open").await;
        (is_open == Some(is_wanted)).then_some(())
    })
    .await;
}

/// Leads to another view or section as a link does.
async fn open(page: &Page, hash: &str) {
    page.js::<()>("location.hash = arguments[0]", vec![json!(hash)])
        .await;
}

/// Shows what waits for a guess.
async fn reveal(page: &Page) {
    if page.is_there("lesson-show").await {
        page.click("lesson-show").await;
    }
}

async fn look(page: &Page, place: &str, faults: &mut Vec<String>) {
    for theme in [Theme::Light, Theme::Dark] {
        page.prefer(theme).await;
        for size in SIZES {
            page.resize(size).await;
            come_to_rest(page).await;
            let name = format!("{place}-{}-{}", size.width, theme.word());
            fits(page, &name).await;
            if size.width > 2560 {
                continue;
            }
            let file = places::screenshots()
                .join("sections")
                .join(format!("{name}.png"));
            page.picture(&file).await;
            if size.width <= Size::DESKTOP.width {
                let found = faults_in_sight(page).await;
                faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
            }
        }
    }
}
