//! Words for the answer to a picture, and for the reasons to doubt it.

use crate::protocol::{CLASS_NAMES, Classification, Doubt};

/// How sure the answer is, in a line; none if it is sure.
pub fn doubt(classification: &Classification) -> Option<String> {
    let class = class_name(likeliest(&classification.probabilities));
    let other = classification.doubts.iter().find_map(|doubt| match doubt {
        Doubt::Unsteady { other } => Some(class_name(usize::from(*other))),
        _ => None,
    });
    match other {
        Some(other) => Some(format!("Not sure: it could be {class} or {other}")),
        None if classification.doubts.is_empty() => None,
        None => Some(format!("Perhaps {class}, but not sure")),
    }
}

/// One sentence on a reason to doubt, with what helps.
pub fn sentence(doubt: Doubt) -> String {
    match doubt {
        Doubt::Unsteady { .. } => {
            "Moved, scaled or dimmed a little, the picture gets another answer. It may show no piece of clothing that the model knows.".to_owned()
        }
        Doubt::SeveralPieces { n_pieces } => {
            format!("There are {n_pieces} pieces in the picture; this is about the largest. Cut the others off for a better answer.")
        }
        Doubt::LowContrast => {
            "The piece hardly differs from its background. Lay it on something darker or lighter.".to_owned()
        }
        Doubt::BusyBackground => {
            "The background's noise or pattern is nearly as strong as the piece. A plain background and more light help.".to_owned()
        }
        Doubt::CutOff => {
            "The piece touches much of the picture's edge, so part of it may be missing. Step back a little.".to_owned()
        }
    }
}

/// How the picture was prepared, in one sentence.
pub fn remark(classification: &Classification) -> String {
    let mut remark = match (classification.keeps_background, classification.is_cropped) {
        (true, true) => "Your crop with its background, scaled and centred",
        (true, false) => "The whole picture with its background, scaled and centred",
        (false, true) => {
            "Your crop, trimmed to the piece, scaled and centred as the data set's images were"
        }
        (false, false) => "Trimmed, scaled and centred as the data set's images were",
    }
    .to_owned();
    if classification.inverted {
        remark.push_str(", and turned light on dark, since yours was dark on light");
    }
    if classification.is_mirrored {
        remark.push_str("; mirrored, since the data set's shoes have their toes to the left");
    }
    remark
}

/// How the picture became the model's input, step by step.
pub fn steps(classification: &Classification) -> Vec<String> {
    let Classification {
        crop,
        inverted,
        is_mirrored,
        has_frame,
        has_shadow,
        is_cropped,
        keeps_background,
        ..
    } = classification;
    let mut steps = Vec::new();
    if *has_frame {
        steps.push("The frame or the bars around the photo were cut off".to_owned());
    }
    if *has_shadow {
        steps.push("A soft shadow or uneven light was taken for background".to_owned());
    }
    if *is_cropped && !*keeps_background {
        steps.push("Looked for the piece in your crop alone".to_owned());
    }
    let what = match (*keeps_background, *is_cropped) {
        (false, _) => "Trimmed to the piece",
        (true, false) => "Kept with its background, untrimmed",
        (true, true) => "Kept all of your crop, with its background",
    };
    steps.push(format!(
        "{what}: {} × {} pixels, from column {}, row {}",
        crop.width, crop.height, crop.x, crop.y
    ));
    steps.push(if *inverted {
        "Turned light on dark, as the data set's images are, since yours is dark on light"
            .to_owned()
    } else {
        "Left light on dark, as it is and as the data set's images are".to_owned()
    });
    steps.push("Scaled to 28 pixels, sharpened and centred".to_owned());
    if *is_mirrored {
        steps.push("Mirrored: the data set's shoes have their toes to the left".to_owned());
    }
    steps
}

fn class_name(class: usize) -> &'static str {
    CLASS_NAMES.get(class).copied().unwrap_or("nothing known")
}

fn likeliest(probabilities: &[f32]) -> usize {
    let classes = probabilities.iter().enumerate();
    classes
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map_or(CLASS_NAMES.len(), |(class, _)| class)
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
