//! Words for the answer to a picture, and for the reasons to doubt it.

use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, Classification, Doubt};
use crate::texts::{self, text};

/// How sure the answer is, in a line; none if it is sure.
pub fn doubt(classification: &Classification) -> Option<String> {
    let class = likeliest_class(&classification.probabilities)
        .map_or_else(|| text!("photo-nothing-known"), class_name);
    let other = classification.doubts.iter().find_map(|doubt| match doubt {
        Doubt::Unsteady { other } => Some(class_name(usize::from(*other))),
        _ => None,
    });
    match other {
        Some(other) => Some(text!("photo-doubt-between", one = class, other = other)),
        None if classification.doubts.is_empty() => None,
        None => Some(text!("photo-doubt", class = class)),
    }
}

/// One sentence on a reason to doubt, with what helps.
pub fn sentence(doubt: Doubt) -> String {
    match doubt {
        Doubt::Unsteady { .. } => text!("photo-unsteady").to_owned(),
        Doubt::SeveralPieces { n_pieces } => {
            text!("photo-several", n = n_pieces)
        }
        Doubt::LowContrast => text!("photo-low-contrast").to_owned(),
        Doubt::BusyBackground => text!("photo-busy").to_owned(),
        Doubt::CutOff => text!("photo-cut-off").to_owned(),
    }
}

/// How the picture was prepared, in a sentence or three.
pub fn remark(classification: &Classification) -> String {
    let base = match (classification.keeps_background, classification.is_cropped) {
        (true, true) => text!("photo-remark-both"),
        (true, false) => text!("photo-remark-kept"),
        (false, true) => text!("photo-remark-cropped"),
        (false, false) => text!("photo-remark-plain"),
    };
    let mut sentences = vec![base.to_owned()];
    if classification.inverted {
        sentences.push(text!("photo-remark-inverted").to_owned());
    }
    if classification.quarter_turns > 0 {
        sentences.push(text!(
            "photo-remark-turned",
            degrees = degrees(classification)
        ));
    }
    if classification.is_mirrored {
        sentences.push(text!("photo-remark-mirrored").to_owned());
    }
    sentences.join(" ")
}

/// How the picture became the model's input, step by step.
pub fn steps(classification: &Classification) -> Vec<String> {
    let Classification {
        crop,
        inverted,
        is_mirrored,
        quarter_turns,
        has_frame,
        has_shadow,
        is_cropped,
        keeps_background,
        ..
    } = classification;
    let mut steps = Vec::new();
    if *has_frame {
        steps.push(text!("photo-step-frame").to_owned());
    }
    if *has_shadow {
        steps.push(text!("photo-step-shadow").to_owned());
    }
    if *is_cropped && !*keeps_background {
        steps.push(text!("photo-step-crop").to_owned());
    }
    let key = match (*keeps_background, *is_cropped) {
        (false, _) => "photo-step-trimmed",
        (true, false) => "photo-step-kept",
        (true, true) => "photo-step-kept-crop",
    };
    steps.push(texts::format(
        key,
        &[
            ("width", &crop.width),
            ("height", &crop.height),
            ("column", &crop.x),
            ("row", &crop.y),
        ],
    ));
    let polarity = if *inverted {
        text!("photo-step-inverted")
    } else {
        text!("photo-step-not-inverted")
    };
    steps.push(polarity.to_owned());
    steps.push(text!("photo-step-scaled").to_owned());
    if *quarter_turns > 0 {
        steps.push(text!(
            "photo-step-turned",
            degrees = degrees(classification)
        ));
    }
    if *is_mirrored {
        steps.push(text!("photo-step-mirrored").to_owned());
    }
    steps
}

/// How far the picture was turned by hand.
fn degrees(classification: &Classification) -> u32 {
    90 * u32::from(classification.quarter_turns)
}

fn class_name(class: usize) -> &'static str {
    CLASS_NAMES
        .get(class)
        .copied()
        .unwrap_or_else(|| text!("photo-nothing-known"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Crop;

    fn classification(doubts: Vec<Doubt>) -> Classification {
        let mut probabilities = vec![0.02; 10];
        probabilities[8] = 0.82;
        Classification {
            pixels: Vec::new(),
            stages: Vec::new(),
            inverted: true,
            is_mirrored: true,
            quarter_turns: 0,
            crop: Crop {
                x: 3,
                y: 4,
                width: 50,
                height: 60,
            },
            is_cropped: false,
            keeps_background: false,
            has_frame: false,
            has_shadow: false,
            probabilities,
            doubts,
        }
    }

    #[test]
    fn a_sure_answer_is_not_doubted() {
        assert_eq!(doubt(&classification(Vec::new())), None);
    }

    #[test]
    fn a_doubtful_answer_names_what_else_it_could_be() {
        let unsteady = Doubt::Unsteady { other: 6 };
        let several = Doubt::SeveralPieces { n_pieces: 2 };
        assert_eq!(
            doubt(&classification(vec![several, unsteady])).as_deref(),
            Some("Not sure: it could be Bag or Shirt")
        );
        assert_eq!(
            doubt(&classification(vec![several])).as_deref(),
            Some("Perhaps Bag, but not sure")
        );
        assert!(sentence(several).starts_with("There are 2 pieces"));
    }

    #[test]
    fn every_step_that_was_taken_is_told() {
        let steps = steps(&classification(Vec::new()));
        assert_eq!(steps.len(), 4);
        assert!(steps[0].contains("50 × 60"));
        assert!(steps[1].contains("dark on light"));
        assert!(steps[3].starts_with("Mirrored"));
    }

    #[test]
    fn a_turn_is_told_in_degrees() {
        let mut answer = classification(Vec::new());
        answer.quarter_turns = 3;
        for told in [steps(&answer).join(" "), remark(&answer)] {
            assert!(told.contains("270°"), "{told}");
        }
    }

    #[test]
    fn nothing_is_said_to_be_trimmed_that_was_kept() {
        let mut answer = classification(Vec::new());
        answer.keeps_background = true;
        for is_cropped in [false, true] {
            answer.is_cropped = is_cropped;
            let told = [steps(&answer), vec![remark(&answer)]].concat().join(" ");
            assert!(!told.contains("Trimmed"), "{told}");
            assert_eq!(told.contains("crop"), is_cropped, "{told}");
        }
    }
}
