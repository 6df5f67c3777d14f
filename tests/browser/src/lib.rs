//! Opens the built page in a real Chromium and uses it as a learner would.
//!
//! A story (`stories/`) is one test: it gets a [`Page`] of its own, clicks, reads and asserts. Around it
//! [`Story`] starts a [`Server`] and a browser, and afterwards checks what holds for every story: no
//! error in the console, no request to another host.
//!
//! - [`story`] the frame around each test
//! - [`page`] what a test says to the page: click, fill in, read, wait until
//! - [`server`] serves the built page, badly where told to
//! - [`chrome`] the browser and its driver
//! - [`pictures`] pictures to upload, made from the test images
//! - [`places`] where everything lies, from the environment

pub mod chrome;
pub mod page;
pub mod pictures;
pub mod places;
pub mod server;
pub mod story;

pub use page::Page;
pub use server::{Fault, Gate, Server};
pub use story::Story;
