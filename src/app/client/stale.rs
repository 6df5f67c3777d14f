//! Notices a worker that the browser has kept from another build, and gets the newest one.

use gloo::net::http::Request;
use leptos::prelude::*;
use web_sys::RequestCache;

use super::Client;
use crate::js::describe;
use crate::protocol::{BUILD, DeviceKind};
use crate::session::{NoticeAction, Tone};

impl Client {
    /// A worker of another build might answer in words that the page takes for others.
    pub(super) fn check_build(&self, device: DeviceKind, build: &str) {
        if build == BUILD {
            return;
        }
        let text = format!(
            "the {} engine is from another build ({build}) than this page ({BUILD}), because the browser has kept \
             one of them: reload to get both from one build",
            device.title()
        );
        let action = Some(NoticeAction::Reload(device));
        self.change(|session| session.notices.push(Tone::Error, text, action));
    }

    /// Opens the page again with the newest worker for this device.
    pub fn reload_with_newest(&self, device: DeviceKind) {
        self.spawn(async move {
            // A reload alone asks the server for the page only: the names of a worker's files never change, so the
            // browser takes them from its cache for as long as it likes.
            for file in files(device) {
                let newest = Request::get(&file).cache(RequestCache::NoCache).build();
                if let Ok(request) = newest
                    && let Ok(response) = request.send().await
                {
                    // Only a file that is read to its end gets into the cache; one that cannot be had will say so itself.
                    drop(response.binary().await);
                }
            }
            let reloaded = window().location().reload();
            reloaded.map_err(|error| describe(&error))
        });
    }
}

/// What Trunk makes of a worker; the addresses are relative to the page.
fn files(device: DeviceKind) -> [String; 3] {
    let name = match device {
        DeviceKind::Cpu => "worker_cpu",
        DeviceKind::WebGpu => "worker_gpu",
    };
    ["_loader.js", ".js", "_bg.wasm"].map(|rest| format!("./{name}{rest}"))
}
