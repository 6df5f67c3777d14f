//! A worker's loop: commands first, then a slice of work, then a turn of the browser's event loop.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::data_files::DataFiles;
use super::inbox::{Inbox, Input};
use super::post::{elapsed_secs, post, report_panics};
use crate::engine::{Driver, Engine};
use crate::protocol::{BUILD, Command, DeviceKind, DeviceReport, Event, WebGpuProblem};

/// Starts the device and works until the page ends the worker.
pub async fn run(
    kind: DeviceKind,
    start: impl AsyncFnOnce() -> Result<(burn::tensor::Device, DeviceReport), WebGpuProblem>,
) {
    report_panics();
    elapsed_secs();
    let mut inbox = Inbox::open();
    let (device, report) = match start().await {
        Ok(started) => started,
        Err(problem) => {
            post(Event::DeviceUnavailable {
                device: kind,
                problem,
            });
            return;
        }
    };
    #[cfg_attr(
        not(feature = "cpu"),
        expect(unused_mut, reason = "only the CPU engine gets a crew")
    )]
    let mut engine = Engine::new(device, kind);
    #[cfg(feature = "cpu")]
    if report.n_workers > 1 {
        engine.set_crew(std::rc::Rc::new(super::crew::BrowserCrew::new(
            report.n_workers - 1,
        )));
    }
    let mut driver = Driver::timed(engine, elapsed_secs);
    let mut data_files = DataFiles::new(inbox.sender());
    let mut turn = Turn::new();
    post(Event::Ready {
        build: BUILD.to_owned(),
        device: report,
    });
    loop {
        while let Some(input) = inbox.try_next() {
            receive(input, &mut driver.engine, &mut data_files);
        }
        if driver.engine.is_idle() {
            match inbox.wait().await {
                Some(input) => receive(input, &mut driver.engine, &mut data_files),
                None => return,
            }
            continue;
        }
        post_all(driver.slice().await.events);
        turn.give().await;
    }
}

fn receive(input: Input, engine: &mut Engine, data_files: &mut DataFiles) {
    match input {
        Input::Command(command) => {
            let loads_data = command == Command::LoadData;
            post_all(engine.handle(command));
            if loads_data {
                data_files.fetch(engine.missing_files());
            }
        }
        Input::File {
            file,
            bytes,
            from_cache,
        } => {
            data_files.arrived(file);
            let events = engine.receive_file(file, bytes);
            let is_bad = events
                .iter()
                .any(|event| matches!(event, Event::Failed { .. }));
            if is_bad && data_files.reject(file, from_cache) {
                // A damaged cache entry is fetched again without a message to the learner.
                return;
            }
            post_all(events);
        }
        Input::FetchEnded => data_files.fetch_ended(),
    }
}

fn post_all(events: Vec<Event>) {
    events.into_iter().for_each(post);
}

/// Yields to the browser's event loop between two slices.
///
/// By a message to itself: resolved promises run before any message event, and timers are throttled in a background
/// tab.
struct Turn {
    channel: Option<MessageChannel>,
}

impl Turn {
    fn new() -> Self {
        Self {
            channel: MessageChannel::new().ok(),
        }
    }

    async fn give(&mut self) {
        let Some(channel) = &self.channel else {
            return gloo::timers::future::TimeoutFuture::new(0).await;
        };
        let turned = Promise::new(&mut |resolve, _reject| {
            channel.port1().set_onmessage(Some(&resolve));
            // Posting null to an open port cannot fail.
            drop(channel.port2().post_message(&wasm_bindgen::JsValue::NULL));
        });
        drop(JsFuture::from(turned).await);
    }
}
