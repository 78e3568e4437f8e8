//! Models made by hand, for tests of single rooms.

use sla::model::{
    Conventions, CountedBy, Declared, Empty, Header, Holidays, HolidaysId, Locale, Model, PeriodKind, PriorityAt,
    Reopened, Window, WindowBody, WindowExpr, WindowId, Zone,
};
use sla::source::{SourceId, Span};

/// A name, declared nowhere in particular.
pub fn declared(name: &str) -> Declared {
    let span = Span::new(SourceId(0), 0, 0);
    Declared { name: name.to_owned(), label: None, clause: None, span }
}

/// A contract with nothing in it.
pub fn model(zone: Zone) -> Model {
    Model::of(
        Header {
            name: "Test".into(),
            provider: None,
            customer: None,
            version: None,
            effective_from: None,
            effective_to: None,
            effective_span: None,
            zone,
            locale: Locale::English,
            currency: None,
            period: PeriodKind::Month,
        },
        Conventions {
            empty: Empty::Met,
            counted_by: CountedBy::Settled,
            priority: PriorityAt::Stop,
            reopened: Reopened::LastStop,
            workday: None,
        },
    )
}

/// Adds a holiday list with these dates, from and to, both included.
pub fn add_holidays(model: &mut Model, on: Vec<(chrono::NaiveDate, chrono::NaiveDate, Option<String>)>) -> HolidaysId {
    let declared = declared(&format!("list{}", model.holidays.len()));
    model.holidays.push(Holidays { declared, public: vec![], yearly: vec![], on, except: vec![] });
    HolidaysId(u32::try_from(model.holidays.len() - 1).expect("few enough"))
}

/// Adds a window.
pub fn add_window(model: &mut Model, zone: Zone, body: WindowBody) -> WindowExpr {
    let declared = declared(&format!("window{}", model.windows.len()));
    model.windows.push(Window { declared, plan: None, zone, body });
    WindowExpr::Window(WindowId(u32::try_from(model.windows.len() - 1).expect("few enough")))
}
