//! The lesson's table of libraries beside their counterparts here.

use leptos::prelude::*;

use crate::protocol::BUILD;
use crate::texts::{self, text};

/// The libraries of the lesson; their purposes and their counterparts here stand among the texts.
const LIBRARIES: [&str; 9] = [
    "torchvision",
    "torchvision.datasets",
    "torchvision.models",
    "torchvision.transforms",
    "torch.utils.data.Dataset",
    "torch.utils.data.DataLoader",
    "torch.nn",
    "torch.optim.SGD",
    "torch.device",
];

// lesson: begin versions
/// Crates and their releases, which `build.rs` reads from Cargo.lock.
const VERSIONS: [(&str, &str); 6] = [
    ("Fitting Room", BUILD),
    ("burn", env!("FITTING_ROOM_BURN")),
    ("leptos", env!("FITTING_ROOM_LEPTOS")),
    ("wasm-bindgen", env!("FITTING_ROOM_WASM_BINDGEN")),
    ("gloo", env!("FITTING_ROOM_GLOO")),
    (
        "serde-wasm-bindgen",
        env!("FITTING_ROOM_SERDE_WASM_BINDGEN"),
    ),
];
// lesson: end

/// A card with the table of libraries and the releases of this build.
#[component]
pub fn Libraries() -> impl IntoView {
    let rows = LIBRARIES.map(|name| {
        let key = name.to_lowercase().replace('.', "-");
        let purpose = texts::find(&format!("library-{key}-purpose"));
        let here = texts::find(&format!("library-{key}-here"));
        view! {
            <tr>
                <th scope="row"><code>{name}</code></th>
                <td>{purpose}</td>
                <td>{here}</td>
            </tr>
        }
    });
    let versions = VERSIONS.map(|(name, version)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{version}</td>
            </tr>
        }
    });
    view! {
        <section class="card" aria-labelledby="libraries-title">
            <h2 class="card__title" id="libraries-title">{text!("libraries-title")}</h2>
            <div class="table-box">
                <table class="table table--sentences" id="libraries" data-testid="libraries">
                    <thead>
                        <tr>
                            <th scope="col">{text!("libraries-lesson")}</th>
                            <th scope="col">{text!("libraries-purpose")}</th>
                            <th scope="col">{text!("libraries-here")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
        <section class="card" aria-labelledby="versions-title">
            <h2 class="card__title" id="versions-title">{text!("libraries-versions")}</h2>
            <table class="table table--pairs" id="versions" data-testid="versions">
                <tbody>{versions.collect_view()}</tbody>
            </table>
        </section>
    }
}
