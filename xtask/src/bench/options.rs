//! What the reader wants measured.

use super::browser::Adapter;
use super::contenders::{self, Contender};
use crate::failure::{Failure, Result};
use lexopt::Arg::{Long, Short};
use lexopt::ValueExt;
use std::path::PathBuf;

#[derive(Debug, PartialEq)]
pub struct BenchOptions {
    /// Where to write the rows.
    pub json: Option<PathBuf>,
    pub n_rounds: usize,
    pub models: Vec<usize>,
    /// Names of contenders or of their families; none means all.
    pub only: Vec<String>,
    /// How long each timed part lasts.
    pub secs: f64,
    /// A page that is built already.
    pub dist: Option<PathBuf>,
    /// None: a real graphics card where there is one.
    pub adapter: Option<Adapter>,
    /// Without a browser, on this computer's own graphics adapter.
    pub is_native: bool,
    /// Watch the browser's memory during so many epochs, and measure nothing else.
    pub memory_epochs: Option<u64>,
}

impl Default for BenchOptions {
    fn default() -> Self {
        Self {
            json: None,
            n_rounds: 5,
            models: vec![0, 1, 2],
            only: Vec::new(),
            secs: 1.5,
            dist: None,
            adapter: None,
            is_native: false,
            memory_epochs: None,
        }
    }
}

impl BenchOptions {
    /// None when the words ask for help.
    pub fn parse(parser: &mut lexopt::Parser) -> std::result::Result<Option<Self>, lexopt::Error> {
        let mut options = Self::default();
        let mut n_epochs = 20;
        while let Some(arg) = parser.next()? {
            match arg {
                Long("json") => options.json = Some(parser.value()?.into()),
                Long("rounds") => options.n_rounds = parser.value()?.parse()?,
                Long("secs") => options.secs = parser.value()?.parse()?,
                Long("dist") => options.dist = Some(parser.value()?.into()),
                Long("only") => options.only = words(&parser.value()?.string()?),
                Long("models") => {
                    options.models.clear();
                    for word in words(&parser.value()?.string()?) {
                        options.models.push(model(&word)?);
                    }
                }
                Long("adapter") => {
                    options.adapter = Some(adapter(&parser.value()?.string()?)?);
                }
                Long("native") => options.is_native = true,
                Long("memory") => options.memory_epochs = Some(n_epochs),
                Long("epochs") => n_epochs = parser.value()?.parse()?,
                Short('h') | Long("help") => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        options.memory_epochs = options.memory_epochs.map(|_| n_epochs);
        if options.n_rounds == 0 {
            return Err("there must be one round at least".into());
        }
        if options.secs.is_nan() || options.secs <= 0.0 {
            return Err("what is timed must last some time".into());
        }
        Ok(Some(options))
    }

    /// Who is to be measured.
    pub fn contenders(&self) -> Result<Vec<Contender>> {
        let all = if self.is_native {
            contenders::native()
        } else {
            contenders::all()
        };
        let is_known = |word: &&String| all.iter().any(|contender| contender.is_meant_by(word));
        if let Some(word) = self.only.iter().find(|word| !is_known(word)) {
            let names: Vec<&str> = all.iter().map(|contender| contender.name).collect();
            return Err(Failure::new(
                format!("nobody here is called {word:?}"),
                format!(
                    "--only takes {}, or the beginning of these",
                    names.join(", ")
                ),
            ));
        }
        let is_chosen = |contender: &Contender| {
            self.only.is_empty() || self.only.iter().any(|word| contender.is_meant_by(word))
        };
        Ok(all.into_iter().filter(is_chosen).collect())
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(',').map(str::to_owned).collect()
}

fn model(word: &str) -> std::result::Result<usize, String> {
    match word.parse() {
        Ok(model @ 0..=2) => Ok(model),
        _ => Err(format!("the models are numbered 0, 1 and 2, not {word:?}")),
    }
}

fn adapter(word: &str) -> std::result::Result<Adapter, String> {
    match word {
        "hardware" => Ok(Adapter::Hardware),
        "software" => Ok(Adapter::Software),
        _ => Err(format!(
            "the adapter must be hardware or software, not {word:?}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> std::result::Result<BenchOptions, String> {
        let mut parser = lexopt::Parser::from_args(line.split_whitespace());
        BenchOptions::parse(&mut parser)
            .map(|options| options.expect("nobody asked for help"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn everything_is_measured_unless_a_choice_is_made() {
        assert_eq!(parsed(""), Ok(BenchOptions::default()));
        let chosen = parsed("--json a.json --rounds 2 --models 0,2 --only ours,tfjs --secs 0.5");
        let expected = BenchOptions {
            json: Some("a.json".into()),
            n_rounds: 2,
            models: vec![0, 2],
            only: vec!["ours".to_owned(), "tfjs".to_owned()],
            secs: 0.5,
            ..BenchOptions::default()
        };
        assert_eq!(chosen, Ok(expected));
    }

    #[test]
    fn memory_is_watched_during_twenty_epochs_or_as_many_as_told() {
        let epochs = |line| parsed(line).map(|options| options.memory_epochs);
        assert_eq!(epochs("--memory"), Ok(Some(20)));
        assert_eq!(epochs("--memory --epochs 5"), Ok(Some(5)));
        assert_eq!(epochs("--epochs 5"), Ok(None));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (line, word) in [
            ("--models 0,3", "\"3\""),
            ("--rounds 0", "round"),
            ("--secs 0", "some time"),
            ("--adapter imaginary", "imaginary"),
        ] {
            let error = parsed(line).expect_err("it makes no sense");
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_choice_is_kept_to_and_a_wrong_one_is_named() {
        let chosen =
            |only: &str| parsed(&format!("--only {only}")).map(|options| options.contenders());
        let contenders = chosen("pytorch,ours-fused").expect("it is an option");
        let names: Vec<&str> = contenders
            .expect("both are known")
            .iter()
            .map(|contender| contender.name)
            .collect();
        assert_eq!(names, ["ours-fused", "pytorch"]);
        let failure = chosen("keras").expect("it is an option");
        let failure = failure.expect_err("nobody is called so").to_string();
        assert!(failure.contains("keras"), "{failure}");
    }
}
