//! The lines that the reader sees: one a step, verbs aligned as cargo's are.

use std::fmt::Display;
use std::io::{self, Write};
use std::time::Duration;

/// `       Ready Trunk 0.21.14`
pub fn status(verb: &str, what: impl Display) {
    line(format_args!("{verb:>12} {what}"));
}

/// One line on standard output. A closed pipe (`cargo xtask test | head`) is no error.
pub fn line(text: impl Display) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// `3.2 s` or `4 min 05 s`.
pub fn duration(elapsed: Duration) -> String {
    let secs = elapsed.as_secs();
    if secs < 60 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {:02} s", secs / 60, secs % 60)
    }
}

/// `26.4 MB`, `5.1 kB`; decimal, as download pages count.
pub fn size(size_bytes: u64) -> String {
    if size_bytes < 1_000_000 {
        format!("{:.1} kB", size_bytes as f64 / 1e3)
    } else {
        format!("{:.1} MB", size_bytes as f64 / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(3_210)), "3.2 s");
        assert_eq!(duration(Duration::from_secs(245)), "4 min 05 s");
    }

    #[test]
    fn sizes_are_decimal() {
        assert_eq!(size(26_421_856), "26.4 MB");
        assert_eq!(size(5_125), "5.1 kB");
    }
}
