//! The page's address: the open tab, its section and every setting stand in the part after `#`, so that a link brings
//! them back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::protocol::ModelKind;

use super::device_choice::DeviceChoice;
use super::lesson::sections::Section;
use super::settings::{FormField, SettingsForm};
use crate::texts::text;

/// The views of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    #[default]
    Lesson,
    Data,
    Train,
    Compare,
    Evaluate,
    Inside,
    TryIt,
    Runs,
    Models,
    About,
}

impl Tab {
    /// In the order of the tabs.
    pub const ALL: [Self; 10] = [
        Self::Lesson,
        Self::Data,
        Self::Train,
        Self::Compare,
        Self::Evaluate,
        Self::Inside,
        Self::TryIt,
        Self::Runs,
        Self::Models,
        Self::About,
    ];

    /// The text of the tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lesson => text!("view-lesson"),
            Self::Data => text!("view-data"),
            Self::Train => text!("view-train"),
            Self::Compare => text!("view-compare"),
            Self::Evaluate => text!("view-evaluate"),
            Self::Inside => text!("view-inside"),
            Self::TryIt => text!("view-try-it"),
            Self::Runs => text!("view-runs"),
            Self::Models => text!("view-models"),
            Self::About => text!("view-about"),
        }
    }

    /// Its value in the page's address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Data => "data",
            Self::Train => "train",
            Self::Compare => "compare",
            Self::Evaluate => "evaluate",
            Self::Inside => "inside",
            Self::TryIt => "try-it",
            Self::Runs => "runs",
            Self::Models => "models",
            Self::About => "about",
        }
    }
}

/// What is percent-encoded in a setting.
const ENCODED: AsciiSet = NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// Writes tab and settings as `#tab=train&model=2`; settings that equal the lesson's are left out.
///
/// ```
/// use fitting_room::session::{SettingsForm, Tab, address};
///
/// let written = address::write(Tab::Train, &SettingsForm::default());
/// assert_eq!(written, "#tab=train");
/// assert_eq!(address::read(&written), (Tab::Train, SettingsForm::default()));
/// ```
pub fn write(tab: Tab, form: &SettingsForm) -> String {
    let lesson = SettingsForm::default();
    let mut pairs = vec![("tab", tab.slug().to_owned())];
    if form.model != lesson.model {
        pairs.push(("model", form.model.number.to_string()));
    }
    if form.device != lesson.device {
        pairs.push(("device", form.device.slug().to_owned()));
    }
    if form.final_relu != lesson.final_relu {
        pairs.push(("final-relu", form.final_relu.to_string()));
    }
    for field in FormField::ALL {
        if form.text(field) != lesson.text(field) {
            let text = utf8_percent_encode(form.text(field), &ENCODED);
            pairs.push((key(field), text.to_string()));
        }
    }
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    format!("#{}", pairs.join("&"))
}

/// The address of a section of the lesson; none is its beginning.
pub fn write_section(section: Option<Section>, form: &SettingsForm) -> String {
    let mut address = write(Tab::Lesson, form);
    if let Some(section) = section {
        address.push_str(&format!("&section={}", section.number()));
    }
    address
}

/// The section in the text of [`write_section`]; none where it names none.
pub fn read_section(hash: &str) -> Option<Section> {
    let pairs = hash.trim_start_matches('#').split('&');
    let mut words = pairs.filter_map(|pair| pair.strip_prefix("section="));
    words.next_back().and_then(Section::from_word)
}

/// Reads the text of [`write()`]; settings that are missing or unknown are the lesson's.
pub fn read(hash: &str) -> (Tab, SettingsForm) {
    let mut tab = Tab::default();
    let mut form = SettingsForm::default();
    for pair in hash.trim_start_matches('#').split('&') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        match name {
            "tab" => {
                let named = Tab::ALL.into_iter().find(|tab| tab.slug() == value);
                tab = named.unwrap_or_default();
            }
            "model" => {
                let named = value.parse().ok().and_then(ModelKind::from_number);
                form.model = named.unwrap_or(form.model);
            }
            "device" => form.device = DeviceChoice::from_slug(value).unwrap_or_default(),
            "final-relu" => form.final_relu = value != "false",
            _ => {
                if let Some(field) = FormField::ALL.into_iter().find(|&field| key(field) == name) {
                    let text = percent_decode_str(value).decode_utf8_lossy();
                    form.set_text(field, text.into_owned());
                }
            }
        }
    }
    (tab, form)
}

/// The parts of an address that [`read`] does not understand, as they stand there.
pub fn unknown(hash: &str) -> Vec<&str> {
    let is_known = |pair: &&str| {
        let Some((name, value)) = pair.split_once('=') else {
            return pair.is_empty();
        };
        match name {
            "tab" => Tab::ALL.into_iter().any(|tab| tab.slug() == value),
            "model" => value
                .parse()
                .ok()
                .and_then(ModelKind::from_number)
                .is_some(),
            "device" => DeviceChoice::from_slug(value).is_some(),
            "final-relu" => matches!(value, "true" | "false"),
            "section" => Section::from_word(value).is_some(),
            // A value that makes no sense is refused beside its control.
            _ => FormField::ALL.into_iter().any(|field| key(field) == name),
        }
    };
    let pairs = hash.trim_start_matches('#').split('&');
    pairs.filter(|pair| !is_known(pair)).collect()
}

/// A sentence on these parts of an address, which say nothing to the page; none where there are none.
pub fn complaint(unknown: &[&str]) -> Option<String> {
    (!unknown.is_empty()).then(|| {
        text!(
            "address-unknown",
            words = unknown.join(text!("address-between"))
        )
    })
}

fn key(field: FormField) -> &'static str {
    match field {
        FormField::Epochs => "epochs",
        FormField::BatchSize => "batch-size",
        FormField::LearningRate => "learning-rate",
        FormField::HiddenUnits => "hidden-units",
        FormField::Seed => "seed",
        FormField::Workers => "workers",
        FormField::Tests => "tests",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_brings_tab_and_settings_back() {
        let mut form = SettingsForm::lesson(ModelKind::TINY_VGG);
        form.device = DeviceChoice::WebGpu;
        form.final_relu = false;
        form.seed = "1234".to_owned();
        form.learning_rate = "5e-2 & 100 % of “it”".to_owned();
        let address = write(Tab::TryIt, &form);
        assert!(address.starts_with("#tab=try-it&model=2&device=webgpu&final-relu=false&"));
        assert_eq!(read(&address), (Tab::TryIt, form));
    }

    #[test]
    fn the_lessons_settings_need_no_words() {
        assert_eq!(write(Tab::Data, &SettingsForm::default()), "#tab=data");
        assert_eq!(read(""), (Tab::Lesson, SettingsForm::default()));
    }

    #[test]
    fn an_address_brings_a_section_of_the_lesson_back() {
        let form = SettingsForm::default();
        assert_eq!(write_section(None, &form), "#tab=lesson");
        for section in Section::ALL {
            let address = write_section(Some(section), &form);
            assert_eq!(read(&address), (Tab::Lesson, form.clone()));
            assert_eq!(read_section(&address), Some(section));
            assert_eq!(unknown(&address), Vec::<&str>::new());
        }
        assert_eq!(read_section("#tab=lesson&section=99"), None);
        assert_eq!(unknown("#section=99&tab=lesson"), ["section=99"]);
        assert_eq!(read_section("#tab=lesson"), None);
    }

    #[test]
    fn what_an_address_says_in_vain_is_named() {
        assert_eq!(unknown(""), Vec::<&str>::new());
        let mut form = SettingsForm::lesson(ModelKind::TINY_VGG);
        form.final_relu = false;
        form.workers = "2".to_owned();
        assert_eq!(unknown(&write(Tab::About, &form)), Vec::<&str>::new());
        assert_eq!(
            unknown("#tab=moon&model=9&device=abacus&epochs=%zz&x=1&lr&&seed=3"),
            ["tab=moon", "model=9", "device=abacus", "x=1", "lr"]
        );
        assert_eq!(complaint(&[]), None);
        let sentence = complaint(&["x=1", "lr"]).expect("there is something to say");
        assert!(sentence.contains("“x=1”, “lr”"), "{sentence}");
    }

    #[test]
    fn an_address_that_makes_no_sense_opens_the_lesson() {
        let (tab, form) = read("#tab=moon&model=9&device=abacus&epochs=%zz&x=1&&=&seed=%C3");
        assert_eq!(tab, Tab::Lesson);
        assert_eq!(form.model, ModelKind::BASELINE);
        assert_eq!(form.epochs, "%zz");
        assert_eq!(form.seed, "\u{fffd}");
    }
}
