"""Document → spaCy Doc: tokens, sentences, tags, tree, lemmas and names, by the bundled model or any spaCy pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.language.encoder import Analysis, Encoder, Labels, load_encoder
from sayso.language.fixed import Tree, fixed
from sayso.language.lemmas import lemma
from sayso.language.sentences import is_abbreviation, sentence_starts

_LONGEST_RUN = 200  # code points without white space that the tokenizer's patterns are let loose on
_DOTTED = re.compile(r"[^\W\d_]{2,}\.")  # a word and a full stop
_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")


def tokenize(nlp: Language, text: str) -> Doc:
    """The tokens of a text by the rules of a language. Runs of more than 200 code points without white space are cut
    at that length first: the patterns of the tokenizer take the square of a run's length."""
    if not _LONG_RUN.search(text):
        return nlp.tokenizer(text)
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for run in _LONG_RUN.finditer(text):
        edges = [at, *range(run.start(), run.end(), _LONGEST_RUN), run.end()]
        for start, end in pairwise(edges):
            part = nlp.tokenizer(text[start:end])
            words += [token.text for token in part]
            spaces += [bool(token.whitespace_) for token in part]
        at = run.end()
    rest = nlp.tokenizer(text[at:])
    words += [token.text for token in rest]
    spaces += [bool(token.whitespace_) for token in rest]
    return Doc(nlp.vocab, words=words, spaces=spaces)


class Pipeline:
    """Parses documents with the bundled model. `doc.text == document.text`, whatever the text holds."""

    def __init__(self, language: str = "nl", threads: int = 1, model: Path | None = None) -> None:
        self.language = language
        self.nlp: Language = spacy.blank(language)
        # spaCy takes hundreds of words with a full stop for abbreviations: "de pers.", "in de hand.", "aldus de VN."
        tokenizer: Any = self.nlp.tokenizer
        tokenizer.rules = {
            text: cut
            for text, cut in tokenizer.rules.items()
            if not _DOTTED.fullmatch(text) or is_abbreviation(text, language)
        }
        self._encoder: Encoder = load_encoder(model, threads)
        self._fixed = fixed(language)
        strings = self.nlp.vocab.strings
        labels = self._encoder.labels
        self._tags = np.array([strings[tag] for tag in labels.tags], dtype=np.uint64)
        self._relation_numbers = {relation: number for number, relation in enumerate(labels.relations)}
        self._relations = np.array(
            [strings.add("ROOT" if r == "root" else r) for r in labels.relations], dtype=np.uint64
        )
        self._plain_dep = strings.add("dep")
        self._iob = np.array([{"B": 3, "I": 1, "O": 2}[name[0]] for name in labels.names], dtype=np.uint64)
        self._types = np.array([strings.add(n[2:]) if n != "O" else 0 for n in labels.names], dtype=np.uint64)

    def parse(self, document: Document) -> Doc:
        """The analysed text of one document. The same text gives the same analysis, whatever is read beside it."""
        doc = self.tokenize(document.text)
        doc.user_data["document"] = document.id
        starts = sentence_starts(doc, document.blocks, self.language)
        places: list[npt.NDArray[np.int64]] = []
        sentences: list[list[str]] = []
        for start, end in pairwise([*starts, len(doc)]):
            tokens = [token for token in doc[start:end] if not token.is_space]
            sentences.append([token.text for token in tokens])
            places.append(np.array([token.i for token in tokens], dtype=np.int64))
        # Only sentences of one document share a batch: the network's 8-bit scales are those of a batch.
        self._annotate(doc, self.analyse(sentences), places)
        return doc

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """The sentences of words of one document: what the network says of them, fixed expressions put together."""
        found = self._encoder.analyse(sentences)
        return [self._settled(words, one) for words, one in zip(sentences, found, strict=True)]

    def _settled(self, words: Sequence[str], one: Analysis) -> Analysis:
        if not self._fixed.occur(words):
            return one
        labels = self._encoder.labels
        tags, relations = (
            [names[k] for k in row] for names, row in ((labels.tags, one.tags), (labels.relations, one.labels))
        )
        tree = Tree(words, tags, one.heads.tolist(), relations)
        self._fixed.settle(tree)
        numbers = [self._relation_numbers[relation] for relation in tree.relations]
        return replace(one, heads=np.array(tree.heads), labels=np.array(numbers))

    def parse_many(self, documents: Iterable[Document]) -> Iterator[Doc]:
        """The analysed texts of documents, one after the other."""
        return map(self.parse, documents)

    @property
    def labels(self) -> Labels:
        """The inventories that `analyse` counts in."""
        return self._encoder.labels

    def tokenize(self, text: str) -> Doc:
        """Tokens only. Runs of more than 200 code points without white space are cut at that length first."""
        return tokenize(self.nlp, text)

    def _annotate(self, doc: Doc, analyses: list[Analysis], places: list[npt.NDArray[np.int64]]) -> None:
        """Write the analyses into `doc`; `places` are the token indices of each sentence's words."""
        size = len(doc)
        if not size:
            return
        strings = self.nlp.vocab.strings
        # White space hangs on the word before it (at the very start: on the one behind it) and is outside of names.
        heads = np.arange(size) - 1
        heads[0] = 0
        tags = np.full(size, strings["SPACE"], dtype=np.uint64)
        deps = np.full(size, self._plain_dep, dtype=np.uint64)
        iob = np.full(size, 2, dtype=np.uint64)
        types = np.zeros(size, dtype=np.uint64)
        if places:
            every = np.concatenate(places)
            if len(every):
                heads[: every[0]] = every[0]
                heads[every] = np.concatenate([p[a.heads] for p, a in zip(places, analyses, strict=True)])
                tags[every] = self._tags[np.concatenate([a.tags for a in analyses])]
                deps[every] = self._relations[np.concatenate([a.labels for a in analyses])]
                names = np.concatenate([a.names for a in analyses])
                iob[every] = self._iob[names]
                types[every] = self._types[names]
                self._close_names(every, iob, types)
        lemmas = np.fromiter(
            (
                strings.add(lemma(token.text, strings[tag], self.language))
                for token, tag in zip(doc, tags.tolist(), strict=True)
            ),
            dtype=np.uint64,
            count=size,
        )
        relative = (heads - np.arange(size)).astype(np.int64).view(np.uint64)
        columns: Any = np.stack([tags, relative, deps, lemmas, iob, types], axis=1)
        doc.from_array(["POS", "HEAD", "DEP", "LEMMA", "ENT_IOB", "ENT_TYPE"], columns)

    @staticmethod
    def _close_names(every: npt.NDArray[np.int64], iob: npt.NDArray[np.uint64], types: npt.NDArray[np.uint64]) -> None:
        """White space inside a name (a line break in "Bachmoet\\nOost") belongs to the name."""
        for before, after in pairwise(every.tolist()):
            if after - before > 1 and iob[after] == 1:
                iob[before + 1 : after] = 1
                types[before + 1 : after] = types[after]


class SpacyPipeline:
    """Any spaCy pipeline, installed or in a folder, in the place of the bundled model.

    Reading needs its sentences, its tree with the labels of Universal Dependencies and its universal tags; lemmas and
    names (PER, ORG, LOC) help. Blocks stay hard borders of its sentences. Raises OSError when spaCy finds no pipeline
    `name`, and ValueError when nothing in it makes trees and tags.
    """

    def __init__(self, name: str) -> None:
        self.nlp = spacy.load(name)
        self.language = self.nlp.lang
        self._one = Lock()  # no promise is made that components can work in several threads at once
        self._check(name)

    def _check(self, name: str) -> None:
        """Whether what reading needs comes out; said at once and not with every document."""
        doc = self.nlp(" ".join(["1", *sorted(self.nlp.Defaults.stop_words or {"a"})[:1]]))
        needs = {"DEP": "dependencies (a parser)", "POS": "universal tags (a tagger)", "SENT_START": "sentences"}
        if missing := [words for attribute, words in needs.items() if not doc.has_annotation(attribute)]:
            raise ValueError(f"the pipeline {name} gives no {' and no '.join(missing)}, which reading needs")

    def parse(self, document: Document) -> Doc:
        """The analysed text of one document."""
        doc = self.nlp.make_doc(document.text)
        doc.user_data["document"] = document.id
        borders = {start for start, _ in document.blocks}
        for token in doc:
            if token.idx in borders:
                token.is_sent_start = True
        with self._one:
            return self.nlp(doc)

    def parse_many(self, documents: Iterable[Document]) -> Iterator[Doc]:
        """The analysed texts of documents, in their order."""
        return map(self.parse, documents)


@lru_cache(maxsize=8)
def pipeline(language: str = "nl", name: str | None = None, threads: int = 1) -> Pipeline | SpacyPipeline:
    """The pipeline for a language, loaded once a process: the bundled model, or the spaCy pipeline called `name`.

    Raises FileNotFoundError when the bundled model is missing; for a spaCy pipeline see SpacyPipeline.
    """
    return SpacyPipeline(name) if name else Pipeline(language, threads)


@lru_cache(maxsize=8)
def _rules(language: str) -> Language:
    return spacy.blank(language)


def sentence_spans(document: Document) -> list[tuple[int, int]]:
    """The sentences of a document as the bundled pipeline cuts them, in code points; no model is loaded.

    Raises FileNotFoundError for a language without sentences.toml.
    """
    doc = tokenize(_rules(document.language), document.text)
    starts = sentence_starts(doc, document.blocks, document.language)
    spans = (doc[start:end] for start, end in pairwise([*starts, len(doc)]))
    trimmed = ((span.start_char, span.end_char, span.text) for span in spans)
    return [(s + len(t) - len(t.lstrip()), e - len(t) + len(t.rstrip())) for s, e, t in trimmed]
