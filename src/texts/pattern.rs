//! Fills the placeholders of a text.

use std::fmt::Display;

/// The text with `{ $name }` replaced by that argument, and `{ $name -> … }` by the variant that fits it: the one whose key is
/// the argument itself, or else `[one]` for 1, or else the one with a star. English and German have these two forms.
///
/// A placeholder without an argument stays as it stands.
pub fn fill(text: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(length) = length_of_placeholder(rest) else {
            break;
        };
        let placeholder = &rest[..length];
        match value_of(&placeholder[1..length - 1], arguments) {
            Some(value) => filled.push_str(&value),
            None => filled.push_str(placeholder),
        }
        rest = &rest[length..];
    }
    filled.push_str(rest);
    filled
}

/// Bytes up to the bracket that closes the first one.
fn length_of_placeholder(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn value_of(inside: &str, arguments: &[(&str, &dyn Display)]) -> Option<String> {
    let (name, variants) = match inside.split_once("->") {
        Some((name, variants)) => (name, Some(variants)),
        None => (inside, None),
    };
    let name = name.trim().strip_prefix('$')?;
    let value = arguments.iter().find(|argument| argument.0 == name)?.1;
    let value = value.to_string();
    match variants {
        None => Some(value),
        Some(variants) => Some(fill(variant_of(variants, &value)?, arguments)),
    }
}

/// The text of the variant that fits the value. Each variant is a line.
fn variant_of<'a>(variants: &'a str, value: &str) -> Option<&'a str> {
    let mut lines = variants.lines().map(str::trim);
    let read = |line: &'a str| {
        let (key, text) = line
            .trim_start_matches('*')
            .strip_prefix('[')?
            .split_once(']')?;
        Some((key.trim(), text.trim()))
    };
    let with_key = |wanted: &str| {
        let mut found = variants.lines().filter_map(|line| read(line.trim()));
        found.find(|(key, _)| *key == wanted).map(|(_, text)| text)
    };
    with_key(value)
        .or_else(|| (value == "1").then(|| with_key("one")).flatten())
        .or_else(|| {
            let star = lines.find(|line| line.starts_with('*'))?;
            Some(read(star)?.1)
        })
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn names_are_replaced() {
        let text = "{ $model } after {$n} epochs, { $unknown }";
        let filled = fill(text, &[("model", &"TinyVGG"), ("n", &3)]);
        assert_eq!(filled, "TinyVGG after 3 epochs, { $unknown }");
        // What is filled in is no text of ours.
        assert_eq!(fill("{ $a }", &[("a", &"{ $b }"), ("b", &1)]), "{ $b }");
    }

    #[test]
    fn a_plural_takes_the_form_of_its_number() {
        let text = "after { $n ->\n[0] no step\n[one] one step\n*[other] { $n } steps\n}.";
        for (n, words) in [
            (0, "after no step."),
            (1, "after one step."),
            (7, "after 7 steps."),
        ] {
            assert_eq!(fill(text, &[("n", &n)]), words);
        }
    }

    #[test]
    fn a_broken_placeholder_stays() {
        assert_eq!(fill("a { $n", &[("n", &1)]), "a { $n");
        assert_eq!(fill("{ n }", &[("n", &1)]), "{ n }");
    }
}
