#!/usr/bin/env python3
"""Make the gold files of this corpus from the readable annotations beside it.

    python tests/corpus/build.py            write gold/*.jsonl
    python tests/corpus/build.py --check    write nothing; exit 1 where a gold file isn't what its annotations give

An annotation file NAME.claims has one line a figure, in any order, under the document it is of:

    == 01-wire.txt                            a document: the offsets count in the text that sayso's intake makes
    place: Bakhmut                            the place of the lines that name none ("@-" names none)
    K = Pavlo Kyrylenko; gouverneur           a short name for a source's surface forms
    [Zes] mensen raakten gewond | wounded 6 person | civilians by RU | K | 2022-08-10..2022-08-10
    ? in [dertig dagen]                       optional: may be found, needn't
    ! Lees ook: [7] vragen                    never a figure: finding it is an error

The first field quotes the text, with the mention in square brackets; any white space in it stands for any other. It
must be found exactly once. Then `kind[,kind] FIGURE unit [/day]`, with FIGURE as `7`, `7..` (at least), `..7` (at most)
or `5..7`, each after a `~` where the words approximate; then whom it happened to, `by` the side that did it (readings
that are both right joined by commas, `-` is null); then the source (short names and surfaces joined by `;`, `voice`
for the outlet, `A > B` for a chain, outermost first); and last any of `hedged`, `denied`, `unverified`, `confirmed`,
`@Place;` and `day..day`. What each means stands in the annotation guide.

Every number of a text must be covered by a line, so that nothing is left out by oversight.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CORPORA = {
    "bakhmut": ROOT / "examples" / "bakhmut",
    "unseen-a": HERE / "unseen",
    "unseen-b": HERE / "unseen",
    "unseen-w": HERE / "unseen",
    "unseen-x": HERE / "unseen",
    "unseen-y": HERE / "unseen",
    "unseen-z": HERE / "unseen",
    "unseen-en": HERE / "unseen-en",
    "unseen-en-2": HERE / "unseen-en",
}
DUTCH = re.compile(
    r"(?<!\w)\d+(?:[.,:]\d+)*|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien"
    r"|negentien|\w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|miljard)(?:en|tal)?"
    r"|tientallen|één|tiental|dozijn|helft|kwart|driekwart|derde|vijfde|tiende|anderhalf|anderhalve|beide|dubbele?)\b",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"(?<!\w)\d+(?:[.,:]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|dozens?|half|quarters?|thirds?|fifths?|twice)\b",
    re.IGNORECASE,
)


class AnnotationError(Exception):
    """An annotation that can't be turned into gold, with the place where it stands."""


@dataclass
class Annotated:
    """The annotations of one document, as written."""

    name: str
    place: str | None = None
    sources: dict[str, list[str]] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)


def read_annotations(path: Path) -> list[Annotated]:
    """The documents of a .claims file, each with its lines and their line numbers."""
    documents: list[Annotated] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            documents.append(Annotated(line[3:].strip()))
        elif line.startswith("place:"):
            documents[-1].place = line.removeprefix("place:").strip()
        elif alias := re.fullmatch(r"(\w+) = (.+)", line):
            documents[-1].sources[alias[1]] = [s.strip() for s in alias[2].split(";")]
        else:
            documents[-1].lines.append((number, line))
    return documents


def text_of(path: Path) -> str:
    """The text that offsets count in: what sayso's intake makes of the file."""
    if path.suffix == ".txt":
        return path.read_bytes().decode("utf-8")
    from sayso.documents.read import documents

    document = next(documents([path]))
    if not hasattr(document, "text"):
        raise AnnotationError(f"can't be read: {document}")
    return document.text


def find(quote: str, text: str) -> tuple[int, int]:
    """Span of the bracketed mention of `quote` in `text`; white space in the quote matches any white space."""
    before, mention, after = re.fullmatch(r"(.*?)\[(.+?)\](.*)", quote).groups()  # type: ignore[union-attr]
    parts = (r"\s+".join(re.escape(word) for word in re.split(r"\s+", part)) for part in (before, mention, after))
    found = [match.span(1) for match in re.finditer("{}({}){}".format(*parts), text)]
    if len(found) != 1:
        raise AnnotationError(f"{quote!r} is found {len(found)} times")
    return found[0]


def figure(words: str) -> dict[str, Any]:
    """`~600.. person /day` as the gold's quantity, without its text."""
    number = r"\d+(?:\.\d+)?"
    match = re.fullmatch(rf"(~?)({number})?(\.\.)?({number})? (\w+)(?: /(\w+))?", words)
    if not match or not (match[2] or match[4]):
        raise AnnotationError(f"not a figure: {words!r}")
    approx, low, dots, high, unit, per = match.groups()
    ends = [float(low) if low else None, float(high) if high else None] if dots else [float(low)] * 2
    low_, high_ = (int(end) if end is not None and end == int(end) else end for end in ends)
    return {"low": low_, "high": high_, "approx": bool(approx), "unit": unit, "per": per}


def readings(words: str) -> Any:
    """`RU,-` as a list of readings, one of them alone as itself, `-` as null."""
    found = [None if w.strip() == "-" else w.strip() for w in words.split(",")]
    return found if len(found) > 1 else found[0]


def surfaces(words: str, known: dict[str, list[str]]) -> list[str]:
    """The surface forms that a source field stands for; the outlet's own voice is "", and alone it is no source."""
    found: list[str] = []
    for word in (w.strip() for w in words.split(";")):
        found += ["" if surface == "voice" else surface for surface in known.get(word, [word])]
    return [] if found == [""] else list(dict.fromkeys(found))


def claim(line: str, document: Annotated, text: str) -> dict[str, Any]:
    """One gold claim from one annotation line."""
    fields = [part.strip() for part in line.split("|")]
    if len(fields) not in (4, 5):
        raise AnnotationError(f"{len(fields)} fields, not 4 or 5: {line!r}")
    quote, measure, who, said, rest = (*fields, "")[:5]
    start, end = find(quote, text)
    kind, words = measure.split(" ", 1)
    affected, _, agent = who.partition(" by ")
    *chain, source = (part.strip() for part in said.split(" > "))
    sources = surfaces(source, document.sources)
    for surface in (*sources, *chain):
        if not re.search(r"\s+".join(map(re.escape, surface.split())), text):
            raise AnnotationError(f"the document has no source {surface!r}")
    gold: dict[str, Any] = {
        "start": start,
        "end": end,
        "kind": readings(kind),
        "quantity": {"text": text[start:end], **figure(words)},
        "affected": readings(affected),
        "agent": readings(agent) if agent else None,
        "source": sources,
        "chain": chain,
        "place": document.place,
        "period": None,
        "certainty": "stated",
        "polarity": "asserted",
        "verification": None,
    }
    if place := re.search(r"@(.+?)(?:;|$)", rest):
        gold["place"] = None if place[1].strip() == "-" else place[1].strip()
        rest = rest.replace(place[0], "")
    for flag in rest.split():
        if flag == "hedged":
            gold["certainty"] = flag
        elif flag == "denied":
            gold["polarity"] = flag
        elif flag in ("unverified", "confirmed"):
            gold["verification"] = flag
        elif re.fullmatch(r"\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d", flag):
            gold["period"] = flag.split("..")
        else:
            raise AnnotationError(f"unknown mark {flag!r}")
    return gold


def uncovered(text: str, spans: list[tuple[int, int]], number: re.Pattern[str] = DUTCH) -> list[str]:
    """Numbers of the text that no line is about."""
    return [
        text[max(0, m.start() - 25) : m.end() + 15].replace("\n", " ")
        for m in number.finditer(text)
        if not any(start < m.end() and m.start() < end for start, end in spans)
    ]


def gold_of(document: Annotated, folder: Path) -> list[dict[str, Any]]:
    """The gold rows of one document, sorted by offset."""
    text = text_of(folder / document.name)
    rows, never, faults = [], [], []
    for number, line in document.lines:
        try:
            if line.startswith("! "):
                never.append(find(line[2:].strip(), text))
            elif line.startswith("? "):
                start, end = find(line[2:].strip(), text)
                rows.append({"start": start, "end": end, "optional": True})
            else:
                rows.append(claim(line, document, text))
        except (AnnotationError, AttributeError, ValueError) as fault:
            faults.append(f"line {number}: {fault}")
    spans = sorted([(row["start"], row["end"]) for row in rows] + never)
    faults += [f"two lines for {text[a[0] : a[1]]!r}" for a, b in pairwise(spans) if b[0] < a[1]]
    faults += [
        f"no line for {found!r}" for found in uncovered(text, spans, ENGLISH if folder.name.endswith("-en") else DUTCH)
    ]
    if faults:
        raise AnnotationError(f"{document.name}:\n  " + "\n  ".join(faults))
    stem, done = Path(document.name).stem, []
    for row in sorted(rows, key=lambda row: row["start"]):
        identity = {} if row.get("optional") else {"id": f"{stem}-{sum('id' in r for r in done) + 1:02}"}
        done.append({"doc": document.name, **identity, **row})
    return done


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--check", action="store_true", help="write nothing, compare with what is there")
    check = args.parse_args().check
    failed = False
    for name, folder in CORPORA.items():
        path = HERE / f"{name}.claims"
        if not path.exists():
            continue
        rows: list[dict[str, Any]] = []
        for document in read_annotations(path):
            try:
                rows += gold_of(document, folder)
            except (AnnotationError, ImportError) as fault:
                failed = True
                print(f"{path.name}: {fault}", file=sys.stderr)
        made = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        target = HERE / "gold" / f"{name}.jsonl"
        if check:
            if not target.exists() or target.read_text(encoding="utf-8") != made:
                failed = True
                print(f"{target} is not what {path.name} gives: run tests/corpus/build.py", file=sys.stderr)
        else:
            target.write_text(made, encoding="utf-8")
        claims = sum("id" in row for row in rows)
        print(f"{name}: {len({row['doc'] for row in rows})} documents, {claims} claims, {len(rows) - claims} optional")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
