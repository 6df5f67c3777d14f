//! `cargo xtask serve`: builds the page, then serves it to this machine alone.

use crate::flags;
use crate::page;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};
use toolbox::process::find_on_path;
use toolbox::seal::policy_of;
use toolbox::server::{ISOLATION, Server, Site};
use toolbox::{Dirs, Failure, Result, ui};

const DEFAULT_PORT: u16 = 8080;

pub fn serve(dirs: &Dirs, options: &flags::Serve) -> Result<()> {
    let port = options.port.unwrap_or(DEFAULT_PORT);
    // First of all: a build of minutes is no time to learn that the port is taken.
    let listener = listen(port)?;
    if options.dev {
        drop(listener);
        return page::serve_while_editing(dirs, port, options.open);
    }
    page::build(dirs)?;
    let site = Site::new(dirs.dist())
        .with_headers(ISOLATION)
        .with_policy(policy_of(&dirs.dist()));
    let server = Server::on(listener, site)
        .map_err(|error| Failure::new(format!("the port has gone: {error}"), "run it again"))?;
    let address = format!("http://127.0.0.1:{}", server.port());
    ui::status("Serving", format!("{address} (Ctrl-C stops)"));
    if options.open {
        open(&address);
    }
    server.join();
    Ok(())
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::new(
            format!("port {port} is in use by another program"),
            format!(
                "stop that program or choose another port: `cargo xtask serve --port {}`",
                port.checked_add(1).unwrap_or(DEFAULT_PORT)
            ),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            format!("port {port} needs the rights of root"),
            format!("choose one from 1024 up: `cargo xtask serve --port {DEFAULT_PORT}`"),
        ),
        _ => Failure::new(
            format!("cannot listen on 127.0.0.1:{port}: {error}"),
            "choose another port: `cargo xtask serve --port 8081`",
        ),
    })
}

/// Starts the reader's browser, or says that there is none.
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
        ui::status(
            "Warning",
            format!("no browser could be started: open {url}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_says_the_port_that_is_taken() {
        let address = format!("http://127.0.0.1:{DEFAULT_PORT}.");
        assert!(flags::Xtask::HELP.contains(&address));
    }

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
