//! Serves the built page, counts requests, and answers with faults that a test sets.
//!
//! It is also the browser's proxy for every other address: requests to other hosts end
//! up in [`Server::foreign_requests`], from workers as well.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use toolbox::seal::policy_of;
use toolbox::server::{Handler, ISOLATION, Request, Server as Listener, Site};

mod fault;
mod ledger;

pub use fault::{Fault, Gate};
pub use ledger::INSECURE_HOST;
use ledger::Ledger;

/// Serves one folder on 127.0.0.1 until it is dropped.
pub struct Server {
    host: Host,
    folder: PathBuf,
    ledger: Arc<Ledger>,
    port: u16,
    /// None while the server is gone.
    listener: Mutex<Option<Listener>>,
}

/// What a server sends beside the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// As `cargo xtask serve`: the headers of isolation, and the page's policy.
    Own,
    /// Nothing, as hosts of static files.
    Plain,
}

/// A site whose files can be spoilt.
struct SpoiltSite {
    site: Site,
    ledger: Arc<Ledger>,
}

impl Server {
    /// The folder as `cargo xtask serve` serves it.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(folder: &Path) -> io::Result<Self> {
        Self::start_as(Host::Own, folder)
    }

    /// The folder on this kind of host.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start_as(host: Host, folder: &Path) -> io::Result<Self> {
        let ledger = Arc::new(Ledger::default());
        let listener = Listener::start(spoilt_site(host, folder, &ledger))?;
        Ok(Self {
            host,
            folder: folder.to_path_buf(),
            ledger,
            port: listener.port(),
            listener: Mutex::new(Some(listener)),
        })
    }

    /// The server goes: held downloads break off, and no request is answered any more.
    pub fn stop(&self) {
        self.listener().take();
        self.ledger.cut();
    }

    /// The server comes back at the same address.
    pub fn come_back(&self) {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port));
        let site = spoilt_site(self.host, &self.folder, &self.ledger);
        let listener = port.and_then(|port| Listener::on(port, site));
        *self.listener() = Some(listener.expect("nobody else has taken the port"));
    }

    fn listener(&self) -> std::sync::MutexGuard<'_, Option<Listener>> {
        self.listener.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn port(&self) -> u16 {
        self.port
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

fn spoilt_site(host: Host, folder: &Path, ledger: &Arc<Ledger>) -> SpoiltSite {
    // Without the HTTP cache each use of a file is a request, which is counted.
    let site = Site::new(folder).with_headers(&[("Cache-Control", "no-store")]);
    let site = match host {
        Host::Own => site.with_headers(ISOLATION).with_policy(policy_of(folder)),
        Host::Plain => site,
    };
    SpoiltSite {
        site,
        ledger: Arc::clone(ledger),
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
