//! An engine on this computer's CPU, and its data from files.

use std::path::Path;

use burn::tensor::Device;
use fitting_room::engine::Engine;
use fitting_room::protocol::{Command, DataFile, DeviceKind, Event};

/// Steps between two looks at what happened.
const SLICE_STEPS: usize = 100;

pub struct Desk {
    engine: Engine,
}

impl Desk {
    /// An engine that holds these files of the data set.
    pub fn open(folder: &Path, files: &[DataFile]) -> Result<Self, String> {
        let mut engine = Engine::new(Device::flex(), DeviceKind::Cpu);
        for &file in files {
            let path = folder.join(file.file_name());
            let bytes = std::fs::read(&path).map_err(|error| {
                format!(
                    "cannot read {}: {error}; `cargo xtask data` fetches the data set",
                    path.display()
                )
            })?;
            for event in engine.receive_file(file, bytes) {
                success(event)?;
            }
        }
        Ok(Self { engine })
    }

    /// Gives a command and hands over every event until the engine has nothing left to do.
    pub fn tell(
        &mut self,
        command: Command,
        mut on_event: impl FnMut(Event),
    ) -> Result<(), String> {
        let mut events = self.engine.handle(command);
        loop {
            for event in events {
                on_event(success(event)?);
            }
            if self.engine.is_idle() {
                return Ok(());
            }
            events = pollster::block_on(self.engine.advance(SLICE_STEPS));
        }
    }
}

fn success(event: Event) -> Result<Event, String> {
    match event {
        Event::Failed { failure } => Err(failure.message),
        event => Ok(event),
    }
}
