//! The words of a key or of a tensor's name.

/// The words in lower case, split at what is no letter and no digit, between letters and digits, and before a capital letter
/// behind a small one: `best_prec1` has `best`, `prec` and `1`, `testAcc` has `test` and `acc`.
pub fn words(key: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for c in key.chars() {
        let is_inside = c.is_alphanumeric();
        let is_next = previous.is_numeric() != c.is_numeric()
            || (previous.is_lowercase() && c.is_uppercase());
        if (!is_inside || is_next) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if is_inside {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a key has one of these words.
pub fn has_word(key: &str, meant: &[&str]) -> bool {
    words(key).iter().any(|word| meant.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_in_every_usual_spelling() {
        for (key, expected) in [
            ("best_prec1", &["best", "prec", "1"][..]),
            ("testAccuracy", &["test", "accuracy"]),
            ("val/acc", &["val", "acc"]),
            ("prec@10", &["prec", "10"]),
            ("BestACC", &["best", "acc"]),
            ("_", &[]),
        ] {
            assert_eq!(words(key), expected, "{key}");
        }
    }
}
