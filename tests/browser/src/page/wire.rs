//! Records the losses in the workers' messages, which are exact where the page shows rounded means.

use super::Page;

/// Runs before the page's scripts, and records the events of runs.
pub const LISTENER: &str = r"
    window.overheard = [];
    window.Worker = class extends Worker {
        constructor(...words) {
            super(...words);
            this.addEventListener('message', ({ data }) => {
                const steps = data?.event?.StepsCompleted;
                if (steps) overheard.push([steps.run, steps.step, [...steps.losses]]);
            });
        }
    };
";

/// Steps that an engine has reported: their run, the number of the last one, and their losses.
type Report = (u32, usize, Vec<f64>);

impl Page {
    /// The losses of the newest run so far, one a step, beginning with the first.
    pub async fn losses(&self) -> Vec<f64> {
        let reports: Vec<Report> = self.js("return overheard", Vec::new()).await;
        let newest = reports.iter().map(|(run, _, _)| *run).max();
        let mut losses: Vec<f64> = Vec::new();
        for (run, step, new) in reports {
            if Some(run) == newest {
                losses.extend(new);
                assert_eq!(losses.len(), step, "each step has one loss");
            }
        }
        losses
    }
}
