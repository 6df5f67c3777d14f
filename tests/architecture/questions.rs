//! Holds that a question touches three files: its noun's in `protocol/`, its noun's in `engine/requests/`, and the one that
//! asks it. Where several views ask the same question, each is such a third file.

use std::collections::BTreeMap;

use super::*;

/// The rooms that ask and show.
const ASKING: [&str; 2] = ["app/", "bin/"];

/// A question and the files that name it as well. Of each the answer is state of the page and not of one view.
const ALSO_NAMED: &[(&str, &str)] = &[
    // The time of the answer counts, which the event has.
    ("Benchmark", "session/events.rs"),
    // The page evaluates each new model by itself.
    ("Evaluate", "session/models.rs"),
    // The page sends models to a new engine by itself; an engine's loss is said of the file.
    ("LoadModel", "session/models.rs session/pending.rs"),
];

#[test]
fn a_question_is_named_in_three_files() {
    let files: Vec<(String, Vec<String>, TokenStream)> = files_of("")
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("the sources can be read");
            let below = file.strip_prefix(source()).expect("it is a source");
            let tokens = text.parse().expect("the sources are Rust");
            (
                below.to_string_lossy().into_owned(),
                module_of(&file),
                tokens,
            )
        })
        .filter(|(_, module, _)| !module.iter().any(|part| part == "tests"))
        .collect();
    let mut nouns: BTreeMap<String, String> = BTreeMap::new();
    for (_, module, tokens) in &files {
        for question in listed_questions(tokens.clone()) {
            assert_eq!(module[0], "protocol", "the list of {question}");
            let other = nouns.insert(question.clone(), module[1].clone());
            assert_eq!(other, None, "{question} is in two lists");
        }
    }
    assert!(nouns.len() > 10, "the lists are not found: {nouns:?}");
    for (question, _) in ALSO_NAMED {
        assert!(nouns.contains_key(*question), "{question} is no question");
    }
    let mut naming: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, module, tokens) in &files {
        for name in names_in(tokens.clone(), module) {
            assert_ne!(name, "*", "{file} takes all questions at once");
            if let Some((question, _)) = nouns.get_key_value(&name) {
                let files = naming.entry(question).or_default();
                if files.last() != Some(&file.as_str()) {
                    files.push(file);
                }
            }
        }
    }
    for (question, noun) in &nouns {
        let (asking, mut others): (Vec<&str>, Vec<&str>) = naming[question.as_str()]
            .iter()
            .partition(|file| ASKING.iter().any(|room| file.starts_with(room)));
        assert!(!asking.is_empty(), "no view asks {question}");
        let own = [
            format!("protocol/{noun}.rs"),
            format!("engine/requests/{noun}.rs"),
        ];
        assert!(
            others.contains(&own[1].as_str()),
            "{question} is not answered in {}",
            own[1]
        );
        others.retain(|file| !own.iter().any(|own| own == file));
        others.sort_unstable();
        let also = ALSO_NAMED.iter().find(|also| also.0 == question);
        let also: Vec<&str> = also.map_or("", |also| also.1).split_whitespace().collect();
        assert_eq!(others, also, "{question} is named elsewhere");
    }
}

#[test]
fn each_way_to_name_a_question_is_seen() {
    let module = ["engine".to_owned(), "run".to_owned()];
    for (text, name) in [
        ("use crate::protocol::{Event, Predict};", "Predict"),
        ("use crate::protocol::*;", "*"),
        ("fn f() { protocol::Predict { model } }", "Predict"),
        ("match a { ModelsRequest::Predict(_) => {} }", "Predict"),
        ("f(Answer::Models(ModelsAnswer::Predict(b)))", "Predict"),
    ] {
        let names = names_in(text.parse().expect("it is Rust"), &module);
        assert!(names.iter().any(|found| found == name), "{text}");
    }
    let other = "/// `Predict`\nfn f() { Tab::Predict }";
    assert!(names_in(other.parse().expect("it is Rust"), &module).is_empty());
}

/// The questions that stand in a call of `requests!`, each before its `=>`.
fn listed_questions(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let list = tokens.windows(3).find_map(|window| match window {
        [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Group(list),
        ] if name == "requests" => Some(list.stream()),
        _ => None,
    });
    let list: Vec<TokenTree> = list.into_iter().flatten().collect();
    let questions = list.windows(2).filter_map(|window| match window {
        [TokenTree::Ident(question), TokenTree::Punct(mark)] if mark.as_char() == '=' => {
            Some(question.to_string())
        }
        _ => None,
    });
    questions.collect()
}

/// What a source names of `protocol`, or of an enum of requests or answers; comments do not count.
fn names_in(tokens: TokenStream, module: &[String]) -> Vec<String> {
    let mut paths = Vec::new();
    collect_paths(tokens, module, &mut paths);
    let named = paths.into_iter().filter_map(|path| {
        let (Resolved::Library(path) | Resolved::Crate(path)) = path;
        let [.., of, name] = path.as_slice() else {
            return None;
        };
        let is_question = of == "protocol" || of.ends_with("Request") || of.ends_with("Answer");
        is_question.then(|| name.clone())
    });
    named.collect()
}
