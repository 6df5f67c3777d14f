//! Reads small files written by PyTorch, one of each kind (`tests/fixtures/make_fixtures.py pickles`).

use super::*;

/// The records of an archive in its order, with their names below its folder.
fn records_of(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut file = TorchFile::open(file).expect("a good file");
    let paths: Vec<String> = file
        .archive
        .file_names()
        .map(|name| name.expect("a good name").into_owned())
        .collect();
    paths
        .into_iter()
        .map(|path| {
            let name = path[file.folder.len()..].to_owned();
            let bytes = file.record(&name).expect("a good record");
            (name, bytes)
        })
        .collect()
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
    let shapes = file.shapes();
    let found = shapes.iter().find(|(known, _)| known == name);
    assert_eq!(found.map(|(_, shape)| shape.as_slice()), Some(shape));
    assert_eq!(file.values(name).as_deref(), Ok(values), "{name}");
}

/// The values in all of these files: three rows of four.
const GRID: [f32; 12] = [0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.];

#[test]
fn views_of_one_storage_have_pytorchs_values() {
    let file = written_by_pytorch("views.pth");
    let mut file = TorchFile::open(&file).expect("a state dict");
    let names: Vec<String> = file.shapes().into_iter().map(|(name, _)| name).collect();
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
fn other_dtypes_are_named() {
    for (name, dtype) in [("half.pth", "float16"), ("integers.pth", "int64")] {
        let file = written_by_pytorch(name);
        let error = TorchFile::open(&file)
            .and_then(|mut file| file.values("weight"))
            .expect_err(name);
        assert_eq!(
            error.to_string(),
            format!("the tensor weight holds values of the type {dtype} instead of float32")
        );
    }
}

#[test]
fn what_is_no_state_dict_is_described() {
    let open = |name: &str| match TorchFile::open(&written_by_pytorch(name)) {
        Ok(_) => panic!("{name} must be refused"),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        open("whole_module.pth"),
        "it holds a whole pickled object of the class torch.nn.modules.linear.Linear, and no code is ever run from \
         a file; save it again with torch.save(model.state_dict(), …)"
    );
    assert_eq!(
        open("tensor.pth"),
        "it holds a single tensor instead of tensors by name; save it again with torch.save(model.state_dict(), …)"
    );
    let legacy = crate::checkpoint::read(&written_by_pytorch("legacy.pth"));
    assert_eq!(legacy, Err(CheckpointError::BarePickle));
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
    assert_eq!(open(&["data.pkl"]), None);
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
    let values = TorchFile::open(&file).and_then(|mut file| file.values("weight"));
    let record = "data/0".to_owned();
    assert_eq!(values, Err(CheckpointError::NoRecord { record }));

    let mut records = good.clone();
    records[storage].1.truncate(47);
    let file = archive(&records);
    let values = TorchFile::open(&file).and_then(|mut file| file.values("weight"));
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
    let values = TorchFile::open(&file).and_then(|mut file| file.values("weight"));
    assert!(
        matches!(values, Err(CheckpointError::DamagedZip { .. })),
        "{values:?}"
    );
}
