//! Components and groups of them.

use super::checker::{Checker, declared};
use super::typed::{Component, ComponentId, Group, Life};
use crate::resolve::Kind;
use crate::syntax::ast::Name;

impl Checker<'_, '_> {
    /// All components and groups.
    pub(super) fn components(&mut self) {
        self.facts.components = self
            .items
            .components
            .iter()
            .map(|part| Component { declared: declared(&part.item.head), life: Life::default() })
            .collect();
        for part in &self.items.groups {
            let members: Vec<Option<ComponentId>> = part.item.members.iter().map(|name| self.component(name)).collect();
            let members: Option<Vec<ComponentId>> = members.into_iter().collect();
            let group = members.map(|members| {
                let from_evidence = part.item.from_evidence.is_some();
                let (declared, lives) = (declared(&part.item.head), Vec::new());
                Group { declared, members, from_evidence, lives, known: !from_evidence }
            });
            self.facts.groups.push(group);
        }
    }

    /// The component of this name.
    pub(super) fn component(&mut self, name: &Name) -> Option<ComponentId> {
        self.names.look_up(&[Kind::Component], name, self.out).map(|symbol| ComponentId(symbol.index))
    }
}
