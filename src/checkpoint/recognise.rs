//! Recognises a model of the catalogue by the names and shapes of a file's tensors.

use super::CheckpointError;
use super::error::shortened;
use crate::models::{Architecture, ParameterSpec};
use crate::protocol::{MAX_HIDDEN_UNITS, ModelKind, TrainingConfig};

/// The model and its hidden units.
///
/// # Errors
/// When the tensors are not exactly those of one model.
pub fn model(shapes: &[(String, Vec<usize>)]) -> Result<(ModelKind, usize), CheckpointError> {
    let shape_of = |spec: &ParameterSpec| {
        let (_, shape) = shapes.iter().find(|(name, _)| *name == spec.name)?;
        Some(shape)
    };
    let kind = closest(shapes).ok_or_else(|| CheckpointError::UnknownModel {
        tensors: shapes.iter().map(|(name, _)| name.clone()).collect(),
    })?;

    let lesson = parameters(kind, TrainingConfig::lesson(kind).hidden_units);
    if let Some(spec) = lesson.iter().find(|spec| shape_of(spec).is_none()) {
        return Err(CheckpointError::Missing {
            tensor: spec.name.clone(),
            model: kind,
        });
    }
    let is_known = |name: &str| lesson.iter().any(|spec| spec.name == name);
    if let Some((name, _)) = shapes.iter().find(|(name, _)| !is_known(name)) {
        return Err(CheckpointError::Extra {
            tensor: shortened(name),
            model: kind,
        });
    }

    // The outputs of the first layer with parameters are the hidden units, in every model.
    let first = &lesson[0];
    let found = shape_of(first).cloned().unwrap_or_default();
    let hidden_units = found.first().copied().unwrap_or(0);
    if hidden_units == 0 || hidden_units > MAX_HIDDEN_UNITS {
        // In a weight with other inputs, such as a transposed one, the outputs are not the hidden units.
        if found.get(1..) != first.shape.get(1..) {
            return Err(CheckpointError::WrongShape {
                tensor: first.name.clone(),
                found,
                expected: first.shape.clone(),
                model: kind,
            });
        }
        return Err(CheckpointError::HiddenUnits { hidden_units });
    }
    for spec in parameters(kind, hidden_units) {
        let found = shape_of(&spec).cloned().unwrap_or_default();
        if found != spec.shape {
            return Err(CheckpointError::WrongShape {
                tensor: spec.name,
                found,
                expected: spec.shape,
                model: kind,
            });
        }
    }
    Ok((kind, hidden_units))
}

/// The model with the most names in common with the file; none if no model has any.
fn closest(shapes: &[(String, Vec<usize>)]) -> Option<ModelKind> {
    let n_shared = |kind: ModelKind| {
        parameters(kind, 1)
            .iter()
            .filter(|spec| shapes.iter().any(|(name, _)| *name == spec.name))
            .count()
    };
    ModelKind::ALL
        .into_iter()
        // `max_by_key` returns the last maximum: reversed, that is the model with the lowest position.
        .rev()
        .max_by_key(|&kind| n_shared(kind))
        .filter(|&kind| n_shared(kind) > 0)
}

fn parameters(kind: ModelKind, hidden_units: usize) -> Vec<ParameterSpec> {
    Architecture::new(kind, hidden_units, true).parameters()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes_of(kind: ModelKind, hidden_units: usize) -> Vec<(String, Vec<usize>)> {
        parameters(kind, hidden_units)
            .into_iter()
            .map(|spec| (spec.name, spec.shape))
            .collect()
    }

    #[track_caller]
    fn assert_refused(shapes: &[(String, Vec<usize>)], sentence: &str) {
        let error = model(shapes).expect_err("not a model of the catalogue");
        assert_eq!(error.to_string(), sentence);
    }

    #[test]
    fn every_model_is_recognised_with_its_hidden_units() {
        for kind in ModelKind::ALL {
            for hidden_units in [1, 10, 128] {
                let mut shapes = shapes_of(kind, hidden_units);
                shapes.reverse();
                assert_eq!(model(&shapes), Ok((kind, hidden_units)));
            }
        }
    }

    #[test]
    fn a_missing_tensor_is_named() {
        let mut shapes = shapes_of(ModelKind::NON_LINEAR, 10);
        shapes.remove(3);
        assert_refused(
            &shapes,
            "the tensor layer_stack.3.bias of a FashionMNISTModelV1 is missing",
        );
        assert_refused(
            &shapes[..2],
            "the tensor layer_stack.2.weight of a FashionMNISTModelV0 is missing",
        );
    }

    #[test]
    fn an_extra_tensor_is_named() {
        let mut shapes = shapes_of(ModelKind::TINY_VGG, 10);
        shapes.push(("block_3.0.weight".into(), vec![10]));
        assert_refused(
            &shapes,
            "there is a tensor block_3.0.weight, which a FashionMNISTModelV2 does not have",
        );
    }

    #[test]
    fn a_wrong_shape_is_named_with_the_right_one() {
        let mut shapes = shapes_of(ModelKind::TINY_VGG, 10);
        shapes[0].1 = vec![10, 3, 3, 3];
        assert_refused(
            &shapes,
            "the tensor block_1.0.weight has the shape [10, 3, 3, 3], but in a FashionMNISTModelV2 it is [10, 1, 3, 3]",
        );
        let mut shapes = shapes_of(ModelKind::BASELINE, 10);
        shapes[3].1 = vec![100];
        assert_refused(
            &shapes,
            "the tensor layer_stack.2.bias has the shape [100], but in a FashionMNISTModelV0 it is [10]",
        );
    }

    #[test]
    fn a_transposed_weight_is_named_too() {
        let mut shapes = shapes_of(ModelKind::BASELINE, 10);
        shapes[0].1.reverse();
        assert_refused(
            &shapes,
            "the tensor layer_stack.1.weight has the shape [784, 10], but in a FashionMNISTModelV0 it is [10, 784]",
        );
    }

    #[test]
    fn hidden_units_out_of_range_are_refused() {
        for (hidden_units, printed) in [(0, "0"), (1 << 40, "1099511627776")] {
            let mut shapes = shapes_of(ModelKind::BASELINE, 10);
            shapes[0].1 = vec![hidden_units, 784];
            assert_refused(
                &shapes,
                &format!("it has {printed} hidden units; 1 to 512 can be loaded"),
            );
        }
    }

    #[test]
    fn tensors_of_another_network_are_refused() {
        let shapes = [("embedding.weight".to_owned(), vec![30_000, 768])];
        assert!(matches!(
            model(&shapes),
            Err(CheckpointError::UnknownModel { .. })
        ));
        assert!(model(&[]).is_err());
    }
}
