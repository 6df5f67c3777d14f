//! The error that ends a command: a sentence that says what happened, and a hint.

use std::fmt;
use std::io;
use std::path::Path;

/// A command's result.
pub type Result<T> = std::result::Result<T, Failure>;

/// What happened, and what the reader can do about it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    hint: String,
}

impl Failure {
    /// `what` and `hint` are sentences without a full stop.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: hint.into(),
        }
    }

    /// The sentence without the hint.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// A file or folder that could not be read or written: `Failure::file("create", path, error)`.
    pub fn file(verb: &str, path: &Path, error: io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::PermissionDenied => {
                "give yourself write access to it, or set FITTING_ROOM_CACHE to a folder of yours"
            }
            io::ErrorKind::StorageFull => {
                "free some disk space (a full build needs about 12 GB) and run the command again"
            }
            _ => "check the path and the disk, then run the command again",
        };
        Self::new(format!("cannot {verb} {}: {error}", path.display()), hint)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  hint: {}", self.what, self.hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_reads_as_a_sentence_and_its_hint() {
        let failure = Failure::new("port 8080 is in use", "stop the other program");
        assert_eq!(
            failure.to_string(),
            "port 8080 is in use\n  hint: stop the other program"
        );
    }

    #[test]
    fn a_missing_permission_hints_at_a_folder_of_ones_own() {
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let text = Failure::file("create", Path::new("/cache"), denied).to_string();
        assert!(text.starts_with("cannot create /cache: "), "{text}");
        assert!(text.contains("FITTING_ROOM_CACHE"), "{text}");
    }
}
