//! HTML as a browser reads it.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// A page.
pub struct Page {
    /// What the parser complains about.
    pub errors: Vec<String>,
    /// The elements, in the order in which they begin.
    pub elements: Vec<Element>,
    /// The rows of the bodies of its tables, as texts.
    pub rows: Vec<Vec<String>>,
}

/// An element.
pub struct Element {
    pub name: String,
    /// Of a drawing or a formula.
    pub is_foreign: bool,
    attributes: Vec<(String, String)>,
    /// All text in it.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    pub fn read(html: &str) -> Self {
        let mut options = ParseOpts::default();
        options.tokenizer.exact_errors = true;
        options.tree_builder.exact_errors = true;
        let dom: RcDom = parse_document(RcDom::default(), options).one(html);
        let mut page = Self { errors: Vec::new(), elements: Vec::new(), rows: Vec::new() };
        page.errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
        page.walk(&dom.document);
        page
    }

    fn walk(&mut self, node: &Handle) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attribute = |one: &html5ever::Attribute| (one.name.local.to_string(), one.value.to_string());
            let is_foreign = name.ns != html5ever::ns!(html);
            let name = name.local.to_string();
            let attributes = attrs.borrow().iter().map(attribute).collect();
            let is_body_row = name == "tr" && is_in(node, "tbody");
            self.elements.push(Element { name, is_foreign, attributes, text: text(node) });
            if is_body_row {
                let cells = node.children.borrow().iter().map(|cell| flat(&text(cell))).collect();
                self.rows.push(cells);
            }
        }
        for child in node.children.borrow().iter() {
            self.walk(child);
        }
    }
}

/// Without what only sets letters: every run of blanks is one.
pub fn flat(text: &str) -> String {
    let text: String = text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_in(node: &Handle, wanted: &str) -> bool {
    let parent = node.parent.take();
    let found = parent.as_ref().and_then(std::rc::Weak::upgrade).is_some_and(|parent| match &parent.data {
        NodeData::Element { name, .. } => &*name.local == wanted,
        _ => false,
    });
    node.parent.set(parent);
    found
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        NodeData::Element { name, .. } if &*name.local == "br" => "\n".to_owned(),
        // Said again in words beside it.
        NodeData::Element { name, attrs, .. } if &*name.local == "span" && is_formula(node) => {
            assert!(attrs.borrow().iter().any(|one| &*one.name.local == "aria-hidden"), "a formula alone in a span");
            String::new()
        }
        _ => node.children.borrow().iter().map(text).collect(),
    }
}

fn is_formula(node: &Handle) -> bool {
    let children = node.children.borrow();
    let is_math = |child: &Handle| matches!(&child.data, NodeData::Element { name, .. } if &*name.local == "math");
    children.first().is_some_and(is_math)
}
