//! The page's address: Back undoes what was set, and a teacher can hide views by it.

use crate::actions::{go_to, open_with_data};
use browser_tests::{Page, Scenario};

#[test]
fn back_undoes_one_setting_after_another() {
    Scenario::of("address-back").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        page.fill("train-epochs", "12").await;
        page.fill("train-seed", "7").await;
        let values = async || {
            let epochs = page.property::<String>("train-epochs", "value").await;
            let seed = page.property::<String>("train-seed", "value").await;
            Some((epochs?, seed?))
        };
        let are = async |epochs: &str, seed: &str| {
            let wanted = Some((epochs.to_owned(), seed.to_owned()));
            let what = format!("{epochs} epochs and seed {seed}");
            page.until(&what, async || (values().await == wanted).then_some(()))
                .await;
        };
        are("12", "7").await;
        back(page).await;
        are("12", "42").await;
        back(page).await;
        are("3", "42").await;
        back(page).await;
        page.until_there("data-page").await;
        page.driver
            .forward()
            .await
            .expect("there was a page after this");
        page.until_there("train-page").await;
        are("3", "42").await;
    });
}

async fn back(page: &Page) {
    page.driver
        .back()
        .await
        .expect("there was a page before this");
}

#[test]
fn a_teacher_hides_views() {
    Scenario::of("address-hide").run(async |page| {
        page.open("?hide=compare,models,moon#tab=train").await;
        page.until_there("train-page").await;
        page.until_says("notices", &["moon", "does not know"]).await;
        assert!(!page.is_there("tab-compare").await);
        assert!(page.is_there("tab-about").await);
        go_to(page, "about").await;
        page.js::<()>("location.hash = '#tab=models'", Vec::new())
            .await;
        page.until_says("hidden-view", &["Models", "hidden"]).await;
        let search: String = page.js("return location.search", Vec::new()).await;
        assert_eq!(search, "?hide=compare,models,moon");
    });
}
