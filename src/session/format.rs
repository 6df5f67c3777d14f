//! Formats numbers for the page.

pub use crate::protocol::format_loss as loss;
use crate::texts::text;

/// Shown in place of a missing number.
pub const NOTHING: &str = "–";

/// A fraction as a percentage with two decimals, as the lesson prints accuracies.
pub fn percent(fraction: f64) -> String {
    share(fraction, 2)
}

/// A fraction as a percentage with this many decimals; one that only rounding would make nothing or all is bounded instead:
/// `< 0.1 %`, `> 99.9 %`.
pub fn share(fraction: f64, n_decimals: usize) -> String {
    let written = |percent: f64| format!("{percent:.n_decimals$} %");
    let least = 0.1_f64.powi(n_decimals as i32);
    match written(fraction * 100.0) {
        text if fraction > 0.0 && text == written(0.0) => format!("< {}", written(least)),
        text if fraction < 1.0 && text == written(100.0) => format!("> {}", written(100.0 - least)),
        text => text,
    }
}

/// A difference of losses, with its sign.
pub fn loss_gap(gap: f64) -> String {
    signed(gap, 5)
}

/// A difference of accuracies in percentage points, with its sign.
pub fn point_gap(gap: f64) -> String {
    signed(gap * 100.0, 2)
}

/// A number with its sign and this many decimals; one that rounds to 0 has no sign.
pub fn signed(number: f64, n_decimals: usize) -> String {
    let text = format!("{number:+.n_decimals$}");
    let is_nothing = text
        .chars()
        .all(|letter| matches!(letter, '+' | '-' | '.' | '0'));
    if is_nothing {
        text[1..].to_owned()
    } else {
        text.replace('-', "−")
    }
}

/// A whole number with its thousands separated.
pub fn count(count: usize) -> String {
    group_thousands(&count.to_string())
}

/// Steps per second, with a decimal below 10.
pub fn speed(steps_per_sec: f64) -> String {
    if steps_per_sec < 10.0 {
        text!("format-steps-per-sec", n = format!("{steps_per_sec:.1}"))
    } else {
        let whole = group_thousands(&format!("{steps_per_sec:.0}"));
        text!("format-steps-per-sec", n = whole)
    }
}

/// Images per second, whole.
pub fn images_per_sec(number: f64) -> String {
    let whole = group_thousands(&format!("{number:.0}"));
    text!("format-images-per-sec", n = whole)
}

/// A duration in the units that suit it: `0.83 s`, `14.2 s`, `2 min 05 s`, `1 h 02 min`.
pub fn duration(secs: f64) -> String {
    let whole_secs = secs.max(0.0).round() as u64;
    match whole_secs {
        _ if secs < 0.995 => format!("{:.2} s", secs.max(0.0)),
        _ if secs < 59.95 => format!("{secs:.1} s"),
        0..3600 => format!("{} min {:02} s", whole_secs / 60, whole_secs % 60),
        _ => format!("{} h {:02} min", whole_secs / 3600, whole_secs / 60 % 60),
    }
}

/// A duration that is only about known, in words: `a second`, `half a minute`, `4 minutes`.
pub fn roughly(secs: f64) -> String {
    match secs {
        ..1.5 => text!("format-a-second").to_owned(),
        ..9.5 => text!("format-seconds", n = format!("{secs:.0}")),
        ..22.5 => text!(
            "format-seconds",
            n = format!("{:.0}", (secs / 5.0).round() * 5.0)
        ),
        ..45.0 => text!("format-half-a-minute").to_owned(),
        ..90.0 => text!("format-a-minute").to_owned(),
        ..5400.0 => text!("format-minutes", n = format!("{:.0}", secs / 60.0)),
        _ => text!("format-hours", n = format!("{:.0}", secs / 3600.0)),
    }
}

/// The remaining time, rounded so that it does not flicker: `12 s`, `2 min`.
pub fn time_left(secs: f64) -> String {
    match secs.max(0.0) {
        secs if secs < 60.0 => text!("format-secs-left", n = format!("{secs:.0}")),
        secs if secs < 3600.0 => {
            text!(
                "format-mins-left",
                n = format!("{:.0}", (secs / 60.0).ceil())
            )
        }
        secs => text!("format-hours-left", n = format!("{:.1}", secs / 3600.0)),
    }
}

/// Bytes in millions or thousands.
pub fn bytes(n_bytes: f64) -> String {
    if n_bytes >= 1e6 {
        format!("{:.1} MB", n_bytes / 1e6)
    } else {
        format!("{:.0} kB", n_bytes / 1e3)
    }
}

/// `60000` → `60 000`, with a narrow no-break space.
pub fn group_thousands(number: &str) -> String {
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// An error's text, which starts in lower case, as a sentence.
pub fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_the_lesson_prints_them() {
        assert_eq!(percent(0.834_265_175_7), "83.43 %");
        assert_eq!(loss(0.476_638_94), "0.47664");
    }

    #[test]
    fn a_share_is_all_or_nothing_only_where_it_is() {
        assert_eq!(
            [0.0, 0.5, 1.0].map(|it| share(it, 1)),
            ["0.0 %", "50.0 %", "100.0 %"]
        );
        assert_eq!(
            [0.000_6, 0.999_4].map(|it| share(it, 1)),
            ["0.1 %", "99.9 %"]
        );
        assert_eq!(
            [1e-30, 0.999_6].map(|it| share(it, 1)),
            ["< 0.1 %", "> 99.9 %"]
        );
        assert_eq!([0.005, 0.996].map(|it| share(it, 0)), ["< 1 %", "> 99 %"]);
        assert_eq!([1e-30, 0.999_999].map(percent), ["< 0.01 %", "> 99.99 %"]);
        // Of the 10 000 test images one is told apart from none, and all but one from all.
        assert_eq!([0.000_1, 0.999_9].map(percent), ["0.01 %", "99.99 %"]);
    }

    #[test]
    fn differences_have_a_sign_unless_they_are_nothing() {
        assert_eq!(loss_gap(0.000_123), "+0.00012");
        assert_eq!(loss_gap(-0.000_004), "0.00000");
        assert_eq!(point_gap(-0.0123), "−1.23");
        assert_eq!(point_gap(0.000_01), "0.00");
        assert_eq!(loss_gap(f64::NAN), "NaN");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(group_thousands("999"), "999");
        assert_eq!(group_thousands("-60000"), "-60\u{202f}000");
        assert_eq!(group_thousands("1234567.25"), "1\u{202f}234\u{202f}567.25");
        assert_eq!(count(7960), "7\u{202f}960");
    }

    #[test]
    fn durations_take_the_units_that_suit_them() {
        assert_eq!(duration(0.834), "0.83 s");
        assert_eq!(duration(0.999), "1.0 s");
        assert_eq!(duration(14.16), "14.2 s");
        assert_eq!(duration(59.97), "1 min 00 s");
        assert_eq!(duration(125.4), "2 min 05 s");
        assert_eq!(duration(3725.0), "1 h 02 min");
        assert_eq!(time_left(12.3), "12 s left");
        assert_eq!(time_left(61.0), "2 min left");
        assert_eq!(time_left(5400.0), "1.5 h left");
    }

    #[test]
    fn sizes_and_speeds_keep_few_digits() {
        assert_eq!(bytes(26_421_880.0), "26.4 MB");
        assert_eq!(bytes(29_515.0), "30 kB");
        assert_eq!(speed(4.26), "4.3 steps/s");
        assert_eq!(speed(2204.4), "2\u{202f}204 steps/s");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("the seed must be whole"), "The seed must be whole");
        assert_eq!(sentence("“x” is empty"), "“x” is empty");
        assert_eq!(sentence(""), "");
    }
}
