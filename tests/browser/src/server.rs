//! Serves the built page, counts requests, and answers with faults that a test sets.
//!
//! It is also the browser's proxy for every other address: requests to other hosts end
//! up in [`Server::foreign_requests`], from workers as well.

use std::fs;
use std::io;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use toolbox::server::{Handler, ISOLATION, Request, Server as Listener, Site};

mod fault;
mod ledger;

pub use fault::{Fault, Gate};
pub use ledger::INSECURE_HOST;
use ledger::Ledger;

/// Serves one folder on 127.0.0.1 until it is dropped.
pub struct Server {
    ledger: Arc<Ledger>,
    listener: Listener,
}

/// A site whose files can be spoilt.
struct SpoiltSite {
    site: Site,
    ledger: Arc<Ledger>,
}

impl Server {
    pub fn start(folder: &Path) -> io::Result<Self> {
        let ledger = Arc::new(Ledger::default());
        // Without the HTTP cache each use of a file is a request, which is counted.
        let site = Site::new(folder)
            .with_headers(ISOLATION)
            .with_headers(&[("Cache-Control", "no-store")]);
        let listener = Listener::start(SpoiltSite {
            site,
            ledger: Arc::clone(&ledger),
        })?;
        Ok(Self { ledger, listener })
    }

    pub fn port(&self) -> u16 {
        self.listener.port()
    }

    /// The address under which the browser trusts the page as it would an `https` one.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// The same page under a name that the browser does not trust.
    pub fn insecure_origin(&self) -> String {
        format!("http://{INSECURE_HOST}:{}", self.port())
    }

    /// From now on files of this name are answered badly.
    pub fn spoil(&self, file_name: &str, fault: Fault) {
        self.ledger.spoil(file_name, fault);
    }

    /// From now on files of this name are answered well again.
    pub fn heal(&self, file_name: &str) {
        self.ledger.heal(file_name);
    }

    /// From now on every file is answered well again.
    pub fn mend(&self) {
        self.ledger.mend();
    }

    /// Requests for files of this name so far.
    pub fn n_requests(&self, file_name: &str) -> usize {
        self.ledger.n_requests(file_name)
    }

    /// The browser's requests to other hosts, in order.
    pub fn foreign_requests(&self) -> Vec<String> {
        self.ledger.foreign_requests()
    }
}

impl Drop for Server {
    /// Lets every download end that waits at a gate.
    fn drop(&mut self) {
        self.mend();
    }
}

impl Handler for SpoiltSite {
    fn answer(&self, request: &Request, stream: &mut TcpStream) -> io::Result<()> {
        let Request { method, target, .. } = request;
        let Some(path) = Ledger::own_path(method, target) else {
            self.ledger.note_foreign(&format!("{method} {target}"));
            return Fault::Missing.answer(&self.site, stream, Path::new("elsewhere"), &[]);
        };
        let fault = self.ledger.note(path);
        let file = self.site.file(path);
        let body = file.as_ref().and_then(|file| fs::read(file).ok());
        match (fault, file, body) {
            (Some(fault), Some(file), Some(body)) => fault.answer(&self.site, stream, &file, &body),
            _ => self.site.answer(request, stream),
        }
    }
}

#[cfg(test)]
mod tests;
