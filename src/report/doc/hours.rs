//! Windows in words: their lines, and what is made of several.

use chrono::Weekday;

use crate::model::{Days, HolidaysId, LineSpan, Nth, RegularLine, Window, WindowExpr};

use super::chapters::capital;
use super::scribe::Scribe;
use crate::report::dates;

impl Scribe<'_> {
    /// `maandag tot en met vrijdag 09:00–17:30, niet op feestdagen`
    pub(super) fn line(&self, line: &RegularLine) -> String {
        let days = self.words.and(&line.days.iter().map(|days| self.days(days)).collect::<Vec<_>>());
        let spans: Vec<String> = line.spans.iter().map(|span| self.span(span)).collect();
        let text = format!("{} {}", capital(&days), self.words.and(&spans));
        if line.closed.is_empty() {
            return text;
        }
        let lists: Vec<String> = line.closed.iter().map(|list| self.list(*list)).collect();
        self.fill("hours.except", &[("line", &text), ("lists", &self.words.or(&lists))])
    }

    fn span(&self, span: &LineSpan) -> String {
        match span.days_later {
            0 if (span.from, span.to) == (0, 86_400) => self.say("hours.whole_day").to_owned(),
            0 => dates::hours(span.from, span.to),
            1 if span.to == 0 => dates::hours(span.from, 86_400),
            1 => self.fill("hours.over_midnight", &[("hours", &dates::hours(span.from, span.to))]),
            later => self.fill(
                "hours.days_later",
                &[("from", &dates::time(span.from)), ("to", &dates::time(span.to)), ("days", &later.to_string())],
            ),
        }
    }

    fn days(&self, days: &Days) -> String {
        let name = |day: &Weekday| dates::weekday(&self.words, *day);
        match days {
            Days::Weekdays(Weekday::Mon, Weekday::Sun) => self.say("hours.daily").to_owned(),
            Days::Weekdays(from, to) if from == to => name(from).to_owned(),
            Days::Weekdays(from, to) => self.fill("hours.weekdays", &[("from", name(from)), ("to", name(to))]),
            Days::Holidays(list) => self.fill("hours.on_list", &[("list", &self.list(*list))]),
            Days::NthWeekday(nth, day) => self.fill("hours.nth", &[("nth", self.nth(*nth)), ("day", name(day))]),
            Days::AfterNthWeekday(nth, day) => {
                self.fill("hours.after_nth", &[("nth", self.nth(*nth)), ("day", name(day))])
            }
        }
    }

    fn nth(&self, nth: Nth) -> &str {
        match nth {
            Nth::Nth(n) => self.words.nth("hours.nths", usize::from(n) - 1),
            Nth::Last => self.say("hours.last"),
        }
    }

    /// What people call a window, with its plan.
    pub(super) fn window_title(&self, window: &Window) -> String {
        let title = window.declared.title();
        match window.plan {
            None => title.to_owned(),
            Some(plan) => format!("{title} ({})", self.model.plan(plan).declared.title()),
        }
    }

    /// What people call a holiday list.
    pub(super) fn list(&self, list: HolidaysId) -> String {
        self.model.holiday_list(list).declared.title().to_owned()
    }

    /// `Service Window 1 zonder Onderhoudsvenster`
    pub(super) fn window(&self, expr: &WindowExpr) -> String {
        let inner = |part: &WindowExpr| match part {
            WindowExpr::Window(_) | WindowExpr::Always => self.window(part),
            WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                format!("({})", self.window(part))
            }
        };
        let both = |key, a: &WindowExpr, b: &WindowExpr| self.fill(key, &[("a", &inner(a)), ("b", &inner(b))]);
        match expr {
            WindowExpr::Window(id) => self.model.window(*id).declared.title().to_owned(),
            WindowExpr::Always => self.say("hours.always").to_owned(),
            WindowExpr::Union(a, b) => both("hours.or", a, b),
            WindowExpr::Intersection(a, b) => both("hours.within", a, b),
            WindowExpr::Difference(a, b) => both("hours.outside", a, b),
        }
    }
}
