//! Engines, adapter and measured speeds of this browser.

use leptos::prelude::*;

use crate::app::components::DeviceWords;
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::protocol::{AdapterReport, DeviceKind};
use crate::session::device_choice::timings_title;
use crate::session::format::{NOTHING, images_per_sec, sentence};
use crate::session::{EngineStatus, Probe};
use crate::texts::text;

/// A card on this browser's devices.
#[component]
pub fn Machine() -> impl IntoView {
    let SessionContext {
        session,
        client,
        longest_task_ms,
        ..
    } = SessionContext::expect();
    let engine = move |device: DeviceKind| {
        session.with(|session| match session.devices.status(device) {
            EngineStatus::NotStarted => text!("machine-not-started").to_owned(),
            EngineStatus::Starting => text!("machine-starting").to_owned(),
            EngineStatus::Ready(report) => report.engine(),
            EngineStatus::Unavailable(problem) => text!("machine-not-available", problem = problem),
            EngineStatus::Crashed(message) => text!("machine-crashed", message = message),
        })
    };
    let webgpu = move || {
        session.with(|session| match &session.devices.probe {
            Probe::Asking => text!("machine-asking").to_owned(),
            Probe::Found(adapter) => describe(adapter),
            // Why stands in the first row, as the reason for the device.
            Probe::Missing(_) => text!("word-none").to_owned(),
        })
    };
    let steps = move |device: DeviceKind| {
        session.with(|session| {
            let newest_first = session.runs.all().iter().rev();
            let told = newest_first
                .filter(|run| run.device == device)
                .find_map(|run| Some((run.config.model, run.path?)));
            told.map_or_else(
                || text!("machine-first-run").to_owned(),
                |(model, path)| format!("{}: {}", model.title(), path.title()),
            )
        })
    };
    let browser = window()
        .navigator()
        .user_agent()
        .unwrap_or_else(|_| NOTHING.to_owned());
    let longest_task = move || match longest_task_ms.get() {
        ms if ms > 0.0 => format!("{ms:.0} ms"),
        _ => text!("machine-no-long-task").to_owned(),
    };
    let timings = memo(move |_| session.read().devices.timings().clone());
    let rows = move || {
        timings
            .get()
            .into_iter()
            .map(|(key, timings)| {
                view! {
                    <tr>
                        <th scope="row">{timings_title(&key).to_owned()}</th>
                        <td class="number">{images_per_sec(timings.cpu_images_per_sec)}</td>
                        <td class="number">
                            {under(timings.is_webgpu_slower_still, images_per_sec(timings.webgpu_images_per_sec))}
                        </td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="machine-title">
            <h2 class="card__title" id="machine-title">{text!("machine-title")}</h2>
            <table class="table table--pairs">
                <tbody>
                    <tr>
                        <th scope="row">{text!("word-device")}</th>
                        <td id="device-reason" data-testid="device-reason">
                            {move || sentence(&SessionContext::expect().device_reason())}
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-cpu")}</th>
                        <td data-testid="engine-cpu">{move || engine(DeviceKind::Cpu)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-cpu-steps")}</th>
                        <td data-testid="steps-cpu">{move || steps(DeviceKind::Cpu)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-cpu-workers")}</th>
                        <td data-testid="cpu-workers">
                            {move || session.with(|session| session.devices.cpu_workers()).map(|text| sentence(&text))}
                        </td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-webgpu")}</th>
                        <td data-testid="engine-webgpu">{move || engine(DeviceKind::WebGpu)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-webgpu-steps")}</th>
                        <td data-testid="steps-webgpu">{move || steps(DeviceKind::WebGpu)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-adapter")}</th>
                        <td data-testid="adapter">{webgpu}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("offline-title")}</th>
                        <td data-testid="offline">{move || session.read().offline.words()}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("word-browser")}</th>
                        <td data-testid="browser">{browser}</td>
                    </tr>
                    <tr>
                        <th scope="row">{text!("machine-longest-task")}</th>
                        <td data-testid="longest-task">{longest_task}</td>
                    </tr>
                </tbody>
            </table>
            <DeviceWords />
            <div class="table-box" hidden=move || timings.read().is_empty()>
                <table class="table" id="timings" data-testid="timings">
                    <caption>{text!("machine-speeds")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text!("machine-adapter-settings")}</th>
                            <th scope="col" class="number">"CPU"</th>
                            <th scope="col" class="number">"WebGPU"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <button
                    class="button button--small"
                    type="button"
                    data-testid="measure-again"
                    on:click=move |_| client.forget_timings()
                >
                    {text!("machine-again")}
                </button>
            </div>
        </section>
    }
}

fn under(is_bound: bool, speed: String) -> String {
    if is_bound {
        text!("machine-under", speed = speed)
    } else {
        speed
    }
}

fn describe(adapter: &AdapterReport) -> String {
    let name = adapter.name();
    match (adapter.is_software, adapter.has_timestamp_query) {
        (true, true) => text!("machine-software-with", name = name),
        (true, false) => text!("machine-software-without", name = name),
        (false, true) => text!("machine-hardware-with", name = name),
        (false, false) => text!("machine-hardware-without", name = name),
    }
}
