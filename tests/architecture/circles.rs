//! Holds siblings apart: of two modules in one room at most one uses the other, be it directly or by way of others.
//!
//! What counts are the paths that a source names. An item that a room exports again counts as the room's own.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use super::{Resolved, collect_paths, files_of, module_of};

/// By name, the siblings that each one uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_module_uses_itself_by_way_of_its_siblings() {
    let sources: Vec<(Vec<String>, String)> = files_of("")
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("the sources can be read");
            (module_of(&file), text)
        })
        .filter(|(module, _)| !module.iter().any(|part| part == "tests"))
        .collect();
    let circles: Vec<String> = rooms(&sources)
        .iter()
        .filter_map(|(room, uses)| Some(format!("{room}: {}", circle(uses)?.join(" -> "))))
        .collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn circles_are_seen_at_every_depth_and_through_others() {
    let circles_of = |sources: &[(&str, &str)]| -> Vec<String> {
        let sources: Vec<(Vec<String>, String)> = sources
            .iter()
            .map(|(module, text)| {
                let path = module.split("::").map(str::to_owned).collect();
                (path, (*text).to_owned())
            })
            .collect();
        let rooms = rooms(&sources);
        let circles = rooms.values().filter_map(circle);
        circles.map(|circle| circle.join(" ")).collect()
    };
    assert_eq!(
        circles_of(&[
            ("a::b", "use super::c::C;"),
            ("a::c", "fn f() { super::b::f() }")
        ]),
        ["b c b"]
    );
    assert_eq!(
        circles_of(&[
            ("a::b", "use crate::c;"),
            ("c::d", "use crate::e::{f, g};"),
            ("e", "use super::a::b;"),
        ]),
        ["a c e a"]
    );
    assert!(
        circles_of(&[
            ("a", "use a::b::B;"),
            ("a::b", "use super::A; use super::c::C;"),
            ("a::c", "mod tests { use super::super::b::B; }"),
        ])
        .is_empty()
    );
}

/// The uses between the modules of each room, by the room's path.
fn rooms(sources: &[(Vec<String>, String)]) -> BTreeMap<String, Uses> {
    let is_module = |path: &[String]| sources.iter().any(|(module, _)| module.starts_with(path));
    let mut rooms: BTreeMap<String, Uses> = BTreeMap::new();
    for (module, text) in sources {
        let tokens = text.parse().expect("the sources are Rust");
        let mut paths = Vec::new();
        collect_paths(without_tests(tokens), module, &mut paths);
        for path in paths {
            let Resolved::Library(path) = path else {
                continue;
            };
            let n_shared = module.iter().zip(&path).take_while(|(a, b)| a == b).count();
            if n_shared < module.len() && is_module(&path[..path.len().min(n_shared + 1)]) {
                let Some(used) = path.get(n_shared) else {
                    continue;
                };
                rooms
                    .entry(module[..n_shared].join("::"))
                    .or_default()
                    .entry(module[n_shared].clone())
                    .or_default()
                    .insert(used.clone());
            }
        }
    }
    rooms
}

/// The shortest way from a module back to it, if there is one.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    uses.keys().find_map(|start| {
        let mut ways = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                for next in uses.get(&way[way.len() - 1]).into_iter().flatten() {
                    let way = [&way[..], std::slice::from_ref(next)].concat();
                    if next == start {
                        return Some(way);
                    }
                    if seen.insert(next) {
                        longer.push(way);
                    }
                }
            }
            ways = longer;
        }
        None
    })
}

/// The tokens without `mod tests { … }`.
fn without_tests(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_word = |index: usize, word: &str| matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if ident == word);
    let is_kept = |index: usize| {
        let is_body = matches!(tokens[index], TokenTree::Group(_));
        !(is_body && index > 1 && is_word(index - 1, "tests") && is_word(index - 2, "mod"))
    };
    (0..tokens.len())
        .filter(|&index| is_kept(index))
        .map(|index| tokens[index].clone())
        .collect()
}
