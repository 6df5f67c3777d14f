//! What xtask, the bench and the browser tests share.
//!
//! - [`Dirs`] the checkout, the per-user cache and cargo's target folder
//! - [`process`] finding and running other programs, [`version`] what they print about themselves
//! - [`ui`] the lines that the reader sees, [`Failure`] the error that ends a command
//! - [`server`] a static file server for 127.0.0.1
//! - [`seal`] the version, the list of files and the policy of a built page
//! - [`chromium`] the browser and the flags that it is started with, [`firefox`] the other one
//! - [`processes`] memory and time of the programs that a browser consists of

pub mod chromium;
mod dirs;
mod failure;
pub mod firefox;
pub mod lockfile;
pub mod process;
pub mod processes;
pub mod seal;
pub mod server;
pub mod ui;
pub mod version;

pub use dirs::{Dirs, Lock, create_dir};
pub use failure::{Failure, Result};
