//! What a verb about evidence is given: a contract, a plan of it, and the evidence.

use crate::calendar::Calendar;
use crate::eval::verdict::Verdicts;
use crate::eval::{Request, evaluate, evaluate_streaming};
use crate::evidence::{Evidence, Loaded, open};
use crate::model::{Model, PlanId};
use crate::report::Findings;
use crate::source::SourceMap;

use super::evidence::{EvidenceArgs, read, tell};
use super::exit::Stop;
use super::files::Disk;
use super::period::PeriodArgs;
use super::plan::PlanArgs;
use super::progress::Progress;
use super::project::{Contract, Located, ProjectArgs, locate};
use super::session::Session;

/// Arguments that say what is given.
#[derive(Debug, clap::Args)]
pub(super) struct GivenArgs {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    evidence: EvidenceArgs,
}

/// A contract of which the evidence is not read yet.
pub(super) struct Known<'a> {
    args: &'a GivenArgs,
    pub located: Located,
    pub contract: Contract,
    plan: Option<PlanId>,
}

/// A contract with its evidence.
pub(super) struct Given {
    located: Located,
    contract: Contract,
    /// The contract with the members of groups that the evidence tells; `None` where it tells none.
    told: Option<Model>,
    pub plan: Option<PlanId>,
    pub evidence: Evidence,
}

impl GivenArgs {
    /// Finds and compiles the contract.
    pub(super) fn contract(&self, session: &mut Session) -> Result<Known<'_>, Stop> {
        let mut located = locate(session, &self.project)?;
        let contract = located.contract(session)?;
        let plan = self.plan.of(&contract.model, &mut located)?;
        Ok(Known { args: self, located, contract, plan })
    }
}

impl Known<'_> {
    /// Judges the evidence, as it is read where it can be; what is given then holds only the tickets that a verdict names.
    pub(super) fn judge(
        self,
        session: &mut Session,
        period: &PeriodArgs,
        readings: bool,
    ) -> Result<(Given, Verdicts), Stop> {
        let progress = self.progress(session);
        if let Some((loaded, verdicts)) = self.streaming(period, readings, &progress) {
            let Self { args, located, contract, plan } = self;
            let disk = Disk::new(&located.root, &progress);
            let (evidence, told) = tell(session, loaded, &args.evidence, &disk, &progress)?;
            return Ok((Given { located, contract, told, plan, evidence }, verdicts));
        }
        progress.again();
        let given = self.read_with(session, &progress)?;
        let calendar = Calendar::new(given.model());
        let (periods, as_of) = period.choose(&calendar, &given.evidence)?;
        let request = Request { periods, as_of, plan: given.plan, readings };
        let verdicts = evaluate(given.model(), &calendar, &given.evidence, &request);
        drop(calendar);
        Ok((given, verdicts))
    }

    fn streaming(&self, period: &PeriodArgs, readings: bool, progress: &Progress) -> Option<(Loaded, Verdicts)> {
        let model = &self.contract.model;
        let disk = Disk::new(&self.located.root, progress);
        let opened = open(model, &self.located.project, &disk)?;
        let calendar = Calendar::new(model);
        let (periods, as_of) = period.choose_streaming(&calendar, &opened)?;
        let request = Request { periods, as_of, plan: self.plan, readings };
        evaluate_streaming(&calendar, opened, &request)
    }

    fn progress(&self, session: &Session) -> Progress {
        if session.is_watched() { Progress::new() } else { Progress::none() }
    }

    /// Reads the evidence; the bar goes on until what follows is judged.
    pub(super) fn read(self, session: &mut Session) -> Result<(Given, Progress), Stop> {
        let progress = self.progress(session);
        Ok((self.read_with(session, &progress)?, progress))
    }

    fn read_with(self, session: &mut Session, progress: &Progress) -> Result<Given, Stop> {
        let Self { args, located, contract, plan } = self;
        let (evidence, told) = read(session, &located, &contract.model, &args.evidence, progress)?;
        progress.judging();
        Ok(Given { located, contract, told, plan, evidence })
    }
}

impl Given {
    /// The contract.
    pub(super) fn model(&self) -> &Model {
        self.told.as_ref().unwrap_or(&self.contract.model)
    }

    /// With what came out.
    pub(super) fn findings<'a>(&'a self, sources: &'a SourceMap, verdicts: &'a Verdicts) -> Findings<'a> {
        Findings {
            model: self.model(),
            sources,
            contract: &self.located.contract_name,
            sha256: &self.contract.sha256,
            others: &self.contract.others,
            evidence: &self.evidence,
            verdicts,
        }
    }
}
