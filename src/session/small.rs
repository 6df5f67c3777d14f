//! Sorting and finding among a few things: the library's sort and map, compiled anew for every type, are made for thousands.

use std::cmp::Ordering;

/// Sorts a few items, stably, in a time that grows with the square of their number.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let mut place = end;
        while place > 0 && compare(&items[place - 1], &items[place]).is_gt() {
            items.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// The same by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// A map of a few keys.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> SmallMap<K, V> {
    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        drop(self.remove(&key));
        self.0.push((key, value));
    }

    /// Takes out the value of a key.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(place).1)
    }

    /// Takes out everything.
    pub fn take(&mut self) -> Vec<(K, V)> {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        let mut words = ["pear", "fig", "plum", "kiwi", "date", "yam"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "yam", "pear", "plum", "kiwi", "date"]);
    }

    #[test]
    fn a_key_has_one_value() {
        let mut map = SmallMap::default();
        map.insert(1, "one");
        map.insert(2, "two");
        map.insert(1, "uno");
        assert_eq!(map.remove(&1), Some("uno"));
        assert_eq!(map.remove(&1), None);
        assert_eq!(map.take(), [(2, "two")]);
    }
}
