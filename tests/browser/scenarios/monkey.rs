//! Clicks, keys and values at random, by a seed: whatever is pressed, nothing panics and nothing is said in the console.

use crate::actions::{go_to, open_with_data, until_data_is_there};
use browser_tests::{Page, Scenario};
use serde_json::json;
use std::env;
use std::time::{Duration, Instant};

/// Names another order of clicks.
const SEED: &str = "FITTING_ROOM_SEED";

/// One action on one control that can be seen: what it is by `n`, what is done by `m`. Returns what was done.
///
/// What leaves the page, chooses files or crashes the engine on purpose is left alone.
const ACT: &str = r##"
    const [n, m] = arguments;
    const left = '[data-testid="crash-engine"], [type="file"], [target="_blank"], [download], a[href^="http"]';
    const open = document.querySelector('dialog[open]') ?? document;
    const controls = [...open.querySelectorAll('button, input, select, summary, a[href^="#"], textarea, canvas, [tabindex="0"]')]
        .filter(e => !e.matches(left) && !e.disabled && e.getClientRects().length > 0);
    if (controls.length === 0) return 'nothing';
    const e = controls[n % controls.length];
    const name = e.dataset.testid ?? `${e.tagName} ${(e.innerText ?? '').slice(0, 20)}`;
    const say = value => {
        e.value = value;
        e.dispatchEvent(new Event('input', { bubbles: true }));
        e.dispatchEvent(new Event('change', { bubbles: true }));
        return `${name} = ${value}`;
    };
    if (e.tagName === 'SELECT') return say(e.options[m % e.options.length]?.value ?? '');
    if (e.type === 'range') return say(m % 100);
    if (['text', 'number', 'search'].includes(e.type)) return say(['', '0', '1', '2', '32', '0.1', '-1', 'x', '1e9', '64'][m % 10]);
    const box = e.getBoundingClientRect();
    const at = { clientX: box.x + m % Math.max(1, box.width), clientY: box.y + (m >> 8) % Math.max(1, box.height), bubbles: true, pointerId: 1, isPrimary: true, button: 0, buttons: 1 };
    if (e.tagName === 'CANVAS' || m % 7 === 0) {
        for (const kind of ['pointerdown', 'pointermove', 'pointerup', 'pointerleave']) {
            e.dispatchEvent(new PointerEvent(kind, at));
        }
    }
    if (m % 11 === 0) {
        const key = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'Escape', 'Enter', 'Home', 'End'][m % 7];
        e.focus();
        e.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        return `${name}: ${key}`;
    }
    e.click();
    return name;
"##;

#[test]
fn twenty_seconds_of_random_clicks_break_nothing() {
    Scenario::of("monkey").run(async |page| click_around(page, 20).await);
}

/// Acts for so long, and fails with the list of what was done.
pub async fn click_around(page: &Page, secs: u64) {
    let seed = env::var(SEED).ok().and_then(|seed| seed.parse().ok());
    let mut random = Random(seed.unwrap_or(42));
    println!("{SEED}={} gives these clicks:", random.0);
    page.expect_console(
        "Blocked attempt to show a 'beforeunload' confirmation panel",
        "a page that trains asks before it is left, but scripted clicks are no gesture",
    );
    open_with_data(page).await;
    let end = Instant::now() + Duration::from_secs(secs);
    let mut n_actions = 0;
    while Instant::now() < end {
        let numbers = vec![json!(random.next()), json!(random.next())];
        let done: String = page.js(ACT, numbers).await;
        n_actions += 1;
        println!("{n_actions}: {done}");
        tokio::time::sleep(Duration::from_millis(u64::from(random.next() % 60))).await;
        if n_actions % 10 == 0 {
            assert_is_sound(page).await;
        }
    }
    assert_is_sound(page).await;
    println!("{n_actions} actions in {secs} s");
    // What is left of it is a page that still works.
    page.open("").await;
    // The clicks may have chosen another language.
    page.js::<()>("localStorage.clear()", Vec::new()).await;
    page.reload().await;
    go_to(page, "data").await;
    until_data_is_there(page).await;
}

async fn assert_is_sound(page: &Page) {
    assert!(page.is_there("shell").await, "the page is gone");
    let notices = page.text("notices").await.unwrap_or_default();
    assert!(!notices.contains("crashed"), "{notices}");
    page.read_console().await;
    let console = page.console.borrow();
    assert!(console.errors().is_empty(), "{:#?}", console.errors());
}

/// A row of numbers by a seed: xorshift.
struct Random(u32);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }
}
