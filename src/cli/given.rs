//! What a verb about evidence is given: a contract, a plan of it, and the evidence.

use crate::eval::verdict::Verdicts;
use crate::evidence::Evidence;
use crate::model::{Model, PlanId};
use crate::report::Findings;
use crate::source::SourceMap;

use super::evidence::{EvidenceArgs, read};
use super::exit::Stop;
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
    /// Reads the evidence; the bar goes on until what follows is judged.
    pub(super) fn read(self, session: &mut Session) -> Result<(Given, Progress), Stop> {
        let Self { args, located, contract, plan } = self;
        let progress = if session.is_watched() { Progress::new() } else { Progress::none() };
        let (evidence, told) = read(session, &located, &contract.model, &args.evidence, &progress)?;
        progress.judging();
        Ok((Given { located, contract, told, plan, evidence }, progress))
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
