//! The help says what the parser does.

use super::*;
use std::collections::BTreeSet;

/// The options of a command, each with its text.
fn options(command: &str) -> BTreeSet<String> {
    let Ok(Task::Help(help)) = parse(["--help".into()]) else {
        panic!("there is a help");
    };
    let (_, from_here) = help
        .split_once(&format!("\nlesson {command}\n"))
        .expect("it is there");
    let help = from_here
        .split("\nlesson ")
        .next()
        .expect("there is a first");
    let blocks = help.split("\n\n").map(str::trim);
    // The first stands directly below the heading.
    let blocks = blocks.map(|block| block.trim_start_matches("OPTIONS:").trim());
    let options = blocks.filter(|block| block.starts_with("--"));
    options.map(str::to_owned).collect()
}

/// The grammar's texts are written out, so they could say another default than the one that is taken.
#[test]
fn the_help_says_the_defaults_that_are_taken() {
    let parsed = |line: &str| parse(line.split(' ').map(OsString::from)).expect("it is valid");
    let Task::Train { config, data, .. } = parsed("train --model 0") else {
        panic!("train is a command");
    };
    let settings = [
        ("--seed", config.seed.to_string()),
        ("--epochs", config.n_epochs.to_string()),
        ("--lr", config.learning_rate.to_string()),
        ("--batch-size", config.batch_size.to_string()),
        ("--hidden-units", config.hidden_units.to_string()),
        ("--data", data.display().to_string()),
    ];
    let Task::Photos {
        checkpoint,
        first_image,
        ..
    } = parsed("photos")
    else {
        panic!("photos is a command");
    };
    let photos = [
        ("--checkpoint", checkpoint.display().to_string()),
        ("--first", first_image.to_string()),
    ];
    for (command, defaults) in [("train", &settings[..]), ("photos", &photos)] {
        let options = options(command);
        for (option, default) in defaults {
            let text = options.iter().find(|text| text.starts_with(option));
            let text = text.expect("it is an option").to_lowercase();
            assert!(text.contains(&format!("by default {default}.")), "{text}");
        }
    }
}

/// The grammar cannot share them, so they stand there twice.
#[test]
fn train_and_export_take_the_same_settings() {
    let (train, export) = (options("train"), options("export"));
    assert!(export.iter().any(|option| option.starts_with("--seed")));
    let only_export: Vec<&String> = export.difference(&train).collect();
    assert!(
        matches!(only_export[..], [out] if out.starts_with("--out")),
        "{only_export:?}"
    );
    let only_train: Vec<&str> = train
        .difference(&export)
        .filter_map(|it| it.split(' ').next())
        .collect();
    assert_eq!(only_train, ["--data", "--device", "--out"]);
}
