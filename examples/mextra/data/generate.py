"""Writes the evidence of 2024 in this folder: an ordinary month twelve times over, and what happened besides.

Nothing is random. The ordinary month keeps every norm; the stories below make each norm at least once breached and
once undecided. Run it from anywhere: python3 generate.py
"""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

HOLIDAYS = {(1, 1), (4, 1), (5, 9), (5, 20), (12, 25), (12, 26)}

# ---- The ordinary month: workday of opening, its hour, workdays until the end, hour of the end -----------------------

INCIDENTS = [
    ("urgent", 3, "10:00", 0, "12:30"),
    ("urgent", 12, "16:30", 1, "10:15"),
    ("hoog", 2, "11:00", 0, "16:00"),
    ("hoog", 8, "15:00", 1, "11:00"),
    ("hoog", 15, "09:30", 0, "13:00"),
    ("normaal", 1, "14:00", 1, "14:00"),
    ("normaal", 6, "14:00", 1, "15:30"),
    ("normaal", 11, "14:00", 1, "10:00"),
    ("normaal", 16, "14:00", 1, "16:45"),
    ("laag", 4, "09:15", 5, "12:00"),
    ("laag", 13, "13:30", 4, "17:00"),
]
QUESTIONS = [(2, "09:30", 0, "11:00"), (7, "16:00", 1, "12:00"), (10, "11:15", 2, "10:00"), (14, "13:00", 1, "09:45")]
REQUESTS = [(5, "15:20", 5, "16:00")]

# ---- What happened besides -------------------------------------------------------------------------------------------

TICKETS = [  # kind, opened, responded, resolved, priority, melder
    # Februari: bij één incident is geen prioriteit vastgelegd.
    ("incident", "2024-02-14 09:40", "", "2024-02-14 11:10", "", "beheerder"),
    # Maart: een urgent incident duurt zeven uur.
    ("incident", "2024-03-19 09:30", "", "2024-03-19 16:30", "urgent", "beheerder"),
    # Maart: een gewone gebruiker meldt zelf een urgent incident; dat valt buiten de afspraken.
    ("incident", "2024-03-26 10:00", "", "2024-03-26 17:00", "urgent", "gebruiker"),
    # April: een vraag blijft zes werkdagen liggen; een incident wacht drie dagen op de klant en blijft zo binnen de norm.
    ("vraag", "2024-04-15 10:00", "2024-04-23 11:00", "", "", "beheerder"),
    ("incident", "2024-04-03 09:00", "", "2024-04-09 10:30", "hoog", "beheerder"),
    # Mei: van een laat beantwoorde vraag is niet vastgelegd wie haar stelde; een andere kwam van een gewone gebruiker.
    ("vraag", "2024-05-13 14:00", "2024-05-28 09:30", "", "", ""),
    ("vraag", "2024-05-14 14:00", "2024-05-31 16:00", "", "", "gebruiker"),
    # Juni: op een RFC komt pas na zeventien dagen een reactie.
    ("wijziging", "2024-06-04 11:00", "2024-06-21 11:00", "", "", "beheerder"),
    # Juli: tien incidenten met prioriteit hoog, waarvan één tussen één en twee werkdagen: precies 90 %.
    *[("incident", f"2024-07-{day} 10:00", "", f"2024-07-{day} 15:00", "hoog", "beheerder") for day in ("09", "10", "16", "17", "22", "23")],
    ("incident", "2024-07-24 10:00", "", "2024-07-25 14:00", "hoog", "beheerder"),
    # Augustus: van een RFC zonder tijdige reactie is niet vastgelegd wie hem indiende.
    ("wijziging", "2024-08-05 09:10", "2024-08-27 15:00", "", "", ""),
    # Augustus tot en met november: elke maand doet een urgent incident er te lang over.
    ("incident", "2024-08-20 09:30", "", "2024-08-20 17:10", "urgent", "beheerder"),
    ("incident", "2024-09-18 09:45", "", "2024-09-18 17:00", "urgent", "beheerder"),
    ("incident", "2024-10-15 10:10", "", "2024-10-15 16:40", "urgent", "beheerder"),
    ("incident", "2024-11-19 09:05", "", "2024-11-19 16:20", "urgent", "beheerder"),
    # December: van een incident dat even lang duurt, is geen prioriteit vastgelegd.
    ("incident", "2024-12-10 09:30", "", "2024-12-10 16:50", "", "beheerder"),
    # December: een incident met prioriteit laag staat op oudejaarsdag nog open.
    ("incident", "2024-12-23 16:00", "", "2025-01-09 11:30", "laag", "beheerder"),
]
WAITS = [  # opened of the ticket, from, to, reason
    ("2024-04-03 09:00", "2024-04-03 13:00", "2024-04-09 09:00", "klant"),
]
OUTAGES = [
    # Maart: acht uur zonder verbinding, door een storing bij de telecomaanbieder.
    ("2024-03-06 08:00", "2024-03-06 16:00", "telecom"),
    # April: uitval in het onderhoudsvenster (01:00 tot 04:00 CET is in de zomer 02:00 tot 05:00).
    ("2024-04-18 02:10", "2024-04-18 04:40", "mextra"),
    # Juli: een uur uit, ruim binnen de norm.
    ("2024-07-11 13:05", "2024-07-11 14:05", "mextra"),
    # September: zes uur uit.
    ("2024-09-12 09:20", "2024-09-12 15:20", "mextra"),
    # Oktober: vijf uur uit, zonder vastgelegde oorzaak.
    ("2024-10-22 10:00", "2024-10-22 15:00", ""),
]
UPDATES = [  # from, to, announced, soort
    # Februari: een major update, een week tevoren aangekondigd.
    ("2024-02-24 20:00", "2024-02-24 22:00", "2024-02-16 10:00", "major"),
    # November: een major update die pas een dag tevoren is aangekondigd.
    ("2024-11-14 20:00", "2024-11-14 21:30", "2024-11-13 15:00", "major"),
    # December: van een laat aangekondigde update is niet vastgelegd of het een major update was.
    ("2024-12-12 20:00", "2024-12-12 21:00", "2024-12-11 09:00", ""),
]


EVENTS = [
    # Na maart is er een overleg; april haalt de norm, en daarmee is het van de baan.
    ("incidentoverleg", "2024-04-02 11:00"),
    # Na augustus opnieuw, met een vervolg om de maand. Vanaf 28 november kan er korting zijn.
    ("incidentoverleg", "2024-08-28 10:00"),
    ("vervolgafspraak", "2024-09-27 10:00"),
    ("vervolgafspraak", "2024-10-28 10:00"),
    # De klant eist de korting van november op de factuur van december.
    ("korting_geeist", "2024-12-04 09:15"),
]
FEES = [  # from, to, value
    ("2024-01-01 00:00", "2025-01-01 00:00", "1850.00"),
    ("2025-01-01 00:00", "", "1912.50"),
]
JUDGEMENTS = [  # at, answer, by, reason
    ("2024-09-27 10:45", "nee", "service level overleg", "geen nieuwe medewerkers op de Servicedesk"),
    ("2024-10-28 10:30", "nee", "service level overleg", "weer een urgent incident te laat"),
]
BACKUPS = {  # night: GB and whether it was a success
    # Maart: in de nacht van de zomertijd mislukt de back-up.
    "2024-03-31": ("0", "nee"),
    # Juni: van één nacht is niet vastgelegd of de back-up lukte.
    "2024-06-14": ("43.9", ""),
    # Oktober: in de nacht van de langdurige storing is er geen.
    "2024-10-22": None,
}


def workdays(start: date) -> list[date]:
    """The workdays from a date on, for two months."""
    days = [start + timedelta(days=n) for n in range(62)]
    return [day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS]


def ordinary(month: int, opened_on: int, opened_at: str, later: int, ended_at: str) -> tuple[str, str]:
    days = workdays(date(2024, month, 1))
    return f"{days[opened_on - 1]} {opened_at}", f"{days[opened_on - 1 + later]} {ended_at}"


def write(name: str, header: str, rows: list[tuple]) -> None:
    with open(Path(__file__).parent / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


tickets = list(TICKETS)
server_updates = []
for month in range(1, 13):
    for priority, *when in INCIDENTS:
        opened, resolved = ordinary(month, *when)
        tickets.append(("incident", opened, "", resolved, priority, "beheerder"))
    for when in QUESTIONS:
        opened, responded = ordinary(month, *when)
        tickets.append(("vraag", opened, responded, "", "", "beheerder"))
    for when in REQUESTS:
        opened, responded = ordinary(month, *when)
        tickets.append(("wijziging", opened, responded, "", "", "beheerder"))
    patch_day = workdays(date(2024, month, 8))[0]
    summer = 4 <= month <= 10
    begin = datetime.combine(patch_day, datetime.min.time()) + timedelta(hours=2 if summer else 1)
    server_updates.append((f"{begin:%Y-%m-%d %H:%M}", f"{begin + timedelta(minutes=40):%Y-%m-%d %H:%M}", "", "server"))

tickets.sort(key=lambda ticket: ticket[1])
numbered = [(f"MX-{number:04}", *ticket) for number, ticket in enumerate(tickets, start=1001)]
number_of = {ticket[2]: ticket[0] for ticket in numbered if ticket[1] == "incident"}

write("tickets.csv", "ticket,kind,opened,responded,resolved,priority,melder", numbered)
write("wachttijden.csv", "ticket,from,to,reason", [(number_of[opened], *rest) for opened, *rest in WAITS])
write("storingen.csv", "component,begin,eind,oorzaak", [("mextra", *outage) for outage in OUTAGES])
write("overleg.csv", "gebeurtenis,moment", EVENTS)
write("kosten.csv", "bedrag,vanaf,tot,euro", [("abonnement", *fee) for fee in FEES])
write("oordelen.csv", "vraag,moment,antwoord,door,reden", [("voortgang", *judgement) for judgement in JUDGEMENTS])

# Every night at half past three. Every workday at ten somebody opens a screen, on a slow line each fifth time.
backups, loads = [], []
for number in range(366):
    night = date(2024, 1, 1) + timedelta(days=number)
    outcome = BACKUPS.get(f"{night}", (f"{40 + number / 50:.1f}", "ja"))
    if outcome is not None:
        backups.append((f"{night} 03:30", *outcome))
for month in range(1, 13):
    for number, day in enumerate(workdays(date(2024, month, 1))):
        if day.month == month:
            # Oktober: de meeste schermen laden traag. November: van de halve maand is niet vastgelegd op welke apparatuur.
            seconds = 2.4 if month == 10 and number % 3 else 1.1 + number % 7 / 10
            slow_line = number % 5 == 4
            modern = "" if month == 11 and number % 2 else "ja"
            loads.append((f"{day} 10:00", f"{seconds + 3 * slow_line:.1f}", 500 if slow_line else 20000, modern))
write("back-ups.csv", "moment,gb,gelukt", backups)
write("laadtijden.csv", "moment,seconden,kbps,modern", loads)

updates = sorted(server_updates + UPDATES)
write("onderhoud.csv", "component,begin,eind,aangekondigd,soort", [("mextra", *update) for update in updates])
