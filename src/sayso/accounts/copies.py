"""Which claims stand in copied text.

Papers paste a wire text whole, or one paragraph of it into a longer piece; they change a name, move a sentence, cut
the end. So it is asked of two claims, not of two documents: do the words around the one stand around the other too?
Whether they do is decided on the words themselves (`Copies.same`); MinHash and locality-sensitive hashing (Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3; library datasketch) only say which pairs to ask about.

What is asked of a pair depends on its two texts alone, not on what else the ledger holds. That makes comparing a part
of a ledger the same as comparing all of it. So standing phrases can't be told by counting them; they are told by a
list of the words that any report of a war is full of (`language/*/passages.toml`): a shared passage needs others too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product
from typing import Any, Protocol

from sayso.accounts.passages import GRAM, PERMUTATIONS, Signature, grams, minhash, signatures, sketch, union, words
from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.reading.claim import Claim

CONTEXT = 24  # words: where a claim's paragraph is shorter, its neighbours' are looked at too
FEW = 48  # so many claims are compared pair by pair: that is quicker than an index, and misses nothing
# Bands and rows of the index: 95 % of the pairs with a resemblance of 0.3 meet in it, 8 % of those with 0.05.
_BANDS = (32, 2)
MOST = 64  # pairs of one claim
_KEPT = 4096  # claims whose words are kept at hand


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much must be shared: `alike`, the share of the 3-grams of the shorter of the claims' sentences (or quotes);
    `whole`, that of the 5-grams of the shorter passage; the number of words in shared 5-grams, and what they weigh."""

    alike: float
    words: int
    weight: int
    whole: float = 0.0


TELLING = 6  # what a word weighs that isn't common to all reports of war; figures and the others weigh 1
# Measured in tests/accounts/test_copies.py on planted copies and on independent reports of the same events: the claim's
# own sentence was copied, and is weighed; it was edited, in a copied passage that is weighed; both stand in a quote.
SENTENCE = Overlap(alike=0.5, words=12, weight=28)
EDITED = Overlap(alike=0.3, words=14, weight=28, whole=0.25)
QUOTE = Overlap(alike=0.6, words=6, weight=14)


class Located(Protocol):
    """What this module needs of a Statement."""

    @property
    def claim(self) -> Claim: ...

    @property
    def words(self) -> str:
        """The sentence that the claim stands in."""
        ...


@dataclass(frozen=True, slots=True)
class _Unit:
    """Some words in order, their 5-grams (one for each start), and the sets of these and of their 3-grams."""

    words: tuple[str, ...]
    grams: tuple[int, ...]
    five: frozenset[int]
    three: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, plain: Sequence[str]) -> _Unit:
        coded = tuple(grams(plain))
        three = frozenset(tuple(plain[i : i + 3]) for i in range(max(len(plain) - 2, min(len(plain), 1))))
        return cls(tuple(plain), coded, frozenset(coded), three)


@dataclass(frozen=True, slots=True)
class _Stand:
    """The words around a claim: its passage, its sentence, and the quotes that it is in."""

    text: _Unit
    sentence: _Unit
    quotes: tuple[_Unit, ...]


class Copies:
    """The passages of the documents that are compared, and what they have in common."""

    def __init__(self, passages: Mapping[str, Sequence[Signature]]) -> None:
        """`passages` by document id, as `signatures` gives them; a document that isn't among them shares nothing.

        They are looked up when they are asked for, so that more may come in the meantime.
        """
        self._passages = passages
        self._stand = lru_cache(_KEPT)(self._make)

    @classmethod
    def of(cls, passages: Mapping[str, Sequence[Signature]] | Iterable[Document]) -> Copies:
        """Copies among documents, or among the stored signatures of documents by id."""
        if isinstance(passages, Mapping):
            return cls(passages)
        return cls({document.id: signatures(document) for document in passages})

    def same(self, a: Located, b: Located) -> str | None:
        """Why the claims stand in copied text, in words for a reader, or None where they don't.

        It is about the text only: whether they give the same figure is for `origins` to say. Symmetric. Claims of one
        document are never copies of each other.
        """
        if a.claim.doc == b.claim.doc:
            return None
        if _place(b) < _place(a):
            a, b = b, a
        here, there = self._stand_of(a), self._stand_of(b)
        shared = here.text.five & there.text.five
        if not shared:
            return None
        for x, y in product(here.quotes, there.quotes):
            if _enough(QUOTE, _alike(x.three, y.three), x, shared):
                return f"both print the same quote: {_excerpt(x, shared)}"
        alike, whole = _alike(here.sentence.three, there.sentence.three), _alike(here.text.five, there.text.five)
        copied = any(_enough(SENTENCE, alike, each.sentence, shared) for each in (here, there))
        if not copied and not _enough(EDITED, alike, here.text, shared, whole):
            return None
        covered = len(_covered(here.text, shared))
        return f"both stand in a copied passage, {covered} words of it the same: {_excerpt(here.text, shared)}"

    def candidates(self, claims: Sequence[Located]) -> Iterator[tuple[int, int]]:
        """The pairs of indices into `claims`, the lesser first, that may stand in copied text; each once.

        Few claims are paired with all others; many by locality-sensitive hashing, never all with all: each with at
        most MOST of those before it, the nearest, so that the reports of one text hang together all the same.
        """
        if len(claims) <= FEW:
            yield from combinations(range(len(claims)), 2)
            return
        from datasketch import MinHashLSH

        index = MinHashLSH(num_perm=PERMUTATIONS, params=_BANDS)
        holders: dict[bytes, list[int]] = {}  # of each text in the index the claims in it
        for i, claim in enumerate(claims):
            near: set[int] = set()
            for text in self._texts(claim):
                made = sketch(text)
                for other in index.query(made):
                    near.update(holders[other][-MOST:])
                if text not in holders:
                    index.insert(text, made, check_duplication=False)
                holders.setdefault(text, []).append(i)
            yield from ((j, i) for j in sorted(near - {i})[-MOST:])

    def _texts(self, claim: Located) -> list[bytes]:
        """The MinHashes of a claim's passage, its sentence and its quotes. Each has its own entry in the index: a
        sentence that was pasted into a long paragraph hardly shows in the paragraph's."""
        passage = self._near(claim.claim.doc, claim.claim.start)
        if not passage:
            return []
        quotes = [each.minhash for each in self._holding(claim.claim.doc, claim.claim.start) if each.quote]
        return [union([each.minhash for each in passage]), minhash(words(claim.words)), *quotes]

    def _stand_of(self, claim: Located) -> _Stand:
        found: _Stand = self._stand(claim.claim.doc, claim.claim.start, claim.words)
        return found

    def _make(self, document: str, at: int, sentence: str) -> _Stand:
        text = _Unit.of([word for each in self._near(document, at) for word in each.text])
        quotes = tuple(_Unit.of(each.text) for each in self._holding(document, at) if each.quote)
        return _Stand(text, _Unit.of(words(sentence)), quotes)

    def _holding(self, document: str, at: int) -> list[Signature]:
        """The passages that code point `at` lies in: its paragraph, the quotes."""
        passages = self._passages.get(document, ())
        stop = bisect_right(passages, at, key=lambda each: each.start)
        return [each for each in passages[:stop] if at < each.end]

    def _near(self, document: str, at: int) -> list[Signature]:
        """The paragraph that holds `at`, and of the ones around it as many as make CONTEXT words, in order."""
        paragraphs = [each for each in self._passages.get(document, ()) if not each.quote]
        index = bisect_right(paragraphs, at, key=lambda each: each.start) - 1
        if index < 0 or at >= paragraphs[index].end:
            return []
        first, last = index, index + 1
        while sum(each.words for each in paragraphs[first:last]) < CONTEXT and (first or last < len(paragraphs)):
            first, last = max(first - 1, 0), min(last + 1, len(paragraphs))
        return paragraphs[first:last]


def _place(claim: Located) -> tuple[str, int]:
    return claim.claim.doc, claim.claim.start


def _alike(a: frozenset[Any], b: frozenset[Any]) -> float:
    """The share of the smaller set that the other has too (its containment, as Broder calls it)."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _covered(unit: _Unit, shared: frozenset[int]) -> list[int]:
    """The positions of the words that stand in a shared 5-gram, in order."""
    found = {i + k for i, gram in enumerate(unit.grams) if gram in shared for k in range(GRAM)}
    return sorted(i for i in found if i < len(unit.words))


def _enough(least: Overlap, alike: float, unit: _Unit, shared: frozenset[int], whole: float = 1.0) -> bool:
    """Whether what `unit` shares with the other text reaches `least`."""
    if alike < least.alike or whole < least.whole:
        return False
    plain = [unit.words[i] for i in _covered(unit, shared)]
    return len(plain) >= least.words and sum(map(_weight, plain)) >= least.weight


def _weight(word: str) -> int:
    return 1 if word in _common() or word.isdigit() else TELLING


def _excerpt(unit: _Unit, shared: frozenset[int]) -> str:
    """The longest run of shared words, in quotes, cut after twelve."""
    runs: list[list[int]] = []
    for i in _covered(unit, shared):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    longest = max(runs, key=len)
    return f"“{' '.join(unit.words[i] for i in longest[:12])}{' …' if len(longest) > 12 else ''}”"


@cache
def _common() -> frozenset[str]:
    return frozenset(word for language in ("nl", "en") for word in lexicon(language, "passages")["common"])
