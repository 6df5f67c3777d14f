//! What a learner does, one story a file, in a real Chromium.

mod habits;

mod data;
mod spoilt_data;
mod training;
