//! The build's name depends on the sources and not on their path; releases of crates come from Cargo.lock.

use std::fs;
use std::path::{Path, PathBuf};

#[allow(dead_code, reason = "its `main` belongs to cargo")]
#[path = "../build.rs"]
mod build;

/// A small checkout in a temporary folder.
struct Checkout(PathBuf);

impl Checkout {
    fn of(name: &str, files: &[(&str, &str)]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // What an earlier run left behind.
        fs::remove_dir_all(&root).ok();
        let checkout = Self(root);
        for (file, text) in files {
            checkout.write(file, text);
        }
        checkout
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the target folder can be written to");
        fs::write(path, text).expect("the target folder can be written to");
    }

    fn hash(&self) -> u64 {
        let files = build::parts_of_workers(&self.0).expect("it has sources");
        build::hash_of(&self.0, &files).expect("they can be read")
    }
}

const FILES: [(&str, &str); 6] = [
    ("Cargo.lock", "burn 0.22.1"),
    ("src/lib.rs", "pub mod engine;"),
    ("src/engine/run.rs", "fn run() {}"),
    ("src/app.rs", "mod pages;"),
    ("src/app/pages/data.rs", "view!"),
    ("src/session/run.rs", "struct Run;"),
];

#[test]
fn the_same_sources_have_the_same_name_wherever_they_lie() {
    let (here, there) = (Checkout::of("here", &FILES), Checkout::of("there", &FILES));
    assert_eq!(here.hash(), there.hash());
}

#[test]
fn a_changed_an_added_and_a_moved_file_make_another_name() {
    let checkout = Checkout::of("changed", &FILES);
    let mut names = vec![checkout.hash()];
    checkout.write("src/engine/run.rs", "fn run() { }");
    names.push(checkout.hash());
    checkout.write("src/engine/pause.rs", "");
    names.push(checkout.hash());
    fs::rename(
        checkout.0.join("src/engine/pause.rs"),
        checkout.0.join("src/engine/stop.rs"),
    )
    .unwrap();
    names.push(checkout.hash());
    checkout.write("Cargo.lock", "burn 0.22.2");
    names.push(checkout.hash());
    let n_names = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n_names);
}

#[test]
fn what_only_the_page_has_does_not_make_new_workers() {
    let checkout = Checkout::of("page-only", &FILES);
    let before = checkout.hash();
    checkout.write("src/app/pages/data.rs", "view! { <p/> }");
    checkout.write("src/session/run.rs", "struct Run { id: u32 }");
    assert_eq!(checkout.hash(), before);
}

#[test]
fn the_real_checkout_has_its_protocol_and_engine_in_the_name() {
    let files = build::parts_of_workers(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    for file in [
        "src/protocol.rs",
        "src/engine/run.rs",
        "src/wire.rs",
        "src/bin/worker_cpu.rs",
    ] {
        assert!(files.iter().any(|known| known == file), "{file}");
    }
}

#[test]
fn each_crate_that_the_page_names_has_one_release() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    for name in build::NAMED_CRATES {
        assert!(build::lockfile::release_of(&lock, name).is_some(), "{name}");
    }
}
