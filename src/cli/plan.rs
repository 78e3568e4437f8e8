//! Which plan is judged.

use crate::diagnostic::did_you_mean;
use crate::model::{Model, PlanId};
use crate::source::Spanned;

use super::error::UsageError;
use super::exit::Stop;
use super::project::Located;

/// Arguments that choose a plan.
#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    /// Judge one plan of the contract: its tickets, and the rows about it
    ///
    /// Tickets of a file without a column `plan` are taken to be of this one.
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
}

impl PlanArgs {
    /// The plan, which also is that of tickets that name none.
    pub(super) fn of(&self, model: &Model, located: &mut Located) -> Result<Option<PlanId>, Stop> {
        let Some(name) = &self.plan else { return Ok(None) };
        let known = || model.plans.iter().map(|plan| plan.declared.name.as_str());
        let Some(place) = known().position(|plan| plan == name) else {
            let help = did_you_mean(name, known()).unwrap_or_else(|| {
                match known().map(|plan| format!("`{plan}`")).collect::<Vec<_>>().join(", ") {
                    none if none.is_empty() => "the contract declares no plans".to_owned(),
                    plans => format!("the plans are {plans}"),
                }
            });
            return Err(UsageError::UnknownPlan { name: name.clone(), help }.into());
        };
        located.project.plan = Some(Spanned::new(name.clone(), located.project.contract.span));
        Ok(Some(PlanId(u32::try_from(place).expect("a model counts its plans in 32 bits"))))
    }
}
