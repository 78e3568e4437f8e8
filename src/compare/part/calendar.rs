use super::{Part, View, structures};
use crate::model::{Days, Ensure, Holidays, PublicHolidays, RegularLine, Window, WindowBody, WindowExpr, Zone};

structures! {
    Holidays { declared; unordered public, yearly, on, except }
    PublicHolidays { region; unordered with, without }
    Window { declared, plan, zone, body }
    RegularLine { ; unordered days, spans, closed }
    Ensure { span; unordered windows }
}

/// A zone that is the contract's is the same as the other contract's: that those differ is said of the contract.
impl Part for Zone {
    fn part(&self, view: View<'_>) -> Self {
        if *self == view.model.header.zone { Self::Fixed(0) } else { *self }
    }
}

impl Part for WindowBody {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Lines { regular, dated } => {
                Self::Lines { regular: super::unordered(regular.part(view)), dated: super::unordered(dated.part(view)) }
            }
            Self::Algebra(expr) => Self::Algebra(expr.part(view)),
        }
    }
}

impl Part for Days {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Weekdays(from, to) => Self::Weekdays(*from, *to),
            Self::Holidays(list) => Self::Holidays(list.part(view)),
            Self::NthWeekday(nth, day) => Self::NthWeekday(*nth, *day),
            Self::AfterNthWeekday(nth, day) => Self::AfterNthWeekday(*nth, *day),
        }
    }
}

/// In order: of a union, the first operand's days go first.
impl Part for WindowExpr {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Window(id) => Self::Window(id.part(view)),
            Self::Always => Self::Always,
            Self::Union(a, b) => Self::Union(a.part(view), b.part(view)),
            Self::Intersection(a, b) => Self::Intersection(a.part(view), b.part(view)),
            Self::Difference(a, b) => Self::Difference(a.part(view), b.part(view)),
        }
    }
}
