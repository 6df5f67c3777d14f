//! The command line: words to a [`Task`].

use crate::bench::BenchOptions;
use crate::checks::{Part, Selection};
use crate::failure::{Failure, Result};
use crate::serve::ServeOptions;
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;
use std::ffi::OsString;

pub const HELP: &str = "\
cargo xtask <task>

  serve            set up, build for release, serve the page on http://127.0.0.1:8080
    --port <port>    serve on another port
    --open           open the page in your browser
    --dev            build unoptimised and rebuild when a source file changes
  test             set up, then check format, lints, native tests, the wasm build and
                   the page in a headless Chromium
    --fmt --clippy --native --wasm --browser
                     run only these parts
    --webgpu         check WebGPU's steps without a browser, on a graphics card or in software
    --pytorch        install the real PyTorch and check that checkpoints travel both ways
    -- <words>       passed on to `cargo test`, such as the name of one test
  train --model <0|1|2>
                   train with the lesson's settings, without a browser, and print its lines
    --seed <seed>    for torch.manual_seed, by default 42
    --epochs <n>     by default 3
    --device cpu     the only device here; WebGPU is the page's
    --out <file>     keep the trained model as .safetensors or .pth
  evaluate --checkpoint <file>
                   judge a .safetensors or .pth file on the 10 000 test images
  bench            set up, build, then measure the page's training beside TensorFlow.js,
                   jax-js and PyTorch, in one headless Chromium after another
    --json <file>    write the figures there too
    --rounds <n>     measure everybody so often, by default 5
    --models <list>  by default 0,1,2
    --only <list>    such as ours,tfjs-webgpu,jax-js,pytorch
    --secs <s>       how long each timed part lasts, by default 1.5
    --dist <folder>  measure the page that was built there
    --adapter <hardware|software>
                     by default a real graphics card where the browser finds one
    --native         instead: the engine on this computer's own graphics adapter, beside
                     PyTorch on a CUDA GPU
    --memory         only watch the browser's memory while the page trains, during
    --epochs <n>     so many epochs, by default 20
  build            set up, then build the page for release into dist/
  data             put the FashionMNIST files into public/data/
  setup            install everything that the other tasks need, and stop there

Tools, build output and data are kept in $FITTING_ROOM_CACHE, by default
~/.cache/fitting-room, and used again by other checkouts.";

#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    Setup,
    Data,
    Build,
    Serve(ServeOptions),
    Test(Selection),
    Bench(BenchOptions),
    /// The headless trainer, with its own words.
    Lesson(Vec<OsString>),
}

pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Task> {
    let mut parser = lexopt::Parser::from_args(words);
    task(&mut parser).map_err(|error| {
        Failure::new(
            error.to_string(),
            "`cargo xtask help` lists the tasks and their options",
        )
    })
}

fn task(parser: &mut lexopt::Parser) -> std::result::Result<Task, lexopt::Error> {
    let name = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match name.as_str() {
        "help" => Ok(Task::Help),
        "setup" => without_options(parser, Task::Setup),
        "data" => without_options(parser, Task::Data),
        "build" => without_options(parser, Task::Build),
        "serve" => serve_options(parser),
        "test" => selection(parser),
        "bench" => Ok(BenchOptions::parse(parser)?.map_or(Task::Help, Task::Bench)),
        "train" | "evaluate" => {
            let rest = parser.raw_args()?;
            Ok(Task::Lesson(
                [name.into()].into_iter().chain(rest).collect(),
            ))
        }
        _ => Err(format!("there is no task {name:?}").into()),
    }
}

fn without_options(
    parser: &mut lexopt::Parser,
    task: Task,
) -> std::result::Result<Task, lexopt::Error> {
    match parser.next()? {
        None => Ok(task),
        Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected()),
    }
}

fn serve_options(parser: &mut lexopt::Parser) -> std::result::Result<Task, lexopt::Error> {
    let mut options = ServeOptions::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("open") => options.does_open = true,
            Long("dev") => options.is_dev = true,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Task::Serve(options))
}

fn selection(parser: &mut lexopt::Parser) -> std::result::Result<Task, lexopt::Error> {
    let mut selection = Selection::default();
    loop {
        if let Some(mut words) = parser.try_raw_args()
            && words.peek().is_some_and(|word| word == "--")
        {
            words.next();
            selection.passed_on = words.collect();
            return Ok(Task::Test(selection));
        }
        match parser.next()? {
            None => return Ok(Task::Test(selection)),
            Some(Short('h') | Long("help")) => return Ok(Task::Help),
            Some(Long(name)) => match Part::from_option(name) {
                Some(part) => selection.parts.push(part),
                None => return Err(Long(name).unexpected()),
            },
            Some(other) => return Err(other.unexpected()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn serve_has_a_default_and_three_options() {
        let default = parsed("serve").expect("it needs no options");
        assert_eq!(default, Task::Serve(ServeOptions::default()));
        assert_eq!(ServeOptions::default().port, 8080);
        assert_eq!(
            parsed("serve --port 9000 --open --dev").expect("these are its options"),
            Task::Serve(ServeOptions {
                port: 9000,
                does_open: true,
                is_dev: true
            })
        );
    }

    #[test]
    fn test_runs_chosen_parts_and_passes_the_rest_on() {
        let Ok(Task::Test(selection)) = parsed("test --native --fmt -- idx --nocapture") else {
            panic!("these are its options");
        };
        assert_eq!(selection.parts, [Part::Native, Part::Format]);
        assert_eq!(selection.passed_on, ["idx", "--nocapture"]);
        assert_eq!(
            parsed("test").expect("it needs no options"),
            Task::Test(Selection::default())
        );
    }

    #[test]
    fn the_trainer_gets_its_words_as_they_are() {
        let words = "train --model 1 --out a.pth";
        let Ok(Task::Lesson(passed_on)) = parsed(words) else {
            panic!("it understands its own options");
        };
        assert_eq!(passed_on.join(" ".as_ref()), words);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, word) in [
            ("sreve", "sreve"),
            ("serve --prot 1", "--prot"),
            ("serve --port 99999", "99999"),
            ("test --everything", "--everything"),
            ("data now", "now"),
            ("bench --models 0,3", "3"),
        ] {
            let failure = parsed(line).expect_err("it is not understood").to_string();
            assert!(failure.contains(word), "{failure}");
        }
    }

    #[test]
    fn help_is_given_without_a_task_and_within_one() {
        for line in [
            "",
            "help",
            "--help",
            "-h",
            "serve --help",
            "data -h",
            "test --help",
        ] {
            assert_eq!(parsed(line).expect("help is always there"), Task::Help);
        }
    }
}
