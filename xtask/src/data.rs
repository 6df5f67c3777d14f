//! Puts the four files of FashionMNIST into `public/data/`, from the nearest place that has them.

mod check;
mod sources;

use check::{DataFile, FILES, Flaw, check};
use sources::{Source, sources};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use toolbox::{Dirs, Failure, Result, create_dir, ui};

/// Skips what is already right and replaces what is not, saying so.
pub fn ensure(dirs: &Dirs) -> Result<()> {
    let _lock = dirs.lock()?;
    let public = dirs.public_data();
    create_dir(&public)?;
    create_dir(&dirs.data_cache())?;
    remove_leftovers(&public);

    let mut wanted: Vec<&DataFile> = Vec::new();
    for file in &FILES {
        match read_checked(&public.join(file.name), file) {
            Ok(bytes) => keep(&dirs.data_cache().join(file.name), &bytes)?,
            Err(Flaw::Missing) => wanted.push(file),
            Err(flaw) => {
                ui::status("Replacing", format!("public/data/{}: {flaw}", file.name));
                wanted.push(file);
            }
        }
    }
    if wanted.is_empty() {
        ui::status("Ready", "the data in public/data");
        return Ok(());
    }

    for source in sources(dirs) {
        source.announce(wanted.len());
        match source.open(dirs, &wanted) {
            Ok(Some(folder)) => {
                let mut missing = Vec::new();
                for file in wanted {
                    if !take(dirs, &source, &folder, file)? {
                        missing.push(file);
                    }
                }
                wanted = missing;
            }
            Ok(None) => {}
            Err(reason) => ui::status("Skipping", format!("{source}: {reason}")),
        }
        if wanted.is_empty() {
            sources::clean_up(dirs);
            ui::status("Ready", "the data in public/data");
            return Ok(());
        }
    }

    let names: Vec<_> = wanted.iter().map(|file| file.name).collect();
    Err(Failure::new(
        format!("no source has {}", names.join(", ")),
        "connect to the internet and run `cargo xtask data` again, which goes on where it stopped; \
         or set FASHION_MNIST_DIR to a folder that holds the gz files",
    ))
}

/// Lets other checkouts find what this one has.
fn keep(cached: &Path, bytes: &[u8]) -> Result<()> {
    if cached.exists() {
        return Ok(());
    }
    write_whole(cached, bytes)
}

/// Copies one file from a source's folder to the cache and to `public/data`, if it is right there.
fn take(dirs: &Dirs, source: &Source, folder: &Path, file: &DataFile) -> Result<bool> {
    let from = folder.join(file.name);
    let bytes = match read_checked(&from, file) {
        Ok(bytes) => bytes,
        Err(Flaw::Missing) => return Ok(false),
        Err(flaw) => {
            ui::status("Skipping", format!("{}: {flaw}", from.display()));
            if folder.starts_with(dirs.data_cache()) {
                // A later run must not meet it again; that it may be gone already does no harm.
                let _ = fs::remove_file(&from);
            }
            return Ok(false);
        }
    };
    let cached = dirs.data_cache().join(file.name);
    if from != cached {
        write_whole(&cached, &bytes)?;
    }
    write_whole(&dirs.public_data().join(file.name), &bytes)?;
    ui::status(
        "Checked",
        format!(
            "{} ({}) from {source}",
            file.name,
            ui::size(bytes.len() as u64)
        ),
    );
    Ok(true)
}

/// The bytes of a gz file whose content has been checked.
fn read_checked(path: &Path, file: &DataFile) -> std::result::Result<Vec<u8>, Flaw> {
    let bytes = fs::read(path).map_err(Flaw::from_reading)?;
    check(&bytes, file)?;
    Ok(bytes)
}

/// Writes beside the file and renames, so that no half-written file ever bears its name.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(PARTIAL);
    let partial = path.with_file_name(name);
    let written = File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| Failure::file("write", &partial, error))?;
    fs::rename(&partial, path).map_err(|error| Failure::file("write", path, error))
}

const PARTIAL: &str = ".partial";

/// Trunk copies the whole folder into the page: what an interrupted run left must not go with it.
fn remove_leftovers(public: &Path) {
    for file in &FILES {
        let _ = fs::remove_file(public.join(format!("{}{PARTIAL}", file.name)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::path::PathBuf;

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            for inner in ["root", "cache/data", "source"] {
                fs::create_dir_all(folder.join(inner)).expect("temporary folders can be made");
            }
            fs::create_dir_all(folder.join("root/public/data")).expect("as above");
            Self(folder)
        }

        fn dirs(&self) -> Dirs {
            Dirs {
                root: self.0.join("root"),
                cache: self.0.join("cache"),
                target: self.0.join("target"),
            }
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// The SHA-256 of "abc" is the standard's own example.
    const ABC: DataFile = DataFile {
        name: "abc.gz",
        n_bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    };

    fn gz(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).expect("memory can be written");
        encoder.finish().expect("memory can be written")
    }

    #[test]
    fn a_right_file_is_taken_into_the_cache_and_the_page() {
        let scratch = Scratch::new("take");
        let (dirs, folder) = (scratch.dirs(), scratch.0.join("source"));
        fs::write(folder.join("abc.gz"), gz(b"abc")).expect("the folder exists");
        let source = Source::folder("a test", folder.clone());
        assert!(take(&dirs, &source, &folder, &ABC).expect("the folders can be written"));
        for taken in [dirs.data_cache(), dirs.public_data()] {
            assert_eq!(
                fs::read(taken.join("abc.gz")).expect("it was taken"),
                gz(b"abc")
            );
        }
    }

    #[test]
    fn a_wrong_file_is_not_taken_and_is_forgotten_only_in_our_cache() {
        let scratch = Scratch::new("wrong");
        let (dirs, theirs) = (scratch.dirs(), scratch.0.join("source"));
        let ours = dirs.data_cache();
        for folder in [&theirs, &ours] {
            fs::write(folder.join("abc.gz"), gz(b"abd")).expect("the folder exists");
            let source = Source::folder("a test", folder.clone());
            assert!(!take(&dirs, &source, folder, &ABC).expect("nothing is written"));
        }
        assert!(theirs.join("abc.gz").exists());
        assert!(!ours.join("abc.gz").exists());
        assert!(!dirs.public_data().join("abc.gz").exists());
    }
}
