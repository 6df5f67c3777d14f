//! The catalogue of models: plain data that page, engine, kernels, command line and bench read alike.
//!
//! One file a model, one list. Shapes, parameters, operations, first weights, the Burn module, recognition of
//! checkpoints, cards and help texts are derived from a model's list of layers; `docs/add-a-model.md` adds a fourth.

mod architecture;
mod kind;
mod layer;
mod published;
mod state_dict;

pub use architecture::{Architecture, ParameterSpec, PlacedLayer};
pub use kind::{ModelKind, ModelSpec};
pub use layer::{Layer, NamedLayer, sequential};
pub use published::{N_FIRST_LOSSES, Published, PublishedEpoch, Reproducibility};
pub use state_dict::{NamedTensor, StateDict, StateError};

/// Expands each line `NAME: file` to the module of that file, an entry of [`MODELS`] and the constant `ModelKind::NAME`.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident: $file:ident,)+) => {
        $(mod $file;)+

        const MODELS: &[ModelSpec] = &[$($file::SPEC),+];

        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants are")]
        enum Position {
            $($name),+
        }

        impl ModelKind {
            $($(#[$doc])* pub const $name: Self = Self(Position::$name as usize);)+
        }
    };
}

// In the order of their numbers.
catalogue! {
    /// Model 0: two linear layers, nothing between them.
    BASELINE: baseline,
    /// Model 1: the same with ReLU after each layer.
    NON_LINEAR: non_linear,
    /// Model 2: a small convolutional network, the TinyVGG of CNN Explainer.
    TINY_VGG: tiny_vgg,
}
