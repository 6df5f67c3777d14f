//! Other programs' processes: which descend from which, what memory they hold and what time they took. From `/proc`, which
//! is Linux's.

use std::collections::HashMap;
use std::fs;

/// Clock ticks of a second, by which Linux counts processor time on every architecture that Rust runs on.
const TICKS_PER_SEC: f64 = 100.0;

/// This process and all that it has started, directly or not.
pub fn descendants(ancestor: u32) -> Option<Vec<u32>> {
    let parents: HashMap<u32, u32> = fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            Some((id, parent_of(&stat)?))
        })
        .collect();
    let descends = |&id: &u32| {
        std::iter::successors(Some(id), |id| parents.get(id).copied()).any(|id| id == ancestor)
    };
    Some(parents.keys().copied().filter(descends).collect())
}

/// Those with this word in their command line.
pub fn of_kind(processes: &[u32], word: &str) -> Vec<u32> {
    let is_meant = |id: &&u32| {
        fs::read(format!("/proc/{id}/cmdline"))
            .is_ok_and(|words| String::from_utf8_lossy(&words).contains(word))
    };
    processes.iter().filter(is_meant).copied().collect()
}

/// The memory that a process holds, in kilobytes.
pub fn resident_kb(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The processor time that a process took so far, with all its threads. Unlike the clock it does not depend on what else the
/// machine does.
pub fn cpu_secs(id: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    // The state is the first of the rest; user and system time are the 12th and 13th.
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS_PER_SEC)
}

/// `12 (a name (of any kind)) S 7 …`: the parent is 7.
fn parent_of(stat: &str) -> Option<u32> {
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_read_behind_any_name() {
        assert_eq!(parent_of("12 (a name (of) S 3) S 7 12 12"), Some(7));
        assert_eq!(parent_of("12 (a"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_descends_from_itself_and_takes_memory_and_time() {
        let id = std::process::id();
        assert!(descendants(id).is_some_and(|ids| ids.contains(&id)));
        assert!(resident_kb(id).is_some_and(|kb| kb > 100));
        assert!(cpu_secs(id).is_some_and(|secs| secs < 1000.0));
        assert_eq!(of_kind(&[id], "no such word in it"), []);
    }
}
