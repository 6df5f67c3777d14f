//! Downloads files, going on where an earlier attempt stopped.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::time::Duration;
use toolbox::ui;
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::http::header::{CONTENT_LENGTH, RANGE};

/// An address that does not answer in this time is given up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);
/// A download that stands still for this long is given up; the next attempt goes on from there.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);
const CHUNK_BYTES: usize = 64 * 1024;

/// Downloads `url` into `part`, appending to what is there if the server goes on from that.
///
/// Success means that the server has sent all it has, not that this is right. The error is a short reason.
pub fn fetch(url: &str, part: &Path) -> Result<(), String> {
    let n_present = part.metadata().map_or(0, |meta| meta.len());
    let agent: Agent = Agent::config_builder()
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .timeout_recv_response(Some(STALL_TIMEOUT))
        .timeout_per_read(Some(STALL_TIMEOUT))
        .http_status_as_error(false)
        .build()
        .into();
    let mut request = agent.get(url);
    if n_present > 0 {
        request = request.header(RANGE, format!("bytes={n_present}-"));
    }
    let mut response = request.call().map_err(|error| error.to_string())?;
    let n_before = match response.status() {
        StatusCode::OK => 0,
        StatusCode::PARTIAL_CONTENT => n_present,
        // Nothing follows what is there.
        StatusCode::RANGE_NOT_SATISFIABLE if n_present > 0 => return Ok(()),
        status => return Err(format!("the server answers {status}")),
    };
    let length = response.headers().get(CONTENT_LENGTH);
    let n_to_come = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let mut file = OpenOptions::new()
        .create(true)
        .write(true)
        .append(n_before > 0)
        .truncate(n_before == 0)
        .open(part)
        .map_err(|error| format!("cannot write {}: {error}", part.display()))?;
    let total = n_to_come.map(|n_to_come| n_before + n_to_come);
    copy(
        &mut response.body_mut().as_reader(),
        &mut file,
        n_before,
        total,
    )
    .map_err(|error| format!("the download stopped: {error}"))
}

/// Copies all and shows on a terminal how far it has come.
fn copy(
    from: &mut impl Read,
    to: &mut impl Write,
    start: u64,
    total: Option<u64>,
) -> io::Result<()> {
    let is_shown = io::stderr().is_terminal();
    let of_total = total.map_or_else(String::new, |total| format!(" of {}", ui::size(total)));
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut n_bytes = start;
    loop {
        let n_read = from.read(&mut chunk)?;
        if n_read == 0 {
            break;
        }
        to.write_all(&chunk[..n_read])?;
        n_bytes += n_read as u64;
        if is_shown {
            eprint!("\r{:>12} {}{of_total}", "", ui::size(n_bytes));
        }
    }
    if is_shown {
        eprintln!();
    }
    match total {
        Some(total) if n_bytes < total => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;
    use std::path::PathBuf;
    use std::{env, fs, process};
    use toolbox::server::{Handler, Request, Server};

    /// Answers with these bytes, after the status line that follows from them.
    struct Fixed(&'static str);

    impl Handler for Fixed {
        fn answer(&self, _: &Request, stream: &mut TcpStream) -> io::Result<()> {
            stream.write_all(self.0.as_bytes())
        }
    }

    /// What `fetch` says, and what lies in the part file afterwards.
    fn fetched(name: &str, present: &str, answer: &'static str) -> (Result<(), String>, String) {
        let part: PathBuf = env::temp_dir().join(format!("xtask-fetch-{name}-{}", process::id()));
        fs::write(&part, present).expect("the temporary folder can be written");
        let server = Server::start(Fixed(answer)).expect("a port is free");
        let outcome = fetch(&format!("http://127.0.0.1:{}/file", server.port()), &part);
        let content = fs::read_to_string(&part).expect("it was written");
        fs::remove_file(&part).expect("it was written");
        (outcome, content)
    }

    #[test]
    fn a_part_is_continued_or_replaced_as_the_server_says() {
        for (name, answer, content) in [
            (
                "more",
                "HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\ndef",
                "abcdef",
            ),
            (
                "anew",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nxyz",
                "xyz",
            ),
            (
                "whole",
                "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n",
                "abc",
            ),
        ] {
            assert_eq!(fetched(name, "abc", answer), (Ok(()), content.to_owned()));
        }
    }

    #[test]
    fn what_broke_off_is_kept_and_an_error_page_is_not() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc";
        let (outcome, content) = fetched("cut", "", answer);
        assert!(
            outcome
                .expect_err("three bytes are missing")
                .contains("stopped")
        );
        assert_eq!(content, "abc");
        let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\n<html>";
        let (outcome, content) = fetched("missing", "", answer);
        assert!(
            outcome
                .expect_err("it is missing")
                .contains("404 Not Found")
        );
        assert_eq!(content, "");
    }

    #[test]
    fn an_address_that_refuses_gives_a_reason() {
        let part = env::temp_dir().join(format!("xtask-fetch-refused-{}", process::id()));
        // Port 1 is reserved and closed.
        let reason =
            fetch("http://127.0.0.1:1/file", &part).expect_err("the connection is refused");
        assert!(!reason.is_empty());
    }
}
