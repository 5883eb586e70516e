"""What a request asks for: filters and page, out of the address and back into it, so that an address is a state."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from sayso.ledger.counting import ORDERS, Chosen
from sayso.web.errors import WebError

LISTS = ("questions", "claims")
_LONGEST = 200  # characters of a value
_WORDS = tuple(f.name for f in fields(Chosen) if f.name not in ("said", "box"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, and which part of which list to show."""

    chosen: Chosen = Chosen()  # noqa: RUF009 - frozen
    list: str = LISTS[0]
    order: str = ORDERS[0]
    page: int = 1

    def address(self, path: str = "/", **changes: Any) -> str:
        """The address of this state with some of it changed; the page begins anew unless that is what changes."""
        own: dict[str, Any] = {"page": 1}
        own |= {name: changes.pop(name) for name in ("list", "order", "page") if name in changes}
        state = replace(self, chosen=replace(self.chosen, **changes), **own)
        values = {name: value for name in _WORDS if (value := getattr(state.chosen, name))}
        if state.chosen.said:
            values["clock"] = "said"
        if state.chosen.box:
            values["box"] = ",".join(f"{degree:g}" for degree in state.chosen.box)
        for name, usual in (("list", LISTS[0]), ("order", ORDERS[0]), ("page", 1)):
            if (value := getattr(state, name)) != usual:
                values[name] = str(value)
        return path + ("?" + urlencode(values) if values else "")

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, as words: what the page shows as removable."""
        found = {name: str(value) for name in _WORDS if (value := getattr(self.chosen, name))}
        if self.chosen.box:
            found["box"] = "an area of the map"
        return found


def asked(query: QueryParams) -> Asked:
    """What the query of an address asks for. Raises WebError for what can't be meant."""
    words = {name: value[:_LONGEST] for name in _WORDS if (value := query.get(name, "").strip())}
    for name in ("since", "until"):
        if name in words:
            words[name] = _day(words[name], name)
    box = _box(query["box"]) if query.get("box") else None
    clock = query.get("clock", "happened")
    if clock not in ("happened", "said"):
        raise WebError(400, f"There is no clock {clock!r}.", "It is happened or said.")
    return Asked(
        Chosen(**words, said=clock == "said", box=box),
        _one_of(query.get("list", LISTS[0]), LISTS, "list"),
        _one_of(query.get("order", ORDERS[0]), ORDERS, "order"),
        number(query.get("page"), "page", 1, 100_000),
    )


def number(words: str | None, name: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most` out of an address. Raises WebError."""
    if words is None or words == "":
        return usual
    if not (words.isascii() and words.isdigit() and 1 <= int(words) <= most):
        raise WebError(400, f"{words[:40]!r} is no {name}.", f"It is a whole number from 1 to {most}.")
    return int(words)


def _one_of(words: str, choices: tuple[str, ...], name: str) -> str:
    if words not in choices:
        raise WebError(400, f"There is no {name} {words[:40]!r}.", f"It is one of {', '.join(choices)}.")
    return words


def _day(words: str, name: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise WebError(400, f"{name}: {words[:40]!r} is no day.", "Write 2023-03-01.") from error


def _box(words: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError:
        west, south, east, north = 1.0, 1.0, 0.0, 0.0
    if not (-540 <= west < east <= 540 and -90 <= south < north <= 90):
        raise WebError(400, f"{words[:60]!r} is no area of the map.", "It is west,south,east,north in degrees.")
    return west, south, east, north
