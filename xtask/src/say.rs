//! What the reader sees while xtask works: one line a step, verbs aligned as cargo's are.

use std::time::Duration;

/// `       Ready Trunk 0.21.14`
pub fn status(verb: &str, what: impl std::fmt::Display) {
    println!("{verb:>12} {what}");
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

/// `26.4 MB`; decimal, as download pages count.
pub fn megabytes(size_bytes: u64) -> String {
    format!("{:.1} MB", size_bytes as f64 / 1e6)
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
    fn sizes_are_decimal_megabytes() {
        assert_eq!(megabytes(26_421_856), "26.4 MB");
    }
}
