//! Whether the browser stores the page, so that it opens without its server, and whether a newer version waits.

use crate::texts::text;

/// What has become of storing the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfflineCopy {
    /// Nothing is known yet, or files are on their way.
    #[default]
    Storing,
    /// Every file of this version is there.
    Stored,
    /// The same, and the next visit is isolated, which this one is not: its server does not send the headers.
    StoredForIsolation,
    /// The browser refused, or a file did not arrive.
    Failed,
    /// The browser has no service workers: a private window, or an address without https.
    Unable,
    /// A build for development.
    Never,
}

impl OfflineCopy {
    /// By the word of `public/keep.js`.
    pub fn from_word(word: &str) -> Self {
        match word {
            "stored" => Self::Stored,
            "reload" => Self::StoredForIsolation,
            "failed" => Self::Failed,
            "unable" => Self::Unable,
            "never" => Self::Never,
            _ => Self::Storing,
        }
    }

    /// A sentence for the learner.
    pub fn words(self) -> &'static str {
        match self {
            Self::Storing => text!("offline-keeping"),
            Self::Stored | Self::StoredForIsolation => text!("offline-kept"),
            Self::Failed => text!("offline-failed"),
            Self::Unable => text!("offline-unable"),
            Self::Never => text!("offline-never"),
        }
    }

    /// What a reload would bring about for training; none where nothing.
    pub fn hint(self) -> Option<&'static str> {
        (self == Self::StoredForIsolation).then(|| text!("offline-reload-isolates"))
    }
}

/// A newer version of the page, whose files are all there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewVersion {
    /// It waits for a click.
    Ready,
    /// It cannot begin while another tab shows the present version.
    OpenElsewhere,
}

impl NewVersion {
    /// By the word of `public/keep.js`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "ready" => Some(Self::Ready),
            "open elsewhere" => Some(Self::OpenElsewhere),
            _ => None,
        }
    }

    /// A notice.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ready => text!("offline-version-ready"),
            Self::OpenElsewhere => text!("offline-open-elsewhere"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_script_is_known() {
        let script = include_str!("../../public/keep.js");
        for word in ["unable", "never", "stored", "reload", "failed"] {
            assert!(script.contains(&format!("\"{word}\"")), "{word}");
            assert_ne!(OfflineCopy::from_word(word), OfflineCopy::Storing, "{word}");
        }
        assert_eq!(OfflineCopy::from_word("storing"), OfflineCopy::Storing);
        assert!(script.contains("\"ready\""));
        let worker = include_str!("../../public/service_worker.js");
        assert!(worker.contains("\"open elsewhere\""));
        assert_eq!(NewVersion::from_word("ready"), Some(NewVersion::Ready));
        assert_eq!(
            NewVersion::from_word("open elsewhere"),
            Some(NewVersion::OpenElsewhere)
        );
    }

    #[test]
    fn a_reload_is_recommended_only_where_it_helps() {
        assert!(OfflineCopy::StoredForIsolation.hint().is_some());
        assert_eq!(OfflineCopy::Stored.hint(), None);
    }
}
