//! Loads the data set's files into an engine.

use std::path::Path;

use fitting_room::engine::Engine;
use fitting_room::protocol::{DataFile, Event};

/// The engine with these files of the data set.
///
/// # Errors
/// A sentence that names the file that cannot be read or used.
pub fn load(mut engine: Engine, folder: &Path, files: &[DataFile]) -> Result<Engine, String> {
    for &file in files {
        let path = folder.join(file.file_name());
        let bytes = std::fs::read(&path).map_err(|error| {
            format!(
                "cannot read {}: {error}; `cargo xtask data` fetches the data set",
                path.display()
            )
        })?;
        engine
            .receive_file(file, bytes)
            .iter()
            .try_for_each(check)?;
    }
    Ok(engine)
}

/// An `Event::Failed` as an error.
///
/// # Errors
/// Its sentence.
pub fn check(event: &Event) -> Result<(), String> {
    match event {
        Event::Failed { message, .. } => Err(message.clone()),
        _ => Ok(()),
    }
}
