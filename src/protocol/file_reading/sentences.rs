//! How a file was read, in sentences.

use std::fmt::{self, Display, Formatter};

use super::{LoadNote, TriedReading};
use crate::protocol::{RecordedScore, format_loss};
use crate::texts::text;

impl TriedReading {
    /// The model in words: `FashionMNISTModelV1 without the last ReLU`.
    pub fn title(&self) -> String {
        let class_name = self.model.class_name;
        if !self.model.has_final_relu() {
            return class_name.to_owned();
        }
        if self.final_relu {
            text!("reading-with-relu", model = class_name)
        } else {
            text!("reading-without-relu", model = class_name)
        }
    }
}

impl Display for TriedReading {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.score {
            Some(score) => f.write_str(&text!(
                "reading-scored",
                model = self.title(),
                score = score
            )),
            None => f.write_str(&self.title()),
        }
    }
}

impl Display for RecordedScore {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&text!(
            "reading-score",
            loss = format_loss(self.loss),
            accuracy = percent(self.accuracy)
        ))
    }
}

impl Display for LoadNote {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl LoadNote {
    fn sentence(&self) -> String {
        match self {
            Self::Inside { place } => text!("reading-inside", place = place),
            Self::PrefixRemoved { prefix } => text!("reading-prefix", prefix = prefix),
            Self::MatchedByOrder {
                model,
                is_by_numbers,
                found,
                meant,
            } => {
                let model = model.class_name;
                if *is_by_numbers {
                    text!(
                        "reading-numbers",
                        model = model,
                        found = found,
                        meant = meant
                    )
                } else {
                    text!("reading-order", model = model, found = found, meant = meant)
                }
            }
            Self::WholeModule { class } => text!("reading-module", class = class),
            Self::OtherLayers { classes, model } => text!(
                "reading-layers",
                layers = classes.join(", "),
                model = model.class_name
            ),
            Self::Cast { from } => text!("reading-cast", dtype = from.name()),
            Self::OthersFit { places } => text!("reading-others", places = places.join(", ")),
            Self::TensorsLeftOut { n_tensors, first } => {
                text!("reading-left-out", n = n_tensors, first = first)
            }
            Self::NotMade { names } => text!("reading-not-made", names = names.join(", ")),
            Self::NoChecksums => text!("reading-no-checksums").to_owned(),
            Self::Undecided { taken, others } => {
                let others = others.iter().map(ToString::to_string);
                let others =
                    others.reduce(|one, other| text!("reading-or", one = one, other = other));
                let undecided = text!(
                    "reading-undecided",
                    taken = taken,
                    others = others.unwrap_or_default()
                );
                if taken.score.is_some() {
                    undecided
                } else {
                    format!("{undecided} {}", text!("reading-untried"))
                }
            }
            Self::RecordedAccuracy { key, accuracy } => {
                text!("reading-accuracy", accuracy = percent(*accuracy), key = key)
            }
            Self::OtherAccuracy {
                key,
                recorded,
                found,
            } => text!(
                "reading-other-accuracy",
                recorded = percent(*recorded),
                key = key,
                found = percent(*found)
            ),
            Self::OtherScore { recorded, found } => {
                text!("reading-other-score", recorded = recorded, found = found)
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.2}", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diverged_loss_is_written_as_a_power_of_ten() {
        let score = |loss| RecordedScore {
            loss,
            accuracy: 0.1,
        };
        let note = LoadNote::OtherScore {
            recorded: score(1.4e17),
            found: score(2.25),
        };
        let text = note.to_string();
        assert!(
            text.contains("test loss 1.4e17, accuracy 10.00 %"),
            "{text}"
        );
        assert!(text.contains("test loss 2.25000, "), "{text}");
    }
}
