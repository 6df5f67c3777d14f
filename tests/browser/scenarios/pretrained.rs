//! The models that come with the page: they answer before any training, and say what they are.

use crate::actions::{go_to, train_briefly, until_data_is_there};
use browser_tests::pictures::{Files, test_image};
use browser_tests::{Fault, Gate, Scenario};

#[test]
fn a_picture_is_classified_before_anyone_has_trained() {
    Scenario::of("pretrained").run(async |page| {
        // Not even the training images are needed.
        let gate = Gate::default();
        let train_images = "train-images-idx3-ubyte.gz";
        page.server.spoil(train_images, Fault::Held(gate.clone()));
        page.open("#tab=try-it").await;
        page.until_says("pretrained-note", &["Model", "trained"])
            .await;
        page.pick("try-way-upload").await;
        let (image, label) = test_image(2);
        assert_eq!(label, 1);
        let photo = image.enlarged(10).padded(60).inverted().png();
        let files = Files::new();
        page.upload("try-file", &files.write("trousers.png", &photo))
            .await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        go_to(page, "evaluate").await;
        page.until_there("pretrained-note").await;
        page.until_text("evaluate-accuracy", |accuracy| accuracy.contains('%'))
            .await;

        gate.open();
        go_to(page, "data").await;
        until_data_is_there(page).await;
        train_briefly(page, 0).await;
        go_to(page, "evaluate").await;
        page.choose("evaluate-model", "0").await;
        page.until_gone("pretrained-note").await;
    });
}
