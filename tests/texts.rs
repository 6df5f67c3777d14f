//! The texts of the page: complete in every language, all of them used, read as Fluent itself reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use proc_macro2::{TokenStream, TokenTree};

use fitting_room::texts::{self, Catalogue, Language};

/// The names of a text's placeholders.
type Names = BTreeSet<String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file_of(language: Language) -> String {
    let path = root().join(format!("public/texts/{}.ftl", language.code()));
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
fn messages(language: Language) -> BTreeMap<String, Names> {
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

/// A use of a text in the sources: the key, and the names of the arguments where it is the macro's.
struct Use {
    key: String,
    names: Names,
    file: PathBuf,
}

#[derive(Default)]
struct Uses {
    calls: Vec<Use>,
    literals: BTreeSet<String>,
}

impl Uses {
    fn read(&mut self, tokens: TokenStream, file: &Path) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(literal) = literal(token) {
                self.literals.insert(literal);
            }
            let TokenTree::Group(group) = token else {
                continue;
            };
            let is_macro = at >= 2
                && tokens[at - 1].to_string() == "!"
                && tokens[at - 2].to_string() == "text";
            let inside: Vec<TokenTree> = group.stream().into_iter().collect();
            if is_macro && let Some(key) = inside.first().and_then(literal) {
                self.calls.push(Use {
                    key,
                    names: names_of(&inside),
                    file: file.to_owned(),
                });
            }
            self.read(group.stream(), file);
        }
    }
}

/// `a` and `b` of `"key", a = 1, b = x`.
fn names_of(inside: &[TokenTree]) -> Names {
    let is = |at: usize, sign: &str| {
        inside
            .get(at)
            .is_some_and(|token| token.to_string() == sign)
    };
    let starts =
        (1..inside.len()).filter(|&at| is(at - 1, ",") && is(at + 1, "=") && !is(at + 2, "="));
    starts.map(|at| inside[at].to_string()).collect()
}

fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let text = literal.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn uses() -> Uses {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut uses = Uses::default();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        let tokens = text.parse().expect("the sources are Rust");
        uses.read(tokens, &file);
    }
    uses
}

#[test]
fn every_text_asked_for_is_there_with_its_arguments() {
    let english = messages(Language::English);
    for Use { key, names, file } in uses().calls {
        // A test asks for it in vain on purpose.
        if key == "no-such-text" {
            continue;
        }
        let expected = english
            .get(&key)
            .unwrap_or_else(|| panic!("{}: no text “{key}”", file.display()));
        assert_eq!(&names, expected, "{}: {key}", file.display());
    }
}

#[test]
fn every_text_is_used() {
    let uses = uses();
    let asked: BTreeSet<&str> = uses.calls.iter().map(|call| call.key.as_str()).collect();
    // Keys in tables, and the fixed starts of keys that are put together.
    let starts: Vec<&str> = uses
        .literals
        .iter()
        .filter_map(|literal| {
            let start = literal.split('{').next()?;
            (start.len() < literal.len() && start.ends_with('-') && start.len() > 3)
                .then_some(start)
        })
        .collect();
    let unused: Vec<String> = messages(Language::German)
        .into_keys()
        .filter(|key| {
            !asked.contains(key.as_str())
                && !uses.literals.contains(key)
                && !starts.iter().any(|start| key.starts_with(start))
        })
        .collect();
    assert!(unused.is_empty(), "no source asks for {unused:#?}");
}

#[test]
fn a_language_is_spoken_from_now_on() {
    assert_eq!(texts::get("language-switch"), "Language");
    texts::speak(Language::German, &file_of(Language::German)).expect("it is a file of texts");
    assert_eq!(texts::get("language-switch"), "Sprache");
    assert!(texts::speak(Language::English, "nonsense").is_ok());
    assert_eq!(texts::get("language-switch"), "Language");
}
