//! Detects a worker that the browser has cached from another build, and fetches the newest one.

use gloo::net::http::Request;
use leptos::prelude::*;
use web_sys::RequestCache;

use super::Client;
use crate::js::describe;
use crate::protocol::{BUILD, DeviceKind};
use crate::session::{NoticeAction, Tone};
use crate::texts::text;

impl Client {
    /// Shows a notice if a worker is of another build, whose messages may differ.
    pub(super) fn check_build(&self, device: DeviceKind, build: &str) {
        if build == BUILD {
            return;
        }
        let text = text!(
            "engine-another-build",
            device = device.title(),
            build = build,
            page = BUILD
        );
        let action = Some(NoticeAction::Reload(device));
        self.change(|session| session.notices.push(Tone::Error, text, action));
    }

    /// Reloads the page with the newest worker for this device.
    pub fn reload_with_newest(&self, device: DeviceKind) {
        self.spawn(async move {
            // A reload alone asks the server for the page only: the names of a worker's files never change, so the
            // browser may take them from its cache.
            for file in files(device) {
                let newest = Request::get(file).cache(RequestCache::NoCache).build();
                if let Ok(request) = newest
                    && let Ok(response) = request.send().await
                {
                    // Only a file that is read to its end is cached; a failed download shows as a crash after the reload.
                    drop(response.binary().await);
                }
            }
            let reloaded = window().location().reload();
            reloaded.map_err(|error| describe(&error))
        });
    }
}

/// A worker's files; the addresses are relative to the page. The CPU worker has two programs, of which the browser runs one.
fn files(device: DeviceKind) -> &'static [&'static str] {
    match device {
        DeviceKind::Cpu => &[
            "./worker_cpu_loader.js",
            "./cpu_program.js",
            "./worker_cpu.js",
            "./worker_cpu_bg.wasm",
            "./worker_cpu_plain_bg.wasm",
        ],
        DeviceKind::WebGpu => &[
            "./worker_gpu_loader.js",
            "./worker_gpu.js",
            "./worker_gpu_bg.wasm",
        ],
    }
}
