//! Every view in both themes, on a desktop and on a phone: saved as a picture, and never wider than the screen.

use crate::actions::{MODELS, VIEWS, go_to, open_with_data, train_briefly, without_pretrained};
use browser_tests::page::{Size, Theme};
use browser_tests::pictures::{Files, test_image};
use browser_tests::{Page, Scenario, places};

#[test]
fn no_view_is_wider_than_the_screen() {
    Scenario::of("views").run(async |page| {
        let files = Files::new();
        without_pretrained(page);
        open_with_data(page).await;
        picture_for_the_readme(page).await;
        picture_all(page, "empty").await;
        for model in MODELS {
            train_briefly(page, model).await;
        }
        go_to(page, "models").await;
        page.click("save-0").await;
        page.until_there("saved-0").await;
        page.click("load-0").await;
        page.until_text("isclose-0", |verdict| verdict != "evaluating…")
            .await;
        let photo = test_image(0).0.enlarged(10).padded(60).inverted().png();
        let photo = files.write("boot.png", &photo);
        for theme in [Theme::Light, Theme::Dark] {
            page.prefer(theme).await;
            for size in [Size::DESKTOP, Size::PHONE] {
                page.resize(size).await;
                for (view, _) in VIEWS {
                    go_to(page, view).await;
                    if view == "try-it" {
                        page.pick("try-way-upload").await;
                        page.upload("try-file", &photo).await;
                        page.until_said("try-remark").await;
                    }
                    picture(page, view, size, theme).await;
                }
            }
        }
        the_theme_can_be_chosen(page).await;
    });
}

/// The first view as a learner meets it; `docs/page.png` is a copy.
async fn picture_for_the_readme(page: &Page) {
    page.prefer(Theme::Light).await;
    page.resize(Size::DESKTOP).await;
    go_to(page, "lesson").await;
    page.until("an image of each class is drawn", async || {
        let script = "const images = [...document.querySelectorAll('[data-testid=data-classes] canvas')]; \
             return images.length === 10 \
                 && images.every(e => e.getContext('2d').getImageData(14, 14, 1, 1).data[3] === 255)";
        page.js::<bool>(script, Vec::new()).await.then_some(())
    })
    .await;
    come_to_rest(page).await;
    page.picture(&places::screenshots().join("page.png")).await;
}

/// Every view before anything is trained, on a phone.
async fn picture_all(page: &Page, folder: &str) {
    page.resize(Size::PHONE).await;
    for (view, _) in VIEWS {
        go_to(page, view).await;
        let file = places::screenshots()
            .join(folder)
            .join(format!("{view}.png"));
        page.picture(&file).await;
        fits(page, view).await;
    }
}

async fn picture(page: &Page, view: &str, size: Size, theme: Theme) {
    come_to_rest(page).await;
    let name = format!("{view}-{}-{}.png", size.width, theme.word());
    page.picture(&places::screenshots().join(name)).await;
    fits(page, view).await;
    let background: String = page
        .js(
            "return getComputedStyle(document.body).backgroundColor",
            Vec::new(),
        )
        .await;
    let first = browser_tests::page::number_in(&background).expect("it is a colour");
    assert_eq!(
        first > 127.0,
        theme == Theme::Light,
        "{background} in {theme:?}"
    );
}

/// Waits until nothing moves: colours that fade are not the ones that stay.
pub async fn come_to_rest(page: &Page) {
    page.until("what moves has come to rest", async || {
        let script = "return document.getAnimations().every(a => a.playState !== 'running')";
        page.js::<bool>(script, Vec::new()).await.then_some(())
    })
    .await;
}

/// Fails where the page can be scrolled sideways.
pub async fn fits(page: &Page, view: &str) {
    let [inner, scroll]: [f64; 2] = page
        .js(
            "return [innerWidth, document.scrollingElement.scrollWidth]",
            Vec::new(),
        )
        .await;
    let widest: Vec<String> = page
        .js(
            "return [...document.querySelectorAll('main *, header *, footer *')] \
             .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-box')) \
             .slice(0, 5).map(e => e.outerHTML.slice(0, 120))",
            Vec::new(),
        )
        .await;
    assert!(
        scroll <= inner,
        "{view} is {scroll} px wide on {inner} px: {widest:#?}"
    );
}

async fn the_theme_can_be_chosen(page: &Page) {
    page.prefer(Theme::Light).await;
    let background = async || -> String {
        let script = "return getComputedStyle(document.body).backgroundColor";
        page.js(script, Vec::new()).await
    };
    let light = background().await;
    page.until("a click or two make it dark", async || {
        page.click("theme-toggle").await;
        (background().await != light).then_some(())
    })
    .await;
}
