use clap::CommandFactory;
use clap_complete::Shell;

use super::Command;
use super::exit::Exit;
use super::session::Session;

/// Print a completion script for a shell
///
/// For bash: `sla completions bash > ~/.local/share/bash-completion/completions/sla`
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Command::command(), "sla", &mut script);
    session.result_bytes(&script);
    Exit::Done
}
