"""A question as a chart: one bar an origin, coloured by the speaker's side, and the estimate across all of them.

A bar runs from the least to the most that an origin commits to; an exact figure is a dot; where a bound is open
("at least 200") a dotted line with an arrow runs to the edge. The grey band is the estimate's range, its line the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from sayso.accounts.values import Origin, Question
from sayso.showing import wording
from sayso.showing.chart import COLOURS, NOT_SAID, axis_format, drawn_for_page
from sayso.showing.safe import safe

ORIGINS = 14  # bars of one chart; the page lists the others below it
_WIDTH, _STEP = 300, 24
_EXTENT = 205  # of the names: fixed, so that all charts have one scale and the browser's wider letters fit
_LOG = 40  # the largest is so many times the smallest: a linear axis would flatten the small ones
_LABEL = 32  # characters beside the bar: the speaker and the figure


@dataclass(frozen=True, slots=True)
class _Axis:
    """The axis of figures: where it begins and ends, with room for arrows, and whether it is logarithmic."""

    low: float
    high: float
    logarithmic: bool
    title: str | None

    def x(self, field: str) -> Any:
        """The channel that puts `field` on this axis."""
        import altair

        scale = altair.Scale(
            domain=[self.low, self.high], type="log" if self.logarithmic else "linear", nice=False, zero=False
        )
        style: dict[str, Any] = {
            "labelOverlap": True,
            "grid": True,
            "title": self.title,
            "format": axis_format(self.high),
        }
        if self.logarithmic:
            powers = range(round(log10(self.low)), floor(log10(self.high)) + 1)
            return altair.X(f"{field}:Q", scale=scale, axis=altair.Axis(values=[10**n for n in powers], **style))
        return altair.X(f"{field}:Q", scale=scale, axis=altair.Axis(tickCount=5, **style))


def chart(question: Question, colours: Mapping[str, int], linked: Set[str]) -> str:
    """The chart as SVG for the report's page; bars link to the first of their claims that is in `linked`."""
    import altair

    shown = [origin for origin in question.origins if _bounds(origin)][:ORIGINS]
    axis = _axis(question, shown)
    rows = [
        {"label": _label(origin, number), "colour": _colour(origin, colours), **_marks(origin, axis)}
        | {"href": next((f"#{id}" for id in origin.claims if id in linked), None), "words": _words(origin, question)}
        for number, origin in enumerate(shown)
    ]
    labels = altair.Axis(
        labelLimit=_EXTENT - 10, minExtent=_EXTENT, maxExtent=_EXTENT, labelPadding=9, ticks=False, domain=False
    )
    y = altair.Y("label:N", sort=[row["label"] for row in rows], title=None, axis=labels)
    data = altair.Data(values=rows)  # type: ignore[no-untyped-call]
    bars = altair.Chart(data).encode(
        y=y,
        color=altair.Color("colour:N", scale=None),
        stroke=altair.Stroke("colour:N", scale=None),
        href="href:N",
        description="words:N",
    )
    layers = [
        *_estimate(question, axis),
        bars.transform_filter("datum.edge != null")
        .mark_rule(strokeWidth=2, strokeDash=[2, 3])
        .encode(x=axis.x("at"), x2="edge:Q"),
        bars.transform_filter("datum.low < datum.high")
        .mark_bar(height=10, opacity=0.85)
        .encode(x=axis.x("low"), x2="high:Q"),
        bars.transform_filter("datum.edge != null")
        .mark_point(size=50, strokeWidth=1.4, filled=True)
        .encode(x=axis.x("edge"), shape=altair.Shape("arrow:N", scale=None)),
        bars.transform_filter("datum.shape != null")
        .mark_point(size=80, strokeWidth=1.8)
        .encode(
            x=axis.x("at"),
            shape=altair.Shape("shape:N", scale=None),
            fill=altair.Fill("colour:N", scale=None),
            fillOpacity=altair.FillOpacity("fill:Q", scale=None),
        ),
    ]
    drawing = altair.layer(*layers).properties(width=_WIDTH, height=altair.Step(_STEP))
    figure = wording.answer(question)
    words = f"{question.label}: {wording.support(question)}, estimate {figure}, {question.grade}"
    return drawn_for_page(drawing, words)


def drawable(question: Question) -> bool:
    """Whether a chart says more than the figure: two origins or more that commit to something."""
    values = [bound for origin in question.origins for bound in _bounds(origin)]
    return sum(bool(_bounds(origin)) for origin in question.origins) > 1 and min(values) >= 0


def _estimate(question: Question, axis: _Axis) -> list[Any]:
    """The band of the range and the line of the best figure, behind the bars. An open end reaches to the edge."""
    import altair

    estimate = question.estimate
    if estimate.best is None:
        return []
    row = {
        "from": axis.low if estimate.low is None else estimate.low,
        "to": axis.high if estimate.high is None else estimate.high,
        "best": estimate.best,
    }
    base = altair.Chart(altair.Data(values=[row]))  # type: ignore[no-untyped-call]
    band = base.mark_rect(color="currentColor", opacity=0.13, aria=False).encode(x=axis.x("from"), x2="to:Q")
    best = base.mark_rule(color="currentColor", strokeWidth=1.6, opacity=0.75, aria=False).encode(x=axis.x("best"))
    return [band, best]


def _marks(origin: Origin, axis: _Axis) -> dict[str, Any]:
    """Where the origin's marks stand: a bar for an interval, a dot for a figure, an arrow to the edge for no bound."""
    given = _bounds(origin)
    edge = axis.low if origin.low is None else axis.high if origin.high is None else None
    exact = given[0] == given[-1]
    return {
        "low": given[0],
        "high": given[-1],
        "at": sum(given) / len(given),
        "edge": edge,
        "arrow": "triangle-left" if origin.low is None else "triangle-right",
        "shape": "cross" if origin.denied else "circle" if exact else None,
        "fill": 0.0 if origin.denied else 0.95,
    }


def _label(origin: Origin, number: int) -> str:
    """The speaker, the figure and how often it is reported, no longer than there is room for."""
    figure = wording.interval(origin.low, origin.high, approx=origin.approx)
    figure += f" ×{len(origin.claims)}" if len(origin.claims) > 1 else ""
    name, room = safe(origin.speaker), max(_LABEL - len(figure), 8)
    name = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return f"{name}  {figure}" + "\u200b" * number  # two speakers of one name are two bars


def _colour(origin: Origin, colours: Mapping[str, int]) -> str:
    return f"var(--side-{colours.get((origin.side or NOT_SAID).split('+')[0], COLOURS)})"


def _words(origin: Origin, question: Question) -> str:
    figure = wording.measured(
        wording.interval(origin.low, origin.high, approx=origin.approx), question.unit, question.per
    )
    reports = f"{len(origin.claims)} reports" if len(origin.claims) > 1 else "one report"
    says = f"{origin.speaker}: {'denies ' if origin.denied else ''}{figure}"
    return safe(f"{says}, {wording.FLAGS[origin.flag]}, {reports}")


def _bounds(origin: Origin) -> list[float]:
    return sorted(bound for bound in (origin.low, origin.high) if bound is not None)


def _axis(question: Question, origins: Sequence[Origin]) -> _Axis:
    estimate = question.estimate
    values = [bound for origin in origins for bound in _bounds(origin)]
    values += [bound for bound in (estimate.low, estimate.best, estimate.high) if bound is not None]
    least, most = min(values), max(values)
    if least > 0 and most / least > _LOG:
        return _Axis(10 ** floor(log10(least)), most * 2, True, _unit(question, " (log scale)"))
    span = most - least
    if least > most / 2 and span:  # near each other: to begin at 0 would press them together
        return _Axis(max(0.0, least - span * 0.5), most + span * 0.35, False, _unit(question))
    return _Axis(0.0, most * 1.12 or 1.0, False, _unit(question))


def _unit(question: Question, more: str = "") -> str | None:
    return safe(wording.measured("", question.unit, question.per) + more).strip() or None
