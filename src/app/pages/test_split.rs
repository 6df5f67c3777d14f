//! Signals about the test images that several views share.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::protocol::{ModelKind, SplitName};

/// The number of test images; none until they are loaded.
pub fn n_test_images() -> Memo<Option<usize>> {
    let session = SessionContext::expect().session;
    Memo::new(move |_| {
        session.with(|session| {
            let split = session.data.primary().split(SplitName::Test)?;
            Some(split.n_images)
        })
    })
}

/// A number that changes with the evaluation, so that predictions of a model that is trained again are requested anew.
pub fn evaluation_mark(model: Memo<Option<ModelKind>>) -> Memo<Option<u64>> {
    let session = SessionContext::expect().session;
    Memo::new(move |_| {
        let model = model.get()?;
        session.with(|session| {
            let evaluation = session.models.get(model)?.evaluation.as_ref()?;
            Some(evaluation.loss.to_bits())
        })
    })
}
