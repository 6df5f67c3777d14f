//! Workers that share batches give the bits of one worker, however many there are and whatever becomes of them.

#![expect(
    clippy::disallowed_methods,
    reason = "threads and a clock, on the host only"
)]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use burn::tensor::Device;
use fitting_room::data::Split;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{ModelKind, N_PIXELS, TrainingConfig};
use fitting_room::random::TorchGenerator;
use fitting_room::training::Trainer;
use fitting_room::training::fused::cpu::team::{Crew, ImageSource, Layout, SharedMemory, help};

/// Memory of threads, in place of the browser's.
#[derive(Clone)]
struct Cells(Arc<[AtomicU32]>);

impl SharedMemory for Cells {
    fn load(&self, cell: usize) -> u32 {
        self.0[cell].load(Ordering::SeqCst)
    }

    fn store(&self, cell: usize, value: u32) {
        self.0[cell].store(value, Ordering::SeqCst);
    }

    fn wait(&self, cell: usize, value: u32, timeout_ms: u32) -> Option<u32> {
        let until = Instant::now() + Duration::from_millis(u64::from(timeout_ms));
        loop {
            let found = self.load(cell);
            if found != value {
                return Some(found);
            }
            if Instant::now() > until {
                return None;
            }
            std::thread::sleep(Duration::from_micros(50));
        }
    }

    fn read(&self, cell: usize, numbers: &mut [f32]) {
        for (number, cell) in numbers.iter_mut().zip(&self.0[cell..]) {
            *number = f32::from_bits(cell.load(Ordering::Relaxed));
        }
    }

    fn write(&self, cell: usize, numbers: &[f32]) {
        for (number, cell) in numbers.iter().zip(&self.0[cell..]) {
            cell.store(number.to_bits(), Ordering::Relaxed);
        }
    }

    fn read_order(&self, cell: usize, order: &mut [u32]) {
        for (index, cell) in order.iter_mut().zip(&self.0[cell..]) {
            *index = cell.load(Ordering::Relaxed);
        }
    }

    fn write_order(&self, cell: usize, order: &[u32]) {
        for (index, cell) in order.iter().zip(&self.0[cell..]) {
            cell.store(*index, Ordering::Relaxed);
        }
    }
}

/// A helper's images; after some of them it falls silent.
struct Images {
    split: Split,
    n_until_silence: std::cell::Cell<usize>,
}

impl ImageSource for Images {
    fn read(&self, index: u32, pixels: &mut [u8]) -> u8 {
        let left = self.n_until_silence.get();
        if left == 0 {
            std::thread::sleep(Duration::from_secs(4));
        }
        self.n_until_silence.set(left.wrapping_sub(1)); // silent once
        let index = index as usize;
        pixels.copy_from_slice(self.split.image(index).expect("it is in the split"));
        self.split.label(index).expect("it is in the split")
    }
}

/// Threads that help, each silent after so many images.
struct Threads {
    n_until_silence: Vec<usize>,
    running: RefCell<Vec<JoinHandle<()>>>,
}

impl Threads {
    fn new(n_until_silence: Vec<usize>) -> Rc<Self> {
        Rc::new(Self {
            n_until_silence,
            running: RefCell::default(),
        })
    }
}

impl Crew for Threads {
    fn n_helpers(&self) -> usize {
        self.n_until_silence.len()
    }

    fn enlist(
        &self,
        n_helpers: usize,
        config: &TrainingConfig,
        split: &Split,
        n_cells: usize,
    ) -> Option<Rc<dyn SharedMemory>> {
        let cells = Cells((0..n_cells).map(|_| AtomicU32::new(0)).collect());
        let helpers = self.n_until_silence.iter().enumerate();
        for (i, &n_until_silence) in helpers.take(n_helpers) {
            let memory = cells.clone();
            let (config, split) = (config.clone(), split.clone());
            let thread = std::thread::spawn(move || {
                let images = Images {
                    split,
                    n_until_silence: std::cell::Cell::new(n_until_silence),
                };
                help(&config, i + 1, &memory, &images).expect("there is a shared step");
            });
            self.running.borrow_mut().push(thread);
        }
        // All of them take part from the first step on.
        let n_called = self.running.borrow().len();
        while !(1..=n_called).all(|worker| Layout::has_joined(&cells, worker)) {
            std::thread::sleep(Duration::from_millis(1));
        }
        Some(Rc::new(cells))
    }

    fn now_ms(&self) -> f64 {
        thread_local! {
            static START: Instant = Instant::now();
        }
        START.with(|start| start.elapsed().as_secs_f64() * 1000.0)
    }
}

/// The bits of losses and final weights after some steps with batches of several sizes, and who took part in the end.
fn train(hidden_units: usize, helpers: Vec<usize>) -> (Vec<u32>, usize, usize) {
    let mut generator = TorchGenerator::manual_seed(3);
    let images = (0..100 * N_PIXELS).map(|_| generator.randint(512).saturating_sub(256) as u8);
    let images = images.collect();
    let labels = (0..100).map(|_| generator.randint(10) as u8).collect();
    let split = Split::from_parts(images, labels).expect("every image has its label");
    let config = TrainingConfig {
        hidden_units,
        batch_size: 33,
        ..TrainingConfig::lesson(ModelKind::TINY_VGG)
    };
    let state = StateDict::initial(&Architecture::of(&config), 5);
    let crew = Threads::new(helpers);
    let device = Device::flex();
    let trainer = Trainer::with_crew(&config, &state, &device, crew.clone());
    let mut trainer = trainer.expect("the first weights fit");
    let order = TorchGenerator::manual_seed(4).randperm(100);
    let batches: Vec<&[u32]> = order.chunks(33).chain(order.chunks(20)).collect();
    let mut bits = Vec::new();
    for slice in batches.chunks(3) {
        let steps = pollster::block_on(trainer.train_steps(&split, slice));
        let steps = steps.expect("the CPU works");
        bits.extend(steps.iter().map(|step| step.loss.to_bits()));
    }
    let state = pollster::block_on(trainer.state()).expect("the CPU works");
    let weights = state.tensors.iter().flat_map(|tensor| &tensor.values);
    bits.extend(weights.map(|weight| weight.to_bits()));
    let workers = trainer.workers();
    drop(trainer);
    for thread in crew.running.take() {
        thread.join().expect("a helper ends with the run");
    }
    (bits, workers.n_workers, workers.n_lost)
}

const TIRELESS: usize = usize::MAX;

#[test]
fn any_number_of_workers_gives_the_same_bits() {
    for hidden_units in [10, 7] {
        let (alone, ..) = train(hidden_units, vec![]);
        for n_helpers in [1, 2, 7] {
            let (together, n_workers, n_lost) = train(hidden_units, vec![TIRELESS; n_helpers]);
            // On a busy machine one may be late: that changes nothing either.
            assert_eq!(n_workers + n_lost, n_helpers + 1);
            assert!(alone == together, "{n_workers} workers");
        }
    }
}

#[test]
fn a_helper_that_falls_silent_is_left_out_and_nothing_else_changes() {
    let (alone, ..) = train(10, vec![]);
    let (together, n_workers, n_lost) = train(10, vec![TIRELESS, 20]);
    assert!(n_lost >= 1 && n_workers + n_lost == 3);
    assert!(alone == together);
}
