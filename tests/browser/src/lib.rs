//! Opens the built page in a real Chromium and uses it as a learner would.
//!
//! A scenario (`scenarios/`) is one test: it gets a fresh [`Page`], clicks, reads and asserts. Around it
//! [`Scenario`] starts a [`Server`] and a browser, and afterwards checks what holds for every scenario: no
//! error in the console, no request to another host.
//!
//! - [`scenario`] the frame around each test
//! - [`page`] actions and queries of a test: click, fill in, read, wait until
//! - [`server`] serves the built page, with faults where a test sets them
//! - [`chrome`] Chromium and ChromeDriver, [`firefox`] Firefox and geckodriver
//! - [`pictures`] pictures to upload, made from the test images
//! - [`places`] paths and timeouts, from the environment

pub mod chrome;
pub mod firefox;
pub mod page;
pub mod pictures;
pub mod places;
pub mod scenario;
pub mod server;

pub use page::Page;
pub use scenario::Scenario;
pub use server::{Fault, Gate, Host, Server};
