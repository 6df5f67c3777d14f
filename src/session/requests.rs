//! Numbers questions, and knows which of them the page asks by itself.

use std::collections::BTreeSet;

use crate::protocol::RequestId;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    n_made: u32,
    /// Without an answer so far. No view shows how they fail, so a notice does.
    own: BTreeSet<RequestId>,
}

impl Requests {
    /// For a question of a view.
    pub fn next_id(&mut self) -> RequestId {
        self.n_made += 1;
        RequestId(self.n_made)
    }

    /// For a question of the page itself.
    pub fn next_own_id(&mut self) -> RequestId {
        let id = self.next_id();
        self.own.insert(id);
        id
    }

    /// This question is answered or has failed; whether it was the page's own.
    pub fn settle(&mut self, id: RequestId) -> bool {
        self.own.remove(&id)
    }

    /// The engine is gone, which has a notice of its own.
    pub fn lose_own(&mut self) {
        self.own.clear();
    }
}
