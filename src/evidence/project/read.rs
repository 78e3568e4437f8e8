use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, SourceMap};

use super::Project;

/// See [`Project::parse`].
pub(super) fn project(_sources: &SourceMap, _source: SourceId) -> Result<Project, Diagnostics> {
    Err(Diagnostics::default())
}
