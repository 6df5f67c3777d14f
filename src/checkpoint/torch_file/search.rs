//! Looks for state dicts in a pickle: under any key, in lists, and in modules, which are read as data.

pub mod accuracy;
mod modules;
mod refusal;

use std::collections::HashSet;

use super::pickle::{Id, MAX_NAME, Pickle, Value};
use super::tensors::{TorchTensor, numpy_array, tensor};
use crate::checkpoint::error::shortened;
use crate::checkpoint::{CheckpointError, MAX_FILE_TENSORS};
use accuracy::Recorded;
use modules::module_attributes;
use refusal::no_tensors;

/// Tensors by name at one place of a file.
pub struct TorchGroup {
    /// The keys that lead there, with dots; empty for the whole file.
    pub place: String,
    /// By their keys in the state dict.
    pub tensors: Vec<(String, TorchTensor)>,
    /// The class of the module whose tensors they are.
    pub module: Option<String>,
    /// Whether these are the tensors of several places under joined names.
    pub is_joined: bool,
    /// The classes of a module's layers that no model of the lesson has, the first few.
    pub other_layers: Vec<String>,
}

/// What a pickle holds.
pub struct Contents {
    /// In the order in which Python would walk them, the outermost first; joined names of nested dicts last.
    pub groups: Vec<TorchGroup>,
    /// Classes and functions beside tensors and plain values, without repetition.
    pub not_made: Vec<String>,
    /// A recorded accuracy, with its key: one of the test images if there is one.
    pub accuracy: Option<Recorded>,
}

/// Keys from the whole file to the deepest place that is searched.
const MAX_DEPTH: usize = 3;
/// Tensors of one group: no model of the lesson has nearly as many, and names are compared with each other.
const MAX_TENSORS: usize = 2_000;
/// Values that one walk looks at: a pickle may lead to the same value by more ways than there are bytes.
const MAX_VISITS: usize = 200_000;
/// Names of [`Contents::not_made`], and of [`TorchGroup::other_layers`].
const MAX_NOT_MADE: usize = 4;

/// The tensors of a pickle.
///
/// # Errors
/// When it holds no tensors by name, or one that PyTorch would not write so.
pub fn contents(pickle: &Pickle) -> Result<Contents, CheckpointError> {
    let mut search = Search {
        pickle,
        groups: Vec::new(),
        accuracy: None,
        seen: HashSet::new(),
        n_left: MAX_VISITS,
        n_tensors_left: MAX_FILE_TENSORS,
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
    search.n_left = MAX_VISITS;
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
        accuracy: search.accuracy,
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
    accuracy: Option<Recorded>,
    seen: HashSet<Id>,
    /// Values that this walk may still look at.
    n_left: usize,
    /// Tensors that may still be found.
    n_tensors_left: usize,
}

impl TorchGroup {
    fn at(place: &str) -> Self {
        Self {
            place: place.to_owned(),
            tensors: Vec::new(),
            module: None,
            is_joined: false,
            other_layers: Vec::new(),
        }
    }

    fn push(&mut self, name: String, tensor: TorchTensor) {
        if self.tensors.len() < MAX_TENSORS {
            self.tensors.push((name, tensor));
        }
    }

    /// In a Python dict the last of two equal keys wins.
    fn without_repetitions(mut self) -> Self {
        let mut names = HashSet::new();
        self.tensors.reverse();
        self.tensors.retain(|(name, _)| names.insert(name.clone()));
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
        let value = self.pickle.get(place.id);
        if module_attributes(self.pickle, value).is_some() {
            self.join_module(place.id, "", &mut group, 0)?;
            group.module = class_of(self.pickle, value).map(shortened);
        } else {
            self.visit_container(place, &mut group, next)?;
        }
        let n_left = self.n_tensors_left.checked_sub(group.tensors.len());
        self.n_tensors_left = n_left.ok_or(CheckpointError::TooManyTensors)?;
        if !group.tensors.is_empty() {
            self.groups.push(group.without_repetitions());
        }
        Ok(())
    }

    /// The same for a place that is no module.
    fn visit_container(
        &mut self,
        place: &Place,
        group: &mut TorchGroup,
        next: &mut Vec<Place>,
    ) -> Result<(), CheckpointError> {
        let pickle = self.pickle;
        if accuracy::is_of_optimizer(pickle, place.id) {
            return Ok(());
        }
        let has_results = place.has_results && !accuracy::holds_settings(pickle, place.id);
        let last_epoch = accuracy::last_of_epochs(pickle, place.id);
        for (key, id) in self.children(place.id) {
            let value = pickle.get(id);
            let has_results = has_results
                && last_epoch.is_none_or(|last| last == id)
                && !accuracy::is_of_settings(&key);
            if has_results && let Some(found) = accuracy::of_entry(pickle, &key, id) {
                accuracy::keep_best(&mut self.accuracy, found);
            }
            if let Some(tensor) = tensor(pickle, value)? {
                group.push(key, tensor);
                continue;
            }
            if can_hold(value) {
                next.push(Place {
                    id,
                    name: joined(&place.name, &key),
                    has_results,
                });
            }
        }
        Ok(())
    }

    /// Adds the tensors at and below this place, under their keys joined with dots.
    fn join(
        &mut self,
        id: Id,
        prefix: &str,
        group: &mut TorchGroup,
        depth: usize,
    ) -> Result<(), CheckpointError> {
        if prefix.len() > MAX_NAME || accuracy::is_of_optimizer(self.pickle, id) {
            return Ok(());
        }
        for (key, id) in self.children(id) {
            let value = self.pickle.get(id);
            let name = joined(prefix, &key);
            if let Some(tensor) = tensor(self.pickle, value)? {
                group.push(name, tensor);
            } else if depth < MAX_DEPTH {
                if module_attributes(self.pickle, value).is_some() {
                    self.join_module(id, &name, group, 0)?;
                } else {
                    self.join(id, &name, group, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    /// The values inside of a value, with their names or positions: as many as may still be looked at.
    fn children(&mut self, id: Id) -> Vec<(String, Id)> {
        let pickle = self.pickle;
        match pickle.get(id) {
            Value::Dict(entries) => self.named(entries),
            Value::List(items) | Value::Tuple(items) => {
                let n_items = items.len().min(MAX_TENSORS).min(self.n_left);
                self.n_left -= n_items;
                let items = items[..n_items].iter().enumerate();
                items
                    .map(|(position, &item)| (position.to_string(), item))
                    .collect()
            }
            Value::Object(object) => {
                let mut all = self.named(&object.entries);
                if let Some(attributes) = object.attributes
                    && let Value::Dict(entries) = pickle.get(attributes)
                {
                    all.extend(self.named(entries));
                }
                all
            }
            _ => Vec::new(),
        }
    }

    /// The entries whose keys are texts or numbers.
    fn named(&mut self, entries: &[(Id, Id)]) -> Vec<(String, Id)> {
        let n_entries = entries.len().min(self.n_left);
        self.n_left -= n_entries;
        let entry = |&(key, value): &(Id, Id)| match self.pickle.get(key) {
            Value::Text(key) if key.len() <= MAX_NAME => Some((key.clone(), value)),
            Value::Int(key) => Some((key.to_string(), value)),
            _ => None,
        };
        entries[..n_entries].iter().filter_map(entry).collect()
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

fn class_of<'p>(pickle: &'p Pickle, value: &Value) -> Option<&'p str> {
    match value {
        Value::Object(object) => Some(pickle.class(object)),
        _ => None,
    }
}

/// Modules of Python whose classes and functions PyTorch itself writes.
const USUAL_MODULES: [&str; 3] = ["torch.", "collections.", "_codecs."];

/// The classes and functions that are neither PyTorch's nor plain containers, in the pickle's order.
fn not_made(pickle: &Pickle) -> Vec<String> {
    let mut names = Vec::new();
    for value in pickle.values() {
        let Some(name) = class_of(pickle, value) else {
            continue;
        };
        let is_usual = USUAL_MODULES.iter().any(|module| name.starts_with(module))
            || ["__builtin__.set", "builtins.set"].contains(&name)
            || numpy_array::CLASSES.contains(&name);
        let short = shortened(name);
        if is_usual || names.contains(&short) || module_attributes(pickle, value).is_some() {
            continue;
        }
        names.push(short);
        if names.len() == MAX_NOT_MADE {
            break;
        }
    }
    names
}
