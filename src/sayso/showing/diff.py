"""What changed between two ledgers, or between two dates of one: new claims, figures revised, grades moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.accounts.differences import Changed, Differences
from sayso.accounts.values import Question
from sayso.exporting.accounts import question_to_json
from sayso.showing import wording
from sayso.showing.layout import joined
from sayso.showing.questions import GRADES, order
from sayso.showing.safe import safe
from sayso.showing.table import several


def show_differences(console: Console, found: Differences, old: str, new: str) -> None:
    """Print what changed from `old` to `new` (how they are called)."""
    console.print(Text(f"From {safe(old)} to {safe(new)}: {heading(found)}", "bold"), soft_wrap=True)
    regraded = [change for change in found.changed if change.graded]
    revised = [change for change in found.changed if change.revised and not change.graded]
    more = [change for change in found.changed if not change.revised and not change.graded]
    for title, changes in (("Grades moved", regraded), ("Figures revised", revised), ("More or other reports", more)):
        _section(console, title, (_change(change) for change in sorted(changes, key=lambda c: order(c.new))))
    for title, questions in (("New questions", found.appeared), ("Questions no longer asked", found.vanished)):
        _section(console, title, (_question(question) for question in sorted(questions, key=order)))


def heading(found: Differences) -> str:
    """All of it in a line."""
    if found.nothing:
        return "nothing changed."
    parts = [
        several(found.claims_new, "new claim"),
        f"{wording.number(found.claims_gone)} gone" if found.claims_gone else "",
        several(sum(change.revised for change in found.changed), "figure") + " revised",
        several(sum(change.graded for change in found.changed), "grade") + " moved",
        several(len(found.appeared), "new question"),
        several(len(found.vanished), "question") + " no longer asked" if found.vanished else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def differences_to_json(found: Differences) -> Iterator[dict[str, Any]]:
    """One line a question that appeared, vanished or changed."""
    for change in found.changed:
        yield {
            "change": "changed",
            "revised": change.revised,
            "graded": change.graded,
            "claims_new": list(change.added),
            "claims_gone": list(change.dropped),
            "old": question_to_json(change.old),
            "new": question_to_json(change.new),
        }
    for name, questions in (("appeared", found.appeared), ("vanished", found.vanished)):
        for question in questions:
            old, new = (None, question) if name == "appeared" else (question, None)
            yield {
                "change": name,
                "revised": False,
                "graded": False,
                "claims_new": list(new.claims) if new else [],
                "claims_gone": list(old.claims) if old else [],
                "old": question_to_json(old) if old else None,
                "new": question_to_json(new) if new else None,
            }


def _section(console: Console, title: str, blocks: Iterable[list[Text]]) -> None:
    lines = list(blocks)
    if not lines:
        return
    console.print()
    console.print(Text.assemble((title, "bold underline"), (f"  {len(lines)}", "dim")))
    for block in lines:
        for line in block:
            console.print(line, soft_wrap=True)


def _change(change: Changed) -> list[Text]:
    old, new = change.old, change.new
    parts = [_figure(old, new), _grade(old, new), _reports(change)]
    return [Text(safe(new.label)), Text("  ").append_text(joined([*parts, Text(new.id, "cyan")]))]


def _figure(old: Question, new: Question) -> Text:
    before, after = wording.answer(old), wording.answer(new)
    return Text(before) if before == after else Text.assemble((before, "dim"), " → ", (after, "bold"))


def _grade(old: Question, new: Question) -> Text:
    after = Text(str(new.grade), GRADES[new.grade])
    return after if old.grade is new.grade else Text.assemble((str(old.grade), GRADES[old.grade]), " → ", after)


def _reports(change: Changed) -> Text:
    added, dropped = len(change.added), len(change.dropped)
    moved = ", ".join(part for part in (f"+{added}" if added else "", f"-{dropped}" if dropped else "") if part)
    return Text(wording.support(change.new) + (f" ({moved})" if moved else ""), "dim")


def _question(question: Question) -> list[Text]:
    figure = wording.answer(question)
    parts = [Text(safe(figure), "bold"), Text(str(question.grade), GRADES[question.grade])]
    return [
        Text(safe(question.label)),
        Text("  ").append_text(joined([*parts, Text(wording.support(question), "dim"), Text(question.id, "cyan")])),
    ]
