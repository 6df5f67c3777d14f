//! The connection to one worker: starts it, decodes its messages, and queues commands until it is ready.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::js::describe;
use crate::protocol::{Command, DeviceKind, Stamped};
use crate::texts::text;
use crate::wire::{self, WireError};

/// What a link receives.
pub enum LinkEvent {
    /// An event that the worker has posted.
    Posted(Box<Stamped>),
    /// A message that is no event.
    Unreadable(WireError),
    /// The worker did not load, or ended with this error.
    Failed(String),
}

/// A running worker; dropping it ends the worker.
pub struct EngineLink {
    worker: Worker,
    /// Whether it has posted `Ready`; messages posted to it before that are lost.
    is_ready: bool,
    outbox: Vec<Command>,
    _listeners: [EventListener; 3],
}

impl EngineLink {
    /// Starts the worker of this device.
    ///
    /// # Errors
    /// A sentence, when the browser cannot start module workers.
    pub fn start(
        device: DeviceKind,
        on_event: impl Fn(LinkEvent) + Clone + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(loader(device), &options).map_err(|error| {
            text!(
                "engine-cannot-start",
                device = device.title(),
                error = describe(&error)
            )
        })?;
        let on_message = on_event.clone();
        let on_unreadable = on_event.clone();
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                on_message(match wire::decode(data) {
                    Ok(stamped) => LinkEvent::Posted(Box::new(stamped)),
                    Err(error) => LinkEvent::Unreadable(error),
                });
            }),
            EventListener::new(&worker, "messageerror", move |_| {
                on_unreadable(LinkEvent::Unreadable(WireError::Decode(
                    text!("engine-not-unpacked").to_owned(),
                )));
            }),
            EventListener::new(&worker, "error", move |event| {
                // A script that cannot be fetched gives a plain event without a message.
                let message = event
                    .dyn_ref::<ErrorEvent>()
                    .map(ErrorEvent::message)
                    .filter(|message| !message.is_empty())
                    .unwrap_or_else(|| text!("engine-not-loaded", file = loader(device)));
                on_event(LinkEvent::Failed(message));
            }),
        ];
        Ok(Self {
            worker,
            is_ready: false,
            outbox: Vec::new(),
            _listeners: listeners,
        })
    }

    /// Posts a command, or queues it until the worker is ready.
    ///
    /// # Errors
    /// A sentence, when the command cannot be posted.
    pub fn send(&mut self, command: Command) -> Result<(), String> {
        if !self.is_ready {
            self.outbox.push(command);
            return Ok(());
        }
        let (message, transfer) = wire::encode(&command).map_err(|error| error.to_string())?;
        self.worker
            .post_message_with_transfer(&message, &transfer)
            .map_err(|error| text!("engine-not-posted", error = describe(&error)))
    }

    /// Marks the worker as ready and posts the queued commands.
    ///
    /// # Errors
    /// A sentence, when a command cannot be posted.
    pub fn open(&mut self) -> Result<(), String> {
        self.is_ready = true;
        std::mem::take(&mut self.outbox)
            .into_iter()
            .try_for_each(|command| self.send(command))
    }
}

impl Drop for EngineLink {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Trunk writes a loader beside each worker program; the address is relative to the page.
fn loader(device: DeviceKind) -> &'static str {
    match device {
        DeviceKind::Cpu => "./worker_cpu_loader.js",
        DeviceKind::WebGpu => "./worker_gpu_loader.js",
    }
}
