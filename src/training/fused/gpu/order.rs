//! The images of an epoch in the order of their use, uploaded once.

use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;

/// Indices of images on the device, and how many of them have been used.
pub struct Order {
    pub handle: Handle,
    /// The same ones here, to see whether a slice goes on where the one before ended.
    indices: Vec<u32>,
    n_used: usize,
}

impl Order {
    pub fn upload(client: &Client, indices: Vec<u32>) -> Self {
        Self {
            handle: client.create_from_slice(u32::as_bytes(&indices)),
            indices,
            n_used: 0,
        }
    }

    /// The order in which these indices come next, and where they stand in it: the one held, or else they are uploaded
    /// in its place.
    pub fn next<'a>(
        held: &'a mut Option<Self>,
        client: &Client,
        indices: Vec<u32>,
    ) -> (&'a Self, usize) {
        let n = indices.len();
        let goes_on = |order: &Self| order.indices[order.n_used..].starts_with(&indices);
        if !held.as_ref().is_some_and(goes_on) {
            *held = None;
        }
        let order = held.get_or_insert_with(|| Self::upload(client, indices));
        let start = order.n_used;
        order.n_used += n;
        (order, start)
    }

    /// Indices in all.
    pub fn len(&self) -> usize {
        self.indices.len()
    }
}
