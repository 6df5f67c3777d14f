//! Sends requests to the engines and awaits their answers.

use futures::channel::oneshot;
use leptos::prelude::*;

use super::Client;
use crate::protocol::{
    Answer, Ask, Command, DeviceKind, Evaluate, Evaluation, LoadModel, ModelKind, Request,
    RequestId, TrainedModel,
};
use crate::session::{Origin, PRIMARY_ENGINE};
use crate::texts::text;

impl Client {
    /// Sends a request to the primary engine.
    ///
    /// # Errors
    /// The sentence why there is no answer, to stand beside the control.
    pub async fn ask<Q: Ask>(self, question: Q) -> Result<Q::Answer, String> {
        self.ask_on(PRIMARY_ENGINE, question).await
    }

    /// Evaluates a model again; after training and loading it is evaluated without this.
    ///
    /// # Errors
    /// The sentence why there is no evaluation.
    pub async fn evaluate(self, model: ModelKind) -> Result<Evaluation, String> {
        let id = self.change(|session| session.begin_evaluation(model));
        let question = Evaluate { model };
        self.ask_as(id, PRIMARY_ENGINE, question).await
    }

    /// Loads a checkpoint; its kind is recognised, and it replaces the model of that kind.
    ///
    /// # Errors
    /// The sentence why it cannot be loaded.
    pub async fn load_model(self, origin: Origin, file: Vec<u8>) -> Result<TrainedModel, String> {
        let id = self.change(|session| session.begin_load(origin, &file));
        self.ask_as(id, PRIMARY_ENGINE, LoadModel { file }).await
    }

    /// Sends a request to the engine on this device, which must be running.
    ///
    /// # Errors
    /// The sentence why there is no answer.
    pub async fn ask_on<Q: Ask>(
        self,
        device: DeviceKind,
        question: Q,
    ) -> Result<Q::Answer, String> {
        // A new number changes nothing that is drawn.
        let id = self.session.write_untracked().next_request();
        self.ask_as(id, device, question).await
    }

    /// Sends a request of any kind to the engine on this device, which must be running.
    ///
    /// # Errors
    /// The sentence why there is no answer.
    pub async fn ask_any(self, device: DeviceKind, request: Request) -> Result<Answer, String> {
        // A new number changes nothing that is drawn.
        let id = self.session.write_untracked().next_request();
        self.answer_to(id, device, request).await
    }

    async fn ask_as<Q: Ask>(
        self,
        id: RequestId,
        device: DeviceKind,
        question: Q,
    ) -> Result<Q::Answer, String> {
        let answer = self.answer_to(id, device, question.into()).await?;
        Q::read(answer).ok_or_else(|| text!("engine-other-answer").to_owned())
    }

    async fn answer_to(
        self,
        id: RequestId,
        device: DeviceKind,
        request: Request,
    ) -> Result<Answer, String> {
        let (sender, receiver) = oneshot::channel();
        self.inner.update_value(|inner| {
            // The view may have been closed meanwhile.
            let on_answer = move |answer| drop(sender.send(answer));
            inner.pending.insert(id, device, &request, on_answer);
        });
        self.post_request(id, device, request);
        match receiver.await {
            Ok(answer) => answer,
            // Pending requests are dropped only with the page.
            Err(oneshot::Canceled) => std::future::pending().await,
        }
    }

    /// Posts a request; one that cannot be posted fails.
    pub(super) fn post_request(self, id: RequestId, device: DeviceKind, request: Request) {
        if let Err(message) = self.post(device, Command::Ask { id, request }) {
            self.change(|session| session.fail_request(id, &message));
            self.settle(id, Err(message));
        }
    }
}
