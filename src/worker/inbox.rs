//! What reaches the worker: the page's commands, and the data files as they arrive.

use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::{FutureExt, StreamExt};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::MessageEvent;

use super::post::{post, scope};
use crate::protocol::{Command, DataFile, Event, FailureScope};
use crate::wire;

/// Something to act on.
pub enum Input {
    Command(Command),
    /// A whole data file, still compressed.
    File {
        file: DataFile,
        bytes: Vec<u8>,
        from_cache: bool,
    },
    /// The files asked for have arrived or failed.
    FetchEnded,
}

/// Keeps what has arrived until the loop asks.
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
                // The queue lives as long as the worker.
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

    /// A way for other tasks of the worker to hand something in.
    pub fn sender(&self) -> UnboundedSender<Input> {
        self.sender.clone()
    }

    pub fn try_next(&mut self) -> Option<Input> {
        self.queue.next().now_or_never().flatten()
    }

    pub async fn wait(&mut self) -> Option<Input> {
        self.queue.next().await
    }
}
