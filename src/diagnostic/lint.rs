//! What is allowed and probably not meant: every warning and note about a contract has a name, by which it is allowed
//! or denied.

/// A lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// `SLA0355`
    pub code: &'static str,
    /// `unused`: lower case, words joined by underscores.
    pub name: &'static str,
}

/// Every lint, in the order of codes. Several codes may share a name.
pub const LINTS: &[Lint] = &[
    Lint { code: "SLA0325", name: "matrix_order" },
    Lint { code: "SLA0350", name: "bound_never_fails" },
    Lint { code: "SLA0351", name: "bound_implied" },
    Lint { code: "SLA0352", name: "doubled" },
    Lint { code: "SLA0355", name: "unused" },
    Lint { code: "SLA0382", name: "window_never_opens" },
    Lint { code: "SLA0705", name: "amounts_order" },
    Lint { code: "SLA0710", name: "cap_below_amounts" },
    Lint { code: "SLA0724", name: "not_agreed_yet" },
];
