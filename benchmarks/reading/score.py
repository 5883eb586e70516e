"""Score the reader on gold: the project's own corpus, and the shared one where it is there.

    python benchmarks/reading/score.py [seeds|dev|held-out|own|all] [--errors] [--slots]

`dev` is nl-01 to nl-20 of the shared documents, `held-out` nl-21 to nl-30, which nobody tuned on.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.documents.read import documents
from sayso.documents.document import Document
from sayso.exporting.jsonl import claim_to_json
from sayso.language import pipeline
from sayso.reading.reader import read_claims

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
HELD_OUT = {f"nl-{i}.txt" for i in range(21, 31)}


def scorer() -> ModuleType:
    """The shared scorer, loaded as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_sets() -> dict[str, tuple[Path, Path, Any]]:
    """Name → (folder of documents, gold file, which documents of it)."""
    own = ROOT / "tests" / "corpus"
    return {
        "seeds": (SHARED / "seeds", SHARED / "gold/seeds.jsonl", lambda name: True),
        "dev": (SHARED / "dev/nl", SHARED / "gold/dev-nl.jsonl", lambda name: name not in HELD_OUT),
        "held-out": (SHARED / "dev/nl", SHARED / "gold/dev-nl.jsonl", lambda name: name in HELD_OUT),
        "dev-nl": (SHARED / "dev/nl", SHARED / "gold/dev-nl.jsonl", lambda name: True),
        "bakhmut": (ROOT / "examples/bakhmut", own / "gold/bakhmut.jsonl", lambda name: True),
        **{f"unseen-{x}": (own / "unseen", own / f"gold/unseen-{x}.jsonl", lambda name: True) for x in "abcz"},
    }


def main() -> None:
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["seeds", "dev", "held-out"]
    score, nlp = scorer(), pipeline("nl")
    for name in names:
        folder, gold_file, wanted = gold_sets()[name]
        gold = [g for g in score.read(gold_file) if wanted(g["doc"])]
        texts = {g["doc"] for g in gold}
        began = time.perf_counter()
        docs = [d for d in documents([folder], meta=folder / "meta.csv" if (folder / "meta.csv").exists() else None) if isinstance(d, Document) and Path(d.id).name in texts]
        predicted = [claim_to_json(c) for d, doc in zip(docs, nlp.parse_many(docs), strict=True) for c in read_claims(doc, d).claims]
        out = Path("/tmp") / f"sayso-{name}.jsonl"
        out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predicted), encoding="utf-8")
        kept = Path("/tmp") / f"sayso-{name}-gold.jsonl"
        kept.write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in gold), encoding="utf-8")
        print(f"== {name}: {len(docs)} documents, {time.perf_counter() - began:.1f} s")
        sys.argv = ["score", str(out), str(kept)] + (["--errors"] if "--errors" in sys.argv else [])
        score.main()


if __name__ == "__main__":
    main()
