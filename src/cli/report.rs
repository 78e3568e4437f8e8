use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::eval::verdict::{PeriodVerdicts, Verdict};
use crate::eval::{Request, evaluate};
use crate::model::Locale;
use crate::report::page::{self, Kind, NAMES, built_in, draw};
use crate::report::service::{Earlier, NotEarlier, Wanted, charts, corrections, csv, report};
use crate::report::{Findings, json};

use super::error::UsageError;
use super::eval::show_problems;
use super::evidence::{EvidenceArgs, read};
use super::exit::{Exit, Stop};
use super::look;
use super::paths;
use super::period::PeriodArgs;
use super::plan::PlanArgs;
use super::progress::Progress;
use super::project::{ProjectArgs, locate};
use super::session::Session;

/// Write the service level report of a period
///
/// What was kept and what was not, with the tickets and rows behind every figure, charts of the periods before, and the
/// arithmetic of what is due. The clock on the wall is not read: the same contract and evidence give the same report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    evidence: EvidenceArgs,
    /// Form of the report
    ///
    /// Default: by the name of the output, or else `text`.
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    /// Write to this file instead of standard output: whole, or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language of the words and numbers
    ///
    /// Default: the contract's.
    #[arg(long, value_parser = super::language::parser(), value_name = "LANGUAGE")]
    locale: Option<Locale>,
    /// Print a built-in template to begin one's own with, and no report
    ///
    /// Without a name: the one of `--format`, or else `report.html`. A file of that name in the folder `templates` beside
    /// `sla.toml` takes its place.
    #[arg(long, value_name = "NAME", num_args = 0..=1, value_parser = clap::builder::PossibleValuesParser::new(NAMES))]
    #[expect(clippy::option_option, reason = "not asked for, asked for without a name, asked for by name")]
    print_template: Option<Option<String>>,
    /// List what differs from an earlier report, which `--format json` wrote
    ///
    /// Figures of finished periods that are others on the evidence as it is now, with both values and why.
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Exit as `eval` does when a norm is this
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<FailOn>,
}

/// Form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal or a mail: 80 columns
    Text,
    /// One page that needs nothing else
    Html,
    /// For a repository or a wiki
    Markdown,
    /// For programs: that of `eval`, with the periods before
    Json,
    /// For spreadsheets: a line a requirement and period
    Csv,
}

/// When to exit as `eval` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// With 1 when one is breached
    Breached,
    /// With 1 when one is breached, with 5 when one is undecided
    Undecided,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if let Some(name) = &args.print_template {
        session.result(template(args, name.as_deref())?);
        return Ok(Exit::Done);
    }
    let form = form(args)?;
    let mut located = locate(session, &args.project)?;
    let contract = located.contract(session)?;
    let plan = args.plan.of(&contract.model, &mut located)?;
    let project = located.folder().map(|folder| (folder, &located.project.look));
    let mut frame = look::frame(session, project, &contract.model)?;
    let paint = if args.output.is_some() { crate::report::Paint::PLAIN } else { session.paint() };
    let page = match form {
        Form::Text => Some(page::Form::Text(paint)),
        Form::Html => Some(page::Form::Html),
        Form::Markdown => Some(page::Form::Markdown),
        Form::Json | Form::Csv => None,
    };
    let earlier = args.since.as_deref().map(|file| earlier(file, &contract.model.header.name)).transpose()?;
    let progress = if session.is_watched() { Progress::new() } else { Progress::none() };
    let (evidence, told) = read(session, &located, &contract.model, &args.evidence, &progress)?;
    progress.judging();
    let model = told.as_ref().unwrap_or(&contract.model);
    let calendar = Calendar::new(model);
    let (asked, as_of) = args.period.choose(&calendar, &evidence)?;
    let count = asked.len();
    let periods = PeriodArgs::with_those_before(&calendar, &evidence, asked);
    let verdicts = evaluate(model, &calendar, &evidence, &Request { periods, as_of, plan, readings: true });
    drop(progress);
    show_problems(session, &verdicts);
    let findings = Findings {
        model,
        sources: &session.sources,
        contract: &located.contract_name,
        sha256: &contract.sha256,
        others: &contract.others,
        evidence: &evidence,
        verdicts: &verdicts,
    };
    let wanted = Wanted { findings, calendar: &calendar, asked: count, locale: args.locale, earlier: earlier.as_ref() };
    let result = match (page, form) {
        (Some(page), _) => {
            if frame.asks_for_verdicts() {
                let data = serde_json::from_str(&json::render(&findings));
                frame.verdicts = Some(data.expect("what is written as JSON is read as JSON"));
            }
            draw(&report(&wanted), Kind::Report, page, &frame).map_err(look::stop)?
        }
        (None, Form::Csv) => csv(&wanted),
        (None, Form::Json | Form::Text | Form::Html | Form::Markdown) => {
            json::of_report(&findings, &charts(&wanted), corrections(&wanted).as_ref())
        }
    };
    let reported = verdicts.periods.get(verdicts.periods.len().saturating_sub(count)..).unwrap_or_default();
    let exit = exit(reported, args.fail_on);
    match &args.output {
        None => session.result(&result),
        Some(file) => {
            paths::replace(file, result.as_bytes())?;
            session.say(&format!("wrote {}", paths::shown(file)));
        }
    }
    Ok(exit)
}

/// The built-in template of this name, or of the form that is asked for.
fn template(args: &Args, name: Option<&str>) -> Result<&'static str, UsageError> {
    let name = match (name, args.format) {
        (Some(name), _) => name,
        (None, None | Some(Form::Html)) => "report.html",
        (None, Some(Form::Markdown)) => "report.md",
        (None, Some(Form::Text)) => "report.txt",
        (None, Some(Form::Json)) => return Err(UsageError::NoTemplate { form: "JSON" }),
        (None, Some(Form::Csv)) => return Err(UsageError::NoTemplate { form: "CSV" }),
    };
    Ok(built_in(name).expect("the arguments know the names that there are"))
}

/// Reads an earlier report.
fn earlier(file: &Path, contract: &str) -> Result<Earlier, Stop> {
    let bytes = paths::bytes(file).map_err(|error| paths::unreadable(file, &error))?;
    let path = paths::shown(file);
    let read = Earlier::read(&paths::text(file, &bytes)?, contract);
    read.map_err(|why| match why {
        NotEarlier::NotVerdicts { reason } => UsageError::NotEarlier { path, reason }.into(),
        NotEarlier::OtherContract { name } => {
            UsageError::OtherContract { path, name, contract: contract.to_owned() }.into()
        }
    })
}

/// What is asked for, or else what the name of the output says.
fn form(args: &Args) -> Result<Form, UsageError> {
    if let Some(form) = args.format {
        return Ok(form);
    }
    let Some(file) = &args.output else { return Ok(Form::Text) };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Ok(Form::Html),
        Some("md" | "markdown") => Ok(Form::Markdown),
        Some("json") => Ok(Form::Json),
        Some("csv") => Ok(Form::Csv),
        Some("txt") | None => Ok(Form::Text),
        Some(other) => Err(refused(file, other)),
    }
}

fn refused(file: &Path, ending: &str) -> UsageError {
    UsageError::ReportEnding { path: paths::shown(file), ending: ending.to_owned() }
}

fn exit(periods: &[PeriodVerdicts], fail_on: Option<FailOn>) -> Exit {
    let worst = periods.iter().flat_map(|period| &period.norms).map(|norm| norm.verdict).min();
    match (fail_on, worst) {
        (Some(_), Some(Verdict::Breached)) => Exit::Failed,
        (Some(FailOn::Undecided), Some(Verdict::Undecided)) => Exit::Undecided,
        (None, _)
        | (Some(FailOn::Breached), Some(Verdict::Undecided))
        | (Some(_), Some(Verdict::Met | Verdict::Empty | Verdict::Measured) | None) => Exit::Done,
    }
}
