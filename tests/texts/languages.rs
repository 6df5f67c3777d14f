//! The files of texts: every language has every text, and the page reads them as Fluent does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fitting_room::protocol::{DeviceKind, ModelKind, RunId, TrainingConfig};
use fitting_room::session::{Run, StoredRun, StoredRunId, results};
use fitting_room::texts::{self, Catalogue, Language};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::Names;

fn file_of(language: Language) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("public/texts/{}.ftl", language.code()));
    std::fs::read_to_string(path).expect("there is a file for each language")
}

fn placeholders(pattern: &Pattern<&str>, names: &mut Names) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                names.insert(id.name.to_owned());
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => {
                names.insert(id.name.to_owned());
                for variant in variants {
                    placeholders(&variant.value, names);
                }
            }
            other => panic!("the page does not read {other:?}"),
        }
    }
}

/// The texts of a language as Fluent reads them: key and placeholders.
pub fn messages(language: Language) -> BTreeMap<String, Names> {
    let file = file_of(language);
    let resource = parser::parse(file.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{} is no Fluent file: {errors:?}", language.code()));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            assert!(!matches!(entry, Entry::Junk { .. }), "{entry:?}");
            continue;
        };
        let mut names = Names::new();
        placeholders(&message.value.expect("a text"), &mut names);
        let key = message.id.name.to_owned();
        assert!(
            messages.insert(key.clone(), names).is_none(),
            "{key} stands twice in {}",
            language.code()
        );
    }
    messages
}

/// The words of a text without its line breaks and placeholders.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn every_language_has_every_text_with_the_same_placeholders() {
    let english = messages(Language::English);
    let german = messages(Language::German);
    // The texts of a model stand in the model's own file in English.
    let is_models = |key: &str| key.starts_with("model-");
    let differ = |key: &String| english.get(key) != german.get(key);
    let keys: BTreeSet<&String> = english.keys().chain(german.keys()).collect();
    let wrong: Vec<_> = keys
        .into_iter()
        .filter(|key| differ(key) && !is_models(key))
        .collect();
    assert!(
        wrong.is_empty(),
        "missing in a language, or with other placeholders: {wrong:#?}"
    );
}

#[test]
fn the_page_reads_the_files_as_fluent_does() {
    for language in Language::ALL {
        let file = file_of(language);
        let ours = Catalogue::read(&file).expect("the page can read it");
        let theirs = messages(language);
        let keys: BTreeSet<String> = ours.keys().map(str::to_owned).collect();
        assert_eq!(keys, theirs.keys().cloned().collect());
        let resource = parser::parse(file.as_str()).expect("it is a Fluent file");
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let elements = message.value.expect("a text").elements;
            if let [PatternElement::TextElement { .. }, ..] = elements.as_slice()
                && elements
                    .iter()
                    .all(|element| matches!(element, PatternElement::TextElement { .. }))
            {
                let whole: String = elements
                    .iter()
                    .map(|element| match element {
                        PatternElement::TextElement { value } => *value,
                        PatternElement::Placeable { .. } => "",
                    })
                    .collect();
                let key = message.id.name;
                let text = ours.get(key).expect("it was compared above");
                assert_eq!(words(text), words(&whole), "{key}");
            }
        }
    }
}

#[test]
fn a_language_is_spoken_from_now_on_but_not_in_files_that_programs_read() {
    let config = TrainingConfig {
        n_epochs: 1,
        ..TrainingConfig::lesson(ModelKind::NON_LINEAR)
    };
    let run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
    let runs = [StoredRun {
        id: StoredRunId::at(0.0, 0.0),
        run,
        file_bytes: None,
    }];
    let files = || [results::csv, results::epochs_csv, results::json_text].map(|of| of(&runs));
    let (english, name) = (files(), runs[0].name());
    assert_eq!(texts::get("language-switch"), "Language");
    texts::speak(Language::German, &file_of(Language::German)).expect("it is a file of texts");
    assert_eq!(texts::get("language-switch"), "Sprache");
    assert_ne!(runs[0].name(), name);
    assert_eq!(files(), english);
    assert!(texts::speak(Language::English, "nonsense").is_ok());
    assert_eq!(texts::get("language-switch"), "Language");
}
