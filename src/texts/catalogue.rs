//! Reads a file of texts: the part of Fluent's syntax that the page's files use.

use std::collections::HashMap;

/// The texts of one language.
#[derive(Debug)]
pub struct Catalogue {
    texts: HashMap<&'static str, &'static str>,
}

/// Why a file is none of texts.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum TextsError {
    /// A line is neither a comment, nor a text, nor indented.
    #[error("line {line} of the texts is neither a comment nor “key = text”: {start}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// Its first characters.
        start: String,
    },
}

impl Catalogue {
    /// Reads `key = text` lines; indented lines go on with the text before, and `#` begins a comment. The texts live until
    /// the program ends.
    ///
    /// # Errors
    /// At the first line that is nothing of that.
    pub fn read(file: &str) -> Result<Self, TextsError> {
        let mut texts: Vec<(String, String)> = Vec::new();
        for (index, line) in file.lines().enumerate() {
            let is_indented = line.starts_with([' ', '}']);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match (line.split_once('='), texts.last_mut()) {
                (_, Some((_, text))) if is_indented => {
                    text.push('\n');
                    text.push_str(line.trim());
                }
                (Some((key, text)), _) if !is_indented => {
                    texts.push((key.trim().to_owned(), text.trim().to_owned()));
                }
                _ => {
                    return Err(TextsError::Line {
                        line: index + 1,
                        start: line.chars().take(40).collect(),
                    });
                }
            }
        }
        let leaked = texts.into_iter().map(|(key, text)| {
            // A line break is a space, except between the variants of a plural.
            let text = match text.contains("->") {
                true => text,
                false => text.trim_start().replace('\n', " "),
            };
            let (key, text): (&str, &str) = (key.leak(), text.leak());
            (key, text)
        });
        Ok(Self {
            texts: leaked.collect(),
        })
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.texts.get(key).copied()
    }

    /// The keys, in any order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.texts.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, TextsError};

    #[test]
    fn a_text_may_go_on_over_lines() {
        let file = "# Words\nstart = Start\n\nlong =\n    one\n    two = three\nplural = { $n ->\n    [one] a\n   *[other] b\n}\n";
        let texts = Catalogue::read(file).expect("it is a file of texts");
        assert_eq!(texts.get("start"), Some("Start"));
        assert_eq!(texts.get("long"), Some("one two = three"));
        assert_eq!(texts.get("plural"), Some("{ $n ->\n[one] a\n*[other] b\n}"));
        assert_eq!(texts.get("Words"), None);
    }

    #[test]
    fn a_stray_line_is_named() {
        let error = Catalogue::read("a = b\nnonsense\n").expect_err("it is no text");
        assert_eq!(
            error,
            TextsError::Line {
                line: 2,
                start: "nonsense".to_owned()
            }
        );
    }
}
