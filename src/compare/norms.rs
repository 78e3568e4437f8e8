//! Norms, kpis and cadences: requirement by requirement.

use super::bounds::{agreed, bounds};
use super::change::{Change, Class, Effect, Subject};
use super::filters::Asked;
use super::part::{Kind, Part, Table, of_norm};
use super::words::Words;
use super::{Comparing, bounds as bound_rules};
use crate::model::{
    Bound, Cadence, Comparison, Norm, Obliged, Per, Requirement, RowRule, RowSet, Subject as What, Timed, Value,
};
use crate::quantity::Ratio;

const TWO_WAYS: &str = "one part of it is stricter, and another is not";

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Norm) {
        let (Some(was), Some(now)) = (comparing.old.norms.get(old as usize), comparing.new.norms.get(new as usize))
        else {
            continue;
        };
        let subject = comparing.subject((Kind::Norm, new));
        one(&Pair { comparing, was, now, subject });
    }
    for new in comparing.added(Kind::Norm) {
        let Some(norm) = comparing.new.norms.get(new as usize) else { continue };
        let (what, effect) = whole(norm, "is new");
        let change = Change::new(&comparing.subject((Kind::Norm, new)), what, Class::Verdict, effect);
        comparing.push(change.between(None, Some(promises(comparing.new_words(), norm))));
    }
    for old in comparing.removed(Kind::Norm) {
        let Some(norm) = comparing.old.norms.get(old as usize) else { continue };
        let (what, effect) = whole(norm, "is gone");
        let change = Change::new(&comparing.gone((Kind::Norm, old)), what, Class::Verdict, effect.mirrored());
        comparing.push(change.between(Some(promises(comparing.old_words(), norm)), None));
    }
}

/// What becomes of a whole norm, and for whose good it is that it is there.
fn whole(norm: &Norm, becomes: &str) -> (String, Effect) {
    let judged = is_judged(norm);
    let what = if norm.kpi { "the kpi" } else { "the norm" };
    (format!("{what} {becomes}"), if judged { Effect::Better } else { Effect::Neither })
}

fn is_judged(norm: &Norm) -> bool {
    !norm.kpi && !norm.aim
}

fn promises(words: Words<'_>, norm: &Norm) -> String {
    let each = norm.requirements.iter().map(|requirement| {
        let row = words.row(requirement);
        let promise = words.promise(requirement);
        if row.is_empty() { promise } else { format!("{row}: {promise}") }
    });
    let mut all: Vec<String> = each.collect();
    all.dedup();
    all.join("; ")
}

/// A norm of both contracts.
struct Pair<'a> {
    comparing: &'a Comparing<'a>,
    was: &'a Norm,
    now: &'a Norm,
    subject: Subject,
}

impl Pair<'_> {
    fn push(&self, change: Change) {
        // Nothing is better or worse for anybody where nothing is judged.
        let judged = is_judged(self.was) || is_judged(self.now);
        self.comparing.push(if judged { change } else { Change { effect: Effect::Neither, ..change } });
    }

    fn change(&self, row: &str, what: &str, effect: Effect) -> Change {
        Change::new(&self.subject, what, Class::Verdict, effect).in_row(row)
    }
}

fn one(pair: &Pair<'_>) {
    // Every field of a norm has its line here; what stands in the requirements comes after.
    let Norm { declared: _, kpi, aim, objective, source, empty, counted_by, every, requirements } = pair.was;
    let Norm {
        declared: _,
        kpi: now_kpi,
        aim: now_aim,
        objective: now_objective,
        source: now_source,
        empty: now_empty,
        counted_by: now_counted_by,
        every: now_every,
        requirements: now_requirements,
    } = pair.now;
    if (kpi, aim) != (now_kpi, now_aim) {
        let role = |kpi: bool, aim: bool| match (kpi, aim) {
            (true, _) => "a kpi",
            (false, true) => "an aim",
            (false, false) => "a norm",
        };
        let effect = Effect::more_is_better(&is_judged(pair.was), &is_judged(pair.now));
        pair.push(pair.change("", "it is", effect).changed(role(*kpi, *aim), role(*now_kpi, *now_aim)));
    }
    for (what, was, now) in [("its objective", objective, now_objective), ("source", source, now_source)] {
        if was != now {
            pair.push(Change::text(&pair.subject, what).between(was.clone(), now.clone()));
        }
    }
    let (old, new) = (&pair.comparing.old.conventions, &pair.comparing.new.conventions);
    if empty != now_empty && !(*empty == old.empty && *now_empty == new.empty) {
        pair.push(super::contract::empty(&pair.subject, *empty, *now_empty));
    }
    if counted_by != now_counted_by && !(*counted_by == old.counted_by && *now_counted_by == new.counted_by) {
        pair.push(super::contract::counted_by(&pair.subject, *counted_by, *now_counted_by));
    }
    if every != now_every {
        let shown = |every: &Option<crate::model::PeriodKind>| {
            every.map_or_else(|| "every period of the contract".to_owned(), super::contract::period)
        };
        let why = "longer periods even out what shorter ones show, and end less often";
        let change = pair.change("", "judged over", Effect::unclear(why));
        pair.push(change.changed(shown(every), shown(now_every)));
    }
    rows(pair, requirements, now_requirements);
}

/// Pairs requirements: those that are the same; then those of one row that ask the same thing; then those of one row.
fn rows(pair: &Pair<'_>, old: &[Requirement], new: &[Requirement]) {
    let comparing = pair.comparing;
    let (was, now) = (of_norm(pair.was, comparing.was), of_norm(pair.now, comparing.now));
    let mut free_old: Vec<(&Requirement, Requirement)> = old.iter().map(|it| (it, it.part(was))).collect();
    let mut free_new: Vec<(&Requirement, Requirement)> = new.iter().map(|it| (it, it.part(now))).collect();
    let mut pairs: Vec<(&Requirement, &Requirement)> = Vec::new();
    let steps: [fn(&Requirement, &Requirement) -> bool; 4] = [
        |a, b| a == b,
        |a, b| same_row(a, b) && same_question(a, b),
        |a, b| same_row(a, b) && std::mem::discriminant(&a.subject) == std::mem::discriminant(&b.subject),
        |a, b| same_row(a, b) && !a.group.is_empty(),
    ];
    for is_pair in steps {
        free_old.retain(|(old, part)| match free_new.iter().position(|(_, other)| is_pair(part, other)) {
            Some(found) => {
                pairs.push((old, free_new.remove(found).0));
                false
            }
            None => true,
        });
    }
    for (old, new) in pairs {
        requirement(pair, old, new);
    }
    for (new, _) in free_new {
        let effect = if matches!(new.subject, What::NoNorm) { Effect::Neither } else { Effect::Better };
        let change = pair.change(&comparing.new_words().row(new), "", effect);
        pair.push(change.between(None, Some(comparing.new_words().promise(new))));
    }
    for (old, _) in free_old {
        let effect = if matches!(old.subject, What::NoNorm) { Effect::Neither } else { Effect::Worse };
        let change = pair.change(&comparing.old_words().row(old), "", effect);
        pair.push(change.between(Some(comparing.old_words().promise(old)), None));
    }
}

fn same_row(a: &Requirement, b: &Requirement) -> bool {
    a.group == b.group && a.plan == b.plan
}

/// Whether two requirements of one row ask the same thing, apart from the bound and which rows count.
fn same_question(a: &Requirement, b: &Requirement) -> bool {
    let bare = |requirement: &Requirement| Requirement { bound: None, agreed: true, ..requirement.clone() };
    match (&a.subject, &b.subject) {
        (What::Timed(x), What::Timed(y)) => x.limit == y.limit || a.bound == b.bound,
        (_, _) => bare(a) == bare(b),
    }
}

fn requirement(pair: &Pair<'_>, old: &Requirement, new: &Requirement) {
    // What stands here in words is said in the other fields too.
    let Requirement { group: _, plan: _, label, clause, span: _, text: _, subject: _, bound: _, agreed: _ } = old;
    let comparing = pair.comparing;
    let row = comparing.new_words().row(new);
    for (what, was, now) in [("label", label, &new.label), ("clause", clause, &new.clause)] {
        if was != now {
            pair.push(Change::text(&pair.subject, what).in_row(&row).between(was.clone(), now.clone()));
        }
    }
    let (was, now) = (of_norm(pair.was, comparing.was), of_norm(pair.now, comparing.now));
    if old.part(was) == new.part(now) {
        return;
    }
    let promised = |effect: Effect| {
        let (old, new) = (comparing.old_words().promise(old), comparing.new_words().promise(new));
        pair.change(&row, "", effect).changed(old, new)
    };
    match (&old.subject, &new.subject) {
        (What::Timed(a), What::Timed(b)) => timed(pair, &row, (old, a), (new, b)),
        (What::NoNorm | What::NotAgreed, _) => pair.push(promised(Effect::Better)),
        (_, What::NoNorm | What::NotAgreed) => pair.push(promised(Effect::Worse)),
        (What::Formula { value: a, component: c }, What::Formula { value: b, component: d })
            if comparing.same(a, b) && comparing.same(c, d) =>
        {
            pair.push(promised(agreed(old, new)));
        }
        (What::Formula { value: a, .. }, What::Formula { value: b, .. }) => {
            let effect = match (&old.bound, &new.bound) {
                (Some(was), Some(now)) if bounds(was, now) == Effect::Neither => {
                    comparing.counted_rows(a, b, now).unwrap_or_else(figures_differ)
                }
                (_, _) => figures_differ(),
            };
            pair.push(promised(effect));
        }
        (What::EachMember(g, a), What::EachMember(h, b)) if comparing.same(g, h) && comparing.same(a, b) => {
            pair.push(promised(agreed(old, new)));
        }
        (What::EachRow { rows: a, rule: r }, What::EachRow { rows: b, rule: s }) => {
            pair.push(promised(each_row(comparing, (a, r), (b, s))));
        }
        (What::Obliged(a), What::Obliged(b)) => pair.push(promised(obliged(comparing, a, b))),
        (What::Cadence(a), What::Cadence(b)) => cadence(pair, &row, a, b, promised(Effect::Neither)),
        (
            What::Formula { .. }
            | What::EachMember(..)
            | What::EachRow { .. }
            | What::Obliged(_)
            | What::Cadence(_)
            | What::Timed(_),
            _,
        ) => pair.push(promised(Effect::unclear("the two ask different things"))),
    }
}

fn figures_differ() -> Effect {
    Effect::unclear("which of the two figures is higher depends on what happens")
}

/// Shares of tickets within a time: whose clock, which tickets, how long, how many.
fn timed(pair: &Pair<'_>, row: &str, (old, a): (&Requirement, &Timed), (new, b): (&Requirement, &Timed)) {
    let comparing = pair.comparing;
    clock(pair, row, a.clock, b.clock);
    let asked =
        comparing.filters((&a.filter, table(comparing.old, a.clock)), (&b.filter, table(comparing.new, b.clock)));
    tickets(pair, row, &asked, all_of(old) && all_of(new));
    let how = comparing.timed((old, a), (new, b)).and(agreed(old, new), TWO_WAYS);
    if how != Effect::Neither {
        let (old, new) = (comparing.old_words().promise(old), comparing.new_words().promise(new));
        pair.push(pair.change(row, "", how).changed(old, new));
    }
}

fn clock(pair: &Pair<'_>, row: &str, old: crate::model::ClockId, new: crate::model::ClockId) {
    let comparing = pair.comparing;
    if comparing.same(&old, &new) {
        return;
    }
    let why = "which of the two clocks shows more time depends on the ticket";
    let (was, now) = (comparing.old_words(), comparing.new_words());
    let change = pair.change(row, "clock", Effect::unclear(why));
    pair.push(change.changed(was.name((Kind::Clock, old.0)), now.name((Kind::Clock, new.0))));
}

fn table(model: &crate::model::Model, clock: crate::model::ClockId) -> Table {
    Table::ticket(model.clock(clock).ticket)
}

/// Whether all of the tickets must keep the limit.
fn all_of(requirement: &Requirement) -> bool {
    let all = |bound: &Bound| bound.op == Comparison::AtLeast && bound.value == Value::Percent(Ratio::ONE);
    requirement.bound.as_ref().is_some_and(all)
}

/// Which tickets count. Where all must keep a limit, more tickets are a stricter promise; a share of more tickets may be
/// higher or lower.
fn tickets(pair: &Pair<'_>, row: &str, asked: &Asked, all: bool) {
    if asked.is_same() {
        return;
    }
    let effect = match (all, asked.is_wider(), asked.is_narrower()) {
        (true, true, _) => Effect::Better,
        (true, _, true) => Effect::Worse,
        (_, _, _) => Effect::unclear("a share rises or falls with the tickets that are counted in it"),
    };
    let every = || Some("every one".to_owned());
    let change = pair.change(row, "which tickets count", effect);
    pair.push(change.between(asked.old.clone().or_else(every), asked.new.clone().or_else(every)));
}

fn each_row(comparing: &Comparing<'_>, (a, r): (&RowSet, &RowRule), (b, s): (&RowSet, &RowRule)) -> Effect {
    let rows = comparing.rows(a, b);
    let rule = match (r, s) {
        _ if comparing.same(r, s) => Effect::Neither,
        (RowRule::Lasts(was, old), RowRule::Lasts(now, new)) => {
            let bound = |op, length| Bound { op, value: Value::Elapsed(length), decimals: 0 };
            bounds(&bound(*was, *old), &bound(*now, *new))
        }
        // Longer notice is better.
        (RowRule::Announced(was), RowRule::Announced(now)) => comparing.limits(was, now).mirrored(),
        (RowRule::NotOverlapping(was), RowRule::NotOverlapping(now)) => comparing.wider(was, now),
        (RowRule::Lasts(..) | RowRule::Announced(_) | RowRule::NotOverlapping(_), _) => {
            Effect::unclear("the two rules ask different things of a row")
        }
    };
    rows.and(rule, TWO_WAYS)
}

impl Comparing<'_> {
    /// Where every row must satisfy something, more rows are a stricter promise.
    fn rows(&self, old: &RowSet, new: &RowSet) -> Effect {
        if self.same(old, new) {
            return Effect::Neither;
        }
        let bare = |rows: &RowSet| RowSet { filter: crate::model::Predicate::True, ..rows.clone() };
        let table = |rows: &RowSet| Table::Interval(rows.table);
        let asked = self.filters((&old.filter, table(old)), (&new.filter, table(new)));
        match (self.same(&bare(old), &bare(new)), asked.is_wider(), asked.is_narrower()) {
            (true, true, _) => Effect::Better,
            (true, _, true) => Effect::Worse,
            (_, _, _) => Effect::unclear("some rows count that did not, and others no longer do"),
        }
    }

    /// Counts of rows under the same bound: more rows are a higher count.
    fn counted_rows(&self, old: &crate::model::Formula, new: &crate::model::Formula, bound: &Bound) -> Option<Effect> {
        use crate::model::{FormulaKind, RowAggregate};
        let (FormulaKind::Rows(RowAggregate::Count, a), FormulaKind::Rows(RowAggregate::Count, b)) =
            (&old.kind, &new.kind)
        else {
            return None;
        };
        let more = self.rows(a, b);
        let more_is_better = bound_rules::more_is_better(bound)?;
        // A higher count is nearer to breaking `at most`, and that is a stricter promise.
        Some(if more_is_better { more.mirrored() } else { more })
    }
}

fn obliged(comparing: &Comparing<'_>, old: &Obliged, new: &Obliged) -> Effect {
    let Obliged { event, after, limit } = old;
    if comparing.same(event, &new.event) && comparing.same(after, &new.after) {
        comparing.limits(limit, &new.limit)
    } else {
        Effect::unclear("another event is asked for, or after another one")
    }
}

fn cadence(pair: &Pair<'_>, row: &str, old: &Cadence, new: &Cadence, promised: Change) {
    let comparing = pair.comparing;
    let Cadence { clock: a, filter, count, per } = old;
    let Cadence { clock: b, filter: now_filter, count: now_count, per: now_per } = new;
    clock(pair, row, *a, *b);
    let asked = comparing.filters((filter, table(comparing.old, *a)), (now_filter, table(comparing.new, *b)));
    tickets(pair, row, &asked, true);
    let often = match (per, now_per) {
        (Per::Workday, Per::Workday) => Effect::Neither,
        (Per::Elapsed(was), Per::Elapsed(now)) => Effect::less_is_better(was, now),
        (Per::Workday | Per::Elapsed(_), _) => Effect::unclear("how often that is depends on the hours of a workday"),
    };
    let how = Effect::more_is_better(count, now_count).and(often, TWO_WAYS);
    if how != Effect::Neither {
        let shown = |count: u32, per: &Per| match per {
            Per::Workday => format!("{count} per workday"),
            Per::Elapsed(each) => format!("{count} per {each}"),
        };
        pair.push(Change { effect: how, ..promised }.changed(shown(*count, per), shown(*now_count, now_per)));
    }
}
