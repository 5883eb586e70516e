"""Figures found against gold: recall of required spans, value and span, and how many hit nothing.

    python benchmarks/reading/quantities.py DOCS GOLD [--only nl-0,nl-1] [--errors] [--parsed MODULE_DIR]

DOCS is a folder of .txt files, GOLD a JSON Lines file in the annotation guide's format. A mention finds the gold span
it overlaps; its value is right as score.py judges a figure (bounds within 0.5 %, same unit and rate).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.reading.quantities import Mention, find_quantities


def near(a: float | None, b: float | None) -> bool:
    """Whether two bounds are the same within 0.5 %."""
    return a is b if a is None or b is None else abs(a - b) <= 0.005 * max(abs(a), abs(b))


def faults(mention: Mention, quantity: dict[str, Any]) -> list[str]:
    """Which parts of a figure are wrong."""
    wrong = [] if near(mention.low, quantity["low"]) and near(mention.high, quantity["high"]) else ["value"]
    wrong += [] if mention.unit == quantity["unit"] else ["unit"]
    return wrong + ([] if mention.per == quantity["per"] else ["per"])


def parsed(folder: Path, names: list[str], helper: str | None) -> Iterator[tuple[str, Document, Doc]]:
    """The documents with their parses, from a cache where there is one."""
    if helper:
        import sys

        sys.path.insert(0, helper)
        from parsed import load  # type: ignore[import-not-found]

        for name in names:
            yield name, *load(name.removesuffix(".txt"))
        return
    from sayso.documents.read import documents
    from sayso.language import pipeline

    for document in documents([folder]):
        if isinstance(document, Document) and (name := Path(document.id).name) in names:
            yield name, document, pipeline("nl").parse(document)


def main() -> None:
    """Measure and print."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("docs", type=Path)
    args.add_argument("gold", type=Path)
    args.add_argument("--only", default="", help="comma-separated beginnings of file names")
    args.add_argument("--errors", action="store_true")
    args.add_argument("--parsed", help="folder with a parsed.py whose load(name) gives (Document, Doc)")
    options = args.parse_args()
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in options.gold.read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        if claim["doc"].startswith(tuple(options.only.split(","))):
            gold[claim["doc"]].append(claim)
    count: Counter[str] = Counter()
    tokens, seconds = 0, 0.0
    for name, document, doc in parsed(options.docs, sorted(gold), options.parsed):
        began = time.process_time()
        mentions = find_quantities(doc, document).mentions
        seconds += time.process_time() - began
        tokens += len(doc)
        free = set(range(len(mentions)))
        for claim in gold[name]:
            hits = [k for k, m in enumerate(mentions) if min(m.end, claim["end"]) > max(m.start, claim["start"])]
            free -= set(hits)
            if claim.get("optional"):
                continue
            count["gold"] += 1
            context = document.text[max(0, claim["start"] - 40) : claim["end"] + 40].replace("\n", " ")
            if not hits:
                if options.errors:
                    print(f"MISSED {name}:{claim['start']} {claim['quantity']['text']!r} in {context!r}")
                continue
            mention = mentions[hits[0]]
            wrong = faults(mention, claim["quantity"])
            count.update(["found", *wrong, *([] if wrong else ["right"])])
            exact = (mention.start, mention.end) == (claim["start"], claim["end"])
            count["span"] += exact
            if options.errors and (wrong or not exact):
                q = claim["quantity"]
                print(f"{','.join(wrong) or 'span'} {name}:{claim['start']} {context!r}")
                print(f"     gold {q['text']!r} {q['low']}..{q['high']} {q['unit']} {q['per'] or ''}")
                print(
                    f"     got  {mention.text!r} {mention.low}..{mention.high} {mention.unit} {mention.per or ''}"
                    f" noun {mention.noun}"
                )
        count["mentions"] += len(mentions)
        count["spurious"] += len(free)
        if options.errors:
            for k in sorted(free):
                m = mentions[k]
                print(f"SPURIOUS {name}:{m.start} {document.text[max(0, m.start - 40) : m.end + 40]!r} {m.text!r}")
    found = max(count["found"], 1)
    print(
        f"gold {count['gold']}  recall {count['found'] / max(count['gold'], 1):.3f}  value {count['right'] / found:.3f}"
        f"  span {count['span'] / found:.3f}  spurious {count['spurious'] / max(count['mentions'], 1):.3f}"
        f"  (wrong: bounds {count['value']}, unit {count['unit']}, per {count['per']})"
    )
    print(f"{tokens / max(seconds, 1e-9):,.0f} tokens a second")


if __name__ == "__main__":
    main()
