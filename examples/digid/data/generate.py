"""Writes the evidence of June 2018 up to June 2019 in this folder: what each month counts, and what happened besides.

Nothing is random. June 2019 holds what the printed report holds. Run it from anywhere: python3 generate.py
"""

import csv
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
MONTHS = [(2018, month) for month in range(6, 13)] + [(2019, month) for month in range(1, 7)]

# How many incidents each month counts: hoog, midden, laag in production; midden, laag in preproduction; questions.
COUNTS = {
    (2018, 6): (3, 6, 18, 2, 4, 120),
    (2018, 7): (5, 4, 14, 0, 5, 96),
    (2018, 8): (2, 7, 20, 1, 3, 104),
    (2018, 9): (4, 5, 17, 2, 2, 131),
    (2018, 10): (3, 3, 22, 1, 6, 140),
    (2018, 11): (1, 6, 19, 0, 4, 112),
    (2018, 12): (2, 4, 11, 1, 2, 90),
    (2019, 1): (4, 2, 16, 2, 5, 151),
    (2019, 2): (3, 5, 18, 1, 4, 138),
    (2019, 3): (6, 4, 21, 3, 3, 160),
    (2019, 4): (2, 6, 13, 1, 4, 110),
    (2019, 5): (1, 3, 17, 0, 2, 102),
    (2019, 6): (5, 0, 15, 1, 3, 117),
}
LIMITS = {"hoog": 6, "midden": 10, "laag": 18}


def text(moment):
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


# ---- Incidents and questions ----------------------------------------------------------------------------------------

tickets = []


def incident(opened, hours, priority, environment):
    number = f"DIG-{len(tickets) + 1:05}"
    resolved = opened + timedelta(minutes=int(hours * 60))
    tickets.append([number, "incident", text(opened), "", text(resolved), priority, environment, ""])


def contact(opened, answered, kind):
    tickets.append([f"DIG-{len(tickets) + 1:05}", "contact", text(opened), text(answered), "", "", "", kind])


def days_between(year, month, at_most=27):
    return [datetime(year, month, day) for day in range(1, at_most + 1)]


for year, month in MONTHS:
    high, middle, low, pre_middle, pre_low, questions = COUNTS[year, month]
    days = days_between(year, month)
    plan = [("hoog", "productie")] * high + [("midden", "productie")] * middle + [("laag", "productie")] * low
    plan += [("midden", "preproductie")] * pre_middle + [("laag", "preproductie")] * pre_low
    for at, (priority, environment) in enumerate(plan):
        opened = days[at * 5 % 27] + timedelta(hours=7 + at * 3 % 12, minutes=at * 7 % 60)
        # Between a fifth and all of what the norm allows: one takes exactly as long as it may.
        share = 1 if (at, month) == (0, 6) else (20 + at * 13 % 75) / 100
        incident(opened, LIMITS[priority] * share, priority, environment)
    working = [day for day in days_between(year, month, 22) if day.weekday() < 4]
    for at in range(questions):
        opened = working[at % len(working)] + timedelta(hours=9 + at * 5 % 7, minutes=at * 11 % 60)
        contact(opened, opened + timedelta(hours=1 + at % 3, minutes=at % 50), "klacht" if at % 9 == 4 else "vraag")
    # Not a question: nobody owes an answer.
    contact(working[1] + timedelta(hours=10), None, "melding")

# July 2018: two of seven urgent ones too late. February 2019: one more than preproduction allows.
incident(datetime(2018, 7, 10, 9, 12), 7.5, "hoog", "productie")
incident(datetime(2018, 7, 19, 13, 40), 6.25, "hoog", "productie")
incident(datetime(2019, 2, 12, 11, 5), 19, "laag", "preproductie")
# January 2019: of a late one nobody wrote down where it was.
incident(datetime(2019, 1, 15, 10, 30), 9, "hoog", "")
incident(datetime(2019, 1, 22, 8, 45), 21, "laag", "")
# October and November 2018: questions left lying. January 2019: nobody wrote down what kind it was.
for day in (1, 2, 3):
    contact(datetime(2018, 10, day, 9, 30), datetime(2018, 10, day + 8, 16, 0), "vraag")
    contact(datetime(2018, 11, day + 5, 14, 0), datetime(2018, 11, day + 14, 9, 0), "klacht")
for day in (7, 8):
    contact(datetime(2019, 1, day, 9, 30), datetime(2019, 1, day + 8, 16, 0), "")
# The export was made on 2 July.
incident(datetime(2019, 7, 1, 8, 20), 5, "laag", "productie")
tickets.sort(key=lambda row: (row[2], row[0]))
write("tickets.csv", ["nummer", "soort_ticket", "gemeld", "beantwoord", "opgelost", "prioriteit", "omgeving", "soort"], tickets)

# ---- Maintenance ----------------------------------------------------------------------------------------------------

PRODUCTION, PREPRODUCTION, WEBSITE = "productie", "preproductie", "website"
maintenance = []


def works(component, begin, hours, planned="ja"):
    maintenance.append([component, text(begin), text(begin + timedelta(minutes=int(hours * 60))), planned])


for year, month in MONTHS:
    works(PREPRODUCTION, datetime(year, month, 4, 0, 30), 2)
    works(WEBSITE, datetime(year, month, 13, 1, 0), 1.5)
    if (year, month) != (2019, 6):
        works(PRODUCTION, datetime(year, month, 12, 1, 0), 4)
works(PRODUCTION, datetime(2018, 8, 21, 0, 0), 6)
works(PRODUCTION, datetime(2018, 12, 5, 1, 0), 2)
works(PRODUCTION, datetime(2018, 12, 19, 1, 0), 2)  # the third one
works(PRODUCTION, datetime(2019, 1, 9, 1, 0), 4.5, "")  # planned or not?
works(PRODUCTION, datetime(2019, 1, 23, 1, 0), 3)
works(PREPRODUCTION, datetime(2019, 1, 16, 10, 0), 5, "")
works(PREPRODUCTION, datetime(2019, 2, 20, 6, 0), 2)  # into the availability window
works(PRODUCTION, datetime(2019, 3, 20, 0, 0), 7)  # longer than six hours, and past the window
# June 2019, as printed: twice, each within six hours. The second one runs twenty minutes past the window.
works(PRODUCTION, datetime(2019, 6, 12, 1, 0), 4)
works(PRODUCTION, datetime(2019, 6, 25, 2, 0), 4 + 1 / 3)
maintenance.sort(key=lambda row: (row[1], row[0]))
write("onderhoud.csv", ["component", "begin", "eind", "gepland"], maintenance)

# ---- Outages --------------------------------------------------------------------------------------------------------

outages = [
    [PRODUCTION, datetime(2018, 7, 3, 14, 10), datetime(2018, 7, 3, 15, 0)],
    [PRODUCTION, datetime(2018, 9, 6, 9, 20), datetime(2018, 9, 6, 13, 20)],
    [PRODUCTION, datetime(2018, 10, 2, 10, 5), datetime(2018, 10, 2, 14, 35)],
    [WEBSITE, datetime(2018, 12, 24, 9, 0), datetime(2018, 12, 24, 13, 0)],
    [PREPRODUCTION, datetime(2019, 1, 29, 22, 0), datetime(2019, 1, 29, 23, 30)],
    [PREPRODUCTION, datetime(2019, 3, 5, 9, 0), datetime(2019, 3, 5, 17, 0)],
    [PRODUCTION, datetime(2019, 5, 9, 11, 0), datetime(2019, 5, 9, 11, 30)],
    [PRODUCTION, datetime(2019, 6, 18, 10, 40), datetime(2019, 6, 18, 12, 15)],
]
write("storingen.csv", ["component", "begin", "eind"], [[row[0], text(row[1]), text(row[2])] for row in outages])

# ---- Processing time, measured during two hours a month -------------------------------------------------------------

samples = []
for year, month in MONTHS:
    day = next(day for day in days_between(year, month) if day.day > 7 and day.weekday() == 1)
    for minute in range(120):
        for second in (10, 40):
            at = day + timedelta(hours=10, minutes=minute, seconds=second)
            tenths = 8 + (minute * 7 + second + month) % 23
            load, middle = 9000 + (minute * 37) % 1001, 47 + minute % 7
            # Every month a quarter of an hour above what was agreed, and slow.
            if minute >= 105:
                tenths, load = tenths + 45, 12000 + minute
            # March 2019: two minutes too slow. April 2019: two slow ones at a load that nobody wrote down.
            slow = minute in (30, 31) and (year, month) in ((2019, 3), (2019, 4))
            if slow:
                tenths = 61
            loaded = "" if slow and month == 4 else load
            samples.append(["verwerkingstijd", at.strftime("%Y-%m-%d %H:%M:%S"), f"{tenths / 10}", loaded, f"{middle}%"])
write("metingen.csv", ["metric", "moment", "seconden", "per_minuut", "midden"], samples)
