//! What browsers keep of models and runs reads back, and is written as it was.
//!
//! A field may be added to these forms, never renamed or removed: the committed files stay as they are.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::*;

/// The value of a stored form. Fails unless it is written with all fields of that form, and with their values.
#[track_caller]
fn read_back<T: DeserializeOwned + Serialize>(form: &str) -> T {
    let form: Value = serde_json::from_str(form).expect("it is JSON");
    let read: T = serde_json::from_value(form.clone()).expect("it can be read");
    let written = serde_json::to_value(&read).expect("it can be written");
    assert_holds(&written, &form);
    read
}

#[track_caller]
fn assert_holds(written: &Value, form: &Value) {
    match form {
        Value::Object(fields) => {
            for (name, value) in fields {
                let field = written.get(name);
                assert_holds(field.unwrap_or_else(|| panic!("{name} is lost")), value);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            assert_eq!(written.as_array().map(Vec::len), Some(items.len()));
            for (position, item) in items.iter().enumerate() {
                assert_holds(&written[position], item);
            }
        }
        value => assert_eq!(written, value),
    }
}

#[test]
fn the_names_under_which_models_are_stored_stay() {
    for (kind, key, number) in [
        (ModelKind::BASELINE, "Baseline", 0),
        (ModelKind::NON_LINEAR, "NonLinear", 1),
        (ModelKind::TINY_VGG, "TinyVgg", 2),
    ] {
        // The key in what is stored, the number in the name of a saved model's place.
        assert_eq!((kind.key, kind.number), (key, number));
        assert_eq!(serde_json::to_value(kind).expect("a text"), key);
    }
}

#[test]
fn a_stored_model_reads_back() {
    let model: TrainedModel = read_back(include_str!("stored_forms/trained_model.json"));
    assert_eq!(model.config.model, ModelKind::TINY_VGG);
    assert_eq!(model.score.map(|score| score.accuracy), Some(0.88));
    assert_eq!(model.file, [1, 2, 3]);
}

#[test]
fn a_stored_run_reads_back() {
    let stored: StoredRun = read_back(include_str!("stored_forms/stored_run.json"));
    assert_eq!(stored.model(), ModelKind::NON_LINEAR);
    assert_eq!(stored.outcome(), Some(Outcome::Completed));
    assert_eq!(stored.accuracy(), Some(0.75));
    let points = stored.run.losses.points();
    assert_eq!((points[0].step, points[0].value), (2.0, 2.25));
    assert_eq!(stored.run.training_secs(), 6.25);
}
