"""Score the reader on gold: the project's own corpus, and the shared documents where they are there.

    python benchmarks/reading/score.py [SET…] [--errors]

Sets: seeds; dev (nl-01 to nl-20 of the shared documents), held-out (nl-21 to nl-30, which nobody tuned on), dev-nl
(both); bakhmut (the sample); unseen-a, unseen-b, unseen-w (tuned on), unseen-x, unseen-y, unseen-z
(held out). English: en (en-01 to en-07 of the shared documents), en-held-out (en-08 to en-10), dev-en (both),
unseen-en (e-01 to e-08 of our own), unseen-en-2 (e-09 to e-13, held out).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scoring import Score, score, slots_right

from sayso.documents.document import Document
from sayso.documents.read import documents
from sayso.exporting.jsonl import claim_to_json
from sayso.language import pipeline
from sayso.reading.claim import Claim
from sayso.reading.reader import read_claims

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
HELD_OUT = {f"nl-{i}.txt" for i in range(21, 31)}
HELD_OUT_EN = {"en-08.txt", "en-09.txt", "en-10.txt"}
HELD_OUT_SETS = ("en-held-out", "dev-en", "unseen-en-2", "held-out", "dev-nl", "unseen-x", "unseen-y", "unseen-z")


def gold_sets() -> dict[str, tuple[Path, Path, Callable[[str], bool]]]:
    """Name → (folder of documents, gold file, which documents of it)."""
    own, dev = ROOT / "tests/corpus", (SHARED / "dev/nl", SHARED / "gold/dev-nl.jsonl")
    english = (SHARED / "dev/en", SHARED / "gold/dev-en.jsonl")
    return {
        "seeds": (SHARED / "seeds", SHARED / "gold/seeds.jsonl", lambda name: True),
        "dev": (*dev, lambda name: name not in HELD_OUT),
        "held-out": (*dev, lambda name: name in HELD_OUT),
        "dev-nl": (*dev, lambda name: True),
        "bakhmut": (ROOT / "examples/bakhmut", own / "gold/bakhmut.jsonl", lambda name: True),
        **{f"unseen-{x}": (own / "unseen", own / f"gold/unseen-{x}.jsonl", lambda name: True) for x in "abwxyz"},
        "en": (*english, lambda name: name not in HELD_OUT_EN),
        "en-held-out": (*english, lambda name: name in HELD_OUT_EN),
        "dev-en": (*english, lambda name: True),
        "unseen-en": (own / "unseen-en", own / "gold/unseen-en.jsonl", lambda name: True),
        "unseen-en-2": (own / "unseen-en", own / "gold/unseen-en-2.jsonl", lambda name: True),
    }


def read_set(name: str) -> tuple[list[dict[str, Any]], list[tuple[Document, tuple[Claim, ...]]]]:
    """The gold of a set, and its documents with the claims that sayso reads in them."""
    folder, gold_file, wanted = gold_sets()[name]
    gold = [g for line in gold_file.read_text(encoding="utf-8").splitlines() if wanted((g := json.loads(line))["doc"])]
    names = {g["doc"] for g in gold}
    meta = folder / "meta.csv"
    found = documents([folder], meta=meta if meta.exists() else None)
    docs = [d for d in found if isinstance(d, Document) and Path(d.id).name in names]
    return gold, [(d, read_claims(pipeline(language_of(d)).parse(d), d).claims) for d in docs]


def language_of(document: Document) -> str:
    """The language to read a document in: English where it is, else Dutch, whatever a few words look like."""
    return "en" if document.language == "en" else "nl"


def main() -> None:
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["seeds", "dev-nl", "bakhmut"]
    for name in names:
        gold, read = read_set(name)
        result = score([claim_to_json(c) for _, claims in read for c in claims], gold)
        print(f"== {name}: {len(read)} documents, {len(result.matches) + len(result.missed)} gold claims")
        print(f"found F1 {result.found():.3f}  strict F1 {result.strict():.3f}")
        print("slots  " + "  ".join(f"{slot} {share:.3f}" for slot, share in result.slots().items()))
        if "--errors" in sys.argv:
            list_errors(result)


def list_errors(result: Score) -> None:
    """Print what is wrong, missed and spurious, with both readings."""
    for predicted, gold in result.matches:
        wrong = [slot for slot, right in slots_right(predicted, gold).items() if not right]
        if wrong:
            print(f"WRONG {gold['doc']}:{gold['start']} {gold['quantity']['text']!r} {', '.join(wrong)}")
            print(
                f"   gold {json.dumps(gold, ensure_ascii=False)}\n   got  {json.dumps(predicted, ensure_ascii=False)}"
            )
    for row in result.missed:
        print(f"MISSED {row['doc']}:{row['start']} {row['quantity']['text']!r} {row['kind']}")
    for row in result.spurious:
        print(f"SPURIOUS {row['doc']}:{row['start']} {row['quantity']['text']!r} {row['kind']}")


if __name__ == "__main__":
    main()
