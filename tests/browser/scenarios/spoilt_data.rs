//! Data files that are missing, cut short, damaged or no data at all: the page says which and what, and tries again.

use crate::actions::until_data_is_there;
use browser_tests::{Fault, Scenario};

/// A file, its fault, and words of the message that the page must show.
type Trouble = (&'static str, Fault, &'static [&'static str]);

#[test]
fn a_spoilt_file_is_named_with_its_trouble_and_can_be_loaded_again() {
    meet(
        "spoilt-data",
        &[
            (
                "t10k-labels-idx1-ubyte.gz",
                Fault::Missing,
                &["t10k-labels-idx1-ubyte.gz", "404", "cargo xtask data"],
            ),
            (
                "t10k-labels-idx1-ubyte.gz",
                Fault::BrokenOff,
                &["t10k-labels-idx1-ubyte.gz", "broke off"],
            ),
            (
                "train-labels-idx1-ubyte.gz",
                Fault::Html,
                &["train-labels-idx1-ubyte.gz", "web page"],
            ),
            (
                "train-images-idx3-ubyte.gz",
                Fault::Corrupt,
                // They unpack to too many images, which is not what is wrong with them.
                &["train-images-idx3-ubyte.gz", "data is damaged"],
            ),
        ],
    );
}

/// In a separate browser: the training files load meanwhile, and would be there before they are spoilt.
#[test]
fn a_spoilt_test_file_stays_on_screen_while_the_training_files_load() {
    meet(
        "spoilt-test-data",
        &[(
            "t10k-images-idx3-ubyte.gz",
            Fault::Truncated,
            &["t10k-images-idx3-ubyte.gz", "ends too early"],
        )],
    );
}

/// Causes one fault after the other, mends each, and ends with the whole data set.
fn meet(name: &'static str, troubles: &'static [Trouble]) {
    Scenario::of(name).run(async |page| {
        page.expect_console("404", "the browser itself notes a missing file");
        page.expect_console(
            "ERR_CONTENT_LENGTH_MISMATCH",
            "the browser itself notes a connection that broke",
        );
        let mut is_open = false;
        for (file, fault, words) in troubles {
            page.server.spoil(file, fault.clone());
            if is_open {
                page.click("data-retry").await;
            } else {
                page.open("#tab=data").await;
                is_open = true;
            }
            page.until_says("data-error", words).await;
            page.server.heal(file);
        }
        page.click("data-retry").await;
        until_data_is_there(page).await;
        assert!(!page.is_there("data-error").await, "all is well now");

        page.reload().await;
        until_data_is_there(page).await;
        assert!(!page.is_there("data-error").await, "and stays well");
    });
}
