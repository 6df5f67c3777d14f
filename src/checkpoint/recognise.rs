//! Recognises a model of the catalogue by the tensors of a file: by their names behind any common prefix, or else by their
//! shapes in the order of the layers.

mod by_order;

use std::collections::HashSet;

use super::error::shortened;
use super::words::has_word;
use super::{CheckpointError, FileTensor, Group};
use crate::models::{Architecture, ParameterSpec};
use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind, TrainingConfig};
use crate::texts::text;

/// Prefixes of a file's names that are tried: a model is saved in a few places, not in hundreds.
const MAX_PREFIXES: usize = 64;

/// Words of places whose tensors have a model's shapes, but are not what it learnt: they come last.
const NOT_TRAINED: [&str; 8] = [
    "grad",
    "gradient",
    "gradients",
    "grads",
    "init",
    "initial",
    "momentum",
    "untrained",
];

/// The tensors of a file that are a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The model that they fit.
    pub kind: ModelKind,
    /// Its hidden units, by the shapes.
    pub hidden_units: usize,
    /// The position of the group among the file's.
    pub group: usize,
    /// The position in the group of each parameter, in the model's order.
    pub positions: Vec<usize>,
    /// By what they were matched with its parameters.
    pub matched: Matched,
    /// Other models that the same tensors fit.
    pub other_kinds: Vec<ModelKind>,
    /// Other places of the file whose tensors fit a model as well.
    pub other_places: Vec<String>,
    /// The position in the group of each tensor that is of no model, neither here nor in another place.
    pub left_out: Vec<usize>,
}

/// How tensors and parameters were matched.
#[derive(Clone, Debug, PartialEq)]
pub enum Matched {
    /// By their names behind a prefix, which ends in a dot or is empty.
    ByName { prefix: String },
    /// By shapes and order.
    ByOrder,
}

/// The model in one of these groups. Names decide; where none fit, shapes and order do.
///
/// # Errors
/// When no group has all tensors of a model, or one has layers of its own among them: what the closest one lacks.
pub fn model(groups: &[Group]) -> Result<Fit, CheckpointError> {
    let mut closest = Closest::default();
    // Joined names are those of inner groups once more.
    let ways: [(bool, bool); 4] = [(false, true), (true, true), (false, false), (true, false)];
    for (is_joined, is_by_name) in ways {
        // Their shapes may be right, but the weights are others.
        let are_no_weights = matches!(
            closest.error,
            Some(CheckpointError::Computed { .. } | CheckpointError::Quantized { .. })
        );
        if !is_by_name && are_no_weights {
            break;
        }
        let chosen = groups.iter().enumerate();
        let chosen = chosen.filter(|(_, group)| group.is_joined == is_joined);
        let mut fits: Vec<Fit> = if is_by_name {
            chosen
                .flat_map(|group| by_name(group, &mut closest))
                .collect()
        } else {
            chosen
                .filter_map(|group| by_order::fit(group, &mut closest))
                .collect()
        };
        fits.sort_by_key(|fit| has_word(&place_of(fit, groups), &NOT_TRAINED));
        if let [fit, others @ ..] = &fits[..] {
            let places = others.iter().map(|fit| place_of(fit, groups));
            let of_models: HashSet<usize> = fits
                .iter()
                .filter(|other| other.group == fit.group)
                .flat_map(|fit| fit.positions.iter().copied())
                .collect();
            let all = 0..groups[fit.group].tensors.len();
            return Ok(Fit {
                other_places: places.collect(),
                left_out: all.filter(|at| !of_models.contains(at)).collect(),
                ..fit.clone()
            });
        }
    }
    Err(closest.error.unwrap_or(CheckpointError::UnknownModel {
        tensors: Vec::new(),
    }))
}

/// The error of the tensors that come closest to a model.
#[derive(Default)]
struct Closest {
    /// Names in common with the model.
    n_shared: usize,
    error: Option<CheckpointError>,
}

impl Closest {
    fn note(&mut self, n_shared: usize, error: CheckpointError) {
        if self.error.is_none() || n_shared > self.n_shared {
            self.n_shared = n_shared;
            self.error = Some(error);
        }
    }
}

/// The models whose names a group's tensors have, behind any prefix.
fn by_name((group, place): (usize, &Group), closest: &mut Closest) -> Vec<Fit> {
    let mut fits = Vec::new();
    for prefix in prefixes(&place.tensors) {
        let view = View::behind(&prefix, &place.tensors);
        match view.model() {
            Ok((kind, hidden_units)) => fits.push(Fit {
                positions: view.positions_of(kind),
                kind,
                hidden_units,
                group,
                matched: Matched::ByName { prefix },
                other_kinds: Vec::new(),
                other_places: Vec::new(),
                left_out: Vec::new(),
            }),
            Err(error) => {
                let n_shared = view.closest().map_or(0, |(_, n_shared)| n_shared);
                closest.note(n_shared, error);
            }
        }
    }
    fits
}

/// Where a fit lies: its group's place and its prefix.
fn place_of(fit: &Fit, groups: &[Group]) -> String {
    let place = &groups[fit.group].place;
    match &fit.matched {
        Matched::ByName { prefix } if !prefix.is_empty() => {
            let prefix = prefix.trim_end_matches('.');
            if place.is_empty() {
                prefix.to_owned()
            } else {
                format!("{place}.{prefix}")
            }
        }
        _ if place.is_empty() => text!("reading-whole-file").to_owned(),
        _ => place.clone(),
    }
}

/// What stands before a model's parameter names, the empty prefix first.
fn prefixes(tensors: &[FileTensor]) -> Vec<String> {
    let suffixes: Vec<String> = ModelKind::ALL
        .into_iter()
        .flat_map(|kind| parameters(kind, 1))
        .map(|spec| spec.name)
        .collect();
    let mut seen = HashSet::from([""]);
    let mut prefixes = vec![String::new()];
    for tensor in tensors {
        for suffix in &suffixes {
            if let Some(prefix) = tensor.name.strip_suffix(suffix.as_str())
                && prefix.ends_with('.')
                && prefixes.len() < MAX_PREFIXES
                && seen.insert(prefix)
            {
                prefixes.push(prefix.to_owned());
            }
        }
    }
    prefixes
}

/// The tensors of a group behind a prefix, by the rest of their names.
struct View<'group> {
    tensors: Vec<(usize, &'group str, &'group [usize])>,
}

impl<'group> View<'group> {
    fn behind(prefix: &str, tensors: &'group [FileTensor]) -> Self {
        let rest = |(position, tensor): (usize, &'group FileTensor)| {
            let name = tensor.name.strip_prefix(prefix)?;
            Some((position, name, tensor.shape.as_slice()))
        };
        Self {
            tensors: tensors.iter().enumerate().filter_map(rest).collect(),
        }
    }

    fn find(&self, name: &str) -> Option<&(usize, &'group str, &'group [usize])> {
        self.tensors.iter().find(|(_, known, _)| *known == name)
    }

    fn shape_of(&self, spec: &ParameterSpec) -> Option<&'group [usize]> {
        self.find(&spec.name).map(|&(_, _, shape)| shape)
    }

    /// The position in the group of each parameter of this model, which was recognised.
    fn positions_of(&self, kind: ModelKind) -> Vec<usize> {
        let specs = parameters(kind, 1);
        let position = |spec: &ParameterSpec| self.find(&spec.name).map(|&(position, ..)| position);
        specs.iter().filter_map(position).collect()
    }

    /// The model with the most names in common, and their number; none if no model has any.
    fn closest(&self) -> Option<(ModelKind, usize)> {
        let n_shared = |kind: ModelKind| {
            let specs = parameters(kind, 1);
            let shared = specs.iter().filter(|spec| self.shape_of(spec).is_some());
            shared.count()
        };
        ModelKind::ALL
            .into_iter()
            // `max_by_key` returns the last maximum: reversed, that is the model with the lowest position.
            .rev()
            .map(|kind| (kind, n_shared(kind)))
            .max_by_key(|&(_, n_shared)| n_shared)
            .filter(|&(_, n_shared)| n_shared > 0)
    }

    /// That a missing parameter's place is taken by the tensors that PyTorch computes it from.
    fn computed(&self, parameter: &str) -> Option<CheckpointError> {
        let (module, leaf) = parameter.rsplit_once('.')?;
        let inside = format!("{module}.parametrizations.{leaf}.");
        let beside = ["orig", "g", "v"].map(|end| format!("{parameter}_{end}"));
        let is_meant = |name: &str| name.starts_with(&inside) || beside.iter().any(|it| it == name);
        let (_, found, _) = self.tensors.iter().find(|(_, name, _)| is_meant(name))?;
        Some(CheckpointError::Computed {
            tensor: parameter.to_owned(),
            found: shortened(found),
        })
    }

    /// That the tensors are those of quantised layers.
    fn quantized(&self) -> Option<CheckpointError> {
        let is_meant =
            |name: &str| name.ends_with(".zero_point") || name.contains("_packed_params");
        let (_, name, _) = self.tensors.iter().find(|(_, name, _)| is_meant(name))?;
        let tensor = shortened(name);
        Some(CheckpointError::Quantized { tensor })
    }

    /// The model and its hidden units, if all of its tensors are there, and no other layer is among its own.
    fn model(&self) -> Result<(ModelKind, usize), CheckpointError> {
        let (kind, _) = self.closest().ok_or_else(|| {
            let names = self.tensors.iter().map(|(_, name, _)| shortened(name));
            // The first few are shown.
            let tensors = names.take(4).collect();
            self.quantized()
                .unwrap_or(CheckpointError::UnknownModel { tensors })
        })?;

        let lesson = parameters(kind, TrainingConfig::lesson(kind).hidden_units);
        if let Some(spec) = lesson.iter().find(|spec| self.shape_of(spec).is_none()) {
            let missing = || CheckpointError::Missing {
                tensor: spec.name.clone(),
                model: kind,
            };
            let better = self.computed(&spec.name).or_else(|| self.quantized());
            return Err(better.unwrap_or_else(missing));
        }
        if let Some((_, name, _)) = self
            .tensors
            .iter()
            .find(|(_, name, _)| is_other_layer(name, &lesson))
        {
            return Err(CheckpointError::Extra {
                tensor: shortened(name),
                model: kind,
            });
        }

        // The outputs of the first layer with parameters are the hidden units, in every model.
        let first = &lesson[0];
        let found = self.shape_of(first).unwrap_or_default();
        let hidden_units = found.first().copied().unwrap_or(0);
        if hidden_units == 0 || hidden_units > MAX_HIDDEN_UNITS {
            // In a weight with other inputs, such as a transposed one, the outputs are not the hidden units.
            if found.get(1..) != first.shape.get(1..) {
                return Err(CheckpointError::WrongShape {
                    tensor: first.name.clone(),
                    found: found.to_vec(),
                    expected: first.shape.clone(),
                    model: kind,
                });
            }
            return Err(CheckpointError::HiddenUnits { hidden_units });
        }
        for spec in parameters(kind, hidden_units) {
            let found = self.shape_of(&spec).unwrap_or_default();
            if found != spec.shape {
                return Err(CheckpointError::WrongShape {
                    tensor: spec.name,
                    found: found.to_vec(),
                    expected: spec.shape,
                    model: kind,
                });
            }
        }
        Ok((kind, hidden_units))
    }
}

/// What thop counts, and registers beside the parameters of every module.
const COUNTERS: [&str; 2] = ["total_ops", "total_params"];

/// What a batch normalisation keeps of the images that it has seen.
const STATISTICS: [&str; 2] = ["running_mean", "running_var"];

/// Whether a tensor is that of a layer that the model does not have, such as `block_1.1.weight` or `block_3.0.weight`:
/// with it the model computes something else. What lies beside the model's modules, such as `criterion.weight`, is not,
/// unless only a layer can have it, such as `bn1.running_mean`.
fn is_other_layer(name: &str, parameters: &[ParameterSpec]) -> bool {
    // The name of the outermost module without its number.
    let stem = |name: &str| {
        let module = name.split('.').next().unwrap_or(name);
        module
            .trim_end_matches(|c: char| c == '_' || c.is_ascii_digit())
            .to_owned()
    };
    let is_parameter = parameters.iter().any(|spec| spec.name == name);
    let is_inside = parameters.iter().any(|spec| stem(&spec.name) == stem(name));
    let is_counter = COUNTERS.contains(&name.rsplit('.').next().unwrap_or(name));
    let is_statistic = name
        .split_once('.')
        .is_some_and(|(_, leaf)| STATISTICS.contains(&leaf));
    is_statistic || (is_inside && !is_parameter && !is_counter)
}

fn parameters(kind: ModelKind, hidden_units: usize) -> Vec<ParameterSpec> {
    Architecture::new(kind, hidden_units, true).parameters()
}

#[cfg(test)]
mod tests;
