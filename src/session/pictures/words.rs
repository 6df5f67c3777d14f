//! Titles and captions of pictures.

/// A caption in lines of this many letters, where no word is longer.
pub fn lines(caption: &str, n_letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in caption.lines() {
        lines.push(String::new());
        for word in paragraph.split_whitespace() {
            let is_full = |line: &String| {
                let n_so_far = line.chars().count();
                n_so_far > 0 && n_so_far + 1 + word.chars().count() > n_letters
            };
            if lines.last().is_some_and(is_full) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
        }
    }
    lines
}

/// A title as the name of a file: `Accuracy, in percent` → `accuracy-in-percent`.
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if let Some(plain) = plain_letters(letter) {
            name.push_str(plain);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "picture" } else { name }.to_owned()
}

/// How German writes its own letters where there are only those of English.
fn plain_letters(letter: char) -> Option<&'static str> {
    match letter {
        'ä' => Some("ae"),
        'ö' => Some("oe"),
        'ü' => Some("ue"),
        'ß' => Some("ss"),
        _ => None,
    }
}
