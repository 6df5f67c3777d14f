//! What the layout of a network's values and the table of its stages promise.

use super::super::{AdapterKind, offsets};
use super::layout::{ConvLayer, ConvNet};
use crate::models::{Architecture, ModelKind};

const ADAPTERS: [AdapterKind; 2] = [AdapterKind::Hardware, AdapterKind::Software];

fn network(adapter: AdapterKind, hidden_units: usize) -> ConvNet {
    let architecture = Architecture::new(ModelKind::TINY_VGG, hidden_units, false);
    let specs = architecture.parameters();
    ConvNet::new(
        adapter,
        &ConvLayer::list(&architecture.layers()),
        &specs,
        &offsets(&specs),
    )
}

/// Where the parameters end.
fn n_parameters(network: &ConvNet) -> usize {
    network.layout.linear_biases + 10
}

#[test]
fn the_widest_arena_fits_into_one_binding_at_a_batch_of_128() {
    for adapter in ADAPTERS {
        let image_len = network(adapter, 32).layout.image_len;
        assert!(image_len * 128 * 4 < 128 << 20, "{image_len}");
    }
}

#[test]
fn the_notebooks_parameters_and_stages_are_counted() {
    for adapter in ADAPTERS {
        let network = network(adapter, 10);
        assert_eq!(n_parameters(&network), 7740);
        let program = network.program();
        assert_eq!((program.n_logits_stages, program.n_stages), (7, 14));
    }
}

#[test]
fn every_gradient_of_the_convolutions_has_an_offset_of_its_own() {
    for adapter in ADAPTERS {
        for hidden_units in [10, 17] {
            let network = network(adapter, hidden_units);
            let rows = network.parameter_rows();
            let mut gradients: Vec<usize> = rows.iter().map(|row| row.gradient).collect();
            gradients.sort_unstable();
            assert_eq!(gradients.len(), network.layout.linear_weights);
            assert!(gradients.is_sorted_by(|a, b| a < b));
            assert!(gradients[0] >= network.layout.weight_gradients);
            assert!(
                gradients
                    .last()
                    .is_some_and(|&last| last < network.layout.image_len)
            );
        }
    }
}

#[test]
fn every_weight_of_the_later_convolutions_has_a_flipped_copy_of_its_own() {
    let network = network(AdapterKind::Software, 10);
    let rows = network.parameter_rows();
    let mut copies: Vec<usize> = rows.iter().map(|row| row.copy).collect();
    copies.retain(|&copy| copy >= n_parameters(&network));
    copies.sort_unstable();
    let expected: Vec<usize> = (n_parameters(&network)..network.zero_biases).collect();
    assert_eq!(copies, expected);
}
