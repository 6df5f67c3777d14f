//! The views that are loaded after the first one.

use leptos::prelude::AnyView;

use crate::session::Tab;
use crate::session::lesson::sections::Section;

/// What builds the views: pointers, since a function that is called by name becomes part of the caller's program.
#[derive(Debug, Clone, Copy)]
pub struct Views {
    /// The view of a tab.
    pub of_tab: fn(Tab) -> AnyView,
    /// A section of the lesson.
    pub of_section: fn(Section) -> AnyView,
}

/// Whether the views can be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Loading {
    /// They are on their way.
    Waiting,
    /// They are loaded.
    Done(Views),
    /// They did not come; the browser's console names the reason.
    Failed,
}
