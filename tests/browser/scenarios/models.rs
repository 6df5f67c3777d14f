//! Saving trained models: in the browser across a reload, as files, and what happens to files that are no good.

use crate::actions::{MODELS, go_to, open_with_data, train, train_briefly, until_data_is_there};
use crate::pytorch;
use browser_tests::pictures::Files;
use browser_tests::{Page, Scenario, places};

#[test]
fn a_saved_model_survives_a_reload_and_predicts_as_before() {
    Scenario::of("models-reload").run(save_and_load);
}

/// Trains Model 0, saves it in the browser, and loads it after a reload.
pub async fn save_and_load(page: &Page) {
    open_with_data(page).await;
    train(page, 0, "cpu", &[("epochs", "1")]).await;
    go_to(page, "models").await;
    let accuracy = held_accuracy(page, 0).await;
    page.click("save-0").await;
    page.until_text("saved-accuracy-0", |saved| saved == accuracy)
        .await;

    page.reload().await;
    page.until_there("page-models").await;
    page.until_text("saved-accuracy-0", |saved| saved == accuracy)
        .await;
    go_to(page, "data").await;
    until_data_is_there(page).await;
    go_to(page, "models").await;
    page.click("load-0").await;
    page.until_text("held-accuracy-0", |held| held == accuracy)
        .await;
    page.until_text("isclose-0", |verdict| verdict == "True")
        .await;
    let saved = page.text("check-saved-0").await;
    assert_eq!(page.text("check-loaded-0").await, saved);
    go_to(page, "evaluate").await;
    page.until_text("evaluate-accuracy", |shown| shown == accuracy)
        .await;
}

#[test]
fn a_model_trained_with_other_batches_is_close_too() {
    Scenario::of("models-other-batch-size").run(async |page| {
        open_with_data(page).await;
        train_briefly(page, 0).await;
        go_to(page, "models").await;
        held_accuracy(page, 0).await;
        page.click("save-0").await;
        page.click("load-0").await;
        page.until_text("isclose-0", |verdict| verdict == "True")
            .await;
    });
}

#[test]
fn all_three_models_survive_a_reload_and_overwriting_is_asked_about() {
    Scenario::of("models-all-three").run(async |page| {
        open_with_data(page).await;
        let mut accuracies = Vec::new();
        for model in MODELS {
            train_briefly(page, model).await;
            go_to(page, "models").await;
            accuracies.push(held_accuracy(page, model).await);
            page.click(&format!("save-{model}")).await;
            page.until_there(&format!("saved-{model}")).await;
        }

        let before = accuracies[0].clone();
        train(
            page,
            0,
            "cpu",
            &[("epochs", "1"), ("batch-size", "64"), ("seed", "7")],
        )
        .await;
        go_to(page, "models").await;
        let after = page
            .until_text("held-accuracy-0", |held| {
                held.contains('%') && held != before
            })
            .await;
        page.click("save-0").await;
        page.until_text("confirm-dialog", |text| {
            text.contains("Overwrite") && text.contains(&before)
        })
        .await;
        page.click("confirm-no").await;
        until_closed(page).await;
        page.until_text("saved-accuracy-0", |saved| saved == before)
            .await;
        page.click("save-0").await;
        page.click("confirm-yes").await;
        page.until_text("saved-accuracy-0", |saved| saved == after)
            .await;
        accuracies[0] = after;

        page.reload().await;
        for model in MODELS {
            let accuracy = &accuracies[usize::from(model)];
            page.until_text(&format!("saved-accuracy-{model}"), |saved| {
                saved == accuracy
            })
            .await;
        }
        page.click("delete-1").await;
        page.click("confirm-yes").await;
        page.until_gone("saved-1").await;
        assert!(page.is_there("saved-2").await, "only the one is deleted");
    });
}

#[test]
fn a_downloaded_model_can_be_loaded_back_and_bad_files_harm_nothing() {
    Scenario::of("models-files").run(async |page| {
        let files = Files::new();
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        go_to(page, "models").await;
        let accuracy = held_accuracy(page, 0).await;
        page.click("download-safetensors-0").await;
        let (name, safetensors) = page.take_download(".safetensors").await;
        page.click("download-pth-0").await;
        let (_, pth) = page.take_download(".pth").await;
        assert_eq!(&pth[..2], b"PK", "PyTorch's files are zip archives");

        let mut damaged = safetensors.clone();
        damaged[..8].copy_from_slice(&2_000_000_000_u64.to_le_bytes());
        let turned = replaced(&safetensors, "[10,784]", "[784,10]");
        let rare = places::fixtures().join("checkpoints/refused_float8_e4m3fnuz.safetensors");
        let rare = std::fs::read(rare).expect("it is committed");
        let bad: [(&str, &[u8]); 8] = [
            ("turned.safetensors", &turned),
            ("rare.safetensors", &rare),
            ("empty.safetensors", b""),
            ("text.safetensors", b"this is no model"),
            ("half.safetensors", &safetensors[..safetensors.len() / 2]),
            ("damaged.safetensors", &damaged),
            ("half.pth", &pth[..pth.len() / 2]),
            ("text.pth", b"nor is this"),
        ];
        for (name, bytes) in bad {
            page.upload("checkpoint-file", &files.write(name, bytes))
                .await;
            let sentence = page.until_said("checkpoint-error").await;
            assert!(sentence.len() > 20, "{name}: {sentence}");
            println!("{name}: {sentence}");
            assert_eq!(page.text("held-accuracy-0").await.as_ref(), Some(&accuracy));
            page.upload(
                "checkpoint-file",
                &files.write("good.safetensors", &safetensors),
            )
            .await;
            page.until_says("checkpoint-news", &["good.safetensors", "Model 0"])
                .await;
            page.until_text("checkpoint-error", str::is_empty).await;
            page.until_text("isclose-0", |verdict| verdict == "True")
                .await;
        }

        page.reload().await;
        go_to(page, "data").await;
        until_data_is_there(page).await;
        go_to(page, "models").await;
        for (name, bytes) in [(name.as_str(), &safetensors), ("model.pth", &pth)] {
            page.upload("checkpoint-file", &files.write(name, bytes))
                .await;
            page.until_says("checkpoint-news", &[name, "Model 0"]).await;
            page.until_text("held-accuracy-0", |held| held == accuracy)
                .await;
        }
    });
}

/// Written by PyTorch itself, as a learner's notebook does.
#[test]
fn files_from_pytorch_score_in_the_tab_as_they_do_there() {
    Scenario::of("models-from-pytorch").run(async |page| {
        open_with_data(page).await;
        go_to(page, "models").await;
        for (model, extension) in [
            (0, "pth"),
            (2, "pth"),
            (0, "safetensors"),
            (2, "safetensors"),
        ] {
            let name = format!("model_{model}.{extension}");
            page.upload("checkpoint-file", &places::fixtures().join(&name))
                .await;
            page.until_says("checkpoint-news", &[&name, &format!("Model {model}")])
                .await;
            let [loss, percent] = pytorch::score(model);
            page.until(&format!("{name} is evaluated as by PyTorch"), async || {
                let shown = page.number(&format!("held-accuracy-{model}")).await?;
                let shown_loss = page.number(&format!("held-loss-{model}")).await?;
                let is_close = (shown - percent).abs() < 0.015 && (shown_loss - loss).abs() < 2e-5;
                is_close.then_some(())
            })
            .await;
        }
        let other = "not those of one of the three models";
        for (name, says) in [
            ("whole_module.pth", &["weight, bias", other][..]),
            ("half.pth", &[other]),
            ("tensor.pth", &["single tensor"]),
            ("legacy.pth", &[other]),
        ] {
            let file = places::fixtures().join("pickles").join(name);
            page.upload("checkpoint-file", &file).await;
            page.until_says("checkpoint-error", says).await;
        }
    });
}

/// Names that training tools give to what `torch.save` writes, and the model in it.
const OTHER_NAMES: [(&str, u8); 3] = [
    ("epoch=2-step=5625.ckpt", 0),
    ("pytorch_model.bin", 2),
    ("model_best.pth.tar", 0),
];

#[test]
fn a_checkpoint_is_known_by_its_content_whatever_its_name() {
    Scenario::of("models-other-names").run(async |page| {
        let files = Files::new();
        open_with_data(page).await;
        go_to(page, "models").await;
        for (name, model) in OTHER_NAMES {
            let content = std::fs::read(places::fixtures().join(format!("model_{model}.pth")));
            let content = content.expect("the fixture is committed");
            let extension = name
                .rsplit_once('.')
                .map_or(name, |(_, extension)| extension);
            if extension == "ckpt" {
                drop_checkpoint(page, name, &content).await;
            } else {
                page.upload("checkpoint-file", &files.write(name, &content))
                    .await;
            }
            page.until_says("checkpoint-news", &[name, &format!("Model {model}")])
                .await;
            let [_, percent] = pytorch::score(model);
            page.until(&format!("{name} is evaluated as by PyTorch"), async || {
                let shown = page.number(&format!("held-accuracy-{model}")).await?;
                ((shown - percent).abs() < 0.015).then_some(())
            })
            .await;
            let offered = page.attribute("checkpoint-file", "accept").await;
            let offered = offered.expect("the chooser shows models' files");
            assert!(
                offered
                    .split(',')
                    .any(|it| it.strip_prefix('.') == Some(extension)),
                "{name} is not among {offered}"
            );
        }
    });
}

async fn drop_checkpoint(page: &Page, name: &str, content: &[u8]) {
    let script = format!(
        "const bag = new DataTransfer(); \
         bag.items.add(new File([new Uint8Array({content:?})], '{name}')); \
         return e.dispatchEvent(new DragEvent('drop', \
         {{ dataTransfer: bag, bubbles: true, cancelable: true }}))"
    );
    page.until("the engine takes files", async || {
        let is_disabled = page.property("checkpoint-file", "disabled").await;
        (is_disabled == Some(false)).then_some(())
    })
    .await;
    page.find::<bool>("checkpoint-drop", &script).await;
}

/// The file with words of its header replaced by others of the same length.
fn replaced(file: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut file = file.to_vec();
    let mut n_replaced = 0;
    for start in 0..=file.len() - old.len() {
        if file[start..].starts_with(old.as_bytes()) {
            file[start..start + new.len()].copy_from_slice(new.as_bytes());
            n_replaced += 1;
        }
    }
    assert!(n_replaced > 0, "the header says {old}");
    file
}

/// The accuracy of a model in this tab, once it is evaluated.
async fn held_accuracy(page: &Page, model: u8) -> String {
    page.until_text(&format!("held-accuracy-{model}"), |text| text.contains('%'))
        .await
}

async fn until_closed(page: &Page) {
    page.until("the question is gone", async || {
        let is_closed: bool = page.find("confirm-dialog", "return !e?.open").await;
        is_closed.then_some(())
    })
    .await;
}
