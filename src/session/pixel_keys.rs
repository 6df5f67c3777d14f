//! Which pixel of a square picture an arrow key leads to.

/// The pixel one further in a key's direction, counted row by row in a picture of `side` × `side`; left and right go on in
/// the neighbouring row. None for other keys and at an edge.
pub fn by_key(pixel: usize, side: usize, key: &str) -> Option<usize> {
    let to = match key {
        "ArrowUp" => pixel.checked_sub(side)?,
        "ArrowDown" => pixel + side,
        "ArrowLeft" => pixel.checked_sub(1)?,
        "ArrowRight" => pixel + 1,
        _ => return None,
    };
    (to < side * side).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_lead_to_the_neighbours_and_stop_at_the_edges() {
        let from_middle = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home"]
            .map(|key| by_key(4, 3, key));
        assert_eq!(from_middle, [Some(1), Some(7), Some(3), Some(5), None]);
        assert_eq!(by_key(1, 3, "ArrowUp"), None);
        assert_eq!(by_key(7, 3, "ArrowDown"), None);
        assert_eq!(by_key(0, 3, "ArrowLeft"), None);
        assert_eq!(by_key(8, 3, "ArrowRight"), None);
        // The next row, as in reading.
        assert_eq!(by_key(2, 3, "ArrowRight"), Some(3));
        assert_eq!(by_key(0, 0, "ArrowRight"), None);
    }
}
