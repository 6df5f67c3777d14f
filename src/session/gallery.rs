//! All images of a split as a grid of which only the visible part is drawn: what stands where, and which images are needed.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::protocol::LabelledImage;
use crate::texts::text;

/// Images that are asked for at once: few enough for an answer within a frame or two.
pub const PAGE_SIZE: usize = 96;
/// Pages in memory at most, some 2 MB of pixels.
const MAX_PAGES: usize = 24;

/// A split, or one class of it, as a list of positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// The labels of the split, in its order.
    labels: Vec<u8>,
    /// The positions of the chosen class; none for the whole split.
    of_class: Option<Vec<u32>>,
}

impl Shelf {
    /// The images of this class, or of all.
    pub fn new(labels: Vec<u8>, class: Option<u8>) -> Self {
        let of_class = class.map(|class| {
            (0..)
                .zip(&labels)
                .filter(|&(_, &label)| label == class)
                .map(|(index, _)| index)
                .collect()
        });
        Self { labels, of_class }
    }

    /// Images on it.
    pub fn n_images(&self) -> usize {
        self.of_class.as_ref().map_or(self.labels.len(), Vec::len)
    }

    /// The position in the split of the image at this place; none beyond the last.
    pub fn index(&self, place: usize) -> Option<u32> {
        match &self.of_class {
            Some(positions) => positions.get(place).copied(),
            None => (place < self.labels.len()).then_some(place as u32),
        }
    }

    /// The label of the image at this place; none beyond the last.
    pub fn label(&self, place: usize) -> Option<u8> {
        self.labels.get(self.index(place)? as usize).copied()
    }

    /// The place of the image at this position in the split, or of the next one after it that is on the shelf, or of the last.
    pub fn place(&self, index: u32) -> usize {
        let place = match &self.of_class {
            Some(positions) => positions.partition_point(|&position| position < index),
            None => index as usize,
        };
        place.min(self.n_images().saturating_sub(1))
    }
}

/// What an address typed by the learner leads to.
///
/// # Errors
/// A sentence that can stand beside the field.
pub fn parse_index(text: &str, n_images: usize) -> Result<u32, String> {
    let index = text.trim().parse::<u32>().ok();
    index
        .filter(|&index| (index as usize) < n_images)
        .ok_or_else(|| {
            let last = n_images.saturating_sub(1);
            text!("data-gallery-wrong", last = last)
        })
}

/// A grid of square cells, in the page's pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    pub n_items: usize,
    pub n_columns: usize,
    /// Width and height of a cell, its gap included.
    pub cell: f64,
}

impl Grid {
    /// As many cells as fit beside one another, at least two, each no smaller than `min_cell`.
    pub fn fitting(n_items: usize, width: f64, min_cell: f64) -> Self {
        let n_columns = ((width / min_cell) as usize).max(2);
        Self {
            n_items,
            n_columns,
            cell: (width / n_columns as f64).floor().max(1.0),
        }
    }

    /// Rows of the whole grid.
    pub fn n_rows(&self) -> usize {
        self.n_items.div_ceil(self.n_columns)
    }

    /// The height of all rows.
    pub fn height(&self) -> f64 {
        self.n_rows() as f64 * self.cell
    }

    /// The rows that are at least partly visible.
    pub fn visible_rows(&self, scrolled: f64, viewport: f64) -> Range<usize> {
        let first = (scrolled.max(0.0) / self.cell) as usize;
        let end = ((scrolled + viewport) / self.cell).ceil().max(0.0) as usize;
        first.min(self.n_rows())..end.min(self.n_rows())
    }

    /// The items in these rows.
    pub fn items(&self, rows: Range<usize>) -> Range<usize> {
        let end = (rows.end * self.n_columns).min(self.n_items);
        (rows.start * self.n_columns).min(end)..end
    }

    /// The item at this place of the whole grid; none beside or below the items.
    pub fn item_at(&self, x: f64, y: f64) -> Option<usize> {
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (column, row) = ((x / self.cell) as usize, (y / self.cell) as usize);
        let item = row * self.n_columns + column;
        (column < self.n_columns && item < self.n_items).then_some(item)
    }

    /// Left and top of an item.
    pub fn corner(&self, item: usize) -> (f64, f64) {
        let (row, column) = (item / self.n_columns, item % self.n_columns);
        (column as f64 * self.cell, row as f64 * self.cell)
    }

    /// Where to scroll so that an item is wholly visible: nowhere else if it is.
    pub fn scroll_to(&self, item: usize, scrolled: f64, viewport: f64) -> f64 {
        let (_, top) = self.corner(item);
        scrolled.clamp((top + self.cell - viewport).max(0.0).min(top), top)
    }

    /// The item to which a key leads from this one; none for other keys.
    pub fn moved(&self, item: usize, key: &str, viewport: f64) -> Option<usize> {
        let last = self.n_items.checked_sub(1)?;
        let n_visible = self.n_columns * ((viewport / self.cell) as usize).max(1);
        let to = match key {
            "ArrowRight" => item + 1,
            "ArrowLeft" => item.saturating_sub(1),
            // At an edge the column stays.
            "ArrowDown" if item + self.n_columns > last => item,
            "ArrowDown" => item + self.n_columns,
            "ArrowUp" => item.checked_sub(self.n_columns).unwrap_or(item),
            "PageDown" => item + n_visible,
            "PageUp" => item.saturating_sub(n_visible),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(to.min(last))
    }
}

/// The images that have been received, by page; those far from the visible ones are dropped.
#[derive(Debug, Default)]
pub struct Pages {
    pages: BTreeMap<usize, Vec<LabelledImage>>,
}

impl Pages {
    /// The image at this place; none until its page is there.
    pub fn image(&self, place: usize) -> Option<&LabelledImage> {
        self.pages.get(&(place / PAGE_SIZE))?.get(place % PAGE_SIZE)
    }

    /// The first page of these places that is missing.
    pub fn missing(&self, places: Range<usize>) -> Option<usize> {
        if places.is_empty() {
            return None;
        }
        let pages = places.start / PAGE_SIZE..=(places.end - 1) / PAGE_SIZE;
        pages
            .into_iter()
            .find(|page| !self.pages.contains_key(page))
    }

    /// Keeps a page, and drops the one that is farthest from it where there are too many.
    pub fn insert(&mut self, page: usize, images: Vec<LabelledImage>) {
        self.pages.insert(page, images);
        if self.pages.len() > MAX_PAGES {
            let farthest = self
                .pages
                .keys()
                .copied()
                .max_by_key(|&other| other.abs_diff(page));
            farthest.map(|farthest| self.pages.remove(&farthest));
        }
    }

    /// Forgets all images.
    pub fn clear(&mut self) {
        self.pages.clear();
    }
}

/// The places of a page of a shelf with so many images.
pub fn places(page: usize, n_images: usize) -> Range<usize> {
    let start = page * PAGE_SIZE;
    start.min(n_images)..(start + PAGE_SIZE).min(n_images)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        Grid::fitting(70_000, 330.0, 48.0)
    }

    #[test]
    fn a_shelf_of_one_class_holds_its_images_alone() {
        let labels = vec![9, 2, 9, 1, 9];
        let shelf = Shelf::new(labels.clone(), Some(9));
        let indices: Vec<_> = (0..4).map(|place| shelf.index(place)).collect();
        assert_eq!(indices, [Some(0), Some(2), Some(4), None]);
        assert_eq!((shelf.n_images(), shelf.label(1)), (3, Some(9)));
        let all = Shelf::new(labels, None);
        assert_eq!(
            (all.n_images(), all.label(3), all.index(5)),
            (5, Some(1), None)
        );
    }

    #[test]
    fn a_jump_leads_to_the_image_or_to_the_next_of_its_class() {
        let shelf = Shelf::new(vec![9, 2, 9, 1, 9, 1], Some(9));
        let places: Vec<_> = [0, 1, 2, 3, 5].map(|index| shelf.place(index)).into();
        assert_eq!(places, [0, 1, 1, 2, 2]);
        assert_eq!(Shelf::new(vec![0; 4], None).place(3), 3);
        assert_eq!(Shelf::default().place(7), 0);
    }

    #[test]
    fn a_position_that_is_not_there_is_refused_in_words() {
        assert_eq!(parse_index(" 59999 ", 60_000), Ok(59_999));
        for text in ["60000", "-1", "1.5", "", "shirt"] {
            let error = parse_index(text, 60_000).expect_err("it is not there");
            assert!(error.ends_with("from 0 to 59999"), "{error}");
        }
    }

    #[test]
    fn only_what_is_visible_is_drawn() {
        let grid = grid();
        assert_eq!((grid.n_columns, grid.cell), (6, 55.0));
        assert_eq!(grid.n_rows(), 11_667);
        let rows = grid.visible_rows(5_500.0, 400.0);
        assert_eq!(rows, 100..108);
        assert_eq!(grid.items(rows), 600..648);
        // The last row is not full.
        let end = grid.visible_rows(grid.height() - 400.0, 400.0);
        assert_eq!(grid.items(end).end, 70_000);
        assert!(
            Grid::fitting(0, 330.0, 48.0)
                .visible_rows(0.0, 400.0)
                .is_empty()
        );
    }

    #[test]
    fn a_place_on_the_screen_is_an_item_and_back() {
        let grid = grid();
        assert_eq!(grid.item_at(60.0, 5_501.0), Some(601));
        assert_eq!(grid.corner(601), (55.0, 5_500.0));
        assert_eq!(grid.item_at(331.0, 0.0), None);
        assert_eq!(grid.item_at(329.0, grid.height() - 1.0), None);
    }

    #[test]
    fn keys_lead_through_the_grid_and_the_grid_follows() {
        let grid = grid();
        let moved = |item, key| grid.moved(item, key, 400.0);
        assert_eq!(moved(0, "ArrowLeft"), Some(0));
        assert_eq!(moved(3, "ArrowDown"), Some(9));
        assert_eq!(moved(3, "ArrowUp"), Some(3));
        assert_eq!(moved(69_998, "ArrowDown"), Some(69_998));
        assert_eq!(moved(60, "PageUp"), Some(18));
        assert_eq!(moved(60, "End"), Some(69_999));
        assert_eq!(moved(60, "a"), None);
        assert_eq!(grid.scroll_to(601, 0.0, 400.0), 5_155.0);
        assert_eq!(grid.scroll_to(601, 5_400.0, 400.0), 5_400.0);
        assert_eq!(grid.scroll_to(0, 5_400.0, 400.0), 0.0);
    }

    #[test]
    fn pages_are_asked_for_once_and_far_ones_are_dropped() {
        let mut pages = Pages::default();
        assert_eq!(pages.missing(100..250), Some(1));
        let image = LabelledImage {
            index: 7,
            label: 3,
            pixels: Vec::new(),
        };
        pages.insert(1, vec![image.clone()]);
        assert_eq!(pages.missing(100..250), Some(2));
        assert_eq!(pages.missing(100..192), None);
        assert_eq!(pages.missing(0..0), None);
        assert_eq!(pages.image(96), Some(&image));
        assert_eq!(pages.image(97), None);
        for page in 2..40 {
            pages.insert(page, Vec::new());
        }
        assert_eq!(pages.missing(100..192), Some(1));
        assert_eq!(pages.missing(39 * PAGE_SIZE..40 * PAGE_SIZE), None);
        assert_eq!(places(729, 70_000), 69_984..70_000);
        assert_eq!(places(0, 0), 0..0);
    }
}
