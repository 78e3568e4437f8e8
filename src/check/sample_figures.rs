//! Figures over the samples of a metric, and over slices: `mean latency`, `share of good minutes`, `latest grade`.

use super::checker::Checker;
use super::comparisons::comparison;
use super::error::{FormulaError, SampleError};
use super::formulas::{Context, Figure};
use super::predicates::Table;
use super::rows::both;
use super::slices::{REQUESTS, listed, unit_of};
use super::typed::{
    ComponentId, Formula, FormulaKind, MeasureSubject, MetricId, MetricUnit, Predicate, SampleField, SampleFigure,
    SampleFormula, SampleStatistic, SetExpr, SliceFigure, SliceFormula, SliceSide, SlicesId, Unit,
};
use super::{shape, words};
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Aggregate, Expr, ExprKind, Name};

/// Samples or slices as an expression names them: `ratio of minutes of portal where load <= 10`.
pub(super) struct Sampled<'e> {
    thing: Thing,
    /// The name of the metric or slices.
    name: Name,
    /// Which value of each, as written.
    field: Option<(SampleField, Span)>,
    /// `good minutes`
    side: Option<SliceSide>,
    /// `of portal`
    owner: Option<Name>,
    filters: Vec<&'e Expr>,
    with: Vec<&'e Expr>,
}

#[derive(Clone, Copy)]
enum Thing {
    Metric(MetricId),
    Slices(SlicesId),
}

/// A part of a chain of `of`.
enum Link {
    Name(Name),
    Qualified(Name, Name),
}

impl Checker<'_, '_> {
    /// The samples or slices that `expr` names, when it is about those at all.
    pub(super) fn about_samples<'e>(&self, cx: &Context, expr: &'e Expr) -> Option<Sampled<'e>> {
        let (mut filters, mut with, mut at) = (Vec::new(), Vec::new(), expr);
        loop {
            if let ExprKind::Where { subject, predicate } = &at.value {
                filters.push(predicate.as_ref());
                at = subject;
            } else if let ExprKind::With { subject, predicate } = &at.value {
                with.push(predicate.as_ref());
                at = subject;
            } else {
                break;
            }
        }
        let mut chain = Vec::new();
        links(at, &mut chain)?;
        let place = chain.iter().position(|link| self.thing(cx, link).is_some())?;
        let (thing, side, name) = self.thing(cx, chain.get(place)?)?;
        let (before, after) = (chain.get(..place)?, chain.get(place + 1..)?);
        let field = match before {
            [] => None,
            [link] => Some(field(link)?),
            _ => return None,
        };
        let owner = match after {
            [] => None,
            [Link::Name(owner)] => Some(owner.clone()),
            _ => return None,
        };
        Some(Sampled { thing, name, field, side, owner, filters, with })
    }

    fn thing(&self, cx: &Context, link: &Link) -> Option<(Thing, Option<SliceSide>, Name)> {
        let (side, name) = match link {
            Link::Name(name) => (None, name),
            Link::Qualified(qualifier, name) => (Some(side(qualifier)?), name),
        };
        if cx.steps.contains_key(&name.value) {
            return None;
        }
        let symbol = self.names.find(&[Kind::Metric, Kind::Slices], &name.value)?;
        let thing = if symbol.kind == Kind::Metric {
            Thing::Metric(MetricId(symbol.index))
        } else {
            Thing::Slices(SlicesId(symbol.index))
        };
        Some((thing, side, name.clone()))
    }

    /// `word of` samples or slices.
    pub(super) fn sample_figure(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        sampled: &Sampled<'_>,
    ) -> Option<Figure> {
        match sampled.thing {
            Thing::Metric(id) => {
                self.names.mark_used(Kind::Metric, id.0);
                self.of_metric(cx, span, word, of, id, sampled)
            }
            Thing::Slices(id) => {
                self.names.mark_used(Kind::Slices, id.0);
                self.of_slices(cx, span, word, of, id, sampled)
            }
        }
    }

    fn of_metric(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        id: MetricId,
        sampled: &Sampled<'_>,
    ) -> Option<Figure> {
        let metric = self.facts.metric(id)?.clone();
        let subject = self.sample_subject(cx, id, &sampled.name, sampled.owner.as_ref());
        let filters: Vec<Option<Predicate>> =
            sampled.filters.iter().rev().map(|filter| self.predicate(Table::Sample(id), filter)).collect();
        let filter = filters.into_iter().try_fold(Predicate::True, |all, filter| Some(both(all, filter?)));
        let requests = metric.unit == MetricUnit::Requests;
        if sampled.side.is_some() || sampled.field.is_some_and(|_| !requests) {
            self.no_sample_figure(&sampled.name, &words::expr(of), of.span, requests);
            return None;
        }
        if word.value == Aggregate::Share {
            return self.share_of_samples(span, id, subject?, filter?, sampled);
        }
        let statistic = statistic(word.value);
        if statistic.is_none() && word.value != Aggregate::Latest {
            self.no_sample_figure(&sampled.name, &words::aggregate_word(word.value), word.span, requests);
            return None;
        }
        self.no_with(word, sampled)?;
        let ratio = sampled.field.is_some_and(|(field, _)| is_ratio(field));
        let counted = statistic == Some(SampleStatistic::Count);
        let field = match sampled.field {
            Some((_, span)) if counted => {
                self.no_sample_figure(&sampled.name, &words::expr(of), span, requests);
                return None;
            }
            Some((field, _)) => field,
            None if requests && !counted => {
                let text = words::aggregate_word(word.value);
                let which = if text == "sum" { "total" } else { "ratio" };
                let help = format!("say of what: `{text} {which} of {}`", words::name(&sampled.name.value));
                self.no_value(&sampled.name, &text, word.span, help);
                return None;
            }
            None => SampleField::Value,
        };
        let adds = statistic != Some(SampleStatistic::Sum) || !(ratio || metric.unit == MetricUnit::Percent);
        if !adds || (statistic == Some(SampleStatistic::Pooled) && !ratio) {
            self.no_sample_figure(&sampled.name, &words::aggregate_word(word.value), word.span, requests);
            return None;
        }
        let unit = unit_of(&metric, statistic.unwrap_or(SampleStatistic::Highest), field);
        let figure = statistic.map_or(SampleFigure::Latest(None), SampleFigure::Statistic);
        let formula = SampleFormula { metric: id, subject: subject?, filter: filter?, field, figure };
        Some(Figure { formula: Formula { unit, span, kind: FormulaKind::Samples(formula) }, share: ratio })
    }

    /// `share of latency with value <= 4s`
    fn share_of_samples(
        &mut self,
        span: Span,
        id: MetricId,
        subject: MeasureSubject,
        filter: Predicate,
        sampled: &Sampled<'_>,
    ) -> Option<Figure> {
        let metric = self.facts.metric(id)?.clone();
        let requests = metric.unit == MetricUnit::Requests;
        let example = if requests { "ratio >= 99%" } else { "value <= 4s" };
        let text = words::name(&sampled.name.value);
        let help = format!("say which are good by one comparison: `share of {text} with {example}`");
        let [with] = sampled.with.as_slice() else {
            self.no_value(&sampled.name, "share", span, help);
            return None;
        };
        let ExprKind::Compare { op, left, right } = &with.value else {
            self.no_value(&sampled.name, &words::expr(with), with.span, help);
            return None;
        };
        let word = shape::name(left).map(|name| name.value).unwrap_or_default();
        let field = match word.as_str() {
            "value" if !requests => Some(SampleField::Value),
            "ratio" if requests => Some(SampleField::GoodRatio),
            other if requests => REQUESTS.iter().find(|(known, _)| *known == other).map(|(_, field)| *field),
            _ => None,
        };
        let (Some(field), Some(literal)) = (field, shape::literal(right)) else {
            self.no_value(&sampled.name, &words::expr(left), left.span, help);
            return None;
        };
        let unit = unit_of(&metric, SampleStatistic::Highest, field);
        let bound = self.sample_bound(unit, left.span, &Spanned::new(literal.clone(), right.span))?;
        let figure = SampleFigure::Share(comparison(op.value), bound);
        let formula = SampleFormula { metric: id, subject, filter, field, figure };
        Some(Figure {
            formula: Formula { unit: Unit::Percent, span, kind: FormulaKind::Samples(formula) },
            share: true,
        })
    }

    fn of_slices(
        &mut self,
        cx: &Context,
        span: Span,
        word: &Spanned<Aggregate>,
        of: &Expr,
        id: SlicesId,
        sampled: &Sampled<'_>,
    ) -> Option<Figure> {
        let metric = self.facts.slices.get(id.index())?.as_ref()?.metric;
        let requests = self.facts.metric(metric)?.unit == MetricUnit::Requests;
        let subject = self.sample_subject(cx, metric, &sampled.name, sampled.owner.as_ref());
        if let Some(filter) = sampled.filters.first() {
            let help = "the samples are picked where the slices are declared: a line `where …` in their block";
            self.no_value(&sampled.name, "where", filter.span, help.to_owned());
            return None;
        }
        self.no_with(word, sampled)?;
        let text = words::name(&sampled.name.value);
        let (unit, figure) = match (word.value, sampled.side, sampled.field) {
            (Aggregate::Share, Some(side), None) => (Unit::Percent, SliceFigure::Share(side)),
            (Aggregate::Count, Some(side), None) => (Unit::Count, SliceFigure::Count(side)),
            (other, None, Some((field, _))) if is_ratio(field) && requests => match statistic(other) {
                Some(statistic) if !matches!(statistic, SampleStatistic::Count | SampleStatistic::Sum) => {
                    (Unit::Percent, SliceFigure::Ratios(statistic, field))
                }
                Some(_) | None => {
                    let help =
                        format!("of the ratios of slices take `mean ratio of {text}` or `pooled ratio of {text}`");
                    self.no_value(&sampled.name, &words::aggregate_word(other), word.span, help);
                    return None;
                }
            },
            (other, ..) => {
                let mut help = format!("take `share of good {text}`, `count of bad {text}`, or `length of bad {text}`");
                if requests {
                    help = format!("{help}; or `mean ratio of {text}`, `pooled ratio of {text}`");
                }
                let asked = format!("{} {}", words::aggregate_word(other), words::expr(of));
                self.no_value(&sampled.name, &asked, of.span, help);
                return None;
            }
        };
        let formula = SliceFormula { slices: id, subject: subject?, figure };
        Some(Figure {
            formula: Formula { unit, span, kind: FormulaKind::Slices(formula) },
            share: unit == Unit::Percent,
        })
    }

    /// `bad minutes`, `bad minutes of portal` as a set of time.
    pub(super) fn slices_as_set(&mut self, cx: &Context, expr: &Expr) -> Option<Option<SetExpr>> {
        let sampled = self.about_samples(cx, expr)?;
        let Thing::Slices(id) = sampled.thing else { return None };
        let side = sampled.side?;
        self.names.mark_used(Kind::Slices, id.0);
        let metric = self.facts.slices.get(id.index()).and_then(Option::as_ref).map(|slices| slices.metric);
        let subject = metric.and_then(|metric| self.sample_subject(cx, metric, &sampled.name, sampled.owner.as_ref()));
        Some(subject.map(|subject| SetExpr::Slices(id, subject, side)))
    }

    /// Samples or slices where a figure or a set is needed.
    pub(super) fn bare_samples(&mut self, sampled: &Sampled<'_>, expr: &Expr) {
        let text = words::name(&sampled.name.value);
        let help = match sampled.thing {
            Thing::Metric(id) => {
                self.names.mark_used(Kind::Metric, id.0);
                format!("make one figure of its samples: `mean {text}`, `percentile 95 {text}`, `latest {text}`")
            }
            Thing::Slices(id) => {
                self.names.mark_used(Kind::Slices, id.0);
                format!("say which: `share of good {text}`, `count of bad {text}`, `length of bad {text}`")
            }
        };
        let what = if matches!(sampled.thing, Thing::Slices(_)) { "the slices" } else { "samples of" };
        let problem = SampleError::Many { what, name: sampled.name.value.clone(), span: expr.span, help };
        self.report(expr.span, problem);
    }

    /// Whose samples: of a metric `of component` those of one, of any other all.
    pub(super) fn sample_subject(
        &mut self,
        cx: &Context,
        id: MetricId,
        name: &Name,
        owner: Option<&Name>,
    ) -> Option<MeasureSubject> {
        let of_component = self.facts.metric(id)?.of_component;
        match (of_component, owner) {
            (false, None) => Some(MeasureSubject::Whole),
            (false, Some(_)) => {
                self.report(name.span, SampleError::NotOfComponent { name: name.value.clone(), span: name.span });
                None
            }
            (true, Some(owner)) => {
                let symbol = self.names.look_up(&[Kind::Component], owner, self.out)?;
                Some(MeasureSubject::Component(ComponentId(symbol.index)))
            }
            (true, None) if cx.bound => Some(MeasureSubject::Bound),
            (true, None) => {
                let example = self.names.known(&[Kind::Component]).next().unwrap_or("…");
                let help = format!("write `{} of {example}`", words::name(&name.value));
                self.report(
                    name.span,
                    FormulaError::NeedsComponent { name: name.value.clone(), span: name.span, help },
                );
                None
            }
        }
    }

    fn no_with(&mut self, word: &Spanned<Aggregate>, sampled: &Sampled<'_>) -> Option<()> {
        let Some(with) = sampled.with.first() else { return Some(()) };
        let text = words::aggregate_word(word.value);
        let help = "`with` says which are good, after `share of …`; samples are picked with `where`".to_owned();
        self.no_value(&sampled.name, &format!("{text} … with"), with.span, help);
        None
    }

    fn no_sample_figure(&mut self, name: &Name, figure: &str, span: Span, requests: bool) {
        let text = words::name(&name.value);
        let known = if requests {
            [format!("mean ratio of {text}"), format!("pooled ratio of {text}"), format!("sum total of {text}")]
        } else {
            [format!("mean {text}"), format!("percentile 95 {text}"), format!("latest {text}")]
        };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.no_value(name, figure, span, format!("take {}", listed(&known)));
    }

    fn no_value(&mut self, name: &Name, figure: &str, span: Span, help: String) {
        let figure = figure.to_owned();
        let of_slices = self.names.find(&[Kind::Slices], &name.value).is_some();
        let what = if of_slices { "the slices" } else { "samples of" };
        let problem = SampleError::NoFigure { what, name: name.value.clone(), figure, span, help };
        self.report(span, problem);
    }
}

/// The parts of `a of b of c`, from left to right.
fn links(expr: &Expr, chain: &mut Vec<Link>) -> Option<()> {
    if let ExprKind::Of { what, of } = &expr.value {
        links(what, chain)?;
        return links(of, chain);
    }
    chain.push(if let ExprKind::Qualified { qualifier, kind } = &expr.value {
        Link::Qualified(qualifier.clone(), kind.clone())
    } else {
        Link::Name(shape::name(expr)?)
    });
    Some(())
}

fn side(qualifier: &Name) -> Option<SliceSide> {
    match qualifier.value.as_str() {
        "good" => Some(SliceSide::Good),
        "bad" => Some(SliceSide::Bad),
        _ => None,
    }
}

/// `ratio`, `failed ratio`, `total`
fn field(link: &Link) -> Option<(SampleField, Span)> {
    match link {
        Link::Name(name) if name.value == "ratio" => Some((SampleField::GoodRatio, name.span)),
        Link::Name(name) => {
            let known = REQUESTS.iter().find(|(word, _)| *word == name.value);
            known.map(|(_, field)| (*field, name.span))
        }
        Link::Qualified(qualifier, name) if name.value == "ratio" => {
            let span = qualifier.span.to(name.span);
            match qualifier.value.as_str() {
                "good" => Some((SampleField::GoodRatio, span)),
                "failed" => Some((SampleField::FailedRatio, span)),
                _ => None,
            }
        }
        Link::Qualified(..) => None,
    }
}

fn is_ratio(field: SampleField) -> bool {
    matches!(field, SampleField::GoodRatio | SampleField::FailedRatio)
}

fn statistic(word: Aggregate) -> Option<SampleStatistic> {
    match word {
        Aggregate::Count => Some(SampleStatistic::Count),
        Aggregate::Mean => Some(SampleStatistic::Mean),
        Aggregate::Median => Some(SampleStatistic::Median),
        Aggregate::Percentile(percent) => Some(SampleStatistic::Percentile(percent)),
        Aggregate::Highest | Aggregate::Longest => Some(SampleStatistic::Highest),
        Aggregate::Lowest | Aggregate::Shortest => Some(SampleStatistic::Lowest),
        Aggregate::Sum => Some(SampleStatistic::Sum),
        Aggregate::Pooled => Some(SampleStatistic::Pooled),
        Aggregate::Length | Aggregate::Share | Aggregate::Product | Aggregate::Redundant | Aggregate::Latest => None,
    }
}
