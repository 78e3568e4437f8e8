//! The document as a tree that knows neither Markdown nor HTML. Texts in it are plain: each back end escapes them.

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Language of its words, for `<html lang>`.
    pub language: &'static str,
    /// Name of the contract.
    pub title: String,
    /// Who, when, where.
    pub cover: Vec<(String, Text)>,
    /// Heading above the list of chapters.
    pub contents: String,
    /// What leads past everything that stands before the chapters.
    pub skip: String,
    /// Chapters and their parts, in order; `depth` says which is which.
    pub sections: Vec<Section>,
    /// What it was made from.
    pub colophon: Text,
}

/// A chapter, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// `6.1`, `A`
    pub number: Option<String>,
    /// Heading.
    pub title: String,
    /// Unique in the document: letters, digits and hyphens.
    pub anchor: String,
    /// 1 for a chapter, 2 for its parts.
    pub depth: usize,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// The title of an item, one level below its section.
    Heading(Text),
    /// Items; numbered from `first` where there is one.
    List {
        /// Number of the first item.
        first: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// Text as it was typed.
    Code(String),
    /// Terms and what they mean.
    Terms(Vec<(Text, Vec<Block>)>),
    /// Rows and columns.
    Table(Table),
    /// Equations, one a line, with what each is called.
    Equations(Vec<Math>),
    /// Hours in the week.
    Week(Week),
    /// Figures drawn, with the data that they are of.
    Chart(Chart),
}

/// Text with marks.
pub type Text = Vec<Inline>;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters.
    Plain(String),
    /// Important.
    Strong(Text),
    /// Stressed.
    Emphasis(Text),
    /// As typed.
    Code(String),
    /// To another page.
    Link {
        /// An address that is safe to follow.
        to: String,
        /// What is read.
        text: Text,
    },
    /// A formula in a line.
    Math(Math),
    /// How something came out: a sign and words.
    Verdict(Mark, String),
    /// A new line.
    Break,
}

/// How something came out. Each has a sign and a shape of its own, so that nothing hangs on colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Met, good.
    Good,
    /// Breached, missed.
    Bad,
    /// Undecided, pending.
    Unsure,
    /// Measured, not judged.
    Plain,
}

impl Mark {
    /// Before the words.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Bad => "✗",
            Self::Unsure => "?",
            Self::Plain => "·",
        }
    }
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: Option<Text>,
    /// Lines of headings; each covers as many columns as it says.
    pub head: Vec<Vec<(Text, usize)>>,
    /// How many columns on the left name the row.
    pub names: usize,
    /// On which side the text of each column stands; left where nothing is said.
    pub sides: Vec<Side>,
    /// The rows, each as wide as the table.
    pub rows: Vec<Vec<Text>>,
}

/// Where a text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
    /// Marks.
    Centre,
}

/// Hours of windows over a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// What it shows.
    pub caption: Text,
    /// Heading of the days.
    pub day: String,
    /// The windows: at no moment are two of them open.
    pub windows: Vec<String>,
    /// A day and its spans.
    pub days: Vec<WeekDay>,
    /// What is said of a day without hours.
    pub closed: String,
}

/// One row of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekDay {
    /// `Monday`
    pub name: String,
    /// In order: which of the windows, seconds after midnight at which it opens and closes.
    pub spans: Vec<(usize, u32, u32)>,
}

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Math {
    /// A quantity or set with a name.
    Name(String),
    /// A value with its unit.
    Number(String),
    /// Words within a formula.
    Words(String),
    /// An operator between two others.
    Symbol(&'static str),
    /// One after the other.
    Row(Vec<Math>),
    /// Over and under a line.
    Fraction(Box<Math>, Box<Math>),
    /// `name(of)`
    Of(Box<Math>, Box<Math>),
    /// In parentheses.
    Fenced(Box<Math>),
    /// Between bars: length, or how many.
    Size(Box<Math>),
    /// `Σ` and the like over the members of something.
    Over {
        /// `Σ`, `Π`, `min`, `max`
        symbol: &'static str,
        /// What runs.
        index: String,
        /// Over what.
        through: String,
        /// Of each.
        of: Box<Math>,
    },
}

/// Plain characters.
pub fn plain(text: impl Into<String>) -> Text {
    vec![Inline::Plain(text.into())]
}

/// A paragraph of plain characters.
pub fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(plain(text))
}

impl Math {
    /// Parts with an operator between each two.
    pub fn joined(symbol: &'static str, parts: impl IntoIterator<Item = Math>) -> Self {
        let mut row = Vec::new();
        for part in parts {
            if !row.is_empty() {
                row.push(Self::Symbol(symbol));
            }
            row.push(part);
        }
        Self::Row(row)
    }

    /// A function of something.
    pub fn of(name: impl Into<String>, of: Math) -> Self {
        Self::Of(Box::new(Self::Name(name.into())), Box::new(of))
    }
}

/// A chart, and the same as words and as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// How its drawings are to be read: of no use where nothing is drawn.
    pub legend: String,
    /// What the table of its data is called.
    pub data_title: String,
    /// The values that are drawn.
    pub data: Table,
    /// What is drawn, one below or beside the other.
    pub panels: Vec<Drawing>,
}

impl Chart {
    /// What there is to see in its drawings, in words.
    pub fn alt(&self) -> String {
        let one = |Drawing { name, alt, .. }: &Drawing| match name.as_str() {
            "" => alt.clone(),
            name => format!("{name}: {alt}"),
        };
        self.panels.iter().map(one).collect::<Vec<_>>().join(" ")
    }
}

/// One drawing of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// What it is called among the others; empty where the title of the chart says it.
    pub name: String,
    /// What there is to see in it, for those who do not see it.
    pub alt: String,
    /// The drawing.
    pub panel: Panel,
}

/// What is drawn. Values are whole numbers of any unit that a drawing keeps to; what people read is beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// A value a period, on a scale that need not begin at zero, with the bound as a line.
    Trend(Trend),
    /// Counts side by side, from zero, some of them set apart.
    Bars(Bars),
    /// Stretches of time on lanes.
    Strip(Strip),
    /// How much of an allowance is used.
    Gauge(Gauge),
}

/// Values over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Lowest and highest value of the scale, with what they are called.
    pub scale: [(i64, String); 2],
    /// The bound.
    pub bound: Option<(i64, String)>,
    /// One a period: what it is called, and its value, where there is one.
    pub points: Vec<(String, Option<Point>)>,
}

/// A value of a trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// On the scale.
    pub value: i64,
    /// How it came out.
    pub mark: Mark,
    /// As people read it.
    pub words: String,
}

/// Counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What each is called, how many there are, and how many of those are set apart.
    pub bars: Vec<(String, u64, u64)>,
    /// A line between two bars: how many bars stand before it, and what it is called.
    pub bound: Option<(usize, String)>,
}

/// Stretches of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// Length of the whole.
    pub length: i64,
    /// Marks on the axis: where, and what they are called.
    pub ticks: Vec<(i64, String)>,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
}

/// A lane of a strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it shows.
    pub name: String,
    /// How it is filled: 0 and 1 are strokes, 2 is full.
    pub pattern: usize,
    /// Stretches from and to.
    pub stretches: Vec<(i64, i64)>,
}

/// An allowance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    /// How much is used.
    pub used: i64,
    /// How much there is.
    pub allowed: i64,
    /// Whether that is too much.
    pub mark: Mark,
    /// Both in words.
    pub words: String,
}
