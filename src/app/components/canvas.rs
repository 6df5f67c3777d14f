//! Drawing contexts of canvases, and what a pointer is above.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, MouseEvent};

use crate::js;

/// The drawing context of a canvas; none if the browser has no more of them.
pub fn context_2d(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Row and column of the cell under the pointer, of an element that shows `height` × `width` cells.
pub fn cell_at(
    element: &Element,
    event: &MouseEvent,
    [height, width]: [usize; 2],
) -> Option<(usize, usize)> {
    let area = element.get_bounding_client_rect();
    let row = (f64::from(event.client_y()) - area.top()) / area.height() * height as f64;
    let column = (f64::from(event.client_x()) - area.left()) / area.width() * width as f64;
    let is_inside = row >= 0.0 && column >= 0.0 && row < height as f64 && column < width as f64;
    is_inside.then_some((row as usize, column as usize))
}

/// The drawing context of a canvas whose pixels are read back: browsers then store them in main memory.
pub fn context_2d_to_read(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    let options = js_sys::Object::new();
    js::set(&options, "willReadFrequently", &true.into());
    let context = canvas.get_context_with_context_options("2d", &options);
    context.ok().flatten()?.dyn_into().ok()
}
