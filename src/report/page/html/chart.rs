//! Charts as SVG of our own: whole coordinates, no fonts and no script, so that the same data are the same bytes.
//! Signs, hatching and dashes say what colour says, and every chart has its data below it.

use super::super::tree::{Bars, Chart, Drawing, Gauge, Lane, Mark, Panel, Point, Strip, Trend};
use super::{At, escaped, flowing, table};

/// Width of every drawing, in units; on a telephone one is about a pixel.
const WIDTH: i64 = 360;
/// Where the drawing area of a trend begins, right of its scale.
const LEFT: i64 = 52;
/// Room for what stands at its right end.
const RIGHT: i64 = 8;
/// Width of a letter of the labels, on average.
const LETTER: i64 = 6;

pub(super) fn drawn(chart: &Chart, at: At<'_>) -> String {
    let mut out = String::from("<figure class=\"chart\">\n");
    out.push_str(&format!(
        "<figcaption>{}</figcaption>\n<p class=\"alt\">{}</p>\n<div class=\"panels\">\n",
        flowing(&chart.title),
        flowing(&chart.legend)
    ));
    for Drawing { name, alt, panel } in &chart.panels {
        out.push_str("<div class=\"panel\">\n");
        if !name.is_empty() {
            out.push_str(&format!("<p class=\"name\">{}</p>\n", flowing(name)));
        }
        let name = if name.is_empty() { &chart.title } else { name };
        out.push_str(&self::panel(&format!("{name}: {alt}"), panel));
        out.push_str("</div>\n");
    }
    out.push_str(&format!(
        "</div>\n<details>\n<summary>{}</summary>\n{}</details>\n</figure>\n",
        flowing(&chart.data_title),
        table(&chart.data, At { title: &chart.title, ..at })
    ));
    out
}

fn panel(label: &str, panel: &Panel) -> String {
    let (height, inner) = match panel {
        Panel::Trend(trend) => (112, self::trend(trend)),
        Panel::Bars(bars) => (112, self::bars(bars)),
        Panel::Strip(strip) => (22 + 30 * count(strip.lanes.len()), self::strip(strip)),
        Panel::Gauge(gauge) => (18, self::gauge(gauge)),
    };
    let words = match panel {
        Panel::Gauge(gauge) => format!("<p class=\"words\">{}</p>\n", flowing(&gauge.words)),
        Panel::Trend(_) | Panel::Bars(_) | Panel::Strip(_) => String::new(),
    };
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n{inner}</svg>\n{words}",
        escaped(label)
    )
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Where `value` lies between `low` and `high`, on a stretch from `from` to `to`, rounded to whole units.
fn place(value: i64, low: i64, high: i64, from: i64, to: i64) -> i64 {
    let span = i128::from(high) - i128::from(low);
    if span <= 0 {
        return from;
    }
    let at = (i128::from(value) - i128::from(low)).clamp(0, span) * i128::from(to - from);
    from + i64::try_from((at + span / 2).div_euclid(span)).unwrap_or(0)
}

fn line(class: &str, from: (i64, i64), to: (i64, i64)) -> String {
    format!("<path class=\"{class}\" d=\"M{} {}L{} {}\"/>\n", from.0, from.1, to.0, to.1)
}

fn words(class: &str, at: (i64, i64), text: &str) -> String {
    format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>\n", at.0, at.1, escaped(text))
}

fn trend(trend: &Trend) -> String {
    let (top, bottom) = (14, 86);
    let [(low, low_words), (high, high_words)] = &trend.scale;
    let y = |value: i64| place(value, *low, *high, bottom, top);
    let last = count(trend.points.len()) - 1;
    let x = |n: usize| place(count(n), 0, last.max(1), LEFT + 6, WIDTH - RIGHT - 6);
    let mut out = line("axis", (LEFT, bottom + 6), (WIDTH - RIGHT, bottom + 6));
    out.push_str(&words("scale r", (LEFT - 6, top + 4), high_words));
    out.push_str(&words("scale r", (LEFT - 6, bottom + 4), low_words));
    if let Some((bound, said)) = &trend.bound {
        let at = y(*bound);
        out.push_str(&line("bound", (LEFT, at), (WIDTH - RIGHT, at)));
        let above = at - 4;
        out.push_str(&words("bound-words r", (WIDTH - RIGHT, if above < 9 { at + 11 } else { above }), said));
    }
    let known: Vec<(i64, i64)> = trend
        .points
        .iter()
        .enumerate()
        .filter_map(|(n, (_, point))| point.as_ref().map(|point| (x(n), y(point.value))))
        .collect();
    let path: Vec<String> = known.iter().map(|(x, y)| format!("{x} {y}")).collect();
    if path.len() > 1 {
        out.push_str(&format!("<path class=\"trend\" d=\"M{}\"/>\n", path.join("L")));
    }
    for (n, (name, point)) in trend.points.iter().enumerate() {
        if let Some(Point { value, mark, words }) = point {
            out.push_str(&dot((x(n), y(*value)), *mark, &format!("{name}: {words}")));
        }
    }
    let names: Vec<(i64, &str)> = trend.points.iter().enumerate().map(|(n, (name, _))| (x(n), name.as_str())).collect();
    out.push_str(&axis(&names, bottom + 19));
    out
}

/// A value: a full dot is good, a cross bad, an empty dot open.
fn dot((x, y): (i64, i64), mark: Mark, said: &str) -> String {
    let title = format!("<title>{}</title>", escaped(said));
    match mark {
        Mark::Good => format!("<circle class=\"good\" cx=\"{x}\" cy=\"{y}\" r=\"3\">{title}</circle>\n"),
        Mark::Plain => format!("<circle class=\"plain\" cx=\"{x}\" cy=\"{y}\" r=\"3\">{title}</circle>\n"),
        Mark::Unsure => format!("<circle class=\"unsure\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\">{title}</circle>\n"),
        Mark::Bad => format!(
            "<path class=\"bad\" d=\"M{} {}L{} {}M{} {}L{} {}\">{title}</path>\n",
            x - 4,
            y - 4,
            x + 4,
            y + 4,
            x - 4,
            y + 4,
            x + 4,
            y - 4
        ),
    }
}

/// Names below an axis: the last one, and before it as many as do not touch.
fn axis(names: &[(i64, &str)], y: i64) -> String {
    let mut out = Vec::new();
    let mut free = WIDTH;
    for (x, name) in names.iter().rev() {
        let letters = count(name.chars().count());
        let half = letters * LETTER / 2 + if letters > 4 { 5 } else { 2 };
        let at = (*x).min(WIDTH - half).max(half);
        if at + half <= free {
            out.push(words("scale c", (at, y), name));
            free = at - half;
        }
    }
    out.reverse();
    out.concat()
}

fn bars(bars: &Bars) -> String {
    // The name of the bound stands above the bars and their counts.
    let (top, bottom) = (if bars.bound.is_some() { 26 } else { 16 }, 92);
    let most = bars.bars.iter().map(|(_, all, _)| *all).max().unwrap_or(0);
    let most = i64::try_from(most).unwrap_or(i64::MAX).max(1);
    let each = ((WIDTH - 8) / count(bars.bars.len()).max(1)).clamp(6, 64);
    let wide = (each * 3 / 4).max(4);
    let x = |n: usize| 4 + each * count(n) + (each - wide) / 2;
    let height = |value: u64| place(i64::try_from(value).unwrap_or(i64::MAX), 0, most, 0, bottom - top);
    let mut out = line("axis", (2, bottom), (WIDTH - 2, bottom));
    for (n, (name, all, apart)) in bars.bars.iter().enumerate() {
        let (tall, set) = (height(*all), height(*apart));
        let title = format!("<title>{}: {all}</title>", escaped(name));
        out.push_str(&format!(
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{wide}\" height=\"{}\">{title}</rect>\n",
            x(n),
            bottom - tall,
            tall - set
        ));
        if *apart > 0 {
            out.push_str(&hatched((x(n), bottom - set.max(2)), (wide, set.max(2)), "bar-bad", 0));
        }
        if *all > 0 && (each >= 18 || *all == most.unsigned_abs()) {
            out.push_str(&words("scale c", (x(n) + wide / 2, bottom - tall - 4), &all.to_string()));
        }
    }
    let names: Vec<(i64, &str)> =
        bars.bars.iter().enumerate().map(|(n, (name, _, _))| (x(n) + wide / 2, name.as_str())).collect();
    out.push_str(&axis(&names, bottom + 14));
    if let Some((after, said)) = &bars.bound {
        let at = 4 + each * count(*after);
        out.push_str(&line("bound", (at, 4), (at, bottom)));
        let (class, x) = if at > WIDTH / 2 { ("bound-words r", at - 4) } else { ("bound-words", at + 4) };
        out.push_str(&words(class, (x, 11), said));
    }
    out
}

/// A box filled after one of three patterns: strokes one way, the other way, none. Strokes are lines of the drawing, so
/// that they are printed where backgrounds are not.
fn hatched((x, y): (i64, i64), (wide, tall): (i64, i64), class: &str, pattern: usize) -> String {
    let mut strokes = String::new();
    if pattern < 2 {
        let mut at = 4;
        while at < wide + tall {
            let (top, left) = ((at - wide).max(0), at.min(wide));
            let (low, side) = (at.min(tall), (at - tall).max(0));
            let (a, b) = ((x + left, y + top), (x + side, y + low));
            let (a, b) = if pattern == 0 { (a, b) } else { ((2 * x + wide - a.0, a.1), (2 * x + wide - b.0, b.1)) };
            strokes.push_str(&format!("M{} {}L{} {}", a.0, a.1, b.0, b.1));
            at += 4;
        }
    }
    let lines = if strokes.is_empty() { String::new() } else { format!("<path class=\"hatch\" d=\"{strokes}\"/>\n") };
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\"/>\n{lines}")
}

fn strip(strip: &Strip) -> String {
    let x = |at: i64| place(at, 0, strip.length, 2, WIDTH - 2);
    let bottom = 4 + 30 * count(strip.lanes.len());
    let mut out = String::new();
    for (at, _) in &strip.ticks {
        out.push_str(&line("grid", (x(*at), 4), (x(*at), bottom)));
    }
    for (n, Lane { name, pattern, stretches }) in strip.lanes.iter().enumerate() {
        let y = 4 + 30 * count(n);
        out.push_str(&words("lane", (2, y + 10), name));
        out.push_str(&line("grid", (2, y + 26), (WIDTH - 2, y + 26)));
        for (from, to) in stretches {
            let (from, to) = (x(*from), x(*to));
            // Whatever there is can be seen.
            let wide = (to - from).max(2);
            out.push_str(&hatched((from.min(WIDTH - 2 - wide), y + 14), (wide, 12), &format!("l{pattern}"), *pattern));
        }
    }
    out.push_str(&line("axis", (2, bottom), (WIDTH - 2, bottom)));
    let names: Vec<(i64, &str)> = strip.ticks.iter().map(|(at, name)| (x(*at), name.as_str())).collect();
    out.push_str(&axis(&names, bottom + 13));
    out
}

fn gauge(gauge: &Gauge) -> String {
    let most = gauge.allowed.max(gauge.used).max(1);
    let (left, right) = (2, WIDTH - 2);
    let (allowed, used) = (place(gauge.allowed, 0, most, left, right), place(gauge.used, 0, most, left, right));
    let within = used.min(allowed);
    let mut out = format!("<rect class=\"track\" x=\"{left}\" y=\"3\" width=\"{}\" height=\"12\"/>\n", right - left);
    if within > left {
        out.push_str(&format!(
            "<rect class=\"bar\" x=\"{left}\" y=\"3\" width=\"{}\" height=\"12\"/>\n",
            within - left
        ));
    }
    if used > allowed {
        out.push_str(&hatched((allowed, 3), (used - allowed, 12), "bar-bad", 0));
    }
    out.push_str(&line("bound", (allowed, 0), (allowed, 18)));
    out
}
