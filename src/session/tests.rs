//! Stories: events go in, and the session knows what the learner should see.
