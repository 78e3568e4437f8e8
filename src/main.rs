//! The `sla` command.

fn main() {}
