//! Windows made of lines, and promises about windows.

use chrono::Weekday;

use super::checker::{Checker, declared};
use super::error::{PlanError, WindowError};
use super::typed::{
    DaySpan, Days, Ensure, HolidaysId, LineSpan, MonthlyDay, Nth, PlanId, RegularLine, Window, WindowBody, WindowId,
    Zone,
};
use crate::resolve::{Kind, Orders, Part, names_in};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, DateRange, DaySelector, MonthlyUntil, Name, WindowLine};
use crate::syntax::{LiteralError, english_days, is_one_day};

const MIDNIGHT: u32 = 86_400;

impl<'a> Checker<'a, '_> {
    /// All windows, those that others are made of first.
    pub(super) fn windows(&mut self, orders: &Orders) {
        self.facts.windows = self.items.windows.iter().map(|_| None).collect();
        self.facts.every_day = self.items.windows.iter().map(|_| None).collect();
        self.facts.by_plan = self.items.windows.iter().map(|_| Vec::new()).collect();
        let circular = (0..self.items.windows.len()).filter(|index| !orders.windows.contains(index));
        for index in orders.windows.iter().copied().chain(circular) {
            let Some(part) = self.items.windows.get(index) else { continue };
            if self.is_by_plan(part.item) {
                self.window_by_plan(*part, index);
            } else {
                let window = self.window(*part);
                self.keep_window(*part, index, window);
            }
        }
    }

    /// Whether the plan of a ticket decides over this window: it says so, or is made of one that does.
    fn is_by_plan(&self, item: &ast::Window) -> bool {
        let mut by_plan = item.by_plan.is_some() && !self.facts.plans.is_empty();
        if let ast::WindowBody::Algebra(expr) = &item.body {
            names_in(expr, &mut |name, _| {
                let window = self.names.find(&[Kind::Window], name);
                let ids = window.and_then(|symbol| self.facts.by_plan.get(symbol.index as usize));
                by_plan |= ids.is_some_and(|ids| !ids.is_empty());
            });
        }
        by_plan
    }

    /// A window for each plan: the first keeps the place of the item, the others come after all items.
    fn window_by_plan(&mut self, part: Part<'a, ast::Window>, index: usize) {
        let plans: Vec<PlanId> = self.plan_ids().collect();
        let mut ids = Vec::new();
        for plan in plans {
            let window = self.of_plan(Some(plan), |checker| checker.window(part));
            let place = if plan.index() == 0 { index } else { self.facts.windows.len() };
            if place == self.facts.windows.len() {
                self.facts.windows.push(None);
                self.facts.every_day.push(None);
            }
            self.keep_window(part, place, window);
            ids.extend(u32::try_from(place).map(WindowId));
        }
        if let Some(slot) = self.facts.by_plan.get_mut(index) {
            *slot = ids;
        }
    }

    fn keep_window(&mut self, part: Part<'a, ast::Window>, place: usize, window: Option<Window>) {
        let every_day = window.as_ref().filter(|_| !part.damaged).and_then(|window| self.every_day(&window.body));
        if let Some(slot) = self.facts.every_day.get_mut(place) {
            *slot = every_day;
        }
        if let Some(slot) = self.facts.windows.get_mut(place) {
            *slot = window;
        }
    }

    fn window(&mut self, part: Part<'a, ast::Window>) -> Option<Window> {
        if let (Some(span), None) = (part.item.by_plan, self.plan) {
            self.no_plans(span);
            return None;
        }
        let zone = match &part.item.zone {
            Some(text) => self.zone(text),
            // Without a zone the header has been reported; hours can be checked all the same.
            None => Some(self.facts.zone.unwrap_or(Zone::Fixed(0))),
        };
        let body = match &part.item.body {
            ast::WindowBody::Algebra(expr) => self.window_expr(expr).map(WindowBody::Algebra),
            ast::WindowBody::Lines(lines) => {
                let mine = self.lines_of_plan(part, lines);
                mine.and_then(|lines| self.window_lines(part, &lines))
            }
        };
        Some(Window { declared: declared(&part.item.head), plan: self.plan, zone: zone?, body: body? })
    }

    /// The lines of the plan that is spoken of, and those of all plans.
    fn lines_of_plan(&mut self, part: Part<'a, ast::Window>, lines: &'a [WindowLine]) -> Option<Vec<&'a WindowLine>> {
        let name = &part.item.head.name.value;
        let mut mine = Vec::new();
        let (mut right, mut any) = (true, false);
        for line in lines {
            let WindowLine::OfPlans { plans, line } = line else {
                mine.push(line);
                continue;
            };
            any = true;
            let Some(span) = plans.first().map(|plan| plan.span) else { continue };
            if part.item.by_plan.is_none() {
                let help = format!("write `window {name} by plan {{ … }}`, or leave the plan out");
                let why = "this line is of a plan, and its window is not by plan".to_owned();
                self.report(span, PlanError::WindowLines { why, span, label: "a plan", help });
                return None;
            }
            let ids: Vec<Option<PlanId>> = plans.iter().map(|plan| self.plan(plan)).collect();
            right &= ids.iter().all(Option::is_some);
            if ids.contains(&self.plan) {
                mine.push(&**line);
            }
        }
        if let (Some(span), false, false) = (part.item.by_plan, any, part.damaged) {
            let help = "write a line for each plan, such as `dedicated : mon..fri 08:00-17:00`".to_owned();
            let why = format!("no line of the window `{name}` is of a plan");
            self.report(
                span,
                PlanError::WindowLines { why, span, label: "by plan, and the same for all of them", help },
            );
            return None;
        }
        right.then_some(mine)
    }

    fn window_lines(&mut self, part: Part<'a, ast::Window>, lines: &[&'a WindowLine]) -> Option<WindowBody> {
        let (mut regular, mut dated, mut everywhere) = (Vec::new(), Vec::new(), Vec::new());
        let mut right = true;
        for line in lines {
            match line {
                WindowLine::Regular { days, spans, closed } => match self.regular_line(days, spans, closed) {
                    Some(line) => regular.push(line),
                    None => right = false,
                },
                WindowLine::Monthly { nth, day, spans, until, closed } => {
                    match self.monthly_lines(nth.value, day.value, spans, until.as_ref(), closed) {
                        Some(lines) => regular.extend(lines),
                        None => right = false,
                    }
                }
                WindowLine::Dated { dates, spans } => match self.dated_line(dates, spans) {
                    Some(line) => dated.push(line),
                    None => right = false,
                },
                WindowLine::Closed(names) => match self.holiday_ids(names) {
                    Some(ids) => everywhere.extend(ids),
                    None => right = false,
                },
                WindowLine::OfPlans { .. } => right = false,
            }
        }
        right &= self.dated_lines_agree(lines);
        let opens = lines.iter().any(|line| match line {
            WindowLine::Regular { .. } | WindowLine::Monthly { .. } => true,
            WindowLine::Dated { dates: _, spans } => !spans.is_empty(),
            WindowLine::Closed(_) | WindowLine::OfPlans { .. } => false,
        });
        if !opens && !part.damaged {
            self.never_opens(&part.item.head.name);
        }
        for line in &mut regular {
            line.closed.extend(everywhere.iter().filter(|id| !line.closed.contains(id)).copied().collect::<Vec<_>>());
        }
        (right && opens).then_some(WindowBody::Lines { regular, dated })
    }

    fn never_opens(&mut self, name: &Name) {
        let (window, span) = (name.value.clone(), name.span);
        match self.plan.and_then(|plan| self.facts.plans.get(plan.index())) {
            None => self.report(span, WindowError::NeverOpens { name: window, span }),
            Some(plan) => {
                let plan = plan.declared.name.clone();
                let why = format!("the window `{window}` never opens for the plan `{plan}`");
                let help = format!("add a line such as `{plan} : mon..fri 09:00-17:00`");
                self.report(span, PlanError::WindowLines { why, span, label: "closed for this plan", help });
            }
        }
    }

    fn regular_line(
        &mut self,
        days: &[Spanned<DaySelector>],
        spans: &[Spanned<DaySpan>],
        closed: &[Name],
    ) -> Option<RegularLine> {
        let days: Vec<Option<Days>> = days.iter().map(|day| self.days(day)).collect();
        let spans = self.line_spans(spans);
        let closed = self.holiday_ids(closed);
        Some(RegularLine { days: days.into_iter().collect::<Option<_>>()?, spans: spans?, closed: closed? })
    }

    fn days(&mut self, day: &Spanned<DaySelector>) -> Option<Days> {
        match &day.value {
            DaySelector::Daily => Some(Days::Weekdays(Weekday::Mon, Weekday::Sun)),
            DaySelector::Weekdays { from, to } => Some(Days::Weekdays(*from, *to)),
            DaySelector::Holidays(name) => {
                let name = Spanned::new(name.clone(), day.span);
                if self.foreign_day(&name) {
                    return None;
                }
                self.holiday_id(&name).map(Days::Holidays)
            }
        }
    }

    /// Reports `za` or `werkdagen` where no list of holidays has that name.
    fn foreign_day(&mut self, name: &Name) -> bool {
        let free = self.names.find_any(&name.value).is_none() && !self.names.lost().may_name(&[Kind::Holidays]);
        let Some(day) = english_days(&name.value).filter(|_| free) else { return false };
        let (span, help) = (name.span, Some(format!("write `{day}`")));
        let right = is_one_day(&name.value).then(|| day.to_owned());
        let problem = LiteralError::ForeignDay { span, help, right };
        let suggestion = problem.suggestion();
        self.report_with(span, problem, suggestion);
        true
    }

    fn holiday_ids(&mut self, names: &[Name]) -> Option<Vec<HolidaysId>> {
        // Every name is looked up, so that each unknown one is reported.
        let ids: Vec<Option<HolidaysId>> = names.iter().map(|name| self.holiday_id(name)).collect();
        ids.into_iter().collect()
    }

    fn holiday_id(&mut self, name: &Name) -> Option<HolidaysId> {
        self.names.look_up(&[Kind::Holidays], name, self.out).map(|symbol| HolidaysId(symbol.index))
    }

    fn monthly_lines(
        &mut self,
        nth: Nth,
        day: MonthlyDay,
        spans: &[Spanned<DaySpan>],
        until: Option<&MonthlyUntil>,
        closed: &[Name],
    ) -> Option<Vec<RegularLine>> {
        let closed = self.holiday_ids(closed);
        let line = |days, spans, closed| RegularLine { days: vec![days], spans, closed };
        match (day, until) {
            (MonthlyDay::Weekday(weekday), Some(until)) => {
                let span = self.span_until(weekday, until);
                Some(vec![line(Days::NthWeekday(nth, weekday), vec![span?], closed?)])
            }
            (MonthlyDay::Weekend, Some(until)) => {
                let span = self.span_until(Weekday::Sat, until);
                Some(vec![line(Days::NthWeekday(nth, Weekday::Sat), vec![span?], closed?)])
            }
            (MonthlyDay::Weekday(weekday), None) => {
                let spans = self.line_spans(spans);
                Some(vec![line(Days::NthWeekday(nth, weekday), spans?, closed?)])
            }
            (MonthlyDay::Weekend, None) if spans.is_empty() => {
                let whole = LineSpan { from: 0, to: MIDNIGHT, days_later: 1 };
                Some(vec![line(Days::NthWeekday(nth, Weekday::Sat), vec![whole], closed?)])
            }
            (MonthlyDay::Weekend, None) => {
                let (spans, closed) = (self.line_spans(spans), closed?);
                let spans = spans?;
                Some(vec![
                    line(Days::NthWeekday(nth, Weekday::Sat), spans.clone(), closed.clone()),
                    line(Days::AfterNthWeekday(nth, Weekday::Sat), spans, closed),
                ])
            }
        }
    }

    /// `00:00 to sunday 24:00`, from a line that begins on `weekday`.
    fn span_until(&mut self, weekday: Weekday, until: &MonthlyUntil) -> Option<LineSpan> {
        let days_later = weekday.days_since(until.weekday.value);
        // Days from the opening weekday on to the closing one.
        let days_later = (7 - days_later) % 7;
        if days_later == 0 {
            let problem = WindowError::SameWeekday {
                from: time_of_day(until.from.value),
                to: time_of_day(until.to.value),
                span: until.weekday.span,
            };
            self.report(until.weekday.span, problem);
            return None;
        }
        Some(LineSpan { from: until.from.value, to: until.to.value, days_later })
    }

    /// Hours of a line in order of opening; reports those that overlap.
    fn line_spans(&mut self, spans: &[Spanned<DaySpan>]) -> Option<Vec<LineSpan>> {
        self.spans_make_sense(spans).then(|| {
            let mut spans: Vec<LineSpan> = spans.iter().map(|span| line_span(span.value)).collect();
            spans.sort_unstable_by_key(|span| span.from);
            spans
        })
    }

    fn spans_make_sense(&mut self, spans: &[Spanned<DaySpan>]) -> bool {
        let mut right = true;
        let mut seen: Vec<(LineSpan, Span)> = Vec::new();
        for span in spans {
            if span.value.from == span.value.to {
                self.report(span.span, WindowError::EqualHours { span: span.span });
                right = false;
                continue;
            }
            let line = line_span(span.value);
            if let Some((_, first)) = seen.iter().find(|(other, _)| overlap(line, *other)) {
                self.report(span.span, WindowError::OverlappingHours { second: span.span, first: *first });
                right = false;
            }
            seen.push((line, span.span));
        }
        right
    }

    fn dated_line(
        &mut self,
        dates: &DateRange,
        spans: &[Spanned<DaySpan>],
    ) -> Option<(chrono::NaiveDate, chrono::NaiveDate, Vec<DaySpan>)> {
        let right = self.spans_make_sense(spans);
        let (from, to) = self.dates(dates);
        let mut spans: Vec<DaySpan> = spans.iter().map(|span| span.value).collect();
        spans.sort_unstable_by_key(|span| span.from);
        right.then_some((from, to, spans))
    }

    /// Whether no day is closed by one dated line and opened by another.
    fn dated_lines_agree(&mut self, lines: &[&WindowLine]) -> bool {
        let ranges: Vec<(&DateRange, bool)> = lines
            .iter()
            .filter_map(|line| match *line {
                WindowLine::Dated { dates, spans } => Some((dates, spans.is_empty())),
                WindowLine::Regular { .. }
                | WindowLine::Monthly { .. }
                | WindowLine::Closed(_)
                | WindowLine::OfPlans { .. } => None,
            })
            .collect();
        let mut right = true;
        for (index, (second, closed)) in ranges.iter().enumerate() {
            let other = ranges.iter().take(index).filter(|(_, other)| other != closed);
            let Some((first, day)) = other.filter_map(|(first, _)| Some((first, common_day(first, second)?))).next()
            else {
                continue;
            };
            let does = |closed| if closed { "closed here" } else { "open here" };
            let problem = WindowError::ClosedAndOpen {
                day,
                second: second.from.span,
                second_does: does(*closed),
                first: first.from.span,
                first_does: does(!closed),
            };
            self.report(second.from.span, problem);
            right = false;
        }
        right
    }

    /// Promises that windows cover the week. Whether they do is proved by the calendar.
    pub(super) fn ensures(&mut self) {
        for part in &self.items.ensures {
            let ensure = self.ensure(part.item);
            self.facts.ensures.push(ensure);
        }
    }

    fn ensure(&mut self, item: &ast::Ensure) -> Option<Ensure> {
        let mut windows: Vec<Option<WindowId>> = Vec::new();
        for name in &item.windows {
            let id = self.window_id(name);
            if id.is_some() && windows.contains(&id) {
                let problem = WindowError::EnsureList {
                    why: format!(
                        "`{}` is named twice, and no window covers a moment once together with itself",
                        name.value
                    ),
                    span: name.span,
                    label: "named before".to_owned(),
                };
                self.report(name.span, problem);
            }
            windows.push(id);
        }
        Some(Ensure { span: item.span, windows: windows.into_iter().collect::<Option<_>>()? })
    }

    /// The window of this name.
    pub(super) fn window_id(&mut self, name: &Name) -> Option<WindowId> {
        let symbol = self.names.look_up(&[Kind::Window], name, self.out)?;
        let ids = self.facts.by_plan.get(symbol.index as usize).filter(|ids| !ids.is_empty());
        let Some(ids) = ids else { return Some(WindowId(symbol.index)) };
        let id = self.plan.and_then(|plan| ids.get(plan.index()).copied());
        if id.is_none() {
            let (window, span) = (name.value.clone(), name.span);
            self.report(span, PlanError::WhichPlan { name: window, span, declared: Some(symbol.span) });
        }
        id
    }
}

/// The first day that two ranges share.
fn common_day(a: &DateRange, b: &DateRange) -> Option<chrono::NaiveDate> {
    let last = |range: &DateRange| range.to.as_ref().map_or(range.from.value, |to| to.value);
    let day = a.from.value.max(b.from.value);
    (day <= last(a) && day <= last(b)).then_some(day)
}

/// Hours that close at or before they open run over midnight; `17:30-00:00` is `17:30-24:00`.
fn line_span(span: DaySpan) -> LineSpan {
    match (span.from, span.to) {
        (from, 0) => LineSpan { from, to: MIDNIGHT, days_later: 0 },
        (from, to) if to <= from => LineSpan { from, to, days_later: 1 },
        (from, to) => LineSpan { from, to, days_later: 0 },
    }
}

/// Whether two spans of one day share a moment. The part after midnight falls on another day.
fn overlap(a: LineSpan, b: LineSpan) -> bool {
    let end = |span: LineSpan| span.to + span.days_later * MIDNIGHT;
    a.from < end(b) && b.from < end(a)
}

/// `17:30`
pub(super) fn time_of_day(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

#[test]
fn hours_over_midnight_close_a_day_later() {
    let spans = |from: u32, to: u32| line_span(DaySpan { from: from * 3600, to: to * 3600 });
    assert_eq!(spans(22, 6), LineSpan { from: 79_200, to: 21_600, days_later: 1 });
    assert_eq!(spans(17, 0), spans(17, 24));
    assert!(overlap(spans(22, 6), spans(23, 24)));
    assert!(!overlap(spans(9, 12), spans(12, 17)));
}
