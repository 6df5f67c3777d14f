//! Which changes of view and settings get an entry of their own in the browser's history, so that Back undoes them.

use super::address::{self, Tab};
use super::lesson::sections::Section;
use super::settings::{FormField, SettingsForm};

/// Changes of one control that are closer than this are one change: a number is typed digit by digit.
const ONE_CHANGE_SECS: f64 = 2.0;

/// What an address stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryPlace {
    pub tab: Tab,
    /// The open section of the lesson, on its view only.
    pub section: Option<Section>,
    pub form: SettingsForm,
}

impl HistoryPlace {
    /// The part of the address after `#`, with it.
    pub fn address(&self) -> String {
        match self.tab {
            Tab::Lesson => address::write_section(self.section, &self.form),
            _ => address::write(self.tab, &self.form),
        }
    }
}

/// What to do with the newest entry of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It stays, and a new one comes after it.
    New,
    /// It gets the new address.
    Same,
}

/// The latest change that a learner made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    what: Control,
    at_secs: f64,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Control {
    View,
    Model,
    Device,
    FinalRelu,
    Field(FormField),
    /// Several settings at once, such as by a reset.
    Several,
}

/// How a change from one place to another goes into the history, and what to pass as `last` with the next one.
///
/// - `last`: the change before, if there is one.
pub fn entry_of(
    before: &HistoryPlace,
    after: &HistoryPlace,
    last: Option<Change>,
    now_secs: f64,
) -> (Entry, Option<Change>) {
    let Some(what) = difference(before, after) else {
        return (Entry::Same, last);
    };
    // Two clicks are two changes; only typing goes step by step.
    let goes_on = last.is_some_and(|last| {
        matches!(what, Control::Field(_))
            && last.what == what
            && now_secs - last.at_secs < ONE_CHANGE_SECS
    });
    let entry = if goes_on { Entry::Same } else { Entry::New };
    let at_secs = now_secs;
    (entry, Some(Change { what, at_secs }))
}

fn difference(before: &HistoryPlace, after: &HistoryPlace) -> Option<Control> {
    let (old, new) = (&before.form, &after.form);
    let mut changed = Vec::new();
    for (is_changed, control) in [
        (
            (before.tab, before.section) != (after.tab, after.section),
            Control::View,
        ),
        (old.model != new.model, Control::Model),
        (old.device != new.device, Control::Device),
        (old.final_relu != new.final_relu, Control::FinalRelu),
    ] {
        if is_changed {
            changed.push(control);
        }
    }
    for field in FormField::ALL {
        if old.text(field) != new.text(field) {
            changed.push(Control::Field(field));
        }
    }
    match changed[..] {
        [] => None,
        [control] => Some(control),
        _ => Some(Control::Several),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(field: FormField, text: &str) -> HistoryPlace {
        let mut form = SettingsForm::default();
        form.set_text(field, text.to_owned());
        HistoryPlace {
            tab: Tab::Train,
            section: None,
            form,
        }
    }

    #[test]
    fn a_number_typed_digit_by_digit_is_one_entry() {
        let texts = ["3", "", "1", "12"].map(|text| place(FormField::Epochs, text));
        let mut last = None;
        let mut entries = Vec::new();
        for (number, pair) in texts.windows(2).enumerate() {
            let (entry, change) = entry_of(&pair[0], &pair[1], last, number as f64);
            entries.push(entry);
            last = change;
        }
        assert_eq!(entries, [Entry::New, Entry::Same, Entry::Same]);
        // After a while the same field changes anew.
        let again = place(FormField::Epochs, "5");
        assert_eq!(entry_of(&texts[3], &again, last, 60.0).0, Entry::New);
    }

    #[test]
    fn another_field_is_another_entry() {
        let epochs = place(FormField::Epochs, "5");
        let (_, last) = entry_of(&place(FormField::Epochs, "3"), &epochs, None, 0.0);
        let mut both = epochs.clone();
        both.form.seed = "7".to_owned();
        assert_eq!(entry_of(&epochs, &both, last, 0.5).0, Entry::New);
    }

    #[test]
    fn each_click_and_each_view_is_an_entry_and_nothing_is_none() {
        let start = place(FormField::Epochs, "3");
        let mut other = start.clone();
        other.form.final_relu = !other.form.final_relu;
        let (entry, last) = entry_of(&start, &other, None, 0.0);
        assert_eq!(entry, Entry::New);
        assert_eq!(entry_of(&other, &start, last, 0.1).0, Entry::New);
        let mut elsewhere = start.clone();
        elsewhere.tab = Tab::About;
        assert_eq!(entry_of(&start, &elsewhere, None, 0.0).0, Entry::New);
        assert_eq!(entry_of(&start, &start, last, 0.0), (Entry::Same, last));
    }
}
