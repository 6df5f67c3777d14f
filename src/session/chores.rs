//! What the page must ask of an engine by itself: bring trained models home, and have them judged.

use crate::protocol::{Command, ModelKind, SplitName, TrainingConfig};

use super::{HeldModel, Load, Session};

/// What the page must ask of an engine by itself after an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Chore {
    /// To the home engine.
    TellHome(Command),
    /// The next run of the lesson.
    StartRun(TrainingConfig),
}

impl Session {
    /// What a restarted home engine must be told to know again what the page knows.
    pub fn replay(&mut self) -> Vec<Chore> {
        let kinds: Vec<ModelKind> = self.models.keys().copied().collect();
        kinds
            .into_iter()
            .flat_map(|kind| self.bring_home(kind))
            .collect()
    }

    /// Somebody looks at the figures of this model: one that has waited for that is judged now.
    pub fn look_at(&mut self, kind: ModelKind) -> Vec<Chore> {
        if let Some(held) = self.models.get_mut(&kind) {
            held.waits_for_a_look = false;
        }
        self.judge(kind).into_iter().collect()
    }

    /// Takes back the model that the held one took the place of; the two change places.
    pub fn bring_back(&mut self, kind: ModelKind) -> Vec<Chore> {
        let Some(mut before) = self.replaced.remove(&kind) else {
            return Vec::new();
        };
        before.is_at_home = false;
        before.pending_evaluation = None;
        before.test_progress = None;
        self.hold(kind, before);
        self.bring_home(kind)
    }

    /// The home engine learns the model of this kind if it does not hold it, and judges it if nobody has.
    pub(super) fn bring_home(&mut self, kind: ModelKind) -> Vec<Chore> {
        let mut chores = Vec::new();
        let Some(held) = self.models.get_mut(&kind) else {
            return chores;
        };
        if !held.is_at_home {
            held.is_at_home = true;
            let file = held.trained.file.clone();
            let request = self.new_chore();
            self.loading.insert(request, Load::Known);
            chores.push(Chore::TellHome(Command::LoadModel { request, file }));
        }
        chores.extend(self.judge(kind));
        chores
    }

    pub(super) fn hold(&mut self, kind: ModelKind, held: HeldModel) {
        if let Some(before) = self.models.insert(kind, held) {
            self.replaced.insert(kind, before);
        }
    }

    /// Asks for a judgement if there is none and the test images are there to judge by.
    fn judge(&mut self, kind: ModelKind) -> Option<Chore> {
        self.data().split(SplitName::Test)?;
        let held = self.models.get(&kind)?;
        if held.evaluation.is_some() || held.is_being_judged() || held.waits_for_a_look {
            return None;
        }
        let request = self.new_chore();
        self.await_judgement(kind, request);
        let command = Command::Evaluate {
            request,
            model: kind,
        };
        Some(Chore::TellHome(command))
    }

    pub(super) fn judge_all(&mut self) -> Vec<Chore> {
        let kinds: Vec<ModelKind> = self.models.keys().copied().collect();
        kinds
            .into_iter()
            .filter_map(|kind| self.judge(kind))
            .collect()
    }
}
