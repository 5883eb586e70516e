"""One question: every account of it side by side over time, its words, why each pair relates, and the estimate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.accounts.values import Flag, Level, Origin, Question, Relation, RelationKind
from sayso.documents.document import Document
from sayso.exporting.accounts import figure, question_to_json, relation_to_json
from sayso.exporting.jsonl import claim_to_json
from sayso.ledger import Ledger, LedgerError
from sayso.reading.claim import Claim
from sayso.showing import wording
from sayso.showing.layout import fit, heads, joined, named, row, side_colours
from sayso.showing.questions import GRADES
from sayso.showing.safe import safe
from sayso.showing.wording import Who

_WIDEST = 100  # of a line that is read, not looked up
_INDENT = "     "
_AROUND = 400  # characters of a sentence shown on either side of the figure
_OUTSIDE = 25  # pairs with claims of other questions that are told: a total of a whole war has thousands of parts
_BOTH_WAYS = (RelationKind.REPEATS, RelationKind.AGREES, RelationKind.DIFFERS)
_SIDES = 4  # columns of sides; the others share the last


@dataclass(frozen=True, slots=True)
class Account:
    """One report: a claim that answers the question, numbered in order of publication."""

    number: int
    claim: Claim
    document: Document
    origin: Origin
    flag: Flag

    @property
    def speaker(self) -> Who:
        """Who says it: the innermost speaker, as comparing names it."""
        return Who(self.origin.side, self.origin.speaker)

    @property
    def day(self) -> str:
        """When it was published, no finer than known."""
        return wording.published(self.document.published)

    @property
    def sentence(self) -> str:
        """Its sentence (of a very long one, what is near the figure)."""
        claim = self.claim
        start, end = max(claim.sentence[0], claim.start - _AROUND), min(claim.sentence[1], claim.end + _AROUND)
        words = self.document.text[start:end].strip()
        return ("… " if start > claim.sentence[0] else "") + words + (" …" if end < claim.sentence[1] else "")


def accounts(ledger: Ledger, question: Question) -> list[Account]:
    """The reports of a question, in order of publication."""
    evidence = {claim.id: (claim, document) for claim, document in ledger.evidence(question=question.id)}
    origin_of = {id: origin for origin in question.origins for id in origin.claims}
    flags = ledger.flags(question.id)
    known = [id for id in question.claims if id in evidence and id in origin_of]
    return [
        Account(number, *evidence[id], origin_of[id], flags.get(id, origin_of[id].flag))
        for number, id in enumerate(known, 1)
    ]


@dataclass(frozen=True, slots=True)
class Why:
    """A pair as it is told: the first claim's id, what it does to the second's, and the numbers of their accounts
    (None: a claim of another question)."""

    relation: Relation
    a: str
    b: str
    first: int | None
    second: int | None


def whys(ledger: Ledger, question: Question, reports: Sequence[Account]) -> list[Why]:
    """The pairs of a question in the order in which they are told; what holds both ways begins with the earlier."""
    numbers = {report.claim.id: report.number for report in reports}
    kinds, last = list(wording.RELATIONS), len(reports) + 1
    found = []
    for relation in ledger.relations(question=question.id):
        a, b = relation.a, relation.b
        if relation.kind in _BOTH_WAYS and numbers.get(b, last) < numbers.get(a, last):
            a, b = b, a
        found.append(Why(relation, a, b, numbers.get(a), numbers.get(b)))
    found.sort(key=lambda w: (kinds.index(w.relation.kind), w.first or last, w.second or last, w.a, w.b))
    return found


def show_question(console: Console, ledger: Ledger, id: str) -> None:
    """Print the question of this id (or of the only id that begins so). Raises LedgerError."""
    question = ledger.question(id)
    reports = accounts(ledger, question)
    relations = list(ledger.relations(question=question.id))
    colours = side_colours(o.side.split("+")[0] for o in question.origins if o.side)
    range_of = wording.answer(question)
    console.print(Text.assemble((safe(question.label), "bold underline"), ("  " + question.id, "cyan")))
    console.print(
        joined(
            [
                Text(safe(range_of), "bold yellow"),
                Text(str(question.grade), GRADES[question.grade]),
                Text(wording.support(question)),
            ]
        )
    )
    console.print(_wrapped(f"Estimate by the rule “{question.estimate.rule}”: {question.estimate.how}", console, ""))
    console.print()
    for line in _side_by_side(reports, colours, console.width):
        console.print(line, soft_wrap=True)
    console.print()
    console.print(Text("In their words", "bold"))
    for report in reports:
        for line in _account(report, question, colours, console):
            console.print(line, soft_wrap=True)
    console.print()
    console.print(Text("Why they relate as they do", "bold"))
    if not relations:
        console.print(Text("One report: there is nothing to compare it with.", "dim"))
    for line in _whys(ledger, question, reports, relations, console):
        console.print(line, soft_wrap=True)


def question_in_full(ledger: Ledger, id: str) -> dict[str, Any]:
    """The question as plain values, with its accounts, origins and relations. Raises LedgerError."""
    question = ledger.question(id)
    return {
        **question_to_json(question),
        "how": question.estimate.how,
        "accounts": [
            {
                **claim_to_json(report.claim),
                "flag": str(report.flag),
                "origin": report.origin.id,
                "words": report.sentence,
                "publisher": report.document.publisher,
                "published": str(report.document.published.day) if report.document.published.day else None,
                "url": report.document.url,
            }
            for report in accounts(ledger, question)
        ],
        "said_by": [
            {
                "id": origin.id,
                "speaker": origin.speaker,
                "side": origin.side,
                "flag": str(origin.flag),
                "low": figure(origin.low),
                "high": figure(origin.high),
                "approx": origin.approx,
                "denied": origin.denied,
                "claims": list(origin.claims),
            }
            for origin in question.origins
        ],
        "relations": [relation_to_json(relation) for relation in ledger.relations(question=question.id)],
    }


def _side_by_side(reports: Sequence[Account], colours: Mapping[str, str], width: int) -> Iterator[Text]:
    """A line for each day of publication, a column for each side that speaks."""
    sides = list(dict.fromkeys(report.origin.side or "" for report in reports))
    alone = sorted(side for side in sides if side)[: _SIDES if len(sides) <= _SIDES else _SIDES - 1]
    rest = any(side not in alone for side in sides)
    titles = ["published", *alone, *(["others"] if rest else [])]
    days: dict[str, list[list[Text]]] = {}
    for report in reports:
        lines = days.setdefault(report.day, [])
        column = 1 + (alone.index(report.origin.side) if report.origin.side in alone else len(alone))
        line = next((line for line in lines if not line[column]), None)
        if line is None:
            line = [Text(report.day or "undated") if not lines else Text("")] + [Text("") for _ in titles[1:]]
            lines.append(line)
        line[column] = _cell(report, colours)
    rows = [line for lines in days.values() for line in lines]
    widths = fit(titles, [11, *([18] * (len(titles) - 1))], rows, width)
    yield heads(titles, widths)
    for cells in rows:
        yield row(cells, widths)


def _cell(report: Account, colours: Mapping[str, str]) -> Text:
    claim = report.claim
    figure = wording.bounds(claim.quantity)
    words = f"denies {figure}" if claim.polarity == "denied" else figure
    who = named(Who(None, report.speaker.words), colours)
    return Text.assemble((f"[{report.number}] ", "dim"), (safe(words), "bold"), " ", who)


def _account(report: Account, question: Question, colours: Mapping[str, str], console: Console) -> Iterator[Text]:
    claim, document = report.claim, report.document
    origin = [o.id for o in question.origins].index(report.origin.id) + 1
    marks = [wording.FLAGS[report.flag], wording.firmness(claim)]
    yield joined(
        [
            Text.assemble((f"[{report.number}] ".rjust(len(_INDENT)), "dim"), named(report.speaker, colours)),
            Text(safe(wording.figure(claim.quantity, claim.kind)), "bold yellow"),
            Text(", ".join(marks), "dim"),
            Text(report.day, "dim"),
            Text(f"origin {origin} of {len(question.origins)}", "dim"),
        ]
    )
    yield _wrapped(f"“{safe(report.sentence)}”", console, _INDENT)
    parts = [f"{document.id}:{claim.start}-{claim.end}", document.publisher, document.url]
    words = " · ".join(safe(part) for part in parts if part)
    yield Text(_INDENT + words + "  ", "dim").append(claim.id, "cyan")


def _whys(
    ledger: Ledger, question: Question, reports: Sequence[Account], relations: Sequence[Relation], console: Console
) -> Iterator[Text]:
    """Each reason once, before the pairs that it holds for: twelve copies of a text are sixty-six pairs."""
    number = {report.claim.id: report.number for report in reports}
    inside: dict[tuple[RelationKind, str, str], list[Relation]] = defaultdict(list)
    outside: list[Relation] = []
    for relation in relations:
        if relation.a in number and relation.b in number:
            inside[relation.kind, relation.why, levels(relation)].append(relation)
        else:
            outside.append(relation)
    for kind in wording.RELATIONS:
        for (found, why, said), pairs in inside.items():
            if found is kind:
                yield Text(_INDENT).append_text(_pairs(kind, pairs, number))
                yield _wrapped(safe(why), console, _INDENT * 2)
                yield _wrapped(said, console, _INDENT * 2, "dim")
    for relation in outside[:_OUTSIDE]:
        part = relation.a if relation.a not in number else relation.b
        yield Text(_INDENT).append_text(_elsewhere(ledger, relation, number, part))
        yield _wrapped(safe(relation.why), console, _INDENT * 2)
        yield _wrapped(levels(relation), console, _INDENT * 2, "dim")
    if len(outside) > _OUTSIDE:
        more = wording.number(len(outside) - _OUTSIDE)
        yield Text(f"{_INDENT}… and {more} more pairs with claims of other questions: --json has them all.", "dim")


def _pairs(kind: RelationKind, pairs: Sequence[Relation], number: Mapping[str, int]) -> Text:
    """ "[1] [3] [4] repeat each other", or "[1] differs from [2]; [3] differs from [2]"."""
    members = sorted({number[id] for pair in pairs for id in (pair.a, pair.b)})
    everyone = {frozenset(pair) for pair in combinations(members, 2)}
    symmetric = kind in _BOTH_WAYS
    if symmetric and len(members) > 2 and everyone == {frozenset((number[p.a], number[p.b])) for p in pairs}:
        verb = {"repeats": "repeat each other", "agrees": "agree", "differs": "differ"}[kind]
        return Text.assemble(" ".join(f"[{n}]" for n in members), (f" {verb}", "bold"))
    ends = [(number[pair.a], number[pair.b]) for pair in pairs]
    ordered = sorted((min(pair), max(pair)) if symmetric else pair for pair in ends)
    return Text("; ").join([Text.assemble(f"[{a}] ", (wording.RELATIONS[kind], "bold"), f" [{b}]") for a, b in ordered])


def _elsewhere(ledger: Ledger, relation: Relation, number: Mapping[str, int], id: str) -> Text:
    """A relation with a claim of another question: its figure and that question's label."""
    try:
        claim = ledger.claim(id)
        of = ledger.question(claim.question).label if claim.question else ""
        other = f"{wording.figure(claim.quantity)} ({of or claim.doc}, {claim.id})"
    except LedgerError:
        other = id
    here = (
        f"[{number[relation.b if id == relation.a else relation.a]}]"
        if {relation.a, relation.b} & number.keys()
        else ""
    )
    first, second = (safe(other), here) if id == relation.a else (here, safe(other))
    return Text.assemble(first, (f" {wording.RELATIONS[relation.kind]} ", "bold"), second)


def levels(relation: Relation) -> str:
    """How the pair stands in each respect: "measure and who equal; where contained; when unknown"."""
    of = relation.levels
    each = {"measure": of.measure, "who": of.who, "where": of.where, "when": of.when}
    groups: dict[Level, list[str]] = defaultdict(list)
    for name, level in each.items():
        groups[level].append(name)
    return "; ".join(f"{_and(names)} {level}" for level, names in groups.items())


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _wrapped(words: str, console: Console, indent: str, style: str = "") -> Text:
    """The words in lines that are easy to read, each indented."""
    width = max(20, min(console.width, _WIDEST) - len(indent))
    lines = Text(words, style).wrap(console, width)
    return Text("\n").join([Text(indent).append_text(line) for line in lines])
