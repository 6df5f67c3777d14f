//! The views that a teacher hides from a class, as `?hide=compare,models` in the page's address.

use super::address::Tab;

/// The start of the pair that hides views.
const HIDE: &str = "hide=";

/// The hidden views. About is never among them, so that something is always left, and can say what is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden(Vec<Tab>);

impl Hidden {
    /// Reads the part of an address after `?`; other words in it are left alone.
    pub fn read(search: &str) -> Self {
        let hidden = words(search).filter_map(tab);
        Self(hidden.filter(|&tab| can_be_hidden(tab)).collect())
    }

    /// Whether the address names the view that always stays.
    pub fn names_what_stays(search: &str) -> bool {
        words(search).filter_map(tab).any(|tab| !can_be_hidden(tab))
    }

    /// What hides nothing: unknown words, and pairs whose key was most likely meant as `hide`.
    pub fn unknown(search: &str) -> Vec<&str> {
        let in_vain = words(search).filter(|word| tab(word).is_none());
        pairs(search)
            .filter(|pair| is_meant_to_hide(pair))
            .chain(in_vain)
            .collect()
    }

    /// Whether this view is hidden.
    pub fn has(&self, tab: Tab) -> bool {
        self.0.contains(&tab)
    }

    /// The views that are left, in the order of the tabs.
    pub fn visible(&self) -> impl Iterator<Item = Tab> {
        Tab::ALL.into_iter().filter(|&tab| !self.has(tab))
    }

    /// This view, or the first that is left if it is hidden.
    pub fn or_first_visible(&self, tab: Tab) -> Tab {
        if self.has(tab) {
            self.visible().next().unwrap_or(Tab::About)
        } else {
            tab
        }
    }
}

fn can_be_hidden(tab: Tab) -> bool {
    tab != Tab::About
}

fn tab(word: &str) -> Option<Tab> {
    Tab::ALL.into_iter().find(|tab| tab.slug() == word)
}

fn pairs(search: &str) -> impl Iterator<Item = &str> {
    search.trim_start_matches('?').split('&')
}

/// Whether a pair has another key than `hide`, but one that starts so or is a slip away from it.
fn is_meant_to_hide(pair: &str) -> bool {
    if pair.starts_with(HIDE) {
        return false;
    }
    let key = pair.split('=').next().unwrap_or_default();
    let key = key.to_ascii_lowercase();
    key.starts_with("hid") || is_a_slip_away(key.as_bytes(), HIDE.trim_end_matches('=').as_bytes())
}

/// Whether one letter is missing, too many or wrong, or two neighbours have changed places.
fn is_a_slip_away(typed: &[u8], meant: &[u8]) -> bool {
    let n_shared = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let start = n_shared(typed, meant);
    let (typed, meant) = (&typed[start..], &meant[start..]);
    match (typed, meant) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        ([a, b, typed @ ..], [c, d, meant @ ..]) if (a, b) == (d, c) => typed == meant,
        ([_, after_typed @ ..], [_, after_meant @ ..]) => {
            after_typed == after_meant || after_typed == meant || typed == after_meant
        }
    }
}

/// The words behind `hide=`.
fn words(search: &str) -> impl Iterator<Item = &str> {
    pairs(search)
        .filter_map(|pair| pair.strip_prefix(HIDE))
        // Browsers write a comma either way.
        .flat_map(|list| list.split(',').flat_map(|part| part.split("%2C")))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_sees_what_is_left() {
        let hidden = Hidden::read("?lang=en&hide=compare,models%2Cdata");
        assert!(hidden.has(Tab::Compare) && hidden.has(Tab::Models) && hidden.has(Tab::Data));
        assert_eq!(hidden.visible().count(), Tab::ALL.len() - 3);
        assert_eq!(hidden.or_first_visible(Tab::Train), Tab::Train);
        let first = hidden.visible().next().expect("About is left at least");
        assert_eq!(hidden.or_first_visible(Tab::Data), first);
        assert_eq!(Hidden::read(""), Hidden::default());
    }

    #[test]
    fn not_everything_can_be_hidden() {
        let all = Tab::ALL.map(Tab::slug).join(",");
        let search = format!("?hide={all}");
        let hidden = Hidden::read(&search);
        assert_eq!(hidden.visible().collect::<Vec<_>>(), [Tab::About]);
        assert_eq!(Hidden::unknown(&search), Vec::<&str>::new());
        assert!(Hidden::names_what_stays(&search));
        assert!(!Hidden::names_what_stays("?hide=train,moon"));
    }

    #[test]
    fn words_that_hide_nothing_are_named() {
        assert_eq!(Hidden::unknown("?hide=moon,train&x=1"), ["moon"]);
        assert_eq!(Hidden::unknown("?x=moon"), Vec::<&str>::new());
    }

    #[test]
    fn a_key_that_was_meant_to_hide_is_named() {
        for pair in [
            "hid=x",
            "Hide=data",
            "hidden=data",
            "hides=",
            "hide",
            "hdie=x",
            "hie=x",
            "jide=x",
        ] {
            assert_eq!(Hidden::unknown(&format!("?{pair}")), [pair]);
            assert_eq!(Hidden::read(&format!("?{pair}")), Hidden::default());
        }
        // Other pages' keys may stand there too.
        for pair in [
            "lang=de",
            "id=7",
            "home=1",
            "utm_source=a",
            "hide=",
            "h=1",
            "",
        ] {
            let search = format!("?{pair}");
            assert_eq!(Hidden::unknown(&search), Vec::<&str>::new(), "{pair}");
        }
        assert_eq!(Hidden::unknown("?hid=x&hide=moon,data"), ["hid=x", "moon"]);
    }
}
