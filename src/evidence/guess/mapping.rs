use super::facts::Facts;
use super::names;
use super::settings::same;
use crate::evidence::schema::{ColumnShape, Holds, TableShape, Wanted};

/// A column of a table, and the one of the file that it is found in.
#[derive(Debug)]
pub(super) struct Mapped<'a> {
    pub shape: &'a ColumnShape,
    pub found: Option<&'a Facts>,
    /// Other columns that it could be in by their names.
    pub others: Vec<&'a Facts>,
    /// Whether only its values tell.
    pub is_by_values: bool,
}

/// A table, with its columns as far as the file has them.
#[derive(Debug)]
pub(super) struct Mapping<'a> {
    pub table: &'a TableShape,
    pub columns: Vec<Mapped<'a>>,
}

/// The table that a file is most like; `None` when it is like none.
pub(super) fn mapping<'a>(name: &str, tables: &'a [TableShape], facts: &'a [Facts]) -> Option<Mapping<'a>> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = names::plain(file.split('.').next().unwrap_or(file));
    let of = |table: &'a TableShape| {
        let mut columns: Vec<Mapped<'a>> = table.columns.iter().map(|shape| find(table, shape, facts)).collect();
        find_by_values(&mut columns, facts);
        let mapping = Mapping { table, columns };
        let called = names::of_table(table.table).contains(&stem.as_str());
        (mapping.likeness(facts) + if called { 100 } else { 0 }, mapping)
    };
    // Of several that it is as much like, the first in reading order.
    let best = tables.iter().map(of).rev().max_by_key(|(likeness, _)| *likeness);
    best.filter(|(likeness, _)| *likeness > 0).map(|(_, mapping)| mapping)
}

impl<'a> Mapping<'a> {
    /// Where a column is found.
    pub(super) fn found(&self, column: &str) -> Option<&'a Facts> {
        self.columns.iter().find(|mapped| mapped.shape.name == column)?.found
    }

    /// A table whose rows must have a moment is not what a file is in which no column is left that could hold it.
    fn likeness(&self, facts: &[Facts]) -> i32 {
        let is_left = |facts: &&Facts| {
            let is = |mapped: &Mapped<'_>| mapped.found.is_some_and(|found| found.name == facts.name);
            facts.filled > 0 && !facts.is_double && facts.is_of_moments() && !self.columns.iter().any(is)
        };
        let left = facts.iter().filter(is_left).count();
        let of = |mapped: &Mapped<'_>| match (mapped.shape.wanted, mapped.found.is_some()) {
            (Wanted::Required, true) => 10,
            (Wanted::Required, false) if mapped.shape.holds == Holds::Instant && left == 0 => -1000,
            (Wanted::Required, false) => -8,
            (Wanted::Judged, true) => 4,
            (Wanted::Optional, true) => 1,
            (Wanted::Judged | Wanted::Optional, false) => 0,
        };
        self.columns.iter().map(of).sum()
    }
}

/// By name: its own, then those that exports give it; the content must fit, and of several the one with the contract's
/// values goes first.
fn find<'a>(table: &'a TableShape, shape: &'a ColumnShape, facts: &'a [Facts]) -> Mapped<'a> {
    let called = |name: String| facts.iter().filter(move |facts| !facts.is_double && names::plain(&facts.name) == name);
    let exact = facts.iter().filter(|facts| !facts.is_double && facts.name == shape.name);
    let synonyms = names::of_column(table.table, &shape.name).iter();
    // What is called as another column of the contract is that one; but a moment may be wanted twice.
    let is_another = |facts: &Facts| {
        let is = |other: &ColumnShape| other.name != shape.name && other.name == facts.name;
        shape.holds != Holds::Instant && table.columns.iter().any(is)
    };
    let by_name = exact.chain(called(names::plain(&shape.name)));
    let mut all: Vec<&Facts> = Vec::new();
    for candidate in by_name.chain(synonyms.flat_map(|name| called((*name).to_owned()))) {
        let is_new = all.iter().all(|known| known.name != candidate.name);
        if is_new && fits(shape, candidate) && !is_another(candidate) {
            all.push(candidate);
        }
    }
    if all.first().is_none_or(|first| first.name != shape.name) {
        all.sort_by_key(|facts| std::cmp::Reverse(known_rows(shape, facts)));
    }
    let mut all = all.into_iter();
    Mapped { shape, found: all.next(), others: all.collect(), is_by_values: false }
}

/// In how many rows a column has a value of an enumeration of the contract.
fn known_rows(shape: &ColumnShape, facts: &Facts) -> u64 {
    let (Holds::OneOf(accepted), Some(values)) = (&shape.holds, &facts.values) else { return 0 };
    values.iter().filter(|(value, _)| same(accepted, value).is_some()).map(|(_, count)| count).sum()
}

/// Columns that are called as nobody knows, whose every value is one of the contract's: where each is of one column only,
/// and no other is.
fn find_by_values<'a>(columns: &mut [Mapped<'a>], facts: &'a [Facts]) {
    let is_free = |facts: &Facts| {
        let is = |mapped: &Mapped<'_>| {
            mapped.shape.name == facts.name || mapped.found.is_some_and(|found| found.name == facts.name)
        };
        !facts.is_double && facts.filled > 0 && !columns.iter().any(is)
    };
    let free: Vec<&Facts> = facts.iter().filter(|facts| is_free(facts)).collect();
    let fits = |mapped: &Mapped<'_>, facts: &Facts| known_rows(mapped.shape, facts) == facts.filled;
    let mut pairs = Vec::new();
    for (n, mapped) in columns.iter().enumerate().filter(|(_, mapped)| mapped.found.is_none()) {
        let mut mine = free.iter().filter(|facts| fits(mapped, facts));
        let (Some(one), None) = (mine.next(), mine.next()) else { continue };
        let takers = columns.iter().filter(|other| other.found.is_none() && fits(other, one)).count();
        if takers == 1 {
            pairs.push((n, *one));
        }
    }
    for (n, found) in pairs {
        if let Some(mapped) = columns.get_mut(n) {
            mapped.found = Some(found);
            mapped.is_by_values = true;
        }
    }
}

/// Whether the content of a column may be what stands in another.
fn fits(shape: &ColumnShape, facts: &Facts) -> bool {
    match &shape.holds {
        Holds::Instant => facts.is_of_moments(),
        Holds::Number | Holds::Percent => facts.is_mostly(facts.numbers.0.max(facts.numbers.1)),
        Holds::OneOf(_) => facts.filled == 0 || facts.values.is_some() || !facts.is_of_moments(),
        Holds::Text | Holds::Duration | Holds::YesNo | Holds::Period => true,
    }
}
