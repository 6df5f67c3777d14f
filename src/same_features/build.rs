//! Nothing: it is there so that there are build-dependencies.

fn main() {}
