//! What a comparison gives: changes, each with what it touches and for whose good it is.

/// What a change touches, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Words, labels, clause numbers, worked examples: nothing that is judged, paid or asked of the evidence.
    Text,
    /// What things are called: in the contract, or in its evidence.
    Vocabulary,
    /// What is promised, measured or judged, and through that perhaps what is paid.
    Verdict,
    /// What is paid, where verdicts stay as they are.
    Money,
}

impl Class {
    /// As in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text only",
            Self::Vocabulary => "vocabulary",
            Self::Verdict => "verdict",
            Self::Money => "money",
        }
    }
}

/// For whose good a change is. A stricter promise is better for the customer, also when more of it is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Better for the customer, whatever happens.
    Better,
    /// Worse for the customer, whatever happens.
    Worse,
    /// Neither better nor worse.
    Neither,
    /// Better in one course of events and worse in another: which ones.
    Unclear(String),
}

impl Effect {
    /// It depends, and on what.
    pub(super) fn unclear(why: &str) -> Self {
        Self::Unclear(why.to_owned())
    }

    /// Better where `better` holds, otherwise worse.
    pub(super) fn better_if(better: bool) -> Self {
        if better { Self::Better } else { Self::Worse }
    }

    /// Better when the second is more, worse when it is less.
    pub(super) fn more_is_better<T: PartialOrd>(old: &T, new: &T) -> Self {
        if old == new { Self::Neither } else { Self::better_if(new > old) }
    }

    /// Better when the second is less, worse when it is more.
    pub(super) fn less_is_better<T: PartialOrd>(old: &T, new: &T) -> Self {
        Self::more_is_better(new, old)
    }

    /// What the same thing turned round is.
    #[must_use]
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Better => Self::Worse,
            Self::Worse => Self::Better,
            Self::Neither => Self::Neither,
            Self::Unclear(why) => Self::Unclear(why),
        }
    }

    /// Of two changes at once: what depends, and what is better here and worse there, cannot be told.
    #[must_use]
    pub(super) fn and(self, other: Self, why: &str) -> Self {
        match (self, other) {
            (Self::Neither, effect) | (effect, Self::Neither) => effect,
            (Self::Unclear(why), _) | (_, Self::Unclear(why)) => Self::Unclear(why),
            (a, b) if a == b => a,
            (_, _) => Self::unclear(why),
        }
    }

    /// As in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Neither => "neither",
            Self::Unclear(_) => "unclear",
        }
    }
}

/// The item that a change is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The keyword: `norm`, `window`; of what stands once, what it is: `contract`.
    pub keyword: &'static str,
    /// Its name in the new contract, or the old one for what is gone; empty for what stands once.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
    /// Clause number, likewise.
    pub clause: Option<String>,
    /// Its place among the others: which contract (what is gone comes last), then where in its text.
    pub(super) order: (u32, u32),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The item that it is in.
    pub subject: Subject,
    /// Rows of it, as the contract calls them; none: the item as a whole.
    pub rows: Vec<String>,
    /// What has changed, in words.
    pub what: String,
    /// What it was; `None`: it was not there.
    pub old: Option<String>,
    /// What it is; `None`: it is gone.
    pub new: Option<String>,
    /// What it touches.
    pub class: Class,
    /// For whose good it is.
    pub effect: Effect,
    /// Whether the evidence has to say something otherwise than before.
    pub evidence: bool,
    /// Dates and amounts that show it, a line each.
    pub witnesses: Vec<String>,
    /// Norms, compensations and rights that depend on the item, as the contract names them.
    pub reaches: Vec<String>,
}

impl Change {
    pub(super) fn new(subject: &Subject, what: impl Into<String>, class: Class, effect: Effect) -> Self {
        Self {
            subject: subject.clone(),
            rows: Vec::new(),
            what: what.into(),
            old: None,
            new: None,
            class,
            effect,
            evidence: false,
            witnesses: Vec::new(),
            reaches: Vec::new(),
        }
    }

    /// A change of words only.
    pub(super) fn text(subject: &Subject, what: impl Into<String>) -> Self {
        Self::new(subject, what, Class::Text, Effect::Neither)
    }

    /// From one thing to another.
    #[must_use]
    pub(super) fn changed(self, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { old: Some(old.into()), new: Some(new.into()), ..self }
    }

    /// Of what may be absent on either side.
    #[must_use]
    pub(super) fn between(self, old: Option<String>, new: Option<String>) -> Self {
        Self { old, new, ..self }
    }

    #[must_use]
    pub(super) fn in_row(self, row: &str) -> Self {
        Self { rows: if row.is_empty() { Vec::new() } else { vec![row.to_owned()] }, ..self }
    }

    #[must_use]
    pub(super) fn of_evidence(self) -> Self {
        Self { evidence: true, ..self }
    }

    #[must_use]
    pub(super) fn shown_by(self, witnesses: Vec<String>) -> Self {
        Self { witnesses, ..self }
    }

    /// Whether the contract means something else: what is judged, paid or asked of the evidence.
    pub fn changes_meaning(&self) -> bool {
        match self.class {
            Class::Verdict | Class::Money => true,
            Class::Vocabulary => self.evidence,
            Class::Text => false,
        }
    }

    /// The change in a line: `high: 90% within 4h → 90% within 6h`.
    pub fn sentence(&self) -> String {
        let rows = self.rows.join(", ");
        let what: Vec<&str> = [rows.as_str(), self.what.as_str()].into_iter().filter(|it| !it.is_empty()).collect();
        let what = what.join(", ");
        let colon = if what.is_empty() { "" } else { ": " };
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{what}{colon}{old} → {new}"),
            (Some(old), None) => format!("{what}{colon}{old} → nothing"),
            (None, Some(new)) => format!("{what}{colon}nothing → {new}"),
            (None, None) => what,
        }
    }
}

/// All changes from one contract to another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// In the order of the clauses of the new contract, then of its text.
    pub changes: Vec<Change>,
}

impl Differences {
    /// Whether the contract means something else.
    pub fn changes_meaning(&self) -> bool {
        self.changes.iter().any(Change::changes_meaning)
    }
}
