//! Pest's tree to the AST, one file per kind of item.
//!
//! An item is built from its parts: a head and its clauses. They come from one tree of the whole file, or, when the
//! file has errors, from pieces that were parsed one by one.

mod allow;
mod calendar;
mod changes;
mod clock;
mod commitment;
mod compensation;
mod evidence;
mod expression;
mod header;
mod literal;
mod mixing;
mod money;
pub(super) mod names;
pub(super) mod node;
mod norm;
mod requirement;
mod rules;
mod slices;
mod slips;
mod system;
mod test;
mod ticket;

use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{File, Head, Item, Lost, Use};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;
use node::{Missing, Node, Parts};

/// What building goes along with.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// What was wrong with parts that could be read.
    pub(super) problems: Diagnostics,
    /// Where that was.
    lost: Vec<Lost>,
    /// The names that items of the file declare.
    pub(super) known: names::Known,
    /// How deep the expression at hand is nested.
    nesting: usize,
    /// The priorities of the file.
    levels: std::collections::BTreeSet<String>,
    /// Whether a limit outside a table was reported of the norm at hand.
    told_limit: bool,
    /// Whether the expression at hand was already called too deep.
    told_depth: bool,
}

impl Builder {
    /// Reports a problem in a part that could be read; its place counts as lost, since what stands in for it may not be
    /// what was meant.
    fn report(&mut self, span: Span, problem: impl Into<SyntaxError>) {
        let problem: SyntaxError = problem.into();
        self.lost.push(Lost { span, item: false });
        let suggestion = problem.suggestion();
        self.problems.push_with(span, problem, suggestion);
    }

    /// The items of a file, in source order.
    pub(super) fn items(&mut self, items: &[Node<'_>]) -> File {
        items.iter().for_each(|item| self.remember(item));
        let mut file = File::default();
        let mut allows = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let next = items.get(index + 1);
            let header = next.filter(|next| item.rule() == Rule::edition && next.rule() == Rule::contract);
            if let Some(header) = header
                && let Some(first) = items.iter().take(index).find(|item| item.rule() == Rule::contract)
            {
                let (span, first) = (item.span().to(header.keyword().span()), first.keyword().span());
                self.report(span, SyntaxError::SecondContract { span, first });
                break;
            }
            if item.rule() == Rule::allow {
                allows.push(item);
                continue;
            }
            if item.rule() != Rule::change {
                self.allows(&std::mem::take(&mut allows), Some(item), &mut file);
            }
            match item.rule() {
                Rule::edition => self.edition(item, index == 0, &mut file),
                Rule::use_file => file.uses.push(Use { path: literal::text(&item.only()) }),
                Rule::amends => self.amends(item, &mut file),
                Rule::change => file.changes.push(changes::change(item, file.items.len())),
                Rule::removal => file.removals.push(changes::removal(item)),
                _ => {
                    let built = self.whole_item(item);
                    let built = built.filter(|_| item.lost() != Missing::Head);
                    if built.is_none() && file.changes.last().is_some_and(|change| change.item == file.items.len()) {
                        file.changes.pop();
                    }
                    file.items.extend(built);
                }
            }
        }
        self.allows(&allows, None, &mut file);
        file.lost.append(&mut self.lost);
        file
    }

    /// Keeps the name that an item declares.
    fn remember(&mut self, item: &Node<'_>) {
        if item.rule() == Rule::priorities {
            self.levels.extend(item.parts().map(|level| literal::value(&level.only()).value));
        }
        let head = item.parts().next().and_then(|first| first.parts().find(|part| part.rule() == Rule::head));
        self.known.extend(head.map(|head| head.only().text().to_owned()));
    }

    /// `edition 1`, which must be the first line and stand once. (Which editions there are, `resolve` knows.)
    fn edition(&mut self, node: &Node<'_>, first: bool, file: &mut File) {
        let span = node.span();
        if file.edition.is_some() || !first {
            self.report(span, SyntaxError::MisplacedEdition { span });
        }
        let number = self.whole_where(&node.only(), "an edition", |_| true);
        file.edition.get_or_insert(number);
    }

    /// The item that `rule` begins, of its parts; `None` for `edition`, which is no item.
    fn item(&mut self, rule: Rule, parts: Parts<'_>) -> Option<Item> {
        Some(match rule {
            Rule::contract => Item::Contract(self.contract(parts)),
            Rule::conventions => Item::Conventions(self.conventions(parts)),
            Rule::holidays => Item::Holidays(self.holidays(parts)),
            Rule::window => Item::Window(self.window(parts)),
            Rule::ensure => Item::Ensure(self.ensure(parts)),
            Rule::priorities => Item::Priorities(self.priorities(parts)),
            Rule::ticket => Item::Ticket(self.ticket(parts)),
            Rule::table => Item::Table(self.table(parts)),
            Rule::matrix => Item::Matrix(self.matrix(parts)),
            Rule::rules => Item::Rules(self.rules(parts)),
            Rule::clock => Item::Clock(self.clock(parts)),
            Rule::components => Item::Components(self.components(parts)),
            Rule::group => Item::Group(self.group(parts)),
            Rule::events => Item::Events(self.heads(parts)),
            Rule::amounts => Item::Amounts(self.heads(parts)),
            Rule::judgements => Item::Judgements(self.heads(parts)),
            Rule::metric => Item::Metric(self.metric(parts)),
            Rule::plans => Item::Plans(self.plans(parts)),
            Rule::slices => Item::Slices(self.slices(parts)),
            Rule::applies => Item::Applies(self.applies(parts)),
            Rule::cadence => Item::Cadence(Box::new(self.cadence(parts))),
            Rule::objective => Item::Objective(self.objective(parts)),
            Rule::entitlements => Item::Entitlements(self.entitlements(parts)),
            Rule::norm => Item::Norm(self.norm(parts)),
            Rule::oblige => Item::Norm(self.oblige(parts)),
            Rule::measure => Item::Measure(self.measure(parts)),
            Rule::compensation => Item::Compensation(self.compensation(parts)),
            Rule::right => Item::Right(self.right(parts)),
            Rule::status => Item::Status(self.status(parts)),
            Rule::escalation => Item::Escalation(self.escalation(parts)),
            Rule::prose => Item::Prose(self.prose(parts)),
            Rule::defect => Item::Defect(self.defect(parts)),
            Rule::test => Item::Test(self.test(parts)),
            _ => return None,
        })
    }

    /// The item at `node`, a rule of `item` in the grammar.
    fn whole_item(&mut self, node: &Node<'_>) -> Option<Item> {
        self.item(node.rule(), parts_of(node))
    }

    /// `head`: name, label, clause.
    fn head(&mut self, node: &Node<'_>) -> Head {
        let mut parts = node.parts();
        let name = literal::name(&parts.need());
        let label = parts.maybe(Rule::label).map(|label| literal::text(&label.only()));
        let clause = parts.maybe(Rule::clause_number).map(|clause| literal::text(&clause.only()));
        Head { name, label, clause }
    }
}

/// What an item is built from: its head and clauses, or the whole of it when it has no block.
fn parts_of<'t>(node: &Node<'t>) -> Parts<'t> {
    match node.rule() {
        Rule::ensure
        | Rule::priorities
        | Rule::components
        | Rule::events
        | Rule::amounts
        | Rule::judgements
        | Rule::plans
        | Rule::right
        | Rule::applies
        | Rule::prose
        | Rule::defect => Parts::whole(node),
        _ => node.parts(),
    }
}
