//! What the page knows: the facts that engines have told, ready to be drawn.
