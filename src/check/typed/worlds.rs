//! The finitely many tickets that conditions can tell apart, and the search among them. Of a column only its answers to the
//! conditions matter: `users > 50%` makes two values of all percentages, and a missing one the third.

use super::Predicate;
use super::held::{Asked, Held, Place, Universe, asked, choices};

/// Some of false, unknown and true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers(u8);

impl Answers {
    /// False.
    pub const NO: Self = Self(1);
    /// Unknown, because something is missing.
    pub const UNKNOWN: Self = Self(2);
    /// True.
    pub const YES: Self = Self(4);
    /// Any of the three.
    pub const ANY: Self = Self(7);
    /// False or true.
    pub const KNOWN: Self = Self(5);

    /// One answer.
    pub fn of(answer: Option<bool>) -> Self {
        match answer {
            Some(false) => Self::NO,
            None => Self::UNKNOWN,
            Some(true) => Self::YES,
        }
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn others(self) -> Self {
        Self(!self.0 & Self::ANY.0)
    }

    fn meets(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }

    fn is_within(self, wanted: Self) -> bool {
        self.0 & !wanted.0 == 0
    }

    /// Each, from false to true; the three are ordered so that `and` is the least.
    fn each(self) -> impl Iterator<Item = u8> {
        [1_u8, 2, 4].into_iter().filter(move |one| self.0 & one != 0)
    }

    fn and(self, other: Self) -> Self {
        Self(self.each().flat_map(|a| other.each().map(move |b| a.min(b))).fold(0, |all, one| all | one))
    }

    fn either(self, other: Self) -> Self {
        Self(self.each().flat_map(|a| other.each().map(move |b| a.max(b))).fold(0, |all, one| all | one))
    }

    fn not(self) -> Self {
        let flipped = (self.0 & 1) << 2 | self.0 & 2 | (self.0 & 4) >> 2;
        Self(flipped)
    }
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The least that a row must have; whatever else it has makes no difference.
    Row(Vec<(Asked, Held)>),
    /// No row.
    Nothing,
    /// There are more combinations than can be tried.
    TooMany,
}

/// A condition whose leaves are known by their place.
#[derive(Debug, Clone)]
enum Shape {
    True,
    And(Box<Shape>, Box<Shape>),
    Or(Box<Shape>, Box<Shape>),
    Not(Box<Shape>),
    Leaf {
        /// Which of the places.
        place: usize,
        /// Which of the conditions that ask for it.
        leaf: usize,
        /// What it answers of all values together.
        any: Answers,
    },
}

fn shape(universe: Universe<'_>, places: &[Place<'_>], condition: &Predicate) -> Shape {
    let inner = |of: &Predicate| Box::new(shape(universe, places, of));
    match condition {
        Predicate::True => Shape::True,
        Predicate::And(a, b) => Shape::And(inner(a), inner(b)),
        Predicate::Or(a, b) => Shape::Or(inner(a), inner(b)),
        Predicate::Not(of) => Shape::Not(inner(of)),
        leaf @ (Predicate::OneOf(..)
        | Predicate::PriorityIn(_)
        | Predicate::PriorityCompared(..)
        | Predicate::ComponentIn(_)
        | Predicate::PlanIn(_)
        | Predicate::YesNo(..)
        | Predicate::Compared(..)
        | Predicate::ElapsedCompared(..)
        | Predicate::TextIs(..)
        | Predicate::Missing(_)
        | Predicate::Judged(_)
        | Predicate::Within(..)
        | Predicate::Clock(..)) => {
            let asked = asked(universe, leaf);
            let place = places.iter().position(|place| Some(place.asked) == asked);
            let found = place.and_then(|place| Some((place, places.get(place)?)));
            let leaf = found.and_then(|(_, it)| it.leaves.iter().position(|other| *other == leaf));
            let of_all = |it: &Place<'_>, leaf: usize| {
                let answers = it.choices.iter().filter_map(|choice| choice.answers.get(leaf).copied());
                answers.reduce(Answers::or).unwrap_or(Answers::ANY)
            };
            match found.zip(leaf) {
                Some(((place, it), leaf)) => Shape::Leaf { place, leaf, any: of_all(it, leaf) },
                None => Shape::Leaf { place: places.len(), leaf: 0, any: Answers::ANY },
            }
        }
    }
}

/// Conditions on rows of one table, and all rows that they tell apart.
#[derive(Debug, Clone)]
pub struct Worlds<'p> {
    universe: Universe<'p>,
    conditions: Vec<Shape>,
    places: Vec<Place<'p>>,
}

impl<'p> Worlds<'p> {
    /// Steps of one search at most.
    const MOST: usize = 20_000;

    /// Of these conditions.
    pub fn new(universe: Universe<'p>, conditions: &[&'p Predicate]) -> Self {
        let mut places: Vec<Place<'p>> = Vec::new();
        for condition in conditions {
            condition.leaves(&mut |leaf| {
                let Some(asked) = asked(universe, leaf) else { return };
                match places.iter_mut().find(|place| place.asked == asked) {
                    Some(place) if !place.leaves.contains(&leaf) => place.leaves.push(leaf),
                    Some(_) => {}
                    None => places.push(Place { asked, leaves: vec![leaf], choices: Vec::new() }),
                }
            });
        }
        for place in &mut places {
            place.choices = choices(universe, place);
        }
        let conditions = conditions.iter().map(|condition| shape(universe, &places, condition)).collect();
        Self { universe, conditions, places }
    }

    /// A row of which each condition gives one of the answers that are wanted of it.
    pub fn find(&self, wanted: &[Answers]) -> Found {
        let mut row: Vec<Option<usize>> = vec![None; self.places.len()];
        let mut steps = 0;
        match self.search(wanted, &mut row, 0, &mut steps) {
            None => Found::TooMany,
            Some(false) => Found::Nothing,
            Some(true) => Found::Row(self.least(wanted, row)),
        }
    }

    /// Extends a row from a place on; `None`: too many steps.
    fn search(&self, wanted: &[Answers], row: &mut [Option<usize>], from: usize, steps: &mut usize) -> Option<bool> {
        *steps += 1;
        if *steps > Self::MOST {
            return None;
        }
        let answers: Vec<Answers> = self.conditions.iter().map(|it| self.answers(it, row)).collect();
        if answers.iter().zip(wanted).any(|(answers, wanted)| !answers.meets(*wanted)) {
            return Some(false);
        }
        if answers.iter().zip(wanted).all(|(answers, wanted)| answers.is_within(*wanted)) {
            return Some(true);
        }
        if row.get(from).is_some_and(Option::is_some) {
            return self.search(wanted, row, from + 1, steps);
        }
        let choices = self.places.get(from).map_or(0, |place| place.choices.len());
        for choice in 0..choices {
            if let Some(slot) = row.get_mut(from) {
                *slot = Some(choice);
            }
            if self.search(wanted, row, from + 1, steps)? {
                return Some(true);
            }
        }
        if let Some(slot) = row.get_mut(from) {
            *slot = None;
        }
        Some(false)
    }

    /// A row without what makes no difference.
    fn least(&self, wanted: &[Answers], mut row: Vec<Option<usize>>) -> Vec<(Asked, Held)> {
        for place in 0..row.len() {
            let mut without = row.clone();
            if let Some(slot) = without.get_mut(place) {
                *slot = None;
            }
            if self.suffices(wanted, &without) {
                row = without;
            }
        }
        let chosen = self.places.iter().zip(&row).filter_map(|(place, choice)| {
            let choice = place.choices.get((*choice)?)?;
            Some((place.asked, choice.held.clone()))
        });
        chosen.collect()
    }

    /// Whether every row that has this much gives the answers that are wanted: none gives another to any condition.
    fn suffices(&self, wanted: &[Answers], row: &[Option<usize>]) -> bool {
        (0..wanted.len()).all(|condition| {
            let other = |(index, answers): (usize, &Answers)| {
                if index == condition { answers.others() } else { Answers::ANY }
            };
            let others: Vec<Answers> = wanted.iter().enumerate().map(other).collect();
            self.search(&others, &mut row.to_vec(), 0, &mut 0) == Some(false)
        })
    }

    /// What a condition can answer of a row that is known in part.
    fn answers(&self, condition: &Shape, row: &[Option<usize>]) -> Answers {
        match condition {
            Shape::True => Answers::YES,
            Shape::And(a, b) => self.answers(a, row).and(self.answers(b, row)),
            Shape::Or(a, b) => self.answers(a, row).either(self.answers(b, row)),
            Shape::Not(inner) => self.answers(inner, row).not(),
            Shape::Leaf { place, leaf, any } => {
                let choices = self.places.get(*place).map(|place| place.choices.as_slice()).unwrap_or_default();
                let chosen = row.get(*place).copied().flatten().and_then(|chosen| choices.get(chosen));
                chosen.and_then(|choice| choice.answers.get(*leaf)).copied().unwrap_or(*any)
            }
        }
    }

    /// A row in words: `` `impact` is `wide`, `users` is missing ``; of a row with nothing in particular `any ticket`.
    pub fn words(&self, row: &[(Asked, Held)]) -> String {
        let words: Vec<String> = row.iter().map(|(asked, held)| self.universe.words(*asked, held)).collect();
        if words.is_empty() { "any ticket".to_owned() } else { words.join(", ") }
    }
}
