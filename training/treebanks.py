"""Universal Dependencies and WikiANN files, and which part of each may be trained on.

Never trained on: Alpino's test file, a tail of every other test file, WikiANN's test files, CoNLL-2002.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
LANGUAGES = {"nl": "nl_lassysmall", "en": "en_ewt", "de": "de_gsd", "fr": "fr_gsd", "ru": "ru_gsd"}
HELD_OUT = {"nl": 0.1, "en": 0.5, "de": 0.5, "fr": 0.5, "ru": 0.5}  # the tail of the test file, whole documents mostly


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated sentence: parallel lists.

    Heads count from 1, 0 is the root; `spaced` says if a space follows.

    `paragraph` is the sentence's id without its number: sentences of one paragraph of Alpino and Lassy share it.
    """

    words: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    fine: list[str]
    features: list[str]
    spaced: list[bool]
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Words with their B/I/O name labels."""

    words: list[str]
    labels: list[str]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file: its syntactic words, without ranges and empty nodes."""
    rows: list[list[str]] = []
    paragraph = ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id = "):
            paragraph = line[12:].rsplit(".s.", 1)[0]
        elif line and line[0] != "#":
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield Sentence(
                [r[1] for r in rows],
                [r[3] for r in rows],
                [int(r[6]) for r in rows],
                [r[7] for r in rows],
                [r[4] for r in rows],
                [r[5] for r in rows],
                ["SpaceAfter=No" not in r[9] for r in rows],
                paragraph,
            )
            rows = []


def named(path: Path) -> Iterator[Named]:
    """The sentences of a file of names: number, word and label a line, tab-separated, blank lines between."""
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) >= 3:
            words.append(cells[1])
            labels.append(cells[2])
        elif words:
            yield Named(words, labels)
            words, labels = [], []


def trained(language: str, shared: Path = SHARED) -> list[Sentence]:
    """What the parser of a language is trained on."""
    folder = shared / "treebanks"
    name = LANGUAGES[language]
    found = list(sentences(folder / f"{name}-ud-dev.conllu"))
    test = list(sentences(folder / f"{name}-ud-test.conllu"))
    found += test[: round(len(test) * (1 - HELD_OUT[language]))]
    if language == "nl":
        found += sentences(folder / "nl_alpino-ud-dev.conllu")
    return found


def held_out(language: str, shared: Path = SHARED) -> list[Sentence]:
    """The tail of a test file that nothing was trained on."""
    test = list(sentences(shared / "treebanks" / f"{LANGUAGES[language]}-ud-test.conllu"))
    return test[round(len(test) * (1 - HELD_OUT[language])) :]


def alpino_test(shared: Path = SHARED) -> list[Sentence]:
    """The file that the bars are set on."""
    return list(sentences(shared / "treebanks" / "nl_alpino-ud-test.conllu"))


def wikiann(language: str, part: str, shared: Path = SHARED) -> list[Named]:
    """WikiANN names: `part` is train, val or test."""
    return list(named(shared / "treebanks" / f"wikiann-{language}-{part}.conllu"))


def conll2002(shared: Path = SHARED) -> list[Named]:
    """The Dutch test part of CoNLL-2002, for evaluation only."""
    return list(named(shared / "eval" / "conll2002-nl-test.conllu"))
