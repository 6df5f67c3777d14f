//! What stands on the page, each answer as of now.

use super::Page;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

impl Page {
    pub async fn is_there(&self, id: &str) -> bool {
        self.find(id, "return e !== null").await
    }

    /// The text as it stands on the screen.
    pub async fn text(&self, id: &str) -> Option<String> {
        self.find(id, "return e && e.innerText.trim()").await
    }

    pub async fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let script = "return e && e.getAttribute(arguments[1])";
        self.find_with(id, script, vec![json!(name)]).await
    }

    /// A property of the element, such as `value` or `checked`.
    pub async fn property<T: DeserializeOwned>(&self, id: &str, name: &str) -> Option<T> {
        let script = "return e && e[arguments[1]]";
        self.find_with(id, script, vec![json!(name)]).await
    }

    /// The first number in the text, such as 83.4 in `83.4 % right`; thousands may stand apart.
    pub async fn number(&self, id: &str) -> Option<f64> {
        number_in(&self.text(id).await?)
    }

    /// Every cell of a table, row by row, headings too.
    pub async fn cells(&self, id: &str) -> Vec<Vec<String>> {
        let script =
            "return e ? [...e.rows].map(r => [...r.cells].map(c => c.innerText.trim())) : []";
        self.find(id, script).await
    }

    /// What a piece of JavaScript says about the element `e` of this name, which may be null.
    pub async fn find<T: DeserializeOwned>(&self, id: &str, script: &str) -> T {
        self.find_with(id, script, Vec::new()).await
    }

    async fn find_with<T: DeserializeOwned>(
        &self,
        id: &str,
        script: &str,
        mut more: Vec<Value>,
    ) -> T {
        more.insert(0, json!(id));
        let script = format!(
            "const e = document.querySelector(`[data-testid=\"${{arguments[0]}}\"]`); {script}"
        );
        self.js(&script, more).await
    }
}

/// The first number in a text. Thousands may be set apart by narrow or ordinary spaces or commas.
pub fn number_in(text: &str) -> Option<f64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let is_negative = text[..start].ends_with(['-', '−']);
    let mut digits = String::new();
    let mut rest = text[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_digit = rest.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => digits.push(c),
            '.' if next_is_digit => digits.push(c),
            ',' | '\u{202f}' | '\u{a0}' | '\u{2009}' | ' ' if next_is_digit => {}
            _ => break,
        }
    }
    let number: f64 = digits.parse().ok()?;
    Some(if is_negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number_in("60 000 images"), Some(60_000.0));
        assert_eq!(number_in("loss 0.4766"), Some(0.4766));
        assert_eq!(number_in("83.4 %"), Some(83.4));
        assert_eq!(number_in("−2.5 points"), Some(-2.5));
        assert_eq!(number_in("step 7."), Some(7.0));
        assert_eq!(number_in("none"), None);
    }
}
