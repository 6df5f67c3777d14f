//! The choice of a kernel: one that is made by hand, or one of a model's first layer, as trained or as it began.

use leptos::prelude::*;

use crate::app::components::Segments;
use crate::app::context::SessionContext;
use crate::app::pages::inside::maps::MapCanvas;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::models::{Architecture, Layer};
use crate::protocol::{Kernels, ModelKind, ShowKernels, Subject};
use crate::session::conv::{Kernel, Window};
use crate::session::signed_map::{self, Drawn};

/// Kernels of a layer that are offered.
const MAX_OFFERED: usize = 32;

/// Which kernel slides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Chosen {
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
    model: Memo<Option<ModelKind>>,
    /// Whether the learnt kernels are shown as they began.
    is_initial: RwSignal<bool>,
    learnt: Memo<Option<Kernels>>,
}

/// The choice for windows of this size.
pub fn use_kernels(size: Memo<Option<usize>>) -> KernelChoice {
    let session = SessionContext::expect().session;
    // The first model that begins with a convolution, with its settings.
    let config = Memo::new(move |_| {
        session.with(|session| {
            let configs = session
                .models
                .iter()
                .map(|(_, entry)| &entry.trained.config);
            let mut convolutional = configs.filter(|config| {
                let layers = Architecture::of(config).layers();
                let first = layers.first().map(|placed| placed.layer);
                matches!(first, Some(Layer::Conv2d { .. }))
            });
            convolutional.next().cloned()
        })
    });
    let mark = evaluation_mark(Memo::new(move |_| {
        config.with(|config| Some(config.as_ref()?.model))
    }));
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
    let chosen = Memo::new(move |_| match picked.get() {
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
        model: Memo::new(move |_| config.with(|config| Some(config.as_ref()?.model))),
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
    pub fn remark(self) -> String {
        match self.chosen.get() {
            Chosen::ByHand(kernel) => {
                format!("{} A model is given no kernel: it learns its own.", kernel.remark())
            }
            Chosen::Learnt(_) if self.is_initial.get() => {
                "Before the first step a kernel is random numbers; what it writes is a matter of chance.".to_owned()
            }
            Chosen::Learnt(_) => {
                "This kernel was learnt. Nobody chose what it looks for; the training found that it helps.".to_owned()
            }
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
        model,
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
    let n_offered =
        Memo::new(move |_| learnt.with(|learnt| learnt.as_ref().map_or(0, |it| it.biases.len())));
    let pictures = move || {
        (0..n_offered.get().min(MAX_OFFERED))
            .map(|number| {
                let picture = Signal::derive(move || {
                    learnt.with(|learnt| {
                        learnt.as_ref().map_or_else(Drawn::default, |it| {
                            let mut kernels = it.weights.chunks_exact((it.size * it.size).max(1));
                            let kernel = kernels.nth(number).unwrap_or_default();
                            Drawn::new(kernel, it.size, signed_map::scale(&it.weights))
                        })
                    })
                });
                let is_pressed = move || (chosen.get() == Chosen::Learnt(number)).to_string();
                view! {
                    <button
                        class="kernel"
                        type="button"
                        aria-pressed=is_pressed
                        aria-label=format!("Kernel {number}")
                        data-testid=format!("slide-learnt-{number}")
                        on:click=move |_| pick(number)
                    >
                        <MapCanvas picture=picture />
                    </button>
                }
            })
            .collect_view()
    };
    let label = move || {
        let title = model.get().map_or("", |model| model.title);
        format!("Or one of the first layer of {title}")
    };
    view! {
        <Segments
            label="Kernel by hand"
            name="slide-kernel"
            options=by_hand
            chosen=position
            on_choose=move |number: usize| {
                picked.set(Chosen::ByHand(Kernel::ALL.get(number).copied().unwrap_or_default()));
            }
        />
        <Show when=move || n_offered.get() != 0>
            <div class="stack stack--tight" role="group" aria-label=label data-testid="slide-learnt">
                <span class="field__label" aria-hidden="true">{label}</span>
                <div class="row">
                    <Segments
                        label="Its weights"
                        name="slide-weights"
                        is_label_hidden=true
                        options=vec![
                            (0, "trained", "As trained".to_owned()),
                            (1, "initial", "As it began".to_owned()),
                        ]
                        chosen=Signal::derive(move || usize::from(is_initial.get()))
                        on_choose=move |chosen: usize| is_initial.set(chosen == 1)
                    />
                    <div class="kernels">{pictures}</div>
                </div>
            </div>
        </Show>
    }
}
