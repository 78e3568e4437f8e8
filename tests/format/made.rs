//! Contracts made at random: many kinds of items, in any order, with what they need.

use proptest::prelude::*;

/// An item: its name here, what it needs, and its text. In the text `§n` is a small number, `§t` a label or none, `§c`
/// the clause or none, `§k` the number of the copy, and `§[a|b|…]` one of these.
type Item = (&'static str, &'static [&'static str], &'static str);

/// What contracts are made of. An item whose text holds `§k` may be there several times.
const POOL: &[Item] = &[
    (
        "conventions",
        &[],
        "conventions { §[empty not judged|empty undecided|empty met]; §[reopened first stop|reopened last stop]\n1 workday = §nh }",
    ),
    (
        "free",
        &[],
        "holidays free§t§c { public NL with good_friday without liberation_day\nyearly 07-11 \"Feast\"\nyearly 12-27 to 01-01\non 2026-08-01 to 2026-08-0§n §[\"Summer\"|]\nexcept 2026-12-28 }",
    ),
    (
        "desk",
        &["free"],
        "window desk§t§c {\nmon..thu 0§n:00-12:00, 13:00-18:00 closed free\nfri 0§n:00-16:00 closed free\non 2026-12-24 08:00-12:00; on 2026-12-31 closed\n}",
    ),
    ("night", &[], "window night§t { mon..fri 22:00-0§n:00 }"),
    ("releases", &[], "window releases§t§c { third saturday of month 00:00 to sunday 2§[0|1|2]:00 }"),
    (
        "quiet",
        &["desk", "night", "releases"],
        "window quiet§k§t = §[|night or ]((desk §[or|within] night) outside\n(releases within §[desk|night]))",
    ),
    ("zoned", &[], "window zoned§k zone §[+01:00|Europe/Brussels] { daily 0§n:00-12:00 }"),
    ("plans", &[], "plan standard§t, dedicated§t"),
    (
        "support",
        &["plans"],
        "window support§t by plan {\nstandard : mon..fri 09:00-17:00\ndedicated : mon..sat 07:00-2§[0|1|2]:00\n}",
    ),
    ("priorities", &[], "priorities P1§t > P2§t >\nP3"),
    (
        "incident",
        &["priorities", "matrix"],
        "ticket incident§t {\nimpact§t wide§t | narrow\nurgency soon | later§t\nusers percent; motivated yes/no\naccepted§t instant\nwaiting on customer§t, supplier\npriority §[from matrix|recorded, checked against matrix]\n}",
    ),
    (
        "matrix",
        &["incident"],
        "matrix priority of incident from impact, urgency§c {\nimpact \\ urgency | soon | later\nwide | P1 | P§[1|2]\nnarrow | P2 | P3\n}",
    ),
    (
        "question",
        &["priorities", "rules"],
        "ticket question§t {\nnature simple | hard§t\nusers percent\npriority from rules\n}",
    ),
    (
        "rules",
        &["question", "desk"],
        "rules priority of question§c {\nP1 when users > §n0%\nP2 when nature is hard §[and|or]\nusers >= 9%\nP2 when nature is simple and opened within desk\nP3 otherwise\nat most P2 when nature is simple\n}",
    ),
    (
        "reaction",
        &["incident", "desk"],
        "clock reaction§t of incident {\nfrom §[later of|first of] opened,\naccepted\nto first of responded, resolved\ncounting desk §[|outside releases2]\npausing while waiting on customer§[, supplier|]\n}",
    ),
    (
        "resolution",
        &["incident", "desk"],
        "clock resolution§t§c of incident { from opened, outside desk : next workday; to resolved; counting desk }",
    ),
    (
        "reactions",
        &["reaction"],
        "norm reactions§k§t§c {\nclock reaction\nwhere users >= §n% or motivated\nby priority {\nP1 | §nh\nP2 | 1 workday of desk\nP3 | none\n}\n}",
    ),
    (
        "resolutions",
        &["resolution"],
        "norm resolutions§k§t§c {\nclock resolution\n§[empty undecided|counted by opened|source \"Desk\"]\nby priority {\n| 90% in less than | 100% within\nP1 | 4h | 1 workday\nP2 | 1 workday | 2 workdays of desk\nP3 | §n weeks | §[none|not agreed yet]\n}\n}",
    ),
    (
        "by_end",
        &["resolution"],
        "norm by_end§k§t {\nclock resolution\n9§n% by end of workday 0\n100% by end of workday §n\n}",
    ),
    (
        "figures",
        &["resolution"],
        "kpi figures§k§t§c {\ncount of opened incident\ncount of open incident where (impact is wide §[and|or] urgency is soon)\nmedian resolution of incident\npercentile 9§n resolution of incident\nshare of incident with resolution <= §nh\n}",
    ),
    (
        "quick",
        &["resolution"],
        "§[aim norm|norm] quick§k§t {\nclock resolution\nsource \"The register; with a # in it\"\n5§n% within 2h30m\n}",
    ),
    (
        "objective",
        &["resolution"],
        "objective \"Solved §k\"§c {\nnorm solved§k§t {\nclock resolution\nby priority {\nP1 | 4h\nP2 | 8h\nP3 | not agreed yet\n}\n}\n}",
    ),
    (
        "cadence",
        &["incident", "desk"],
        "cadence progress§k§t§c of incident {\nfrom opened; to resolved\ncounting desk\nby priority {\nP1 | §n per workday\nP2 | 1 per §nh\nP3 | none\n}\n}",
    ),
    (
        "entitlements",
        &["plans"],
        "entitlements§t§c {\n| standard | dedicated\n\"One contact §k\" | §[no|yes] | yes\n\"Report\" | \"yearly\" | not agreed yet\n}",
    ),
    ("components", &[], "component web§t, api§t,\nmail \"Mail\"§c"),
    ("front", &["components"], "group front§t { web, api }"),
    ("outage", &[], "outage { cause§t ours§t | telecom }"),
    (
        "uptime",
        &["outage"],
        "measure uptime§t§c of component -> percent {\ntotal is days of period * 24h\nplanned is length of maintenance\ndown is (outages where cause is ours lasting at least §nm) outside\nmaintenance\nresult is ((total - planned\n- length of down) as share of (total - planned))§[| rounded to 2 decimals]\n}",
    ),
    (
        "chain",
        &["uptime", "front"],
        "measure chain§k§t -> percent { result is mean uptime of front\n* redundant uptime of front * uptime of mail }",
    ),
    (
        "front_up",
        &["uptime", "components"],
        "norm front_up§k§t§c {\nby component {\nweb \"Public\"§c : uptime >= 99.§n%\napi : uptime\n>= 9§n.9%\nmail : §[uptime >= 99%|none]\n}\n}",
    ),
    (
        "upkeep",
        &["components", "desk"],
        "norm upkeep§k§t {\nat most §n maintenance of web\neach maintenance of web lasts at most §nh\nevery maintenance of web is announced at least 3 workdays of desk before\nno maintenance of web overlapping desk\n}",
    ),
    ("events", &[], "event meeting§t, claim§t"),
    ("fee", &[], "amount fee§t"),
    ("judgement", &[], "judgement progress_made§t"),
    ("metric", &[], "metric latency§t { unit milliseconds; load number }"),
    (
        "credits",
        &["fee", "events", "uptime", "components"],
        "compensation credits§k§t§c {\nof fee§[ of the next period|]\nby uptime of web {\nfrom 99.5% : none\nfrom 99.0% to below 99.5% : §n%\nbelow 99.0% : 50%\n}\nat most 50%\npays nothing below §n EUR\nclaimed within §n0 days after the period by event claim\n}",
    ),
    (
        "repair",
        &["fee", "resolution"],
        "compensation repair§k§t {\nof fee\nfor each incident by resolution {\nbelow 2h : none\nfrom 2h to below 4h : §n%\nfrom 4h : 20%, then §n% more per started 2h\n}\nat most 100%\n}",
    ),
    (
        "ladder",
        &["fee", "by_end", "events", "judgement"],
        "compensation ladder§k§t§c {\nof fee\nladder §n%, then 5% more for each further period with by_end1 breached\nopens 3 months after first event meeting\nwith at least 2 event claim since\nunless judged progress_made\nat most 50%\nends when by_end1 met\n}",
    ),
    ("leave", &["by_end"], "right leave§k§t§c when by_end1 breached §[2 of any 3 periods|3 periods in a row]"),
    (
        "status",
        &["by_end"],
        "status {\ngreen§t : this and last period met\norange : one of the two met\nred : neither met\n}",
    ),
    (
        "escalation",
        &["by_end"],
        "escalation up§k§t of incident {\nstep \"First\" contact \"Desk\"\nstep \"Second\" contact \"Manager\" at §n0% of by_end1\nstep \"Third\" at 90% of by_end1 when priority is P1\n}",
    ),
    (
        "report",
        &["events", "desk"],
        "oblige reports§k§t {\nevent meeting within §n workdays of desk after the period\n}",
    ),
    ("clause", &[], "clause \"2.§k\"§t \"\"\"\nProse   as it is; # no comment,\n   and \"quotes\".\n\"\"\""),
    ("defect", &[], "defect \"4.§k\" \"It says both ‘this’ and # that.\""),
    (
        "test",
        &["resolution", "by_end", "plans"],
        "test \"example §k\" {\nincident 1 : plan standard, impact wide, urgency soon, opened 2026-03-02 0§n:00,\nresolved 2026-03-02 13:00\nperiod 2026-03\nexpect resolution of incident 1 is §nh; expect by_end1 breached\n}",
    ),
];

/// Takes one choice after another from what proptest drew.
struct Choices {
    drawn: Vec<u16>,
    at: usize,
}

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        let drawn = self.drawn[self.at % self.drawn.len()];
        self.at += 1;
        usize::from(drawn) % count.max(1)
    }
}

/// A contract that compiles, in no layout in particular.
pub fn contract() -> impl Strategy<Value = String> {
    let items = prop::collection::vec((0..POOL.len(), any::<u16>()), 0..14);
    (items, prop::collection::vec(any::<u16>(), 8..200)).prop_map(|(items, drawn)| {
        let mut choices = Choices { drawn, at: 0 };
        let mut copies = vec![0_usize; POOL.len()];
        let mut order: Vec<(u16, usize, usize)> = Vec::new();
        let mut wanted: Vec<(usize, u16)> = items.into_iter().rev().collect();
        while let Some((item, place)) = wanted.pop() {
            let (_, needs, text) = POOL[item];
            let most = if text.contains("§k") { 3 } else { 1 };
            if copies[item] < most {
                copies[item] += 1;
                order.push((place, item, copies[item]));
            }
            // Window algebra names windows in its choices too.
            let needs = needs.iter().chain(if text.contains("releases2") { &["releases"][..] } else { &[] });
            for need in needs {
                let need = POOL.iter().position(|(name, ..)| name == need).expect("the pool holds what it needs");
                if copies[need] == 0 {
                    wanted.push((need, place.rotate_left(5)));
                }
            }
        }
        order.sort_unstable();
        let mut text =
            "edition 1\ncontract \"Made\" { timezone Europe/Amsterdam; currency EUR\nperiod month }\n".to_owned();
        for (_, item, copy) in order {
            let gap = ["", "\n", "\n\n\n"][choices.below(3)];
            text.push_str(gap);
            text.push_str(&filled(POOL[item].2, copy, &mut choices));
            text.push('\n');
        }
        text
    })
}

/// A text of the pool with everything filled in.
fn filled(text: &str, copy: usize, choices: &mut Choices) -> String {
    let text = text.replace("releases2", "releases");
    let mut pieces = text.split('§');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (sign, rest) = piece.split_at(1);
        match sign {
            "n" => filled.push_str(&(choices.below(7) + 1).to_string()),
            "k" => filled.push_str(&copy.to_string()),
            "t" => filled.push_str(["", " \"Label\"", " \"A # b\"", " \"測試 é\""][choices.below(4)]),
            "c" => filled.push_str(["", " clause \"1.2\""][choices.below(2)]),
            "[" => {
                let (several, rest) = rest.split_once(']').expect("choices end");
                let several: Vec<&str> = several.split('|').collect();
                filled.push_str(several[choices.below(several.len())]);
                filled.push_str(rest);
                continue;
            }
            other => panic!("`§{other}` stands for nothing"),
        }
        filled.push_str(rest);
    }
    filled
}
