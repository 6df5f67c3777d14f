//! The code of a section: the idea in PyTorch beside the Rust that runs here.

use leptos::prelude::*;

use crate::app::components::CodeBlock;
use crate::session::lesson::passages;
use crate::session::lesson::sections::Section;
use crate::texts::text;

/// The passages of a section, collapsed.
#[component]
pub fn Code(section: Section) -> impl IntoView {
    let passages = passages::of(section);
    let pairs = passages.iter().enumerate().map(|(position, passage)| {
        view! {
            <section class="stack stack--tight">
                <h3>{passage.title()}</h3>
                <div class="code-pair">
                    <CodeBlock
                        title=text!("lesson-code-python")
                        hint=""
                        code=passage.python.to_owned()
                        testid=format!("lesson-python-{position}")
                    />
                    <CodeBlock
                        title=text!("lesson-code-rust")
                        hint=passage.file
                        code=passage.rust()
                        testid=format!("lesson-rust-{position}")
                    />
                </div>
            </section>
        }
    });
    view! {
        <details class="card" data-testid="lesson-code">
            <summary>{text!("lesson-code")}</summary>
            <div class="stack stack--loose">{pairs.collect_view()}</div>
        </details>
    }
}
