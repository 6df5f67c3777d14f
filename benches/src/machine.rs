//! The machine that is measured on: its browser, its graphics adapter and what a plain kernel gets out of that.

use crate::MEASUREMENT_TIMEOUT;
use crate::browser::{Adapter, Pages};
use crate::rows::median;
use toolbox::Result;

/// The page that describes the browser and its adapter.
const PROBE: &str = "module=./adapter.js";

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    pub chromium: String,
    pub adapter: Option<String>,
    pub is_software: bool,
    pub n_cores: u64,
    /// Thousand million operations a second of a plain matrix product on the adapter, each time it was tried.
    pub gflops: Vec<f64>,
}

impl Machine {
    /// Asks the browser. Without a choice a real graphics card is taken, and software where there is none.
    pub fn probe(pages: &mut Pages, choice: Option<Adapter>) -> Result<Self> {
        let candidates = choice.map_or_else(
            || vec![Adapter::Hardware, Adapter::Software],
            |choice| vec![choice],
        );
        let mut machine = Self {
            chromium: pages.version().to_owned(),
            ..Self::default()
        };
        for adapter in candidates {
            pages.adapter = adapter;
            let answer = pages.ask(PROBE, MEASUREMENT_TIMEOUT)?;
            machine.adapter = answer["name"].as_str().map(str::to_owned);
            machine.is_software = answer["isSoftware"].as_bool().unwrap_or(false);
            machine.n_cores = answer["cores"].as_u64().unwrap_or(machine.n_cores);
            machine.gflops = answer["gflops"].as_f64().into_iter().collect();
            if machine.adapter.is_some() && !machine.is_software {
                break;
            }
        }
        Ok(machine)
    }

    /// Tries the matrix product once more.
    pub fn probe_again(&mut self, pages: &Pages) -> Result<()> {
        let answer = pages.ask(PROBE, MEASUREMENT_TIMEOUT)?;
        self.gflops.extend(answer["gflops"].as_f64());
        Ok(())
    }

    /// The median of the tries.
    pub fn gflops(&self) -> Option<f64> {
        median(self.gflops.iter().copied())
    }

    /// One line.
    pub fn describe(&self) -> String {
        let adapter = match (&self.adapter, self.is_software) {
            (None, _) => "no WebGPU adapter".to_owned(),
            (Some(name), true) => format!("WebGPU on {name}, in software"),
            (Some(name), false) => format!("WebGPU on {name}"),
        };
        let gflops = self.gflops().map_or_else(String::new, |gflops| {
            format!(
                "; a plain matrix product with register tiles reaches {gflops:.2} GFLOP/s there"
            )
        });
        format!(
            "Chromium {}, {} cores; {adapter}{gflops}",
            self.chromium, self.n_cores
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_described() {
        let machine = Machine {
            chromium: "156.0".to_owned(),
            adapter: Some("google swiftshader".to_owned()),
            is_software: true,
            n_cores: 2,
            gflops: vec![1.534],
        };
        let text = machine.describe();
        assert!(
            text.contains("google swiftshader, in software") && text.contains("1.53 GFLOP/s"),
            "{text}"
        );
    }
}
