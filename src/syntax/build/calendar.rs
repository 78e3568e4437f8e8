//! `holidays`, `window`, `ensure`.

use chrono::Weekday;

use super::node::{Node, Parts};
use super::{Builder, literal, slips};
use crate::source::Spanned;
use crate::syntax::ast::{
    DaySelector, DaySpan, Ensure, HolidayLine, Holidays, MonthlyDay, MonthlyUntil, Name, Nth, Window, WindowBody,
    WindowLine,
};
use crate::syntax::error::LiteralError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn holidays(&mut self, mut parts: Parts<'_>) -> Holidays {
        let head = self.head(&parts.need().only());
        Holidays { head, lines: parts.map(|line| self.holiday_line(&line)).collect() }
    }

    fn holiday_line(&mut self, node: &Node<'_>) -> HolidayLine {
        let mut parts = node.parts();
        let first = parts.need();
        match node.rule() {
            Rule::public => {
                let (mut with, mut without) = (Vec::new(), Vec::new());
                for days in parts {
                    let list = if days.rule() == Rule::with_days { &mut with } else { &mut without };
                    list.extend(literal::names(&days.only()));
                }
                HolidayLine::Public { region: literal::as_written(&first), with, without }
            }
            Rule::yearly => HolidayLine::Yearly {
                from: self.month_day(&first),
                to: parts
                    .maybe(Rule::month_day)
                    .or_else(|| parts.maybe(Rule::wrong_month_day))
                    .map(|to| self.month_day(&to)),
                label: parts.next().map(|label| literal::text(&label.only())),
            },
            Rule::on_days => HolidayLine::On {
                dates: self.date_range(&first),
                label: parts.next().map(|label| literal::text(&label.only())),
            },
            _ => HolidayLine::Except {
                dates: self.date_range(&first),
                label: parts.next().map(|label| literal::text(&label.only())),
            },
        }
    }

    pub(super) fn window(&mut self, mut parts: Parts<'_>) -> Window {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let zone = head_parts.maybe(Rule::window_zone).map(|zone| literal::as_written(&zone.only()));
        let by_plan = head_parts.maybe(Rule::window_by_plan).map(|by| by.span());
        let body = match parts.maybe(Rule::window_algebra) {
            Some(algebra) => WindowBody::Algebra(self.expression(&algebra.only())),
            None => WindowBody::Lines(parts.map(|line| self.window_line(&line)).collect()),
        };
        Window { head, zone, by_plan, body }
    }

    fn window_line(&mut self, node: &Node<'_>) -> WindowLine {
        let mut parts = node.parts();
        match node.rule() {
            Rule::planned => {
                let mut plans = Vec::new();
                while let Some(plan) = parts.maybe(Rule::name) {
                    plans.push(literal::name(&plan));
                }
                WindowLine::OfPlans { plans, line: Box::new(self.window_line(&parts.need())) }
            }
            Rule::dated => WindowLine::Dated {
                dates: self.date_range(&parts.need()),
                spans: parts.next().map(|spans| self.opening_hours(&spans)).unwrap_or_default(),
            },
            Rule::monthly => WindowLine::Monthly {
                nth: nth(&parts.need()),
                day: self.monthly_day(&parts.need()),
                until: parts.maybe(Rule::until).map(|until| self.until(&until)),
                spans: parts.maybe(Rule::opening_hours).map(|spans| self.opening_hours(&spans)).unwrap_or_default(),
                closed: closed_on(parts.next()),
            },
            Rule::closed => WindowLine::Closed(closed_on(parts.next())),
            Rule::round_the_clock => {
                let digits = parts.need();
                let (written, span) = (digits.text().to_owned(), digits.span());
                self.report(span, LiteralError::RoundTheClock { written, right: "daily 00:00-24:00", span });
                WindowLine::Regular {
                    days: vec![Spanned::new(DaySelector::Daily, span)],
                    spans: vec![Spanned::new(DaySpan { from: 0, to: 86_400 }, span)],
                    closed: closed_on(parts.next()),
                }
            }
            _ => {
                let mut days = Vec::new();
                while let Some(day) = parts.maybe(Rule::day_selector) {
                    days.push(self.day_selector(&day));
                }
                let spans = self.opening_hours(&parts.need());
                WindowLine::Regular { days, spans, closed: closed_on(parts.next()) }
            }
        }
    }

    fn day_selector(&mut self, node: &Node<'_>) -> Spanned<DaySelector> {
        let first = node.keyword();
        let selector = match first.rule() {
            Rule::weekday => {
                let day = weekday(&first).value;
                DaySelector::Weekdays { from: day, to: day }
            }
            Rule::weekday_range => {
                let mut days = first.parts();
                let from = days.need();
                let wrong = days.maybe(Rule::wrong_range);
                let to = days.need();
                if wrong.is_some() {
                    let (span, right) = (first.span(), format!("{}..{}", from.text(), to.text()));
                    self.report(span, LiteralError::WrongRange { right, span });
                }
                DaySelector::Weekdays { from: weekday(&from).value, to: weekday(&to).value }
            }
            Rule::wrong_days => {
                self.report(first.span(), slips::foreign_days(first.text(), first.span()));
                DaySelector::Daily
            }
            Rule::name => DaySelector::Holidays(literal::name(&first).value),
            _ => DaySelector::Daily,
        };
        Spanned::new(selector, node.span())
    }

    fn monthly_day(&mut self, node: &Node<'_>) -> Spanned<MonthlyDay> {
        let first = node.keyword();
        if first.rule() == Rule::wrong_day {
            self.report(first.span(), slips::foreign_day(first.text(), first.span()));
        }
        let day = match first.rule() {
            Rule::weekday => MonthlyDay::Weekday(weekday(&first).value),
            _ => MonthlyDay::Weekend,
        };
        Spanned::new(day, node.span())
    }

    fn opening_hours(&mut self, node: &Node<'_>) -> Vec<Spanned<DaySpan>> {
        node.parts().map(|hours| self.hours(&hours)).collect()
    }

    /// One error for `9.00-17.00`, not two.
    fn hours(&mut self, node: &Node<'_>) -> Spanned<DaySpan> {
        let span = node.span();
        let mut parts = node.parts();
        let from = parts.need();
        if from.rule() == Rule::hours_in_words {
            let right = slips::right_hours(from.text());
            self.report(span, LiteralError::WrongTime { right, span, sure: false });
            return Spanned::new(DaySpan { from: 0, to: 0 }, span);
        }
        let to = parts.need();
        if from.rule() == Rule::wrong_time || to.rule() == Rule::wrong_time {
            let right = format!("{}-{}", slips::right_time(from.text()), slips::right_time(to.text()));
            let sure = [&from, &to].into_iter().all(|time| slips::has_one_reading(time.text()));
            self.report(span, LiteralError::WrongTime { right, span, sure });
            return Spanned::new(DaySpan { from: 0, to: 0 }, span);
        }
        let from_seconds = self.time(&from).value;
        if from_seconds == 86_400 {
            let problem = LiteralError::NoSuchMoment {
                what: "opening time",
                written: from.text().to_owned(),
                span: from.span(),
                help: Some("a day begins at `00:00`".to_owned()),
            };
            self.report(from.span(), problem);
        }
        Spanned::new(DaySpan { from: from_seconds, to: self.time(&to).value }, span)
    }

    fn until(&mut self, node: &Node<'_>) -> MonthlyUntil {
        let mut parts = node.parts();
        MonthlyUntil { from: self.time(&parts.need()), weekday: weekday(&parts.need()), to: self.time(&parts.need()) }
    }

    pub(super) fn ensure(&mut self, mut parts: Parts<'_>) -> Ensure {
        let node = parts.need();
        Ensure { span: node.span(), windows: literal::names(&node.only()) }
    }
}

fn closed_on(node: Option<Node<'_>>) -> Vec<Name> {
    node.map(|closed| literal::names(&closed.only())).unwrap_or_default()
}

fn nth(node: &Node<'_>) -> Spanned<Nth> {
    let nth = match node.keyword().rule() {
        Rule::kw_first => Nth::Nth(1),
        Rule::kw_second => Nth::Nth(2),
        Rule::kw_third => Nth::Nth(3),
        Rule::kw_fourth => Nth::Nth(4),
        Rule::kw_fifth => Nth::Nth(5),
        _ => Nth::Last,
    };
    Spanned::new(nth, node.span())
}

fn weekday(node: &Node<'_>) -> Spanned<Weekday> {
    let day = match node.keyword().rule() {
        Rule::monday => Weekday::Mon,
        Rule::tuesday => Weekday::Tue,
        Rule::wednesday => Weekday::Wed,
        Rule::thursday => Weekday::Thu,
        Rule::friday => Weekday::Fri,
        Rule::saturday => Weekday::Sat,
        _ => Weekday::Sun,
    };
    Spanned::new(day, node.span())
}
