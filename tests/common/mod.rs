//! What the integration tests share: the real data set.

use std::path::Path;

use fitting_room::data::Split;
use fitting_room::protocol::DataFile;

/// The real images, which `cargo xtask data` puts under `public/data/`.
pub fn split(images: DataFile, labels: DataFile) -> Split {
    Split::parse(&read(images), &read(labels)).expect("the data set is whole")
}

pub fn read(file: DataFile) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("public/data")
        .join(file.file_name());
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "cannot read {}: {error}; run `cargo xtask data` first",
            path.display()
        )
    })
}
