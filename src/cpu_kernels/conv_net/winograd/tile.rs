//! Where a tile's outputs lie.

/// A tile of 2×2 outputs, or the first of a larger one, by the number of its place in the pooled plane: sixteen a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tile(u16);

impl Tile {
    pub const fn new(row: usize, column: usize) -> Self {
        Self((row * 16 + column) as u16)
    }

    #[inline(always)]
    pub fn row(self) -> usize {
        usize::from(self.0 / 16)
    }

    #[inline(always)]
    pub fn column(self) -> usize {
        usize::from(self.0 % 16)
    }

    /// All tiles of a plane with `SIDE` of them in a row, row by row.
    pub const fn all<const SIDE: usize, const N: usize>() -> [Self; N] {
        let mut tiles = [Self(0); N];
        let mut i = 0;
        while i < N {
            tiles[i] = Self::new(i / SIDE, i % SIDE);
            i += 1;
        }
        tiles
    }
}
