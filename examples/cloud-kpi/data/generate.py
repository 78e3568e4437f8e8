#!/usr/bin/env python3
"""Writes the evidence of this example: six ordinary months of 2024, and what else happened in them."""
import csv
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
KINDS = ["beschikbaarheid", "overig", "integriteit", "beschikbaarheid", "overig", "beschikbaarheid", "veiligheid", "overig"]
RESPONSE = {"hoog": 20, "gemiddeld": 75, "laag": 240}
RESOLVE = {"hoog": 150, "gemiddeld": 900, "laag": 4000}


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def incidents():
    number = 1000
    for month in range(1, 7):
        for day in range(24):
            number += 1
            priority = ["laag", "gemiddeld", "hoog", "laag"][day % 4]
            opened = datetime(2024, month, 1 + day, 8 + day % 11, (7 * day) % 60)
            response, resolve = RESPONSE[priority] + day // 3, RESOLVE[priority] + 3 * day
            kind = KINDS[(day + month) % len(KINDS)]
            # February is bad, in and out of the peak; in March much is late to be solved.
            if month == 2 and day % 3 == 0:
                response *= 4
            if month == 3 and day % 2 == 0:
                resolve *= 3
            recoverable = ("nee" if number == 1079 else "ja") if kind == "integriteit" else ""
            break_in = ("ja" if number == 1129 else "nee") if kind == "veiligheid" else ""
            # In May the priority of some was never written down.
            shown = "" if month == 5 and day in (2, 3, 6, 7, 10, 11) else priority
            answered, solved = opened + timedelta(minutes=response), opened + timedelta(minutes=resolve)
            yield [f"INC{number}", *(f"{at:%Y-%m-%d %H:%M}" for at in (opened, answered, solved)), shown, kind, recoverable, break_in]


write("incidenten.csv", ["nummer", "gemeld", "opgepakt", "opgelost", "prioriteit", "soort", "herstelbaar", "inbraak"], incidents())
write("storingen.csv", ["component", "begin", "eind"], [
    ["dienst", "2024-01-16 03:00", "2024-01-16 04:10"],
    ["dienst", "2024-02-07 10:15", "2024-02-07 12:45"],
    ["dienst", "2024-03-23 22:00", "2024-03-24 01:30"],
    ["dienst", "2024-06-11 16:40", "2024-06-11 17:20"],
])
write("klachten.csv", ["name", "ontvangen"], [
    ["klacht", "2024-02-09 11:00"], ["klacht", "2024-02-14 09:30"], ["klacht", "2024-03-28 16:10"],
])
write("cijfers.csv", ["metric", "at", "value"], [["cijfer", "2023-12-14 12:00", "7.4"], ["cijfer", "2024-06-13 12:00", "8.1"]])
