//! Holiday lists. Which regions and options there are is known to the calendar, which refuses others.

use super::checker::{Checker, declared, text};
use super::error::WindowError;
use super::typed::{Holidays, PublicHolidays};
use crate::resolve::Part;
use crate::syntax::ast::{self, HolidayLine};

impl<'a> Checker<'a, '_> {
    /// All lists.
    pub(super) fn holidays(&mut self) {
        for part in &self.items.holidays {
            let list = self.holiday_list(*part);
            self.facts.holidays.push(list);
        }
    }

    fn holiday_list(&mut self, part: Part<'a, ast::Holidays>) -> Option<Holidays> {
        let head = &part.item.head;
        let mut list = Holidays {
            declared: declared(head),
            public: Vec::new(),
            yearly: Vec::new(),
            on: Vec::new(),
            except: Vec::new(),
        };
        let mut right = true;
        for line in &part.item.lines {
            match line {
                HolidayLine::Public { region, with, without } => list.public.push(PublicHolidays {
                    region: region.clone(),
                    with: with.clone(),
                    without: without.clone(),
                }),
                HolidayLine::Yearly { from, to, label } => {
                    let to = to.as_ref().map_or(from.value, |to| to.value);
                    list.yearly.push((from.value, to, text(label.as_ref())));
                }
                HolidayLine::On { dates, label } => {
                    let (from, to) = self.dates(dates);
                    list.on.push((from, to, text(label.as_ref())));
                }
                HolidayLine::Except { dates, label: _ } => list.except.push(self.dates(dates)),
            }
        }
        if list.public.is_empty() && list.yearly.is_empty() && list.on.is_empty() && !part.damaged {
            let problem = WindowError::NoHolidays { name: head.name.value.clone(), span: head.name.span };
            self.report(head.name.span, problem);
            right = false;
        }
        right.then_some(list)
    }
}
