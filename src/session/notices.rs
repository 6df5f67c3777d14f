//! Messages to the learner that stay until dismissed.

use crate::protocol::{DeviceKind, Event, FailureScope};
use crate::texts::text;

/// Notices at most; older ones are dropped.
const MAX_NOTICES: usize = 6;

/// The number of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoticeId(u32);

/// The severity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Error,
}

/// The action of a notice's button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAction {
    RestartEngine(DeviceKind),
    /// Reload the page with the newest worker for this device.
    Reload(DeviceKind),
    /// Reload the page in the version that waits.
    TakeUpdate,
    /// Open the view of the stored runs.
    OpenRuns,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: NoticeId,
    pub tone: Tone,
    pub text: String,
    pub action: Option<NoticeAction>,
}

/// The messages on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notices {
    notices: Vec<Notice>,
    n_made: u32,
}

impl Notices {
    /// Oldest first.
    pub fn all(&self) -> &[Notice] {
        &self.notices
    }

    /// Adds a notice, unless one with the same text is there.
    pub fn push(&mut self, tone: Tone, text: impl Into<String>, action: Option<NoticeAction>) {
        let text = text.into();
        if self.notices.iter().any(|known| known.text == text) {
            return;
        }
        self.n_made += 1;
        self.notices.push(Notice {
            id: NoticeId(self.n_made),
            tone,
            text,
            action,
        });
        if self.notices.len() > MAX_NOTICES {
            // A notice with an action is dropped last.
            let oldest = self.notices.iter().position(|known| known.action.is_none());
            self.notices.remove(oldest.unwrap_or(0));
        }
    }

    /// Says what an event means for the whole engine.
    pub(super) fn apply(&mut self, event: &Event) {
        match event {
            Event::WorkersChanged { n_lost: 1.., .. } => {
                self.push(Tone::Info, text!("workers-late"), None);
            }
            Event::Failed {
                scope: FailureScope::Engine,
                message,
            } => self.push(Tone::Error, message, None),
            _ => {}
        }
    }

    /// Removes a notice.
    pub fn dismiss(&mut self, notice: NoticeId) {
        self.notices.retain(|known| known.id != notice);
    }

    /// Removes the notices with this action, which was taken.
    pub fn dismiss_action(&mut self, action: NoticeAction) {
        self.notices.retain(|known| known.action != Some(action));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_shown_once() {
        let mut notices = Notices::default();
        notices.push(Tone::Error, "no room".to_owned(), None);
        notices.push(Tone::Error, "no room".to_owned(), None);
        assert_eq!(notices.all().len(), 1);
    }

    #[test]
    fn a_flood_of_notices_does_not_wash_away_the_way_on() {
        let mut notices = Notices::default();
        let restart = NoticeAction::RestartEngine(DeviceKind::Cpu);
        notices.push(Tone::Error, "crashed".to_owned(), Some(restart));
        for number in 0..20 {
            notices.push(Tone::Info, number.to_string(), None);
        }
        assert_eq!(notices.all().len(), MAX_NOTICES);
        assert_eq!(notices.all()[0].action, Some(restart));
        notices.dismiss_action(restart);
        assert_eq!(notices.all().len(), MAX_NOTICES - 1);
    }
}
