//! The command line: one grammar that is parser, types and help.

use std::ffi::OsString;
use std::path::PathBuf;

xflags::xflags! {
    /// Sets up what is missing, then builds, serves, tests or measures Fitting Room.
    ///
    /// Tools and data are kept in $FITTING_ROOM_CACHE, by default ~/.cache/fitting-room.
    cmd xtask {
        /// Build for release and serve the page on http://127.0.0.1:8080.
        cmd serve {
            /// Serve on another port.
            optional --port port: u16
            /// Open the page in your browser.
            optional --open
            /// Build unoptimised, and build again whenever a source file changes.
            optional --dev
        }
        /// Check format, lints, native tests, the wasm build and the page in a headless Chromium.
        cmd test {
            /// Run only these parts: the format,
            optional --fmt
            /// the lints, for the host and for wasm,
            optional --clippy
            /// the native tests,
            optional --native
            /// the wasm build,
            optional --wasm
            /// the page in a headless Chromium;
            optional --browser
            /// run only when named: the same page in Firefox, where that can be had,
            optional --firefox
            /// WebGPU's steps without a browser, on a graphics card or in software,
            optional --webgpu
            /// after installing the real PyTorch, checkpoints both ways,
            optional --pytorch
            /// and hundreds of epochs, reloads and random clicks with memory and speed watched.
            optional --soak
            /// After `--`: passed on to `cargo test`, such as the name of one test.
            repeated words: OsString
        }
        /// Train without a browser; `cargo xtask train --help` lists its options.
        cmd train { repeated words: OsString }
        /// Write a run as a PyTorch script or notebook; `cargo xtask export --help` lists its options.
        cmd export { repeated words: OsString }
        /// Evaluate a checkpoint on the test images; `cargo xtask evaluate --help` lists its options.
        cmd evaluate { repeated words: OsString }
        /// Measure the page's training beside other trainers; `cargo xtask bench --help` lists its options.
        cmd bench { repeated words: OsString }
        /// Build the page for release into dist/.
        cmd build {}
        /// Name a built page's version, list its files for use without a network, and write its policy; Trunk calls it.
        cmd seal {
            /// The built page's folder; by default dist/.
            optional folder: PathBuf
        }
        /// Put the FashionMNIST files into public/data/.
        cmd data {}
        /// Install everything that serve and test need, Chromium included, and stop there.
        cmd setup {}
        /// List the commands.
        cmd help {}
    }
}

impl Xtask {
    /// What `cargo xtask help` prints.
    pub const HELP: &'static str = Self::HELP_;

    /// The command that these words name. Words for another program are passed on as they are.
    ///
    /// # Errors
    /// With the help where that is asked for, else with what is not understood.
    pub fn parse(words: Vec<OsString>) -> xflags::Result<Self> {
        let Some((name, rest)) = words.split_first() else {
            return Self::from_vec(vec!["help".into()]);
        };
        let words_of_program = || rest.to_vec();
        let subcommand = match name.to_str() {
            Some("train") => XtaskCmd::Train(Train {
                words: words_of_program(),
            }),
            Some("export") => XtaskCmd::Export(Export {
                words: words_of_program(),
            }),
            Some("evaluate") => XtaskCmd::Evaluate(Evaluate {
                words: words_of_program(),
            }),
            Some("bench") => XtaskCmd::Bench(Bench {
                words: words_of_program(),
            }),
            _ => return Self::from_vec(words),
        };
        Ok(Self { subcommand })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const README: &str = include_str!("../../README.md");
    /// The files in which options are written down.
    const GRAMMARS: [&str; 3] = [
        include_str!("flags.rs"),
        include_str!("../../benches/src/flags.rs"),
        include_str!("../../src/bin/lesson/options.rs"),
    ];

    fn parsed(line: &str) -> xflags::Result<Xtask> {
        Xtask::parse(line.split_whitespace().map(OsString::from).collect())
    }

    #[test]
    fn serve_has_three_options() {
        let Ok(XtaskCmd::Serve(serve)) =
            parsed("serve --port 9000 --open --dev").map(|it| it.subcommand)
        else {
            panic!("these are its options");
        };
        assert_eq!(
            (serve.port, serve.open, serve.dev),
            (Some(9000), true, true)
        );
    }

    #[test]
    fn words_for_another_program_are_passed_on() {
        for (line, expected) in [
            ("test --native -- idx --nocapture", "idx --nocapture"),
            ("train --model 1 --out a.pth", "--model 1 --out a.pth"),
            ("export --out a.py", "--out a.py"),
            ("evaluate --help", "--help"),
            ("bench --models 0", "--models 0"),
        ] {
            let words = match parsed(line).expect("it is understood").subcommand {
                XtaskCmd::Test(test) => test.words,
                XtaskCmd::Train(train) => train.words,
                XtaskCmd::Export(export) => export.words,
                XtaskCmd::Evaluate(evaluate) => evaluate.words,
                XtaskCmd::Bench(bench) => bench.words,
                _ => panic!("{line} passes words on"),
            };
            assert_eq!(words.join(" ".as_ref()), expected);
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, word) in [
            ("sreve", "sreve"),
            ("serve --prot 1", "--prot"),
            ("serve --port 99999", "--port"),
            ("test --everything", "--everything"),
            ("data now", "now"),
        ] {
            let error = parsed(line).expect_err("it is not understood");
            assert!(
                !error.is_help() && error.to_string().contains(word),
                "{error}"
            );
        }
    }

    #[test]
    fn help_is_given_without_a_command_and_within_one() {
        for line in ["", "help"] {
            let command = parsed(line).expect("it is a command").subcommand;
            assert!(matches!(command, XtaskCmd::Help(_)));
        }
        for line in ["--help", "-h", "serve --help", "data -h", "test --help"] {
            assert!(parsed(line).expect_err("it is help").is_help(), "{line}");
        }
    }

    /// Words of the text that follow this one.
    fn after<'a>(text: &'a str, prefix: &str) -> BTreeSet<&'a str> {
        let ends = |rest: &'a str| {
            let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
            &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
        };
        let found = text.match_indices(prefix);
        let words = found.map(|(at, _)| ends(&text[at + prefix.len()..]));
        words.filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn the_readme_names_exactly_the_commands_that_exist() {
        assert_eq!(
            after(README, "cargo xtask "),
            after(GRAMMARS[0], "\n        cmd ")
        );
    }

    #[test]
    fn the_readme_names_exactly_the_options_that_exist() {
        // The trainer's `bench` is started by `cargo xtask bench --native` alone.
        let exist: BTreeSet<&str> = GRAMMARS
            .iter()
            .filter_map(|text| text.split("            cmd bench {\n").next())
            .flat_map(|text| [after(text, "optional --"), after(text, "required --")])
            .flatten()
            .collect();
        let mut named = after(README, "`--");
        // `cargo doc --open`, `cargo xtask train --model 2` and the like.
        named.extend(
            after(README, " --")
                .iter()
                .filter(|word| exist.contains(**word)),
        );
        named.remove("");
        assert_eq!(named, exist);
    }
}
