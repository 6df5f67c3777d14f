//! How the steps of a slice are grouped into launches.

/// A slice of steps is split into this many launches of an MLP: slices last a tenth of a second, a launch then some 13 ms.
const N_LAUNCHES: usize = 8;
/// Steps of an MLP in one launch at most, so that even a first, badly guessed slice does not block the device for long.
const MAX_STEPS_PER_LAUNCH: usize = 128;
/// As many steps of an MLP go into one launch in any case: some 40 ms of a software adapter's time.
const MIN_STEPS_PER_LAUNCH: usize = 32;

/// Consecutive steps of one batch size.
pub struct LaunchGroup {
    /// Position in the slice, and so in its metrics.
    pub first_step: usize,
    /// Position in the index buffer of the first image.
    pub first_index: usize,
    pub n_steps: usize,
    pub batch_size: usize,
}

/// Neighbouring batches of equal size together, as many as one launch takes; the first batch begins at `first_index`.
pub fn launch_groups(batches: &[&[u32]], mut first_index: usize) -> Vec<LaunchGroup> {
    let max_steps = batches
        .len()
        .div_ceil(N_LAUNCHES)
        .clamp(MIN_STEPS_PER_LAUNCH, MAX_STEPS_PER_LAUNCH);
    let mut groups: Vec<LaunchGroup> = Vec::new();
    for (first_step, batch) in batches.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if last.batch_size == batch.len() && last.n_steps < max_steps => {
                last.n_steps += 1;
            }
            _ => groups.push(LaunchGroup {
                first_step,
                first_index,
                n_steps: 1,
                batch_size: batch.len(),
            }),
        }
        first_index += batch.len();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_last_batch_gets_a_launch_of_its_own() {
        let whole = [0; 4];
        let mut batches = vec![whole.as_slice(); 100];
        batches.push(&whole[..3]);
        let groups = launch_groups(&batches, 60);
        let steps: Vec<usize> = groups.iter().map(|group| group.n_steps).collect();
        assert_eq!(steps, [32, 32, 32, 4, 1]);
        let last = groups.last().unwrap();
        assert_eq!(
            (last.first_step, last.first_index, last.batch_size),
            (100, 460, 3)
        );
    }
}
