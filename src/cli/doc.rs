use std::path::PathBuf;

use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::words::visible;
use crate::eval::run_test;
use crate::model::{Locale, Model};
use crate::report::doc::{Wishes, Worked, document};
use crate::report::page::{self, Kind, draw};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::look;
use super::output::OutputArgs;
use super::paths;
use super::project::{self, compile};
use super::session::Session;

/// Write the readable contract, generated from the contract
///
/// Clauses in the order of their numbers, with windows, holidays, tables and formulas where they belong. The clock on the
/// wall is not read: the same contract gives the same document. Its worked examples are run; one that does not hold is
/// marked so.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A contract, or a folder with an `sla.toml`
    ///
    /// Default: the project you stand in.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Form of the document
    ///
    /// Default: by the name of the output: `html` for `*.html`, or else `markdown`.
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    #[command(flatten)]
    output: OutputArgs,
    /// Language of the words and numbers
    ///
    /// Default: the contract's.
    #[arg(long, value_parser = super::language::parser(), value_name = "LANGUAGE")]
    locale: Option<Locale>,
    /// Years of the dated lists, such as `2026-2027`
    ///
    /// Default: the two years from the first day on which the contract holds.
    #[arg(long, value_name = "YEARS", value_parser = years)]
    years: Option<(i32, i32)>,
}

/// Form of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a repository or a wiki
    Markdown,
    /// One page that needs nothing else
    Html,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let form = form(args)?;
    let (path, project) = project::contract_and_look(session, args.path.as_deref(), "sla doc")?;
    let source = paths::read(&mut session.sources, &path)?;
    let (model, warnings) = compile(session, source)?;
    session.show(&warnings);
    let calendar = Calendar::new(&model);
    let worked = work_out(session, &model, &calendar)?;
    let document = document(&model, &calendar, Wishes { locale: args.locale, years: args.years }, &worked);
    let frame = look::frame(session, project.as_ref().map(|(folder, look)| (folder.as_path(), look)), &model)?;
    let form = match form {
        Form::Markdown => page::Form::Markdown,
        Form::Html => page::Form::Html,
    };
    let text = draw(&document, Kind::Document, form, &frame).map_err(look::stop)?;
    args.output.write(session, &text)?;
    for (test, _) in model.tests.iter().zip(&worked).filter(|(_, worked)| !worked.holds()) {
        let name = visible(&test.name);
        session.say(&format!("the worked example `{name}` does not hold, and is marked so: `sla test` tells more"));
    }
    Ok(Exit::Done)
}

/// Runs the worked examples.
fn work_out(session: &Session, model: &Model, calendar: &Calendar<'_>) -> Result<Vec<Worked>, Stop> {
    let mut problems = Diagnostics::default();
    let mut worked = Vec::new();
    for test in &model.tests {
        match run_test(model, calendar, &session.sources, test) {
            Ok(outcome) => {
                worked.push(Worked::of(&outcome));
                for problem in outcome.problems {
                    problems.push(problem.span(), problem);
                }
            }
            Err(error) => problems.push(error.span(), error),
        }
    }
    if problems.has_errors() { Err(Stop::new(Exit::Contract, problems)) } else { Ok(worked) }
}

/// What is asked for, or else what the name of the output says.
fn form(args: &Args) -> Result<Form, UsageError> {
    let known = |ending: &str| match ending {
        "html" | "htm" => Some(Form::Html),
        "md" | "markdown" => Some(Form::Markdown),
        _ => None,
    };
    let by_name = args.output.form(known, |path, ending| UsageError::DocumentEnding { path, ending })?;
    Ok(args.format.or(by_name).unwrap_or(Form::Markdown))
}

/// `2026`, `2026-2027`
fn years(text: &str) -> Result<(i32, i32), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let year = |text: &str| text.parse::<i32>().ok().filter(|year| (1990..=2100).contains(year));
    match (year(first), year(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        (Some(_), Some(_)) => Err("the first year comes after the last".to_owned()),
        (_, _) => Err("write years from 1990 to 2100: `2026` or `2026-2027`".to_owned()),
    }
}
