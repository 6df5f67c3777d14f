//! How a batch is cut into parts: whole subtrees of the binary tree over its groups of images.

use std::iter;
use std::ops::Range;

use crate::protocol::MAX_WORKERS;

/// Parts of one worker at most.
pub const MAX_PARTS: usize = 4;

/// A whole subtree of the batch's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtree {
    /// Above the groups.
    pub height: u32,
    /// Positions in the batch.
    pub images: Range<usize>,
}

/// The parts of one worker, of all that take part the one at this position; none if the batch is too small for it.
pub fn subtrees(
    batch_size: usize,
    group_images: usize,
    position: usize,
    n_workers: usize,
) -> impl Iterator<Item = Subtree> {
    let n_groups = batch_size.div_ceil(group_images);
    // As if the tree were full: what is missing on the right leaves the heights as they are.
    let n_shares = n_groups.next_power_of_two().min(MAX_WORKERS);
    let groups_of_share = n_groups.next_power_of_two() / n_shares;
    let share_images = groups_of_share * group_images;
    let share_height = groups_of_share.ilog2();
    let n_used = batch_size.div_ceil(share_images);
    let mut first = position * n_used / n_workers;
    let end = (position + 1) * n_used / n_workers;
    // An iterator: a step allocates nothing.
    iter::from_fn(move || {
        if first >= end {
            return None;
        }
        // The largest subtree that starts here and ends in time.
        let mut size = 1;
        while first.is_multiple_of(size * 2) && first + size * 2 <= end {
            size *= 2;
        }
        let part = Subtree {
            height: share_height + size.ilog2(),
            images: first * share_images..((first + size) * share_images).min(batch_size),
        };
        first += size;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_all_workers_are_the_whole_batch() {
        for batch_size in [1, 3, 4, 5, 31, 32, 33, 100, 128, 4096] {
            for n_workers in 1..=MAX_WORKERS {
                let mut next = 0;
                for position in 0..n_workers {
                    let parts: Vec<_> = subtrees(batch_size, 4, position, n_workers).collect();
                    assert!(parts.len() <= MAX_PARTS);
                    for part in parts {
                        assert_eq!(part.images.start, next, "{batch_size} by {n_workers}");
                        next = part.images.end;
                    }
                }
                assert_eq!(next, batch_size);
            }
        }
    }

    #[test]
    fn two_workers_take_half_of_the_lessons_batch_each_and_three_what_the_tree_allows() {
        let heights = |n_workers| {
            let parts = (0..n_workers).map(|i| subtrees(32, 4, i, n_workers));
            parts
                .map(|parts| parts.map(|part| part.height).collect())
                .collect::<Vec<Vec<u32>>>()
        };
        assert_eq!(heights(2), [[2], [2]]);
        assert_eq!(heights(3), [vec![1], vec![1, 0], vec![0, 1]]);
    }
}
