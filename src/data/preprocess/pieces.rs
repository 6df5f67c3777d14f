//! Finds the pieces in a picture: connected regions that differ from the background, without shadows and specks.

use super::background::{Background, relative};
use super::colours::{length, median};
use super::flatten::Rgb;
use crate::protocol::Crop;

/// Cells along the longest edge, at most: the picture is looked at in this coarse grid, whose cells are means of pixels.
const MAX_CELLS: usize = 160;
/// Cells fainter than this fraction of the strongest do not belong to a piece.
const FAINT: f32 = 0.12;
/// A piece differs from noise by this many median distances of the background's cells: four standard deviations in three
/// channels.
const NOISE_MEDIANS: f32 = 2.7;
/// Cells of a piece at least, where the picture is noisy.
const MIN_NOISY_CELLS: usize = 10;
/// Gaps up to this fraction of the grid belong to a piece: between two trouser legs, under a strap.
const GAP: f32 = 0.02;
/// Another piece has at least this fraction of the weight of the heaviest; less is an ornament, a label or dust.
const OTHER_PIECE: f32 = 0.2;

/// The share of the picture from which on shade is worth a word; soft edges of an item have some too.
const SHADOW: f32 = 0.02;

/// The pieces of a picture in a coarse grid of cells.
pub struct Pieces {
    /// Pixels along the edge of a cell.
    cell: usize,
    n_columns: usize,
    /// What each cell shows.
    cells: Vec<Cell>,
    /// Heavy pieces, the kept one included.
    pub n_pieces: usize,
    /// Whether a shadow was removed.
    pub has_shadow: bool,
    /// The difference that counts as noise, in cells.
    pub noise: f32,
    /// The greatest difference of a cell.
    pub peak: f32,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Background, or the soft edge of something.
    Ground,
    /// The heaviest piece.
    Kept,
    /// Another piece, a label, a frame, dust or a shadow.
    Removed,
}

impl Pieces {
    /// Finds the pieces; none if nothing differs from the background by more than noise.
    ///
    /// - within: the part of the picture in which pieces are looked for
    pub fn of(
        pixels: &[Rgb],
        width: usize,
        background: &Background,
        within: Option<Crop>,
    ) -> Option<Self> {
        let grid = Grid::of(pixels, width, background);
        let mut sizes: Vec<f32> = grid.differences.iter().map(|&d| length(d)).collect();
        let noise = NOISE_MEDIANS * grid.border_median(&sizes);
        if let Some(crop) = within {
            for (index, size) in sizes.iter_mut().enumerate() {
                if crop.within(grid.pixels_of(index)).is_none() {
                    *size = 0.0;
                }
            }
        }
        let peak = sizes.iter().copied().fold(0.0, f32::max);
        let threshold = (FAINT * peak).max(noise.min(0.5 * peak));
        let shade = grid.shade(&sizes, threshold, peak, noise);
        let is_item: Vec<bool> = sizes
            .iter()
            .zip(&shade)
            .map(|(&size, &is_shade)| size > threshold && !is_shade)
            .collect();
        let gap = (GAP * grid.n_columns.max(grid.n_rows()) as f32).round() as usize;
        let labels = grid.labels(&grid.grown(&is_item, gap));
        let n_labels = labels.iter().max().copied().unwrap_or(0);
        let mut weights = vec![0.0_f32; n_labels + 1];
        let mut n_cells = vec![0_usize; n_labels + 1];
        for (index, &label) in labels.iter().enumerate() {
            if is_item[index] {
                weights[label] += sizes[index];
                n_cells[label] += 1;
            }
        }
        if n_labels > 1 {
            for (label, weight) in weights.iter_mut().enumerate().skip(1) {
                if grid.is_frame(&labels, label) {
                    *weight = 0.0;
                }
            }
        }
        let kept = (1..=n_labels).max_by(|&a, &b| weights[a].total_cmp(&weights[b]))?;
        let is_noisy = noise > 0.004;
        if is_noisy && (n_cells[kept] < MIN_NOISY_CELLS || noise > 0.5 * peak) {
            return None;
        }
        let n_shade = shade.iter().filter(|&&is_shade| is_shade).count();
        let heavy = weights
            .iter()
            .filter(|&&weight| weight >= OTHER_PIECE * weights[kept]);
        let cells = labels
            .iter()
            .zip(&shade)
            .map(|(&label, &is_shade)| match label {
                _ if is_shade => Cell::Removed,
                0 => Cell::Ground,
                _ if label == kept => Cell::Kept,
                _ => Cell::Removed,
            })
            .collect();
        Some(Self {
            cell: grid.cell,
            n_columns: grid.n_columns,
            cells,
            n_pieces: heavy.count(),
            has_shadow: n_shade as f32 > SHADOW * shade.len() as f32,
            noise,
            peak,
        })
    }

    /// What the cell of a pixel shows.
    pub fn at(&self, x: usize, y: usize) -> Cell {
        self.cells[y / self.cell * self.n_columns + x / self.cell]
    }
}

/// Differences from the background, averaged over cells.
struct Grid {
    cell: usize,
    n_columns: usize,
    differences: Vec<Rgb>,
    grounds: Vec<Rgb>,
}

impl Grid {
    fn of(pixels: &[Rgb], width: usize, background: &Background) -> Self {
        let height = pixels.len() / width;
        let cell = width.max(height).div_ceil(MAX_CELLS);
        let (n_columns, n_rows) = (width.div_ceil(cell), height.div_ceil(cell));
        let mut sums = vec![[0.0; 3]; n_columns * n_rows];
        let mut counts = vec![0_u16; n_columns * n_rows];
        for (y, row) in pixels.chunks_exact(width).enumerate() {
            for (x, colour) in row.iter().enumerate() {
                let index = y / cell * n_columns + x / cell;
                counts[index] = counts[index].saturating_add(1);
                for (sum, channel) in sums[index].iter_mut().zip(colour) {
                    *sum += channel;
                }
            }
        }
        let mut grounds = Vec::with_capacity(sums.len());
        let mut differences = Vec::with_capacity(sums.len());
        for (index, (sum, n)) in sums.into_iter().zip(counts).enumerate() {
            let middle = |position: usize, length: usize| {
                relative((position * cell + cell / 2).min(length - 1), length)
            };
            let at = [
                middle(index % n_columns, width),
                middle(index / n_columns, height),
            ];
            let colour = sum.map(|channel| channel / f32::from(n.max(1)));
            grounds.push(background.colour_at(at));
            differences.push(background.difference(at, colour));
        }
        Self {
            cell,
            n_columns,
            differences,
            grounds,
        }
    }

    /// The rectangle of pixels that a cell stands for; at the right and the bottom it may reach out of the picture.
    fn pixels_of(&self, index: usize) -> Crop {
        Crop {
            x: index % self.n_columns * self.cell,
            y: index / self.n_columns * self.cell,
            width: self.cell,
            height: self.cell,
        }
    }

    fn n_rows(&self) -> usize {
        self.differences.len() / self.n_columns
    }

    fn border_median(&self, sizes: &[f32]) -> f32 {
        let (n_columns, n_rows) = (self.n_columns, self.n_rows());
        let depth = (n_columns.min(n_rows) / 25).max(1);
        let values = sizes.iter().enumerate().filter(|&(index, _)| {
            let (x, y) = (index % n_columns, index / n_columns);
            x < depth || y < depth || x + depth >= n_columns || y + depth >= n_rows
        });
        median(values.map(|(_, &size)| size))
    }

    /// The cells of shadow and of uneven light: they are reached from the border by small steps, and have the background's hue.
    fn shade(&self, sizes: &[f32], threshold: f32, peak: f32, noise: f32) -> Vec<bool> {
        /// The greatest step between neighbours in a shadow: soft shadows change over a tenth of the picture.
        const STEP: f32 = 0.01;
        /// Shadows are fainter than this fraction of the strongest difference.
        const DEEPEST: f32 = 0.6;
        /// The cosine between the directions of a shadow's colour and of the background's.
        const SAME_HUE: f32 = 0.97;
        let (n_columns, n_rows) = (self.n_columns, self.n_rows());
        let step = STEP.max(0.7 * noise);
        let is_shade_like = |index: usize| {
            sizes[index] <= threshold
                || (sizes[index] < DEEPEST * peak
                    && cosine(self.differences[index], self.grounds[index]).abs() > SAME_HUE)
        };
        let mut is_reached = vec![false; sizes.len()];
        let mut open: Vec<usize> = (0..sizes.len())
            .filter(|&index| {
                let (x, y) = (index % n_columns, index / n_columns);
                let is_border = x == 0 || y == 0 || x + 1 == n_columns || y + 1 == n_rows;
                is_border && sizes[index] <= threshold
            })
            .collect();
        for &index in &open {
            is_reached[index] = true;
        }
        while let Some(index) = open.pop() {
            for neighbour in self.neighbours(index) {
                let [a, b] = [index, neighbour].map(|cell| self.differences[cell]);
                let change = length([0, 1, 2].map(|channel| a[channel] - b[channel]));
                if !is_reached[neighbour] && change < step && is_shade_like(neighbour) {
                    is_reached[neighbour] = true;
                    open.push(neighbour);
                }
            }
        }
        sizes
            .iter()
            .zip(is_reached)
            .map(|(&size, is_reached)| is_reached && size > threshold)
            .collect()
    }

    fn neighbours(&self, index: usize) -> impl Iterator<Item = usize> + use<> {
        let (n_columns, n) = (self.n_columns, self.differences.len());
        let x = index % n_columns;
        let left = (x > 0).then(|| index - 1);
        let right = (x + 1 < n_columns).then_some(index + 1);
        let above = index.checked_sub(n_columns);
        let below = (index + n_columns < n).then_some(index + n_columns);
        [left, right, above, below].into_iter().flatten()
    }

    /// The cells within `reach` of those that are set, in both directions.
    fn grown(&self, is_set: &[bool], reach: usize) -> Vec<bool> {
        let (n_columns, n_rows) = (self.n_columns, self.n_rows());
        let spread = |from: &[bool], stride: usize, length: usize| {
            let mut to = vec![false; from.len()];
            for (index, _) in from.iter().enumerate().filter(|&(_, &is_set)| is_set) {
                let place = index / stride % length;
                let first = index - stride * place.min(reach);
                let n = place.min(reach) + 1 + (length - 1 - place).min(reach);
                for i in 0..n {
                    to[first + i * stride] = true;
                }
            }
            to
        };
        spread(&spread(is_set, 1, n_columns), n_columns, n_rows)
    }

    /// The number of each cell's region, counted from 1; 0 for cells that are not set.
    fn labels(&self, is_set: &[bool]) -> Vec<usize> {
        let mut labels = vec![0; is_set.len()];
        let mut n = 0;
        let mut open = Vec::new();
        for start in 0..is_set.len() {
            if !is_set[start] || labels[start] > 0 {
                continue;
            }
            n += 1;
            labels[start] = n;
            open.push(start);
            while let Some(index) = open.pop() {
                for neighbour in self.neighbours(index) {
                    if is_set[neighbour] && labels[neighbour] == 0 {
                        labels[neighbour] = n;
                        open.push(neighbour);
                    }
                }
            }
        }
        labels
    }

    /// Whether a region surrounds the picture and has nothing in its middle.
    fn is_frame(&self, labels: &[usize], label: usize) -> bool {
        let (n_columns, n_rows) = (self.n_columns, self.n_rows());
        let reaches_out = |is_near: &dyn Fn(usize, usize) -> bool| {
            let mut cells = labels.iter().enumerate().filter(|&(_, &l)| l == label);
            cells.any(|(index, _)| is_near(index % n_columns, index / n_columns))
        };
        let (x, y) = (n_columns / 8, n_rows / 8);
        let is_around = reaches_out(&|column, _| column < x)
            && reaches_out(&|column, _| column >= n_columns - x)
            && reaches_out(&|_, row| row < y)
            && reaches_out(&|_, row| row >= n_rows - y);
        is_around
            && !reaches_out(&|column, row| {
                (x..n_columns - x).contains(&column) && (y..n_rows - y).contains(&row)
            })
    }
}

fn cosine(a: Rgb, b: Rgb) -> f32 {
    let product: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    product / (3.0 * length(a) * length(b)).max(1e-6)
}
