//! Models by the names, shapes and order of a file's tensors.

use super::*;
use crate::checkpoint::Dtype;

/// The whole file as one group.
fn model(shapes: &[(String, Vec<usize>)]) -> Result<(ModelKind, usize), CheckpointError> {
    super::model(&[group("", shapes)]).map(|fit| (fit.kind, fit.hidden_units))
}

fn group(place: &str, shapes: &[(String, Vec<usize>)]) -> Group {
    let tensor = |(name, shape): &(String, Vec<usize>)| FileTensor {
        name: name.clone(),
        shape: shape.clone(),
        dtype: Dtype::named("float32"),
    };
    Group {
        place: place.to_owned(),
        module: None,
        is_in_order: true,
        is_joined: false,
        other_layers: Vec::new(),
        tensors: shapes.iter().map(tensor).collect(),
    }
}

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
        "the tensor layer_stack.3.bias of a FashionMNISTModelV1 is missing; save the whole model.state_dict()",
    );
    assert_refused(
        &shapes[..2],
        "the tensor layer_stack.2.weight of a FashionMNISTModelV0 is missing; save the whole model.state_dict()",
    );
}

/// With it the model would compute something else.
#[test]
fn a_layer_among_the_models_own_is_named() {
    for (kind, name) in [
        (ModelKind::TINY_VGG, "block_3.0.weight"),
        (ModelKind::TINY_VGG, "block_1.1.running_mean"),
        (ModelKind::TINY_VGG, "bn1.running_var"),
        (ModelKind::TINY_VGG, "block_1.0.lora_A"),
        (ModelKind::TINY_VGG, "classifier_2.weight"),
        (ModelKind::BASELINE, "layer_stack.3.weight"),
    ] {
        let mut shapes = shapes_of(kind, 10);
        shapes.push((name.into(), vec![10]));
        let sentence = format!(
            "there is a tensor {name}, which a {} does not have; train and save a model of the lesson's layers only",
            kind.class_name
        );
        assert_refused(&shapes, &sentence);
    }
}

#[test]
fn tensors_that_pytorch_computes_a_weight_from_are_named() {
    for end in [
        "weight_orig",
        "weight_g",
        "parametrizations.weight.original0",
    ] {
        let mut shapes = shapes_of(ModelKind::TINY_VGG, 10);
        shapes[0].0 = format!("block_1.0.{end}");
        let sentence = format!(
            "in place of the tensor block_1.0.weight it has block_1.0.{end}, of which PyTorch computes it, as after \
             pruning or with a weight norm; call torch.nn.utils.prune.remove or \
             torch.nn.utils.parametrize.remove_parametrizations on the layer and save model.state_dict() again"
        );
        assert_refused(&shapes, &sentence);
    }
}

#[test]
fn quantised_layers_are_named() {
    let names = ["scale", "zero_point", "_packed_params.dtype"];
    let shapes: Vec<_> = names
        .iter()
        .map(|name| (format!("layer_stack.1.{name}"), Vec::new()))
        .collect();
    assert_refused(
        &shapes,
        "its layers are quantized (it has layer_stack.1.zero_point), and the lesson's are not; \
         save the state dict of the model before it was quantized",
    );
}

#[test]
fn tensors_beside_the_models_are_left_out() {
    for kind in ModelKind::ALL {
        let mut shapes = shapes_of(kind, 10);
        let counted = format!("{}.total_params", shapes[0].0.replace(".weight", ""));
        for name in ["criterion.weight", "total_ops", &counted] {
            shapes.insert(1, (name.to_owned(), vec![1]));
        }
        let fit = super::model(&[group("", &shapes)]).expect("the model is whole");
        assert_eq!((fit.kind, fit.hidden_units), (kind, 10));
        assert_eq!(fit.left_out, [1, 2, 3], "{kind:?}");
    }
}

#[test]
fn what_fits_in_another_place_is_not_called_left_out() {
    let mut shapes = shapes_of(ModelKind::BASELINE, 10);
    let average = renamed(ModelKind::BASELINE, |_, name| format!("ema.{name}"));
    shapes.extend(average);
    shapes.push(("criterion.weight".to_owned(), vec![10]));
    let fit = super::model(&[group("", &shapes)]).expect("the model is whole");
    assert_eq!(fit.positions, [0, 1, 2, 3]);
    assert_eq!(fit.other_places, ["ema"]);
    assert_eq!(fit.left_out, [8]);
}

#[test]
fn a_wrong_shape_is_named_with_the_right_one() {
    let mut shapes = shapes_of(ModelKind::TINY_VGG, 10);
    shapes[0].1 = vec![10, 3, 3, 3];
    assert_refused(
        &shapes,
        "the tensor block_1.0.weight has the shape [10, 3, 3, 3], but in a FashionMNISTModelV2 it is [10, 1, 3, 3]; train and save a model of the lesson's layers",
    );
    let mut shapes = shapes_of(ModelKind::BASELINE, 10);
    shapes[3].1 = vec![100];
    assert_refused(
        &shapes,
        "the tensor layer_stack.2.bias has the shape [100], but in a FashionMNISTModelV0 it is [10]; train and save a model of the lesson's layers",
    );
}

#[test]
fn a_transposed_weight_is_named_too() {
    let mut shapes = shapes_of(ModelKind::BASELINE, 10);
    shapes[0].1.reverse();
    assert_refused(
        &shapes,
        "the tensor layer_stack.1.weight has the shape [784, 10], but in a FashionMNISTModelV0 it is [10, 784]; train and save a model of the lesson's layers",
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

/// The model's tensors with other names, which `rename` makes of position and name.
fn renamed(kind: ModelKind, rename: impl Fn(usize, &str) -> String) -> Vec<(String, Vec<usize>)> {
    let shapes = shapes_of(kind, 7).into_iter().enumerate();
    shapes
        .map(|(position, (name, shape))| (rename(position, &name), shape))
        .collect()
}

#[test]
fn any_prefix_is_taken_off() {
    for prefix in ["module.", "_orig_mod.module.", "net.1.", "ünï."] {
        let shapes = renamed(ModelKind::TINY_VGG, |_, name| format!("{prefix}{name}"));
        let fit = super::model(&[group("", &shapes)]).expect("the names end as the model's");
        assert_eq!(fit.kind, ModelKind::TINY_VGG);
        let prefix = prefix.to_owned();
        assert_eq!(fit.matched, Matched::ByName { prefix });
    }
}

#[test]
fn tensors_beside_a_prefixed_model_are_left_out() {
    let mut shapes = renamed(ModelKind::BASELINE, |_, name| format!("model.{name}"));
    shapes.insert(0, ("criterion.weight".to_owned(), vec![10]));
    let fit = super::model(&[group("", &shapes)]).expect("the model is whole");
    assert_eq!(fit.positions, [1, 2, 3, 4]);
}

#[test]
fn other_names_are_matched_by_shapes_and_order() {
    let shapes = renamed(ModelKind::TINY_VGG, |_, name| format!("conv_{name}"));
    let mut sorted = shapes.clone();
    sorted.sort();
    for (shapes, is_in_order) in [(shapes, true), (sorted, false)] {
        let mut file = group("", &shapes);
        file.is_in_order = is_in_order;
        let fit = super::model(&[file]).expect("the shapes are a model's");
        assert_eq!((fit.kind, fit.hidden_units), (ModelKind::TINY_VGG, 7));
        assert_eq!(fit.matched, Matched::ByOrder);
        let first = &shapes[fit.positions[0]].0;
        assert_eq!(first, "conv_block_1.0.weight");
        let third = &shapes[fit.positions[4]].0;
        assert_eq!(third, "conv_block_2.0.weight");
    }
}

#[test]
fn two_linear_layers_of_other_names_may_be_either_model() {
    for names in [
        ["1.weight", "1.bias", "2.weight", "2.bias"],
        ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"],
        ["w1", "b1", "w2", "b2"],
        ["0", "1", "2", "3"],
    ] {
        let shapes = renamed(ModelKind::BASELINE, |position, _| {
            names[position].to_owned()
        });
        let fit = super::model(&[group("", &shapes)]).expect("the shapes are a model's");
        assert_eq!(fit.kind, ModelKind::BASELINE, "{names:?}");
        assert_eq!(fit.other_kinds, [ModelKind::NON_LINEAR], "{names:?}");
    }
}

#[test]
fn names_win_over_order_and_the_first_place_over_later_ones() {
    let other = renamed(ModelKind::BASELINE, |position, _| position.to_string());
    let named = shapes_of(ModelKind::NON_LINEAR, 3);
    let fit = super::model(&[group("a", &other), group("b", &named), group("c", &named)]);
    let fit = fit.expect("the names are a model's");
    assert_eq!((fit.group, fit.other_places), (1, vec!["c".to_owned()]));
}

/// Without an order of its own in the file, only numbers in otherwise equal names are an order.
#[test]
fn equal_layers_are_in_the_order_of_the_file_or_of_the_numbers_in_their_names() {
    for (names, is_told) in [
        (["conv1", "conv2", "conv3", "conv10", "out"], true),
        (["a.1.x", "a.2.x", "a.3.x", "b", "c"], false),
        (["first", "second", "third", "fourth", "out"], false),
        (["stem.1", "stem.2", "body.1", "body.2", "head"], false),
    ] {
        let mut shapes = renamed(ModelKind::TINY_VGG, |position, name| {
            let (_, leaf) = name.rsplit_once('.').expect("every name has a leaf");
            format!("{}.{leaf}", names[position / 2])
        });
        assert!(model(&shapes).is_ok(), "{names:?}");
        shapes.sort();
        let mut file = group("", &shapes);
        file.is_in_order = false;
        let fit = super::model(&[file]);
        let found = fit.as_ref().map(|fit| {
            let weights = fit.positions.iter().step_by(2);
            weights.map(|&at| shapes[at].0.clone()).collect::<Vec<_>>()
        });
        if is_told {
            let expected = names.map(|name| format!("{name}.weight"));
            assert_eq!(found, Ok(expected.to_vec()));
        } else {
            let error = found.expect_err("the names tell no order");
            assert!(matches!(error, CheckpointError::NoOrder { .. }), "{error}");
        }
    }
}

#[test]
fn what_was_not_learnt_is_taken_last() {
    let named = shapes_of(ModelKind::NON_LINEAR, 3);
    let fit = super::model(&[group("initState", &named), group("b", &named)]);
    let fit = fit.expect("both are a model's");
    assert_eq!(
        (fit.group, fit.other_places),
        (1, vec!["initState".to_owned()])
    );
}

#[test]
fn shapes_in_another_order_or_number_are_refused() {
    let mut shapes = renamed(ModelKind::TINY_VGG, |position, _| format!("x{position}"));
    shapes.swap(0, 9);
    assert!(model(&shapes).is_err());
    let mut shapes = renamed(ModelKind::BASELINE, |position, _| format!("x{position}"));
    shapes.push(("x4".to_owned(), vec![10]));
    assert!(model(&shapes).is_err());
}
