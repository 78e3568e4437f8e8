//! What rows conditions can tell apart, against trying every row of a small world.
#![expect(clippy::wildcard_enum_match_arm, reason = "a world of three columns knows few conditions")]

use proptest::prelude::*;
use sla::model::{
    Answers, AnyColumn, Asked, Column, ColumnId, ColumnKind, Comparison, Declared, Found, Held, Level, Predicate,
    Universe, ValueId, Worlds,
};
use sla::quantity::Ratio;
use sla::source::{SourceId, Span};

/// A row of the small world: a colour of four, a switch, a share. `None` is missing.
type Row = (Option<u32>, Option<bool>, Option<i128>);

/// Every row: a share from 0 to 40 in steps of 5, so that there is one between any two limits and beyond, what is just
/// above a limit, and all of it.
fn rows() -> Vec<Row> {
    let colours = [None, Some(0), Some(1), Some(2), Some(3)];
    let switches = [None, Some(true), Some(false)];
    let shares: Vec<Option<i128>> =
        [None, Some(11), Some(21), Some(31), Some(100)].into_iter().chain((0..=8).map(|n| Some(5 * n))).collect();
    let pairs = colours.into_iter().flat_map(|colour| switches.map(|switch| (colour, switch)));
    pairs.flat_map(|(colour, switch)| shares.iter().map(move |share| (colour, switch, *share))).collect()
}

/// What a condition says of a row, in Kleene's logic; `None`: unknown.
fn says(condition: &Predicate, row: &Row) -> Option<bool> {
    match condition {
        Predicate::True => Some(true),
        Predicate::And(a, b) => match (says(a, row), says(b, row)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Predicate::Or(a, b) => match (says(a, row), says(b, row)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Predicate::Not(inner) => says(inner, row).map(|answer| !answer),
        Predicate::OneOf(_, values) => row.0.map(|colour| values.contains(&ValueId(colour))),
        Predicate::YesNo(_, wanted) => row.1.map(|switch| switch == *wanted),
        Predicate::Compared(_, op, limit) => row.2.map(|share| op.holds(&Ratio::new(share, 100), limit)),
        Predicate::Missing(AnyColumn::Column(ColumnId(0))) => Some(row.0.is_none()),
        Predicate::Missing(AnyColumn::Column(ColumnId(1))) => Some(row.1.is_none()),
        Predicate::Missing(AnyColumn::Column(ColumnId(2))) => Some(row.2.is_none()),
        other => panic!("not of this world: {other:?}"),
    }
}

fn columns() -> Vec<Column> {
    let span = Span { source: SourceId(0), start: 0, end: 0 };
    let column = |name: &str, kind| Column {
        declared: Declared { name: name.to_owned(), label: None, clause: None, span },
        kind,
    };
    let level = |name: &str| Level { name: name.to_owned(), label: None };
    vec![
        column("colour", ColumnKind::Enumeration(["red", "green", "blue", "grey"].map(level).to_vec())),
        column("switch", ColumnKind::YesNo),
        column("share", ColumnKind::Percent),
    ]
}

const OPS: &[Comparison] = &[
    Comparison::Less,
    Comparison::AtMost,
    Comparison::More,
    Comparison::AtLeast,
    Comparison::Equal,
    Comparison::NotEqual,
];

fn condition() -> impl Strategy<Value = Predicate> {
    let leaf = prop_oneof![
        prop::collection::vec(0u32..4, 1..3)
            .prop_map(|values| Predicate::OneOf(ColumnId(0), values.into_iter().map(ValueId).collect())),
        any::<bool>().prop_map(|yes| Predicate::YesNo(ColumnId(1), yes)),
        (prop::sample::select(OPS), 1i128..=3).prop_map(|(op, tens)| Predicate::Compared(
            ColumnId(2),
            op,
            Ratio::new(tens, 10)
        )),
        (0u32..3).prop_map(|column| Predicate::Missing(AnyColumn::Column(ColumnId(column)))),
        Just(Predicate::True),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Predicate::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Predicate::Or(Box::new(a), Box::new(b))),
            inner.prop_map(|inner| Predicate::Not(Box::new(inner))),
        ]
    })
}

/// Whether a row has what a witness says.
fn has(row: &Row, witness: &[(Asked, Held)]) -> bool {
    witness.iter().all(|(asked, held)| match (asked, held) {
        (Asked::Column(ColumnId(0)), Held::Missing) => row.0.is_none(),
        (Asked::Column(ColumnId(0)), Held::Value(value)) => row.0 == Some(value.0),
        (Asked::Column(ColumnId(1)), Held::Missing) => row.1.is_none(),
        (Asked::Column(ColumnId(1)), Held::YesNo(yes)) => row.1 == Some(*yes),
        (Asked::Column(ColumnId(2)), Held::Missing) => row.2.is_none(),
        (Asked::Column(ColumnId(2)), Held::Number(share)) => row.2.is_some_and(|own| Ratio::new(own, 100) == *share),
        other => panic!("not of this world: {other:?}"),
    })
}

proptest! {
    #[test]
    fn a_row_is_found_exactly_where_there_is_one(
        conditions in prop::collection::vec(condition(), 1..4),
        wanted in prop::collection::vec(prop::sample::select(&[Some(false), None, Some(true)][..]), 4),
    ) {
        let columns = columns();
        let universe = Universe { columns: &columns, priorities: &[], plans: &[], components: &[] };
        let worlds = Worlds::new(universe, &conditions.iter().collect::<Vec<_>>());
        let wanted = &wanted[..conditions.len()];
        let answers: Vec<Answers> = wanted.iter().copied().map(Answers::of).collect();
        let all = rows();
        let fits = |row: &&Row| conditions.iter().zip(wanted).all(|(condition, wanted)| says(condition, row) == *wanted);
        match worlds.find(&answers) {
            Found::Nothing => prop_assert_eq!(all.iter().find(fits), None),
            Found::TooMany => prop_assert!(false, "so few can be tried"),
            Found::Row(witness) => {
                // Whatever else a row has, it is one; and nothing of the witness can be left out.
                let like: Vec<&Row> = all.iter().filter(|row| has(row, &witness)).collect();
                prop_assert!(!like.is_empty(), "no row like {:?}", worlds.words(&witness));
                prop_assert!(like.iter().all(fits), "not every row like {:?}", worlds.words(&witness));
                for place in 0..witness.len() {
                    let mut less = witness.clone();
                    less.remove(place);
                    prop_assert!(!all.iter().filter(|row| has(row, &less)).all(|row| fits(&row)), "{:?}", less);
                }
            }
        }
    }
}
