//! What a learner does in a real Chromium, and in Firefox, one subject a file.

mod actions;
mod pytorch;

mod accessible;
mod address;
mod bad_settings;
mod crash;
mod data;
mod evaluate;
mod evidence;
mod fallback;
mod faults;
mod firefox;
mod frame;
mod gallery;
mod inside;
mod keyboard;
mod lesson;
mod measured;
mod models;
mod monkey;
mod offline;
mod pretrained;
mod private;
mod resume;
mod runs;
mod soak;
mod spoilt_data;
mod tiny_vgg;
mod training;
mod try_it;
mod views;
mod webgpu;
mod webgpu_gradients;
mod welcome;
mod workers;
