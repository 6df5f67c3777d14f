//! Numbers small enough to be worked out by hand.

use super::*;
use crate::protocol::{ModelKind, TrainingConfig};

/// A list of layers on a 2×2 image, with outputs that were worked out by hand.
/// A layer, its output's shape, its output, and its weight and bias.
type LayerAtWork = (Layer, Vec<usize>, Vec<f32>, [Vec<f32>; 2]);

fn inspected(pixels: Vec<u8>) -> Inspected {
    Inspected {
        config: TrainingConfig::lesson(ModelKind::default()),
        n_steps: None,
        pixels,
        inverted: false,
        is_mirrored: false,
        label: None,
        next_of_class: None,
        probabilities: vec![0.1; 10],
    }
}

fn trace(layers: Vec<LayerAtWork>) -> Trace {
    let mut shape = vec![1, 2, 2];
    let mut trace = Trace {
        inspected: inspected(vec![0, 51, 102, 255]),
        layers: Vec::new(),
        input: vec![0.0, 0.2, 0.4, 1.0],
        outputs: Vec::new(),
        parameters: Parameters::None,
    };
    let mut all = Vec::new();
    for (layer, output_shape, output, parameters) in layers {
        trace.layers.push(PlacedLayer {
            path: String::new(),
            layer,
            input_shape: std::mem::replace(&mut shape, output_shape.clone()),
            output_shape,
        });
        trace.outputs.push(output);
        all.push(parameters);
    }
    trace.parameters = Parameters::All(all);
    trace
}

fn conv_and_pool() -> Trace {
    let conv = Layer::Conv2d {
        channels: 1,
        kernel: 3,
        stride: 1,
        padding: 1,
    };
    // Only the centre and its right neighbour count.
    let kernel = vec![0.0, 0.0, 0.0, 0.0, 1.0, -2.0, 0.0, 0.0, 0.0];
    let sums = vec![-0.3, 0.3, -1.5, 1.1];
    let rectified = vec![0.0, 0.3, 0.0, 1.1];
    trace(vec![
        (conv, vec![1, 2, 2], sums, [kernel, vec![0.1]]),
        (Layer::Relu, vec![1, 2, 2], rectified, Default::default()),
        (
            Layer::MaxPool2d { kernel: 2 },
            vec![1, 1, 1],
            vec![1.1],
            Default::default(),
        ),
    ])
}

#[test]
fn a_window_over_the_edge_takes_zeros_from_the_padding() {
    let trace = conv_and_pool();
    let Some(Working::Sum(sum)) = trace.working(Stage::Layer(0), 0, 0, 1) else {
        panic!("a convolution is a sum");
    };
    let part = &sum.parts[0];
    assert_eq!((part.first_row, part.first_column), (-1, 0));
    let padding = None;
    assert_eq!(
        part.inputs,
        [
            padding,
            padding,
            padding,
            Some(0.0),
            Some(0.2),
            padding,
            Some(0.4),
            Some(1.0),
            padding
        ]
    );
    assert!((sum.total - sum.output).abs() < 1e-6, "{sum:?}");
    assert_eq!(sum.rectified, Some(0.3));
}

#[test]
fn of_a_window_the_largest_wins() {
    let trace = conv_and_pool();
    let Some(Working::Largest(largest)) = trace.working(Stage::Layer(2), 0, 0, 0) else {
        panic!("pooling keeps the largest");
    };
    assert_eq!(largest.values, [0.0, 0.3, 0.0, 1.1]);
    assert_eq!(largest.winner, 3);
    assert_eq!(
        trace.working(Stage::Layer(1), 0, 1, 0),
        Some(Working::Relu {
            input: -1.5,
            output: 0.0
        })
    );
    assert_eq!(trace.working(Stage::Layer(2), 0, 1, 0), None);
}

#[test]
fn a_linear_layer_after_flatten_sums_channel_by_channel() {
    let weight = vec![1.0, 2.0, 3.0, 4.0];
    let linear = Layer::Linear { outputs: 1 };
    let trace = trace(vec![
        (
            Layer::Flatten,
            vec![4],
            vec![0.0, 0.2, 0.4, 1.0],
            Default::default(),
        ),
        (linear, vec![1], vec![5.1], [weight, vec![-0.5]]),
    ]);
    let Some(Working::Sum(sum)) = trace.working(Stage::Layer(1), 0, 0, 0) else {
        panic!("a linear layer is a sum");
    };
    assert_eq!((sum.parts.len(), sum.parts[0].height), (1, 2));
    assert!((sum.total - 5.1).abs() < 1e-6, "{sum:?}");
    assert_eq!(sum.rectified, None);
    assert_eq!(trace.source(1), Stage::Input);
    assert_eq!(
        trace.stages(),
        [Stage::Input, Stage::Layer(1), Stage::Softmax]
    );
}

#[test]
fn a_class_hears_of_a_pixel_through_the_open_units_alone() {
    let linear = Layer::Linear { outputs: 2 };
    let hidden = [
        vec![1.0, 1.0, 1.0, 1.0, -1.0, 0.0, 0.0, -1.0],
        vec![0.1, 0.2],
    ];
    let results = [vec![2.0, 5.0, -1.0, 3.0], vec![0.5, 0.25]];
    let nothing = || Default::default();
    let trace = trace(vec![
        (Layer::Flatten, vec![4], vec![0.0, 0.2, 0.4, 1.0], nothing()),
        (linear, vec![2], vec![1.7, -0.8], hidden),
        (Layer::Relu, vec![2], vec![1.7, 0.0], nothing()),
        (linear, vec![2], vec![3.9, -1.45], results),
        (Layer::Relu, vec![2], vec![3.9, 0.0], nothing()),
    ]);
    for (class, weight, bias, result) in [(0, 2.0, 0.7, 3.9), (1, -1.0, 0.15, -1.45)] {
        let template = trace
            .class_template(class)
            .expect("all layers are linear or ReLUs");
        assert_eq!(
            (template.layer, template.n_units, template.n_open),
            (3, 2, 1)
        );
        assert_eq!(template.weights, [weight; 4]);
        assert!((template.bias - bias).abs() < 1e-6, "{template:?}");
        let sum: f32 = trace.contributions(&template.weights).iter().sum();
        assert!((sum + template.bias - result).abs() < 1e-6, "{template:?}");
    }
    assert_eq!(trace.class_template(2), None);
    assert_eq!(conv_and_pool().class_template(0), None);
}

#[test]
fn of_many_parts_the_largest_are_shown_and_the_rest_is_summed() {
    let part = |channel: usize, sum: f32| Part {
        channel,
        height: 1,
        width: 1,
        first_row: 0,
        first_column: 0,
        inputs: vec![Some(sum)],
        weights: vec![1.0],
        sum,
    };
    let sum = Sum {
        parts: vec![part(0, 0.1), part(1, -3.0), part(2, 0.2), part(3, 2.0)],
        bias: 0.0,
        total: -0.7,
        output: -0.7,
        rectified: None,
    };
    let (shown, n_rest, rest) = sum.largest_parts(2);
    let shown: Vec<usize> = shown.iter().map(|part| part.channel).collect();
    assert_eq!((shown, n_rest), (vec![1, 3], 2));
    assert!((rest - 0.3).abs() < 1e-6);
    assert_eq!(sum.largest_parts(4).1, 0);
}

#[test]
fn steps_end_at_the_edges_and_lead_through_lists() {
    let start = Place::Number {
        stage: Stage::Input,
        channel: 0,
        row: 0,
        column: 1,
    };
    let shape = [1, 2, 2];
    assert_eq!(start.moved(Step::Right, shape), start);
    assert_eq!(start.moved(Step::Up, shape), start);
    assert_eq!(start.moved(Step::NextChannel, shape), start);
    let Place::Number { row, column, .. } = start.moved(Step::Down, shape) else {
        panic!("it stays a number");
    };
    assert_eq!((row, column), (1, 1));
    let in_list = Place::Number {
        stage: Stage::Softmax,
        channel: 3,
        row: 0,
        column: 0,
    };
    let Place::Number { channel, .. } = in_list.moved(Step::Down, [10, 1, 1]) else {
        panic!("it stays a number");
    };
    assert_eq!(channel, 4);
    assert_eq!(start.up(), Place::Stage(Stage::Input));
    assert_eq!(start.up().up(), Place::Overview);
}

#[test]
fn an_answer_that_does_not_fit_its_settings_is_not_read() {
    let mut answer = Inspection {
        inspected: inspected(vec![0; 784]),
        outputs: vec![0; 4 * (784 + 10 + 10)],
        unit: None,
        parameters: Vec::new(),
    };
    let trace = Trace::read(&answer).expect("784 inputs, 10 hidden units and 10 logits");
    assert_eq!(trace.unit(1, 0), None);
    assert_eq!(
        trace.working(Stage::Layer(1), 0, 0, 0),
        Some(Working::Unknown)
    );
    answer.outputs.truncate(4 * 800);
    assert_eq!(Trace::read(&answer), None);
}
