//! The page's models: one of each kind, the one that it replaced, and those being loaded.

mod readings;

pub(super) use readings::Untried;

use std::collections::BTreeMap;

use crate::protocol::{
    Evaluate, Evaluation, Event, LoadModel, ModelKind, ModelsAnswer, Request, RequestId,
    TrainedModel,
};
use crate::session::small::SmallMap;

use super::requests::Requests;
use super::{Effect, ModelEntry, Origin, TestProgress};

/// The models by kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Models {
    entries: BTreeMap<ModelKind, ModelEntry>,
    /// The models that newer ones replaced.
    previous: BTreeMap<ModelKind, ModelEntry>,
    /// Origins of the files that the engine has not read yet.
    loading: SmallMap<RequestId, Load>,
}

#[derive(Clone, Debug, PartialEq)]
enum Load {
    /// By the learner; with the file itself while there are no test images to try its readings on.
    Asked(Origin, Option<Vec<u8>>),
    /// By the page at its start; a model that the learner has by then takes precedence.
    AtStart(Origin),
    /// By the page, to try the readings of a file on the test images.
    Tried,
}

/// What a request to the primary engine depends on.
pub(super) struct RequestContext<'session> {
    pub requests: &'session mut Requests,
    /// Whether the engine can evaluate already.
    pub has_test_images: bool,
}

impl RequestContext<'_> {
    fn ask(&mut self, request: impl Into<Request>) -> (RequestId, Effect) {
        let id = self.requests.next_own_id();
        let request = request.into();
        (id, Effect::Ask { id, request })
    }
}

/// Reading.
impl Models {
    /// The model of this kind.
    pub fn get(&self, kind: ModelKind) -> Option<&ModelEntry> {
        self.entries.get(&kind)
    }

    /// Every trained or loaded model, in the lesson's order.
    pub fn iter(&self) -> impl Iterator<Item = (ModelKind, &ModelEntry)> {
        self.entries.iter().map(|(&kind, entry)| (kind, entry))
    }

    /// The model that the present one of this kind replaced.
    pub fn previous(&self, kind: ModelKind) -> Option<&ModelEntry> {
        self.previous.get(&kind)
    }

    /// The most accurate model, by the lesson's definition: of the learner's whole runs, or else of the pretrained models, or
    /// else of whatever there is.
    pub fn best(&self) -> Option<ModelKind> {
        self.best_among(ModelEntry::is_own_and_whole)
            .or_else(|| self.best_among(ModelEntry::is_pretrained))
            .or_else(|| self.best_among(|_| true))
    }

    /// Whether a model of the learner's whole runs is being evaluated, which may then be the best.
    pub fn is_best_open(&self) -> bool {
        let mut entries = self.entries.values();
        entries.any(|entry| entry.is_own_and_whole() && entry.is_being_evaluated())
    }

    /// The model that a view opens with: the learner's models first, even before they are evaluated.
    pub fn first_choice(&self) -> Option<ModelKind> {
        let own = |entry: &ModelEntry| !entry.is_pretrained();
        let any_own = self.iter().find(|(_, entry)| own(entry));
        self.best_among(own)
            .or(any_own.map(|(kind, _)| kind))
            .or_else(|| self.best())
            .or_else(|| self.entries.keys().next().copied())
    }

    fn best_among(&self, is_meant: impl Fn(&ModelEntry) -> bool) -> Option<ModelKind> {
        self.iter()
            .filter(|(_, entry)| is_meant(entry))
            .filter_map(|(kind, entry)| Some((kind, entry.score()?.accuracy)))
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(kind, _)| kind)
    }
}

/// Requests to the engine.
impl Models {
    pub(super) fn begin_load(
        &mut self,
        id: RequestId,
        origin: Origin,
        file: &[u8],
        context: &RequestContext<'_>,
    ) {
        let untried = (!context.has_test_images).then(|| file.to_vec());
        self.loading.insert(id, Load::Asked(origin, untried));
    }

    pub(super) fn begin_start_load(&mut self, id: RequestId, origin: Origin) {
        self.loading.insert(id, Load::AtStart(origin));
    }

    pub(super) fn begin_evaluation(&mut self, kind: ModelKind, id: RequestId) {
        if let Some(entry) = self.entries.get_mut(&kind) {
            entry.evaluate_on_view = false;
            entry.pending_evaluation = Some(id);
        }
    }

    /// Adds a trained or loaded model, which the engine then evaluates.
    pub(super) fn add(
        &mut self,
        entry: ModelEntry,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        let kind = entry.kind();
        self.insert(entry);
        self.send_to_engine(kind, context)
    }

    pub(super) fn restore_previous(
        &mut self,
        kind: ModelKind,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        let Some(mut previous) = self.previous.remove(&kind) else {
            return Vec::new();
        };
        previous.leave_engine();
        self.insert(previous);
        self.send_to_engine(kind, context)
    }

    pub(super) fn send_all(&mut self, context: &mut RequestContext<'_>) -> Vec<Effect> {
        let kinds: Vec<ModelKind> = self.entries.keys().copied().collect();
        let send = |kind| self.send_to_engine(kind, context);
        kinds.into_iter().flat_map(send).collect()
    }

    pub(super) fn evaluate_all(&mut self, context: &mut RequestContext<'_>) -> Vec<Effect> {
        let kinds: Vec<ModelKind> = self.entries.keys().copied().collect();
        let evaluate = |kind| self.evaluate(kind, context);
        kinds.into_iter().filter_map(evaluate).collect()
    }

    pub(super) fn evaluate_on_view(
        &mut self,
        kind: ModelKind,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        if let Some(entry) = self.entries.get_mut(&kind) {
            entry.evaluate_on_view = false;
        }
        self.evaluate(kind, context).into_iter().collect()
    }

    /// As below, where the engine has read another file as this kind since.
    fn send_again(&mut self, kind: ModelKind, context: &mut RequestContext<'_>) -> Vec<Effect> {
        if let Some(entry) = self.entries.get_mut(&kind) {
            // An evaluation on its way would mix both models.
            entry.leave_engine();
        }
        self.send_to_engine(kind, context)
    }

    /// The engine loads the model of this kind unless it has it, and evaluates it unless that is done.
    fn send_to_engine(&mut self, kind: ModelKind, context: &mut RequestContext<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        let Some(entry) = self.entries.get_mut(&kind) else {
            return effects;
        };
        if !entry.is_in_engine {
            entry.is_in_engine = true;
            let file = entry.trained.file.clone();
            effects.push(context.ask(LoadModel { file }).1);
        }
        effects.extend(self.evaluate(kind, context));
        effects
    }

    /// Requests an evaluation if there is none, none is deferred, and the test images are loaded. Where a file leaves open
    /// which model it is, that is found out first.
    fn evaluate(&mut self, kind: ModelKind, context: &mut RequestContext<'_>) -> Option<Effect> {
        let entry = self.entries.get(&kind)?;
        let is_wanted = entry.evaluation.is_none()
            && !entry.is_being_evaluated()
            && !entry.is_evaluated_on_view();
        if !is_wanted || !context.has_test_images {
            return None;
        }
        let (id, effect) = match &entry.untried {
            Some(untried) => {
                let file = untried.file.clone();
                let (id, effect) = context.ask(LoadModel { file });
                self.loading.insert(id, Load::Tried);
                (id, effect)
            }
            None => context.ask(Evaluate { model: kind }),
        };
        self.begin_evaluation(kind, id);
        Some(effect)
    }

    fn insert(&mut self, entry: ModelEntry) {
        let kind = entry.kind();
        if let Some(previous) = self.entries.insert(kind, entry) {
            self.previous.insert(kind, previous);
        }
    }
}

/// Answers.
impl Models {
    pub(super) fn take_answer(
        &mut self,
        id: RequestId,
        answer: &ModelsAnswer,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        match answer {
            ModelsAnswer::LoadModel(trained) => return self.take_loaded(id, trained, context),
            ModelsAnswer::Evaluate(evaluation) => self.take_evaluation(id, evaluation),
            // The other answers are state of one view only.
            _ => {}
        }
        Vec::new()
    }

    /// The engine has read a file.
    fn take_loaded(
        &mut self,
        id: RequestId,
        trained: &TrainedModel,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        match self.loading.remove(&id) {
            Some(Load::Asked(origin, file)) => {
                let mut entry = ModelEntry::new(trained.clone(), origin, true);
                entry.untried = file
                    .filter(|_| trained.reading.is_untried())
                    .map(Untried::new);
                self.add(entry, context)
            }
            Some(Load::AtStart(origin)) => self.take_at_start(trained, origin, context),
            Some(Load::Tried) => self.take_tried(id, trained, context),
            // A model that the page has sent itself.
            None => Vec::new(),
        }
    }

    /// Adds a model that the page loaded at its start. If the learner has one of this kind by now, the engine gets that
    /// one again instead.
    fn take_at_start(
        &mut self,
        trained: &TrainedModel,
        origin: Origin,
        context: &mut RequestContext<'_>,
    ) -> Vec<Effect> {
        let kind = trained.config.model;
        if self.entries.contains_key(&kind) {
            return self.send_again(kind, context);
        }
        let mut entry = ModelEntry::new(trained.clone(), origin, true);
        // One that was stopped has no score to show until then.
        entry.evaluate_on_view = entry.score().is_some();
        self.entries.insert(kind, entry);
        self.evaluate(kind, context).into_iter().collect()
    }

    /// Records an evaluation, unless the model was replaced after the request.
    fn take_evaluation(&mut self, id: RequestId, evaluation: &Evaluation) {
        if let Some(entry) = self.entries.get_mut(&evaluation.model)
            && entry.pending_evaluation == Some(id)
        {
            entry.evaluation = Some(evaluation.clone());
            entry.end_evaluation();
        }
    }

    /// Takes note of how far an evaluation, or an index of features, has come.
    pub(super) fn apply(&mut self, event: &Event) {
        match event {
            Event::EvaluationProgress {
                model,
                n_done,
                n_images,
            } => {
                if let Some(entry) = self.entries.get_mut(model)
                    && entry.is_being_evaluated()
                {
                    entry.test_progress = Some(TestProgress::new(*n_done, *n_images));
                }
            }
            Event::IndexProgress {
                model,
                n_done,
                n_images,
            } => {
                if let Some(entry) = self.entries.get_mut(model) {
                    entry.index_progress = Some(TestProgress::new(*n_done, *n_images));
                }
            }
            _ => {}
        }
    }

    /// This request has failed.
    pub(super) fn fail_request(&mut self, id: RequestId) {
        self.loading.remove(&id);
        for entry in self.entries.values_mut() {
            if entry.pending_evaluation == Some(id) {
                entry.end_evaluation();
            }
        }
    }

    /// All requests have failed.
    pub(super) fn lose_requests(&mut self) {
        self.loading = SmallMap::default();
        for entry in self.entries.values_mut() {
            entry.end_evaluation();
        }
    }

    /// A new engine has no models yet.
    pub(super) fn forget_engine(&mut self) {
        for entry in self.entries.values_mut() {
            entry.is_in_engine = false;
        }
    }
}
