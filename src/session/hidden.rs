//! The views that a teacher hides from a class, as `?hide=compare,models` in the page's address.

use super::address::Tab;

/// The hidden views. About is never among them, so that something is always left, and can say what is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden(Vec<Tab>);

impl Hidden {
    /// Reads the part of an address after `?`; other words in it are left alone.
    pub fn read(search: &str) -> Self {
        let hidden = words(search).filter_map(tab);
        Self(hidden.filter(|&tab| can_be_hidden(tab)).collect())
    }

    /// The words that hide nothing: unknown ones, and views that always stay.
    pub fn unknown(search: &str) -> Vec<&str> {
        words(search)
            .filter(|word| !tab(word).is_some_and(can_be_hidden))
            .collect()
    }

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

/// The words behind `hide=`.
fn words(search: &str) -> impl Iterator<Item = &str> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.strip_prefix("hide="))
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
        assert_eq!(Hidden::unknown(&search), ["about"]);
    }

    #[test]
    fn words_that_hide_nothing_are_named() {
        assert_eq!(Hidden::unknown("?hide=moon,train&x=1"), ["moon"]);
        assert_eq!(Hidden::unknown("?x=moon"), Vec::<&str>::new());
    }
}
