//! Cuts a passage out of a source, at build time.

/// The line that begins a passage, up to its name.
pub const BEGIN: &str = "// lesson: begin ";
/// The line that ends a passage.
pub const END: &str = "// lesson: end";

/// Where the passage of this name lies in a source: its first byte, and the number of its bytes. In a constant, a passage
/// that is not there fails the build.
pub const fn find(source: &str, name: &str) -> (usize, usize) {
    let source = source.as_bytes();
    let mut begin = 0;
    loop {
        assert!(
            begin < source.len(),
            "the sources lack a passage of the lesson"
        );
        let of_name = begin + BEGIN.len();
        let after = of_name + name.len();
        if is_at(source, begin, BEGIN)
            && is_at(source, of_name, name)
            && after < source.len()
            && source[after] == b'\n'
        {
            begin = after + 1;
            break;
        }
        begin += 1;
    }
    let mut end = begin;
    while !is_at(source, end, END) {
        assert!(end < source.len(), "a passage of the lesson has no end");
        end += 1;
    }
    // The last line is the marker's.
    while source[end - 1] != b'\n' {
        end -= 1;
    }
    (begin, end - begin)
}

const fn is_at(source: &[u8], start: usize, word: &str) -> bool {
    let word = word.as_bytes();
    if start + word.len() > source.len() {
        return false;
    }
    let mut i = 0;
    while i < word.len() {
        if source[start + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The passage's own bytes: a part of `include_str!` would keep the whole file in the program.
pub const fn copy<const N: usize>(source: &str, start: usize) -> [u8; N] {
    let source = source.as_bytes();
    let mut bytes = [0; N];
    let mut i = 0;
    while i < N {
        bytes[i] = source[start + i];
        i += 1;
    }
    bytes
}
