//! What PyTorch computed on a CPU, as `tests/fixtures/make_fixtures.py` recorded it.

use browser_tests::places;

/// Train loss, test loss and test accuracy in percent after each of three epochs.
pub fn epochs(model: u8, seed: u32) -> Vec<[f64; 3]> {
    let epochs: Vec<[f64; 3]> = lines(&format!("run {model} {seed} "))
        .map(|line| {
            let mut metrics = line.split(' ').map(|word| word.parse().expect("a number"));
            let _epoch = metrics.next();
            [(); 3].map(|()| metrics.next().expect("three metrics"))
        })
        .collect();
    assert_eq!(epochs.len(), 3, "model {model}, seed {seed}");
    epochs
}

/// The losses of the first steps with seed 42, one a step.
pub fn losses(model: u8) -> Vec<f64> {
    let line = lines(&format!("steps {model} 42 ")).next();
    let line = line.expect("PyTorch ran this model");
    let bits = |word| u32::from_str_radix(word, 16).expect("eight hexadecimal digits");
    let losses = line.split(' ').map(bits);
    losses.map(|bits| f64::from(f32::from_bits(bits))).collect()
}

/// Test loss and test accuracy in percent of the trained model that travels with the tests.
pub fn score(model: u8) -> [f64; 2] {
    score_in("logits.txt", &model.to_string())
}

/// The same of a checkpoint that leaves open which model it is.
pub fn score_of_file(name: &str) -> [f64; 2] {
    score_in("checkpoints.txt", name)
}

fn score_in(fixture: &str, name: &str) -> [f64; 2] {
    let line = lines_of(fixture, &format!("score {name} ")).next();
    let line = line.expect("PyTorch evaluated this model");
    let mut metrics = line.split(' ').map(|word| word.parse().expect("a number"));
    [(); 2].map(|()| metrics.next().expect("two metrics"))
}

fn lines(start: &str) -> impl Iterator<Item = String> {
    lines_of("runs.txt", start)
}

/// The lines of a fixture that begin so, without their beginnings.
fn lines_of(file: &str, start: &str) -> impl Iterator<Item = String> {
    let file = places::fixtures().join(file);
    let text = std::fs::read_to_string(file).expect("the fixture is committed");
    let lines = text.lines().filter_map(|line| line.strip_prefix(start));
    lines.map(String::from).collect::<Vec<_>>().into_iter()
}
