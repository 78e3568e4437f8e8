#!/usr/bin/env python3
"""Writes the evidence of this example: the faults of one circuit in 2025, up to the second of July. Nothing is random."""
import csv
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent

# Down from, minutes until it was reported, hours until repair began, hours until it was over, caused by.
FAULTS = [
    # January: two faults, both seen to in time.
    ("2025-01-09 03:10", 5, 0.75, 2.5, "provider"),
    ("2025-01-23 14:20", 10, 1.5, 1.75, "provider"),
    # February: one late by half an hour, one by seven hours; the customer pulled a plug.
    ("2025-02-05 22:40", 12, 3.5, 6, "provider"),
    ("2025-02-12 09:00", 3, 5, 5.5, "customer"),
    ("2025-02-20 01:15", 20, 9, 14, "provider"),
    # March: soon repaired each time, but four more in twelve days. The one on the 5th was over in a quarter of an hour.
    ("2025-03-03 11:05", 5, 0.5, 1, "provider"),
    ("2025-03-05 17:30", 2, 0.1, 0.25, "provider"),
    ("2025-03-06 08:45", 5, 0.75, 2, "provider"),
    ("2025-03-09 19:25", 8, 1, 1.5, "provider"),
    ("2025-03-12 06:50", 5, 1.25, 3, "provider"),
    # April: nobody wrote down who caused the fault of the 21st.
    ("2025-04-04 10:30", 5, 0.5, 1, "provider"),
    ("2025-04-14 13:15", 10, 1, 2, "provider"),
    ("2025-04-17 21:00", 5, 1.5, 2, "provider"),
    ("2025-04-21 02:35", 25, 4.5, 8, ""),
    ("2025-04-24 15:45", 5, 1.25, 3, "provider"),
    # May: a cable was cut at sea.
    ("2025-05-06 04:00", 15, 21, 70, "provider"),
    ("2025-05-27 12:10", 5, 2.5, 3, "provider"),
    # June and July: a fault each.
    ("2025-06-18 09:35", 5, 1, 1.5, "provider"),
    ("2025-07-02 13:40", 10, 1, 2, "provider"),
]


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


faults, interruptions = [], []
for number, (down, reported, begun, over, cause) in enumerate(FAULTS, start=501):
    down = datetime.fromisoformat(down)
    opened = down + timedelta(minutes=reported)
    started, up = opened + timedelta(hours=begun), down + timedelta(hours=over)
    faults.append([f"F-{number}", "circuit", *(f"{at:%Y-%m-%d %H:%M}" for at in (opened, started, up)), cause])
    interruptions.append([f"F-{number}", "circuit", f"{down:%Y-%m-%d %H:%M}", f"{up:%Y-%m-%d %H:%M}", cause])

write("faults.csv", ["ticket", "component", "opened", "repair_started", "resolved", "cause"], faults)
write("interruptions.csv", ["id", "component", "from", "to", "cause"], interruptions)
write("charges.csv", ["name", "from", "value"], [["monthly_charge", "2025-01-01 00:00", "1800.00"]])
