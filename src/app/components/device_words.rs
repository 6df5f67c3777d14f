//! Plain explanations of the words in which the page speaks of devices, engines and training steps.

use leptos::prelude::*;

use super::rich_text;
use crate::texts::text;

/// "What do these words mean?", closed at first.
#[component]
pub fn DeviceWords() -> impl IntoView {
    let words = [
        ("CPU", text!("words-cpu")),
        ("WebGPU", text!("words-webgpu")),
        (text!("words-auto-term"), text!("words-auto")),
        (text!("words-engine-term"), text!("words-engine")),
        (text!("words-worker-term"), text!("words-worker")),
        (text!("words-steps-term"), text!("words-steps")),
        ("Burn", text!("words-burn")),
    ];
    let pairs = words.map(|(word, meaning)| {
        view! {
            <div>
                <dt><strong>{word}</strong></dt>
                <dd class="soft">{rich_text(meaning)}</dd>
            </div>
        }
    });
    view! {
        <details data-testid="device-words">
            <summary class="small">{text!("words-title")}</summary>
            <dl class="stack stack--tight small prose">{pairs.collect_view()}</dl>
        </details>
    }
}
