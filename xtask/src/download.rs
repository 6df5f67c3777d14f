//! Fetches a file by curl or wget, going on where an earlier attempt stopped.

use crate::process::find_on_path;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

/// An address that does not answer in this time is skipped.
const CONNECT_TIMEOUT_SECS: &str = "8";
/// A download that stands still for this long is given up (and can be resumed).
const STALL_SECS: &str = "30";

/// Why a file did not arrive.
#[derive(Debug)]
pub struct FetchError {
    pub reason: String,
    /// The server will not continue the part that is there: only a fresh start can help.
    pub is_resume_refused: bool,
}

/// Fetches `url` into `part`, appending if it exists.
pub fn fetch(url: &str, part: &Path) -> Result<(), FetchError> {
    let had_part = part.metadata().is_ok_and(|meta| meta.len() > 0);
    let mut command = if let Some(curl) = find_on_path("curl") {
        curl_command(&curl, url, part)
    } else if let Some(wget) = find_on_path("wget") {
        wget_command(&wget, url, part)
    } else {
        return Err(FetchError {
            reason: "neither curl nor wget is installed".to_owned(),
            is_resume_refused: false,
        });
    };
    let is_shown = io::stderr().is_terminal();
    command.stdin(Stdio::null()).stderr(if is_shown {
        Stdio::inherit()
    } else {
        Stdio::piped()
    });
    let output = command.output().map_err(|error| FetchError {
        reason: error.to_string(),
        is_resume_refused: false,
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let reason = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(FetchError {
        reason: match reason {
            Some(reason) => reason.trim().trim_start_matches("curl: ").to_owned(),
            None => format!("the download stopped ({})", output.status),
        },
        is_resume_refused: had_part && output.status.code().is_some_and(is_refusal),
    })
}

/// Exit codes of a server that answers but does not go on: curl's 22 (such as 416, nothing follows
/// what is there), 33 and 36 (no ranges), wget's 8.
fn is_refusal(exit_code: i32) -> bool {
    matches!(exit_code, 8 | 22 | 33 | 36)
}

fn curl_command(curl: &Path, url: &str, part: &Path) -> Command {
    let mut command = Command::new(curl);
    command
        .args(["--location", "--fail", "--show-error", "--retry", "1"])
        .args(["--connect-timeout", CONNECT_TIMEOUT_SECS])
        .args(["--speed-limit", "1", "--speed-time", STALL_SECS])
        .args(["--continue-at", "-", "--output"])
        .arg(part);
    command.arg(if io::stderr().is_terminal() {
        "--progress-bar"
    } else {
        "--silent"
    });
    command.arg(url);
    command
}

fn wget_command(wget: &Path, url: &str, part: &Path) -> Command {
    let mut command = Command::new(wget);
    command
        .args(["--continue", "--tries=2", "--no-verbose"])
        .arg(format!("--connect-timeout={CONNECT_TIMEOUT_SECS}"))
        .arg(format!("--read-timeout={STALL_SECS}"));
    if io::stderr().is_terminal() {
        command.arg("--show-progress");
    }
    command.arg("-O").arg(part).arg(url);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_refuses_gives_a_reason() {
        let folder = std::env::temp_dir().join(format!("xtask-fetch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        // Port 1 is reserved and nobody listens there.
        let error = fetch("http://127.0.0.1:1/file", &folder.join("part"))
            .expect_err("the connection is refused");
        assert!(!error.reason.is_empty());
        assert!(!error.is_resume_refused);
        std::fs::remove_dir_all(&folder).expect("it was created above");
    }
}
