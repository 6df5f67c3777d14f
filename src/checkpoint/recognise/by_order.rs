//! Matches tensors of other names with a model's parameters, by their shapes and the order of the layers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::{Closest, Fit, MAX_PREFIXES, Matched, parameters};
use crate::checkpoint::error::shortened;
use crate::checkpoint::{CheckpointError, FileTensor, Group};
use crate::models::ParameterSpec;
use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind};

/// A group, or a part of one behind a common prefix, whose tensors have a model's shapes.
pub fn fit((group, place): (usize, &Group), closest: &mut Closest) -> Option<Fit> {
    let parts = parts(&place.tensors);
    let fit_of = |part: &Vec<usize>| match fit_of(group, place, part) {
        Ok(fit) => fit,
        Err(no_order) => {
            closest.note(part.len(), no_order);
            None
        }
    };
    parts.iter().find_map(fit_of)
}

/// The whole group, then its parts by the first one or two components of the names.
fn parts(tensors: &[FileTensor]) -> Vec<Vec<usize>> {
    let mut parts = vec![(0..tensors.len()).collect()];
    for n_components in [1, 2] {
        let mut by_prefix: HashMap<&str, usize> = HashMap::new();
        let mut of_length: Vec<Vec<usize>> = Vec::new();
        for (position, tensor) in tensors.iter().enumerate() {
            let mut dots = tensor.name.match_indices('.');
            let Some((end, _)) = dots.nth(n_components - 1) else {
                continue;
            };
            let part = *by_prefix.entry(&tensor.name[..end]).or_insert_with(|| {
                of_length.push(Vec::new());
                of_length.len() - 1
            });
            of_length[part].push(position);
        }
        of_length.truncate(MAX_PREFIXES);
        parts.extend(of_length);
    }
    parts
}

/// The models whose shapes a part has, as one fit.
///
/// # Errors
/// When the order of its layers is told neither by the file nor by their names.
fn fit_of(group: usize, place: &Group, part: &[usize]) -> Result<Option<Fit>, CheckpointError> {
    let tensors: Vec<&FileTensor> = part.iter().map(|&at| &place.tensors[at]).collect();
    let mut matches: Vec<(ModelKind, usize, Vec<usize>)> = Vec::new();
    for kind in ModelKind::ALL {
        if let Some((hidden_units, order)) = matching(kind, &tensors, place.is_in_order) {
            if !place.is_in_order {
                check_names(kind, &tensors)?;
            }
            matches.push((kind, hidden_units, order));
        }
    }
    let Some((kind, hidden_units, order)) = matches.first() else {
        return Ok(None);
    };
    Ok(Some(Fit {
        kind: *kind,
        hidden_units: *hidden_units,
        group,
        positions: order.iter().map(|&at| part[at]).collect(),
        matched: Matched::ByOrder,
        other_kinds: matches.iter().skip(1).map(|(kind, ..)| *kind).collect(),
        other_places: Vec::new(),
        left_out: Vec::new(),
    }))
}

/// Refuses layers of the same shapes whose names differ by more than numbers: the alphabet does not say which is the first.
fn check_names(kind: ModelKind, tensors: &[&FileTensor]) -> Result<(), CheckpointError> {
    let mut of_shape: BTreeMap<&[usize], Vec<&str>> = BTreeMap::new();
    for tensor in tensors {
        if let Some(path) = tensor.name.strip_suffix(".weight") {
            of_shape.entry(&tensor.shape).or_default().push(path);
        }
    }
    let is_unclear = |paths: &&Vec<&str>| {
        let first = without_numbers(paths[0]);
        paths.iter().any(|path| without_numbers(path) != first)
    };
    let Some(paths) = of_shape.values().find(is_unclear) else {
        return Ok(());
    };
    Err(CheckpointError::NoOrder {
        layers: paths.iter().map(|path| shortened(path)).collect(),
        model: kind,
    })
}

/// A name with `0` for every number.
fn without_numbers(name: &str) -> String {
    let mut rest = String::new();
    for c in name.chars() {
        match c {
            '0'..='9' if rest.ends_with('0') => {}
            '0'..='9' => rest.push('0'),
            _ => rest.push(c),
        }
    }
    rest
}

/// The hidden units, and the position of each parameter among these tensors.
fn matching(
    kind: ModelKind,
    tensors: &[&FileTensor],
    is_in_order: bool,
) -> Option<(usize, Vec<usize>)> {
    let one = parameters(kind, 1);
    if one.len() != tensors.len() {
        return None;
    }
    // The first layer alone has as many inputs as an image has values, or channels.
    let is_first = |tensor: &&&FileTensor| {
        let shape = &tensor.shape;
        shape.len() == one[0].shape.len() && shape.get(1..) == one[0].shape.get(1..)
    };
    let candidates = tensors.iter().filter(is_first);
    let mut sizes: Vec<usize> = candidates
        .map(|tensor| tensor.shape[0])
        .filter(|hidden_units| (1..=MAX_HIDDEN_UNITS).contains(hidden_units))
        .collect();
    sizes.dedup();
    sizes.into_iter().find_map(|hidden_units| {
        let specs = parameters(kind, hidden_units);
        let order = if is_in_order {
            one_by_one(&specs, tensors).or_else(|| layer_by_layer(&specs, tensors, is_in_order))
        } else {
            layer_by_layer(&specs, tensors, is_in_order)
        };
        Some((hidden_units, order?))
    })
}

/// Each tensor has the shape of the parameter at its position.
fn one_by_one(specs: &[ParameterSpec], tensors: &[&FileTensor]) -> Option<Vec<usize>> {
    let is_alike = |(spec, tensor): (&ParameterSpec, &&FileTensor)| spec.shape == tensor.shape;
    let are_alike = specs.iter().zip(tensors).all(is_alike);
    are_alike.then(|| (0..specs.len()).collect())
}

/// A weight and a bias of the same path are a layer; each of the model's is the first in order with its shapes.
fn layer_by_layer(
    specs: &[ParameterSpec],
    tensors: &[&FileTensor],
    is_in_order: bool,
) -> Option<Vec<usize>> {
    let mut layers: Vec<(&str, Option<usize>, Option<usize>)> = Vec::new();
    for (position, tensor) in tensors.iter().enumerate() {
        let (path, leaf) = tensor.name.rsplit_once('.')?;
        let at = layers.iter().position(|(known, ..)| *known == path);
        let at = at.unwrap_or_else(|| {
            layers.push((path, None, None));
            layers.len() - 1
        });
        match leaf {
            "weight" => layers[at].1 = Some(position),
            "bias" => layers[at].2 = Some(position),
            _ => return None,
        }
    }
    if !is_in_order {
        layers.sort_by(|(a, ..), (b, ..)| natural(a, b));
    }
    let mut order = Vec::with_capacity(specs.len());
    for pair in specs.chunks(2) {
        let [weight, bias] = pair else {
            return None;
        };
        let has_shapes = |layer: &(&str, Option<usize>, Option<usize>)| {
            let (_, Some(a), Some(b)) = *layer else {
                return false;
            };
            tensors[a].shape == weight.shape && tensors[b].shape == bias.shape
        };
        let (_, a, b) = layers.remove(layers.iter().position(has_shapes)?);
        order.extend([a?, b?]);
    }
    Some(order)
}

/// The order of names in which `layer2` comes before `layer10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    loop {
        let n_digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (n_a, n_b) = (n_digits(a), n_digits(b));
        let order = if n_a > 0 && n_b > 0 {
            let number = |digits: &[u8]| -> Vec<u8> {
                let zeros = digits.iter().take_while(|&&byte| byte == b'0').count();
                digits[zeros..].to_vec()
            };
            let (x, y) = (number(&a[..n_a]), number(&b[..n_b]));
            (a, b) = (&a[n_a..], &b[n_b..]);
            x.len().cmp(&y.len()).then(x.cmp(&y))
        } else {
            let (Some((x, rest_a)), Some((y, rest_b))) = (a.split_first(), b.split_first()) else {
                return a.len().cmp(&b.len());
            };
            (a, b) = (rest_a, rest_b);
            x.cmp(y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_sorted_by_value() {
        let mut names = [
            "layer10",
            "b",
            "layer2",
            "layer",
            "layer2.a",
            "layer02.b",
            "",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "",
                "b",
                "layer",
                "layer2",
                "layer2.a",
                "layer02.b",
                "layer10"
            ]
        );
    }
}
