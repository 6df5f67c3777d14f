//! Questions on their way: each gets an answer or a failure, whatever becomes of the engine.

use std::collections::BTreeMap;

use crate::protocol::{DeviceKind, Event, RequestId};

use super::{HOME, Session, Tone};

/// A question on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pending {
    device: DeviceKind,
    asker: Asker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    /// A view, where an answer stands beside its control.
    View,
    /// The page by itself: there is no control to stand beside.
    Page,
}

impl Session {
    /// A question of a view to the engine on `device`: it gets an answer or a failure, whatever becomes of the engine.
    pub fn new_request(&mut self, device: DeviceKind) -> RequestId {
        self.number_request(device, Asker::View)
    }

    /// A question of the page itself to the home engine.
    pub(super) fn new_chore(&mut self) -> RequestId {
        self.number_request(HOME, Asker::Page)
    }

    fn number_request(&mut self, device: DeviceKind, asker: Asker) -> RequestId {
        self.n_requests += 1;
        let request = RequestId(self.n_requests);
        self.pending.insert(request, Pending { device, asker });
        request
    }

    /// There will be no answer; the sentence says why.
    pub fn fail_request(&mut self, request: RequestId, message: String) {
        let pending = self.pending.remove(&request);
        self.loading.remove(&request);
        for held in self.models.values_mut() {
            held.forget_judgement(request);
        }
        if pending.is_some_and(|pending| pending.asker == Asker::Page) {
            self.notify(Tone::Error, message.clone(), None);
        }
        self.failures.insert(request, message);
    }

    /// The engine on `device` will answer none of its questions any more.
    pub(super) fn fail_all(&mut self, device: DeviceKind, why: &str) {
        let (lost, others): (BTreeMap<_, _>, _) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|(_, pending)| pending.device == device);
        self.pending = others;
        for request in lost.into_keys() {
            let message = match self.loading.remove(&request) {
                Some(_) => format!("cannot load this file: {why}"),
                None => format!("there is no answer: {why}"),
            };
            for held in self.models.values_mut() {
                held.forget_judgement(request);
            }
            self.failures.insert(request, message);
        }
    }

    /// An engine speaks: a question that this answers is on its way no more.
    pub(super) fn settle(&mut self, event: &Event) {
        if let Some(request) = answered(event) {
            self.pending.remove(&request);
        }
    }
}

/// The question to which this is the answer; a failure is dealt with by [`Session::fail_request`].
fn answered(event: &Event) -> Option<RequestId> {
    match event {
        Event::Images { request, .. }
        | Event::Batch { request, .. }
        | Event::Predicted { request, .. }
        | Event::Classified { request, .. }
        | Event::ModelSaved { request, .. }
        | Event::ModelLoaded { request, .. }
        | Event::BenchmarkFinished { request, .. } => Some(*request),
        Event::Evaluated { request, .. } => *request,
        Event::Ready { .. }
        | Event::DeviceUnavailable { .. }
        | Event::LoadStarted
        | Event::DataProgress { .. }
        | Event::SplitLoaded { .. }
        | Event::RunStarted { .. }
        | Event::StepsCompleted { .. }
        | Event::EvaluationProgress { .. }
        | Event::EpochCompleted { .. }
        | Event::RunPaused { .. }
        | Event::RunResumed { .. }
        | Event::RunFinished { .. }
        | Event::BenchmarkStarted { .. }
        | Event::Failed { .. }
        | Event::Panicked { .. } => None,
    }
}
