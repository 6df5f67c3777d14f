//! The two kinds of adapter that kernels are laid out for.

use cubecl::client::Client;

/// Invocations of a workgroup and bytes that they share, at most: what WebGPU promises everywhere but on old phones.
const MAX_UNITS: u32 = 256;
const MAX_SHARED_MEMORY: usize = 16 << 10;

/// What decides how work is spread over units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdapterKind {
    /// A graphics card: hundreds of units at once.
    Hardware,
    /// An emulation on the CPU, or a card that takes only small workgroups.
    Software,
}

impl AdapterKind {
    /// The kind of the device behind this client.
    pub fn of(client: &Client) -> Self {
        let properties = client.properties();
        let hardware = &properties.hardware;
        let is_large = hardware.max_units_per_cube >= MAX_UNITS
            && hardware.max_shared_memory_size >= MAX_SHARED_MEMORY;
        if properties.identity.physical.is_some() && is_large {
            Self::Hardware
        } else {
            Self::Software
        }
    }
}
