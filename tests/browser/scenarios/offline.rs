//! The page without its server, with a server that goes, and with one that brings a new version.

use crate::actions::{go_to, start, stop, train, until_data_is_there, until_phase, until_step};
use browser_tests::pictures::{Files, test_image};
use browser_tests::{Fault, Gate, Host, Page, Scenario, places};
use std::fs;
use std::path::Path;
use toolbox::seal::seal;

const TRAIN_IMAGES: &str = "train-images-idx3-ubyte.gz";
/// A file whose name is the same in all versions, which a mix of versions would show first.
const LOADER: &str = "worker_cpu_loader.js";
/// A pair of trousers.
const TROUSERS: usize = 2;

/// Waits until the browser keeps the page.
async fn until_stored(page: &Page) {
    let what = "the page is stored";
    page.until_at_last(what, async || {
        // None before the script that keeps the page has said anything.
        let copy: Option<String> = page
            .js(
                "return document.documentElement.dataset.offline",
                Vec::new(),
            )
            .await;
        let copy = copy?;
        assert_ne!(copy, "never", "{} is not sealed", places::dist().display());
        ["stored", "reload"].contains(&copy.as_str()).then_some(())
    })
    .await;
}

async fn version(page: &Page) -> String {
    let script = "return document.querySelector('meta[name=version]').content";
    page.js(script, Vec::new()).await
}

/// The browser itself notes each request without an answer.
fn expect_silence(page: &Page) {
    page.expect_console("ERR_CONNECTION_REFUSED", "the server is gone");
}

#[test]
fn with_the_server_gone_the_page_opens_trains_and_answers() {
    Scenario::of("offline")
        .with_service_workers()
        .run(use_without_server);
}

/// Keeps the page, then opens it, trains and classifies with the server gone.
pub async fn use_without_server(page: &Page) {
    let files = Files::new();
    expect_silence(page);
    page.open("#tab=data").await;
    until_data_is_there(page).await;
    until_stored(page).await;
    page.server.stop();

    page.open("?hide=compare#tab=data").await;
    // Not by the driver's reload, which passes the service worker by in Firefox.
    page.open("?hide=models#tab=data").await;
    until_data_is_there(page).await;
    // Nothing while Firefox is between two pages.
    let is_isolated = page
        .until("the page says whether it is isolated", async || {
            page.js::<Option<bool>>("return crossOriginIsolated", Vec::new())
                .await
        })
        .await;
    assert!(is_isolated, "kept files have the headers of isolation");
    go_to(page, "about").await;
    page.until_says("offline", &["works without a network"])
        .await;
    train(page, 0, "cpu", &[("epochs", "1")]).await;
    go_to(page, "try-it").await;
    page.pick("try-way-upload").await;
    let (image, _) = test_image(TROUSERS);
    let photo = image.enlarged(10).padded(60).inverted();
    page.upload("try-file", &files.write("trousers.png", &photo.png()))
        .await;
    page.until_text("try-answer", |answer| answer == "Trouser")
        .await;
}

#[test]
fn a_server_that_goes_in_mid_download_is_told_and_asked_again() {
    Scenario::of("offline-download").run(lose_server_in_mid_download);
}

/// The server goes with half of a file sent, and comes back.
pub async fn lose_server_in_mid_download(page: &Page) {
    expect_silence(page);
    page.expect_console("ERR_CONTENT_LENGTH_MISMATCH", "the download breaks off");
    let gate = Gate::default();
    page.server.spoil(TRAIN_IMAGES, Fault::Held(gate));
    page.open("#tab=data").await;
    page.until("half of the training images have come", async || {
        let share = page.attribute("data-file-train-images", "value").await?;
        (share.parse::<f64>().ok()? > 0.4).then_some(())
    })
    .await;
    page.server.stop();
    page.until_says("data-error", &[TRAIN_IMAGES, "broke off after"])
        .await;
    page.click("data-retry").await;
    page.until_says("data-error", &["cannot reach", "check the connection"])
        .await;
    page.server.mend();
    page.server.come_back();
    page.click("data-retry").await;
    until_data_is_there(page).await;
    assert!(!page.is_there("data-error").await, "all is well now");
}

/// The built page in a folder of its own. The data are large, and the same.
fn copy_page(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the page is built").flatten() {
        let copy = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&copy).expect("the folder is new");
            copy_page(&entry.path(), &copy);
        } else {
            fs::copy(entry.path(), copy).expect("there is room for a copy");
        }
    }
}

/// Asks the server for a new version and waits until the browser has taken it or not.
async fn look_for_a_new_version(page: &Page) -> bool {
    let script = "return navigator.serviceWorker.getRegistration().then(async (found) => {
        await found.update();
        const { installing } = found;
        if (installing) {
            await new Promise((resolve) => installing.addEventListener('statechange', resolve));
        }
        return Boolean(found.waiting);
    })";
    page.js(script, Vec::new()).await
}

#[test]
fn a_new_version_is_offered_and_taken_whole() {
    let folder = tempfile::tempdir().expect("there is room for a copy");
    copy_page(&places::dist(), folder.path());
    let old = seal(folder.path()).expect("the page is ours");
    let scenario = Scenario::of("offline-update").with_service_workers();
    scenario.with_toy(folder.path()).run(async |page| {
        page.expect_console("Failed to find a valid digest", "a file is spoilt");
        page.open("#tab=data").await;
        until_data_is_there(page).await;
        until_stored(page).await;

        let loader = folder.path().join(LOADER);
        let program = fs::read_to_string(&loader).expect("it is text");
        fs::write(&loader, format!("{program}\n// changed")).expect("there is room");
        let new = seal(folder.path()).expect("the page is ours");
        assert_ne!(new, old);
        page.server.spoil(LOADER, Fault::Corrupt);
        assert!(
            !look_for_a_new_version(page).await,
            "half a version is none"
        );
        page.server.heal(LOADER);
        assert!(look_for_a_new_version(page).await);

        // The old version goes on, whole, until the learner takes the new one.
        page.until_says("notices", &["new version", "ready"]).await;
        page.reload().await;
        page.until_says("notices", &["new version", "ready"]).await;
        assert_eq!(version(page).await, old);
        let loader = "return fetch('worker_cpu_loader.js').then((file) => file.text())";
        assert_eq!(page.js::<String>(loader, Vec::new()).await, program);

        start(page, 0, "cpu", &[("epochs", "50")]).await;
        until_step(page, 1).await;
        page.click("take-update").await;
        page.until_says("notices", &["a run is going on"]).await;
        assert_eq!(version(page).await, old);
        stop(page, 0).await;

        let tab = page.driver.window().await.expect("there is a tab");
        let other = page.driver.new_tab().await.expect("there is room");
        let switch = page.driver.switch_to_window(other.clone()).await;
        switch.expect("it is there");
        page.open("").await;
        assert_eq!(version(page).await, old);
        page.driver
            .switch_to_window(tab.clone())
            .await
            .expect("it is there");
        page.click("take-update").await;
        page.until_says("notices", &["another tab"]).await;
        page.driver
            .switch_to_window(other)
            .await
            .expect("it is there");
        page.driver.close_window().await.expect("it is open");
        page.driver
            .switch_to_window(tab)
            .await
            .expect("it is there");

        page.click("take-update").await;
        page.until("the new version is shown", async || {
            (version(page).await == new).then_some(())
        })
        .await;
        page.server.stop();
        page.reload().await;
        assert_eq!(version(page).await, new);
        let changed = page.js::<String>(loader, Vec::new()).await;
        assert!(changed.ends_with("// changed"), "{changed}");
        let n_caches = "return caches.keys().then((all) => \
            all.filter((name) => name.startsWith('fitting-room http')).length)";
        assert_eq!(page.js::<usize>(n_caches, Vec::new()).await, 1);
        expect_silence(page);
    });
}

#[test]
fn on_a_host_of_static_files_several_workers_train_from_the_second_visit_on() {
    let scenario = Scenario::of("offline-plain-host").on(Host::Plain);
    scenario.with_service_workers().run(async |page| {
        page.open("#tab=train").await;
        page.until_says("train-workers-reason", &["One worker", "COOP and COEP"])
            .await;
        until_stored(page).await;
        page.until_says("train-workers-reason", &["reload the page once"])
            .await;
        page.reload().await;
        let is_isolated: bool = page.js("return crossOriginIsolated", Vec::new()).await;
        assert!(is_isolated);
        page.until_text("train-workers-reason", |text| !text.contains("COOP"))
            .await;
        start(page, 0, "cpu", &[("epochs", "1")]).await;
        until_phase(page, "done").await;
        // Here workers have no policy but that of their kept files.
        let policy = "return fetch('worker_cpu.js').then((file) => \
            file.headers.get('Content-Security-Policy'))";
        let policy: String = page.js(policy, Vec::new()).await;
        assert!(policy.contains("default-src 'self'"), "{policy}");
    });
}

#[test]
fn an_address_that_another_site_has_taken_over_is_left_to_it() {
    let scenario = Scenario::of("offline-left");
    scenario.with_service_workers().run(async |page| {
        page.open("").await;
        until_stored(page).await;
        page.server.spoil("service_worker.js", Fault::Missing);
        page.expect_console("service_worker.js", "the browser notes a missing file");
        page.expect_console("404", "the browser notes a missing file");
        page.reload().await;
        page.until("the page is stored no longer", async || {
            let copy = "return document.documentElement.dataset.offline";
            (page.js::<String>(copy, Vec::new()).await == "never").then_some(())
        })
        .await;
        page.driver
            .goto("about:blank")
            .await
            .expect("it is always there");
        let n_before = page.server.n_requests("index.html");
        page.open("").await;
        assert_eq!(page.server.n_requests("index.html"), n_before + 1);
    });
}
