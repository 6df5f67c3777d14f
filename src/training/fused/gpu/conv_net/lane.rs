//! One unit's place among those of its workgroup.

use cubecl::prelude::*;

use super::layout::MemoryLayout;

/// The image that a unit works on, and its share in that image's work.
///
/// In the arena the floats of a workgroup's images are interleaved: `[n_workgroups, image_len, n_images]`.
#[derive(CubeType)]
pub struct Lane {
    /// Where the image's first float lies in the arena.
    pub base: usize,
    /// Number of this unit among those of the image.
    pub unit: usize,
    /// Number of the image among those of all workgroups.
    pub image: usize,
    #[cube(comptime)]
    pub layout: MemoryLayout,
}

#[cube]
impl Lane {
    pub fn new(#[comptime] layout: MemoryLayout) -> Self {
        let n_images = comptime!(layout.launch.n_images);
        let unit = UNIT_POS as usize;
        let image = unit % n_images;
        Lane {
            base: CUBE_POS * comptime!(layout.image_len * layout.launch.n_images) + image,
            unit: unit / n_images,
            image: CUBE_POS * n_images + image,
            layout,
        }
    }

    /// Where one of the image's floats lies in the arena.
    pub fn offset(&self, float: usize) -> usize {
        self.base + float * comptime!(self.layout.launch.n_images)
    }
}
