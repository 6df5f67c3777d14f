//! Photos and drawings that are made from test images get the right answer or an honest doubt.
#![cfg(feature = "cpu")]

use std::process::Command;

/// Needs the published files: `cargo xtask data` puts them under public/data.
#[test]
fn photos_are_answered_rightly_or_honestly_in_doubt() {
    let folder = env!("CARGO_MANIFEST_DIR");
    if !std::path::Path::new(folder)
        .join("public/data/t10k-images-idx3-ubyte.gz")
        .is_file()
    {
        eprintln!("skipped: public/data does not hold the data set");
        return;
    }
    // The second set played no part when the limits were chosen.
    for first_image in ["0", "5000"] {
        check(folder, first_image);
    }
}

fn check(folder: &str, first_image: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_lesson"))
        .args(["photos", "--first", first_image])
        .current_dir(folder)
        .output()
        .expect("the program starts");
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    println!("{printed}");
    assert!(output.status.success(), "{printed}");
    let percents = |name: &str| -> Vec<f64> {
        let line = printed.lines().find(|line| line.starts_with(name));
        let words = line.expect("each score has a line").split_whitespace();
        let pairs = words.clone().zip(words.skip(1));
        pairs
            .filter(|(_, unit)| *unit == "%")
            .filter_map(|(number, _)| number.trim_start_matches('(').parse().ok())
            .collect()
    };
    let photos = percents("Photos:");
    assert!(photos[0] >= 90.0, "{} % right", photos[0]);
    assert!(photos[1] >= 98.0, "{} % right or in doubt", photos[1]);
    let all = percents("All:");
    assert!(all[0] >= 90.0, "{} % right", all[0]);
    assert!(all[1] >= 98.0, "{} % right or in doubt", all[1]);
    assert!(percents("No garment:")[0] >= 85.0);
}
