//! Three-valued logic (Kleene): a missing value makes a condition unknown, never false (semantics 2.4).

/// Whether something holds. The order makes `and` the least and `or` the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Truth {
    /// It does not.
    No,
    /// Evidence does not say.
    Maybe,
    /// It does.
    Yes,
}

impl Truth {
    /// Of a known condition.
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Of a condition on a value that may be missing.
    pub(super) fn known(holds: Option<bool>) -> Self {
        holds.map_or(Self::Maybe, Self::of)
    }

    /// The opposite; unknown stays unknown.
    pub(super) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }
}

#[test]
fn tables_of_kleene() {
    use Truth::{Maybe, No, Yes};
    for (a, b, and, or) in [
        (Yes, Maybe, Maybe, Yes),
        (No, Maybe, No, Maybe),
        (Maybe, Maybe, Maybe, Maybe),
        (Yes, No, No, Yes),
        (Yes, Yes, Yes, Yes),
    ] {
        assert_eq!((a.min(b), a.max(b)), (and, or));
        assert_eq!((b.min(a), b.max(a)), (and, or));
        assert_eq!(a.not().max(b.not()), and.not(), "De Morgan");
    }
}
