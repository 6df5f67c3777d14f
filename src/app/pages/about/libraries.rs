//! The lesson's table of libraries beside their counterparts here.

use leptos::prelude::*;

use crate::protocol::BUILD;

/// A library of the lesson, its purpose, and its counterpart here.
const LIBRARIES: [[&str; 3]; 9] = [
    [
        "torchvision",
        "data sets, models and transforms for computer vision",
        "this page: the models, the data set's files and their preparation, written on Burn",
    ],
    [
        "torchvision.datasets",
        "example data sets, and base classes for one's own",
        "the four published FashionMNIST files, fetched, checked and unpacked in the worker",
    ],
    [
        "torchvision.models",
        "well-known architectures",
        "Burn modules: two linear models and TinyVGG, with PyTorch's names and first weights",
    ],
    [
        "torchvision.transforms",
        "turns images into tensors",
        "ToTensor(): bytes / 255, in the order [batch, channel, height, width]",
    ],
    [
        "torch.utils.data.Dataset",
        "images with their labels, by index",
        "a split: 784 bytes an image, 1 byte a label, kept as bytes",
    ],
    [
        "torch.utils.data.DataLoader",
        "deals batches, shuffled every epoch",
        "batches in PyTorch's own order, from a port of its random numbers",
    ],
    [
        "torch.nn",
        "layers and losses",
        "Burn's own: Linear, Conv2d, MaxPool2d, Relu, CrossEntropyLoss; fused steps compute the same by hand",
    ],
    [
        "torch.optim.SGD",
        "moves the weights against the gradient",
        "Burn's Sgd, without momentum or decay; part of the kernel in fused steps",
    ],
    [
        "torch.device",
        "GPU if there is one, else CPU",
        "Burn's wgpu backend on WebGPU, or its flex backend on the CPU; the faster one, measured",
    ],
];

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

/// A card with the table of libraries and the releases of this build.
#[component]
pub fn Libraries() -> impl IntoView {
    let rows = LIBRARIES.map(|[name, purpose, here]| {
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
            <h2 class="card__title" id="libraries-title">"Libraries"</h2>
            <div class="table-box">
                <table class="table table--sentences" id="libraries" data-testid="libraries">
                    <thead>
                        <tr>
                            <th scope="col">"In the lesson"</th>
                            <th scope="col">"What it is for"</th>
                            <th scope="col">"Here"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
        <section class="card" aria-labelledby="versions-title">
            <h2 class="card__title" id="versions-title">"Versions"</h2>
            <table class="table table--pairs" id="versions" data-testid="versions">
                <tbody>{versions.collect_view()}</tbody>
            </table>
        </section>
    }
}
