//! What the page asks for and what it sends: its own files, and nothing.

use crate::actions::{VIEWS, go_to, open_with_data, train};
use browser_tests::Scenario;
use browser_tests::pictures::{Files, test_image};
use std::collections::BTreeSet;

/// Every breach of the policy, of the page and of what its views do, from the first script on.
const WATCH: &str = "
    window.breaches = [];
    document.addEventListener('securitypolicyviolation', (breach) =>
        breaches.push(`${breach.violatedDirective} ${breach.blockedURI} ${breach.sourceFile}`));
";

#[test]
fn everything_comes_from_the_pages_own_origin_and_nothing_is_sent() {
    // The frame checks the rest: the browser's proxy notes requests to other hosts, of workers too, and all that is no GET.
    Scenario::of("private").after(WATCH).run(async |page| {
        let files = Files::new();
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        page.click("train-notebook").await;
        page.take_download(".ipynb").await;
        go_to(page, "try-it").await;
        page.pick("try-way-upload").await;
        let (image, _) = test_image(2);
        let photo = image.enlarged(10).padded(60).inverted();
        page.upload("try-file", &files.write("photo.png", &photo.png()))
            .await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        for (view, _) in VIEWS {
            go_to(page, view).await;
        }
        go_to(page, "evaluate").await;
        for kind in ["svg", "png"] {
            let button = format!("[data-testid^='save-'][data-testid$='-{kind}']");
            let script = format!("document.querySelector(\"{button}\").click()");
            page.until_there("evaluate-page").await;
            page.until("a picture can be saved", async || {
                page.driver
                    .find(thirtyfour::By::Css(button.clone()))
                    .await
                    .ok()
            })
            .await;
            page.js::<Option<()>>(&script, Vec::new()).await;
            page.take_download(&format!(".{kind}")).await;
        }

        let origins = "return performance.getEntriesByType('resource').map((entry) => \
            new URL(entry.name).protocol + new URL(entry.name).host)";
        let origins: BTreeSet<String> = page.js(origins, Vec::new()).await;
        let own = format!("http:127.0.0.1:{}", page.server.port());
        // Pictures that the page makes by itself are no requests.
        let asked: Vec<_> = origins
            .iter()
            .filter(|origin| origin.starts_with("http"))
            .collect();
        assert_eq!(asked, [&own]);
        let breaches: Vec<String> = page.js("return breaches", Vec::new()).await;
        assert!(breaches.is_empty(), "{breaches:#?}");
        let policies = "return fetch('worker_cpu.js').then((file) => \
            [document.querySelector('meta[http-equiv=Content-Security-Policy]').content, \
             file.headers.get('Content-Security-Policy')])";
        let [page_policy, served]: [String; 2] = page.js(policies, Vec::new()).await;
        assert!(page_policy.contains("default-src 'self'"), "{page_policy}");
        assert!(served.starts_with(&page_policy), "{served}");
    });
}
