//! Clause numbers: which comes first, and which is part of which.

use std::cmp::Ordering;

/// A clause number that sorts as people read: 2 before 10, 6 before 6.1, numbers before letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Digits(String),
    Letters(String),
}

impl Number {
    /// `6.1`, `A.2`, `12a`, `Bijlage 3`
    pub fn of(written: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut fresh = true;
        for c in written.chars() {
            match (c.is_ascii_digit(), c.is_alphanumeric(), parts.last_mut()) {
                (true, _, Some(Part::Digits(digits))) if !fresh => digits.push(c),
                (true, _, _) => parts.push(Part::Digits(c.to_string())),
                (false, true, Some(Part::Letters(letters))) if !fresh => letters.extend(c.to_lowercase()),
                (false, true, _) => parts.push(Part::Letters(c.to_lowercase().collect())),
                (false, false, _) => {}
            }
            fresh = !c.is_alphanumeric();
        }
        Self(parts)
    }

    /// How many parts of `self` stand above it in a list of numbers: 1 when it is part of none of them.
    pub(in crate::report) fn depth(&self, all: &[Number]) -> usize {
        1 + all.iter().filter(|other| other.0.len() < self.0.len() && self.0.starts_with(&other.0)).count()
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        let significant = |digits: &str| digits.trim_start_matches('0').to_owned();
        match (self, other) {
            (Self::Digits(a), Self::Digits(b)) => {
                let (a, b) = (significant(a), significant(b));
                a.len().cmp(&b.len()).then_with(|| a.cmp(&b))
            }
            (Self::Digits(_), Self::Letters(_)) => Ordering::Less,
            (Self::Letters(_), Self::Digits(_)) => Ordering::Greater,
            (Self::Letters(a), Self::Letters(b)) => a.cmp(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_people_read() {
        let mut written = ["10", "6.2", "A.1", "6", "2a", "6.1", "2", "6.10", "Bijlage 3", "a"];
        written.sort_by_key(|written| Number::of(written));
        assert_eq!(written, ["2", "2a", "6", "6.1", "6.2", "6.10", "10", "a", "A.1", "Bijlage 3"]);
    }

    #[test]
    fn depth_counts_those_that_are_there() {
        let all = ["6", "6.1", "6.1.2", "7.1"].map(Number::of);
        let depths: Vec<usize> = all.iter().map(|number| number.depth(&all)).collect();
        assert_eq!(depths, [1, 2, 3, 1]);
        assert_eq!(Number::of("61").depth(&all), 1);
    }
}
