//! The random numbers are PyTorch's, to the last bit.
#![cfg(feature = "engine")]

mod fixtures;

use fitting_room::models::{Architecture, ModelKind, StateDict};
use fitting_room::random::{EpochOrders, TorchGenerator, random_picks};

const N_TRAIN: u32 = 60_000;
const FILE: &str = "random.txt";

#[test]
fn first_weights_are_pytorchs_to_the_last_bit() {
    let rows = fixtures::rows(FILE, "weights", 3);
    assert_eq!(rows.len(), 3 * (4 + 4 + 10), "three seeds, three models");
    for row in rows {
        let model = ModelKind::from_number(row.key(1) as usize).expect("the catalogue has it");
        let state = StateDict::initial(&Architecture::new(model, 10, true), row.key(0) as u32);
        let tensor = state.get(row.name()).expect("a tensor of this name");
        row.assert_same(&tensor.values);
    }
}

#[test]
fn every_epoch_has_pytorchs_order() {
    let rows = fixtures::rows(FILE, "order", 2);
    assert_eq!(rows.len(), 3 * 3, "three seeds, three epochs");
    for row in rows {
        let mut orders = EpochOrders::new(row.key(0), N_TRAIN);
        for _ in 0..row.key(1) {
            orders.next_epoch();
        }
        row.assert_same(&orders.next_epoch());
    }
}

#[test]
fn random_picks_are_pytorchs() {
    for row in fixtures::rows(FILE, "picks", 1) {
        row.assert_same(&random_picks(row.key(0), 16, N_TRAIN));
    }
}

#[test]
fn integers_are_pytorchs_whatever_the_range() {
    let highs = [1, 10, (1 << 28) - 1, 1 << 28, (1 << 31) + 5];
    for row in fixtures::rows(FILE, "randint", 1) {
        let mut generator = TorchGenerator::manual_seed(row.key(0));
        let draws: Vec<u32> = (0..4)
            .flat_map(|_| highs)
            .map(|high| generator.randint(high) as u32)
            .collect();
        row.assert_same(&draws);
    }
    for row in fixtures::rows(FILE, "int64", 1) {
        let mut generator = TorchGenerator::manual_seed(row.key(0));
        let halves: Vec<u32> = (0..8)
            .flat_map(|_| {
                let value = generator.random_int64();
                [(value >> 32) as u32, value as u32]
            })
            .collect();
        row.assert_same(&halves);
    }
}
