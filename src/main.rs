//! The `sla` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    sla::cli::main()
}
