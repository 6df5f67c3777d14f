//! Reads Cargo.lock. The library's build script reads it by this file as well.

/// The release of a crate that the text of a Cargo.lock pins; none where there are several or none.
pub fn release_of<'lock>(lock: &'lock str, name: &str) -> Option<&'lock str> {
    let start = format!("name = \"{name}\"\nversion = \"");
    let mut found = lock
        .split("[[package]]\n")
        .filter_map(|package| package.strip_prefix(&start)?.split('"').next());
    let release = found.next()?;
    found.next().is_none().then_some(release)
}

#[cfg(test)]
mod tests {
    use super::release_of;

    #[test]
    fn the_release_of_a_crate_is_the_one_that_is_pinned() {
        let lock = "version = 4\n\n\
                    [[package]]\nname = \"gloo\"\nversion = \"0.12.0\"\n\n\
                    [[package]]\nname = \"gloo-net\"\nversion = \"0.7.0\"\n\n\
                    [[package]]\nname = \"syn\"\nversion = \"2.0.1\"\n\n\
                    [[package]]\nname = \"syn\"\nversion = \"3.0.1\"\n";
        assert_eq!(release_of(lock, "gloo"), Some("0.12.0"));
        assert_eq!(release_of(lock, "syn"), None, "which one?");
        assert_eq!(release_of(lock, "net"), None);
    }
}
