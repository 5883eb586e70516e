"""How a claim's slots are worded for people: the same words in the terminal and in the report.

Everything here is plain text as it came; whoever prints it makes it safe for where it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.accounts.values import Estimate, Flag, Origin, Question, RelationKind
from sayso.documents.document import Document, Precision, Published
from sayso.reading.claim import Claim, Party, Period, Speaker
from sayso.reading.wording import OF_PEOPLE, SPACE, UNITS, bounds, figure, interval, measured, number, told

__all__ = ["OF_PEOPLE", "SPACE", "UNITS", "bounds", "figure", "interval", "measured", "number", "told"]  # passed on

# In the order in which tables show them, with what the figures of the kind are figures of.
KINDS = {
    "killed": "Killed",
    "wounded": "Wounded",
    "casualties": "Casualties (killed and wounded, or lost)",
    "captured": "Captured",
    "missing": "Missing",
    "displaced": "Displaced",
    "advance": "Ground gained",
    "retreat": "Ground given up, people driven out",
    "control": "Control of a place",
    "position": "Positions and distances",
    "attack": "Attacks, shells and missiles fired",
    "intercepted": "Missiles and drones shot down",
    "equipment_loss": "Equipment lost",
    "unit_loss": "Military units destroyed or rebuilt",
    "damage": "Damage to buildings and places",
    "deployment": "Sent, called up, recruited, trained",
    "strength": "Strength",
    "supply": "Supply of weapons, money, fuel",
    "population": "People living in a place",
    "legal": "Convictions and cases",
    "other": "Other figures",
}

# What has halves; everything else is counted.
_MEASURED = frozenset(
    {
        "m",
        "km",
        "m2",
        "km2",
        "m3",
        "litre",
        "tonne",
        "kg",
        "percent",
        "ratio",
        "time",
        "dollar",
        "euro",
        "rouble",
        "hryvnia",
    }
)


@dataclass(frozen=True, slots=True)
class Who:
    """Someone in a table: the side's id (None where unknown) and the words for them (may be empty)."""

    side: str | None
    words: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.side, self.words) if part)


def kind_title(kind: str) -> str:
    """The heading of a kind."""
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


def kind_order(kind: str) -> tuple[int, str]:
    """What to sort kinds by."""
    kinds = list(KINDS)
    return (kinds.index(kind) if kind in KINDS else len(kinds), kind)


def answer(question: Question) -> str:
    """What a question comes to, with its unit: "200 (150–300) vehicles", "≥ 200", "nothing asserted"."""
    of = question.estimate
    words = estimate(replace(of, best=_told_best(question)))
    if of.best is None and of.low is None and of.high is None:
        return words
    return measured(words, question.unit, question.per, question.kind)


def estimate(of: Estimate) -> str:
    """The range and the best figure: "200 (150–300)", "200 (≥ 150)", "≥ 200", "nothing asserted"."""
    if of.best is None:
        return "nothing asserted" if of.low is None and of.high is None else interval(of.low, of.high)
    if of.low == of.best == of.high or (of.low is None and of.high is None):
        return number(of.best)
    if None in (of.low, of.high) and of.best in (of.low, of.high):
        return interval(of.low, of.high)
    return f"{number(of.best)} ({interval(of.low, of.high)})"


def _told_best(question: Question) -> float | None:
    """The best figure as it is told. One that somebody gives stays as it is; the middle of several is nobody's, and is
    told to two digits, or as many more as its range is narrow; there are no halves of what is counted. None where no
    such figure is in the range: the range says it all."""
    of = question.estimate
    best, low, high = of.best, of.low, of.high
    if not best or any(best in (origin.low, origin.high) for origin in question.origins):
        return best
    counted = question.per is None and question.unit not in _MEASURED
    close = (high - low) / 10 if low is not None and high is not None else abs(best) / 20
    close = max(close, 0.5 if counted else 0.0)
    for digits in range(2, 16):
        rounded = float(f"{best:.{digits}g}")
        if counted:
            rounded = float(round(rounded))
        if abs(rounded - best) <= close and (low is None or low < rounded) and (high is None or rounded < high):
            return rounded
    return None


def support(question: Question) -> str:
    """How many say it, and how many of them on their own: "12 reports, 3 origins"."""
    origins = len(question.origins)
    return (
        f"{question.reports} report{'' if question.reports == 1 else 's'},"
        f" {origins} origin{'' if origins == 1 else 's'}"
    )


def origin(of: Origin) -> str:
    """The figure that an origin commits to, and how it stands to it if that matters: "≥ 200, admission"."""
    words = ("denies " if of.denied else "") + interval(of.low, of.high, approx=of.approx)
    return f"{words}, {FLAGS[of.flag]}" if of.flag is Flag.ADMISSION else words


FLAGS = {
    Flag.ADMISSION: "admission",
    Flag.INTERESTED: "interested",
    Flag.THIRD_PARTY: "third party",
    Flag.OWN_VOICE: "own voice",
}
RELATIONS = {  # between two claims, in the order in which they are told
    RelationKind.DIFFERS: "differs from",
    RelationKind.DENIES: "denies",
    RelationKind.UPDATES: "updates",
    RelationKind.AGREES: "agrees with",
    RelationKind.PART_OF: "is part of",
    RelationKind.REPEATS: "repeats",
}


def in_words(claim: Claim) -> str:
    """The figure of a claim and the words that it was read from."""
    return figure(claim.quantity) + (f", from “{claim.quantity.text}”" if told(claim.quantity) else "")


def who(party: Party | None) -> Who:
    """Whom or by whom: the mention, or the name where the mention is left out or a mere pronoun."""
    if party is None:
        return Who(None, "")
    text = (party.text or "").strip()
    words = party.name if not text or (party.name and len(text) < 4) else text
    return Who(party.side, words or "")


def speaker(link: Speaker) -> Who:
    """One link of a chain, by the name that a pronoun or nickname stands for."""
    return Who(link.side, link.name or link.text)


def says(claim: Claim, document: Document | None = None) -> tuple[Who, str]:
    """Who says it, and through whom we know, if through someone. The outlet itself, where no one else is named."""
    if not claim.source:
        outlet = document.publisher if document is not None else None
        return Who(None, outlet or "the outlet itself"), ""
    chain = [speaker(link).words for link in claim.source[:-1]]
    return speaker(claim.source[-1]), ", ".join(reversed(chain))


def firmness(claim: Claim) -> str:
    """How firmly it is said: "stated", "hedged · unverified", "denied"."""
    words = ["denied"] if claim.polarity == "denied" else []
    if claim.certainty == "hedged" or not words:
        words.append(claim.certainty)
    if claim.verification:
        words.append(claim.verification)
    return " · ".join(words)


def published(when: Published) -> str:
    """A publication date no finer than it is known: "18 Feb 2023", "May 2023", "2023"."""
    if when.day is None or when.precision is Precision.UNKNOWN:
        return ""
    formats = {Precision.DAY: f"{when.day.day} %b %Y", Precision.MONTH: "%b %Y", Precision.YEAR: "%Y"}
    return when.day.strftime(formats[when.precision])


def period(period: Period | None) -> str:
    """The days that a figure covers: "18 Feb 2023", "1-12 Mar 2023", "Mar 2023", "24 Feb 2022 to 12 Mar 2023"."""
    if period is None:
        return ""
    start, end = _day(period.start), _day(period.end)
    if start is None or end is None:
        only = start or end
        return "" if only is None else f"{'from' if start else 'to'} {_words(only)}"
    if start == end:
        return _words(start)
    last_of_month = (end + timedelta(days=1)).day == 1
    if start.day == 1 and last_of_month and (start.year, start.month) == (end.year, end.month):
        return start.strftime("%b %Y")
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\u2013{_words(end)}"
    if start.year == end.year:
        return f"{start.day} {start.strftime('%b')}\u2013{_words(end)}"
    return f"{_words(start)}\u2013{_words(end)}"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _words(day: date) -> str:
    return f"{day.day} {day.strftime('%b %Y')}"
