//! What comes before a learner stands in the files of texts: no sentence, no error and no label in the code.

use proc_macro2::{TokenStream, TokenTree};

use crate::sources::{self, literal, word_before};

/// Files that hold sentences on purpose, and why.
const OUTSIDE_THE_FILES: [(&str, &str); 11] = [
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
    let words: Vec<&str> = text.split_whitespace().collect();
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
    for (file, tokens) in sources::shown() {
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
    for (file, tokens) in sources::shown() {
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
