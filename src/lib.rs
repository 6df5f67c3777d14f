//! Fitting Room: learn computer vision by fitting models to clothes, inside a browser tab.
//!
//! Two towers on one floor. The page (`session`, `app`) draws and asks; the engine (`engine` and what stands under it)
//! trains and answers, in a Web Worker. They share [`protocol`] and nothing else: click → `Command` → engine → `Event` →
//! session → view. Modules in reading order:

pub mod protocol;

pub mod session;

#[cfg(feature = "engine")]
pub mod random;
