//! The engine's helpers in a browser: workers of the same program, and the memory that they share with it.
//!
//! A helper is this very program under another name, so it costs no second download. It has no engine: it waits for a
//! run's memory, takes part until the run is over, and waits again.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{
    Array, Atomics, Float32Array, Int32Array, SharedArrayBuffer, Uint8Array, Uint32Array,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::post::{elapsed_secs, scope};
use crate::data::Split;
use crate::js::{self, describe};
use crate::protocol::{MAX_WORKERS, N_PIXELS, TrainingConfig};
use crate::training::fused::cpu::team::{self, Crew, ImageSource, SharedMemory};
use crate::wire;

/// The name of a worker that is a helper.
const NAME: &str = "helper";
/// Looks at a cell before a worker sleeps: some ten microseconds, about what waking up costs. Longer would take the core
/// from another worker where there are fewer cores than workers.
const SPINS: u32 = 200;

/// Workers that can share a batch in this browser.
///
/// # Errors
/// The key of the text why there is only one: the engine starts before it has its texts.
pub fn n_workers() -> Result<usize, &'static str> {
    let global = js_sys::global();
    if !js::has(&global, "crossOriginIsolated") {
        return Err("workers-not-isolated");
    }
    let n_cores = js::get(&global, "navigator")
        .and_then(|navigator| js::get(&navigator, "hardwareConcurrency")?.as_f64());
    match n_cores {
        Some(n_cores) if n_cores >= 2.0 => Ok((n_cores as usize).min(MAX_WORKERS)),
        Some(_) => Err("workers-one-core"),
        None => Err("workers-unknown-cores"),
    }
}

/// Helpers that start with the first run that they can share.
pub struct BrowserCrew {
    n_helpers: usize,
    links: RefCell<Vec<Rc<Link>>>,
    /// The images that are shared, by the identity of their split.
    images: RefCell<Option<(std::sync::Weak<()>, SharedArrayBuffer)>>,
}

/// A helper.
struct Link {
    worker: Worker,
    state: RefCell<LinkState>,
    listeners: RefCell<Vec<EventListener>>,
}

enum LinkState {
    /// It has not answered yet; the run that it is to join is posted when it does.
    Starting(Option<JsValue>),
    Ready,
    /// It could not start, or has crashed.
    Lost,
}

impl Link {
    fn start() -> Result<Rc<Self>, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(NAME);
        // This worker's own address.
        let address = js::get(&js_sys::global(), "location")
            .and_then(|location| js::get(&location, "href")?.as_string());
        let address = address.unwrap_or_default();
        let link = Rc::new(Self {
            worker: Worker::new_with_options(&address, &options)?,
            state: RefCell::new(LinkState::Starting(None)),
            listeners: RefCell::default(),
        });
        let on_ready = Rc::downgrade(&link);
        let on_error = Rc::downgrade(&link);
        let may_prevent = EventListenerOptions::enable_prevent_default();
        *link.listeners.borrow_mut() = vec![
            EventListener::new(&link.worker, "message", move |_| {
                let Some(link) = Weak::upgrade(&on_ready) else {
                    return;
                };
                let state = link.state.replace(LinkState::Ready);
                if let LinkState::Starting(Some(run)) = state {
                    link.post(&run);
                }
            }),
            // An error that is not taken here goes on to the page, as if the engine had crashed.
            EventListener::new_with_options(&link.worker, "error", may_prevent, move |event| {
                event.prevent_default();
                if let Some(link) = Weak::upgrade(&on_error) {
                    link.state.replace(LinkState::Lost);
                }
            }),
        ];
        Ok(link)
    }

    /// Sends a run, at once or when the helper has started.
    fn send(&self, run: JsValue) {
        let mut state = self.state.borrow_mut();
        match &mut *state {
            LinkState::Starting(waiting) => *waiting = Some(run),
            LinkState::Ready => {
                drop(state);
                self.post(&run);
            }
            LinkState::Lost => {}
        }
    }

    fn post(&self, run: &JsValue) {
        if let Err(error) = self.worker.post_message(run) {
            gloo::console::error!(format!("a helper cannot be reached: {}", describe(&error)));
            self.state.replace(LinkState::Lost);
        }
    }

    fn is_lost(&self) -> bool {
        matches!(*self.state.borrow(), LinkState::Lost)
    }
}

impl BrowserCrew {
    /// A crew of so many helpers, which start with its first run.
    pub fn new(n_helpers: usize) -> Self {
        Self {
            n_helpers,
            links: RefCell::default(),
            images: RefCell::default(),
        }
    }

    /// The split's images, then its labels, in shared memory; once for all helpers and runs.
    fn share(&self, split: &Split) -> Option<SharedArrayBuffer> {
        let identity = Arc::downgrade(split.identity());
        if let Some((shared, buffer)) = &*self.images.borrow()
            && shared.ptr_eq(&identity)
        {
            return Some(buffer.clone());
        }
        let length = split.images().len() + split.labels().len();
        let buffer = allocate(length)?;
        let bytes = Uint8Array::new(&buffer);
        let n_pixels = split.images().len() as u32;
        bytes.subarray(0, n_pixels).copy_from(split.images());
        bytes
            .subarray(n_pixels, length as u32)
            .copy_from(split.labels());
        *self.images.borrow_mut() = Some((identity, buffer.clone()));
        Some(buffer)
    }

    /// Starts helpers until there are this many that are not lost.
    fn ensure(&self, n_helpers: usize) {
        let mut links = self.links.borrow_mut();
        links.retain(|link| !link.is_lost());
        while links.len() < n_helpers {
            match Link::start() {
                Ok(link) => links.push(link),
                Err(error) => {
                    gloo::console::error!(format!("no helper: {}", describe(&error)));
                    return;
                }
            }
        }
    }
}

impl Crew for BrowserCrew {
    fn n_helpers(&self) -> usize {
        self.n_helpers
    }

    fn enlist(
        &self,
        n_helpers: usize,
        config: &TrainingConfig,
        split: &Split,
        n_cells: usize,
    ) -> Option<Rc<dyn SharedMemory>> {
        let memory = allocate(n_cells * 4)?;
        let images = self.share(split)?;
        let (config, _) = wire::encode(config).ok()?;
        self.ensure(n_helpers);
        for (link, worker) in self.links.borrow().iter().take(n_helpers).zip(1..) {
            let run = Array::of4(&config, &JsValue::from(worker), &memory, &images);
            link.send(run.into());
        }
        Some(Rc::new(BrowserMemory::new(&memory)))
    }

    fn now_ms(&self) -> f64 {
        elapsed_secs() * 1000.0
    }
}

/// None when the browser has no more memory.
fn allocate(n_bytes: usize) -> Option<SharedArrayBuffer> {
    js::construct("SharedArrayBuffer", &(n_bytes as f64).into())
}

/// A shared buffer as cells.
struct BrowserMemory {
    cells: Int32Array,
    words: Uint32Array,
    floats: Float32Array,
}

impl BrowserMemory {
    fn new(buffer: &SharedArrayBuffer) -> Self {
        Self {
            cells: Int32Array::new(buffer),
            words: Uint32Array::new(buffer),
            floats: Float32Array::new(buffer),
        }
    }
}

impl SharedMemory for BrowserMemory {
    fn load(&self, cell: usize) -> u32 {
        Atomics::load(&self.cells, cell as u32).expect("the cell is in the buffer") as u32
    }

    fn store(&self, cell: usize, value: u32) {
        let cell = cell as u32;
        Atomics::store(&self.cells, cell, value as i32).expect("the cell is in the buffer");
        Atomics::notify(&self.cells, cell).expect("the cell is in the buffer");
    }

    fn wait(&self, cell: usize, value: u32, timeout_ms: u32) -> Option<u32> {
        for _ in 0..SPINS {
            let found = self.load(cell);
            if found != value {
                return Some(found);
            }
        }
        let timeout_ms = f64::from(timeout_ms);
        Atomics::wait_with_timeout(&self.cells, cell as u32, value as i32, timeout_ms)
            .expect("a worker may wait");
        Some(self.load(cell)).filter(|found| *found != value)
    }

    fn read(&self, cell: usize, numbers: &mut [f32]) {
        let end = cell + numbers.len();
        self.floats
            .subarray(cell as u32, end as u32)
            .copy_to(numbers);
    }

    fn write(&self, cell: usize, numbers: &[f32]) {
        let end = cell + numbers.len();
        self.floats
            .subarray(cell as u32, end as u32)
            .copy_from(numbers);
    }

    fn read_order(&self, cell: usize, order: &mut [u32]) {
        let end = cell + order.len();
        self.words.subarray(cell as u32, end as u32).copy_to(order);
    }

    fn write_order(&self, cell: usize, order: &[u32]) {
        let end = cell + order.len();
        self.words
            .subarray(cell as u32, end as u32)
            .copy_from(order);
    }
}

/// Images and, behind them, labels.
struct SharedImages {
    bytes: Uint8Array,
    n_images: u32,
}

impl ImageSource for SharedImages {
    fn read(&self, index: u32, pixels: &mut [u8]) -> u8 {
        let start = index * N_PIXELS as u32;
        let end = start + N_PIXELS as u32;
        self.bytes.subarray(start, end).copy_to(pixels);
        self.bytes
            .get_index(self.n_images * N_PIXELS as u32 + index)
    }
}

/// Whether this worker is a helper.
pub fn is_helper() -> bool {
    scope().name() == NAME
}

/// Helps in every run that is sent, for as long as the worker lives.
pub fn help() {
    console_error_panic_hook::set_once();
    elapsed_secs();
    let listener = EventListener::new(&scope(), "message", |event| {
        let run: Array = event
            .unchecked_ref::<MessageEvent>()
            .data()
            .unchecked_into();
        let bytes = Uint8Array::new(&run.get(3));
        let images = SharedImages {
            n_images: bytes.length() / (N_PIXELS as u32 + 1),
            bytes,
        };
        let memory = BrowserMemory::new(run.get(2).unchecked_ref());
        let worker = run.get(1).as_f64().unwrap_or_default() as usize;
        let config = wire::decode::<TrainingConfig>(run.get(0)).map_err(|error| error.to_string());
        let helped = config.and_then(|config| {
            team::help(&config, worker, &memory, &images).map_err(|error| error.to_string())
        });
        if let Err(error) = helped {
            gloo::console::error!(format!("a helper gives up: {error}"));
        }
    });
    listener.forget();
    // What is posted before there is a listener is lost.
    if let Err(error) = scope().post_message(&JsValue::TRUE) {
        gloo::console::error!(describe(&error));
    }
}
