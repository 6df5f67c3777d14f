//! `cargo xtask serve`: builds the page, then serves it to this machine alone.

pub mod http;

use crate::failure::{Failure, Result};
use crate::page;
use crate::places::Places;
use crate::process::find_on_path;
use crate::say;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};

#[derive(Debug, PartialEq)]
pub struct ServeOptions {
    pub port: u16,
    /// Whether to open the page in the reader's browser.
    pub does_open: bool,
    /// Whether to build unoptimised and to build again after every change.
    pub is_dev: bool,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            port: 8080,
            does_open: false,
            is_dev: false,
        }
    }
}

pub fn serve(places: &Places, options: &ServeOptions) -> Result<()> {
    // First of all, so that nobody waits minutes for a build to learn that the port is taken.
    let listener = listen(options.port)?;
    if options.is_dev {
        drop(listener);
        return page::serve_while_editing(places, options.port, options.does_open);
    }
    page::build(places)?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("the port has gone: {error}"), "run it again"))?;
    say::status("Serving", format!("http://{address} (Ctrl-C stops)"));
    if options.does_open {
        open(&format!("http://{address}"));
    }
    http::serve(&listener, &places.dist());
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::new(
            format!("port {port} is in use by another program"),
            format!(
                "stop that program or choose another port: `cargo xtask serve --port {}`",
                if port < u16::MAX { port + 1 } else { 8080 }
            ),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            format!("port {port} needs the rights of root"),
            "choose one from 1024 up: `cargo xtask serve --port 8080`",
        ),
        _ => Failure::new(
            format!("cannot listen on 127.0.0.1:{port}: {error}"),
            "choose another port: `cargo xtask serve --port 8081`",
        ),
    })
}

/// A page that does not open by itself is no reason to stop serving it.
fn open(url: &str) {
    let opener = ["xdg-open", "open", "wslview"]
        .into_iter()
        .find_map(find_on_path);
    let opened = opener.map(|opener| {
        Command::new(opener)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
    });
    if !matches!(opened, Some(Ok(_))) {
        say::status(
            "Warning",
            format!("no browser could be started: open {url}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_a_sentence_with_another_port() {
        let taken = listen(0).expect("the system has a free port");
        let port = taken.local_addr().expect("it is bound").port();
        let failure = listen(port).expect_err("it is taken").to_string();
        assert!(
            failure.starts_with(&format!("port {port} is in use")),
            "{failure}"
        );
        assert!(failure.contains("--port"), "{failure}");
    }
}
