"""Numbers, ranges, percents and dates against the specs of Recognizers-Text, beside three libraries, in one run.

    python -m benchmarks.numbers.measure [--cases DIR] [--language nl|en] [--errors] [--half tuning|other]

What is compared: of numbers and percents, the values of a text in order (a case is right or wrong as a whole); of
ranges, the ends in order, open or closed alike; of dates, F1 over the expressions of all cases, once by where they
stand (first and last character, all types of expression), and once, for dates and stretches of dates only, by where
they stand and which days they are. Cases that are no text that news prints are told by rules (cases.py), not by hand.
The libraries are measured where installed: `pip install sayso[dev]`.
"""

# ruff: noqa: PLR0917 - a table has this many parts
from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.numbers import readers
from benchmarks.numbers.cases import SHARED, Case, days, intervals, load, not_news, numbers, same, spans

NUMBERS: dict[str, Callable[[str], readers.Numbers]] = {
    "sayso": readers.our_numbers,
    "ms-recognizers-text": readers.microsoft_numbers,
    "text2num": readers.text2num_numbers,
}
PERCENTS: dict[str, Callable[[str], readers.Numbers]] = {
    "sayso": readers.our_percents,
    "ms-recognizers-text": readers.microsoft_percents,
}
RANGES: dict[str, Callable[[str], readers.Ranges]] = {"sayso": readers.our_intervals}
DATES: dict[str, Callable[[str], readers.Dates]] = {
    "sayso": readers.our_dates,
    "ms-recognizers-text": readers.microsoft_dates,
    "dateparser": readers.dateparser_dates,
}


def share(right: int, of: int) -> str:
    return f"{right:4d}/{of:<4d} {right / of:.3f}" if of else "-"


def attempt(work: Callable[[], Any]) -> Any:
    """What a reader finds; nothing where it breaks, which is then wrong."""
    try:
        return work()
    except Exception:
        return None


def number_rows(cases: Sequence[Case], found: Sequence[Any], expected: Callable[[Case], Any]) -> list[str]:
    """All cases, those that news prints, and of these the two halves."""
    right = [got is not None and _equal(got, expected(case)) for case, got in zip(cases, found, strict=True)]
    parts: list[Callable[[Case], bool]] = [
        lambda case: True,
        lambda case: not_news(case) is None,
        lambda case: not_news(case) is None and case.half == "tuning",
        lambda case: not_news(case) is None and case.half == "other",
    ]
    return [
        share(
            sum(r for r, case in zip(right, cases, strict=True) if part(case)),
            sum(part(case) for case in cases),
        )
        for part in parts
    ]


def _equal(got: Any, wanted: Any) -> bool:
    if wanted and isinstance(wanted[0], tuple):
        return len(got) == len(wanted) and all(
            (a is None) == (b is None) and (a is None or abs(a - b) < 1e-6)
            for ours, theirs in zip(got, wanted, strict=True)
            for a, b in zip(ours, theirs, strict=True)
        )
    return same(got, wanted)


def date_rows(cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
    """F1 by span over all cases and both halves, then by span and days."""
    rows = []
    for half in (None, "tuning", "other"):
        right = ours = gold = 0
        for case, got in zip(cases, found, strict=True):
            if half is None or case.half == half:
                mine, theirs = Counter(span for span, _ in got or ()), Counter(spans(case))
                right, ours, gold = right + (mine & theirs).total(), ours + mine.total(), gold + theirs.total()
        rows.append(f"{2 * right / (ours + gold):.3f}")
    for half in (None, "tuning", "other"):
        right = ours = gold = 0
        for case, got in zip(cases, found, strict=True):
            if half is None or case.half == half:
                wanted = {s: d for s, r in zip(spans(case), case.results, strict=True) if (d := days(r))}
                clocks = set(spans(case)) - set(wanted)  # right or wrong, clock times and durations have no days here
                mine = {span: d for span, d in got or () if d - {(None, None)} and span not in clocks}
                right += sum(bool(d & wanted.get(span, set())) for span, d in mine.items())
                ours, gold = ours + len(mine), gold + len(wanted)
        rows.append(f"{2 * right / (ours + gold):.3f}")
    return rows


def timed(find: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> tuple[list[Any], float]:
    """What each call gives, and characters a second (process time, after one warm-up)."""
    attempt(lambda: find(*calls[0]))
    began = time.process_time()
    found = [attempt(lambda call=call: find(*call)) for call in calls]  # type: ignore[misc]
    return found, sum(len(call[0]) for call in calls) / max(time.process_time() - began, 1e-9)


def table(
    title: str,
    columns: list[str],
    makers: dict[str, Callable[[str], Any]],
    language: str,
    calls: Sequence[tuple[Any, ...]],
    rows: Callable[[Sequence[Any]], list[str]],
) -> list[Any]:
    """Print a line for each reader that is there; sayso's findings come back, for the list of errors."""
    print(f"\n{title}\n{'':22}" + "".join(f"{name:>17}" for name in columns) + f"{'chars/s':>12}")
    ours: list[Any] = []
    for name, make in makers.items():
        try:
            find = make(language)
        except ImportError:
            print(f"{name:22}  not installed")
            continue
        found, speed = timed(find, calls)
        ours = found if name == "sayso" else ours
        print(f"{name:22}" + "".join(f"{cell:>17}" for cell in rows(found)) + f"{speed:12,.0f}")
    return ours


def main() -> None:
    """Print a table for each model and language."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--cases", type=Path, default=SHARED)
    arguments.add_argument("--language", choices=("nl", "en"), action="append")
    arguments.add_argument("--errors", choices=("numbers", "ranges", "percents", "dates"))
    arguments.add_argument("--half", choices=("tuning", "other"), default="tuning", help="whose errors are shown")
    options = arguments.parse_args()
    if not options.cases.is_dir():
        print(f"skipped: no cases at {options.cases}")
        return
    wanted: list[tuple[str, str, str, dict[str, Callable[[str], Any]], Callable[[Case], Any]]] = [
        ("numbers", "NumberModel", "Numbers", NUMBERS, numbers),
        ("percents", "PercentModel", "Percents", PERCENTS, numbers),
        ("ranges", "NumberRangeModel", "Ranges", RANGES, intervals),
    ]
    columns = ["all cases", "news prints", "tuning half", "other half"]
    for language in options.language or ("nl", "en"):
        for part, model, title, makers, expected in wanted:
            cases = load(options.cases, language, model)
            if part == "numbers":
                print(f"\n{language}, left out of 'news prints':")
                for why, count in Counter(filter(None, map(not_news, cases))).most_common():
                    print(f"  {count:3d}  {why}")
            ours = table(
                f"{title}, {language} ({len(cases)} cases)", columns, makers, language, [(c.text,) for c in cases],
                lambda found, cases=cases, expected=expected: number_rows(cases, found, expected),
            )  # fmt: skip
            if options.errors == part:
                for case, got in zip(cases, ours, strict=True):
                    if case.half == options.half and not _equal(got or [], expected(case)):
                        print(f"   {case.number} {case.text!r}: {got} for {expected(case)} {not_news(case) or ''}")
        cases = load(options.cases, language, "DateTimeModel")
        ours = table(
            f"Dates, {language} ({len(cases)} cases), F1",
            ["span", "tuning half", "other half", "span + days", "tuning half", "other half"],
            DATES, language, [(c.text, c.reference) for c in cases],
            lambda found, cases=cases: date_rows(cases, found),
        )  # fmt: skip
        if options.errors == "dates":
            for case, got in zip(cases, ours, strict=True):
                mine, theirs = {span for span, _ in got or ()}, set(spans(case))
                if case.half == options.half and mine != theirs:
                    for span in sorted(mine ^ theirs):
                        sign = "+" if span in mine else "-"
                        print(f"   {case.number} {sign} [{case.text[slice(*span)]}] in {case.text!r}")


if __name__ == "__main__":
    main()
