//! The shuffled image indices of an epoch on the device, uploaded once.

use cubecl::client::Client;

use super::buffer::Buffer;

/// Indices into a split in the order of their use, and how many of them have been used.
pub struct IndexBuffer {
    pub buffer: Buffer,
    /// The host's copy, to see whether the next steps continue it.
    indices: Vec<u32>,
    n_used: usize,
}

impl IndexBuffer {
    pub fn upload(client: &Client, indices: Vec<u32>) -> Self {
        Self {
            buffer: Buffer::upload(client, &indices),
            indices,
            n_used: 0,
        }
    }

    /// A buffer in which these indices come next, and the position of the first: `current` if they continue it,
    /// otherwise they are uploaded in its place.
    pub fn advance<'a>(
        current: &'a mut Option<Self>,
        client: &Client,
        indices: Vec<u32>,
    ) -> (&'a Self, usize) {
        let n = indices.len();
        let continues = |buffer: &Self| buffer.indices[buffer.n_used..].starts_with(&indices);
        if !current.as_ref().is_some_and(continues) {
            *current = None;
        }
        let buffer = current.get_or_insert_with(|| Self::upload(client, indices));
        let first = buffer.n_used;
        buffer.n_used += n;
        (buffer, first)
    }
}
