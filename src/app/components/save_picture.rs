//! Saves what a chart, a matrix or a grid shows, as SVG or PNG in the colours of the screen.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlElement, HtmlImageElement};

use super::canvas::context_2d;
use crate::app::context::SessionContext;
use crate::app::files;
use crate::js;
use crate::session::pictures::{self, Ink, SvgPicture};
use crate::texts::text;

/// Pixels of a PNG for each CSS pixel: it stays sharp in a document.
const PNG_SCALE: f64 = 2.0;

/// Two small buttons.
#[component]
pub fn SavePicture(
    /// What the picture shows, for its file name and for screen readers.
    #[prop(into)]
    title: Signal<String>,
    /// `data-testid` of the buttons, after `save-` and before their kind.
    #[prop(into)]
    testid: String,
    /// Draws the picture in its present state, with colours of [`Colours`]; none while there is nothing to draw.
    draw: Callback<Colours, Option<SvgPicture>>,
) -> impl IntoView {
    let client = SessionContext::expect().client;
    let button = |kind: &'static str| {
        let ending = kind.to_lowercase();
        let testid = format!("save-{testid}-{ending}");
        let save = move |_| {
            let picture = Colours::open().and_then(|colours| draw.run(colours));
            let Some(picture) = picture else { return };
            let name = title.with_untracked(|title| pictures::file_name(title));
            let file = format!("{name}.{ending}");
            client.spawn(async move {
                if kind == "SVG" {
                    files::download(&file, picture.svg.as_bytes()).await
                } else {
                    let saved = save_png(&file, &picture).await;
                    saved.map_err(|error| js::describe(&error))
                }
            });
        };
        view! {
            <button
                class="save-picture__button"
                type="button"
                aria-label=move || text!("chart-save-as", title = title.get(), kind = kind)
                data-testid=testid
                on:click=save
            >
                {kind}
            </button>
        }
    };
    view! { <span class="save-picture">{text!("chart-save")} " " {button("SVG")} {button("PNG")}</span> }.into_any()
}

/// Reads the colours that elements of a class have on the screen.
pub struct Colours {
    probe: HtmlElement,
}

impl Colours {
    fn open() -> Option<Self> {
        let probe = document().create_element("span").ok()?;
        let probe: HtmlElement = probe.dyn_into().ok()?;
        document().body()?.append_child(&probe).ok()?;
        Some(Self { probe })
    }

    /// The colour of this custom property for an element of this class and style.
    pub fn of(&self, class: &str, style: &str, property: &str) -> String {
        self.probe.set_class_name(class);
        let style = format!("{style}; color: var({property})");
        // A failure leaves the colour of text.
        js::set(&self.probe, "style", &style.into());
        let computed = window().get_computed_style(&self.probe).ok().flatten();
        let colour = computed.and_then(|style| style.get_property_value("color").ok());
        colour.unwrap_or_else(|| "black".to_owned())
    }

    /// The colours of ground, text and lines.
    pub fn ink(&self) -> Ink {
        let colour = |property| self.of("", "", property);
        Ink {
            surface: colour("--color-surface"),
            ink: colour("--color-ink"),
            soft: colour("--color-ink-soft"),
            line: colour("--color-line"),
        }
    }
}

impl Drop for Colours {
    fn drop(&mut self) {
        self.probe.remove();
    }
}

async fn save_png(file: &str, picture: &SvgPicture) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    let svg = js_sys::encode_uri_component(&picture.svg);
    image.set_src(&format!("data:image/svg+xml,{svg}"));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let (width, height) = (picture.width * PNG_SCALE, picture.height * PNG_SCALE);
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = context_2d(&canvas).ok_or_else(|| text!("no-canvas"))?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    files::click_link(file, &canvas.to_data_url()?)
}
