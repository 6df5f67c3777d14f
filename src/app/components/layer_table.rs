//! A model's layers as a table: name, output shape, parameters.

use leptos::prelude::*;

use crate::models::PlacedLayer;
use crate::session::format;
use crate::texts::text;

/// The layers from input to output, with the sum of their parameters.
#[component]
pub fn LayerTable(
    /// The layers, with their output shapes.
    #[prop(into)]
    layers: Signal<Vec<PlacedLayer>>,
    /// `data-testid` of the table.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let n_parameters = move || {
        let total = layers.read().iter().map(PlacedLayer::n_parameters).sum();
        format::count(total)
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=text!("layers-of-model")>
            <table class="table" data-testid=testid.clone()>
                <thead>
                    <tr>
                        <th scope="col">{text!("layers-layer")}</th>
                        <th scope="col">{text!("layers-what")}</th>
                        <th scope="col">{text!("layers-shape")}</th>
                        <th scope="col" class="number">{text!("word-parameters")}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || layers.get().into_iter().map(row).collect_view()}
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{text!("layers-all")}</th>
                        <td class="number" data-testid=format!("{testid}-total")>{n_parameters}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(layer: PlacedLayer) -> impl IntoView {
    view! {
        <tr>
            <th scope="row"><code>{layer.path.clone()}</code></th>
            <td>{layer.title()}</td>
            <td><code>{format!("{:?}", layer.output_shape)}</code></td>
            <td class="number">{format::count(layer.n_parameters())}</td>
        </tr>
    }
}
