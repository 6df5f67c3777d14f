//! Writes an evaluation: by class with the confusion matrix, and image by image.

use super::super::script::json;
use super::{csv_cell, null, number};
use crate::protocol::{CLASS_NAMES, Evaluation, N_CLASSES};

/// One line a class: its images, precision, recall and F1 as fractions, and how many of its images were predicted as each
/// class; a missing value is empty.
pub fn classes_csv(evaluation: &Evaluation) -> String {
    let predicted: Vec<String> = (0..N_CLASSES)
        .map(|class| format!("predicted_{class}"))
        .collect();
    let mut text = format!(
        "class,name,images,precision,recall,f1,{}\n",
        predicted.join(",")
    );
    for (class, name) in CLASS_NAMES.iter().enumerate() {
        let counts = evaluation.confusion.counts[class].map(|count| count.to_string());
        let metrics = metrics(evaluation, class)
            .map(|(_, value)| value.map_or_else(String::new, |value| value.to_string()));
        text += &format!(
            "{class},{},{},{},{}\n",
            csv_cell(name),
            n_images(evaluation, class),
            metrics.join(","),
            counts.join(",")
        );
    }
    text
}

/// One line for each test image: its true class, the predicted one, and the model's probability of that.
pub fn images_csv(evaluation: &Evaluation) -> String {
    let mut text = String::from("image,truth,truth_name,predicted,predicted_name,confidence\n");
    for (image, (&truth, &predicted)) in answers(evaluation).enumerate() {
        let confidence = confidence(evaluation, image);
        let (truth_name, predicted_name) = (class_name(truth), class_name(predicted));
        text +=
            &format!("{image},{truth},{truth_name},{predicted},{predicted_name},{confidence}\n");
    }
    text
}

/// All of an evaluation: the score, the classes, the matrix (true classes by predicted ones), and a list for each column of
/// the images.
pub fn json_text(evaluation: &Evaluation) -> String {
    let classes: Vec<String> = (0..N_CLASSES)
        .map(|class| {
            let metrics = metrics(evaluation, class).map(|(name, value)| {
                format!("{}: {}", json(name), value.map_or_else(null, number))
            });
            format!(
                "{{\"class\": {class}, \"name\": {}, \"images\": {}, {}}}",
                json(CLASS_NAMES[class]),
                n_images(evaluation, class),
                metrics.join(", ")
            )
        })
        .collect();
    let list = |write: &dyn Fn(usize, u8, u8) -> String| {
        let images = answers(evaluation).enumerate();
        let texts = images.map(|(image, (truth, predicted))| write(image, *truth, *predicted));
        texts.collect::<Vec<String>>().join(", ")
    };
    format!(
        "{{\"model\": {}, \"loss\": {}, \"accuracy\": {}, \"share_correct\": {},\n \"classes\": [{}],\n \"confusion\": {:?},\n \
         \"images\": {{\"truth\": [{}], \"predicted\": [{}], \"confidence\": [{}]}}}}\n",
        json(evaluation.model.class_name),
        number(evaluation.loss),
        number(evaluation.accuracy),
        number(evaluation.confusion.share_correct()),
        classes.join(", "),
        evaluation.confusion.counts,
        list(&|_, truth, _| truth.to_string()),
        list(&|_, _, predicted| predicted.to_string()),
        list(&|image, _, _| confidence(evaluation, image)),
    )
}

fn metrics(evaluation: &Evaluation, class: usize) -> [(&'static str, Option<f64>); 3] {
    let confusion = &evaluation.confusion;
    [
        ("precision", confusion.precision(class)),
        ("recall", confusion.recall(class)),
        ("f1", confusion.f1(class)),
    ]
}

fn n_images(evaluation: &Evaluation, class: usize) -> u32 {
    evaluation.confusion.counts[class].iter().sum()
}

/// The true and the predicted class of each image, in order.
fn answers(evaluation: &Evaluation) -> impl Iterator<Item = (&u8, &u8)> {
    evaluation.truth.iter().zip(&evaluation.predicted)
}

/// With as many decimals as are stored.
fn confidence(evaluation: &Evaluation, image: usize) -> String {
    format!("{:.5}", evaluation.confidence.at(image))
}

fn class_name(class: u8) -> String {
    let name = CLASS_NAMES.get(usize::from(class)).copied();
    csv_cell(name.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ConfusionMatrix, ModelKind, Probabilities};

    /// Two bags of which one is taken for a shirt, and a shirt.
    fn evaluation() -> Evaluation {
        let mut confusion = ConfusionMatrix::default();
        confusion.counts[8][8] = 1;
        confusion.counts[8][6] = 1;
        confusion.counts[6][6] = 1;
        let mut confidence = Probabilities::default();
        for share in [1.0, 0.5, 0.75] {
            confidence.push(share);
        }
        Evaluation {
            model: ModelKind::BASELINE,
            loss: f64::NAN,
            accuracy: 0.625,
            confusion,
            predicted: vec![8, 6, 6],
            truth: vec![8, 8, 6],
            confidence,
        }
    }

    #[test]
    fn a_class_has_its_metrics_and_its_row_of_the_matrix() {
        let text = classes_csv(&evaluation());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + N_CLASSES);
        assert!(lines[0].ends_with(",f1,predicted_0,predicted_1,predicted_2,predicted_3,predicted_4,predicted_5,predicted_6,predicted_7,predicted_8,predicted_9"));
        let expected = "8,Bag,2,1,0.5,0.6666666666666666,0,0,0,0,0,0,1,0,1,0";
        assert_eq!(lines[9], expected);
        // Without images there is nothing to be right about.
        assert_eq!(lines[1], "0,T-shirt/top,0,,,,0,0,0,0,0,0,0,0,0,0");
    }

    #[test]
    fn an_image_has_its_truth_its_answer_and_how_sure_that_was() {
        let text = images_csv(&evaluation());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[1], "0,8,Bag,8,Bag,1.00000");
        assert_eq!(lines[2], "1,8,Bag,6,Shirt,0.50001");
    }

    #[test]
    fn json_holds_the_same_and_is_json_even_with_a_loss_that_is_no_number() {
        let value: serde_json::Value =
            serde_json::from_str(&json_text(&evaluation())).expect("JSON");
        assert!(value["loss"].is_null());
        assert_eq!(value["accuracy"], 0.625);
        assert_eq!(value["classes"][8]["recall"], 0.5);
        assert!(value["classes"][0]["f1"].is_null());
        assert_eq!(value["confusion"][8][6], 1);
        assert_eq!(value["images"]["truth"][1], 8);
        assert_eq!(value["images"]["predicted"][1], 6);
        assert_eq!(value["images"]["confidence"][2], 0.75);
    }
}
