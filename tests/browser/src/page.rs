//! The open page: controls by name, text to read, conditions to wait for.
//!
//! Controls are named by their `data-testid`. A condition that is not met in time fails the test with a sentence that says
//! what was waited for.

use crate::firefox::Printed;
use crate::server::Server;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::RefCell;
use std::path::PathBuf;
use thirtyfour::WebDriver;

mod console;
mod input;
mod reading;
mod views;
mod waiting;
mod wire;

pub use console::Console;
pub use reading::number_in;
pub use views::{Size, Theme};
pub(crate) use wire::LISTENER;

pub struct Page {
    pub driver: WebDriver,
    pub server: Server,
    pub console: RefCell<Console>,
    /// Where downloads land.
    pub downloads: PathBuf,
    /// The process from which the browser's processes descend.
    pub driver_process: u32,
    /// What Firefox prints; none in Chromium.
    pub printed: Option<Printed>,
}

/// Opening and asking.
impl Page {
    /// Opens the page, with this behind its address, such as `#tab=train`.
    pub async fn open(&self, query: &str) {
        self.open_at(&self.server.origin(), query).await;
    }

    pub async fn open_at(&self, origin: &str, query: &str) {
        let address = format!("{origin}/{query}");
        self.driver.goto(address).await.expect("the server is up");
        self.until("the page has started", async || {
            self.is_there("shell").await.then_some(())
        })
        .await;
    }

    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the server is up");
        self.until("the page has started again", async || {
            self.is_there("shell").await.then_some(())
        })
        .await;
    }

    /// What a piece of JavaScript, a function body, returns.
    pub async fn js<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.driver.execute(script, arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("cannot run `{script}`: {error}"));
        let value = answer.json().clone();
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("`{script}` returned {value}: {error}"))
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.unwrap_or_else(|error| panic!("the browser refuses {command}: {error}"))
    }
}
