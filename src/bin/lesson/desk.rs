//! An engine on this computer, and its data from files.

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
    /// An engine on the CPU that holds these files of the data set.
    pub fn on_cpu(folder: &Path, files: &[DataFile]) -> Result<Self, String> {
        Self::open(Device::flex(), DeviceKind::Cpu, folder, files)
    }

    /// An engine on this device that holds these files of the data set.
    pub fn open(
        device: Device,
        kind: DeviceKind,
        folder: &Path,
        files: &[DataFile],
    ) -> Result<Self, String> {
        let mut engine = Engine::new(device, kind);
        for &file in files {
            let path = folder.join(file.file_name());
            let bytes = std::fs::read(&path).map_err(|error| {
                format!(
                    "cannot read {}: {error}; `cargo xtask data` fetches the data set",
                    path.display()
                )
            })?;
            successes(engine.receive_file(file, bytes))?;
        }
        Ok(Self { engine })
    }

    #[cfg(feature = "gpu")]
    pub fn into_engine(self) -> Engine {
        self.engine
    }

    /// Gives a command and hands over every event until the engine has nothing left to do.
    pub fn tell(
        &mut self,
        command: Command,
        mut on_event: impl FnMut(Event),
    ) -> Result<(), String> {
        let mut events = self.engine.handle(command);
        loop {
            successes(events)?.into_iter().for_each(&mut on_event);
            if self.engine.is_idle() {
                return Ok(());
            }
            events = pollster::block_on(self.engine.advance(SLICE_STEPS));
        }
    }
}

/// The events, unless one of them is a failure.
pub fn successes(events: Vec<Event>) -> Result<Vec<Event>, String> {
    for event in &events {
        if let Event::Failed { failure } = event {
            return Err(failure.message.clone());
        }
    }
    Ok(events)
}
