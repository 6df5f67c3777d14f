//! Fitting Room: learn computer vision by fitting models to clothes, inside a browser tab.
//!
//! Two towers on one floor. The page (`session`, `app`) draws and asks; the engine (`engine` and what stands under it)
//! trains and answers, in a Web Worker. They share [`protocol`] and nothing else: click → `Command` → engine → `Event` →
//! session → view. Modules in reading order:

pub mod fashion_mnist;

pub mod models;

pub mod protocol;

#[cfg(any(feature = "page", not(target_arch = "wasm32")))]
pub mod session;

#[cfg(feature = "engine")]
pub mod random;

#[cfg(feature = "engine")]
pub mod data;

#[cfg(feature = "engine")]
pub mod training;

#[cfg(feature = "engine")]
pub mod checkpoint;

#[cfg(feature = "engine")]
pub mod engine;

#[cfg(feature = "engine")]
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod js;

#[cfg(target_arch = "wasm32")]
pub mod wire;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod app;
