//! Windows made of lines, and promises about windows.

use chrono::Weekday;

use super::checker::{Checker, declared};
use super::error::WindowError;
use super::typed::{
    DaySpan, Days, Ensure, HolidaysId, LineSpan, MonthlyDay, Nth, RegularLine, Window, WindowBody, WindowId, Zone,
};
use crate::resolve::{Kind, Orders, Part};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, DateRange, DaySelector, MonthlyUntil, Name, WindowLine};

const MIDNIGHT: u32 = 86_400;

impl<'a> Checker<'a, '_> {
    /// All windows, those that others are made of first.
    pub(super) fn windows(&mut self, orders: &Orders) {
        self.facts.windows = self.items.windows.iter().map(|_| None).collect();
        self.facts.every_day = self.items.windows.iter().map(|_| None).collect();
        let circular = (0..self.items.windows.len()).filter(|index| !orders.windows.contains(index));
        for index in orders.windows.iter().copied().chain(circular) {
            let Some(part) = self.items.windows.get(index) else { continue };
            let window = self.window(*part);
            let every_day = window.as_ref().filter(|_| !part.damaged).and_then(|window| self.every_day(&window.body));
            if let Some(slot) = self.facts.every_day.get_mut(index) {
                *slot = every_day;
            }
            if let Some(slot) = self.facts.windows.get_mut(index) {
                *slot = window;
            }
        }
    }

    fn window(&mut self, part: Part<'a, ast::Window>) -> Option<Window> {
        let zone = match &part.item.zone {
            Some(text) => self.zone(text),
            // Without a zone the header has been reported; hours can be checked all the same.
            None => Some(self.facts.zone.unwrap_or(Zone::Fixed(0))),
        };
        let body = match &part.item.body {
            ast::WindowBody::Algebra(expr) => self.window_expr(expr).map(WindowBody::Algebra),
            ast::WindowBody::Lines(lines) => self.window_lines(part, lines),
        };
        Some(Window { declared: declared(&part.item.head), zone: zone?, body: body? })
    }

    fn window_lines(&mut self, part: Part<'a, ast::Window>, lines: &'a [WindowLine]) -> Option<WindowBody> {
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
            }
        }
        right &= self.dated_lines_agree(lines);
        let opens = lines.iter().any(|line| match line {
            WindowLine::Regular { .. } | WindowLine::Monthly { .. } => true,
            WindowLine::Dated { dates: _, spans } => !spans.is_empty(),
            WindowLine::Closed(_) => false,
        });
        if !opens && !part.damaged {
            let name = &part.item.head.name;
            self.report(name.span, WindowError::NeverOpens { name: name.value.clone(), span: name.span });
        }
        for line in &mut regular {
            line.closed.extend(everywhere.iter().filter(|id| !line.closed.contains(id)).copied().collect::<Vec<_>>());
        }
        (right && opens).then_some(WindowBody::Lines { regular, dated })
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
                self.holiday_id(&name).map(Days::Holidays)
            }
        }
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
    fn dated_lines_agree(&mut self, lines: &[WindowLine]) -> bool {
        let ranges: Vec<(&DateRange, bool)> = lines
            .iter()
            .filter_map(|line| match line {
                WindowLine::Dated { dates, spans } => Some((dates, spans.is_empty())),
                WindowLine::Regular { .. } | WindowLine::Monthly { .. } | WindowLine::Closed(_) => None,
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
        self.names.look_up(&[Kind::Window], name, self.out).map(|symbol| WindowId(symbol.index))
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
