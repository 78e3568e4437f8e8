use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::eval::{Request, evaluate};
use crate::model::Locale;
use crate::report::json;
use crate::report::page::{self, Kind, NAMES, built_in, draw};
use crate::report::service::{Earlier, NotEarlier, Wanted, charts, corrections, csv, report};

use super::error::UsageError;
use super::eval::show_problems;
use super::exit::{Exit, Stop};
use super::fail_on::FailOnArgs;
use super::given::GivenArgs;
use super::look;
use super::output::OutputArgs;
use super::paths;
use super::period::PeriodArgs;
use super::session::Session;

/// Write the service level report of a period
///
/// What was kept and what was not, with the tickets and rows behind every figure, charts of the periods before, and the
/// arithmetic of what is due. The clock on the wall is not read: the same contract and evidence give the same report.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// Form of the report
    ///
    /// Default: by the name of the output, or else `text`.
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    #[command(flatten)]
    output: OutputArgs,
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
    #[command(flatten)]
    fail_on: FailOnArgs,
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

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if let Some(name) = &args.print_template {
        session.result(template(args, name.as_deref())?);
        return Ok(Exit::Done);
    }
    let form = form(args)?;
    let known = args.given.contract(session)?;
    let header = known.contract.model.header.name.clone();
    let project = known.located.folder().map(|folder| (folder, &known.located.project.look));
    let mut frame = look::frame(session, project, &known.contract.model)?;
    let paint = args.output.paint(session);
    let page = match form {
        Form::Text => Some(page::Form::Text(paint)),
        Form::Html => Some(page::Form::Html),
        Form::Markdown => Some(page::Form::Markdown),
        Form::Json | Form::Csv => None,
    };
    let earlier = args.since.as_deref().map(|file| earlier(file, &header)).transpose()?;
    let (given, progress) = known.read(session)?;
    let (model, evidence) = (given.model(), &given.evidence);
    let calendar = Calendar::new(model);
    let (asked, as_of) = args.period.choose(&calendar, evidence)?;
    let count = asked.len();
    let periods = PeriodArgs::with_those_before(&calendar, evidence, asked);
    let request = Request { periods, as_of, plan: given.plan, readings: true };
    let verdicts = evaluate(model, &calendar, evidence, &request);
    drop(progress);
    show_problems(session, &verdicts);
    let findings = given.findings(&session.sources, &verdicts);
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
    let exit = args.fail_on.exit(reported.iter().flat_map(|period| &period.norms));
    args.output.write(session, &result)?;
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
    let known = |ending: &str| match ending {
        "html" | "htm" => Some(Form::Html),
        "md" | "markdown" => Some(Form::Markdown),
        "json" => Some(Form::Json),
        "csv" => Some(Form::Csv),
        "txt" => Some(Form::Text),
        _ => None,
    };
    let by_name = || args.output.form(known, |path, ending| UsageError::ReportEnding { path, ending });
    args.format.map_or_else(|| Ok(by_name()?.unwrap_or(Form::Text)), Ok)
}
