//! Numbers of requests, and which of them are the page's own rather than a view's.

use crate::protocol::RequestId;
use crate::session::small::SmallMap;

/// The numbers of requests, and which of them are the page's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    n_made: u32,
    /// The page's own requests on their way. No view shows their failure, so a notice does.
    own: SmallMap<RequestId, ()>,
}

impl Requests {
    /// A number for a request of a view.
    pub fn next_id(&mut self) -> RequestId {
        self.n_made += 1;
        RequestId(self.n_made)
    }

    /// A number for a request of the page itself.
    pub fn next_own_id(&mut self) -> RequestId {
        let id = self.next_id();
        self.own.insert(id, ());
        id
    }

    /// This request is answered or has failed; returns whether it was the page's own.
    pub fn settle(&mut self, id: RequestId) -> bool {
        self.own.remove(&id).is_some()
    }

    /// Drops the page's own requests; the engine's crash already has a notice.
    pub fn lose_own(&mut self) {
        self.own = SmallMap::default();
    }
}
