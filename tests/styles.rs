//! Holds the stylesheets apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Two views that give a class to different things would each get the other's rules.
#[test]
fn no_class_is_styled_in_two_sheets() {
    let sheets = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut owners = BTreeMap::new();
    let mut shared = Vec::new();
    for entry in std::fs::read_dir(sheets).expect("the folder is there") {
        let sheet = entry.expect("it can be read").path();
        let text = std::fs::read_to_string(&sheet).expect("it is text");
        for class in classes_of(&text) {
            let owner = owners.entry(class.clone()).or_insert_with(|| sheet.clone());
            if *owner != sheet {
                shared.push(format!(
                    ".{class}: {} and {}",
                    owner.display(),
                    sheet.display()
                ));
            }
        }
    }
    assert!(owners.len() > 100, "{owners:?}");
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

/// The classes of which a rule speaks alone.
fn classes_of(sheet: &str) -> BTreeSet<String> {
    let selectors = sheet
        .split('{')
        .filter_map(|before| before.rsplit(['}', ';', '/']).next());
    let classes = selectors.flat_map(|selectors| selectors.split(','));
    classes
        .filter_map(|selector| selector.trim().strip_prefix('.'))
        .filter(|class| {
            class
                .chars()
                .all(|it| it.is_alphanumeric() || "-_".contains(it))
        })
        .map(str::to_owned)
        .collect()
}
