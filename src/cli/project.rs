//! Which contract and which evidence a verb is about.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostics;
use crate::evidence::{Look, Project};
use crate::model::Model;
use crate::report::ContractFile;
use crate::source::{SourceId, Span};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::library::Beside;
use super::paths::{bytes, is_folder, read as read_text, shown, text, unreadable, why};
use super::session::Session;

/// The name of a project file.
pub(super) const FILE: &str = "sla.toml";

/// Arguments that name a project.
#[derive(Debug, clap::Args)]
pub(super) struct ProjectArgs {
    /// Folder with an `sla.toml`, that file, or a contract together with `--evidence`
    ///
    /// Default: the folder you stand in, or the nearest one above it with an `sla.toml`.
    #[arg(value_name = "PROJECT")]
    pub project: Option<PathBuf>,
    /// Folder with the evidence of a contract that has no `sla.toml`
    ///
    /// Tables go by the names of the files: `tickets.csv`, `waits.jsonl`, `outages.csv.gz`.
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
}

/// A contract and where its evidence is.
pub(super) struct Located {
    /// Path of the contract.
    pub contract: PathBuf,
    /// The same as reports name it: from the folder of the project.
    pub contract_name: String,
    /// Where the project names it.
    named_at: Option<Span>,
    /// Folder from which the names of evidence files start.
    pub root: PathBuf,
    /// How evidence maps to the contract.
    pub project: Project,
}

/// A project file that was read.
pub(super) struct ProjectFile(Project);

impl ProjectFile {
    /// The path of its contract, seen from where the user stands.
    pub(super) fn contract_path(&self, file: &Path) -> PathBuf {
        folder_of(file).join(&self.0.contract.value)
    }
}

/// The nearest `sla.toml`: in the folder one stands in, or above.
pub(super) fn nearest() -> Result<Option<PathBuf>, Stop> {
    let here = std::env::current_dir().map_err(|error| unreadable(Path::new("."), &error))?;
    let mut file = PathBuf::from(FILE);
    for _ in here.ancestors() {
        if file.is_file() {
            return Ok(Some(file));
        }
        file = Path::new("..").join(file);
    }
    Ok(None)
}

/// Reads a project file.
pub(super) fn read(session: &mut Session, file: &Path) -> Result<ProjectFile, Stop> {
    let source = read_text(&mut session.sources, file)?;
    Project::parse(&session.sources, source).map(ProjectFile).map_err(|problems| Stop::new(Exit::Usage, problems))
}

/// Finds the project that the arguments mean.
pub(super) fn locate(session: &mut Session, args: &ProjectArgs) -> Result<Located, Stop> {
    let file = match &args.project {
        None => match nearest()? {
            Some(file) => file,
            None => {
                let place = "this folder or any above it".to_owned();
                let help = "name a project, or a contract with its evidence: `sla eval contract.sla --evidence DIR`";
                return Err(UsageError::NoProject { place, help: help.into() }.into());
            }
        },
        Some(path) if is_folder(path)? => in_folder(path, "sla eval")?,
        Some(path) if path.extension().is_some_and(|ending| ending == "toml") => path.clone(),
        Some(path) => return bare(path, args.evidence.as_deref()),
    };
    let project = read(session, &file)?;
    let contract = project.contract_path(&file);
    if args.evidence.is_some() {
        return Err(UsageError::EvidenceTwice { path: shown(&file), contract: shown(&contract) }.into());
    }
    session.detail(&format!("project {}", shown(&file)));
    let ProjectFile(project) = project;
    Ok(Located {
        contract,
        contract_name: project.contract.value.replace('\\', "/"),
        named_at: Some(project.contract.span),
        root: folder_of(&file).to_owned(),
        project,
    })
}

/// The contract that is meant: the file itself, or that of a project; `verb` is what was called.
pub(super) fn contract(session: &mut Session, path: Option<&Path>, verb: &str) -> Result<PathBuf, Stop> {
    Ok(contract_and_look(session, path, verb)?.0)
}

/// The same, and for that of a project its folder and how its pages look.
pub(super) fn contract_and_look(
    session: &mut Session,
    path: Option<&Path>,
    verb: &str,
) -> Result<(PathBuf, Option<(PathBuf, Look)>), Stop> {
    let file = match path {
        None => nearest()?.ok_or_else(|| UsageError::NoProject {
            place: "this folder or any above it".to_owned(),
            help: format!("name a contract or a project: `{verb} contract.sla`"),
        })?,
        Some(path) if is_folder(path)? => in_folder(path, verb)?,
        Some(path) if path.extension().is_some_and(|ending| ending == "toml") => path.to_owned(),
        Some(path) => return Ok((path.to_owned(), None)),
    };
    let found = read(session, &file)?;
    Ok((found.contract_path(&file), Some((folder_of(&file).to_owned(), found.0.look))))
}

/// The project file of a folder; `verb` is what was called.
pub(super) fn in_folder(folder: &Path, verb: &str) -> Result<PathBuf, Stop> {
    let file = folder.join(FILE);
    if file.is_file() { Ok(file) } else { Err(no_project(folder, verb).into()) }
}

fn no_project(folder: &Path, verb: &str) -> UsageError {
    let contract = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "sla"))
        .min();
    let contract = contract.unwrap_or_else(|| folder.join("contract.sla"));
    let evidence = if verb == "sla eval" { " --evidence DIR" } else { "" };
    let help = format!("without one, name the contract: `{verb} {}{evidence}`", shown(&contract));
    UsageError::NoProject { place: format!("`{}`", shown(folder)), help }
}

/// A contract without a project file: tables by the names of the files in a folder.
fn bare(contract: &Path, evidence: Option<&Path>) -> Result<Located, Stop> {
    let Some(evidence) = evidence else {
        return Err(UsageError::NoEvidence { path: shown(contract) }.into());
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(evidence).map_err(|error| unreadable(evidence, &error))? {
        let entry = entry.map_err(|error| unreadable(evidence, &error))?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    let name = contract.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Located {
        contract: contract.to_owned(),
        project: Project::of_folder(&name, &names),
        contract_name: name,
        named_at: None,
        root: evidence.to_owned(),
    })
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

/// A contract that compiled.
pub(super) struct Contract {
    pub model: Model,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The other files that it is made of, by name.
    pub others: Vec<ContractFile>,
}

impl Located {
    /// The folder of the project file, where there is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.named_at.map(|_| self.root.as_path())
    }

    /// Reads and compiles the contract; its warnings are shown.
    pub(super) fn contract(&self, session: &mut Session) -> Result<Contract, Stop> {
        let bytes = bytes(&self.contract).map_err(|error| match self.named_at {
            Some(span) => UsageError::ProjectContract { path: shown(&self.contract), reason: why(&error), span }.into(),
            None => unreadable(&self.contract, &error),
        })?;
        let source = session.sources.add(&shown(&self.contract), &text(&self.contract, &bytes)?);
        let library = Beside::default();
        let (model, warnings) = compile_beside(session, source, &library)?;
        session.show(&warnings);
        session.detail(&format!("contract {}", shown(&self.contract)));
        Ok(Contract { model, sha256: hexadecimal(&Sha256::digest(&bytes)), others: library.into_read(&self.root) })
    }
}

/// Compiles one contract with the files that it names; an invalid one ends the verb.
pub(super) fn compile(session: &mut Session, source: SourceId) -> Result<(Model, Diagnostics), Stop> {
    compile_beside(session, source, &Beside::default())
}

fn compile_beside(session: &mut Session, source: SourceId, library: &Beside) -> Result<(Model, Diagnostics), Stop> {
    crate::compile_with(&mut session.sources, source, library)
        .map_err(|problems| Stop::new(Exit::Contract, problems.sorted()))
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
