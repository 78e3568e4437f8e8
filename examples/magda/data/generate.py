#!/usr/bin/env python3
"""Schrijft het bewijsmateriaal van januari tot en met augustus 2022: elke maand dezelfde gewone meldingen, en wat er
verder gebeurde. Zonder toeval: twee keer draaien geeft dezelfde bestanden."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
VRIJ = {date(2022, 4, 18), date(2022, 5, 26), date(2022, 6, 6), date(2022, 7, 11), date(2022, 7, 21), date(2022, 8, 15)}

meldingen, wachttijden, updates, storingen, onderhoud = [], [], [], [], []


def werkdag(maand, nummer):
    """De zoveelste werkdag van de maand, vanaf 0."""
    dag = date(2022, maand, 1)
    while True:
        if dag.weekday() < 5 and dag not in VRIJ and dag != date(2022, 1, 1):
            if nummer == 0:
                return dag
            nummer -= 1
        dag += timedelta(days=1)


def om(dag, tijd):
    return f"{dag.isoformat()}T{tijd}"


def incident(maand, dag, plan, prio, van, reactie, dagen, tot, **anders):
    """Een incident dat op werkdag `dag` gemeld is, en `dagen` werkdagen later opgelost."""
    nummer = f"MAG-{len(meldingen) + 1:04}"
    begin, eind = werkdag(maand, dag), werkdag(maand, dag + dagen)
    rij = dict(
        melding=nummer, soort="incident", plan=plan, kanaal="portaal", prioriteit=prio, geopend=om(begin, van),
        reactie=om(begin, reactie), opgelost=om(eind, tot), omgeving="productie", omvang="minderheid", geraakt="1%",
        gebruikers="een", veiligheid="geen", gemotiveerd="no",
    )
    rij.update({"P1": dict(omvang="volledig", geraakt="80%"), "P2": dict(omvang="groot_deel", geraakt="30%"),
                "P3": dict(omvang="klein_deel", geraakt="5%"), "P4": {}, "": dict(omvang="")}[prio])
    rij.update(anders)
    meldingen.append(rij)
    return nummer


def andere(soort, plan, prio, begin, eind, **anders):
    nummer = f"MAG-{len(meldingen) + 1:04}"
    rij = dict(melding=nummer, soort=soort, plan=plan, kanaal="portaal", prioriteit=prio, geopend=begin, opgelost=eind)
    rij.update(anders)
    meldingen.append(rij)
    return nummer


def gewone_maand(maand):
    incident(maand, 1, "standaard", "P1", "09:30", "10:15", 0, "15:30")
    incident(maand, 2, "standaard", "P3", "10:00", "14:00", 6, "12:00")
    incident(maand, 3, "dedicated", "P1", "08:30", "09:00", 0, "12:45")
    nummer = incident(maand, 4, "dedicated", "P2", "10:00", "11:00", 1, "16:00")
    if maand != 2:
        # Alleen van de dag waarop het de hele dag open stond is een update verschuldigd: hier van geen enkele.
        updates.append((nummer, om(werkdag(maand, 4), "15:00")))
    nummer = incident(maand, 5, "dedicated", "P2", "15:00", "16:00", 2, "09:30")
    updates.append((nummer, om(werkdag(maand, 6), "11:00")))
    incident(maand, 8, "dedicated", "P4", "09:00", "11:00", 4, "10:00")
    nummer = incident(maand, 9, "dedicated", "P1", "13:00", "13:40", 1, "12:00")
    wachttijden.append((nummer, om(werkdag(maand, 9), "15:00"), om(werkdag(maand, 10), "10:30"), "klant"))
    nummer = incident(maand, 10, "standaard", "P2", "09:00", "11:00", 5, "16:00")
    wachttijden.append((nummer, om(werkdag(maand, 12), "09:00"), om(werkdag(maand, 13), "17:00"), "derde"))
    incident(maand, 11, "standaard", "P1", "10:00", "16:30", 3, "12:00", kanaal="telefoon")
    andere("vraag", "standaard", "P3", om(werkdag(maand, 2), "10:00"), om(werkdag(maand, 12), "10:00"))
    andere("vraag", "dedicated", "P2", om(werkdag(maand, 3), "10:00"), om(werkdag(maand, 6), "10:00"))
    andere("vraag", "dedicated", "P4", om(werkdag(maand, 5), "10:00"), om(werkdag(maand, 9), "10:00"))
    andere("aansluiting", "dedicated", "", om(werkdag(maand, 1), "09:00"), om(werkdag(maand, 15), "15:00"))
    # Het derde weekend: dat van de derde zaterdag.
    eerste = date(2022, maand, 1)
    zaterdag = eerste + timedelta(days=(5 - eerste.weekday()) % 7 + 14)
    onderhoud.append(("server", om(zaterdag, "06:00"), om(zaterdag, "14:00")))
    storingen.append(("server", om(zaterdag, "06:30"), om(zaterdag, "09:00"), "infrastructuur"))


for maand in range(1, 9):
    gewone_maand(maand)
    if maand == 2:
        # Tien minuten te laat gereageerd, en een dag lang geen woord.
        incident(2, 12, "dedicated", "P1", "09:00", "10:10", 0, "12:00")
        incident(2, 13, "dedicated", "P2", "15:00", "16:00", 2, "09:30")
    if maand == 3:
        nummer = incident(3, 13, "dedicated", "P2", "09:00", "10:00", 3, "12:00")
        updates += [(nummer, om(werkdag(3, 14), "12:00")), (nummer, om(werkdag(3, 15), "12:00"))]
        storingen.append(("netwerk", om(werkdag(3, 7), "11:00"), om(werkdag(3, 7), "16:00"), "bron"))
    if maand == 4:
        # Van dit incident is geen prioriteit vastgelegd; het bleef drie dagen liggen.
        incident(4, 12, "dedicated", "", "09:00", "14:00", 3, "12:00")
    if maand == 5:
        andere("vraag", "dedicated", "P1", om(werkdag(5, 2), "09:00"), om(werkdag(5, 6), "09:00"))
        incident(5, 12, "dedicated", "P1", "09:00", "09:30", 0, "11:00", omgeving="TNI")
        storingen.append(("database", om(werkdag(5, 8), "10:00"), om(werkdag(5, 8), "14:00"), "infrastructuur"))
    if maand == 6:
        andere("vraag", "dedicated", "", om(werkdag(6, 2), "09:00"), om(werkdag(6, 12), "09:00"))
        storingen.append(("middleware", om(werkdag(6, 8), "10:00"), om(werkdag(6, 8), "15:00"), ""))
    if maand == 7:
        # Meer dan 240 uur van het service-venster.
        begin = om(werkdag(6, 5), "09:00")
        andere("aansluiting", "dedicated", "", begin, om(werkdag(7, 16), "15:00"))
    if maand == 8:
        # Even laat, en niemand weet meer langs welke weg ze binnenkwam.
        begin = om(werkdag(7, 5), "09:00")
        andere("aansluiting", "dedicated", "", begin, om(werkdag(8, 19), "15:00"), kanaal="")

# September begint: daarmee is augustus voorbij.
incident(9, 0, "standaard", "P4", "10:00", "11:00", 1, "12:00")

KOLOMMEN = ["melding", "soort", "plan", "kanaal", "prioriteit", "geopend", "reactie", "opgelost", "omgeving", "omvang",
            "geraakt", "gebruikers", "veiligheid", "gemotiveerd"]


def schrijf(naam, koppen, rijen):
    with open(HERE / naam, "w", newline="", encoding="utf-8") as bestand:
        schrijver = csv.writer(bestand, lineterminator="\n")
        schrijver.writerow(koppen)
        schrijver.writerows(rijen)


schrijf("meldingen.csv", KOLOMMEN, [[rij.get(kolom, "") for kolom in KOLOMMEN] for rij in meldingen])
schrijf("wachttijden.csv", ["melding", "van", "tot", "reden"], wachttijden)
schrijf("updates.csv", ["melding", "om"], updates)
schrijf("storingen.csv", ["onderdeel", "van", "tot", "oorzaak"], storingen)
schrijf("onderhoud.csv", ["onderdeel", "van", "tot"], onderhoud)
