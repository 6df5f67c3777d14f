//! What the library computes on this computer, to compare the page with.

use std::fs;

use browser_tests::places;
use burn::tensor::Device;
use fitting_room::data::Split;
use fitting_room::models::{Architecture, ModelKind, StateDict};
use fitting_room::protocol::{DataFile, DeviceKind, TrainingConfig};
use fitting_room::random::EpochOrders;
use fitting_room::training::Trainer;

pub fn train_split() -> Split {
    let read = |file: DataFile| {
        fs::read(places::data_file(file.file_name())).expect("the page has the data beside it")
    };
    Split::parse(&read(DataFile::TrainImages), &read(DataFile::TrainLabels))
        .expect("the data set is whole")
}

/// The losses of the first steps of TinyVGG with the lesson's settings on the CPU.
pub async fn tiny_vgg_losses(n_steps: usize) -> Vec<f64> {
    let train = train_split();
    let config = TrainingConfig::lesson(ModelKind::TINY_VGG);
    let first = StateDict::initial(&Architecture::of(&config), config.seed);
    let mut trainer = Trainer::new(&config, &first, &Device::flex(), DeviceKind::Cpu)
        .expect("the first weights fit");
    let n_images = train.n_images() as u32;
    let order = EpochOrders::new(u64::from(config.seed), n_images).next_epoch();
    let batches: Vec<&[u32]> = order.chunks(config.batch_size).take(n_steps).collect();
    let made = trainer.train_steps(&train, &batches).await;
    let made = made.expect("the CPU does not fail");
    made.iter().map(|step| f64::from(step.loss)).collect()
}
