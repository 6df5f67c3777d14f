//! Numbers on the device, with their count.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

/// A buffer of `f32` or `u32`.
#[derive(Clone)]
pub struct Buffer {
    pub handle: Handle,
    /// Numbers.
    pub len: usize,
}

impl Buffer {
    pub fn upload<T: CubeElement>(client: &Client, values: &[T]) -> Self {
        Self {
            handle: client.create_from_slice(T::as_bytes(values)),
            len: values.len(),
        }
    }

    /// With undefined content.
    pub fn empty(client: &Client, len: usize) -> Self {
        Self {
            handle: client.empty(len * size_of::<f32>()),
            len,
        }
    }

    /// The buffer as a kernel's argument.
    pub fn arg(&self) -> BufferArg {
        self.arg_in_vectors(1)
    }

    /// The same, for a kernel that reads vectors of this many numbers.
    pub fn arg_in_vectors(&self, width: usize) -> BufferArg {
        // SAFETY: the length is the buffer's own.
        unsafe { BufferArg::from_raw_parts(self.handle.clone(), self.len / width) }
    }
}
