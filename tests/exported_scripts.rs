//! An exported script prints under the real PyTorch what the trainer prints; `cargo xtask test --pytorch` runs it.

use std::path::Path;
use std::process::Command;

use fitting_room::models::ModelKind;
use fitting_room::session::{FormField, SettingsForm};

fn lesson(words: &[&str]) -> String {
    printed(Command::new(env!("CARGO_BIN_EXE_lesson")).args(words))
}

fn printed(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("it prints text")
}

fn epochs(printed: &str) -> Vec<&str> {
    let is_epoch = |line: &&str| line.starts_with("Train loss: ");
    printed.lines().filter(is_epoch).collect()
}

#[test]
#[ignore = "needs PyTorch: `cargo xtask test --pytorch` runs it"]
fn an_exported_script_prints_the_trainers_digits() {
    let python =
        std::env::var("FITTING_ROOM_PYTHON").expect("the caller names a Python with torch");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (i, settings) in [
        &["--model", "0", "--epochs", "1"][..],
        &[
            "--model", "1", "--seed", "7", "--lr", "0.05", "--epochs", "2",
        ],
        &[
            "--model",
            "1",
            "--hidden-units",
            "16",
            "--batch-size",
            "64",
            "--no-final-relu",
            "--epochs",
            "1",
        ],
    ]
    .into_iter()
    .enumerate()
    {
        let script = folder.join(format!("exported-{i}.py"));
        let script = script.to_str().expect("the folder's name is text");
        lesson(&[&["export", "--out", script], settings].concat());
        let ours = lesson(&[&["train"], settings].concat());
        let theirs = printed(Command::new(&python).arg(script).arg("--data").arg(&data));
        assert!(!epochs(&ours).is_empty(), "{ours}");
        assert_eq!(epochs(&ours), epochs(&theirs), "{settings:?}");
    }
}

#[test]
fn settings_out_of_range_are_refused_in_the_pages_words() {
    for (option, field, text) in [
        ("--lr", FormField::LearningRate, "0"),
        ("--lr", FormField::LearningRate, "fast"),
        ("--hidden-units", FormField::HiddenUnits, "4000"),
        ("--epochs", FormField::Epochs, "2.5"),
        ("--batch-size", FormField::BatchSize, ""),
        ("--seed", FormField::Seed, "4294967296"),
    ] {
        let mut form = SettingsForm::lesson(ModelKind::NON_LINEAR);
        form.set_text(field, text.to_owned());
        let says = form.error(field).expect("the page refuses it");
        for command in [&["export", "--out", "never.py"][..], &["train"]] {
            let words = [command, &["--model", "1", option, text]].concat();
            let output = Command::new(env!("CARGO_BIN_EXE_lesson"))
                .args(words)
                .output()
                .expect("the program starts");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(!output.status.success(), "{option} {text} is taken");
            assert_eq!(errors, format!("error: {says}\n"));
        }
    }
}
