//! The worker's input: the page's commands, and the data files as they arrive.

use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::{FutureExt, StreamExt};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::MessageEvent;

use super::post::{post, scope};
use crate::protocol::{Command, DataFile, Event, FailureScope};
use crate::wire;

/// A command or an outcome of a fetch.
pub enum Input {
    Command(Command),
    /// A whole data file, still compressed.
    File {
        file: DataFile,
        bytes: Vec<u8>,
        from_cache: bool,
    },
    /// All files of a fetch have arrived, or one has failed.
    FetchEnded,
}

/// The queue of inputs.
pub struct Inbox {
    queue: UnboundedReceiver<Input>,
    sender: UnboundedSender<Input>,
    _listener: EventListener,
}

impl Inbox {
    /// Starts to listen.
    pub fn open() -> Self {
        let (sender, queue) = unbounded();
        let to_queue = sender.clone();
        let listener = EventListener::new(&scope(), "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            match wire::decode(data) {
                // Sending cannot fail: the queue lives as long as the worker.
                Ok(command) => drop(to_queue.unbounded_send(Input::Command(command))),
                Err(error) => post(Event::Failed {
                    scope: FailureScope::Engine,
                    message: error.to_string(),
                }),
            }
        });
        Self {
            queue,
            sender,
            _listener: listener,
        }
    }

    /// A sender for the worker's other tasks.
    pub fn sender(&self) -> UnboundedSender<Input> {
        self.sender.clone()
    }

    /// The next message, if one is there.
    pub fn try_next(&mut self) -> Option<Input> {
        self.queue.next().now_or_never().flatten()
    }

    /// The next message; none once the page is gone.
    pub async fn wait(&mut self) -> Option<Input> {
        self.queue.next().await
    }
}
