//! An earlier report, as `sla report --format json` or `sla eval --format json` wrote it: what a later one is compared with.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// What an earlier run found.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    schema: String,
    pub(super) contract: Contract,
    pub(super) as_of: String,
    #[serde(default)]
    pub(super) evidence: Vec<File>,
    pub(super) periods: Vec<Period>,
    pub(super) versions: Versions,
}

/// Why a text is no earlier report of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotEarlier {
    /// It is not what `--format json` writes.
    NotVerdicts {
        /// What is wrong with it.
        reason: String,
    },
    /// It is about another contract.
    OtherContract {
        /// The name of that contract.
        name: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Contract {
    pub name: String,
    pub sha256: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Versions {
    pub sla: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct File {
    pub table: String,
    pub file: String,
    pub sha256: String,
    pub rows: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Period {
    pub period: String,
    pub finished: bool,
    pub norms: Vec<Norm>,
    #[serde(default)]
    pub compensation: Vec<Amount>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Norm {
    pub id: String,
    pub requirements: Vec<Requirement>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Requirement {
    pub measure: String,
    #[serde(default)]
    pub group: BTreeMap<String, String>,
    pub unit: Option<String>,
    pub actual: Option<Actual>,
    pub counts: Option<Counts>,
    pub verdict: Option<String>,
    #[serde(default)]
    pub notes: Vec<Value>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Actual {
    pub exact: String,
    pub display: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) struct Counts {
    pub good: u64,
    pub total: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Amount {
    pub id: String,
    pub low: String,
    pub high: Option<String>,
}

impl Earlier {
    /// Reads a report of the contract of this name.
    ///
    /// # Errors
    ///
    /// Where the text is something else, or about another contract.
    pub fn read(text: &str, contract: &str) -> Result<Self, NotEarlier> {
        let read: Result<Self, _> = serde_json::from_str(text);
        let earlier = read.map_err(|error| NotEarlier::NotVerdicts { reason: error.to_string() })?;
        if !earlier.schema.starts_with("sla.verdicts/1") {
            let reason = format!("its schema is `{}`, not `sla.verdicts/1`", earlier.schema);
            return Err(NotEarlier::NotVerdicts { reason });
        }
        if earlier.contract.name != contract {
            return Err(NotEarlier::OtherContract { name: earlier.contract.name });
        }
        Ok(earlier)
    }

    /// The period with this name, where it was over.
    pub(super) fn finished(&self, label: &str) -> Option<&Period> {
        self.periods.iter().find(|period| period.period == label && period.finished)
    }
}

impl Norm {
    /// The requirement that asks the same: at the same place, or elsewhere.
    pub(super) fn same(&self, at: usize, as_now: &Requirement) -> Option<&Requirement> {
        let is_it = |one: &&Requirement| one.measure == as_now.measure && one.group == as_now.group;
        self.requirements.get(at).filter(is_it).or_else(|| self.requirements.iter().find(is_it))
    }
}
