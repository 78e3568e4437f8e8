use crate::evidence::value::datetime::Misread;
use crate::evidence::value::{Format, same_but_for_day_and_month, suggested_formats};

/// Formats with the name of a month, of which none can be taken for another.
const NAMED: [&str; 10] = [
    "%d/%b/%y %I:%M %p",
    "%d/%b/%y %H:%M",
    "%d/%b/%Y %H:%M",
    "%d-%b-%Y %H:%M:%S",
    "%d-%b-%Y %H:%M",
    "%d-%b-%y %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y %H:%M",
];

/// How the moments of a column are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Moments {
    /// Values that one of the formats reads.
    pub read: u64,
    /// The first that none reads.
    pub unread: Option<Witness>,
    pub formats: Vec<Fit>,
}

/// A format, and how it does.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    /// As in `datetime`.
    pub text: String,
    format: Format,
    /// How many values it reads.
    pub reads: u64,
    /// The first value of its form that is no moment when read so: the thirteenth month.
    pub refuses: Option<Witness>,
}

/// A value that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Witness {
    pub line: u32,
    pub text: String,
    /// The column that it is of.
    pub column: String,
}

/// What becomes of `datetime`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// One list of formats, and for each that could have been read the other way round why it is not.
    Decided(Vec<String>, Vec<(String, Witness)>),
    /// Several: nothing in the file tells which.
    Open(Vec<Vec<String>>),
    /// The values contradict each other: the first reads only day first, the second only month first.
    Mixed(Witness, Witness),
}

impl Moments {
    /// Takes in a value.
    pub(super) fn add(&mut self, text: &str, line: u32) {
        if self.try_all(text, line) {
            return;
        }
        for format in forms_of(text) {
            if self.formats.iter().all(|known| known.text != format)
                && let Ok(compiled) = Format::compile(&format)
            {
                self.formats.push(Fit { text: format, format: compiled, reads: 0, refuses: None });
            }
        }
        if !self.try_all(text, line) && self.unread.is_none() {
            self.unread = Some(Witness { line, text: text.to_owned(), column: String::new() });
        }
    }

    /// Whether some format reads it.
    fn try_all(&mut self, text: &str, line: u32) -> bool {
        let mut is_read = false;
        let mut refused = Vec::new();
        for (n, fit) in self.formats.iter_mut().enumerate() {
            match fit.format.read(text.as_bytes()) {
                Ok(_) => {
                    fit.reads += 1;
                    is_read = true;
                }
                Err(Misread::NoSuchMoment) => refused.push(n),
                Err(Misread::Form | Misread::TooFine) => {}
            }
        }
        // What no format reads is a bad row, and decides nothing.
        for n in refused.into_iter().filter(|_| is_read) {
            if let Some(fit) = self.formats.get_mut(n) {
                fit.refuses.get_or_insert(Witness { line, text: text.to_owned(), column: String::new() });
            }
        }
        self.read += u64::from(is_read);
        is_read
    }

    /// Takes in what is known of another column of the file.
    pub(super) fn merge(&mut self, other: &Self, column: &str) {
        for fit in &other.formats {
            let named = fit.refuses.clone().map(|witness| Witness { column: column.to_owned(), ..witness });
            match self.formats.iter_mut().find(|known| known.text == fit.text) {
                None => self.formats.push(Fit { refuses: named, ..fit.clone() }),
                Some(known) => {
                    known.reads += fit.reads;
                    known.refuses = known.refuses.take().or(named);
                }
            }
        }
    }

    /// Which formats `datetime` has to name. Whether day or month comes first is decided by a value that is no moment
    /// when read the other way, or not at all.
    pub(super) fn decide(&self) -> Decision {
        let mut lists: Vec<Vec<String>> = vec![Vec::new()];
        let mut reasons = Vec::new();
        let used: Vec<&Fit> = self.formats.iter().filter(|fit| fit.reads > 0 || fit.refuses.is_some()).collect();
        for (n, fit) in used.iter().enumerate() {
            let twin = |other: &&&Fit| same_but_for_day_and_month(&fit.format, &other.format);
            if used.iter().take(n).any(|earlier| twin(&earlier)) {
                continue;
            }
            let text = |fit: &Fit| fit.text.clone();
            let chosen = match used.iter().skip(n + 1).find(twin) {
                None => vec![text(fit)],
                Some(twin) => match (&fit.refuses, &twin.refuses) {
                    (None, None) => vec![text(fit), text(twin)],
                    (None, Some(why)) => {
                        reasons.push((text(fit), why.clone()));
                        vec![text(fit)]
                    }
                    (Some(why), None) => {
                        reasons.push((text(twin), why.clone()));
                        vec![text(twin)]
                    }
                    (Some(no), Some(no_twin)) => {
                        let (no, no_twin) = (no.clone(), no_twin.clone());
                        // What month first refuses can only be day first.
                        let is_day_first = fit.text.find("%d") < fit.text.find("%m");
                        return if is_day_first { Decision::Mixed(no_twin, no) } else { Decision::Mixed(no, no_twin) };
                    }
                },
            };
            lists = lists
                .iter()
                .flat_map(|list| chosen.iter().map(|one| [list.as_slice(), std::slice::from_ref(one)].concat()))
                .collect();
        }
        if lists.len() > 1 {
            return Decision::Open(lists);
        }
        Decision::Decided(lists.pop().unwrap_or_default(), reasons)
    }
}

/// The formats of the form of `text`, those that differ in day and month together. None when it is no moment.
fn forms_of(text: &str) -> Vec<String> {
    let reads = |format: &str| Format::compile(format).is_ok_and(|format| format.read(text.as_bytes()).is_ok());
    if reads("iso") {
        return vec!["iso".to_owned()];
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            10 => vec!["unix".to_owned()],
            13 => vec!["unix_ms".to_owned()],
            _ => Vec::new(),
        };
    }
    let mut forms = suggested_formats(text);
    if let [only] = forms.as_slice()
        && !only.starts_with("%Y")
    {
        // The other order reads other values of the form, and must be seen to fail on this one.
        forms.push(only.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m"));
        forms.sort();
    }
    if forms.is_empty() {
        forms.extend(NAMED.iter().filter(|format| reads(format)).map(|format| (*format).to_owned()));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(texts: &[&str]) -> Decision {
        let mut moments = Moments::default();
        texts.iter().zip(2..).for_each(|(text, line)| moments.add(text, line));
        moments.decide()
    }

    #[test]
    fn day_or_month_first_is_decided_by_a_value_or_left_open() {
        let witness = |line, text: &str| Witness { line, text: text.into(), column: String::new() };
        let (day, month) = ("%d/%m/%Y %H:%M".to_owned(), "%m/%d/%Y %H:%M".to_owned());
        let day_first = |line, text| Decision::Decided(vec![day.clone()], vec![(day.clone(), witness(line, text))]);
        let month_first =
            |line, text| Decision::Decided(vec![month.clone()], vec![(month.clone(), witness(line, text))]);
        let cases: [(&[&str], Decision); 7] = [
            (&["5/3/2016 12:00", "6/3/2016 10:00"], Decision::Open(vec![vec![day.clone()], vec![month.clone()]])),
            (&["5/3/2016 12:00", "29/2/2016 01:16"], day_first(3, "29/2/2016 01:16")),
            (&["29/2/2016 01:16", "5/3/2016 12:00"], day_first(2, "29/2/2016 01:16")),
            (&["2/29/2016 01:16", "5/3/2016 12:00"], month_first(2, "2/29/2016 01:16")),
            (
                &["29/2/2016 01:16", "2/29/2016 01:16"],
                Decision::Mixed(witness(2, "29/2/2016 01:16"), witness(3, "2/29/2016 01:16")),
            ),
            (&["2016-02-29 01:16", "2016-03-05T12:00:00Z"], Decision::Decided(vec!["iso".into()], Vec::new())),
            // A date that does not exist either way is a bad row, and decides nothing.
            (&["31/31/2016 01:16", "5/3/2016 12:00"], Decision::Open(vec![vec![day.clone()], vec![month.clone()]])),
        ];
        for (texts, want) in cases {
            assert_eq!(decided(texts), want, "{texts:?}");
        }
    }
}
