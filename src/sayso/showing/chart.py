"""Figures over time, one small chart a measure, drawn once as SVG: the page needs no program to show them.

A figure is a dot; an interval is a line; a bound ("at least", "at most") is a triangle that points to where the rest
lies. The colours are CSS variables and `currentColor`, so that the page's light and dark styles reach into the drawing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import ceil, floor, log10
from typing import Any

from sayso.documents.document import Document
from sayso.reading.claim import Claim
from sayso.showing import wording
from sayso.showing.safe import safe

PANELS = 9
NOT_SAID = "not said"
POINTS = 300  # of one chart; more can't be told apart
COLOURS = 6  # --side-1 to --side-6 of the page; further sides share the last, which is grey
_WIDTH, _HEIGHT = 330, 170
_LOG = 40  # the largest is so many times the smallest: a linear axis would flatten the small ones
_NOT_DRAWN = ("other", "position", "legal")  # figures of unlike things, which no axis holds
_SHARES = ("percent", "ratio")  # drawn only where the kind itself is a share

# Vega writes its own base before a link within the page, and its labels only for screen readers.
_LINK = re.compile(r'xlink:href="[^"#]*#([a-z0-9]+)"')
_DRAWN_AS = re.compile(
    r'(?P<label> aria-label="[^"]*")?(?P<role> role="graphics-\w+" aria-roledescription="[^"]*")(?P<after> aria-label)?'
)
_LABELLED = re.compile(r'(<path aria-label="([^"]*)"[^<>]*)/>')


@dataclass(frozen=True, slots=True)
class Point:
    """One claim in a chart."""

    day: date
    low: float | None
    high: float | None
    side: str
    firm: bool
    denied: bool
    id: str
    words: str

    @property
    def value(self) -> float:
        """Where its mark stands: the figure, its only bound, or the middle of the interval."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high or 0.0

    @property
    def shape(self) -> str:
        if self.denied:
            return "cross"
        if self.low is None:
            return "triangle-down"
        return "triangle-up" if self.high is None else "circle"


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart: its heading, the drawing as SVG, and what it shows in words for who can't see it."""

    title: str
    svg: str
    words: str


def side_colours(claims: Iterable[Claim], speaking: Iterable[str] = ()) -> dict[str, int]:
    """The number of the colour of each side, the most frequent first; `speaking` names sides that give figures."""
    sides = Counter(_side(claim) for claim in claims) + Counter(speaking)
    unknown = sides.pop(NOT_SAID, 0)
    numbers = {side: min(n, COLOURS) for n, (side, _) in enumerate(sides.most_common(), 1)}
    return numbers | ({NOT_SAID: COLOURS} if unknown else {})


def panels(evidence: Sequence[tuple[Claim, Document]], colours: dict[str, int]) -> list[Panel]:
    """A chart for each of the measures with most figures that have a day, at most PANELS of them."""
    measures: dict[tuple[str, str, str | None], list[Point]] = defaultdict(list)
    for claim, document in evidence:
        point = _point(claim, document)
        share = claim.quantity.unit in _SHARES and claim.kind != "control"
        if point is not None and claim.kind not in _NOT_DRAWN and not share:
            measures[claim.kind, claim.quantity.unit, claim.quantity.per].append(point)
    largest = sorted(measures, key=lambda m: (-len(measures[m]), wording.kind_order(m[0]), m[1]))
    chosen = list({measure[0]: measure for measure in reversed(largest)}.values())[::-1]  # of a kind, its usual unit
    chosen.sort(key=lambda m: -len(measures[m]))
    chosen = [m for m in chosen if len(measures[m]) > 1][:PANELS] or chosen[:PANELS]
    chosen.sort(key=lambda m: (wording.kind_order(m[0]), m[1]))
    days = [point.day for measure in chosen for point in measures[measure]]
    return [_panel(measure, measures[measure], (min(days), max(days)), colours) for measure in chosen]


def _thinned(points: list[Point]) -> list[Point]:
    """At most POINTS of them, spread over the time that all cover."""
    step = max(1, -(-len(points) // POINTS))
    return sorted(points, key=lambda point: (point.day, point.id))[::step]


def _point(claim: Claim, document: Document) -> Point | None:
    day = _day(claim, document)
    low, high = claim.quantity.low, claim.quantity.high
    if day is None or low is high is None or any(bound is not None and bound < 0 for bound in (low, high)):
        return None
    speaker, _ = wording.says(claim, document)
    words = f"{wording.figure(claim.quantity)}, {_side(claim)}: {speaker}, {day:%d %b %Y}, {wording.firmness(claim)}"
    firm, denied = claim.certainty == "stated", claim.polarity == "denied"
    return Point(day, low, high, _side(claim), firm, denied, claim.id, safe(words))


def _day(claim: Claim, document: Document) -> date | None:
    """The last day that the figure covers, or when it was published."""
    if claim.period is not None and claim.period.end:
        try:
            return date.fromisoformat(claim.period.end)
        except ValueError:
            return None
    return document.published.day


def _side(claim: Claim) -> str:
    return (claim.affected.side if claim.affected is not None else None) or NOT_SAID


def _panel(
    measure: tuple[str, str, str | None], points: list[Point], days: tuple[date, date], colours: dict[str, int]
) -> Panel:
    import altair

    kind, unit, per = measure
    drawn = _thinned(points)
    _, several = wording.UNITS.get(unit, (unit, unit))
    values = [v for p in points for v in (p.low, p.high) if v]
    logarithmic = bool(values) and max(values) / min(values) > _LOG and all(p.value > 0 for p in points)
    what = safe(
        " ".join(part for part in (several, f"a {per}" if per else "", "(log scale)" if logarithmic else "") if part)
    )
    last_of = {p.side: p for p in drawn}  # is named: a colour alone would tell the sides apart
    rows = [
        {
            "day": p.day.isoformat(),
            "value": p.value,
            "low": p.low if p.low is not None else p.value,
            "high": p.high if p.high is not None else p.value,
            "colour": f"var(--side-{colours.get(p.side, COLOURS)})",
            "shape": p.shape,
            "fill": 0.85 if p.firm and not p.denied else 0.0,
            "href": f"#{p.id}",
            "words": p.words,
            "name": safe(p.side) if last_of[p.side] is p else None,
        }
        for p in drawn
    ]
    margin = timedelta(days=max(2, (days[1] - days[0]).days // 25))
    x = altair.X(
        "day:T",
        title=None,
        scale=altair.Scale(domain=[(days[0] - margin).isoformat(), (days[1] + margin).isoformat()]),
        axis=altair.Axis(tickCount=5, labelOverlap=True, grid=False),
    )
    scale, axis = (
        altair.Scale(zero=True, nice=True),
        altair.Axis(tickCount=5, labelOverlap=True, format=axis_format(max(values)) if values else ".4~r"),
    )
    if logarithmic:
        lowest, highest = floor(log10(min(values))), ceil(log10(max(values)))
        scale = altair.Scale(type="log", domain=[10**lowest, 10**highest], nice=False)
        axis = altair.Axis(
            values=[10**n for n in range(lowest, highest + 1)], labelOverlap=True, format=axis_format(max(values))
        )
    y = altair.Y("value:Q", title=what or None, scale=scale, axis=axis)
    data = altair.Data(values=rows)  # type: ignore[no-untyped-call]
    colour, stroke = altair.Color("colour:N", scale=None), altair.Stroke("colour:N", scale=None)
    base = altair.Chart(data).encode(x=x, color=colour, stroke=stroke)
    spans = base.transform_filter("datum.low != datum.high").mark_rule(strokeWidth=3, opacity=0.45)
    spans = spans.encode(y=altair.Y("low:Q", title=what or None), y2="high:Q")
    dots = base.mark_point(size=75, strokeWidth=1.6).encode(
        y=y,
        shape=altair.Shape("shape:N", scale=None),
        fill=altair.Fill("colour:N", scale=None),
        fillOpacity=altair.FillOpacity("fill:Q", scale=None),
        href="href:N",
        description="words:N",
    )
    names = base.transform_filter("datum.name != null").mark_text(
        align="right", dx=-8, dy=-7, fontSize=10, fontWeight="bold", strokeWidth=0, aria=False
    )
    drawing = (spans + dots + names.encode(y=y, text="name:N")).properties(width=_WIDTH, height=_HEIGHT)
    count = f"{len(points)} figures" if len(points) > 1 else "one figure"
    if len(drawn) < len(points):
        count = f"{len(drawn)} of {count}"
    words = f"{wording.kind_title(kind)}: {count} from {min(p.day for p in points)} to {max(p.day for p in points)}"
    return Panel(wording.kind_title(kind), drawn_for_page(drawing, words), words)


def axis_format(most: float) -> str:
    """How figures up to `most` are written: 20k rather than 20000, but never 50m (milli) for 0.05."""
    return "~s" if most >= 1000 else ".4~r"


def drawn_for_page(drawing: Any, words: str) -> str:
    """An Altair chart as SVG in the page's colours, with `words` as its text alternative."""
    import vl_convert

    ink = dict.fromkeys(("labelColor", "titleColor", "domainColor", "tickColor", "gridColor"), "currentColor")
    drawing = (
        drawing.configure(background="transparent", font="system-ui, sans-serif")
        .configure_axis(**ink, gridOpacity=0.15, titleFontWeight="normal")
        .configure_view(stroke=None)
    )
    return _for_page(vl_convert.vegalite_to_svg(drawing.to_json(validate=False)), words)


def _for_page(svg: str, words: str) -> str:
    """The drawing with links within the page, labels that show when pointed at, and its own text alternative.

    Vega gives roles of WAI-ARIA's graphics module, which few screen readers know: what has a label is a picture in
    the drawing, and the drawing, which has links, a group.
    """
    svg = _DRAWN_AS.sub(
        lambda found: (
            (found["label"] or "")
            + (' role="img"' if found["label"] or found["after"] else "")
            + (found["after"] or "")
        ),
        svg,
    )
    svg = _LINK.sub(r'href="#\1"', svg)
    svg = _LABELLED.sub(r"\1><title>\2</title></path>", svg)
    opening = re.compile(r'<svg[^>]*?(viewBox="[^"]*")[^>]*>')
    label = escape(safe(words))
    return opening.sub(lambda found: f'<svg class="chart" {found[1]} role="group" aria-label="{label}">', svg, count=1)
