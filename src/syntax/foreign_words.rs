//! Words of other languages, and other English words, for words of the language.

/// The words of the language that a `word` may be meant as; the likeliest first.
pub(super) fn english(word: &str) -> &'static [&'static str] {
    let lower = word.to_lowercase();
    WORDS.iter().find(|(foreign, _)| foreign.split(' ').any(|one| one == lower)).map_or(&[], |(_, english)| english)
}

/// Dutch, German, French and other English words, with what the language has for them.
const WORDS: &[(&str, &[&str])] = &[
    ("venster tijdvenster fenster zeitfenster fenêtre fenetre plage", &["window"]),
    ("klok uhr horloge timer", &["clock"]),
    ("prioriteiten prioritäten priorités priorites", &["priorities"]),
    ("priority prioriteit priorität priorité priorite", &["priorities", "priority"]),
    ("feestdagen feestdag feiertage feiertag fériés", &["holidays"]),
    ("onderdeel komponente composant dienst", &["component"]),
    ("maatstaf meting messgröße messung mesure", &["measure"]),
    ("vergoeding compensatie entschädigung vertragsstrafe pénalité penalty credits", &["compensation"]),
    ("groep gruppe groupe", &["group"]),
    ("storing storingen ausfall ausfälle panne pannes", &["outages", "outage"]),
    ("onderhoud wartung entretien", &["maintenance"]),
    ("gebeurtenis ereignis événement", &["event"]),
    ("bedrag betrag montant", &["amount"]),
    ("oordeel urteil jugement judgment", &["judgement"]),
    ("recht droit", &["right"]),
    ("norme eis", &["norm"]),
    ("artikel article bepaling klausel section §", &["clause"]),
    ("overeenkomst vertrag contrat agreement", &["contract"]),
    ("regels regeln règles", &["rules"]),
    ("matrice", &["matrix"]),
    ("als indien wanneer wenn falls si quand if", &["when", "where"]),
    ("when", &["where"]),
    ("where", &["when"]),
    ("waar waarbij waarvan wo où", &["where"]),
    ("binnen innerhalb dans", &["within"]),
    ("buiten außerhalb ausserhalb hors", &["outside"]),
    ("anders sonst sinon else", &["otherwise"]),
    ("tenzij sauf", &["unless"]),
    ("en und et & &&", &["and"]),
    ("oder ou || of", &["or"]),
    ("niet nicht pas", &["not"]),
    ("geen kein keine aucun aucune nvt", &["none", "no"]),
    ("ist est = :", &["is"]),
    ("van von de vanaf ab seit since", &["from", "of"]),
    ("tot bis until till jusque", &["to"]),
    ("met mit avec", &["with"]),
    ("zonder ohne sans", &["without"]),
    ("pro par", &["per"]),
    ("gesloten geschlossen fermé closes", &["closed"]),
    ("dagelijks täglich quotidien", &["daily"]),
    ("jaarlijks jährlich annuel annually", &["yearly"]),
    ("tijdzone zeitzone fuseau tz", &["timezone"]),
    ("klant kunde client auftraggeber", &["customer"]),
    ("leverancier lieferant anbieter auftragnehmer fournisseur supplier vendor", &["provider"]),
    ("valuta währung devise", &["currency"]),
    ("taal sprache langue language", &["locale"]),
    ("versie fassung", &["version"]),
    ("periode zeitraum période", &["period"]),
    ("maand monat mois monthly", &["month"]),
    ("kwartaal quartal trimestre quarterly", &["quarter"]),
    ("jaar jahr", &["year"]),
    ("ingaand geldig gültig valid", &["effective"]),
    ("telt tellend zählt counts", &["counting"]),
    ("pauzeert pausiert pauses", &["pausing"]),
    ("hoogstens maximaal höchstens maximum max", &["at most"]),
    ("minstens minimaal mindestens minimum min", &["at least"]),
    ("elke elk jede jeder chaque", &["each", "every"]),
    ("ja oui true", &["yes"]),
    ("nee nein non false", &["no"]),
    ("gehaald erfüllt fulfilled achieved", &["met"]),
    ("geschonden overschreden verletzt verfehlt missed failed", &["breached"]),
    ("€ euro", &["EUR"]),
    ("$ dollar", &["USD"]),
    ("£ pond pound", &["GBP"]),
];

#[test]
fn a_word_stands_in_one_row() {
    let mut seen = std::collections::BTreeSet::new();
    for word in WORDS.iter().flat_map(|(words, _)| words.split(' ')) {
        assert!(seen.insert(word), "{word}");
        assert!(!english(word).is_empty(), "{word}");
    }
}
