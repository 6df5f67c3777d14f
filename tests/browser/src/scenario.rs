//! The frame around each test: a fresh server and browser before it, what must hold for all after it.

use crate::chrome::ChromeDriver;
use crate::firefox::GeckoDriver;
use crate::page::{Console, LISTENER, Page};
use crate::places;
use crate::server::{Host, Server};
use serde_json::json;
use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use tokio::runtime;

/// Browsers that train at once would slow each other down.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The program that steers the browser.
enum Programs {
    Chromium(ChromeDriver),
    Firefox(GeckoDriver),
}

impl Programs {
    fn start(is_in_firefox: bool) -> Self {
        if is_in_firefox {
            Self::Firefox(GeckoDriver::start())
        } else {
            Self::Chromium(ChromeDriver::start())
        }
    }
}

/// One test with its browser and server.
pub struct Scenario {
    name: &'static str,
    has_webgpu: bool,
    is_in_firefox: bool,
    prelude: Option<&'static str>,
    /// The folder of a page to open in place of the built one.
    toy: Option<PathBuf>,
    /// Whether the browser may keep the page.
    has_service_workers: bool,
    host: Host,
}

/// With a kept page the requests to the server would not be those of the page: most scenarios do without, as in a private
/// window.
const WITHOUT_SERVICE_WORKERS: &str = "delete Navigator.prototype.serviceWorker;";

impl Scenario {
    /// A scenario in a browser without WebGPU; a failure's picture gets this name.
    pub fn of(name: &'static str) -> Self {
        Self {
            name,
            has_webgpu: false,
            is_in_firefox: false,
            prelude: None,
            toy: None,
            has_service_workers: false,
            host: Host::Own,
        }
    }

    /// In a browser with WebGPU, computed in software.
    pub fn with_webgpu(self) -> Self {
        Self {
            has_webgpu: true,
            ..self
        }
    }

    /// In Firefox, which has neither DevTools' commands nor the record of losses.
    pub fn in_firefox(self) -> Self {
        Self {
            is_in_firefox: true,
            ..self
        }
    }

    /// With a script that runs before any of the page's own.
    pub fn after(self, prelude: &'static str) -> Self {
        Self {
            prelude: Some(prelude),
            ..self
        }
    }

    /// In a browser that keeps the page.
    pub fn with_service_workers(self) -> Self {
        Self {
            has_service_workers: true,
            ..self
        }
    }

    /// With the page on another kind of server.
    pub fn on(self, host: Host) -> Self {
        Self { host, ..self }
    }

    /// With the page in this folder in place of the built one, to test the frame itself.
    pub fn with_toy(self, folder: &Path) -> Self {
        Self {
            toy: Some(folder.to_path_buf()),
            ..self
        }
    }

    /// Runs the steps, then checks that the console has no error and that no request went to another host.
    pub fn run(self, steps: impl AsyncFnOnce(&Page)) {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let start = Instant::now();
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("one thread is to be had");
        let folder = tempfile::tempdir().expect("there is room for a browser profile");
        let server = Server::start_as(self.host, &self.toy.clone().unwrap_or_else(places::dist))
            .expect("there is a free port");
        let downloads = folder.path().join("downloads");
        let programs = Programs::start(self.is_in_firefox);

        let page = runtime.block_on(async {
            let (driver, driver_process, printed) = match &programs {
                Programs::Chromium(chromedriver) => {
                    let profile = folder.path().join("profile");
                    let driver = chromedriver.open(&profile, &server, self.has_webgpu).await;
                    (driver, chromedriver.process_id(), None)
                }
                Programs::Firefox(geckodriver) => {
                    let keeps = self.has_service_workers;
                    let driver = geckodriver.open(&downloads, &server, keeps).await;
                    let printed = geckodriver.printed.clone();
                    (driver, geckodriver.process_id(), Some(printed))
                }
            };
            let page = Page {
                driver,
                server,
                console: RefCell::new(Console::default()),
                downloads,
                driver_process,
                printed,
            };
            if !self.is_in_firefox {
                self.set_up(&page).await;
            }
            page
        });
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                steps(&page).await;
                page.read_console().await;
                check_console_and_requests(&page);
            });
        }));
        if outcome.is_err() && self.toy.is_none() {
            // Describing fails when the browser has gone; the first failure is the one to read.
            let describing = AssertUnwindSafe(|| runtime.block_on(self.describe(&page)));
            catch_unwind(describing).ok();
        }
        runtime.block_on(page.driver.quit()).ok();
        eprintln!("{}: {:.0} s", self.name, start.elapsed().as_secs_f64());
        if let Err(failure) = outcome {
            resume_unwind(failure);
        }
    }

    async fn set_up(&self, page: &Page) {
        page.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": page.downloads }),
        )
        .await;
        let private = (!self.has_service_workers).then_some(WITHOUT_SERVICE_WORKERS);
        for script in [private, Some(LISTENER), self.prelude]
            .into_iter()
            .flatten()
        {
            page.devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": script }),
            )
            .await;
        }
    }

    /// Prints the page's text and console, and saves its picture.
    async fn describe(&self, page: &Page) {
        let picture = places::screenshots().join(format!("failed-{}.png", self.name));
        if self.is_in_firefox {
            let png = page.driver.screenshot_as_png().await.unwrap_or_default();
            fs::write(&picture, png).ok();
        } else {
            page.picture(&picture).await;
        }
        page.read_console().await;
        let text: String = page.js("return document.body.innerText", Vec::new()).await;
        eprintln!(
            "--- {}: what the page shows (picture: {})",
            self.name,
            picture.display()
        );
        eprintln!("{text}");
        eprintln!("--- {}: what the console says", self.name);
        eprintln!("{}---", page.console.borrow().transcript());
    }
}

fn check_console_and_requests(page: &Page) {
    let mut foreign = page.server.foreign_requests();
    // Firefox asks its makers for settings and certificates, whatever is switched off.
    if page.printed.is_some() {
        foreign.retain(|request| !request.contains(".mozilla.") && !request.contains(".firefox."));
    }
    assert!(foreign.is_empty(), "requests to other hosts: {foreign:#?}");
    let console = page.console.borrow();
    let errors = console.errors();
    assert!(errors.is_empty(), "errors in the console: {errors:#?}");
}
