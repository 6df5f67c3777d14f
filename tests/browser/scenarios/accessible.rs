//! No view has a fault that axe-core can find, in either theme, on a desktop and on a phone.

use crate::actions::{VIEWS, go_to, open_with_data, train_briefly};
use crate::views::come_to_rest;
use browser_tests::page::{Size, Theme};
use browser_tests::{Page, Scenario, places};
use std::fs;

/// Tabs that a phone has scrolled out of the tab bar are links within the page as well, but lead past nothing.
const SKIP_LINKS: &str =
    "axe.configure({ rules: [{ id: 'skip-link', selector: '.shell__skip' }] })";

/// Checks what the page shows, and returns each fault with the elements that have it.
const CHECK: &str = "
    return axe.run(document, { resultTypes: ['violations'] }).then(report => report.violations.map(fault =>
        `${fault.id}: ${fault.help}: ` + fault.nodes.map(node => node.html.slice(0, 200)).join(' | ')));
";

#[test]
fn no_view_has_a_fault_that_a_checker_finds() {
    Scenario::of("accessible").run(async |page| {
        open_with_data(page).await;
        with_checker(page).await;
        // One of the learner's own, so that the views have runs and models to show.
        train_briefly(page, 0).await;
        let mut faults = Vec::new();
        for theme in [Theme::Light, Theme::Dark] {
            page.prefer(theme).await;
            for size in [
                Size::DESKTOP,
                Size {
                    width: 390,
                    ..Size::PHONE
                },
            ] {
                page.resize(size).await;
                for (view, _) in VIEWS {
                    go_to(page, view).await;
                    come_to_rest(page).await;
                    let found = faults_in_sight(page).await;
                    let place = format!("{view}, {} px, {}", size.width, theme.word());
                    faults.extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

/// Loads the checker into the page.
pub async fn with_checker(page: &Page) {
    let axe = fs::read_to_string(places::axe()).expect("axe-core can be read");
    page.js::<()>(&axe, Vec::new()).await;
    page.js::<()>(SKIP_LINKS, Vec::new()).await;
}

/// The faults of what the page shows.
pub async fn faults_in_sight(page: &Page) -> Vec<String> {
    page.js(CHECK, Vec::new()).await
}
