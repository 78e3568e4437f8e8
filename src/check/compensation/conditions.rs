//! Conditions on verdicts.

use crate::check::checker::Checker;
use crate::check::error::CompensationError;
use crate::check::typed::{Condition, JudgementId, NormId, Over};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, ConditionKind, Name};

impl Checker<'_, '_> {
    /// A condition with all names in it; every mistake in it is reported.
    pub(super) fn verdict_condition(&mut self, condition: &ast::Condition) -> Option<Condition> {
        match &condition.value {
            ConditionKind::CameOut { norm, breached, over } => {
                let id = self.judged_norm(norm);
                let over = self.how_often(over, condition.span);
                Some(Condition::Norm { norm: id?, breached: *breached, over: over? })
            }
            ConditionKind::Judged(name) => self.judgement(name).map(Condition::Judged),
            ConditionKind::And(a, b) => {
                let (a, b) = (self.verdict_condition(a), self.verdict_condition(b));
                Some(Condition::And(Box::new(a?), Box::new(b?)))
            }
            ConditionKind::Or(a, b) => {
                let (a, b) = (self.verdict_condition(a), self.verdict_condition(b));
                Some(Condition::Or(Box::new(a?), Box::new(b?)))
            }
            ConditionKind::Not(inner) => Some(Condition::Not(Box::new(self.verdict_condition(inner)?))),
        }
    }

    pub(super) fn judgement(&mut self, name: &Name) -> Option<JudgementId> {
        self.names.look_up(&[Kind::Judgement], name, self.out).map(|symbol| JudgementId(symbol.index))
    }

    /// A norm that comes out as `met` or `breached`; kpis do not.
    pub(super) fn judged_norm(&mut self, name: &Name) -> Option<NormId> {
        let id = self.names.look_up(&[Kind::Norm], name, self.out).map(|symbol| NormId(symbol.index))?;
        // Cadences and obligations come after the norms, and are always judged.
        let norm = self.items.norms.get(id.index()).map(|part| part.item);
        let (kpi, aim) = norm.map_or((false, false), |norm| (norm.kpi, norm.aim));
        if kpi || aim {
            let (what, help) = match kpi {
                true => ("a kpi", "name a norm, or make a norm of it by giving it a bound"),
                false => ("an aim", "name a norm, or make a norm of it by leaving `aim` out"),
            };
            let problem = CompensationError::NeverComes {
                why: format!("`{}` is {what}, and is never met or breached", name.value),
                span: name.span,
                label: "measured, and never judged",
                help,
            };
            self.report(name.span, problem);
            return None;
        }
        Some(id)
    }

    fn how_often(&mut self, over: &ast::Over, span: Span) -> Option<Over> {
        match over {
            ast::Over::This => Some(Over::This),
            ast::Over::InARow(count) => self.some_periods(count).map(Over::InARow),
            ast::Over::OfAny(count, of) => {
                let (least, most) = (self.some_periods(count)?, self.some_periods(of)?);
                self.no_more_than(least, most, span).then_some(Over::OfAny(least, most))
            }
        }
    }

    /// A number of periods that is not 0, and that the parser could read.
    fn some_periods(&mut self, count: &Spanned<u32>) -> Option<u32> {
        if self.is_slip(count.span) {
            return None;
        }
        if count.value == 0 {
            let why = "no periods at all".to_owned();
            let help = "write 1 or more";
            self.report(count.span, CompensationError::HowOften { why, span: count.span, help });
            return None;
        }
        Some(count.value)
    }

    /// Reports `3 of any 2 periods`.
    pub(super) fn no_more_than(&mut self, count: u32, of: u32, span: Span) -> bool {
        if count > of {
            let why = format!("{count} of {of} periods cannot be");
            let help = "the first number is at most as large as the second";
            self.report(span, CompensationError::HowOften { why, span, help });
        }
        count <= of
    }
}
