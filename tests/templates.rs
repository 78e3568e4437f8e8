//! Templates, logo and colour of a project: they decide how its pages look, and a slip in them is told.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

struct Ran {
    out: String,
    err: String,
    code: i32,
}

fn sla(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = Command::new(env!("CARGO_BIN_EXE_sla")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(ran.stdout), err: text(ran.stderr), code: ran.status.code().unwrap() }
}

/// A copy of the first example, with these files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str| {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new("examples/first").join(name), to).unwrap();
    };
    for name in ["contract.sla", "sla.toml", "data/tickets.csv"] {
        copy(name);
    }
    for (name, text) in files {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    folder
}

fn with_look(keys: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = project(files);
    let path = folder.path().join("sla.toml");
    let toml = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{toml}\n[report]\n{keys}\n")).unwrap();
    folder
}

const REPORTS: [(&str, &str); 3] = [("html", "report.html"), ("markdown", "report.md"), ("text", "report.txt")];

/// The built-in page is the built-in template filled in: the same text as a template of the project gives the same bytes.
#[test]
fn a_printed_template_makes_the_same_page() {
    let plain = project(&[]);
    for (form, name) in REPORTS {
        let printed = sla(plain.path(), &["report", "--print-template", name]).out;
        let by_form = sla(plain.path(), &["report", "--format", form, "--print-template"]).out;
        assert_eq!(printed, by_form);
        let own = project(&[(&format!("templates/{name}"), &printed)]);
        let page = sla(own.path(), &["report", "--format", form]);
        assert_eq!((page.err.as_str(), page.code), ("", 0));
        assert_eq!(page.out, sla(plain.path(), &["report", "--format", form]).out, "{form}");
        // And every part of the page comes out of it.
        let own = project(&[(&format!("templates/{name}"), "{{ title }}\n")]);
        assert!(sla(own.path(), &["report", "--format", form]).out.starts_with("Helpdesk\n"), "{form}");
    }
    let css = sla(plain.path(), &["report", "--print-template", "report.css"]).out;
    let own = project(&[("templates/report.css", &css)]);
    assert_eq!(
        sla(own.path(), &["report", "--format", "html"]).out,
        sla(plain.path(), &["report", "--format", "html"]).out
    );
    for (form, name) in [("html", "document.html"), ("markdown", "document.md")] {
        let printed = sla(plain.path(), &["report", "--print-template", name]).out;
        let own = project(&[(&format!("templates/{name}"), &printed)]);
        assert_eq!(sla(own.path(), &["doc", "--format", form]).out, sla(plain.path(), &["doc", "--format", form]).out);
    }
}

#[test]
fn a_template_changes_a_block_and_leaves_the_rest() {
    let own = project(&[
        (
            "templates/report.html",
            "{% extends \"builtin/report.html\" %}\n{% block footer %}{% include 'letterhead.html' %}{{ super() }}{% endblock %}\n",
        ),
        ("templates/letterhead.html", "<p>{{ title }} of {{ facts | length }} facts &copy;</p>\n"),
    ]);
    let page = sla(own.path(), &["report", "--format", "html"]);
    assert_eq!(page.err, "");
    let plain = sla(project(&[]).path(), &["report", "--format", "html"]).out;
    let added = page.out.lines().find(|line| line.contains("&copy;")).unwrap().to_owned();
    assert!(added.starts_with("<p>Helpdesk of "), "{added}");
    assert_eq!(page.out.replacen(&format!("{added}\n"), "", 1), plain);
}

#[test]
fn a_template_can_draw_the_verdicts_by_itself() {
    let lines = "{% for period in verdicts.periods %}\n{% for norm in period.norms %}\n\
        {{ norm.id }} {{ norm.verdict }}{% for row in norm.requirements %} {{ row.counts.good }}/{{ row.counts.total }}{% endfor %}\n\n\
        {% endfor %}\n{% endfor %}\n";
    let own = project(&[("templates/report.txt", lines)]);
    let page = sla(own.path(), &["report"]);
    assert_eq!(page.err, "");
    assert_eq!(page.out.trim(), "resolved_in_time breached 1/2 2/2 2/2 2/2");
}

#[test]
fn texts_are_escaped_for_the_form_of_the_template() {
    for (form, name) in REPORTS {
        let own = project(&[(&format!("templates/{name}"), "{{ title }}/{{ sections[0].title | upper }}\n")]);
        let path = own.path().join("contract.sla");
        let contract = fs::read_to_string(&path).unwrap().replace("\"Helpdesk\"", "\"<b>A & *B* | \u{5d0}\"");
        fs::write(&path, contract).unwrap();
        let page = sla(own.path(), &["report", "--format", form]);
        let first = page.out.split('/').next().unwrap();
        let want = match form {
            "html" => "&lt;b&gt;A &amp; *B* | \u{2068}\u{5d0}\u{2069}",
            "markdown" => "\\<b>A \\& \\*B\\* \\| \u{2068}\u{5d0}\u{2069}",
            _ => "<b>A & *B* | \u{5d0}",
        };
        assert_eq!(first, want, "{}", page.err);
    }
}

#[test]
fn slips_in_templates_are_told_with_their_place() {
    let cases = [
        (
            "{% extends \"builtin/report.html\" %}\n{% block foter %}x{% endblock %}\n",
            "SLA0481",
            "did you mean `footer`?",
        ),
        ("{% extends \"builtin/reprt.html\" %}\n", "SLA0481", "did you mean `builtin/report.html`?"),
        ("<p>{{ titel }}</p>\n", "SLA0481", "did you mean `title`?"),
        ("{% if logoo %}a{% endif %}\n", "SLA0481", "did you mean `logo`?"),
        ("{% for section in sections %}{{ section.titel }}{% endfor %}\n", "SLA0481", "did you mean `title`?"),
        ("{{ title.name }}\n", "SLA0481", "`title` has no parts"),
        ("{{ title | uper }}\n", "SLA0481", "did you mean `upper`?"),
        ("{{ nothing() }}\n", "SLA0481", "`range`"),
        ("{% include \"../sla.toml\" %}\n", "SLA0481", "there is no template `../sla.toml`"),
        ("{% include \"/etc/passwd\" %}\n", "SLA0481", "there is no template `/etc/passwd`"),
        ("{% for section in sections %}\n{{ section.body }}\n", "SLA0480", "expected end of block"),
        ("{{ title\n", "SLA0480", "this is not a template"),
        ("{% extends \"report.html\" %}\n", "SLA0482", "`{% extends \"builtin/report.html\" %}`"),
        ("{{ sections + 1 }}\n", "SLA0482", "+ operator"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}.{% endfor %}{% endfor %}\n", "SLA0483", "without end"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}\n", "SLA0482", "recursion"),
    ];
    for (template, code, words) in cases {
        let own = project(&[("templates/report.html", template)]);
        let ran = sla(own.path(), &["report", "--format", "html"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{template}\n{}", ran.err);
        let said = ran.err.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "");
        assert!(said.contains(code) && said.contains(words), "{template}\n{}", ran.err);
        assert!(said.contains("templates/report.html:"), "{template}\n{}", ran.err);
        // Another form does not follow it.
        assert_eq!(sla(own.path(), &["report", "--format", "json"]).code, 0);
    }
}

#[test]
fn files_that_nothing_uses_are_told() {
    let own = project(&[
        ("templates/reprot.html", "x\n"),
        ("templates/letterhead.html", "x\n"),
        ("templates/picture.png", "x\n"),
    ]);
    let ran = sla(own.path(), &["report", "--format", "html"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err.matches("warning[SLA0484]").count(), 2, "{}", ran.err);
    assert!(ran.err.contains("did you mean `report.html`?"), "{}", ran.err);
    assert!(ran.err.contains("{% include \"letterhead.html\" %}"), "{}", ran.err);
}

#[test]
fn a_logo_and_a_colour_are_in_the_page() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let own =
        with_look("logo = \"logo.svg\"\nlogo_alt = 'The \"best\" <desk>'\naccent = \"#0b4f9e\"", &[("logo.svg", svg)]);
    for verb in ["report", "doc"] {
        let page = sla(own.path(), &[verb, "--format", "html"]);
        assert_eq!(page.err, "");
        let logo = page.out.lines().find(|line| line.contains("<img")).unwrap();
        assert!(logo.contains("src=\"data:image/svg+xml;base64,PHN2Zy"), "{logo}");
        assert!(logo.contains("alt=\"The &quot;best&quot; &lt;desk&gt;\""), "{logo}");
        assert!(!page.out.contains("<script"), "a picture runs nothing");
        assert!(page.out.contains(":root { --accent: #0b4f9e; }"), "{}", page.out);
        let dark = page.out.lines().find(|line| line.contains("dark) { :root { --accent: #")).unwrap();
        assert!(!dark.contains("#0b4f9e"), "too dark for the dark page: {dark}");
    }
    // Without words of its own a logo says whose it is.
    let own = with_look("logo = \"logo.svg\"", &[("logo.svg", svg)]);
    assert!(sla(own.path(), &["report", "--format", "html"]).out.contains("alt=\"Helpdesk\""));
}

#[test]
fn slips_in_the_look_are_told_with_their_place() {
    let cases = [
        ("logo = \"nowhere.png\"", 2, "SLA0485", "there is no such file"),
        ("logo = \"contract.sla\"", 2, "SLA0485", "is no picture"),
        ("logo = 1", 2, "SLA0403", "must be a text"),
        ("acent = \"#0b4f9e\"", 2, "SLA0402", "did you mean `accent`?"),
        ("accent = \"blue\"", 2, "SLA0405", "`#0b4f9e`"),
        ("accent_dark = \"#8ab8f0\"", 2, "SLA0404", "lacks `accent`"),
        ("accent = \"#ff9900\"", 0, "SLA0486", "hard to read on white"),
        ("accent = \"#0b4f9e\"\naccent_dark = \"#0b4f9e\"", 0, "SLA0486", "hard to read on the dark page"),
    ];
    for (keys, code, want, words) in cases {
        let ran = sla(with_look(keys, &[]).path(), &["report", "--format", "html"]);
        assert_eq!(ran.code, code, "{keys}\n{}", ran.err);
        assert!(ran.err.contains(want) && ran.err.contains(words), "{keys}\n{}", ran.err);
        assert!(ran.err.contains("sla.toml:"), "{keys}\n{}", ran.err);
    }
}

#[test]
fn data_follows_no_template() {
    for form in ["json", "csv"] {
        let ran = sla(Path::new("."), &["report", "--print-template", "--format", form]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("SLA0487"), "{}", ran.err);
    }
    let ran = sla(Path::new("."), &["report", "--print-template", "reprot.html"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("report.html"), "{}", ran.err);
}

/// `docs/reports.md` lists every name, and its templates work.
#[test]
fn the_page_about_reports_tells_what_there_is() {
    let page = fs::read_to_string("docs/reports.md").unwrap();
    for name in sla::report::page::NAMES {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
    let mut tried = 0;
    for block in page.split("```html\n").skip(1) {
        let template = block.split("```").next().unwrap();
        let own = project(&[("templates/report.html", template)]);
        let ran = sla(own.path(), &["report", "--format", "html"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{template}");
        tried += 1;
    }
    assert!(tried >= 3, "{tried}");
}
