//! Opening the page: the real data arrive, and the pictures and batches can be looked at.

use browser_tests::Story;

#[test]
fn the_page_opens() {
    Story::of("data").play(async |page| {
        page.open("").await;
    });
}
