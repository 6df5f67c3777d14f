//! Other programs: finding them, running them, and the right to install packages.

use crate::failure::{Failure, Result};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a program whose output the reader sees.
pub fn run(command: &mut Command, mend: &str) -> Result<()> {
    let line = describe(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}"), mend))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(
            format!("`{line}` did not succeed ({status})"),
            mend,
        ))
    }
}

/// Runs a program quietly; what it printed, if it succeeded.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

pub fn find_on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|program| is_program(program))
}

pub fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata()
            .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    path.is_file()
}

/// `apt-get` with the rights of root, if they can be had without a question; it asks none either.
pub fn apt_get_as_root() -> Option<Command> {
    const ASK_NOTHING: (&str, &str) = ("DEBIAN_FRONTEND", "noninteractive");
    if is_root() {
        let mut command = Command::new("apt-get");
        command.env(ASK_NOTHING.0, ASK_NOTHING.1);
        return Some(command);
    }
    output(Command::new("sudo").args(["-n", "true"]))?;
    let mut command = Command::new("sudo");
    // sudo hands no variables on; env sets them behind it.
    command
        .args(["-n", "env"])
        .arg(format!("{}={}", ASK_NOTHING.0, ASK_NOTHING.1))
        .arg("apt-get");
    Some(command)
}

pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Forgets what `cargo run` told xtask about xtask's own package, so that a nested cargo or rustc
/// sees the environment of a shell.
pub fn without_own_package(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        let about_xtask = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if about_xtask {
            command.env_remove(name);
        }
    }
    command
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_with_its_arguments() {
        let failure = run(Command::new("sh").args(["-c", "exit 3"]), "mend it")
            .expect_err("the shell exits with 3")
            .to_string();
        assert!(failure.contains("`sh -c exit 3`"), "{failure}");
        assert!(failure.ends_with("mend: mend it"), "{failure}");
    }

    #[test]
    fn a_program_that_is_missing_is_a_failure_not_a_panic() {
        assert!(run(&mut Command::new("no-such-program-here"), "install it").is_err());
        assert_eq!(output(&mut Command::new("no-such-program-here")), None);
    }

    #[test]
    fn a_shell_is_on_path_and_nonsense_is_not() {
        assert!(find_on_path("sh").is_some_and(|path| is_program(&path)));
        assert_eq!(find_on_path("no-such-program-here"), None);
    }
}
