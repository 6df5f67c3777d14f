//! What the sources ask for: each text is there, with its arguments, and none stands there in vain.

use std::collections::BTreeSet;

use fitting_room::texts::Language;
use proc_macro2::{TokenStream, TokenTree};

use crate::Names;
use crate::languages::messages;
use crate::sources::{self, literal, word_before};

/// A use of a text in the sources: the key, and the names of the arguments where it is the macro's.
struct Use {
    key: String,
    names: Names,
    file: String,
}

#[derive(Default)]
struct Uses {
    calls: Vec<Use>,
    literals: BTreeSet<String>,
}

impl Uses {
    fn read(&mut self, tokens: TokenStream, file: &str) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(literal) = literal(token) {
                self.literals.insert(literal);
            }
            let TokenTree::Group(group) = token else {
                continue;
            };
            let is_macro =
                word_before(&tokens, at, 1) == "!" && word_before(&tokens, at, 2) == "text";
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

fn uses() -> Uses {
    let mut uses = Uses::default();
    for (file, tokens) in sources::all() {
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
            .unwrap_or_else(|| panic!("{file}: no text “{key}”"));
        assert_eq!(&names, expected, "{file}: {key}");
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
