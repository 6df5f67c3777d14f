//! Settings that make no sense: each is refused with a sentence beside its field, and nothing starts.

use crate::actions::{go_to, open_with_data};
use browser_tests::Scenario;

#[test]
fn settings_that_make_no_sense_are_refused_beside_their_field() {
    /// The field, what is typed, what is said, and what the lesson has there.
    const SETTINGS: [(&str, &[&str], &str, &str); 5] = [
        (
            "learning-rate",
            &["0", "-1", "NaN", "1e9", ""],
            "above 0",
            "0.1",
        ),
        (
            "batch-size",
            &["0", "100000", "2.5"],
            "whole number from 1",
            "32",
        ),
        ("epochs", &["0", "-3", "many"], "whole number from 1", "3"),
        (
            "hidden-units",
            &["0", "100000"],
            "whole number from 1",
            "10",
        ),
        ("seed", &["-1", "4294967296"], "from 0 to", "42"),
    ];
    Scenario::of("bad-settings").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        let can_start =
            async || page.property::<bool>("train-start", "disabled").await == Some(false);
        page.until("training can start", async || {
            can_start().await.then_some(())
        })
        .await;
        for (field, texts, says, good) in SETTINGS {
            let id = format!("train-{field}");
            let message = format!("train-{field}-message");
            for text in texts {
                page.fill(&id, text).await;
                page.until_says(&message, &[says, text]).await;
                assert_eq!(
                    page.attribute(&id, "aria-invalid").await.as_deref(),
                    Some("true")
                );
                assert!(!can_start().await, "{field} {text} starts nothing");
                page.until_says("train-obstacle", &["makes no sense"]).await;
            }
            page.fill(&id, good).await;
            page.until(&format!("{field} {good} is welcome"), async || {
                can_start().await.then_some(())
            })
            .await;
        }
        assert!(!page.is_there("train-phase").await, "no run has begun");
    });
}

#[test]
fn an_address_brings_settings_back_even_senseless_ones() {
    Scenario::of("settings-in-address").run(async |page| {
        page.open("#tab=train&model=2&epochs=7&learning-rate=-1&device=cpu")
            .await;
        page.until_there("train-page").await;
        assert_eq!(page.property("train-model-2", "checked").await, Some(true));
        assert_eq!(
            page.property("train-device-cpu", "checked").await,
            Some(true)
        );
        assert_eq!(
            page.property("train-epochs", "value").await,
            Some("7".to_owned())
        );
        page.until_says("train-learning-rate-message", &["above 0", "-1"])
            .await;
        page.click("train-reset").await;
        page.until("the lesson's epochs are back", async || {
            (page.property("train-epochs", "value").await == Some("3".to_owned())).then_some(())
        })
        .await;
        let address: String = page.js("return location.hash", Vec::new()).await;
        assert_eq!(address, "#tab=train&model=2&device=cpu");
    });
}
