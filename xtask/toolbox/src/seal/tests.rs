//! Sealing a page of a few files.

use super::*;
use std::path::PathBuf;

const PAGE: &str = "<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\" />\n\
    <script type=\"module\">go();</script>\n<script src=\"keep.js\"></script>\n</head>\n</html>\n";
const PROGRAM: &str =
    "// a reason\nconst VERSION = null;\nconst FILES = {};\nconst HEADERS = {};\nrest();\n";

/// A folder that is removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn with_page(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("seal-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("data")).unwrap();
        fs::create_dir_all(folder.join("models")).unwrap();
        for (name, text) in [
            (INDEX, PAGE),
            (SERVICE_WORKER, PROGRAM),
            ("keep.js", "keep()"),
            ("models/model.bin", "0123"),
            ("data/images.gz", "large"),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        Self(folder)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn every_file_is_listed_with_its_hash_but_the_data() {
    let page = Folder::with_page("list");
    let version = seal(&page.0).unwrap();
    let program = page.text(SERVICE_WORKER);
    assert!(program.contains(&format!("const VERSION = \"{version}\";\n")));
    // printf 'keep()' | openssl dgst -sha256 -binary | base64
    let keep = "\"keep.js\": [\"text/javascript; charset=utf-8\", \
        \"sha256-Pe8GI/HBwb3yGmlWe0KyrYr+FZMafT8HNyiS1RW2ves=\"]";
    assert!(program.contains(keep), "{program}");
    assert!(program.contains("\"models/model.bin\": ["), "{program}");
    let index = integrity_of(page.text(INDEX).as_bytes());
    assert!(program.contains(&index), "the page is listed as sealed");
    assert!(!program.contains("images.gz"), "{program}");
    assert!(!program.contains("\"service_worker.js\""), "{program}");
    assert!(program.starts_with("// a reason\n") && program.ends_with("rest();\n"));
}

#[test]
fn the_policy_allows_the_pages_own_script_by_its_hash() {
    let page = Folder::with_page("policy");
    assert_eq!(policy_of(&page.0), None);
    seal(&page.0).unwrap();
    let policy = policy_of(&page.0).unwrap();
    let script = integrity_of(b"go();");
    assert!(
        policy.contains(&format!("'wasm-unsafe-eval' '{script}';")),
        "{policy}"
    );
    assert!(policy.ends_with(FRAME_POLICY), "{policy}");
    assert!(page.text(SERVICE_WORKER).contains(&policy));
    // In a tag browsers complain about it.
    assert!(!page.text(INDEX).contains(FRAME_POLICY));
}

#[test]
fn sealing_again_changes_the_version_only_with_a_file() {
    let page = Folder::with_page("again");
    let first = seal(&page.0).unwrap();
    let sealed = (page.text(INDEX), page.text(SERVICE_WORKER));
    assert_eq!(seal(&page.0).unwrap(), first);
    assert_eq!((page.text(INDEX), page.text(SERVICE_WORKER)), sealed);
    fs::write(page.0.join("models/model.bin"), "0124").unwrap();
    let second = seal(&page.0).unwrap();
    assert_ne!(second, first);
    assert!(page.text(INDEX).contains(&second) && !page.text(INDEX).contains(&first));
}

#[test]
fn a_page_without_a_service_worker_is_refused() {
    let page = Folder::with_page("refused");
    fs::write(page.0.join(SERVICE_WORKER), "another").unwrap();
    assert!(seal(&page.0).is_err());
    fs::remove_file(page.0.join(SERVICE_WORKER)).unwrap();
    assert!(seal(&page.0).is_err());
}

#[test]
fn base64_pads_to_four_digits() {
    assert_eq!(base64(b"Fitting"), "Rml0dGluZw==");
    assert_eq!(base64(b"room!"), "cm9vbSE=");
    assert_eq!(base64(b"abc"), "YWJj");
}
