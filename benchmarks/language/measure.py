"""What the bundled language model gets right, and how fast: `python -m benchmarks.language.measure [--model DIR]`.

Gold words: tags, heads and labels on Alpino's test file and on the held-out parts of the other treebanks, names on
WikiANN and CoNLL-2002. Raw text: the same Alpino text through our own tokenizer and sentence splitter. Speed: words a
second of one thread, loading apart. Needs the treebanks of `../shared`; says so and stops when they aren't there.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.names import spans
from training.treebanks import LANGUAGES, SHARED, Named, Sentence, alpino_test, conll2002, held_out, wikiann

from sayso.documents.document import Document
from sayso.language.encoder import Encoder, load_encoder
from sayso.language.pipeline import Pipeline

NAME_TYPES = {"PER", "ORG", "LOC"}


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def f1(right: int, found: int, gold: int) -> float:
    return percent(2 * right, found + gold)


def trees(pipeline: Pipeline, sentences: list[Sentence]) -> dict[str, float]:
    """UPOS, UAS, LAS in percent of words, punctuation included, labels with their subtypes."""
    labels = pipeline.labels
    right: Counter[str] = Counter()
    for sentence, analysis in zip(sentences, pipeline.analyse([s.words for s in sentences]), strict=True):
        for i, head in enumerate(analysis.heads.tolist()):
            head_right = (0 if head == i else head + 1) == sentence.heads[i]
            right["UPOS"] += labels.tags[analysis.tags[i]] == sentence.tags[i]
            right["UAS"] += head_right
            right["LAS"] += head_right and labels.relations[analysis.labels[i]] == sentence.relations[i]
    words = sum(len(s.words) for s in sentences)
    return {measure: percent(right[measure], words) for measure in ("UPOS", "UAS", "LAS")}


def names(encoder: Encoder, sentences: list[Named], together: int = 1) -> float:
    """F1 of whole names with their types, over persons, organisations and places.

    `together` sentences are read as one document: a file of running text doesn't say where its articles begin.
    """
    right = found = gold = 0
    for start in range(0, len(sentences), together):
        some = sentences[start : start + together]
        for sentence, analysis in zip(some, encoder.analyse([s.words for s in some]), strict=True):
            ours = {s for s in spans([encoder.labels.names[n] for n in analysis.names.tolist()]) if s[2] in NAME_TYPES}
            theirs = {s for s in spans(sentence.labels) if s[2] in NAME_TYPES}
            right, found, gold = right + len(ours & theirs), found + len(ours), gold + len(theirs)
    return f1(right, found, gold)


def paragraphs(sentences: Iterable[Sentence]) -> list[tuple[str, list[tuple[Sentence, list[tuple[int, int]]]]]]:
    """The running text of each paragraph of a treebank, with the span of every word."""
    found: list[tuple[str, list[tuple[Sentence, list[tuple[int, int]]]]]] = []
    current = None
    for sentence in sentences:
        if sentence.paragraph != current:
            found.append(("", []))
            current = sentence.paragraph
        text, parts = found[-1]
        text += " " if text else ""
        words = []
        for i, (word, spaced) in enumerate(zip(sentence.words, sentence.spaced, strict=True)):
            words.append((len(text), len(text) + len(word)))
            text += word + (" " if spaced and i + 1 < len(sentence.words) else "")
        found[-1] = (text, [*parts, (sentence, words)])
    return found


def raw_text(pipeline: Pipeline, sentences: list[Sentence]) -> dict[str, float]:
    """From characters: F1 of sentences and words, and UAS/LAS as F1 over words with the right span and head."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    texts = paragraphs(sentences)
    documents = [Document(id=str(i), text=text, blocks=((0, len(text)),)) for i, (text, _) in enumerate(texts)]
    for doc, (_, parts) in zip(pipeline.parse_many(documents), texts, strict=True):
        ours: dict[str, set[object]] = {"sentences": set(), "words": set(), "UAS": set(), "LAS": set()}
        theirs: dict[str, set[object]] = {key: set() for key in ours}
        for sent in doc.sents:
            tokens = [t for t in sent if not t.is_space]
            if tokens:
                ours["sentences"].add((tokens[0].idx, tokens[-1].idx + len(tokens[-1])))
            for t in tokens:
                span = (t.idx, t.idx + len(t))
                head = None if t.head is t or t.head == t else (t.head.idx, t.head.idx + len(t.head))
                ours["words"].add(span)
                ours["UAS"].add((span, head))
                ours["LAS"].add((span, head, "root" if t.dep_ == "ROOT" else t.dep_))
        for sentence, words in parts:
            theirs["sentences"].add((words[0][0], words[-1][1]))
            for span, number, relation in zip(words, sentence.heads, sentence.relations, strict=True):
                head = words[number - 1] if number else None
                theirs["words"].add(span)
                theirs["UAS"].add((span, head))
                theirs["LAS"].add((span, head, relation))
        for key, mine in ours.items():
            right[key] += len(mine & theirs[key])
            found[key] += len(mine)
            gold[key] += len(theirs[key])
    return {key: f1(right[key], found[key], gold[key]) for key in right}


def speed(encoder: Encoder, pipeline: Pipeline, sentences: list[Sentence]) -> dict[str, float]:
    """Words a second of one thread: the network with its decoding on gold words, and the pipeline from characters."""
    words = [s.words for s in sentences]
    texts = [text for text, _ in paragraphs(sentences)]
    documents = [Document(id=str(i), text=t, blocks=((0, len(t)),)) for i, t in enumerate(texts)]
    count = sum(map(len, words))
    encoder.analyse(words[:50])
    began = time.process_time()
    encoder.analyse(words)
    network = time.process_time() - began
    began = time.process_time()
    tokens = sum(len(doc) for doc in pipeline.parse_many(documents))
    whole = time.process_time() - began
    return {"network": round(count / network), "pipeline": round(tokens / whole)}


def measure(model: Path | None = None, quick: bool = False) -> dict[str, dict[str, float]]:
    """All figures by part. `quick` leaves out the languages that are not read, WikiANN and speed."""
    encoder = load_encoder(model)
    pipeline = Pipeline("nl", model=model)
    figures = {
        "alpino test": trees(pipeline, alpino_test()),
        "alpino test, raw text": raw_text(pipeline, alpino_test()),
        "CoNLL-2002 nl": {"names F1": names(encoder, conll2002(), together=30)},
    }
    for language in ("nl", "en") if quick else LANGUAGES:
        figures[f"{LANGUAGES[language]} held out"] = trees(Pipeline(language, model=model), held_out(language))
    if not quick:
        figures["WikiANN nl test"] = {"names F1": names(encoder, wikiann("nl", "test"))}
        figures["words/s, one thread"] = speed(encoder, pipeline, alpino_test())
    return figures


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--model", type=Path, help="a model folder (default: the bundled one)")
    arguments.add_argument("--quick", action="store_true", help="Dutch accuracy only")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    if not (SHARED / "treebanks").is_dir():
        print(f"skipped: no treebanks at {SHARED / 'treebanks'}")
        return
    figures = measure(options.model, options.quick)
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    for part, values in figures.items():
        print(f"{part:28}" + "".join(f"  {name} {value:g}" for name, value in values.items()))


if __name__ == "__main__":
    main()
