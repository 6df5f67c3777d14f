//! The components of the views: plain inputs, and one callback out.

pub mod bar_chart;
pub mod code_block;
pub mod confusion_table;
pub mod drawing_pad;
pub mod drop_zone;
pub mod image_canvas;
pub mod layer_table;
pub mod line_chart;
pub mod model_color;
pub mod model_select;
pub mod number_field;
pub mod picture_canvas;
pub mod picture_file;
pub mod picture_picker;
pub mod progress_bar;
pub mod save_picture;
pub mod segments;
pub mod states;

pub use bar_chart::{Bar, BarChart, ProbabilityBars, likeliest_class};
pub use code_block::CodeBlock;
pub use confusion_table::{ConfusionTable, worst_class};
pub use drawing_pad::{Drawing, DrawingPad};
pub use drop_zone::DropZone;
pub use image_canvas::{CaptionTone, CaptionedImage, ImageCanvas, ImageGrid};
pub use layer_table::LayerTable;
pub use line_chart::{LineChart, Mark, Series};
pub use model_color::model_color;
pub use model_select::ModelSelect;
pub use number_field::{FieldMessage, NumberField};
pub use picture_canvas::PictureCanvas;
pub use picture_picker::PicturePicker;
pub use progress_bar::ProgressBar;
pub use save_picture::{Colours, SavePicture};
pub use segments::Segments;
pub use states::{EmptyState, ErrorNotice};
