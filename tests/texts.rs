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

/// The sources below `src/` without their tests, by their path there.
fn shown_sources() -> Vec<(String, TokenStream)> {
    let folder = root().join("src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    let name = |file: &PathBuf| {
        let file = file.strip_prefix(&folder).expect("it lies there");
        file.to_string_lossy().replace('\\', "/")
    };
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("the sources can be read");
        (name(&file), text.parse().expect("the sources are Rust"))
    };
    let is_shown = |file: &str| {
        let is_test = file.contains("/tests/") || file.ends_with("/tests.rs");
        // The command line and the programs' starts speak English.
        !is_test && !file.starts_with("bin/")
    };
    files
        .into_iter()
        .map(read)
        .filter(|(file, _)| is_shown(file))
        .collect()
}

/// Files that hold sentences on purpose, and why.
const OUTSIDE_THE_FILES: [(&str, &str); 12] = [
    (
        "texts/catalogue.rs",
        "there are no texts where they cannot be read",
    ),
    (
        "app/language.rs",
        "there are no texts yet when they could not be loaded",
    ),
    (
        "models/baseline.rs",
        "a model brings its own texts in English",
    ),
    (
        "models/non_linear.rs",
        "a model brings its own texts in English",
    ),
    (
        "models/tiny_vgg.rs",
        "a model brings its own texts in English",
    ),
    (
        "session/script.rs",
        "a Python script for whoever runs it elsewhere",
    ),
    ("session/lesson/passages.rs", "code in PyTorch"),
    (
        "session/curves.rs",
        "the cause that a reader of stored bytes gets; the page drops it",
    ),
    (
        "models/kind.rs",
        "the cause that a reader of stored bytes gets; the page drops it",
    ),
    (
        "training/network.rs",
        "the promise of an `expect` that stands more than once",
    ),
    (
        "protocol/evaluation.rs",
        "the cause that a reader of stored bytes gets; the page drops it",
    ),
    (
        "engine/driver.rs",
        "for the command line, which asks an engine without a page",
    ),
];

fn is_outside(file: &str) -> bool {
    OUTSIDE_THE_FILES.iter().any(|(known, _)| *known == file)
}

/// Macros and methods whose words reach developers alone.
const FOR_DEVELOPERS: [&str; 9] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "error",
    "expect",
    "panic",
    "unreachable",
    "eprintln",
];

/// The string literals of a source that may come before a learner: none of attributes, tests and broken promises.
fn strings(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n| word_before(&tokens, at, n);
        if let TokenTree::Group(group) = token {
            let is_attribute = before(1) == "#" || (before(1) == "!" && before(2) == "#");
            let is_test = before(1) == "tests" && before(2) == "mod";
            let called = if before(1) == "!" {
                before(2)
            } else {
                before(1)
            };
            if !is_attribute && !is_test && !FOR_DEVELOPERS.contains(&called.as_str()) {
                strings(group.stream(), found);
            }
        } else if let Some(text) = literal(token)
            && !(before(1) == "=" && before(2) == "class")
        {
            found.push(text);
        }
    }
}

/// Whether three words stand side by side as in a sentence: of letters alone, only the first with a capital, and no list.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_end_matches([',', '.', ':', ';', '?', '!', '…']);
        !word.is_empty() && word.chars().all(char::is_lowercase)
    };
    let is_first = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && (letters.as_str().is_empty() || is_word(letters.as_str()))
    };
    let words = words(text);
    words.windows(3).any(|three| {
        let is_list = three[..2].iter().all(|word| word.ends_with(','));
        is_first(three[0]) && is_word(three[1]) && is_word(three[2]) && !is_list
    })
}

/// The first words of each `#[error(…)]`.
fn errors(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if token.to_string() == "error"
            && let Some(TokenTree::Group(group)) = tokens.peek()
        {
            found.extend(group.stream().into_iter().next().as_ref().and_then(literal));
        }
        if let TokenTree::Group(group) = token {
            errors(group.stream(), found);
        }
    }
}

/// Whether anything but placeholders is in a text.
fn has_words_of_its_own(text: &str) -> bool {
    text.split('{').any(|part| {
        let outside = part.split_once('}').map_or(part, |(_, outside)| outside);
        outside.contains(char::is_alphabetic)
    })
}

#[test]
fn no_sentence_and_no_error_stands_in_the_code() {
    let mut wrong = Vec::new();
    for (file, tokens) in shown_sources() {
        let mut sentences = Vec::new();
        strings(tokens.clone(), &mut sentences);
        sentences.retain(|text| is_sentence(text));
        let mut written = Vec::new();
        errors(tokens, &mut written);
        written.retain(|text| has_words_of_its_own(text));
        written.extend(sentences);
        if is_outside(&file) {
            assert!(
                !written.is_empty(),
                "{file} holds no sentence any more: take it off the list"
            );
        } else {
            wrong.extend(written.into_iter().map(|text| format!("{file}: {text}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is written the same way in every language: names, and words of the lesson's code.
const NAMES: [&str; 9] = [
    "Fitting Room",
    "CPU",
    "WebGPU",
    "Recall",
    "isclose",
    "CHW",
    "HWC",
    "NCHW",
    "NHWC",
];

/// Properties and attributes that come before a learner.
const SHOWN: [&str; 7] = [
    "alt",
    "help",
    "hint",
    "label",
    "placeholder",
    "text",
    "title",
];

/// The token so many places before this one; empty where there is none.
fn word_before(tokens: &[TokenTree], at: usize, n: usize) -> String {
    at.checked_sub(n)
        .map(|at| tokens[at].to_string())
        .unwrap_or_default()
}

/// The literals of `view!` that are shown as they stand: between tags, and as a property that is a text.
fn view_texts(tokens: TokenStream, is_view: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |n| word_before(&tokens, at, n);
        if let TokenTree::Group(group) = token {
            let is_view = before(1) == "!" && before(2) == "view";
            view_texts(group.stream(), is_view, found);
        } else if let Some(text) = literal(token)
            && is_view
        {
            let is_value = before(1) == "=";
            if !is_value || SHOWN.contains(&before(2).as_str()) {
                found.push(text);
            }
        }
    }
}

#[test]
fn no_view_shows_a_literal() {
    for (file, tokens) in shown_sources() {
        let mut found = Vec::new();
        view_texts(tokens, false, &mut found);
        let has_words = |text: &str| {
            let letters: Vec<char> = text.chars().collect();
            letters
                .windows(2)
                .any(|two| two.iter().all(|letter| letter.is_alphabetic()))
        };
        let text = found
            .into_iter()
            .find(|text| has_words(text) && !NAMES.contains(&text.trim()));
        assert_eq!(text, None, "{file}");
    }
}

#[test]
fn each_literal_that_a_learner_would_see_is_found() {
    let parse = |source: &str| -> TokenStream { source.parse().expect("it is Rust") };
    let mut found = Vec::new();
    let source = r#"/// No one reads this.
        fn f() { x.expect("it is always there"); format!("it cannot be written: {error}") }"#;
    strings(parse(source), &mut found);
    assert_eq!(found, ["it cannot be written: {error}"]);
    assert!(is_sentence(&found[0]) && is_sentence("Worst recall here"));
    assert!(!is_sentence("17px Menlo, Consolas, monospace") && !is_sentence("li, figure, label"));
    assert!(!is_sentence("button button--small") && !is_sentence("learning rate"));
    let mut found = Vec::new();
    let source = r#"enum E { #[error("no room")] A, #[error("{}", text!("key"))] B }"#;
    errors(parse(source), &mut found);
    assert_eq!(found, ["no room", "{}"]);
    assert!(has_words_of_its_own("no {n}") && !has_words_of_its_own("{0}: {cause}"));
    let mut found = Vec::new();
    let source =
        r#"view! { <p class="soft" title="Help">"Word" {move || "key".len()} " and"</p> }"#;
    view_texts(parse(source), false, &mut found);
    assert_eq!(found, ["Help", "Word", " and"]);
}

#[test]
fn a_language_is_spoken_from_now_on() {
    assert_eq!(texts::get("language-switch"), "Language");
    texts::speak(Language::German, &file_of(Language::German)).expect("it is a file of texts");
    assert_eq!(texts::get("language-switch"), "Sprache");
    assert!(texts::speak(Language::English, "nonsense").is_ok());
    assert_eq!(texts::get("language-switch"), "Language");
}
