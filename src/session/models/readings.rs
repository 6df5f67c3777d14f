//! Models whose file leaves open which model it is: tried on the test images, and switched by the learner.

use super::{Models, RequestContext};
use crate::protocol::{ModelKind, RequestId, TrainedModel, TrainingConfig};
use crate::session::{Effect, ModelEntry};

/// A file that leaves open which model it is, and that was opened before the test images were there.
#[derive(Clone, Debug, PartialEq)]
pub struct Untried {
    /// As the learner opened it.
    pub(super) file: Vec<u8>,
    /// The reading that the learner has switched to since, which stays.
    chosen: Option<TrainingConfig>,
}

impl Untried {
    pub(super) fn new(file: Vec<u8>) -> Self {
        Self { file, chosen: None }
    }
}

impl Models {
    /// Takes the numbers of a model as another one of its readings.
    pub(in crate::session) fn read_as(
        &mut self,
        kind: ModelKind,
        position: usize,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        let Some(entry) = self.entries.get(&kind) else {
            return Vec::new();
        };
        let Some(trained) = entry.trained.read_as(position) else {
            return Vec::new();
        };
        let mut other = ModelEntry::new(trained, entry.origin.clone(), false);
        if let Some(untried) = &entry.untried {
            other.untried = Some(Untried {
                file: untried.file.clone(),
                chosen: Some(other.trained.config.clone()),
            });
            // A trial on its way is one of this model as well.
            other.pending_evaluation = entry.pending_evaluation;
        }
        self.take_reading(kind, other, context)
    }

    /// The engine has tried the readings of a file, and taken the one that fits.
    pub(super) fn take_tried(
        &mut self,
        id: RequestId,
        trained: &TrainedModel,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        let mut entries = self.entries.iter();
        let asked = entries.find(|(_, entry)| entry.pending_evaluation == Some(id));
        let Some((&kind, entry)) = asked else {
            // The model was replaced since, and the engine has it again. A newer trial mends that itself.
            let kind = trained.config.model;
            let is_tried = |entry: &ModelEntry| entry.untried.is_some();
            return if self.get(kind).is_some_and(is_tried) {
                Vec::new()
            } else {
                self.send_again(kind, context)
            };
        };
        let chosen = entry.untried.as_ref().and_then(|it| it.chosen.as_ref());
        let mut others = trained.reading.others.iter();
        let chosen = others
            .position(|other| Some(&other.config) == chosen)
            .and_then(|position| trained.read_as(position));
        let is_in_engine = chosen.is_none();
        let taken = chosen.unwrap_or_else(|| trained.clone());
        let taken = ModelEntry::new(taken, entry.origin.clone(), is_in_engine);
        self.take_reading(kind, taken, context)
    }

    /// Replaces a model by another reading of its file. One of another kind leaves its place to what it had replaced there.
    fn take_reading(
        &mut self,
        kind: ModelKind,
        reading: ModelEntry,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        if reading.kind() == kind {
            // It is the same model: what that replaced stays to be taken back.
            self.entries.insert(kind, reading);
            return self.send_to_engine(kind, context);
        }
        self.entries.remove(&kind);
        let mut effects = self.restore_previous(kind, context);
        effects.extend(self.add(reading, context));
        effects
    }
}
