//! The requests so far, and the files that are answered with a fault.

use super::fault::Fault;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A host name of this machine that browsers do not treat as trustworthy.
pub const INSECURE_HOST: &str = "fitting-room.test";

/// Hosts that Chromium itself contacts, whatever page is open: its first tab, its updates, its clock,
/// its sign-in and its hints.
const HOSTS_OF_THE_BROWSER: [&str; 6] = [
    "optimizationguide-pa.googleapis.com",
    "start.duckduckgo.com",
    "update.googleapis.com",
    "clients2.google.com",
    "accounts.google.com",
    "www.google.com",
];

#[derive(Default)]
pub struct Ledger {
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    faults: HashMap<String, Fault>,
    n_requests: HashMap<String, usize>,
    foreign: Vec<String>,
}

impl Ledger {
    /// The path below the page's folder; none for a proxy request, whose target is a whole address.
    pub fn own_path<'a>(method: &str, target: &'a str) -> Option<&'a str> {
        let is_own = method == "GET" && target.starts_with('/');
        is_own.then(|| target.split(['?', '#']).next())?
    }

    /// Counts a request and returns its fault, if one is set.
    pub fn note(&self, path: &str) -> Option<Fault> {
        let name = file_name(path);
        let mut notes = self.notes();
        *notes.n_requests.entry(name.to_owned()).or_default() += 1;
        notes.faults.get(name).cloned()
    }

    pub fn note_foreign(&self, request: &str) {
        if !HOSTS_OF_THE_BROWSER.contains(&host(request)) {
            self.notes().foreign.push(request.to_owned());
        }
    }

    pub fn spoil(&self, file_name: &str, fault: Fault) {
        self.notes().faults.insert(file_name.to_owned(), fault);
    }

    pub fn heal(&self, file_name: &str) {
        self.notes().faults.remove(file_name);
    }

    /// Nothing is spoilt any more, and every gate is open.
    pub fn mend(&self) {
        for (_, fault) in self.notes().faults.drain() {
            if let Fault::Held(gate) = fault {
                gate.open();
            }
        }
    }

    /// Downloads that wait at a gate break off.
    pub fn cut(&self) {
        for fault in self.notes().faults.values() {
            if let Fault::Held(gate) = fault {
                gate.cut();
            }
        }
    }

    pub fn n_requests(&self, file_name: &str) -> usize {
        let notes = self.notes();
        notes.n_requests.get(file_name).copied().unwrap_or_default()
    }

    pub fn foreign_requests(&self) -> Vec<String> {
        self.notes().foreign.clone()
    }

    /// The notes are plain data: a thread that panicked beside them has not spoilt them.
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host in `GET http://host:80/path` or `CONNECT host:443`.
fn host(request: &str) -> &str {
    let target = request.split(' ').nth(1).unwrap_or_default();
    let address = target.strip_prefix("http://").unwrap_or(target);
    address.split(['/', ':']).next().unwrap_or_default()
}

/// `/` is the start page.
fn file_name(path: &str) -> &str {
    match path.rsplit('/').next() {
        Some("") | None => "index.html",
        Some(name) => name,
    }
}
