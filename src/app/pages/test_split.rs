//! Signals about the test images that several views share.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{ModelKind, SplitName};

/// The number of test images; none until they are loaded.
pub fn n_test_images() -> Memo<Option<usize>> {
    let session = SessionContext::expect().session;
    memo(move |_| {
        session.with(|session| {
            let split = session.data.primary().split(SplitName::Test)?;
            Some(split.n_images)
        })
    })
}

/// The model, and a number that changes with its evaluation, so that predictions of a model that is trained again are
/// requested anew.
pub fn evaluation_mark(model: Memo<Option<ModelKind>>) -> Memo<Option<(ModelKind, Option<u64>)>> {
    let session = SessionContext::expect().session;
    memo(move |_| {
        // Without the model in it, the mark of a model that is not evaluated would stay the same when another such model is
        // chosen, and an effect that looks at the mark before the model would then not run.
        let model = model.get()?;
        let mark = session.with(|session| {
            let evaluation = session.models.get(model)?.evaluation.as_ref()?;
            Some(evaluation.loss.to_bits())
        });
        Some((model, mark))
    })
}
