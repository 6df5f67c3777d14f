//! The paper of the pad: draws strokes on a canvas, and reads the picture that they make.

use std::f64::consts::TAU;

use leptos::ev::PointerEvent;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::app::components::canvas::context_2d_to_read;
use crate::app::drawing::{PAD_SIZE, Stroke};
use crate::protocol::Picture;

/// The ground of a drawing on light paper.
pub const PAPER: &str = "#ffffff";

/// The pointer's position, in the drawing's pixels.
pub fn place(canvas: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let on_screen = canvas.get_bounding_client_rect();
    let size = f64::from(PAD_SIZE);
    (
        (f64::from(event.client_x()) - on_screen.left()) / on_screen.width() * size,
        (f64::from(event.client_y()) - on_screen.top()) / on_screen.height() * size,
    )
}

/// Draws strokes on blank paper.
pub fn draw_all(canvas: &HtmlCanvasElement, strokes: &[Stroke]) {
    let Some(context) = context_2d_to_read(canvas) else {
        return;
    };
    let size = f64::from(PAD_SIZE);
    context.set_fill_style_str(PAPER);
    context.fill_rect(0.0, 0.0, size, size);
    for stroke in strokes {
        draw(&context, stroke);
    }
}

/// Draws a stroke over what is there.
pub fn draw(context: &CanvasRenderingContext2d, stroke: &Stroke) {
    let Some(&(x, y)) = stroke.points.first() else {
        return;
    };
    if stroke.points.len() == 1 {
        context.set_fill_style_str(stroke.colour);
        context.begin_path();
        // It fails only for a negative radius.
        let _ = context.arc(x, y, stroke.width / 2.0, 0.0, TAU);
        context.fill();
        return;
    }
    context.set_stroke_style_str(stroke.colour);
    context.set_line_width(stroke.width);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.begin_path();
    context.move_to(x, y);
    for &(x, y) in &stroke.points[1..] {
        context.line_to(x, y);
    }
    context.stroke();
}

/// What is drawn; none if the browser has no canvas left.
pub fn picture_of(canvas: &HtmlCanvasElement) -> Option<Picture> {
    let size = f64::from(PAD_SIZE);
    let pixels = context_2d_to_read(canvas)?
        .get_image_data(0.0, 0.0, size, size)
        .ok()?;
    Some(Picture {
        width: PAD_SIZE,
        height: PAD_SIZE,
        rgba: pixels.data().0,
    })
}
