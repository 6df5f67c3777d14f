//! Questions to the home engine: each answers at once with the number under which the session will hold the answer.

use crate::protocol::{
    CheckpointFormat, Command, ModelKind, Picture, RequestId, Selection, SplitName,
};
use crate::session::{HOME, Origin};

use super::Client;

impl Client {
    pub fn show_images(&self, split: SplitName, selection: Selection) -> RequestId {
        self.ask(|request| Command::ShowImages {
            request,
            split,
            selection,
        })
    }

    pub fn show_batch(
        &self,
        split: SplitName,
        batch_size: usize,
        batch_index: usize,
        seed: u32,
    ) -> RequestId {
        self.ask(|request| Command::ShowBatch {
            request,
            split,
            batch_size,
            batch_index,
            seed,
        })
    }

    /// Judges the held model; happens by itself after training and loading.
    pub fn evaluate(&self, model: ModelKind) -> RequestId {
        let request = self.change(|session| session.begin_evaluation(model));
        self.put(request, Command::Evaluate { request, model })
    }

    pub fn predict(&self, model: ModelKind, indices: Vec<u32>) -> RequestId {
        self.ask(|request| Command::Predict {
            request,
            model,
            indices,
        })
    }

    pub fn classify(&self, model: ModelKind, picture: Picture) -> RequestId {
        self.ask(|request| Command::Classify {
            request,
            model,
            picture,
        })
    }

    /// Writes the held model as a file.
    pub fn save_model(&self, model: ModelKind, format: CheckpointFormat) -> RequestId {
        self.ask(|request| Command::SaveModel {
            request,
            model,
            format,
        })
    }

    /// Reads a checkpoint; its kind is recognised, and it takes the place of the held model of that kind.
    pub fn load_model(&self, origin: Origin, file: Vec<u8>) -> RequestId {
        let request = self.change(|session| session.begin_load(origin));
        self.put(request, Command::LoadModel { request, file })
    }

    /// Waits until this load has ended; the kind of the model.
    ///
    /// # Errors
    /// The sentence that tells why it failed.
    pub async fn until_loaded(&self, load: RequestId) -> Result<ModelKind, String> {
        self.until(move |session| {
            let failure = session.failure(load).map(|text| Err(text.to_owned()));
            session.loaded_model(load).map(Ok).or(failure)
        })
        .await
    }

    /// Waits until this model is written; the file.
    ///
    /// # Errors
    /// The sentence that tells why it could not be.
    pub async fn until_saved(&self, save: RequestId) -> Result<Vec<u8>, String> {
        self.until(move |session| {
            let failure = session.failure(save).map(|text| Err(text.to_owned()));
            let saved = session.saved_file(save).map(|saved| Ok(saved.file.clone()));
            saved.or(failure)
        })
        .await
    }

    /// Somebody looks at the figures of this model: it is judged now if that has waited.
    pub fn look_at(&self, model: ModelKind) {
        let chores = self.change(|session| session.look_at(model));
        self.do_chores(chores);
    }

    /// Takes back the model that the held one of this kind took the place of.
    pub fn bring_back(&self, model: ModelKind) {
        let chores = self.change(|session| session.bring_back(model));
        self.do_chores(chores);
    }

    fn ask(&self, command: impl FnOnce(RequestId) -> Command) -> RequestId {
        let request = self.change(|session| session.new_request(HOME));
        self.put(request, command(request))
    }

    /// Puts this question to the home engine; one that cannot be put has failed.
    pub(super) fn put(&self, request: RequestId, question: Command) -> RequestId {
        if let Err(message) = self.post(HOME, question) {
            self.change(|session| session.fail_request(request, message));
        }
        request
    }
}
