//! `--deny`, `--allow` and `--warn`, in the order in which they are given: the last one holds.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::diagnostic::lint::{self, Level, Levels, WARNINGS};
use crate::diagnostic::nearest;

/// What to make of lints.
#[derive(Debug, Clone, Default)]
pub(super) struct LintArgs {
    pub levels: Levels,
}

const OPTIONS: [(&str, Level, &str); 3] = [
    ("deny", Level::Deny, "Take this lint for an error; `warnings`: all that warn"),
    ("allow", Level::Allow, "Say nothing of this lint"),
    ("warn", Level::Warn, "Only warn of this lint"),
];

/// Behind the help of the first of them.
const MORE: &str = "\n\nThese may be given several times, and the last one about a lint holds. Every warning shows \
    the name of its lint; `sla explain --list` lists all. `allow` in a contract goes before these.";

impl Args for LintArgs {
    fn augment_args(command: Command) -> Command {
        let options = OPTIONS.map(|(name, level, help)| {
            let option = Arg::new(name).long(name).value_name("LINT").action(ArgAction::Append);
            let option = option.value_parser(lint_named).help(help).help_heading("Lints");
            if level == Level::Deny { option.long_help(format!("{help}{MORE}")) } else { option }
        });
        command.args(options)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for LintArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Vec::new();
        for (option, level, _) in OPTIONS {
            let names = matches.get_many::<&'static str>(option).into_iter().flatten();
            given.extend(
                matches.indices_of(option).into_iter().flatten().zip(names).map(|(at, name)| (at, *name, level)),
            );
        }
        given.sort_by_key(|(at, _, _)| *at);
        let mut levels = Levels::default();
        given.into_iter().for_each(|(_, name, level)| levels.set(name, level));
        Ok(Self { levels })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The lint that is called so, or what may be meant.
fn lint_named(written: &str) -> Result<&'static str, String> {
    if written == WARNINGS {
        return Ok(WARNINGS);
    }
    lint::known(written).ok_or_else(|| {
        let of_code = lint::name_of(&written.to_ascii_uppercase());
        match of_code.or_else(|| nearest(written, lint::all().map(|lint| lint.name).chain([WARNINGS]))) {
            Some(name) if of_code.is_some() => format!("it is called `{name}`"),
            Some(name) => format!("no lint is called so; did you mean `{name}`?"),
            None => "no lint is called so; `sla explain --list` lists them".to_owned(),
        }
    })
}
