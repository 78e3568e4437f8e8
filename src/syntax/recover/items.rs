//! What begins with which word: items, and the clauses of their blocks. The grammar says the same in its own way;
//! this table is for finding out which rule a piece of text was meant for.

use crate::syntax::grammar::Rule;

/// A kind of item, or of a clause that has a block.
#[derive(Debug)]
pub(in crate::syntax) struct Block {
    /// The word that it begins with.
    pub(in crate::syntax) keyword: &'static str,
    /// The whole of it.
    pub(in crate::syntax) rule: Rule,
    /// What stands before the `{`; for an item without a block, the whole of it.
    pub(in crate::syntax) head: Rule,
    /// A head that can be read, for when its own cannot.
    pub(in crate::syntax) stand_in: &'static str,
    /// First words of its clauses.
    pub(in crate::syntax) clauses: &'static [(&'static str, Rule)],
    /// The clause that begins with something else.
    pub(in crate::syntax) otherwise: Option<Rule>,
}

impl Block {
    /// Whether it has a block at all.
    pub(in crate::syntax) fn has_block(&self) -> bool {
        self.head != self.rule
    }

    /// The rule of a clause by its first word.
    pub(in crate::syntax) fn clause(&self, word: &str) -> Option<Rule> {
        self.clauses.iter().find(|(keyword, _)| *keyword == word).map(|(_, rule)| *rule)
    }

    /// Whether its lines are rows, which `|` may begin and end.
    pub(in crate::syntax) fn has_rows(&self) -> bool {
        matches!(self.rule, Rule::by | Rule::matrix | Rule::entitlements)
    }
}

const fn line(keyword: &'static str, rule: Rule) -> Block {
    Block { keyword, rule, head: rule, stand_in: "", clauses: &[], otherwise: None }
}

const NORM: &[(&str, Rule)] = &[
    ("clock", Rule::norm_clock),
    ("where", Rule::norm_where),
    ("empty", Rule::norm_empty),
    ("source", Rule::norm_source),
    ("counted", Rule::counted_by),
    ("stale", Rule::norm_stale),
    ("by", Rule::by),
    ("at", Rule::requirement_line),
    ("each", Rule::requirement_line),
    ("every", Rule::requirement_line),
    ("for", Rule::requirement_line),
    ("together", Rule::requirement_line),
    ("in", Rule::requirement_line),
    ("no", Rule::requirement_line),
    ("within", Rule::requirement_line),
];

const HEADER: &[(&str, Rule)] = &[
    ("provider", Rule::provider),
    ("customer", Rule::customer),
    ("version", Rule::version),
    ("effective", Rule::effective),
    ("timezone", Rule::timezone),
    ("locale", Rule::locale),
    ("currency", Rule::currency),
    ("period", Rule::period),
];

/// All kinds of items.
pub(in crate::syntax) const ITEMS: &[Block] = &[
    line("edition", Rule::edition),
    line("use", Rule::use_file),
    line("remove", Rule::removal),
    line("allow", Rule::allow),
    Block {
        keyword: "amends",
        rule: Rule::amends,
        head: Rule::amends_head,
        stand_in: "amends \"x\"",
        clauses: HEADER,
        otherwise: None,
    },
    Block {
        keyword: "contract",
        rule: Rule::contract,
        head: Rule::contract_head,
        stand_in: "contract \"x\"",
        clauses: HEADER,
        otherwise: None,
    },
    Block {
        keyword: "conventions",
        rule: Rule::conventions,
        head: Rule::conventions_head,
        stand_in: "conventions",
        clauses: &[
            ("empty", Rule::choice),
            ("counted", Rule::choice),
            ("priority", Rule::choice),
            ("reopened", Rule::choice),
            ("overlap", Rule::choice),
            ("1", Rule::workday_length),
        ],
        otherwise: None,
    },
    Block {
        keyword: "holidays",
        rule: Rule::holidays,
        head: Rule::holidays_head,
        stand_in: "holidays x",
        clauses: &[
            ("public", Rule::public),
            ("yearly", Rule::yearly),
            ("on", Rule::on_days),
            ("except", Rule::except_days),
        ],
        otherwise: None,
    },
    Block {
        keyword: "window",
        rule: Rule::window,
        head: Rule::window_head,
        stand_in: "window x",
        clauses: &[
            ("on", Rule::dated),
            ("closed", Rule::closed),
            ("first", Rule::monthly),
            ("second", Rule::monthly),
            ("third", Rule::monthly),
            ("fourth", Rule::monthly),
            ("fifth", Rule::monthly),
            ("last", Rule::monthly),
            ("daily", Rule::regular),
        ],
        otherwise: Some(Rule::regular),
    },
    line("ensure", Rule::ensure),
    line("priorities", Rule::priorities),
    Block {
        keyword: "ticket",
        rule: Rule::ticket,
        head: Rule::ticket_head,
        stand_in: "ticket x",
        clauses: &[("waiting", Rule::waiting), ("priority", Rule::priority_source)],
        otherwise: Some(Rule::column),
    },
    Block {
        keyword: "outage",
        rule: Rule::table,
        head: Rule::table_head,
        stand_in: "outage",
        clauses: &[],
        otherwise: Some(Rule::column),
    },
    Block {
        keyword: "maintenance",
        rule: Rule::table,
        head: Rule::table_head,
        stand_in: "outage",
        clauses: &[],
        otherwise: Some(Rule::column),
    },
    Block {
        keyword: "matrix",
        rule: Rule::matrix,
        head: Rule::matrix_head,
        stand_in: "matrix priority of x from x, y",
        clauses: &[],
        otherwise: Some(Rule::matrix_row),
    },
    Block {
        keyword: "rules",
        rule: Rule::rules,
        head: Rule::rules_head,
        stand_in: "rules priority of x",
        clauses: &[("at", Rule::rule_cap)],
        otherwise: Some(Rule::rule_case),
    },
    Block {
        keyword: "clock",
        rule: Rule::clock,
        head: Rule::clock_head,
        stand_in: "clock x of x",
        clauses: &[
            ("from", Rule::clock_from),
            ("to", Rule::clock_to),
            ("counting", Rule::counting),
            ("pausing", Rule::pausing),
        ],
        otherwise: None,
    },
    line("component", Rule::components),
    line("plan", Rule::plans),
    Block {
        keyword: "group",
        rule: Rule::group,
        head: Rule::group_head,
        stand_in: "group x",
        clauses: &[],
        otherwise: Some(Rule::members),
    },
    line("event", Rule::events),
    line("amount", Rule::amounts),
    line("judgement", Rule::judgements),
    Block {
        keyword: "metric",
        rule: Rule::metric,
        head: Rule::metric_head,
        stand_in: "metric x",
        clauses: &[("unit", Rule::metric_unit)],
        otherwise: Some(Rule::column),
    },
    Block {
        keyword: "measure",
        rule: Rule::measure,
        head: Rule::measure_head,
        stand_in: "measure x -> x",
        clauses: &[],
        otherwise: Some(Rule::step),
    },
    Block {
        keyword: "slices",
        rule: Rule::slices,
        head: Rule::slices_head,
        stand_in: "slices x of 1m of x",
        clauses: &[
            ("good", Rule::slice_rule),
            ("bad", Rule::slice_rule),
            ("where", Rule::slice_where),
            ("needs", Rule::slice_needs),
            ("empty", Rule::slice_empty),
            ("run", Rule::slice_run),
        ],
        otherwise: None,
    },
    Block {
        keyword: "norm",
        rule: Rule::norm,
        head: Rule::norm_head,
        stand_in: "norm x",
        clauses: NORM,
        otherwise: Some(Rule::requirement_line),
    },
    Block {
        keyword: "kpi",
        rule: Rule::norm,
        head: Rule::norm_head,
        stand_in: "kpi x",
        clauses: NORM,
        otherwise: Some(Rule::requirement_line),
    },
    Block {
        keyword: "compensation",
        rule: Rule::compensation,
        head: Rule::compensation_head,
        stand_in: "compensation x",
        clauses: &[
            ("of", Rule::pay_of),
            ("opens", Rule::pay_opens),
            ("claimed", Rule::pay_claimed),
            ("added", Rule::pay_together),
            ("the", Rule::pay_together),
            ("at", Rule::pay_cap),
            ("pays", Rule::pay_least),
            ("ends", Rule::pay_ends),
            ("by", Rule::pay_by),
            ("for", Rule::pay_each),
            ("ladder", Rule::pay_ladder),
            ("not", Rule::pay_line),
        ],
        otherwise: Some(Rule::pay_line),
    },
    line("right", Rule::right),
    Block {
        keyword: "status",
        rule: Rule::status,
        head: Rule::status_head,
        stand_in: "status",
        clauses: &[],
        otherwise: Some(Rule::status_row),
    },
    Block {
        keyword: "oblige",
        rule: Rule::oblige,
        head: Rule::oblige_head,
        stand_in: "oblige x",
        clauses: &[("event", Rule::obligation), ("empty", Rule::norm_empty)],
        otherwise: None,
    },
    Block {
        keyword: "escalation",
        rule: Rule::escalation,
        head: Rule::escalation_head,
        stand_in: "escalation x of x",
        clauses: &[("step", Rule::escalation_step)],
        otherwise: None,
    },
    Block {
        keyword: "aim",
        rule: Rule::norm,
        head: Rule::norm_head,
        stand_in: "aim norm x",
        clauses: NORM,
        otherwise: Some(Rule::requirement_line),
    },
    line("applies", Rule::applies),
    Block {
        keyword: "cadence",
        rule: Rule::cadence,
        head: Rule::cadence_head,
        stand_in: "cadence x of x",
        clauses: &[
            ("from", Rule::clock_from),
            ("to", Rule::clock_to),
            ("counting", Rule::counting),
            ("pausing", Rule::pausing),
            ("where", Rule::norm_where),
            ("empty", Rule::norm_empty),
            ("source", Rule::norm_source),
            ("by", Rule::by),
        ],
        otherwise: Some(Rule::frequency_line),
    },
    Block {
        keyword: "objective",
        rule: Rule::objective,
        head: Rule::objective_head,
        stand_in: "objective \"x\"",
        clauses: &[("norm", Rule::norm), ("kpi", Rule::norm), ("aim", Rule::norm), ("cadence", Rule::cadence)],
        otherwise: None,
    },
    Block {
        keyword: "entitlements",
        rule: Rule::entitlements,
        head: Rule::entitlements_head,
        stand_in: "entitlements",
        clauses: &[],
        otherwise: Some(Rule::entitlement_row),
    },
    line("clause", Rule::prose),
    line("defect", Rule::defect),
    Block {
        keyword: "test",
        rule: Rule::test,
        head: Rule::test_head,
        stand_in: "test \"x\"",
        clauses: &[("expect", Rule::expect), ("period", Rule::test_period), ("as", Rule::as_of)],
        otherwise: Some(Rule::given),
    },
];

/// The table of a norm, a clause with a block.
pub(in crate::syntax) const BY: Block = Block {
    keyword: "by",
    rule: Rule::by,
    head: Rule::by_head,
    stand_in: "by x",
    clauses: &[],
    otherwise: Some(Rule::grid_row),
};

/// First words of the rows of an amount.
const TIERS: &[(&str, Rule)] =
    &[("from", Rule::tier), ("above", Rule::tier), ("to", Rule::tier), ("below", Rule::tier)];

/// The amounts by a measure, a clause with a block.
pub(in crate::syntax) const PAY_BY: Block = Block {
    keyword: "by",
    rule: Rule::pay_by,
    head: Rule::pay_by_head,
    stand_in: "by x",
    clauses: TIERS,
    otherwise: None,
};

/// The amounts for each ticket or row, a clause with a block.
pub(in crate::syntax) const PAY_EACH: Block = Block {
    keyword: "for each",
    rule: Rule::pay_each,
    head: Rule::pay_each_head,
    stand_in: "for each x by x",
    clauses: TIERS,
    otherwise: None,
};

/// What a requirement that begins with `word` was meant to be.
pub(in crate::syntax) fn requirement(word: &str) -> Option<Rule> {
    match word {
        "at" => Some(Rule::count),
        "each" => Some(Rule::each_lasts),
        "every" => Some(Rule::announced),
        "for" => Some(Rule::for_each),
        "together" => Some(Rule::together),
        "no" => Some(Rule::none_overlapping),
        "in" | "within" => Some(Rule::limit),
        percent if percent.ends_with('%') => Some(Rule::share),
        _ => None,
    }
}

/// The kind of item that `keyword` begins.
pub(in crate::syntax) fn item(keyword: &str) -> Option<&'static Block> {
    ITEMS.iter().find(|item| item.keyword == keyword)
}

/// Whether `word` may stand before an item of an amendment.
pub(in crate::syntax) fn is_change(word: &str) -> bool {
    word == "replace" || word == "add"
}

/// Whether a line can only be the beginning of an item: a keyword of one, then what its head needs.
pub(in crate::syntax) fn begins_item(line: &str) -> bool {
    let word = line.find(|c| !unicode_ident::is_xid_continue(c)).and_then(|end| line.split_at_checked(end));
    let Some((word, rest)) = word else { return false };
    let rest = rest.trim_start_matches([' ', '\t']);
    if is_change(word) {
        return begins_item(rest);
    }
    let known = item(word).is_some();
    // `event meeting: at …` is a row of a test.
    let row = rest.trim_start_matches(unicode_ident::is_xid_continue).trim_start_matches([' ', '\t']).starts_with(':');
    known && !row && rest.starts_with(|c: char| unicode_ident::is_xid_start(c) || matches!(c, '"' | '`' | '{' | '1'))
}

/// Whether an item or clause with a block begins with `word`.
pub(in crate::syntax) fn begins_block(word: &str) -> bool {
    word == BY.keyword || item(word).is_some_and(Block::has_block)
}
