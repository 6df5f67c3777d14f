//! Questions to the home engine: each answers at once with the number under which the session will hold the answer.

use crate::protocol::{
    CheckpointFormat, Command, ModelKind, Picture, RequestId, Selection, SplitName,
};
use crate::session::{HOME, Origin, Session};

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

    pub fn summarize(&self, model: ModelKind, hidden_units: usize, final_relu: bool) -> RequestId {
        self.ask(|request| Command::Summarize {
            request,
            model,
            hidden_units,
            final_relu,
        })
    }

    /// Judges the held model; happens by itself after training and loading.
    pub fn evaluate(&self, model: ModelKind) -> RequestId {
        let request = self.change(|session| session.begin_evaluation(model));
        self.tell(HOME, Command::Evaluate { request, model });
        request
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
        self.tell(HOME, Command::LoadModel { request, file });
        request
    }

    /// Takes back the model that the held one of this kind took the place of.
    pub fn bring_back(&self, model: ModelKind) {
        let chores = self.change(|session| session.bring_back(model));
        self.do_chores(chores);
    }

    fn ask(&self, command: impl FnOnce(RequestId) -> Command) -> RequestId {
        let request = self.change(Session::new_request);
        self.tell(HOME, command(request));
        request
    }
}
