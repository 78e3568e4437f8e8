//! What can be wrong with how the program is called: paths, periods, names.

use miette::Diagnostic;
use thiserror::Error;

use crate::calendar::PeriodError;
use crate::source::Span;

/// Wrong usage.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(super) enum UsageError {
    /// A file or folder cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    #[diagnostic(code("SLA0450"), help("check the path and its permissions; paths start from the folder you stand in"))]
    Unreadable { path: String, reason: String },
    /// A file is not UTF-8.
    #[error("`{path}` is not UTF-8 text: line {line} holds a byte that begins no character")]
    #[diagnostic(
        code("SLA0451"),
        help("open it in a text editor and save it as UTF-8: it is probably in the encoding Windows-1252")
    )]
    NotText { path: String, line: usize },
    /// A file is something else than text.
    #[error("`{path}` is {what}, not plain text")]
    #[diagnostic(code("SLA0451"), help("{help}"))]
    OtherDocument { path: String, what: &'static str, help: &'static str },
    /// An export without rows and columns.
    #[error("`{path}` is no table: {reason}")]
    #[diagnostic(
        code("SLA0469"),
        help("export it as CSV (UTF-8) with a first row of names, or as JSON with an object a row")
    )]
    NoTable { path: String, reason: String },
    /// There is no project here.
    #[error("no `sla.toml` in {place}")]
    #[diagnostic(code("SLA0452"))]
    NoProject {
        place: String,
        #[help]
        help: String,
    },
    /// A folder holds no contract.
    #[error("no contract (`*.sla`) below `{path}`")]
    #[diagnostic(code("SLA0453"), help("name a contract, or a folder that holds one"))]
    NoContract { path: String },
    /// The contract that a project names cannot be read.
    #[error("cannot read the contract `{path}`: {reason}")]
    #[diagnostic(code("SLA0454"), help("the path starts from the folder of `sla.toml`"))]
    ProjectContract {
        path: String,
        reason: String,
        #[label("named here")]
        span: Span,
    },
    /// A contract without evidence.
    #[error("`{path}` is a contract, and no evidence is given")]
    #[diagnostic(
        code("SLA0455"),
        help(
            "add `--evidence DIR` with tables such as `tickets.csv`, or name the folder that holds the contract's `sla.toml`"
        )
    )]
    NoEvidence { path: String },
    /// Evidence is given twice.
    #[error("`{path}` says where its evidence is; `--evidence` says so again")]
    #[diagnostic(
        code("SLA0456"),
        help("leave out `--evidence`, or name the contract itself: `sla eval {contract} --evidence DIR`")
    )]
    EvidenceTwice { path: String, contract: String },
    /// A text that names no period of the contract.
    #[error("{reason}")]
    #[diagnostic(
        code("SLA0457"),
        help("a period of this contract is `{example}`; `{example}..{example}` names several")
    )]
    Period { reason: PeriodError, example: String },
    /// No period can be chosen.
    #[error("the evidence holds no moment that tells which period to judge")]
    #[diagnostic(code("SLA0458"), help("say which with `--period {example}`"))]
    NoPeriod { example: String },
    /// A period in which the contract does not hold.
    #[error("the contract does not hold in {period}")]
    #[diagnostic(code("SLA0465"), help("{effective}; judge a period that lies within that"))]
    NotEffective { period: String, effective: String },
    /// A text that is no moment.
    #[error("`{written}` is not a moment: {reason}")]
    #[diagnostic(
        code("SLA0459"),
        help("write `2024-04-01`, `2024-04-01T09:00` in {zone}, or `2024-04-01T09:00+02:00`")
    )]
    AsOf { written: String, reason: &'static str, zone: String },
    /// A name that the contract does not have.
    #[error("`{name}` is neither a norm nor a measure of this contract")]
    #[diagnostic(code("SLA0460"))]
    UnknownName {
        name: String,
        #[help]
        help: Option<String>,
    },
    /// A code that does not exist.
    #[error("there is no code `{code}`")]
    #[diagnostic(code("SLA0461"))]
    UnknownCode {
        code: String,
        #[help]
        help: Option<String>,
    },
    /// A ticket that the evidence does not hold.
    #[error("there is no ticket `{ticket}` in the evidence")]
    #[diagnostic(code("SLA0462"))]
    UnknownTicket {
        ticket: String,
        #[help]
        help: Option<String>,
    },
    /// A norm that says nothing about a ticket.
    #[error("`{norm}` runs no clock over the ticket `{ticket}`")]
    #[diagnostic(code("SLA0463"))]
    NoClock {
        norm: String,
        ticket: String,
        #[help]
        help: String,
    },
    /// A plan that the contract does not have.
    #[error("the contract has no plan `{name}`")]
    #[diagnostic(code("SLA0466"), help("{help}"))]
    UnknownPlan { name: String, help: String },
    /// A document whose name promises a form that it will not have.
    #[error("`{path}` ends in `.{ending}`: `sla doc` writes Markdown or HTML")]
    #[diagnostic(
        code("SLA0467"),
        help("end it in `.md` or `.html`; for a PDF, write `.html` and print that page from a browser")
    )]
    DocumentEnding { path: String, ending: String },
    /// A report by a name that tells no form.
    #[error("`{path}` tells no form of a report: `.{ending}`")]
    #[diagnostic(
        code("SLA0468"),
        help(
            "end it in `.html`, `.md`, `.txt`, `.json` or `.csv`, or say `--format`; for a PDF, write `.html` and print that page from a browser"
        )
    )]
    ReportEnding { path: String, ending: String },
    /// An explanation by a name that tells no form.
    #[error("`{path}` tells no form of an explanation: `.{ending}`")]
    #[diagnostic(code("SLA0468"), help("end it in `.html`, `.md`, `.txt` or `.json`, or say `--format`"))]
    ExplanationEnding { path: String, ending: String },
    /// An option about evidence, for a page that needs none.
    #[error("`{option}` says nothing of the page of a code")]
    #[diagnostic(code("SLA0488"), help("leave it out: `sla explain {code}`"))]
    PageOption { option: &'static str, code: String },
    /// A list of deadlines by a name that tells no form.
    #[error("`{path}` tells no form of a list of deadlines: `.{ending}`")]
    #[diagnostic(code("SLA0478"), help("end it in `.ics`, `.csv`, `.json` or `.txt`, or say `--format`"))]
    DueEnding { path: String, ending: String },
    /// No moment can be chosen.
    #[error("the evidence holds no ticket, so it tells no moment to list deadlines of")]
    #[diagnostic(code("SLA0479"), help("say which: `--as-of 2026-10-07T14:00`, or `--as-of now`"))]
    NoMoment,
    /// A form that is data.
    #[error("a report as {form} follows no template")]
    #[diagnostic(code("SLA0487"), help("ask for that of a page: `--print-template report.html`"))]
    NoTemplate { form: &'static str },
    /// A logo that cannot be read.
    #[error("cannot read the logo `{path}`: {reason}")]
    #[diagnostic(code("SLA0485"), help("the path starts from the folder of `sla.toml`"))]
    Logo {
        path: String,
        reason: String,
        #[label("named here")]
        span: Span,
    },
    /// A logo that is no picture.
    #[error("`{path}` is no picture that a page can hold")]
    #[diagnostic(
        code("SLA0485"),
        help("use an SVG (with `xmlns=\"http://www.w3.org/2000/svg\"` in it), a PNG, a JPEG or a WebP")
    )]
    NoPicture {
        path: String,
        #[label("neither SVG, PNG, JPEG nor WebP")]
        span: Span,
    },
    /// An earlier report that is none.
    #[error("`{path}` is no earlier report: {reason}")]
    #[diagnostic(code("SLA0476"), help("name what `sla report --format json -o FILE` wrote then"))]
    NotEarlier { path: String, reason: String },
    /// An earlier report of another contract.
    #[error("`{path}` is a report of another contract: `{name}`")]
    #[diagnostic(code("SLA0477"), help("name an earlier report of `{contract}`"))]
    OtherContract { path: String, name: String, contract: String },
    /// Coverage in a form that has no place for it.
    #[error("JUnit XML has no place for coverage")]
    #[diagnostic(code("SLA0880"), help("write `sla test --coverage --format json`, or leave out `--coverage`"))]
    CoverageAsJunit,
    /// Old versions come from git, and it does not run.
    #[error("cannot run `git`: {reason}")]
    #[diagnostic(code("SLA0870"), help("install git, or compare two files: `sla diff old.sla new.sla`"))]
    NoGit { reason: String },
    /// Old versions come from git, and the contract is not in a repository.
    #[error("`{path}` lies in no git repository")]
    #[diagnostic(code("SLA0871"), help("compare two files: `sla diff old.sla {path}`"))]
    NotInGit { path: String },
    /// A revision that git does not know.
    #[error("git knows no revision `{name}` here")]
    #[diagnostic(code("SLA0872"), help("name a branch, a tag or a commit: `sla diff --against main`"))]
    UnknownRevision { name: String },
    /// A contract that was not there yet.
    #[error("there is no `{path}` in the revision `{name}`")]
    #[diagnostic(
        code("SLA0873"),
        help(
            "name a revision that has it; where it had another name, compare two files: `git show {name}:OLD.sla > old.sla`, then `sla diff old.sla {path}`"
        )
    )]
    NotInRevision { path: String, name: String },
    /// A file cannot be written.
    #[error("cannot write `{path}`: {reason}")]
    #[diagnostic(code("SLA0464"), help("check that the folder exists, that it may be written, and that there is room"))]
    Unwritable { path: String, reason: String },
    /// A new project would stand among other files.
    #[error("there is something in `{path}` already")]
    #[diagnostic(
        code("SLA0890"),
        help("name a folder that does not exist yet, or an empty one: nothing is written over")
    )]
    NotEmpty { path: String },
    /// A new project whose name cannot be the title of a contract.
    #[error("`{path}` is no name for a contract")]
    #[diagnostic(code("SLA0891"), help("name the folder in letters, such as `sla new help-desk`"))]
    NoTitle { path: String },
    /// A new project in a time zone that does not exist.
    #[error("`{written}` is not a time zone")]
    #[diagnostic(code("SLA0892"))]
    NoTimezone {
        written: String,
        #[help]
        help: String,
    },
}

impl UsageError {
    /// Where it stands, for what stands in a file.
    pub(super) fn span(&self) -> Option<Span> {
        match self {
            Self::ProjectContract { span, .. } | Self::Logo { span, .. } | Self::NoPicture { span, .. } => Some(*span),
            Self::Unreadable { .. }
            | Self::NotText { .. }
            | Self::OtherDocument { .. }
            | Self::NoTable { .. }
            | Self::NoProject { .. }
            | Self::CoverageAsJunit
            | Self::DueEnding { .. }
            | Self::PageOption { .. }
            | Self::NoMoment
            | Self::NoContract { .. }
            | Self::NoEvidence { .. }
            | Self::EvidenceTwice { .. }
            | Self::Period { .. }
            | Self::NoPeriod { .. }
            | Self::NotEffective { .. }
            | Self::AsOf { .. }
            | Self::UnknownName { .. }
            | Self::UnknownCode { .. }
            | Self::UnknownTicket { .. }
            | Self::NoClock { .. }
            | Self::UnknownPlan { .. }
            | Self::DocumentEnding { .. }
            | Self::ReportEnding { .. }
            | Self::NotEarlier { .. }
            | Self::OtherContract { .. }
            | Self::NoTemplate { .. }
            | Self::ExplanationEnding { .. }
            | Self::NoGit { .. }
            | Self::NotInGit { .. }
            | Self::UnknownRevision { .. }
            | Self::NotInRevision { .. }
            | Self::Unwritable { .. }
            | Self::NotEmpty { .. }
            | Self::NoTitle { .. }
            | Self::NoTimezone { .. } => None,
        }
    }
}
