//! What a learner does, one story a file, in a real Chromium.

mod data;
