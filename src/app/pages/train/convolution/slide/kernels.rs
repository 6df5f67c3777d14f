//! The choice of a kernel: one that is made by hand, or one of a model's first layer, as trained or as it began.

use leptos::prelude::*;

use crate::app::components::{Savable, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::pages::inside::maps::{MapCanvas, scale_note};
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::protocol::{Kernels, ShowKernels, Subject};
use crate::session::conv::{Kernel, Window};
use crate::session::lesson::answers::convolutional_model;
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Kernels of a layer that are offered.
const MAX_OFFERED: usize = 32;

/// Which kernel slides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Chosen {
    /// One whose weights are set by hand.
    ByHand(Kernel),
    /// By its position in the layer.
    Learnt(usize),
}

/// A kernel's numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Rows and columns.
    pub size: usize,
    /// `[size, size]`, row by row.
    pub weights: Vec<f32>,
    /// Only learnt kernels have one.
    pub bias: Option<f32>,
}

/// The kernels that can be chosen.
#[derive(Clone, Copy)]
pub struct KernelChoice {
    /// The chosen one; a learnt one has a size of its own, so at another size it is the first by hand.
    pub chosen: Memo<Chosen>,
    picked: RwSignal<Chosen>,
    /// Whether the learnt kernels are shown as they began.
    is_initial: RwSignal<bool>,
    learnt: Memo<Option<Kernels>>,
}

/// The choice for windows of this size.
pub fn use_kernels(size: Memo<Option<usize>>) -> KernelChoice {
    let session = SessionContext::expect().session;
    let model = convolutional_model();
    let config = memo(move |_| {
        session.with(|session| Some(session.models.get(model)?.trained.config.clone()))
    });
    let mark = evaluation_mark(memo(move |_| Some(model)));
    let is_initial = RwSignal::new(false);
    let learnt = use_answer(move || {
        let config = config.get()?;
        mark.track();
        let subject = if is_initial.get() {
            Subject::Initial {
                model: config.model,
                hidden_units: config.hidden_units,
                final_relu: config.final_relu,
                seed: config.seed,
            }
        } else {
            Subject::Trained(config.model)
        };
        Some(ShowKernels { subject })
    });
    let picked = RwSignal::new(Chosen::ByHand(Kernel::default()));
    let chosen = memo(move |_| match picked.get() {
        Chosen::Learnt(_)
            if learnt
                .value
                .with(|learnt| learnt.as_ref().map(|it| it.size))
                != size.get() =>
        {
            Chosen::ByHand(Kernel::default())
        }
        chosen => chosen,
    });
    KernelChoice {
        chosen,
        picked,
        is_initial,
        learnt: learnt.value,
    }
}

impl KernelChoice {
    /// The chosen kernel's numbers at this size.
    pub fn weights(self, size: usize) -> Weights {
        let learnt = match self.chosen.get() {
            Chosen::ByHand(_) => None,
            Chosen::Learnt(number) => self.learnt.with(|learnt| {
                let Kernels {
                    size,
                    weights,
                    biases,
                } = learnt.as_ref()?;
                Some(Weights {
                    size: *size,
                    weights: weights.chunks_exact(size * size).nth(number)?.to_vec(),
                    bias: biases.get(number).copied(),
                })
            }),
        };
        learnt.unwrap_or_else(|| {
            let kernel = match self.chosen.get() {
                Chosen::ByHand(kernel) => kernel,
                Chosen::Learnt(_) => Kernel::default(),
            };
            Weights {
                size,
                weights: kernel.weights(size),
                bias: None,
            }
        })
    }

    /// What the chosen kernel does, in a sentence or two.
    pub fn remark(self) -> &'static str {
        match self.chosen.get() {
            Chosen::ByHand(kernel) => kernel.remark(),
            Chosen::Learnt(_) if self.is_initial.get() => text!("conv-remark-initial"),
            Chosen::Learnt(_) => text!("conv-remark-trained"),
        }
    }
}

/// The controls of the choice.
#[component]
pub fn KernelControls(
    choice: KernelChoice,
    /// Called with the window of a learnt kernel, when one is chosen.
    on_window: Callback<Window>,
) -> impl IntoView {
    let KernelChoice {
        chosen,
        picked,
        is_initial,
        learnt,
    } = choice;
    let by_hand: Vec<_> = Kernel::ALL
        .into_iter()
        .enumerate()
        .map(|(number, kernel)| (number, kernel.word(), kernel.title().to_owned()))
        .collect();
    let position = Signal::derive(move || match chosen.get() {
        Chosen::ByHand(kernel) => kernel as usize,
        Chosen::Learnt(_) => usize::MAX,
    });
    let pick = move |number: usize| {
        picked.set(Chosen::Learnt(number));
        if let Some(size) = learnt.with_untracked(|learnt| learnt.as_ref().map(|it| it.size)) {
            on_window.run(Window {
                size,
                stride: 1,
                padding: size / 2,
            });
        }
    };
    let scale = Signal::derive(move || {
        learnt.with(|learnt| {
            learnt
                .as_ref()
                .map_or(1.0, |it| signed_map::scale(&it.weights))
        })
    });
    let n_offered =
        memo(move |_| learnt.with(|learnt| learnt.as_ref().map_or(0, |it| it.biases.len())));
    let pictures = move || {
        (0..n_offered.get().min(MAX_OFFERED))
            .map(|number| {
                let picture = Signal::derive(move || {
                    learnt.with(|learnt| {
                        learnt.as_ref().map_or_else(Drawn::default, |it| {
                            let mut kernels = it.weights.chunks_exact((it.size * it.size).max(1));
                            let kernel = kernels.nth(number).unwrap_or_default();
                            Drawn::new(kernel, it.size, scale.get())
                        })
                    })
                });
                let is_pressed = move || (chosen.get() == Chosen::Learnt(number)).to_string();
                view! {
                    <button
                        class="kernel"
                        data-save="figure"
                        type="button"
                        aria-pressed=is_pressed
                        aria-label=text!("conv-learnt-kernel", n = number)
                        data-testid=format!("slide-learnt-{number}")
                        on:click=move |_| pick(number)
                    >
                        <MapCanvas picture=picture />
                    </button>
                }
            })
            .collect_view()
    };
    let label = text!("conv-learnt", model = convolutional_model().title());
    let title = Signal::derive(move || {
        let weights = if is_initial.get() {
            text!("conv-learnt-initial")
        } else {
            text!("conv-learnt-trained")
        };
        let model = convolutional_model().title();
        format!("{}: {weights}", text!("conv-learnt-title", model = model))
    });
    view! {
        <Segments
            label=text!("conv-by-hand")
            name="slide-kernel"
            options=by_hand
            chosen=position
            on_choose=move |number: usize| {
                picked.set(Chosen::ByHand(Kernel::ALL.get(number).copied().unwrap_or_default()));
            }
        />
        <Show when=move || n_offered.get() != 0>
            <div class="stack stack--tight" role="group" aria-label=label.clone() data-testid="slide-learnt">
                <span class="field__label" aria-hidden="true">{label.clone()}</span>
                <div class="row">
                    <Segments
                        label=text!("conv-learnt-weights")
                        name="slide-weights"
                        is_label_hidden=true
                        options=vec![
                            (0, "trained", text!("conv-learnt-trained").to_owned()),
                            (1, "initial", text!("conv-learnt-initial").to_owned()),
                        ]
                        chosen=Signal::derive(move || usize::from(is_initial.get()))
                        on_choose=move |chosen: usize| is_initial.set(chosen == 1)
                    />
                    <Savable title=title note=scale_note(scale) testid="slide-learnt">
                        <div class="kernels">{pictures}</div>
                    </Savable>
                </div>
            </div>
        </Show>
    }
}
