"""The questions as a table: what is asked, the range, how well it is supported, and who says what.

One line a question, grouped by what is measured. Everything that comes from an article goes through `safe`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from sayso.accounts.values import Flag, Grade, Origin, Question
from sayso.exporting.table import Cell, cell
from sayso.ledger import Ledger
from sayso.showing import wording
from sayso.showing.layout import fit, heads, id_length, joined, named, row, side_colours
from sayso.showing.safe import safe
from sayso.showing.table import several
from sayso.showing.wording import Who

GRADES = {
    Grade.CONTESTED: "bold red",
    Grade.ADMITTED: "bold green",
    Grade.AGREED: "green",
    Grade.CORROBORATED: "green",
    Grade.SINGLE: "dim",
}
COLUMNS = (
    *("id", "label", "kind", "unit", "per", "affected_side", "affected_actor", "place", "geonameid", "lat", "lon"),
    *("start", "end", "cumulative", "grade", "low", "best", "high", "rule", "reports", "origins", "says"),
)
_WIDE = 144  # characters; a terminal with fewer gets some lines a question, or the labels would be cut
_TITLES = ("question", "estimate", "grade", "accounts", "who says what", "id")


class Questions:
    """Questions shown together: they share the widths, the colours of the sides and the length of the ids."""

    def __init__(self, questions: Iterable[Question], limit: int = 0) -> None:
        every = list(questions)
        self.found = len(every)
        self.of_kind = Counter(question.kind for question in every)
        self.id_length = id_length([question.id for question in every])
        self.questions = sorted(best_supported(every, limit), key=order)
        self.colours = side_colours(o.side.split("+")[0] for q in every for o in q.origins if o.side)

    def print(self, console: Console) -> None:
        """Print the questions, as wide as the console is."""
        for line in self._wide(console.width) if console.width >= _WIDE else self._narrow(console):
            console.print(line, soft_wrap=True)

    def _wide(self, width: int) -> Iterator[Text]:
        rows = [self._cells(question) for question in self.questions]
        widths = fit(_TITLES, (30, 12, 9, 12, 24, self.id_length), rows, width)
        yield heads(_TITLES, widths)
        for kind, group in groupby(zip(self.questions, rows, strict=True), key=lambda each: each[0].kind):
            lines = [cells for _, cells in group]
            yield self._title(kind, len(lines))
            for cells in lines:
                yield row(cells, widths)

    def _narrow(self, console: Console) -> Iterator[Text]:
        for kind, group in groupby(self.questions, key=lambda question: question.kind):
            some = list(group)
            yield self._title(kind, len(some))
            for question in some:
                label, figure, grade, accounts, says, id = self._cells(question)
                yield from label.wrap(console, console.width)
                for words in (joined([figure, grade, accounts, id]), says):
                    for line in words.wrap(console, max(console.width - 2, 10)):
                        yield Text("  ").append_text(line)

    def _cells(self, question: Question) -> list[Text]:
        figure = wording.answer(question)
        return [
            Text(safe(question.label)),
            Text(safe(figure), "bold"),
            Text(str(question.grade), GRADES[question.grade]),
            Text(wording.support(question)),
            self.says(question),
            Text(question.id[: self.id_length], "cyan"),
        ]

    def says(self, question: Question) -> Text:
        """Every origin with its figure: "UA Ukrainian army ≥ 200; RU Wagner 500, admission"."""
        return Text("; ", "dim").join([self._origin(origin) for origin in question.origins])

    def _origin(self, origin: Origin) -> Text:
        text = named(Who(origin.side, origin.speaker), self.colours)
        if origin.flag is Flag.OWN_VOICE:
            text.stylize("italic")
        return text.append(" ").append(safe(wording.origin(origin)), "bold" if not origin.denied else "red")

    def _title(self, kind: str, shown: int) -> Text:
        of = self.of_kind[kind]
        count = str(shown) if shown == of else f"{shown} of {of}"
        return Text.assemble((wording.kind_title(kind), "bold underline"), (f"  {count}", "dim"))


def show_questions(
    console: Console, ledger: Ledger, questions: Sequence[Question], limit: int, *, chosen: bool = False
) -> None:
    """Print questions of `ledger`, at most `limit` of them (0: all), and what to do next; `chosen` by a filter."""
    if not questions:
        hint = "no question that passes these filters" if chosen else "no questions; `sayso stats` says what was read"
        console.print(Text(f"The ledger {safe(ledger.where)} has {hint}."))
        return
    shown = Questions(questions, limit)
    console.print(Text(heading(questions), "bold"))
    console.print()
    shown.print(console)
    console.print()
    if len(shown.questions) < shown.found:
        left = several(shown.found - len(shown.questions), "more question")
        choose = "--kind killed, --side RU, --place Bakhmut, --grade contested choose"
        console.print(Text(f"{left}: --limit 0 shows all, {choose}.", "dim"))
    example = shown.questions[0].id[: shown.id_length]
    console.print(Text(f"`sayso question {example}` shows every account of it, its words, and why they relate.", "dim"))


def heading(questions: Sequence[Question]) -> str:
    """What the questions amount to: "31 questions, 4 contested, from 73 reports with 52 origins"."""
    contested = sum(question.grade is Grade.CONTESTED for question in questions)
    reports = sum(question.reports for question in questions)
    origins = sum(len(question.origins) for question in questions)
    return (
        f"{several(len(questions), 'question')}, {contested} contested,"
        f" from {several(reports, 'report')} with {several(origins, 'origin')}"
    )


def best_supported(questions: Sequence[Question], limit: int) -> list[Question]:
    """`limit` of the questions (0: all): those with most origins, then most reports."""
    most = sorted(questions, key=lambda q: (-len(q.origins), -q.reports, order(q)))
    return most[:limit] if limit else most


def order(question: Question) -> tuple[object, ...]:
    """What to sort questions by: what is measured, of whom, and when."""
    when = question.start or question.end or "9"
    return (wording.kind_order(question.kind), question.affected or "~", when, question.label, question.id)


def flat(question: Question) -> dict[str, Cell]:
    """The question as one row of a table: the keys are COLUMNS, and no cell holds a tab or a line break."""
    estimate = question.estimate
    says = "; ".join(f"{Who(o.side, o.speaker)} {wording.origin(o)}" for o in question.origins)
    values: dict[str, Cell] = {
        "id": question.id,
        "label": question.label,
        "kind": question.kind,
        "unit": question.unit,
        "per": question.per,
        "affected_side": question.affected,
        "affected_actor": question.actor,
        "place": question.place,
        "geonameid": question.geonameid,
        "lat": question.lat,
        "lon": question.lon,
        "start": question.start,
        "end": question.end,
        "cumulative": question.cumulative,
        "grade": str(question.grade),
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "rule": estimate.rule,
        "reports": question.reports,
        "origins": len(question.origins),
        "says": says,
    }
    return {name: cell(value) if isinstance(value, str) else value for name, value in values.items()}
