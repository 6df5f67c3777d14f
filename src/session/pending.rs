//! Requests on their way: each gets an answer or a failure, whatever becomes of the engine.

use std::fmt;

use crate::protocol::{Answer, DeviceKind, ModelsRequest, Request, RequestId};
use crate::session::small::SmallMap;
use crate::texts::text;

/// The requests that engines have not answered yet.
#[derive(Default)]
pub struct Pending(SmallMap<RequestId, PendingRequest>);

struct PendingRequest {
    device: DeviceKind,
    /// The beginning of the failure's sentence if the engine is lost.
    failure: &'static str,
    on_answer: Box<dyn FnOnce(Result<Answer, String>)>,
}

/// Why an engine does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineLoss {
    Crashed,
    Restarted,
    Stopped,
}

impl fmt::Display for EngineLoss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Crashed => text!("engine-crashed-try"),
            Self::Restarted => text!("engine-anew-try"),
            Self::Stopped => text!("engine-was-stopped"),
        })
    }
}

impl Pending {
    /// Registers a request to the engine on `device`; `on_answer` is called exactly once.
    pub fn insert(
        &mut self,
        id: RequestId,
        device: DeviceKind,
        request: &Request,
        on_answer: impl FnOnce(Result<Answer, String>) + 'static,
    ) {
        let failure = match request {
            Request::Models(ModelsRequest::LoadModel(_)) => text!("request-cannot-load"),
            _ => text!("request-no-answer"),
        };
        let on_answer = Box::new(on_answer);
        self.0.insert(
            id,
            PendingRequest {
                device,
                failure,
                on_answer,
            },
        );
    }

    /// Delivers the answer, or the sentence why there is none.
    pub fn settle(&mut self, id: RequestId, answer: Result<Answer, String>) {
        if let Some(pending) = self.0.remove(&id) {
            (pending.on_answer)(answer);
        }
    }

    /// Fails every request to the engine on `device`.
    pub fn fail_all(&mut self, device: DeviceKind, loss: EngineLoss) {
        for (id, pending) in self.0.take() {
            if pending.device == device {
                (pending.on_answer)(Err(format!("{}: {loss}", pending.failure)));
            } else {
                self.0.insert(id, pending);
            }
        }
    }
}
