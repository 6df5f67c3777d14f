//! The little markup of running text.

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// As it is.
    Plain(&'a str),
    /// `` `code` ``
    Code(&'a str),
    /// `*emphasis*`
    Emphasis(&'a str),
    /// `[label](address)`
    Link {
        /// What is read.
        label: &'a str,
        /// Where it leads.
        address: &'a str,
    },
}

/// Cuts a text into spans; a mark without its other half is plain text.
pub fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['`', '*', '[']) {
        let start = at + found;
        match span_at(&text[start..]) {
            Some((span, length)) => {
                if plain_from < start {
                    spans.push(Span::Plain(&text[plain_from..start]));
                }
                spans.push(span);
                plain_from = start + length;
                at = plain_from;
            }
            None => at = start + 1,
        }
    }
    if plain_from < text.len() {
        spans.push(Span::Plain(&text[plain_from..]));
    }
    spans
}

/// The span that begins with the mark at the text's start, and its length in bytes.
fn span_at(text: &str) -> Option<(Span<'_>, usize)> {
    if let Some(inside) = text.strip_prefix('[') {
        let (label, rest) = inside.split_once("](")?;
        let (address, _) = rest.split_once(')')?;
        let length = label.len() + address.len() + "[]()".len();
        return Some((Span::Link { label, address }, length));
    }
    let mark = &text[..1];
    let (inside, _) = text[1..].split_once(mark)?;
    if inside.is_empty() || inside.starts_with(' ') {
        return None;
    }
    let span = match mark {
        "`" => Span::Code(inside),
        _ => Span::Emphasis(inside),
    };
    Some((span, inside.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::{Span, spans};

    #[test]
    fn running_text_is_cut_at_its_marks() {
        assert_eq!(
            spans("Run `argmax` on *every* row: [PyTorch](https://pytorch.org)."),
            [
                Span::Plain("Run "),
                Span::Code("argmax"),
                Span::Plain(" on "),
                Span::Emphasis("every"),
                Span::Plain(" row: "),
                Span::Link {
                    label: "PyTorch",
                    address: "https://pytorch.org"
                },
                Span::Plain("."),
            ]
        );
    }

    #[test]
    fn a_lonely_mark_is_text() {
        for text in ["3 * 4 = 12", "a ` b", "[1, 10]", "2 * 3 * 4", "**"] {
            assert_eq!(spans(text), [Span::Plain(text)], "{text}");
        }
    }
}
