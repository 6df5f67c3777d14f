//! Reads small files written by PyTorch, one of each kind (`tests/fixtures/make_fixtures.py pickles`).

use super::*;
use crate::checkpoint::Foreign;

/// The records of an archive in its order, with their names below its folder.
fn records_of(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a good archive");
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.expect("a good name").into_owned())
        .collect();
    let mut archive = Archive::open(file).expect("a good file");
    let (folder, _) = names[0].split_once('/').expect("PyTorch makes a folder");
    names
        .iter()
        .map(|name| {
            let name = &name[folder.len() + 1..];
            let bytes = archive.read(name).expect("a good record");
            (name.to_owned(), bytes)
        })
        .collect()
}

/// Shape and values of the tensor of this name in the first group that has it.
fn tensor(file: &mut TorchFile, name: &str) -> Result<(Vec<usize>, Vec<f32>), CheckpointError> {
    for (group, place) in file.groups().iter().enumerate() {
        let position = place.tensors.iter().position(|tensor| tensor.name == name);
        if let Some(position) = position {
            let shape = place.tensors[position].shape.clone();
            return Ok((shape, file.values(group, position)?));
        }
    }
    panic!("there is no tensor {name}");
}

fn weight(file: &[u8]) -> Result<Vec<f32>, CheckpointError> {
    let (_, values) = tensor(&mut TorchFile::open(file)?, "weight")?;
    Ok(values)
}

/// The archive of some records.
fn archive(records: &[(String, Vec<u8>)]) -> Vec<u8> {
    write::archive(records).expect("memory takes every byte")
}

fn written_by_pytorch(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pickles/");
    std::fs::read(format!("{folder}{name}")).expect("a fixture of this name")
}

#[track_caller]
fn assert_holds(file: &mut TorchFile, name: &str, shape: &[usize], values: &[f32]) {
    assert_eq!(
        tensor(file, name),
        Ok((shape.to_vec(), values.to_vec())),
        "{name}"
    );
}

/// The values in all of these files: three rows of four.
const GRID: [f32; 12] = [0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.];

#[test]
fn views_of_one_storage_have_pytorchs_values() {
    let file = written_by_pytorch("views.pth");
    let mut file = TorchFile::open(&file).expect("a state dict");
    let groups = file.groups();
    let names: Vec<&str> = groups[0]
        .tensors
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["transposed", "tail", "shared", "row", "scalar", "none"]
    );
    let columns = [0., 4., 8., 1., 5., 9., 2., 6., 10., 3., 7., 11.];
    assert_holds(&mut file, "transposed", &[4, 3], &columns);
    assert_holds(&mut file, "tail", &[5], &GRID[7..]);
    assert_holds(&mut file, "shared", &[12], &GRID);
    assert_holds(&mut file, "row", &[4], &GRID[4..8]);
    assert_holds(&mut file, "scalar", &[], &[3.5]);
    assert_holds(&mut file, "none", &[0], &[]);
}

#[test]
fn plain_dicts_parameters_and_nested_state_dicts_are_read() {
    for name in [
        "plain_dict.pth",
        "parameters.pth",
        "nested.pth",
        "twenty_one_characters.pth",
    ] {
        let file = written_by_pytorch(name);
        let mut file = TorchFile::open(&file).expect(name);
        assert_holds(&mut file, "weight", &[3, 4], &GRID);
    }
}

#[test]
fn halves_and_whole_numbers_are_cast() {
    for file in ["half.pth", "integers.pth"] {
        assert_eq!(
            weight(&written_by_pytorch(file)).as_deref(),
            Ok(&GRID[..]),
            "{file}"
        );
    }
}

#[test]
fn modules_and_files_from_before_zip_are_read() {
    let file = written_by_pytorch("whole_module.pth");
    let mut file = TorchFile::open(&file).expect("a module");
    let (shape, _) = tensor(&mut file, "weight").expect("a linear layer has one");
    assert_eq!(shape, [2, 2]);
    let class = file.groups()[0].module.clone();
    assert_eq!(class.as_deref(), Some("torch.nn.modules.linear.Linear"));
    let file = written_by_pytorch("legacy.pth");
    let mut file = TorchFile::open_legacy(&file).expect("a state dict");
    assert_holds(&mut file, "weight", &[3, 4], &GRID);
}

#[test]
fn only_figures_of_the_model_are_taken_for_accuracies() {
    for (file, expected) in [
        ("accuracy_settings.pth", None),
        ("accuracy_lists.pth", Some(("test_acc", 0.625))),
        ("accuracy_history.pth", Some(("acc", 0.875))),
        ("accuracy_epochs.pth", Some(("accuracy", 0.875))),
    ] {
        let bytes = written_by_pytorch(file);
        let notes = TorchFile::open(&bytes).expect(file).notes();
        let recorded = notes.iter().find_map(|note| match note {
            LoadNote::RecordedAccuracy { key, accuracy } => Some((key.as_str(), *accuracy)),
            _ => None,
        });
        assert_eq!(recorded, expected, "{file}");
    }
}

#[test]
fn a_single_tensor_is_described() {
    let error = TorchFile::open(&written_by_pytorch("tensor.pth")).err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some(
            "it holds a single tensor instead of tensors by name; save it again with torch.save(model.state_dict(), …)"
        )
    );
}

#[test]
fn other_zip_archives_are_refused_by_what_they_lack_or_hold() {
    let records = |names: &[&str]| -> Vec<(String, Vec<u8>)> {
        let record = |name: &&str| ((*name).to_owned(), b"}.".to_vec());
        names.iter().map(record).collect()
    };
    let open = |names: &[&str]| TorchFile::open(&archive(&records(names))).err();
    let record = "data.pkl".to_owned();
    assert_eq!(
        open(&["notes.txt"]),
        Some(CheckpointError::NoRecord { record })
    );
    assert_eq!(
        open(&["data.pkl", "constants.pkl"]),
        Some(CheckpointError::TorchScript)
    );
    let found = "a dict without tensors".to_owned();
    assert_eq!(
        open(&["data.pkl"]),
        Some(CheckpointError::NotAStateDict { found })
    );
    assert_eq!(
        open(&["config.json", "model.weights.h5"]),
        Some(CheckpointError::Foreign(Foreign::Keras))
    );
}

#[test]
fn a_storage_that_is_missing_or_too_short_is_refused() {
    let good = records_of(&written_by_pytorch("plain_dict.pth"));
    let storage = good
        .iter()
        .position(|(name, _)| name == "data/0")
        .expect("there is one storage");

    let mut records = good.clone();
    records.remove(storage);
    let file = archive(&records);
    let values = weight(&file);
    let record = "data/0".to_owned();
    assert_eq!(values, Err(CheckpointError::NoRecord { record }));

    let mut records = good.clone();
    records[storage].1.truncate(47);
    let file = archive(&records);
    let values = weight(&file);
    let tensor = "weight".to_owned();
    assert_eq!(values, Err(CheckpointError::BeyondData { tensor }));
}

#[test]
fn a_flipped_bit_in_the_values_is_caught_by_the_checksum() {
    let mut file = written_by_pytorch("plain_dict.pth");
    let eleven = 11_f32.to_le_bytes();
    let at = file
        .windows(4)
        .position(|bytes| bytes == eleven)
        .expect("the last value lies in the file as it is");
    file[at] ^= 1;
    let values = weight(&file);
    assert!(
        matches!(values, Err(CheckpointError::DamagedZip { .. })),
        "{values:?}"
    );
}

/// Without its directory at the end, an archive is a download that broke off.
#[test]
fn a_broken_download_is_told() {
    let file = written_by_pytorch("plain_dict.pth");
    let error = TorchFile::open(&file[..file.len() / 2]).err();
    assert_eq!(error, Some(CheckpointError::BrokenOff));
    for n_missing in 1..=22 {
        let error = TorchFile::open(&file[..file.len() - n_missing]).err();
        assert_eq!(error, Some(CheckpointError::BrokenOff), "{n_missing}");
    }
    let file = written_by_pytorch("legacy.pth");
    let error = TorchFile::open_legacy(&file[..file.len() - 1]).err();
    assert_eq!(error, Some(CheckpointError::BrokenOff));
}
