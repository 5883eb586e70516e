"""What the ledger holds, and what was seen but not understood: nothing that came in vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from sayso.ledger import Ledger, Status
from sayso.showing import wording
from sayso.showing.safe import safe
from sayso.showing.table import several

_WIDTH = 22


def show_stats(console: Console, ledger: Ledger) -> None:
    """Print counts of documents, sentences, quantities and problems, with the reasons."""
    stats = ledger.stats()
    read = stats.documents.get(Status.READ, 0)
    _line(console, "documents", str(sum(stats.documents.values())), f"{read} read" + _others(stats.documents))
    if stats.old_versions:
        _line(console, "older versions", str(stats.old_versions), "kept beside the current ones")
    _line(console, "sentences", wording.number(stats.sentences), "")
    share = f"{stats.claims / stats.quantities:.0%} coded" if stats.quantities else ""
    _line(console, "quantities seen", wording.number(stats.quantities), share)
    repeats = f"{stats.repeats} of them in pull quotes that repeat the text" if stats.repeats else ""
    _line(console, "  coded as claims", wording.number(stats.claims), repeats)
    for kind in sorted(stats.kinds, key=wording.kind_order):
        _line(console, f"    {safe(kind)}", wording.number(stats.kinds[kind]), "")
    _line(console, "  left uncoded", wording.number(sum(stats.uncoded.values())), "")
    for reason, count in _largest(stats.uncoded).items():
        _line(console, "", wording.number(count), safe(reason))
    if stats.judgements:
        _line(console, "judgements", str(stats.judgements), "by reviewers")
    unread = Counter(entry.language for entry in ledger.documents(status=Status.UNREAD))
    if unread:
        _line(console, "not read yet", str(unread.total()), "documents in other languages:")
        for language, count in unread.most_common():
            _line(console, "", str(count), safe(language))
    problems = list(ledger.problems())
    failed = list(ledger.documents(status=Status.FAILED))
    if problems or failed:
        console.print()
        console.print(Text(f"{several(len(problems) + len(failed), 'problem')}", "bold"))
    for entry in failed:
        console.print(Text(f"  {safe(entry.id)}: {safe(entry.reason)}"), soft_wrap=True)
    for problem in problems:
        hint = (f" ({safe(problem.hint)})", "dim") if problem.hint else ""
        console.print(Text.assemble(f"  {safe(problem.path)}: {safe(problem.reason)}", hint), soft_wrap=True)


def _others(documents: Mapping[Status, int]) -> str:
    names = {Status.UNREAD: "in languages not read yet", Status.FAILED: "failed"}
    return "".join(f", {documents[status]} {name}" for status, name in names.items() if documents.get(status))


def _largest(reasons: Mapping[str, int]) -> dict[str, int]:
    """The reasons, most frequent first; what could not be read for each its own error counts as one reason."""
    grouped: dict[str, int] = {}
    for reason, count in reasons.items():
        short = reason.partition(" (")[0]
        grouped[short] = grouped.get(short, 0) + count
    return dict(sorted(grouped.items(), key=lambda item: -item[1]))


def _line(console: Console, title: str, number: str, words: str) -> None:
    line = Text.assemble((title.ljust(_WIDTH), "bold" if not title.startswith(" ") else ""), number.rjust(8))
    console.print(line.append(f"  {words}", "dim") if words else line, soft_wrap=True)
