//! Takes a picture with the device's camera, which is asked for by a click and let go at once after the picture.

use js_sys::{Array, Object};
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, HtmlVideoElement};

use super::canvas::context_2d_to_read;
use super::states::ErrorNotice;
use crate::app::erased::{Show, effect, memo};
use crate::js;
use crate::protocol::Picture;
use crate::session::camera::{Refusal, sentence, shot_size};
use crate::texts::text;

/// A camera that is on; dropping it turns it off.
struct Stream(JsValue);

impl Stream {
    /// Asks the browser, and the browser the learner, for a camera.
    async fn open() -> Result<Self, Refusal> {
        let window = window();
        let Some(devices) = js::get(&window.navigator(), "mediaDevices") else {
            // Browsers hide cameras from pages that came over an insecure connection.
            return Err(if window.is_secure_context() {
                Refusal::Unsupported
            } else {
                Refusal::InsecurePage
            });
        };
        let wishes = Object::new();
        let video = Object::new();
        // The camera at the back of a phone, which looks at the piece rather than at the learner.
        js::set(&video, "facingMode", &"environment".into());
        js::set(&wishes, "video", &video);
        let promise = js::call(&devices, "getUserMedia", &[&wishes])
            .ok_or(Refusal::Unsupported)?
            .map_err(refusal)?;
        js::settled(&promise).await.map(Self).map_err(refusal)
    }

    fn show_in(&self, video: &HtmlVideoElement) {
        js::set(video, "srcObject", &self.0);
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let Some(Ok(tracks)) = js::call(&self.0, "getTracks", &[]) {
            for track in Array::from(&tracks).iter() {
                // A track can always be stopped, also twice.
                drop(js::call(&track, "stop", &[]));
            }
        }
    }
}

fn refusal(thrown: JsValue) -> Refusal {
    let name = js::get(&thrown, "name").and_then(|name| name.as_string());
    Refusal::named(&name.unwrap_or_default())
}

/// What the camera does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Off,
    /// The learner is asked for permission.
    Asking,
    On,
}

/// Turns a camera on, shows what it sees, and takes a picture.
#[component]
pub fn Camera(
    /// Called with each picture that is taken.
    #[prop(into)]
    on_picture: Callback<Picture>,
) -> impl IntoView {
    let video = NodeRef::<Video>::new();
    let stream = StoredValue::new_local(None::<Stream>);
    let phase = RwSignal::new(Phase::Off);
    let error = RwSignal::new(None::<String>);
    let open = move || {
        phase.set(Phase::Asking);
        error.set(None);
        spawn_local(async move {
            let opened = Stream::open().await;
            // The view may be gone by the answer: the camera is then let go here.
            if phase.try_get_untracked() != Some(Phase::Asking) {
                return;
            }
            match opened {
                Ok(opened) => {
                    stream.set_value(Some(opened));
                    phase.set(Phase::On);
                }
                Err(why) => {
                    phase.set(Phase::Off);
                    error.set(Some(sentence(why).to_owned()));
                }
            }
        });
    };
    effect(move || {
        if phase.get() == Phase::On
            && let Some(video) = video.get()
        {
            stream.with_value(|stream| {
                if let Some(stream) = stream {
                    stream.show_in(&video);
                }
            });
        }
    });
    let close = move || {
        phase.set(Phase::Off);
        stream.update_value(|stream| drop(stream.take()));
    };
    on_cleanup(move || {
        stream.try_update_value(|stream| drop(stream.take()));
    });
    let take = move || {
        let picture = video.get_untracked().and_then(|video| picture_of(&video));
        match picture {
            Some(picture) => {
                close();
                error.set(None);
                on_picture.run(picture);
            }
            None => error.set(Some(text!("photo-camera-not-yet").to_owned())),
        }
    };
    let is_on = memo(move |_| phase.get() == Phase::On);
    // One button for both, so that the focus stays on it.
    let press = move |_| match phase.get_untracked() {
        Phase::Off => open(),
        Phase::Asking => {}
        Phase::On => take(),
    };
    let words = move || match phase.get() {
        Phase::Off => text!("photo-camera-private"),
        Phase::Asking => text!("photo-camera-asking"),
        Phase::On => text!("photo-camera-on"),
    };
    view! {
        <div class="stack stack--tight">
            <Show when=move || is_on.get()>
                <video
                    node_ref=video
                    class="camera"
                    autoplay=true
                    prop:muted=true
                    playsinline=true
                    aria-label=text!("photo-camera-sees")
                    data-testid="try-camera"
                ></video>
            </Show>
            <div class="row">
                <button class="button button--primary" type="button" data-testid="try-camera-take" on:click=press>
                    {move || if is_on.get() { text!("photo-camera-take") } else { text!("photo-camera-turn-on") }}
                </button>
                <Show when=move || is_on.get()>
                    <button class="button" type="button" data-testid="try-camera-off" on:click=move |_| close()>
                        {text!("photo-camera-turn-off")}
                    </button>
                </Show>
            </div>
            <p class="soft small" role="status" data-testid="try-camera-message">{words}</p>
            <ErrorNotice error=error testid="try-camera-error" />
        </div>
    }
}

/// What the camera sees now; none before it has shown anything.
fn picture_of(video: &HtmlVideoElement) -> Option<Picture> {
    let [width, height] = shot_size(video.video_width(), video.video_height())?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = context_2d_to_read(&canvas)?;
    let [columns, rows] = [width, height].map(f64::from);
    context
        .draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, columns, rows)
        .ok()?;
    let pixels = context.get_image_data(0.0, 0.0, columns, rows).ok()?;
    Some(Picture {
        width,
        height,
        rgba: pixels.data().0,
    })
}
