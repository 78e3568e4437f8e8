//! Definitions that need each other: windows made of windows, measures of measures, steps of steps.

use super::local::SHARED;
use super::{Items, Kind, Names, ResolveError, holds_condition, names_in};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{Expr, Measure, WindowBody};

/// How many definitions may be built on one another: rooms after this one walk them by recursion.
const DEEPEST: usize = 128;

/// What one definition needs: the index of another of its kind, and where it says so.
type Need = (usize, Span);

/// In which order definitions can be worked out: each after all that it needs. Those that go in circles are left out.
#[derive(Debug, Default)]
pub struct Orders {
    /// Indices of windows.
    pub windows: Vec<usize>,
    /// Indices of measures.
    pub measures: Vec<usize>,
    /// For each measure, indices of its steps.
    pub steps: Vec<Vec<usize>>,
}

/// Reports every circle once, and puts the rest in order.
pub(super) fn orders(items: &Items<'_>, names: &Names, out: &mut Diagnostics) -> Orders {
    let windows: Vec<Vec<Need>> = items
        .windows
        .iter()
        .map(|part| match &part.item.body {
            WindowBody::Lines(_) => Vec::new(),
            WindowBody::Algebra(expr) => needs([expr], |name| global(names, Kind::Window, name)),
        })
        .collect();
    let windows =
        order("window", &windows, |index| items.windows.get(index).map(|part| part.item.head.name.value.as_str()), out);

    let measures: Vec<Vec<Need>> = items
        .measures
        .iter()
        .map(|part| {
            let values = part.item.steps.iter().map(|step| &step.value);
            needs(values, |name| global(names, Kind::Measure, name))
        })
        .collect();
    let measures = order(
        "measure",
        &measures,
        |index| items.measures.get(index).map(|part| part.item.head.name.value.as_str()),
        out,
    );

    let steps = items
        .measures
        .iter()
        .map(|measure| {
            let steps = &measure.item.steps;
            let needed: Vec<Vec<Need>> = steps
                .iter()
                .map(|step| match holds_condition(&step.value) {
                    true => Vec::new(),
                    false => needs([&step.value], |name| index_of_step(measure.item, names, name)),
                })
                .collect();
            order("step", &needed, |index| steps.get(index).map(|step| step.name.value.as_str()), out)
        })
        .collect();
    Orders { windows, measures, steps }
}

/// Which step of `measure` a name stands for. A step with the name of something global has been reported, and either
/// of the two may be meant.
fn index_of_step(measure: &Measure, names: &Names, name: &str) -> Option<usize> {
    if names.find(&SHARED, name).is_some() {
        return None;
    }
    measure.steps.iter().position(|step| step.name.value == name)
}

fn global(names: &Names, kind: Kind, name: &str) -> Option<usize> {
    names.find(&[kind], name).map(|symbol| symbol.index as usize)
}

fn needs<'a>(exprs: impl IntoIterator<Item = &'a Expr>, known: impl Fn(&str) -> Option<usize>) -> Vec<Need> {
    let mut found = Vec::new();
    for expr in exprs {
        names_in(expr, &mut |name, span| found.extend(known(name).map(|index| (index, span))));
    }
    found
}

/// Walks from each definition in turn; a way back to one that the walk is still inside of is a circle.
fn order<'a>(
    what: &'static str,
    needs: &[Vec<Need>],
    name: impl Fn(usize) -> Option<&'a str>,
    out: &mut Diagnostics,
) -> Vec<usize> {
    let mut walk = Walk {
        needs,
        state: vec![State::New; needs.len()],
        way: Vec::new(),
        found: Vec::new(),
        depth: vec![0; needs.len()],
        deepest: None,
        order: Vec::new(),
    };
    (0..needs.len()).for_each(|start| walk.visit(start));
    let Walk { found, deepest, mut order, .. } = walk;
    order.retain(|index| {
        let circular = found.iter().flatten().any(|(inside, _)| inside == index);
        !circular
    });
    for circle in found {
        let names: Vec<String> = circle.iter().filter_map(|(index, _)| name(*index)).map(str::to_owned).collect();
        let mut places = circle.iter().map(|(_, span)| *span);
        let Some(span) = places.next() else { continue };
        out.push(span, ResolveError::Cycle { what, names, span, others: places.collect() });
    }
    if let Some(span) = deepest {
        out.push(span, ResolveError::TooDeep { what, limit: DEEPEST, span });
    }
    order
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Inside,
    Done,
}

struct Walk<'a> {
    needs: &'a [Vec<Need>],
    state: Vec<State>,
    /// Definitions that the walk is inside of, each with how many of its needs were followed.
    way: Vec<(usize, usize)>,
    found: Vec<Vec<Need>>,
    /// How many definitions each is built on, one on another.
    depth: Vec<usize>,
    /// Where that first became more than [`DEEPEST`].
    deepest: Option<Span>,
    /// Definitions that the walk has left, each after those that it needs.
    order: Vec<usize>,
}

impl Walk<'_> {
    fn visit(&mut self, start: usize) {
        self.enter(start);
        while let Some((index, followed)) = self.way.last_mut() {
            let index = *index;
            let need = self.needs.get(index).and_then(|needs| needs.get(*followed)).copied();
            *followed += 1;
            match need {
                Some((next, _)) => match self.state.get(next) {
                    Some(State::Inside) => self.keep_circle(next),
                    Some(State::New) => self.enter(next),
                    Some(State::Done) | None => {}
                },
                None => {
                    self.measure(index);
                    self.order.push(index);
                    self.set(index, State::Done);
                    self.way.pop();
                }
            }
        }
    }

    fn enter(&mut self, index: usize) {
        if self.state.get(index) == Some(&State::New) {
            self.set(index, State::Inside);
            self.way.push((index, 0));
        }
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(slot) = self.state.get_mut(index) {
            *slot = state;
        }
    }

    /// The depth of a definition whose needs are all known.
    fn measure(&mut self, index: usize) {
        let needs = self.needs.get(index).into_iter().flatten();
        let deepest = needs.max_by_key(|(need, _)| self.depth.get(*need)).copied();
        let Some((need, span)) = deepest else { return };
        let depth = self.depth.get(need).map_or(0, |depth| depth + 1);
        if depth > DEEPEST {
            self.deepest = self.deepest.or(Some(span));
        }
        if let Some(slot) = self.depth.get_mut(index) {
            *slot = depth;
        }
    }

    /// The way from `back` to here, each definition with the need that leads on.
    fn keep_circle(&mut self, back: usize) {
        let round = self.way.iter().skip_while(|(index, _)| *index != back);
        let circle = round.filter_map(|(index, followed)| {
            let (_, span) = self.needs.get(*index)?.get(followed.checked_sub(1)?)?;
            Some((*index, *span))
        });
        let circle = circle.collect();
        self.found.push(circle);
    }
}
