//! A photo is cropped by hand, and taken with the camera.

use crate::actions::{go_to, open_with_data};
use browser_tests::pictures::{Files, test_image};
use browser_tests::{Page, Scenario};
use std::time::Duration;
use thirtyfour::Key;

/// A camera that sees dark trousers on white, and can be forbidden.
const CAMERA: &str = "
    window.cameraAsked = 0;
    navigator.mediaDevices.getUserMedia = async () => {
        window.cameraAsked += 1;
        if (window.cameraDenied) throw new DOMException('no', 'NotAllowedError');
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 300;
        const pen = canvas.getContext('2d');
        const draw = () => {
            pen.fillStyle = 'white';
            pen.fillRect(0, 0, 300, 300);
            pen.fillStyle = 'navy';
            pen.fillRect(110, 40, 80, 50);
            pen.fillRect(110, 90, 35, 170);
            pen.fillRect(155, 90, 35, 170);
        };
        draw();
        setInterval(draw, 50);
        window.cameraStream = canvas.captureStream();
        return window.cameraStream;
    };";

#[test]
fn a_crop_is_moved_by_keys_and_by_the_pointer_and_reset() {
    Scenario::of("crop").run(async |page| {
        let files = Files::new();
        open_with_data(page).await;
        go_to(page, "try-it").await;
        page.pick("try-way-upload").await;
        let (image, _) = test_image(2);
        let photo = image.enlarged(10).padded(60).inverted();
        page.upload("try-file", &files.write("photo.png", &photo.png()))
            .await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        let found = page.until_said("try-crop-place").await;
        let whole = steps(page).await;
        assert!(whole.contains("dark on light"), "{whole}");

        // The frame's lower corner goes up by three tenths of the picture.
        for _ in 0..3 {
            page.press("try-crop-3", Key::Shift + Key::Up).await;
        }
        let cropped = page
            .until_text("try-crop-place", |place| place != found)
            .await;
        page.until_text("try-remark", |remark| remark.contains("Your crop"))
            .await;
        assert!(steps(page).await.contains("your crop"));

        page.click("try-crop-reset").await;
        page.until_text("try-crop-place", |place| place == found)
            .await;
        page.until("the whole picture is read again", async || {
            (steps(page).await == whole).then_some(())
        })
        .await;

        drag(page, "try-crop-3", (-20, -60)).await;
        page.until_text("try-crop-place", |place| place != found && place != cropped)
            .await;
        page.until_text("try-remark", |remark| remark.contains("Your crop"))
            .await;
    });
}

#[test]
fn a_camera_is_asked_for_by_a_click_and_let_go_with_the_picture() {
    Scenario::of("camera").after(CAMERA).run(async |page| {
        open_with_data(page).await;
        go_to(page, "try-it").await;
        page.pick("try-way-camera").await;
        page.until_there("try-camera-take").await;
        assert_eq!(asked(page).await, 0);

        page.js::<()>("window.cameraDenied = true", Vec::new())
            .await;
        page.click("try-camera-take").await;
        page.until_says("try-camera-error", &["allow it"]).await;

        page.js::<()>("window.cameraDenied = false", Vec::new())
            .await;
        page.click("try-camera-take").await;
        page.until("the camera shows a picture", async || {
            let is_shown: bool = page
                .find(
                    "try-camera",
                    "return !!e && e.videoWidth > 0 && e.readyState >= 2",
                )
                .await;
            is_shown.then_some(())
        })
        .await;
        page.click("try-camera-take").await;
        page.until_gone("try-camera").await;
        assert!(is_off(page).await, "the camera is let go");
        assert_eq!(asked(page).await, 2);
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;

        // Leaving the way to the camera turns it off too.
        page.click("try-camera-take").await;
        page.until_there("try-camera").await;
        page.pick("try-way-draw").await;
        page.until("the camera is off", async || {
            is_off(page).await.then_some(())
        })
        .await;
    });
}

async fn asked(page: &Page) -> u32 {
    page.js("return window.cameraAsked", Vec::new()).await
}

async fn is_off(page: &Page) -> bool {
    let script = "return cameraStream.getTracks().every(track => track.readyState === 'ended')";
    page.js(script, Vec::new()).await
}

/// The sentences on how the picture was read, though they are folded away.
async fn steps(page: &Page) -> String {
    page.find("try-steps", "return e ? e.textContent : ''")
        .await
}

async fn drag(page: &Page, id: &str, by: (i64, i64)) {
    let grip = page.element(id).await.expect("it is there");
    grip.scroll_into_view()
        .await
        .expect("it can be scrolled to");
    let hand = page
        .driver
        .action_chain_with_delay(None, Some(Duration::from_millis(20)));
    hand.move_to_element_center(&grip)
        .click_and_hold()
        .move_by_offset(by.0, by.1)
        .release()
        .perform()
        .await
        .expect("the hand is steady");
}
