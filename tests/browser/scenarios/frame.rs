//! The frame around the scenarios, run on toy pages: errors in the console and requests to other hosts fail a test.

use browser_tests::Scenario;
use std::fs;

fn check(script: &str) {
    let folder = tempfile::tempdir().expect("there is room for a toy");
    let page = format!(
        "<!doctype html><link rel=icon href='data:,'><p data-testid=shell>toy</p>\
         <p data-testid=status></p><script type=module>{script}</script>"
    );
    fs::write(folder.path().join("index.html"), page).expect("there is room for a toy");
    Scenario::of("toy")
        .with_toy(folder.path())
        .run(async |page| {
            page.open("").await;
            page.until_says("status", &["ready"]).await;
        });
}

const READY: &str = "document.querySelector('[data-testid=status]').innerText = 'ready';";

#[test]
fn a_quiet_page_passes() {
    check(READY);
}

#[test]
#[should_panic(expected = "errors in the console")]
fn an_error_in_the_console_is_noticed() {
    check(&format!("{READY} console.error('oh no')"));
}

#[test]
#[should_panic(expected = "errors in the console")]
fn an_error_in_a_worker_is_noticed() {
    let worker = "postMessage(0); throw new Error('oh no')";
    check(&format!(
        "const worker = new Worker(URL.createObjectURL(new Blob([\"{worker}\"]))); \
         worker.onerror = () => {{ {READY} }}"
    ));
}

#[test]
#[should_panic(expected = "Content Security Policy")]
fn a_breach_of_the_policy_is_noticed() {
    check(&format!(
        "const policy = document.createElement('meta'); policy.httpEquiv = 'Content-Security-Policy'; \
         policy.content = \"img-src 'self'\"; document.head.append(policy); \
         const image = new Image(); image.onerror = () => {{ {READY} }}; image.src = 'data:image/png,'"
    ));
}

#[test]
#[should_panic(expected = "requests to other hosts")]
fn a_request_to_another_host_is_noticed() {
    let worker =
        "fetch('https://elsewhere.example/font.woff').catch(() => {}).then(() => postMessage(0))";
    check(&format!(
        "const worker = new Worker(URL.createObjectURL(new Blob([\"{worker}\"]))); \
         worker.onmessage = () => {{ {READY} }}"
    ));
}
