"""The ledger as a table in the terminal: one line a claim, grouped by what is measured, each with its id and place.

Columns share the width there is. Everything that comes from an article goes through `safe`, and is never read as Rich
markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.documents.document import Document
from sayso.ledger import Ledger
from sayso.reading.claim import Claim
from sayso.showing import wording
from sayso.showing.layout import WIDE, fit, heads, id_length, joined, named, row, side_colours
from sayso.showing.safe import safe
from sayso.showing.wording import Who

Evidence = tuple[Claim, Document]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the least width that it can do with, and how its cell is made."""

    title: str
    least: int
    cell: Callable[[Claim, Document], Text]


class Shown:
    """Claims shown together: they share the widths, the colours of the sides and the length of the ids."""

    def __init__(self, evidence: Iterable[Evidence], limit: int = 0) -> None:
        every = list(evidence)
        self.of_kind = Counter(claim.kind for claim, _ in every)
        self.evidence = sorted(_surest(every, limit) if limit else every, key=_order)
        self.id_length = id_length([claim.id for claim, _ in every])
        self.colours = side_colours(side for claim, _ in every for side in _sides(claim))

    def print(self, console: Console) -> None:
        """Print the claims, as wide as the console is."""
        for line in self._wide(console.width) if console.width >= WIDE else self._narrow():
            console.print(line, soft_wrap=console.width >= WIDE)

    def _wide(self, width: int) -> Iterator[Text]:
        columns = self._columns()
        rows = [[column.cell(*pair) for column in columns] for pair in self.evidence]
        titles = [column.title for column in columns]
        widths = fit(titles, [column.least for column in columns], rows, width)
        yield heads(titles, widths)
        for kind, group in groupby(zip(self.evidence, rows, strict=True), key=lambda each: each[0][0].kind):
            lines = [cells for _, cells in group]
            yield self._title(kind, len(lines))
            for cells in lines:
                yield row(cells, widths)

    def _narrow(self) -> Iterator[Text]:
        for kind, pairs in groupby(self.evidence, key=lambda pair: pair[0].kind):
            group = list(pairs)
            yield self._title(kind, len(group))
            for claim, document in group:
                agent = self.who(wording.who(claim.agent))
                yield joined(
                    [
                        Text(wording.figure(claim.quantity, claim.kind), "bold"),
                        self.who(wording.who(claim.affected)),
                        Text.assemble(("by ", "dim"), agent) if agent else agent,
                        _where(claim),
                        _when(claim, document),
                    ]
                )
                yield Text("  ").append_text(
                    joined([self._says(claim, document), _firmness(claim), _read_at(claim), self._id(claim)])
                )

    def _title(self, kind: str, shown: int) -> Text:
        of = self.of_kind[kind]
        count = str(shown) if shown == of else f"{shown} of {of}"
        return Text.assemble((wording.kind_title(kind), "bold underline"), (f"  {count}", "dim"))

    def _columns(self) -> list[Column]:
        columns = [
            Column("figure", 14, lambda c, d: Text(wording.figure(c.quantity, c.kind), "bold")),
            Column("of whom", 18, lambda c, d: self.who(wording.who(c.affected))),
            Column("by whom", 12, lambda c, d: self.who(wording.who(c.agent))),
            Column("where", 9, lambda c, d: _where(c)),
            Column("when", 12, _when),
            Column("who says so", 22, self._says),
            Column("firmness", 8, lambda c, d: _firmness(c)),
            Column("read at", 17, lambda c, d: _read_at(c)),
            Column("id", self.id_length, lambda c, d: self._id(c)),
        ]
        # A column that would be empty from top to bottom gives its room to the others.
        return [column for column in columns if any(column.cell(*pair) for pair in self.evidence)]

    def who(self, who: Who) -> Text:
        """A side in its colour and the words."""
        return named(who, self.colours)

    def _says(self, claim: Claim, document: Document) -> Text:
        speaker, via = wording.says(claim, document)
        text = self.who(speaker)
        if not claim.source:
            text.stylize("italic")
        if via:
            text.append(f" via {safe(via)}", "dim")
        return text

    def _id(self, claim: Claim) -> Text:
        return Text(claim.id[: self.id_length], "cyan")


def show_claims(console: Console, ledger: Ledger, filters: Mapping[str, Any], limit: int) -> None:
    """Print the claims that pass `filters`, at most `limit` of them (0: all), and what to do next."""
    evidence = list(ledger.evidence(**filters))
    if not evidence:
        chosen = any(value is not None for name, value in filters.items() if name != "include_repeats")
        hint = "no claim that passes these filters" if chosen else "no claims; `sayso stats` says what was read"
        console.print(Text(f"The ledger {safe(ledger.where)} has {hint}."))
        return
    shown = Shown(evidence, limit)
    console.print(Text(heading(evidence), "bold"))
    console.print()
    shown.print(console)
    console.print()
    for line in _footnotes(ledger, filters, shown, len(evidence)):
        console.print(Text(line, "dim"))


def _footnotes(ledger: Ledger, filters: Mapping[str, Any], shown: Shown, found: int) -> Iterator[str]:
    if any(not claim.period and document.published.day for claim, document in shown.evidence):
        yield "(in brackets): the day of the article, where its words give the figure no days of its own."
    if len(shown.evidence) < found:
        yield (
            f"{several(found - len(shown.evidence), 'more claim')}: --limit 0 shows all,"
            " --kind killed, --side RU, --speaker Wagner, --doc '*name*' choose."
        )
    if not filters.get("include_repeats", True):
        repeats = sum(1 for claim in ledger.claims(**{**filters, "include_repeats": True}) if claim.repeats)
        if repeats:
            yield f"{several(repeats, 'figure')} in pull quotes, which repeat the text, left out (--repeats)."
    example = shown.evidence[0][0].id[: shown.id_length]
    yield f"`sayso why {example}` shows the words behind a line; `sayso show --json` has every field."


def heading(evidence: Sequence[Evidence]) -> str:
    """What the claims amount to: "73 claims by 22 speakers in 14 documents"."""
    speakers = {claim.source[-1].name or claim.source[-1].text for claim, _ in evidence if claim.source}
    documents = {document.id for _, document in evidence}
    return (
        f"{several(len(evidence), 'claim')} by {several(len(speakers), 'speaker')}"
        f" in {several(len(documents), 'document')}"
    )


def several(count: int, one: str, more: str | None = None) -> str:
    """ "1 claim", "2 claims", "1 340 claims"."""
    return f"{wording.number(count)} {one if count == 1 else more or one + 's'}"


def _order(pair: Evidence) -> tuple[object, ...]:
    claim, document = pair
    when = claim.period.start if claim.period and claim.period.start else None
    day = when or (document.published.day.isoformat() if document.published.day else "9")
    side = claim.affected.side if claim.affected and claim.affected.side else "~"
    return (wording.kind_order(claim.kind), side, day, document.id, claim.start, claim.id)


def _surest(evidence: list[Evidence], limit: int) -> list[Evidence]:
    """`limit` of the claims: of each kind in turn the one that says most, attributed ones before the outlet's own."""
    kinds: dict[str, list[Evidence]] = {}
    for pair in sorted(evidence, key=lambda pair: (bool(pair[0].source), _filled(pair[0]), pair[0].confidence)):
        kinds.setdefault(pair[0].kind, []).append(pair)
    chosen: list[Evidence] = []
    while len(chosen) < min(limit, len(evidence)):
        for kind in sorted(kinds, key=wording.kind_order):
            if kinds[kind] and len(chosen) < limit:
                chosen.append(kinds[kind].pop())
    return chosen


def _filled(claim: Claim) -> int:
    slots = (claim.affected, claim.agent, claim.place, claim.period, claim.verification)
    return sum(slot is not None for slot in slots)


def _sides(claim: Claim) -> Iterator[str]:
    for part in (claim.affected, claim.agent, *claim.source):
        if part is not None and part.side:
            yield part.side.split("+")[0]


def _where(claim: Claim) -> Text:
    return Text(safe(claim.place.name) if claim.place else "")


def _when(claim: Claim, document: Document) -> Text:
    words = wording.period(claim.period)
    if words:
        return Text(words)
    day = wording.published(document.published)
    return Text(f"({day})" if day else "", "dim")


def _firmness(claim: Claim) -> Text:
    words = wording.firmness(claim)
    return Text(words, "dim" if words == "stated" else "red" if "denied" in words else "yellow")


def _read_at(claim: Claim) -> Text:
    return Text(f"{safe(claim.doc)}:{claim.start}-{claim.end}", "dim")
