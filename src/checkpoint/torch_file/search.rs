//! Looks for state dicts in a pickle: under any key, in lists, and in modules, which are read as data.

mod accuracy;
mod refusal;

use std::collections::HashSet;

use super::numpy::OF_ARRAYS;
use super::pickle::{Id, Object, Pickle, Value};
use super::tensors::{Read, TorchTensor, tensor};
use crate::checkpoint::CheckpointError;
use crate::checkpoint::error::shortened;
use accuracy::Recorded;
use refusal::no_tensors;

/// Tensors by name at one place of a file.
pub struct TorchGroup {
    /// The keys that lead there, with dots; empty for the whole file.
    pub place: String,
    pub tensors: Vec<TorchTensor>,
    /// The class of the module whose tensors they are.
    pub module: Option<String>,
    /// Whether these are the tensors of several places under joined names.
    pub is_joined: bool,
}

/// What a pickle holds.
pub struct Contents {
    /// In the order in which Python would walk them, the outermost first; joined names of nested dicts last.
    pub groups: Vec<TorchGroup>,
    /// Classes and functions beside tensors and plain values, without repetition.
    pub not_made: Vec<String>,
    /// A recorded accuracy, with its key: one of the test images if there is one.
    pub accuracy: Option<(String, f64)>,
}

/// Keys from the whole file to the deepest place that is searched.
const MAX_DEPTH: usize = 3;
/// Modules inside of modules.
const MAX_MODULE_DEPTH: usize = 16;
/// Tensors of one group: no model of the lesson has nearly as many, and names are compared with each other.
const MAX_TENSORS: usize = 2_000;
/// Values that are looked at: a pickle may lead to the same value by more ways than there are bytes.
const MAX_VISITS: usize = 200_000;
/// Characters of a joined name.
const MAX_NAME: usize = 300;
/// Names of [`Contents::not_made`].
const MAX_NOT_MADE: usize = 4;

/// The tensors of a pickle.
///
/// # Errors
/// When it holds no tensors by name, or one that PyTorch would not write so.
pub fn contents(pickle: &Pickle) -> Result<Contents, CheckpointError> {
    let mut search = Search {
        pickle,
        groups: Vec::new(),
        accuracies: Vec::new(),
        seen: HashSet::new(),
        n_visits: 0,
    };
    let mut level = vec![Place {
        id: pickle.root_id(),
        name: String::new(),
        has_results: true,
    }];
    for _ in 0..=MAX_DEPTH {
        let mut next = Vec::new();
        for place in level {
            search.visit(&place, &mut next)?;
        }
        level = next;
    }
    let mut joined = TorchGroup {
        is_joined: true,
        ..TorchGroup::at("")
    };
    search.join(pickle.root_id(), "", &mut joined, 0)?;
    if !joined.tensors.is_empty() {
        search.groups.push(joined.without_repetitions());
    }
    if search.groups.is_empty() {
        return Err(no_tensors(pickle));
    }
    Ok(Contents {
        not_made: not_made(pickle),
        accuracy: accuracy::best(search.accuracies),
        groups: search.groups,
    })
}

/// A value that may hold tensors.
struct Place {
    id: Id,
    /// The keys that lead there, with dots; empty for the whole file.
    name: String,
    /// Whether an accuracy there is the model's: not among settings, and of several epochs in the last one.
    has_results: bool,
}

struct Search<'p> {
    pickle: &'p Pickle,
    groups: Vec<TorchGroup>,
    accuracies: Vec<Recorded>,
    seen: HashSet<Id>,
    n_visits: usize,
}

impl TorchGroup {
    fn at(place: &str) -> Self {
        Self {
            place: place.to_owned(),
            tensors: Vec::new(),
            module: None,
            is_joined: false,
        }
    }

    fn push(&mut self, name: String, mut tensor: TorchTensor) {
        if self.tensors.len() < MAX_TENSORS {
            tensor.name = name;
            self.tensors.push(tensor);
        }
    }

    /// In a Python dict the last of two equal keys wins.
    fn without_repetitions(mut self) -> Self {
        let mut names = HashSet::new();
        self.tensors.reverse();
        self.tensors
            .retain(|tensor| names.insert(tensor.name.clone()));
        self.tensors.reverse();
        self
    }
}

impl Search<'_> {
    /// Adds the tensors right at this place; what may hold others goes to `next`.
    fn visit(&mut self, place: &Place, next: &mut Vec<Place>) -> Result<(), CheckpointError> {
        if !self.seen.insert(place.id) || place.name.len() > MAX_NAME {
            return Ok(());
        }
        let mut group = TorchGroup::at(&place.name);
        if let Value::Object(object) = self.pickle.get(place.id)
            && let Some(attributes) = module_attributes(self.pickle, object)
        {
            self.join_module(attributes, "", &mut group, 0)?;
            group.module = Some(shortened(self.pickle.class(object)));
        } else {
            let has_results = place.has_results && !accuracy::holds_settings(self.pickle, place.id);
            let last_epoch = accuracy::last_of_epochs(self.pickle, place.id);
            for (key, value) in children(self.pickle, place.id) {
                self.n_visits += 1;
                if self.n_visits > MAX_VISITS {
                    break;
                }
                if let Some(tensor) = self.tensor(value)? {
                    group.push(key, tensor);
                    continue;
                }
                let has_results = has_results
                    && last_epoch.is_none_or(|last| last == value)
                    && !accuracy::is_of_settings(&key);
                if has_results {
                    self.accuracies
                        .extend(accuracy::of_entry(self.pickle, &key, value));
                }
                if can_hold(self.pickle.get(value)) {
                    next.push(Place {
                        id: value,
                        name: joined(&place.name, &key),
                        has_results,
                    });
                }
            }
        }
        if !group.tensors.is_empty() {
            self.groups.push(group.without_repetitions());
        }
        Ok(())
    }

    /// The tensor that this value is.
    fn tensor(&self, id: Id) -> Result<Option<TorchTensor>, CheckpointError> {
        match tensor(self.pickle, self.pickle.get(id)) {
            Read::Is(tensor) => Ok(Some(tensor)),
            Read::IsNot => Ok(None),
            Read::Malformed => Err(CheckpointError::DamagedPickle {
                cause: "checkpoint-pickle-tensor",
            }),
        }
    }

    /// Adds the tensors at and below this place, under their keys joined with dots.
    fn join(
        &mut self,
        id: Id,
        prefix: &str,
        group: &mut TorchGroup,
        depth: usize,
    ) -> Result<(), CheckpointError> {
        for (key, value) in children(self.pickle, id) {
            self.n_visits += 1;
            if self.n_visits > 2 * MAX_VISITS || prefix.len() > MAX_NAME {
                return Ok(());
            }
            let name = joined(prefix, &key);
            if let Some(tensor) = self.tensor(value)? {
                group.push(name, tensor);
            } else if depth < MAX_DEPTH {
                match self.pickle.get(value) {
                    Value::Object(object) => match module_attributes(self.pickle, object) {
                        Some(attributes) => self.join_module(attributes, &name, group, 0)?,
                        None => self.join(value, &name, group, depth + 1)?,
                    },
                    _ => self.join(value, &name, group, depth + 1)?,
                }
            }
        }
        Ok(())
    }

    /// Adds the parameters and buffers of a module and of those inside of it, by PyTorch's names.
    fn join_module(
        &mut self,
        attributes: Id,
        prefix: &str,
        group: &mut TorchGroup,
        depth: usize,
    ) -> Result<(), CheckpointError> {
        if depth > MAX_MODULE_DEPTH || prefix.len() > MAX_NAME {
            return Ok(());
        }
        for kind in ["_parameters", "_buffers"] {
            let Some(tensors) = self.pickle.entry(attributes, kind) else {
                continue;
            };
            for (key, value) in children(self.pickle, tensors) {
                self.n_visits += 1;
                if let Some(tensor) = self.tensor(value)? {
                    group.push(joined(prefix, &key), tensor);
                }
            }
        }
        let Some(modules) = self.pickle.entry(attributes, "_modules") else {
            return Ok(());
        };
        for (key, value) in children(self.pickle, modules) {
            self.n_visits += 1;
            if self.n_visits > 2 * MAX_VISITS {
                return Ok(());
            }
            if let Value::Object(object) = self.pickle.get(value)
                && let Some(attributes) = module_attributes(self.pickle, object)
            {
                self.join_module(attributes, &joined(prefix, &key), group, depth + 1)?;
            }
        }
        Ok(())
    }
}

fn joined(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

/// Whether tensors may lie inside of a value.
fn can_hold(value: &Value) -> bool {
    matches!(
        value,
        Value::Dict(_) | Value::List(_) | Value::Tuple(_) | Value::Object(_)
    )
}

/// The values inside of a value, with their names or positions.
fn children(pickle: &Pickle, id: Id) -> Vec<(String, Id)> {
    let named = |entries: &[(Id, Id)]| -> Vec<(String, Id)> {
        let entry = |&(key, value): &(Id, Id)| match pickle.get(key) {
            Value::Text(key) if key.len() <= MAX_NAME => Some((key.clone(), value)),
            Value::Int(key) => Some((key.to_string(), value)),
            _ => None,
        };
        entries.iter().take(MAX_VISITS).filter_map(entry).collect()
    };
    match pickle.get(id) {
        Value::Dict(entries) => named(entries),
        Value::List(items) | Value::Tuple(items) => {
            let items = items.iter().take(MAX_TENSORS).enumerate();
            items
                .map(|(position, &item)| (position.to_string(), item))
                .collect()
        }
        Value::Object(object) => {
            let mut all = named(&object.entries);
            if let Some(attributes) = object.attributes
                && let Value::Dict(entries) = pickle.get(attributes)
            {
                all.extend(named(entries));
            }
            all
        }
        _ => Vec::new(),
    }
}

/// The attributes of a module, a dict, if the object is one.
fn module_attributes(pickle: &Pickle, object: &Object) -> Option<Id> {
    let attributes = object.attributes?;
    let is_module = ["_parameters", "_modules"]
        .iter()
        .all(|name| pickle.entry(attributes, name).is_some());
    is_module.then_some(attributes)
}

/// The classes and functions that are neither PyTorch's nor plain containers, in the pickle's order.
fn not_made(pickle: &Pickle) -> Vec<String> {
    let mut names = Vec::new();
    for value in pickle.values() {
        let Value::Object(object) = value else {
            continue;
        };
        let name = pickle.class(object);
        let is_usual = ["torch.", "collections.", "_codecs."]
            .iter()
            .any(|module| name.starts_with(module))
            || module_attributes(pickle, object).is_some()
            || ["__builtin__.set", "builtins.set"].contains(&name)
            || OF_ARRAYS.contains(&name);
        let name = shortened(name);
        if !is_usual && !names.contains(&name) && names.len() < MAX_NOT_MADE {
            names.push(name);
        }
    }
    names
}
