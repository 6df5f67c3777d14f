//! Ended runs that wait for room in the browser's storage; the snapshots of each stay until it is kept or given up.

use super::StoredRun;
use crate::protocol::RunId;

/// An ended run that is to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct EndedRun {
    pub stored: StoredRun,
    /// Its checkpoint, if it left one.
    pub file: Option<Vec<u8>>,
    /// Its number in this tab, under which its snapshots are stored; none of a deleted run that is brought back.
    pub in_tab: Option<RunId>,
}

/// What became of the attempt to store a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Stored,
    NoRoom,
    Refused,
}

/// Ended runs for which there was no room.
#[derive(Debug, Default)]
pub struct RunsWithoutRoom(Vec<EndedRun>);

impl RunsWithoutRoom {
    /// How many wait.
    pub fn n_waiting(&self) -> usize {
        self.0.len()
    }

    /// Takes note of an attempt; returns the run of this tab whose snapshots are of no more use.
    pub fn settle(&mut self, run: EndedRun, attempt: Attempt) -> Option<RunId> {
        match attempt {
            Attempt::Stored => run.in_tab,
            Attempt::NoRoom => {
                self.0.push(run);
                None
            }
            Attempt::Refused => None,
        }
    }

    /// All of them, for another attempt.
    pub fn take(&mut self) -> Vec<EndedRun> {
        std::mem::take(&mut self.0)
    }

    /// Gives all of them up; returns the runs of this tab whose snapshots are of no more use.
    pub fn give_up(&mut self) -> Vec<RunId> {
        self.take().iter().filter_map(|run| run.in_tab).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{DeviceKind, ModelKind, TrainingConfig};
    use crate::session::{Run, StoredRunId};

    fn ended(run: u32) -> EndedRun {
        let config = TrainingConfig::lesson(ModelKind::BASELINE);
        let run = Run::new(RunId(run), config, DeviceKind::Cpu, String::new());
        EndedRun {
            in_tab: Some(run.id),
            stored: StoredRun {
                id: StoredRunId(u64::from(run.id.0)),
                run,
                file_bytes: Some(1),
            },
            file: Some(vec![7]),
        }
    }

    #[test]
    fn the_snapshots_of_a_run_without_room_stay_until_it_is_kept() {
        let mut waiting = RunsWithoutRoom::default();
        assert_eq!(waiting.settle(ended(1), Attempt::NoRoom), None);
        assert_eq!(waiting.settle(ended(2), Attempt::Stored), Some(RunId(2)));
        assert_eq!(waiting.take(), [ended(1)], "with its model");
        assert_eq!(waiting.settle(ended(1), Attempt::NoRoom), None, "again");
        assert_eq!(waiting.n_waiting(), 1);
        let [run] = waiting.take().try_into().expect("one waits");
        assert_eq!(waiting.settle(run, Attempt::Stored), Some(RunId(1)));
        assert_eq!(waiting.n_waiting(), 0);
    }

    #[test]
    fn snapshots_are_all_that_is_left_of_a_refused_run() {
        let mut waiting = RunsWithoutRoom::default();
        assert_eq!(waiting.settle(ended(1), Attempt::Refused), None);
        assert_eq!(waiting.n_waiting(), 0);
    }

    #[test]
    fn a_run_that_is_given_up_leaves_no_snapshots() {
        let mut waiting = RunsWithoutRoom::default();
        for run in [1, 2] {
            waiting.settle(ended(run), Attempt::NoRoom);
        }
        assert_eq!(waiting.give_up(), [RunId(1), RunId(2)]);
        assert_eq!(waiting.n_waiting(), 0);
    }

    #[test]
    fn a_run_that_is_brought_back_takes_no_other_runs_snapshots() {
        // It may be of an earlier visit, in which it had the number of another run of this tab.
        let run = EndedRun {
            in_tab: None,
            ..ended(1)
        };
        let mut waiting = RunsWithoutRoom::default();
        assert_eq!(waiting.settle(run.clone(), Attempt::Stored), None);
        waiting.settle(run, Attempt::NoRoom);
        assert_eq!(waiting.give_up(), []);
    }
}
