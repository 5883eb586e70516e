"""One table: the bundled language model, Frog on the same words in the same run, and figures that others published.

    python -m benchmarks.language.compare [--markdown]

Tagging is measured on Alpino's test file (gold words), names on CoNLL-2002's Dutch test part (PER, ORG, LOC; nothing
was trained on it; 30 sentences are read as one document, for the file doesn't say where articles begin), speed on the
words of both, in seconds of the processor with one thread each, loading apart: ours with trees, tags and names at once
(as there is no part to leave out), Frog once with its tagger and names alone, once with its lemmas, morphemes, chunks
and parser too. Frog's trees follow another scheme and are not compared. How its tags are mapped is said in frog.py.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from training.names import spans
from training.treebanks import SHARED, Named, Sentence, alpino_test, conll2002

from benchmarks.language import measure
from benchmarks.language.frog import frog, installed, mapping
from sayso.language.encoder import load_encoder
from sayso.language.pipeline import Pipeline

DOCUMENT = 30  # sentences
PARSED = 120  # sentences that Frog's parser is timed on: it takes seconds for long ones
PUBLISHED = [  # where each figure stands; README.md says which of them were looked up again
    ("spaCy nl_core_news_lg, its model page", {"LAS": 83.0}),
    ("Stanza, its pages on performance", {"LAS": 86.4, "names F1": 89.2}),
    ("Trankit base, its documentation", {"LAS": 91.3}),
    ("BERTje, arXiv 1912.09582", {"names F1": 90.2}),
    ("Frog with another tag scheme, issue 4", {"names F1": 57.3}),
]
COLUMNS = ("UPOS", "LAS", "names F1", "words/s")
Row = dict[str, float]


def ours(trees: Sequence[Sentence], named: Sequence[Named]) -> Row:
    """The bundled model: tags and trees, names, words a second of one thread."""
    encoder, pipeline = load_encoder(), Pipeline("nl")
    texts = [s.words for s in trees] + [s.words for s in named]
    pipeline.analyse(texts[:50])
    began = time.process_time()
    for at in range(0, len(texts), DOCUMENT):
        pipeline.analyse(texts[at : at + DOCUMENT])
    speed = sum(map(len, texts)) / (time.process_time() - began)
    figures = measure.trees(pipeline, list(trees))
    return {
        "UPOS": figures["UPOS"],
        "LAS": figures["LAS"],
        "names F1": measure.names(encoder, list(named), together=DOCUMENT),
        "words/s": round(speed),
    }


def frogs(trees: Sequence[Sentence], named: Sequence[Named]) -> dict[str, Row]:
    """Frog's rows: tags and names with their speed, and the speed of all its modules."""
    universal = mapping()
    tagged, with_names = frog([s.words for s in trees]), frog([s.words for s in named])
    right = words = found = gold = hits = 0
    for sentence, tags in zip(trees, tagged.tags, strict=True):
        words += len(sentence.words)
        if len(tags) == len(sentence.words):  # where Frog cut the words anew, none counts as right
            pairs = zip(sentence.words, tags, sentence.tags, strict=True)
            right += sum(universal(word, tag) == wanted for word, tag, wanted in pairs)
    for item, labels in zip(named, with_names.names, strict=True):
        mine = {s for s in spans(labels) if s[2] in measure.NAME_TYPES}
        theirs = {s for s in spans(item.labels) if s[2] in measure.NAME_TYPES}
        hits, found, gold = hits + len(mine & theirs), found + len(mine), gold + len(theirs)
    both = sum(len(s.words) for s in trees) + sum(len(s.words) for s in named)
    some = [s.words for s in trees][:PARSED]
    return {
        "Frog: tagger and names": {
            "UPOS": measure.percent(right, words),
            "names F1": measure.f1(hits, found, gold),
            "words/s": round(both / (tagged.seconds + with_names.seconds)),
        },
        "Frog: all modules": {"words/s": round(sum(map(len, some)) / frog(some, skip="t").seconds)},
    }


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--markdown", action="store_true")
    markdown = arguments.parse_args().markdown
    if not (SHARED / "treebanks").is_dir():
        print(f"skipped: no treebanks at {SHARED / 'treebanks'}")
        return
    trees, named = alpino_test(), conll2002()
    rows = {"sayso (bundled model)": ours(trees, named)}
    rows |= frogs(trees, named) if installed() else {"Frog: not installed": {}}
    rows |= {f"published: {name}": row for name, row in PUBLISHED}
    edge, gap = ("| ", " | ") if markdown else ("", "  ")
    width = max(map(len, rows))
    print(edge + "".ljust(width) + gap + gap.join(f"{c:>9}" for c in COLUMNS) + edge[::-1])
    if markdown:
        print("| " + " | ".join(["---", *["---:"] * len(COLUMNS)]) + " |")
    for name, row in rows.items():
        cells = [f"{row[c]:g}" if c in row else "" for c in COLUMNS]
        print(edge + name.ljust(width) + gap + gap.join(f"{cell:>9}" for cell in cells) + edge[::-1])


if __name__ == "__main__":
    main()
