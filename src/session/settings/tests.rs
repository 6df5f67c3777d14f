//! What the form accepts, and what is said beside each control that it does not.

use super::*;

fn check(field: FormField, text: &str, says: Option<&str>) {
    let mut form = SettingsForm::lesson(ModelKind::TINY_VGG);
    form.set_text(field, text.to_owned());
    let error = form.error(field);
    match says {
        None => assert_eq!(error, None, "{text}"),
        Some(says) => {
            let error = error.unwrap_or_default();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
    for other in FormField::ALL.into_iter().filter(|&other| other != field) {
        assert_eq!(form.error(other), None, "{other:?} is innocent of {text}");
    }
}

#[test]
fn the_lessons_settings_spell_the_lessons_config() {
    for model in ModelKind::ALL {
        assert_eq!(
            SettingsForm::lesson(model).parse(),
            Ok(TrainingConfig::lesson(model))
        );
    }
}

#[test]
fn a_reset_leaves_what_is_not_the_chosen_models() {
    let mut form = SettingsForm::lesson(ModelKind::NON_LINEAR);
    form.device = DeviceChoice::Cpu;
    form.workers = "2".to_owned();
    assert_eq!(
        form.as_in_lesson(),
        form,
        "no number of the lesson is changed"
    );
    form.final_relu = false;
    form.seed = "7".to_owned();
    let reset = form.as_in_lesson();
    assert_eq!((reset.final_relu, &*reset.seed), (true, "42"));
    assert_eq!((reset.device, &*reset.workers), (DeviceChoice::Cpu, "2"));
    // The ReLU is another model's.
    form.model = ModelKind::BASELINE;
    assert!(!form.as_in_lesson().final_relu);
}

#[test]
fn a_learning_rate_that_makes_no_sense_is_refused_beside_its_control() {
    for text in ["0", "-1", "NaN", "1e9", "", "inf", "fast", "0,1"] {
        check(
            FormField::LearningRate,
            text,
            Some("above 0 and at most 10"),
        );
    }
    check(FormField::LearningRate, "1e-3", None);
    check(FormField::LearningRate, " 0.05 ", None);
}

#[test]
fn counts_that_make_no_sense_are_refused_beside_their_control() {
    for field in [
        FormField::Epochs,
        FormField::BatchSize,
        FormField::HiddenUnits,
    ] {
        for text in ["0", "100000", "-1", "NaN", "1e9", "", "2.5"] {
            check(field, text, Some("must be a whole number from 1 to"));
        }
    }
    check(FormField::BatchSize, "100000", Some("not “100000”"));
    check(FormField::Epochs, "", Some("but nothing is typed"));
    check(FormField::BatchSize, "64", None);
}

#[test]
fn any_seed_of_32_bits_is_welcome() {
    check(FormField::Seed, "0", None);
    check(FormField::Seed, "4294967295", None);
    check(FormField::Seed, "4294967296", Some("from 0 to 4294967295"));
    check(FormField::Seed, "-1", Some("the seed must be"));
}

#[test]
fn every_wrong_control_is_named_at_once() {
    let mut form = SettingsForm::default();
    form.epochs.clear();
    form.batch_size = "0".to_owned();
    let fields: Vec<FormField> = form
        .parse()
        .unwrap_err()
        .into_iter()
        .map(|error| error.field)
        .collect();
    assert_eq!(fields, [FormField::Epochs, FormField::BatchSize]);
}
