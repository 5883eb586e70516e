"""What `sayso read` and `sayso compare` say while they run and at their end, on standard error."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from sayso.engine import Run
from sayso.ledger import Stored
from sayso.showing import wording
from sayso.showing.safe import safe
from sayso.showing.table import several

if TYPE_CHECKING:
    from sayso.accounts.stored import Compared

_SHOWN = 10  # of the slots that could not be filled; inputs that could not be read are all listed


class Watch:
    """Shows how far a run is, with documents per second. Silent when `quiet`, or where nobody can watch it move."""

    def __init__(self, console: Console, files: int, *, quiet: bool = False) -> None:
        self.run: Run | None = None
        self.began = monotonic()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._task = self._progress.add_task("loading the language model", total=files or None, pace="")
        self._files = files

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    @property
    def seconds(self) -> float:
        """Since the watch began."""
        return monotonic() - self.began

    def __call__(self, run: Run) -> None:
        """Take note of how far the run is."""
        self.run = run
        done = run.documents + len(run.unreadable)
        pace = run.documents / self.seconds if self.seconds else 0.0
        self._progress.update(
            self._task,
            description="reading",
            completed=done,
            total=max(self._files, done),
            pace=f"{pace:.1f} documents/s · {several(run.claims, 'claim')}",
        )


def summary(console: Console, run: Run, seconds: float, ledger: str) -> None:
    """One account at the end of a run: everything that was read, and by name everything that was not."""
    new, again, known = (run.stored[s] for s in (Stored.ADDED, Stored.REPLACED, Stored.UNCHANGED))
    words = [several(run.documents, "document")]
    if known or again:
        parts = [f"{new} new", f"{again} changed", f"{known} known already"]
        words.append("(" + ", ".join(part for part in parts if not part.startswith("0 ")) + ")")
    pace = f"{run.documents / seconds:.1f} documents/s" if run.documents and seconds > 0 else ""
    console.print(
        Text.assemble(
            ("Read ", ""), (" ".join(words), "bold"), f" in {seconds:.1f} s", f", {pace}" if pace else "",
            f" → {safe(ledger)}",
        ),
        soft_wrap=True,
    )  # fmt: skip
    _line(console, "claims", several(run.claims, "claim"))
    _line(
        console,
        "uncoded",
        f"{several(run.uncoded, 'quantity', 'quantities')} seen but not coded (sayso stats says why)",
    )
    if run.unread:
        languages = Counter(document.language for document, _ in run.unread)
        each = ", ".join(f"{safe(language)} {count}" for language, count in languages.most_common())
        _line(console, "not read yet", f"{several(len(run.unread), 'document')} in other languages: {each}")
        for document, _ in run.unread:
            console.print(Text(f"    {safe(document.id)} ({safe(document.language)})"), soft_wrap=True)
    for title, problems in (("failed", run.failed), ("not understood", run.problems), ("note", run.notes)):
        if problems:
            _line(console, title, several(len(problems), "case"), "red" if title == "failed" else "yellow")
            shown = problems if title == "failed" else problems[:_SHOWN]
            for where, reason in shown:
                console.print(Text(f"    {safe(where)}: {safe(reason)}"), soft_wrap=True)
            if len(shown) < len(problems):
                console.print(Text(f"    … and {len(problems) - len(shown)} more: sayso stats lists them"))
    if run.unreadable:
        _line(console, "unreadable", several(len(run.unreadable), "input"), "red")
        for item in run.unreadable:
            hint = f" ({safe(item.hint)})" if item.hint else ""
            console.print(Text.assemble(f"    {safe(item.path)}: {safe(item.reason)}", (hint, "dim")), soft_wrap=True)


class Comparing:
    """Shows how far comparing is. Silent when `quiet`, or where nobody can watch it move."""

    def __init__(self, console: Console, *, quiet: bool = False) -> None:
        self.began = monotonic()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._task = self._progress.add_task("beginning", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return monotonic() - self.began

    def __call__(self, what: str, done: int, of: int) -> None:
        """Take note of how far it is."""
        self._progress.update(self._task, description=what, completed=done, total=of)


def compared_summary(console: Console, done: Compared, seconds: float, ledger: str) -> None:
    """What a run of comparing came to, in a line or two."""
    if not (done.documents or done.gone or done.blocks):
        console.print(Text(f"Nothing changed since the last time: {several(done.questions, 'question')}."))
        return
    words = [several(done.documents, "new document")] + ([f"{done.gone} gone"] if done.gone else [])
    console.print(
        Text.assemble(
            ("Compared ", ""), (several(done.claims, "claim"), "bold"), f" ({', '.join(words)}) in {seconds:.1f} s",
            f" → {safe(ledger)}",
        ),
        soft_wrap=True,
    )  # fmt: skip
    changes = f"{wording.number(done.written)} new or changed" + (f", {done.removed} gone" if done.removed else "")
    _line(console, "questions", f"{wording.number(done.questions)}: {changes} (sayso questions shows them)")


def _line(console: Console, title: str, words: str, style: str = "") -> None:
    console.print(Text.assemble(("  " + title.ljust(15), style or "dim"), words), soft_wrap=True)
