//! The contract with the members of groups that the evidence tells.

use std::collections::BTreeMap;

use super::{Component, ComponentId, Declared, Group, GroupId, GroupValue, Life, Model, Norm, Requirement, Subject};

/// A row of `components`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The component; one that the contract declares, or a new one.
    pub name: String,
    /// A group with `members from evidence`.
    pub group: GroupId,
    /// What people call it.
    pub label: Option<String>,
    /// When it belongs to the group.
    pub life: Life,
}

impl Model {
    /// Whether the evidence tells the members of some group.
    pub fn has_open_groups(&self) -> bool {
        self.groups.iter().any(|group| group.from_evidence)
    }

    /// The contract with these members: no component twice in one group. Where they are not `complete`, it is not known
    /// who else belongs to the groups.
    #[must_use]
    pub fn with_members(&self, members: &[Member], complete: bool) -> Self {
        let mut model = self.clone();
        let named = (0u32..).map(ComponentId).zip(&self.components);
        let mut ids: BTreeMap<String, ComponentId> = named.map(|(id, it)| (it.declared.name.clone(), id)).collect();
        for member in members {
            let Some(group) = model.groups.get_mut(member.group.index()) else { continue };
            let id = match ids.get(&member.name) {
                Some(id) => *id,
                None => {
                    let Ok(id) = u32::try_from(model.components.len()).map(ComponentId) else { continue };
                    let (name, label, span) = (member.name.clone(), member.label.clone(), group.declared.span);
                    let declared = Declared { name: name.clone(), label, clause: None, span };
                    model.components.push(Component { declared, life: member.life });
                    ids.insert(name, id);
                    id
                }
            };
            group.members.push(id);
            group.lives.push(member.life);
            // One that the contract declares is there for good; another as long as it belongs to any group.
            if id.index() >= self.components.len()
                && let Some(component) = model.components.get_mut(id.index())
            {
                component.life = both(component.life, member.life);
            }
        }
        if !complete {
            return model;
        }
        model.groups.iter_mut().for_each(|group| group.known = true);
        let Self { groups, components, norms, .. } = &mut model;
        norms.iter_mut().for_each(|norm| each_member(norm, groups, components));
        model
    }
}

/// From the first to the last of two lives.
fn both(a: Life, b: Life) -> Life {
    Life { from: a.from.zip(b.from).map(|(a, b)| a.min(b)), to: a.to.zip(b.to).map(|(a, b)| a.max(b)) }
}

/// A requirement on each member becomes one for every member.
fn each_member(norm: &mut Norm, groups: &[Group], components: &[Component]) {
    let requirements = std::mem::take(&mut norm.requirements);
    for requirement in requirements {
        let Subject::EachMember(group, value) = &requirement.subject else {
            norm.requirements.push(requirement);
            continue;
        };
        let members = groups.get(group.index()).map_or(&[][..], |group| group.members.as_slice());
        if members.is_empty() {
            norm.requirements.push(Requirement { subject: Subject::NoNorm, bound: None, ..requirement });
            continue;
        }
        for member in members {
            let Some(component) = components.get(member.index()) else { continue };
            let own = GroupValue {
                attribute: "component".to_owned(),
                value: component.declared.name.clone(),
                label: component.declared.label.clone(),
            };
            let group = requirement.group.iter().cloned().chain([own]).collect();
            let subject = Subject::Formula { value: value.clone(), component: Some(*member) };
            norm.requirements.push(Requirement { group, subject, ..requirement.clone() });
        }
    }
}
