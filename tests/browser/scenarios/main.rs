//! What a learner does in a real Chromium, one subject a file.

mod actions;
mod pytorch;

mod accessible;
mod address;
mod bad_settings;
mod crash;
mod crop_and_camera;
mod data;
mod evaluate;
mod evidence;
mod fallback;
mod frame;
mod gallery;
mod inside;
mod keyboard;
mod lesson;
mod measured;
mod models;
mod pretrained;
mod runs;
mod spoilt_data;
mod tiny_vgg;
mod training;
mod try_it;
mod views;
mod webgpu;
mod webgpu_gradients;
mod welcome;
mod workers;
