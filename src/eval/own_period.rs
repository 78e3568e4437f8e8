//! Norms with a period of their own (`every half-year`): judged over that, in the period of the contract in which it ends.

use crate::calendar::Periods;
use crate::eval::judge::Judge;
use crate::eval::verdict::{NormVerdict, OwnPeriod, Verdict};
use crate::eval::{Request, each_period};
use crate::model::{NormId, PeriodKind};
use crate::quantity::Instant;

impl Judge<'_> {
    /// The period of its own that ends with the one at hand, as it is asked for; `None`: none does.
    pub(super) fn own_request(&self, kind: PeriodKind) -> Option<Request> {
        let to = self.frame.period.to;
        let own = Periods::new(kind, self.calendar.zone()).containing(Instant::from_micros(to.micros() - 1));
        // The period at hand is over just when its own is: they end together.
        let request = Request { periods: vec![own], as_of: self.frame.end, plan: self.plan, readings: false };
        request.periods.first().is_some_and(|own| own.to == to).then_some(request)
    }

    /// The verdict of a norm over the period of its own that the period at hand belongs to, where it ends with that.
    pub(super) fn over_own_period(&mut self, id: NormId, kind: PeriodKind) -> NormVerdict {
        let to = self.frame.period.to;
        let last = Instant::from_micros(to.micros() - 1);
        let own = Periods::new(kind, self.calendar.zone()).containing(last);
        let shown = OwnPeriod { label: own.label.clone(), from: own.from, to: own.to, due: own.to == to };
        let Some(request) = self.own_request(kind) else {
            let verdict = if self.model.norm(id).kpi { Verdict::Measured } else { Verdict::Empty };
            return NormVerdict { norm: id, verdict, own: Some(shown), requirements: Vec::new(), status: None };
        };
        let (verdicts, problems) =
            each_period(self.calendar, self.evidence, &request, self.figures, |judge, _, _| judge.norm_here(id));
        for problem in problems {
            self.problem(problem);
        }
        let verdict = verdicts.into_iter().next().expect("one period was asked for");
        NormVerdict { own: Some(shown), ..verdict }
    }
}
