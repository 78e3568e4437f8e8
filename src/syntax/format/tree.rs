//! Tokens to statements and blocks. A statement is one clause or item; comments stay where they were.

use super::token::{Kind, Token};

/// What stands between two braces, or in the file.
#[derive(Debug, Default)]
pub(super) struct Body<'t> {
    /// Comment on the line of the `{`.
    pub opening: Option<Token<'t>>,
    /// Statements and comments in order.
    pub nodes: Vec<Node<'t>>,
    /// Whether all of it, braces included, was written on one line.
    pub one_line: bool,
}

/// A statement or a comment that has its own line.
#[derive(Debug)]
pub(super) struct Node<'t> {
    /// Whether a blank line stands before it.
    pub blank_before: bool,
    /// What it is.
    pub kind: NodeKind<'t>,
}

/// A statement or a comment that has its own line.
#[derive(Debug)]
pub(super) enum NodeKind<'t> {
    /// A comment on its own line.
    Comment(Token<'t>),
    /// A clause or an item.
    Statement(Statement<'t>),
    /// Lines that stay as they are.
    Kept(&'t str),
}

/// A clause or an item.
#[derive(Debug, Default)]
pub(super) struct Statement<'t> {
    /// Its lines as the author broke them: one, unless it is continued.
    pub lines: Vec<Row<'t>>,
    /// `{ … }` at its end.
    pub block: Option<Body<'t>>,
    /// Comment after its end, on the same line.
    pub trailing: Option<Token<'t>>,
}

/// One written line of a statement.
#[derive(Debug, Default)]
pub(super) struct Row<'t> {
    /// Its tokens, without the comment.
    pub tokens: Vec<Token<'t>>,
    /// Comment at its end.
    pub comment: Option<Token<'t>>,
}

/// Builds the tree of a file that parses, save for what is kept as it is.
pub(super) fn tree<'t>(tokens: &'t [Token<'t>]) -> Body<'t> {
    let mut reader = Reader { rest: tokens };
    reader.body(false)
}

struct Reader<'t> {
    rest: &'t [Token<'t>],
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<&'t Token<'t>> {
        self.rest.first()
    }

    fn take(&mut self) -> Option<&'t Token<'t>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// The next comment, when it stands on the line that was just read.
    fn same_line_comment(&mut self) -> Option<Token<'t>> {
        let next = self.peek().filter(|token| token.kind == Kind::Comment && token.breaks == 0)?;
        self.take();
        Some(*next)
    }

    /// The comments that come next.
    fn comments(&mut self) -> Vec<Token<'t>> {
        let count = self.rest.iter().take_while(|token| token.kind == Kind::Comment).count();
        let (comments, rest) = self.rest.split_at(count);
        self.rest = rest;
        comments.to_vec()
    }

    /// Everything up to the `}` that closes it (which is taken) or the end of the file. In a table (`rows`), a line
    /// that begins with `|` is a row.
    fn body(&mut self, rows: bool) -> Body<'t> {
        let mut body = Body { one_line: true, ..Body::default() };
        let mut blank = false;
        while let Some(token) = self.peek() {
            blank |= token.breaks > 1;
            body.one_line &= token.breaks == 0 && token.kind != Kind::Comment;
            match token.kind {
                Kind::Close => {
                    self.take();
                    return body;
                }
                Kind::Semicolon => {
                    self.take();
                    let comment = self.same_line_comment();
                    body.one_line &= comment.is_none();
                    body.attach(comment, token.breaks == 0);
                    continue;
                }
                Kind::Comment => {
                    self.take();
                    body.push(NodeKind::Comment(*token), blank);
                }
                Kind::Kept => {
                    self.take();
                    body.push(NodeKind::Kept(token.text), blank);
                }
                Kind::Word | Kind::Number | Kind::Text | Kind::Prose | Kind::Open | Kind::Sign => {
                    let statement = self.statement(rows);
                    body.one_line &= statement.is_one_line();
                    body.push(NodeKind::Statement(statement), blank);
                }
            }
            blank = false;
        }
        body
    }

    fn statement(&mut self, rows: bool) -> Statement<'t> {
        let mut statement = Statement::default();
        let mut row = Row::default();
        let first = self.peek();
        let opens = first.is_some_and(|word| word.is("opens"));
        let mut lines = Lines { rows, opens, words: !first.is_some_and(takes_any_word), ..Lines::default() };
        while let Some(token) = self.take() {
            if token.kind == Kind::Open {
                statement.push(row);
                statement.block = Some(self.block(&mut statement));
                statement.trailing = self.same_line_comment();
                return statement;
            }
            row.tokens.push(*token);
            lines.read(token);
            if !self.goes_on(token, &lines) {
                break;
            }
            let mut comments = self.comments();
            let Some(next) = self.peek().filter(|next| next.breaks > 0) else { continue };
            let mut leading = None;
            if next.is(",") {
                row.tokens.extend(self.take());
                comments.append(&mut self.comments());
            } else if !(token.is("=") && first.is_some_and(|word| word.is("window"))) {
                leading = row.tokens.pop_if(|last| lines.may_lead(last));
            }
            for comment in comments {
                if comment.breaks > 0 || row.comment.is_some() {
                    statement.push(std::mem::take(&mut row));
                }
                row.comment = Some(comment);
            }
            if next.kind != Kind::Open {
                statement.push(std::mem::take(&mut row));
                row.tokens.extend(leading);
            }
        }
        statement.push(row);
        statement.trailing = self.same_line_comment();
        statement
    }

    /// The block that `owner` opens; its `{` is taken. Comments between the head and the `{` move behind the `{`.
    fn block(&mut self, owner: &mut Statement<'t>) -> Body<'t> {
        let mut comments = owner.take_last_comments();
        comments.extend(self.same_line_comment());
        let rows = owner.first().is_some_and(|word| word.is("by") || word.is("matrix"));
        let mut body = self.body(rows);
        body.one_line &= comments.is_empty();
        let mut comments = comments.into_iter();
        body.opening = comments.next();
        let below = comments.map(|comment| Node { blank_before: false, kind: NodeKind::Comment(comment) });
        body.nodes.splice(0..0, below);
        body
    }

    /// Whether the statement goes on after `last`: on the same line, or because a line break does not end it there.
    fn goes_on(&self, last: &Token<'t>, lines: &Lines) -> bool {
        let mut ahead = self.rest.iter().skip_while(|token| token.kind == Kind::Comment);
        let Some(next) = ahead.next() else { return false };
        if matches!(next.kind, Kind::Semicolon | Kind::Close | Kind::Kept) {
            return false;
        }
        let same_line = self.peek().is_some_and(|token| token.kind != Kind::Comment && token.breaks == 0);
        if same_line || lines.parentheses > 0 || next.kind == Kind::Open {
            return true;
        }
        // A row of cells ends with its line.
        if lines.cells {
            return false;
        }
        if lines.holds_on(last) {
            return true;
        }
        match next.text {
            "|" => !lines.rows,
            "within" => lines.words && !ahead.next().is_some_and(|after| after.kind == Kind::Number),
            ")" | "," => true,
            "with" | "unless" if lines.opens => true,
            _ => lines.may_lead(next),
        }
    }
}

/// Whether the clause that begins with this word may end in any word, so that a line that ends in `or` says nothing.
fn takes_any_word(first: &Token<'_>) -> bool {
    const WORDS: [&str; 10] =
        ["timezone", "locale", "currency", "public", "empty", "counted", "priority", "reopened", "overlap", "measure"];
    WORDS.iter().any(|word| first.is(word))
}

/// What decides whether a line break ends the statement.
#[derive(Debug, Default)]
struct Lines {
    /// In the block of a `by` or a `matrix`.
    rows: bool,
    /// In a row with `|`.
    cells: bool,
    /// Parentheses that are open.
    parentheses: usize,
    /// Whether reserved words join lines.
    words: bool,
    /// In the `opens` of a compensation, which goes on at `with` and `unless`.
    opens: bool,
}

impl Lines {
    fn read(&mut self, token: &Token<'_>) {
        self.cells |= self.rows && token.is("|");
        if token.is("(") {
            self.parentheses += 1;
        } else if token.is(")") {
            self.parentheses = self.parentheses.saturating_sub(1);
        }
    }

    /// Whether a line that ends in this token goes on in the next.
    fn holds_on(&self, token: &Token<'_>) -> bool {
        const WORDS: [&str; 18] = [
            "and", "or", "not", "is", "in", "of", "where", "with", "within", "without", "outside", "from", "to", "by",
            "per", "than", "when", "unless",
        ];
        let sign = token.kind == Kind::Sign && matches!(token.text, "(" | "," | ":");
        sign || self.may_lead(token) || (self.words && WORDS.iter().any(|word| token.is(word)))
    }

    /// Whether a line that begins with this token goes on with the one above. Of an operator between two lines, the
    /// canonical place is the start of the second.
    fn may_lead(&self, token: &Token<'_>) -> bool {
        const SIGNS: [&str; 11] = ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "|"];
        const WORDS: [&str; 4] = ["and", "or", "within", "outside"];
        SIGNS.iter().any(|sign| token.is(sign)) || (self.words && WORDS.iter().any(|word| token.is(word)))
    }
}

impl<'t> Body<'t> {
    fn push(&mut self, kind: NodeKind<'t>, blank_before: bool) {
        let blank_before = blank_before && !self.nodes.is_empty();
        self.nodes.push(Node { blank_before, kind });
    }

    /// A comment behind a `;`: that of the last statement, when it stands on the line on which that one ends.
    fn attach(&mut self, comment: Option<Token<'t>>, same_line: bool) {
        let Some(comment) = comment else { return };
        match self.nodes.last_mut().map(|node| &mut node.kind) {
            Some(NodeKind::Statement(statement)) if same_line && statement.trailing.is_none() => {
                statement.trailing = Some(comment);
            }
            Some(NodeKind::Statement(_) | NodeKind::Comment(_) | NodeKind::Kept(_)) | None => {
                self.push(NodeKind::Comment(comment), false);
            }
        }
    }
}

impl<'t> Statement<'t> {
    fn push(&mut self, row: Row<'t>) {
        if !row.tokens.is_empty() || row.comment.is_some() {
            self.lines.push(row);
        }
    }

    /// The comments after its last token.
    fn take_last_comments(&mut self) -> Vec<Token<'t>> {
        let end = self.lines.iter().rposition(|row| !row.tokens.is_empty()).map_or(0, |last| last + 1);
        let below = self.lines.split_off(end.min(self.lines.len()));
        let own = self.lines.last_mut().and_then(|row| row.comment.take());
        own.into_iter().chain(below.into_iter().filter_map(|row| row.comment)).collect()
    }

    /// Its first token.
    pub fn first(&self) -> Option<&Token<'t>> {
        self.lines.first()?.tokens.first()
    }

    /// Whether it was written on one line.
    fn is_one_line(&self) -> bool {
        let prose = |token: &Token<'_>| token.kind == Kind::Prose;
        self.lines.len() <= 1
            && self.trailing.is_none()
            && !self.lines.iter().any(|row| row.comment.is_some() || row.tokens.iter().any(prose))
            && self.block.as_ref().is_none_or(|block| block.one_line)
    }
}
