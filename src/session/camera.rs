//! Why a camera cannot be used, in words, and the size of the picture that it takes.

use crate::texts::text;

/// Width and height to which larger pictures are scaled down; the model's input has 28×28 pixels.
const MAX_SIDE: f64 = 1024.0;

/// Why there is no picture from a camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The learner, or a rule of the browser, has said no.
    Denied,
    /// There is no camera.
    NoCamera,
    /// Another program has it.
    Busy,
    /// The page came over an insecure connection.
    InsecurePage,
    /// The browser has no such interface.
    Unsupported,
    /// Something else.
    Other,
}

impl Refusal {
    /// By the name of the exception that the browser throws.
    pub fn named(name: &str) -> Self {
        match name {
            "NotAllowedError" | "PermissionDeniedError" => Self::Denied,
            "NotFoundError" | "DevicesNotFoundError" | "OverconstrainedError" => Self::NoCamera,
            "NotReadableError" | "TrackStartError" | "AbortError" => Self::Busy,
            "SecurityError" => Self::InsecurePage,
            "NotSupportedError" | "TypeError" => Self::Unsupported,
            _ => Self::Other,
        }
    }
}

/// What happened, and what to do.
pub fn sentence(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Denied => {
            text!("photo-camera-denied")
        }
        Refusal::NoCamera => text!("photo-camera-none"),
        Refusal::Busy => {
            text!("photo-camera-busy")
        }
        Refusal::InsecurePage => {
            text!("photo-camera-insecure")
        }
        Refusal::Unsupported => text!("photo-camera-unsupported"),
        Refusal::Other => text!("photo-camera-other"),
    }
}

/// Width and height of the picture that is taken of a video; none before the video has shown anything.
pub fn shot_size(width: u32, height: u32) -> Option<[u32; 2]> {
    if width == 0 || height == 0 {
        return None;
    }
    let scale = (MAX_SIDE / f64::from(width.max(height))).min(1.0);
    Some([width, height].map(|side| (f64::from(side) * scale).round().max(1.0) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_a_sentence_that_says_what_to_do() {
        let names = [
            "NotAllowedError",
            "NotFoundError",
            "NotReadableError",
            "SecurityError",
            "TypeError",
            "",
        ];
        let mut sentences = names.map(|name| sentence(Refusal::named(name))).to_vec();
        for it in &sentences {
            assert!(it.contains(": "), "{it}");
        }
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), names.len());
    }

    #[test]
    fn a_large_picture_is_scaled_and_keeps_its_form() {
        assert_eq!(shot_size(1920, 1080), Some([1024, 576]));
        assert_eq!(shot_size(640, 480), Some([640, 480]));
        assert_eq!(shot_size(0, 480), None);
    }
}
