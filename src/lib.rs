//! Fitting Room: train, compare and use the models of a computer vision course, inside a browser tab.
//!
//! The lesson is chapter 03, [PyTorch Computer Vision], of the Learn PyTorch course: image classifiers for FashionMNIST.
//!
//! The page ([`session`], `app`) runs on the browser's main thread and holds no tensor. An engine ([`engine`] with
//! [`training`], [`data`], [`checkpoint`] and [`random`]) runs in a Web Worker and holds no element of the page; [`worker`]
//! connects it to the browser. Both stand on plain data: [`fashion_mnist`] is the data set's constants, [`models`] the
//! catalogue of models, [`logits`] what an answer says, [`texts`] the sentences in the language spoken, [`protocol`] the
//! messages that page and engines exchange.
//!
//! Cargo features select the part: `page`, `cpu` for the engine on the CPU, `gpu` for the one on WebGPU. On the host the
//! command line and the tests use the engine without a browser.
//!
//! [PyTorch Computer Vision]: https://www.learnpytorch.io/03_pytorch_computer_vision/

pub mod fashion_mnist;

pub mod logits;

pub mod texts;

pub mod models;

pub mod protocol;

#[cfg(any(feature = "page", not(target_arch = "wasm32")))]
pub mod session;

#[cfg(feature = "engine")]
pub mod random;

#[cfg(feature = "files")]
pub mod data;

#[cfg(feature = "engine")]
pub mod training;

#[cfg(feature = "files")]
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
