//! Progress of the four files, and numbers of images.

use leptos::prelude::*;

use crate::app::components::{ErrorNotice, ProgressBar};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{DataFile, SplitName};
use crate::session::{DataStatus, format};
use crate::texts::text;

/// A card with the progress of the downloads.
#[component]
pub fn Loading() -> impl IntoView {
    let context = SessionContext::expect();
    let data = memo(move |_| {
        context
            .session
            .with(|session| session.data.primary().clone())
    });
    let error = memo(move |_| data.read().error.clone());
    let status = move || {
        let data = data.read();
        if data.error.is_some() {
            text!("data-loading-stopped")
        } else if data.is_complete() {
            text!("data-loading-loaded")
        } else if data.split(SplitName::Test).is_some() {
            text!("data-loading-half")
        } else {
            text!("data-loading-loading")
        }
    };
    view! {
        <section class="card" aria-labelledby="data-loading-title">
            <div class="card__header">
                <h2 class="card__title" id="data-loading-title">{text!("data-loading-title")}</h2>
                <span class="card__hint" role="status" data-testid="data-status">{status}</span>
            </div>
            <dl class="facts">
                {[
                    (SplitName::Train, text!("data-n-train-images"), "data-n-train-images"),
                    (SplitName::Train, text!("data-n-train-labels"), "data-n-train-labels"),
                    (SplitName::Test, text!("data-n-test-images"), "data-n-test-images"),
                    (SplitName::Test, text!("data-n-test-labels"), "data-n-test-labels"),
                ]
                    .map(|(split, title, testid)| {
                        view! {
                            <div class="fact">
                                <dt>{title}</dt>
                                <dd data-testid=testid>{move || n_images(&data.read(), split)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <div class="columns">
                {DataFile::ALL.map(|file| view! { <FileRow file=file data=data /> }).collect_view()}
            </div>
            <ErrorNotice error=error testid="data-error">
                <button
                    class="button"
                    type="button"
                    data-testid="data-retry"
                    on:click=move |_| context.client.load_data()
                >
                    {text!("data-retry")}
                </button>
            </ErrorNotice>
        </section>
    }
}

fn n_images(data: &DataStatus, split: SplitName) -> String {
    // The engine has checked that there are as many labels as images.
    data.split(split).map_or_else(
        || format::NOTHING.to_owned(),
        |split| format::count(split.n_images),
    )
}

#[component]
fn FileRow(file: DataFile, data: Memo<DataStatus>) -> impl IntoView {
    let progress = memo(move |_| data.read().file(file));
    let share = Signal::derive(move || match progress.get() {
        None => Some(0.0),
        Some(progress) => {
            let n_total_bytes = progress.n_total_bytes?;
            Some(progress.n_received_bytes / n_total_bytes.max(1.0))
        }
    });
    let detail = Signal::derive(move || {
        let Some(progress) = progress.get() else {
            return text!("data-file-waiting").to_owned();
        };
        let received = format::bytes(progress.n_received_bytes);
        match progress.n_total_bytes {
            _ if progress.from_cache => text!("data-file-cached", size = received),
            Some(total) => text!(
                "data-file-part",
                size = received,
                total = format::bytes(total)
            ),
            None => received,
        }
    });
    view! {
        <ProgressBar
            label=file.file_name().to_owned()
            share=share
            detail=detail
            testid=format!("data-file-{}", testid_of(file))
        />
    }
}

fn testid_of(file: DataFile) -> &'static str {
    match file {
        DataFile::TestImages => "test-images",
        DataFile::TestLabels => "test-labels",
        DataFile::TrainImages => "train-images",
        DataFile::TrainLabels => "train-labels",
    }
}
