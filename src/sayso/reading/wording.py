"""How a figure is worded for people: the same words wherever one is told, in tables and in the reasons of comparing.

Everything here is plain text as it came; whoever prints it makes it safe for where it goes.
"""

from __future__ import annotations

from sayso.reading.claim import Quantity

SPACE = "\u00a0"  # between the thousands and before a unit: never a line break inside a figure

UNITS = {  # one, several; an empty one goes without saying
    "person": ("person", "people"),
    "m2": ("m²", "m²"),
    "km2": ("km²", "km²"),
    "percent": ("%", "%"),
    "ratio": ("×", "×"),
    "time": ("time", "times"),
    "attack": ("attack", "attacks"),
    "unit": ("unit", "units"),
    "vehicle": ("vehicle", "vehicles"),
    "aircraft": ("aircraft", "aircraft"),
    "drone": ("drone", "drones"),
    "missile": ("missile", "missiles"),
    "shell": ("shell", "shells"),
    "gun": ("gun", "guns"),
    "ship": ("ship", "ships"),
    "building": ("building", "buildings"),
    "place": ("place", "places"),
    "case": ("case", "cases"),
    "item": ("", ""),
    "dollar": ("dollars", "dollars"),
}

OF_PEOPLE = ("killed", "wounded", "casualties", "captured", "missing", "displaced", "population")


def number(value: float) -> str:
    """12000.0 as "12 000" (no comma or full stop: half the world reads those the other way round), 2.5 as "2.5".

    More than two decimals come of arithmetic (a month told as one day), and are no reader's: 8223.68421 is "8 220".
    """
    if abs(value) < 1e12 and abs(value * 100 - round(value * 100)) > 1e-4:
        value = float(f"{value:.{3 if abs(value) >= 1000 else 4}g}")
    if value == int(value):
        words = f"{value:,.0f}"
    else:
        words = f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.1 else f"{value:.2g}"
    return words.replace(",", SPACE)


def told(quantity: Quantity | None) -> bool:
    """Whether there is a figure at all."""
    return quantity is not None and quantity.unit is not None


def bounds(quantity: Quantity) -> str:
    """The interval: "200", "≥ 200", "≤ 2", "20 000-30 000"; "≈" before a number that the words mark as rounded."""
    return interval(quantity.low, quantity.high, approx=quantity.approx)


def interval(low: float | None, high: float | None, *, approx: bool = False) -> str:
    """From `low` to `high`, of which None is an open bound. It is the number that is rounded, not the bound: "nearly
    fifty" is "≤ ≈ 50", at most about fifty."""
    about = f"≈{SPACE}" if approx else ""
    if low is not None and high is not None:
        return about + (number(low) if low == high else f"{number(low)}\u2013{number(high)}")
    if low is not None:
        return f"≥{SPACE}{about}{number(low)}"
    return f"≤{SPACE}{about}{number(high)}" if high is not None else f"{about}?"


def measured(words: str, unit: str, per: str | None, kind: str | None = None) -> str:
    """The words of a figure with unit and rate. Under the heading of a `kind` of people these go without saying."""
    _, several = UNITS.get(unit, (unit, unit))
    if unit == "person" and kind in OF_PEOPLE:
        several = ""
    return words + (SPACE + several if several else "") + (f" a {per}" if per else "")


def figure(quantity: Quantity | None, kind: str | None = None) -> str:
    """The interval with its unit and rate: "≥ 200 people", "≈ 3 km²", "6 000 shells a day".

    Under the heading of a `kind` that counts people they go without saying. A claim of an event may have no quantity,
    or, out of a ledger, one that says nothing.
    """
    if not told(quantity):
        return "no figure"
    assert quantity is not None
    one, several = UNITS.get(quantity.unit, (quantity.unit, quantity.unit))
    if quantity.unit == "person" and kind in OF_PEOPLE:
        one = several = ""
    unit = one if quantity.low == quantity.high == 1 else several
    return bounds(quantity) + (SPACE + unit if unit else "") + (f" a {quantity.per}" if quantity.per else "")
