//! How a slice of steps is cut into launches.

/// A slice of steps is split into this many launches of an MLP: slices last a tenth of a second, a launch then some 13 ms.
const N_LAUNCHES: usize = 8;
/// Steps of an MLP in one launch at most, so that even a first, badly guessed slice blocks nobody for long.
const MAX_STEPS_PER_LAUNCH: usize = 128;
/// As many steps of an MLP go into one launch in any case: some 40 ms of a software adapter's time.
const MIN_STEPS_PER_LAUNCH: usize = 32;

/// Steps of one batch size that stand one after another.
pub struct Stretch {
    /// Among the slice's figures.
    pub first_step: usize,
    /// Among the order's indices.
    pub first_index: usize,
    pub n_steps: usize,
    pub batch_size: usize,
}

/// Neighbouring batches of equal size together, cut into launches; the first batch begins at `first_index`.
pub fn stretches(batches: &[&[u32]], mut first_index: usize) -> Vec<Stretch> {
    let max_steps = batches
        .len()
        .div_ceil(N_LAUNCHES)
        .clamp(MIN_STEPS_PER_LAUNCH, MAX_STEPS_PER_LAUNCH);
    let mut stretches: Vec<Stretch> = Vec::new();
    for (first_step, batch) in batches.iter().enumerate() {
        match stretches.last_mut() {
            Some(last) if last.batch_size == batch.len() && last.n_steps < max_steps => {
                last.n_steps += 1;
            }
            _ => stretches.push(Stretch {
                first_step,
                first_index,
                n_steps: 1,
                batch_size: batch.len(),
            }),
        }
        first_index += batch.len();
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_last_batch_gets_a_launch_of_its_own() {
        let whole = [0; 4];
        let mut batches = vec![whole.as_slice(); 100];
        batches.push(&whole[..3]);
        let stretches = stretches(&batches, 60);
        let steps: Vec<usize> = stretches.iter().map(|stretch| stretch.n_steps).collect();
        assert_eq!(steps, [32, 32, 32, 4, 1]);
        let last = stretches.last().unwrap();
        assert_eq!(
            (last.first_step, last.first_index, last.batch_size),
            (100, 460, 3)
        );
    }
}
