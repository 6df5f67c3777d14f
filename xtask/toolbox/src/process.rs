//! Other programs: finding and running them.

use crate::{Dirs, Failure, Result};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a program whose output the reader sees.
///
/// # Errors
/// When it cannot be started or exits with a failure; `hint` says what to do then.
pub fn run(command: &mut Command, hint: &str) -> Result<()> {
    let line = describe(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("cannot start `{line}`: {error}"), hint))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(
            format!("`{line}` did not succeed ({status})"),
            hint,
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

/// The program of this name in the folders of `PATH`.
pub fn find_on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|program| is_program(program))
}

/// Whether it is a file that can be executed.
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

/// Cargo in the checkout, with its target folder, in the environment of a shell.
pub fn cargo(dirs: &Dirs) -> Command {
    let mut cargo = Command::new("cargo");
    without_own_package(&mut cargo)
        .current_dir(&dirs.root)
        .env("CARGO_TARGET_DIR", &dirs.target);
    cargo
}

/// Removes what `cargo run` has set about the running package, which would make a nested cargo rebuild.
pub fn without_own_package(command: &mut Command) -> &mut Command {
    for (name, _) in env::vars_os() {
        let is_of_package = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        });
        if is_of_package {
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
        let failure = run(Command::new("sh").args(["-c", "exit 3"]), "repair it")
            .expect_err("the shell exits with 3")
            .to_string();
        assert!(failure.contains("`sh -c exit 3`"), "{failure}");
        assert!(failure.ends_with("hint: repair it"), "{failure}");
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
