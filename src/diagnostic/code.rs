//! Every code once, with its page in `docs/errors/`. `sla explain SLA0203` prints the page.

/// A code and its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// `SLA0203`
    pub code: &'static str,
    /// The Markdown page.
    pub text: &'static str,
}

impl Page {
    /// What it is about: its heading, without code and level.
    pub fn title(&self) -> &'static str {
        let heading = self.text.lines().next().unwrap_or_default();
        let title = heading.split_once(": ").map_or(heading, |(_, title)| title);
        title.trim_end_matches(" (warning)").trim_end_matches(" (note)")
    }

    /// `error`, `warning` or `note`: how grave it is unless the levels of lints say otherwise.
    pub fn level(&self) -> &'static str {
        let heading = self.text.lines().next().unwrap_or_default();
        ["warning", "note"].into_iter().find(|level| heading.ends_with(&format!(" ({level})"))).unwrap_or("error")
    }
}

macro_rules! pages {
    ($($code:literal)*) => {
        &[$(Page { code: $code, text: include_str!(concat!("../../docs/errors/", $code, ".md")) }),*]
    };
}

/// SLA01xx: text that is not the language. Raised by `syntax`.
const SYNTAX: &[Page] = pages! {
    "SLA0101" "SLA0102" "SLA0103" "SLA0105" "SLA0106" "SLA0107" "SLA0108" "SLA0109" "SLA0110" "SLA0111"
    "SLA0112" "SLA0113" "SLA0114" "SLA0115" "SLA0116" "SLA0117" "SLA0118" "SLA0119" "SLA0120" "SLA0121" "SLA0122"
    "SLA0123" "SLA0124" "SLA0125" "SLA0126" "SLA0127" "SLA0128" "SLA0129" "SLA0130" "SLA0131" "SLA0132" "SLA0133"
    "SLA0134" "SLA0135" "SLA0136" "SLA0137" "SLA0138" "SLA0139" "SLA0140" "SLA0141" "SLA0142" "SLA0143" "SLA0144"
    "SLA0145" "SLA0146" "SLA0147" "SLA0148" "SLA0149" "SLA0150" "SLA0151" "SLA0152" "SLA0153" "SLA0154" "SLA0155"
    "SLA0156" "SLA0157" "SLA0158" "SLA0165" "SLA0180" "SLA0181"
};

/// SLA02xx: names. Raised by `resolve`, and from SLA0214 on by `assemble`.
const NAMES: &[Page] = pages! {
    "SLA0201" "SLA0202" "SLA0203" "SLA0204" "SLA0205" "SLA0206" "SLA0207" "SLA0208" "SLA0209" "SLA0210" "SLA0211"
    "SLA0212" "SLA0213"
    "SLA0214" "SLA0215" "SLA0216" "SLA0217" "SLA0218" "SLA0219" "SLA0220" "SLA0221" "SLA0222"
    "SLA0223" "SLA0224"
};

/// SLA0300 to SLA0379: units, tables, bounds, windows. Raised by `check`.
const CHECKS: &[Page] = pages! {
    "SLA0301" "SLA0302" "SLA0303" "SLA0304" "SLA0305" "SLA0306" "SLA0307" "SLA0309" "SLA0310" "SLA0311" "SLA0312"
    "SLA0313" "SLA0314" "SLA0315" "SLA0316" "SLA0317" "SLA0318" "SLA0320" "SLA0321" "SLA0322" "SLA0323" "SLA0324"
    "SLA0325" "SLA0326" "SLA0327" "SLA0328" "SLA0330" "SLA0331" "SLA0332" "SLA0333" "SLA0334" "SLA0336" "SLA0337"
    "SLA0338" "SLA0339" "SLA0340" "SLA0341" "SLA0342" "SLA0343" "SLA0344" "SLA0345" "SLA0346" "SLA0347" "SLA0348"
    "SLA0349" "SLA0350" "SLA0351" "SLA0352" "SLA0353" "SLA0354" "SLA0355" "SLA0356" "SLA0357" "SLA0358" "SLA0359"
    "SLA0360" "SLA0361" "SLA0362" "SLA0363" "SLA0364" "SLA0365" "SLA0366" "SLA0367" "SLA0368" "SLA0369" "SLA0370"
    "SLA0371" "SLA0372" "SLA0373" "SLA0374" "SLA0375" "SLA0376" "SLA0377" "SLA0378" "SLA0379"
};

/// SLA0700 to SLA0719: compensation, rights, status. Raised by `check`.
const COMPENSATION: &[Page] = pages! {
    "SLA0700" "SLA0701" "SLA0702" "SLA0703" "SLA0704" "SLA0705" "SLA0706" "SLA0707" "SLA0708" "SLA0709" "SLA0710"
    "SLA0711" "SLA0712" "SLA0713" "SLA0714" "SLA0715" "SLA0716"
};

/// SLA07xx: plans, rules, samples, availability, declarations of evidence. Raised by `check`.
/// SLA0750 to SLA0764: samples and slices. Raised by `check`.
const SAMPLES: &[Page] = pages! { "SLA0750" "SLA0751" "SLA0752" "SLA0753" "SLA0754" };
/// SLA0765 and on: availability; SLA0780 and on: declarations of evidence. Raised by `check`.
const FURTHER_CHECKS: &[Page] = pages! {
    "SLA0765" "SLA0766" "SLA0767" "SLA0768" "SLA0769" "SLA0770" "SLA0771" "SLA0772" "SLA0780" "SLA0781" "SLA0782"
};
/// SLA0735 to SLA0749: rules for priorities, ladders of escalation, obligations. Raised by `check`.
const RULES: &[Page] = pages! { "SLA0735" "SLA0736" "SLA0737" "SLA0738" };

/// SLA0380 to SLA0399: promises about windows, and public holidays. Raised by `calendar`.
const CALENDARS: &[Page] = pages! {
    "SLA0380"
    "SLA0381"
    "SLA0382"
    "SLA0383"
    "SLA0384"
};

/// SLA0720 to SLA0734: plans, and what goes by them. Raised by `check`.
const PLANS: &[Page] = pages! { "SLA0720" "SLA0721" "SLA0722" "SLA0723" "SLA0724" "SLA0725" "SLA0726" };

/// SLA0800 to SLA0804: `allow`. Raised by `diagnostic`.
const ALLOWS: &[Page] = pages! { "SLA0800" };

/// SLA0810 to SLA0839: what tiers, rules and norms say that cannot be meant. Raised by `prove`.
const PROOFS: &[Page] = pages! {
    "SLA0810" "SLA0811" "SLA0812" "SLA0815" "SLA0816" "SLA0817" "SLA0818" "SLA0819" "SLA0820" "SLA0821"
};

/// SLA0401 and on: the project file. Raised by `evidence`.
const PROJECT: &[Page] = pages! {
    "SLA0401" "SLA0402" "SLA0403" "SLA0404" "SLA0405" "SLA0406" "SLA0408" "SLA0409"
    "SLA0410" "SLA0411" "SLA0412" "SLA0413" "SLA0414" "SLA0415" "SLA0416" "SLA0417" "SLA0418"
    "SLA0419" "SLA0420" "SLA0421"
};

/// SLA0450 and on: how the program is called. Raised by `cli`.
const USAGE: &[Page] = pages! {
    "SLA0450" "SLA0451" "SLA0452" "SLA0453" "SLA0454" "SLA0455" "SLA0456" "SLA0457" "SLA0458" "SLA0459" "SLA0460"
    "SLA0461" "SLA0462" "SLA0463" "SLA0464" "SLA0465" "SLA0466" "SLA0467" "SLA0468" "SLA0469" "SLA0476" "SLA0477"
    "SLA0478" "SLA0479"
};

/// SLA0480 to SLA0489: how pages look. Raised by `report` and `cli`.
const PAGES: &[Page] =
    pages! { "SLA0480" "SLA0481" "SLA0482" "SLA0483" "SLA0484" "SLA0485" "SLA0486" "SLA0487" "SLA0488" };

/// SLA0870 and on: old versions from git. Raised by `cli`.
const REVISIONS: &[Page] = pages! { "SLA0870" "SLA0871" "SLA0872" "SLA0873" };

/// SLA05xx: rows of evidence. Raised by `evidence`.
const EVIDENCE: &[Page] = pages! {
    "SLA0501" "SLA0502" "SLA0503" "SLA0504" "SLA0505" "SLA0506" "SLA0507" "SLA0508" "SLA0509"
    "SLA0510" "SLA0520" "SLA0521" "SLA0522" "SLA0523" "SLA0524" "SLA0525" "SLA0526" "SLA0527"
    "SLA0528" "SLA0529" "SLA0530" "SLA0531" "SLA0532" "SLA0533" "SLA0534" "SLA0535" "SLA0536" "SLA0540"
    "SLA0541" "SLA0542" "SLA0543" "SLA0544" "SLA0545" "SLA0546" "SLA0547" "SLA0550" "SLA0551" "SLA0552" "SLA0553"
    "SLA0554" "SLA0555" "SLA0556" "SLA0557" "SLA0558" "SLA0559" "SLA0560" "SLA0561" "SLA0562" "SLA0563" "SLA0564" "SLA0565" "SLA0566"
    "SLA0590" "SLA0591" "SLA0592"
};

/// SLA06xx: evaluation and tests. Raised by `eval` and `cli`.
const EVALUATION: &[Page] = pages! { "SLA0601" "SLA0602" "SLA0603" "SLA0604" "SLA0611" "SLA0612" };

/// SLA0840 to SLA0869: time, and words that decide. Raised by `prove`.
const TIME_AND_WORDS: &[Page] = pages! { "SLA0840" "SLA0841" "SLA0842" "SLA0843" "SLA0844" "SLA0845" "SLA0850" };
/// SLA0890 and on: new projects. Raised by `cli`.
const NEW: &[Page] = pages! { "SLA0890" "SLA0891" "SLA0892" };

/// SLA0880 to SLA0889: running worked examples. Raised by `cli`.
const TESTING: &[Page] = pages! { "SLA0880" };

/// All pages, by code.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    [
        SYNTAX,
        NAMES,
        CHECKS,
        COMPENSATION,
        FURTHER_CHECKS,
        PLANS,
        RULES,
        SAMPLES,
        CALENDARS,
        ALLOWS,
        PROJECT,
        USAGE,
        PAGES,
        REVISIONS,
        EVIDENCE,
        EVALUATION,
        PROOFS,
        TIME_AND_WORDS,
        NEW,
        TESTING,
    ]
    .into_iter()
    .flatten()
}

/// The page of a code, in any case: `sla0203`.
pub fn page(code: &str) -> Option<&'static Page> {
    pages().find(|page| page.code.eq_ignore_ascii_case(code))
}
