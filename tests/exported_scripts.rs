//! An exported script prints under the real PyTorch what the trainer prints; `cargo xtask test --pytorch` runs it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use fitting_room::models::ModelKind;
use fitting_room::protocol::DataFile;
use fitting_room::session::{FormField, SettingsForm};

/// Runs a notebook's cells as Jupyter does, whose kernel has a command line of its own.
const JUPYTER: &str = r#"
import json, sys, types
sys.modules["ipykernel"] = types.ModuleType("ipykernel")
scope = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        exec(cell["source"], scope)
"#;

fn lesson(words: &[&str]) -> String {
    printed(Command::new(env!("CARGO_BIN_EXE_lesson")).args(words))
}

/// The run as a file of this name.
fn export(name: &str, settings: &[&str]) -> String {
    let file = file(name);
    lesson(&[&["export", "--out", &file], settings].concat());
    file
}

/// A file of this name in the tests' own folder.
fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    path.to_str().expect("the folder's name is text").to_owned()
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data")
}

/// A Python with torch that finds the data.
fn python() -> Command {
    let python =
        std::env::var("FITTING_ROOM_PYTHON").expect("the caller names a Python with torch");
    let mut command = Command::new(python);
    command.env("FASHION_MNIST_DIR", data());
    command
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

/// The numbers of the last epoch: train loss, test loss and test accuracy in percent.
fn last_epoch(printed: &str) -> [f64; 3] {
    let last = epochs(printed).pop().expect("an epoch is printed");
    numbers(last)
        .try_into()
        .expect("an epoch has three numbers")
}

fn numbers(text: &str) -> Vec<f64> {
    let is_between = |character: char| !character.is_ascii_digit() && character != '.';
    let parts = text.split(is_between);
    parts.filter_map(|part| part.parse().ok()).collect()
}

#[test]
#[ignore = "needs PyTorch: `cargo xtask test --pytorch` runs it"]
fn an_exported_script_prints_the_trainers_digits() {
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
        let script = export(&format!("exported-{i}.py"), settings);
        let ours = lesson(&[&["train"], settings].concat());
        let theirs = printed(python().arg(script));
        assert!(!epochs(&ours).is_empty(), "{ours}");
        assert_eq!(epochs(&ours), epochs(&theirs), "{settings:?}");
    }
}

#[test]
#[ignore = "needs PyTorch: `cargo xtask test --pytorch` runs it"]
fn a_notebook_trains_and_evaluates_a_checkpoint() {
    let settings = ["--model", "1", "--epochs", "1"];
    let notebook = export("exported.ipynb", &settings);
    let checkpoint = file("exported-1.pth");
    let ours = lesson(&[&["train", "--out", &checkpoint], &settings[..]].concat());
    let theirs = printed(python().args(["-c", JUPYTER, &notebook]));
    assert_eq!(epochs(&ours), epochs(&theirs));

    let cells = std::fs::read_to_string(&notebook).expect("it was written");
    let named = format!("CHECKPOINT = r'{checkpoint}'");
    let evaluating = cells.replacen("CHECKPOINT = None", &named, 1);
    std::fs::write(&notebook, evaluating).expect("the folder can be written to");
    let theirs = printed(python().args(["-c", JUPYTER, &notebook]));
    let [_, loss, accuracy] = last_epoch(&ours);
    assert_eq!(
        theirs,
        format!("Test loss: {loss:.5}\nTest acc: {accuracy:.2}%\n")
    );
}

/// Rounding moves a convolutional network's epoch by about a percentage point, and the same parameters by a digit.
#[test]
#[ignore = "needs PyTorch: `cargo xtask test --pytorch` runs it"]
fn a_script_trains_a_convolutional_network_as_well_and_evaluates_it_alike() {
    let settings = ["--model", "2", "--epochs", "1"];
    let script = export("exported-conv-net.py", &settings);
    let checkpoint = file("exported-conv-net.safetensors");
    let ours = lesson(&[&["train", "--out", &checkpoint], &settings[..]].concat());
    let theirs = printed(python().arg(&script));
    let difference = last_epoch(&theirs)[2] - last_epoch(&ours)[2];
    assert!(difference.abs() <= 2.5, "{ours}\n{theirs}");

    let theirs = printed(python().args([&script, "--checkpoint", &checkpoint]));
    let [_, loss, accuracy] = last_epoch(&ours);
    let found = numbers(&theirs);
    assert_eq!(found.len(), 2, "{theirs}");
    assert!((found[0] - loss).abs() < 2e-5, "{ours}\n{theirs}");
    assert!((found[1] - accuracy).abs() < 0.03, "{ours}\n{theirs}");
}

#[test]
#[ignore = "needs PyTorch: `cargo xtask test --pytorch` runs it"]
fn two_processes_under_torchrun_download_once_and_print_once() {
    let settings = ["--model", "0", "--epochs", "1"];
    let script = export("exported-shared.py", &settings);
    let code = std::fs::read_to_string(&script).expect("it was written");
    let (_, address) = code.split_once("urlretrieve(\"").expect("it downloads");
    let (address, _) = address.split_once('"').expect("the address ends");
    let near = format!("file://{}/", data().display());
    std::fs::write(&script, code.replace(address, &near)).expect("the folder can be written to");
    let downloaded = PathBuf::from(file("exported-shared"));
    if downloaded.exists() {
        std::fs::remove_dir_all(&downloaded).expect("an earlier test's folder can be removed");
    }

    let torchrun = ["-m", "torch.distributed.run", "--standalone"];
    let theirs = printed(
        python()
            .args(torchrun)
            .args(["--nproc-per-node", "2", &script, "--data"])
            .arg(&downloaded)
            .env("OMP_NUM_THREADS", "1"),
    );
    let lines: Vec<&str> = theirs.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, "Epoch: 0"), "{theirs}");
    // Both take 32 images to a step of 64: the trainer's batch of that size, but for the order of the images.
    let alone = lesson(&[&["train", "--batch-size", "64"], &settings[..]].concat());
    let (together, alone) = (last_epoch(&theirs), last_epoch(&alone));
    for (metric, tolerance) in [0.01, 0.06, 4.0].into_iter().enumerate() {
        let difference = (together[metric] - alone[metric]).abs();
        assert!(difference < tolerance, "{together:?}, {alone:?}");
    }

    let entries = std::fs::read_dir(&downloaded).expect("the script made it");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let names: BTreeSet<_> = names.collect();
    let whole = DataFile::ALL.map(|file| OsString::from(file.file_name()));
    assert_eq!(names, BTreeSet::from(whole));
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

#[test]
fn a_last_relu_is_left_out_only_where_there_is_one() {
    for model in ModelKind::ALL {
        let number = model.number.to_string();
        let script = format!("{}/relu-{number}.py", env!("CARGO_TARGET_TMPDIR"));
        let output = Command::new(env!("CARGO_BIN_EXE_lesson"))
            .args([
                "export",
                "--out",
                &script,
                "--model",
                &number,
                "--no-final-relu",
            ])
            .output()
            .expect("the program starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), model.has_final_relu(), "{errors}");
        if !model.has_final_relu() {
            let says = "--no-final-relu leaves out a last ReLU, and";
            assert_eq!(
                errors,
                format!("error: {says} {} has none\n", model.title())
            );
        }
    }
}
