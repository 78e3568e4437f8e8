//! The week of a window, worked out without a calendar: what recurs every week, and what a holiday makes of it.

use crate::model::{Days, HolidaysId, Model, RegularLine, WindowBody, WindowExpr, WindowId};

/// Seconds in a week.
const WEEK: u32 = 7 * DAY;
const DAY: u32 = 86_400;

/// Time in a week: sorted spans of seconds since Monday 00:00 that neither overlap nor touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct WeekSet(Vec<(u32, u32)>);

impl WeekSet {
    fn of(mut spans: Vec<(u32, u32)>) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (from, to) in spans {
            match merged.last_mut() {
                Some((_, end)) if *end >= from => *end = (*end).max(to),
                Some(_) | None => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    fn complement(&self) -> Self {
        let mut at = 0;
        let mut spans = Vec::new();
        for (from, to) in &self.0 {
            spans.push((at, *from));
            at = *to;
        }
        spans.push((at, WEEK));
        Self(spans.into_iter().filter(|(from, to)| from < to).collect())
    }

    fn union(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied().collect())
    }

    /// In both.
    pub(super) fn intersection(&self, other: &Self) -> Self {
        self.complement().union(&other.complement()).complement()
    }

    /// Whether it is never open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The spans of a day (0 is Monday), in seconds after its midnight.
    pub(super) fn day(&self, day: u32) -> Vec<(u32, u32)> {
        let (first, end) = (day * DAY, (day + 1) * DAY);
        let cut = self.0.iter().map(|(from, to)| ((*from).max(first), (*to).min(end)));
        cut.filter(|(from, to)| from < to).map(|(from, to)| (from - first, to - first)).collect()
    }
}

/// The week of a window: an ordinary one, or one in which every day is in the list. `None` where the week does not
/// tell: it opens by the month, or mixes zones.
pub(super) fn of_window(model: &Model, window: WindowId, holiday: Option<HolidaysId>) -> Option<WeekSet> {
    match &model.window(window).body {
        WindowBody::Lines { regular, dated: _ } => {
            let spans: Option<Vec<_>> = regular.iter().map(|line| of_line(line, holiday)).collect();
            Some(WeekSet::of(spans?.concat()))
        }
        WindowBody::Algebra(expr) => of_expr(model, expr, window, holiday),
    }
}

fn of_expr(model: &Model, expr: &WindowExpr, by: WindowId, holiday: Option<HolidaysId>) -> Option<WeekSet> {
    let of = |part: &WindowExpr| of_expr(model, part, by, holiday);
    match expr {
        WindowExpr::Always => Some(WeekSet(vec![(0, WEEK)])),
        WindowExpr::Window(id) => {
            let same_zone = model.window(*id).zone == model.window(by).zone;
            same_zone.then(|| of_window(model, *id, holiday)).flatten()
        }
        WindowExpr::Union(a, b) => Some(of(a)?.union(&of(b)?)),
        WindowExpr::Intersection(a, b) => Some(of(a)?.intersection(&of(b)?)),
        WindowExpr::Difference(a, b) => Some(of(a)?.intersection(&of(b)?.complement())),
    }
}

fn of_line(line: &RegularLine, holiday: Option<HolidaysId>) -> Option<Vec<(u32, u32)>> {
    let mut opens = [false; 7];
    for days in &line.days {
        match days {
            Days::Weekdays(from, to) => {
                let (from, to) = (from.num_days_from_monday() as usize, to.num_days_from_monday() as usize);
                let is_in = |day: usize| if from <= to { (from..=to).contains(&day) } else { day >= from || day <= to };
                for (day, open) in opens.iter_mut().enumerate() {
                    *open |= is_in(day);
                }
            }
            Days::Holidays(list) if Some(*list) == holiday => opens = [true; 7],
            Days::Holidays(_) => {}
            Days::NthWeekday(..) | Days::AfterNthWeekday(..) => return None,
        }
    }
    if holiday.is_some_and(|list| line.closed.contains(&list)) {
        return Some(Vec::new());
    }
    let days = (0_u32..).zip(opens).filter(|(_, open)| *open).map(|(day, _)| day);
    Some(
        days.flat_map(|day| {
            line.spans.iter().flat_map(move |span| {
                let from = day * DAY + span.from;
                let to = (day + span.days_later) * DAY + span.to;
                // What runs over Sunday midnight goes on on Monday.
                let wrapped = (to > WEEK).then(|| (0, (to - WEEK).min(WEEK)));
                [(from, to.min(WEEK))].into_iter().chain(wrapped)
            })
        })
        .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LineSpan;
    use chrono::Weekday;

    #[test]
    fn a_night_shift_runs_over_the_week() {
        let spans = vec![LineSpan { from: 22 * 3600, to: 6 * 3600, days_later: 1 }];
        let line =
            RegularLine { days: vec![Days::Weekdays(Weekday::Sun, Weekday::Mon)], spans, closed: vec![HolidaysId(0)] };
        let week = WeekSet::of(of_line(&line, None).expect("weekly"));
        assert_eq!(week.day(0), [(0, 6 * 3600), (22 * 3600, DAY)]);
        assert_eq!(week.day(1), [(0, 6 * 3600)]);
        assert_eq!(week.day(6), [(22 * 3600, DAY)]);
        assert_eq!(week.complement().complement(), week);
        assert!(week.intersection(&week.complement()).is_empty());
        assert_eq!(of_line(&line, Some(HolidaysId(0))), Some(Vec::new()));
    }
}
