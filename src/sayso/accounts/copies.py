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
from itertools import combinations
from typing import Protocol

from sayso.accounts.passages import GRAM, PERMUTATIONS, Signature, grams, minhash, signatures, union, words
from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.reading.claim import Claim

CONTEXT = 40  # words: where a claim's paragraph is shorter, its neighbours' are looked at too
FEW = 48  # so many claims are compared pair by pair: that is quicker than an index, and misses nothing
_BANDS = (
    32,
    2,
)  # bands and rows of the index: 95 % of the pairs with a resemblance of 0.3 meet, 8 % of those with 0.05
_KEPT = 4096  # claims whose words are kept at hand


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two passages must share: `share` of the lesser claim's own unit, `covered` words that stand in shared
    5-grams, `telling` ones among them, and `whole`, the share of the shorter of the two passages."""

    share: float
    covered: int
    telling: int
    whole: float = 0.0


# Measured in tests/accounts/test_copies.py on planted copies and on independent reports of the same events.
SENTENCE = Overlap(share=0.5, covered=12, telling=4)  # the claim's own sentence was copied
EDITED = Overlap(share=0.15, covered=20, telling=6, whole=0.4)  # it was edited, in a paragraph that was copied
QUOTE = Overlap(share=0.6, covered=6, telling=2)  # both stand in direct speech: it is copied exactly or not at all


class Located(Protocol):
    """What this module needs of a Statement."""

    @property
    def claim(self) -> Claim: ...

    @property
    def words(self) -> str:
        """The sentence that the claim stands in."""
        ...


@dataclass(frozen=True, slots=True)
class _Stand:
    """The words around a claim (`text`) and their 5-grams; those of its sentence and of the quotes that hold it."""

    text: tuple[str, ...]
    grams: tuple[int, ...]
    set: frozenset[int]
    sentence: frozenset[int]
    quotes: tuple[frozenset[int], ...]


class Copies:
    """The passages of the documents that are compared, and what they have in common."""

    def __init__(self, passages: Mapping[str, Sequence[Signature]]) -> None:
        """`passages` by document id, as `signatures` gives them; a document that isn't among them shares nothing.

        Only the documents that are asked for are looked up, so it may be a mapping that fetches them from a ledger.
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
        shared = here.set & there.set
        if not shared:
            return None
        covered = _covered(here, shared)
        telling = sum(here.text[i] not in _common() and not here.text[i].isdigit() for i in covered)
        share = max(_share(here.sentence, there.set), _share(there.sentence, here.set))
        spoken = max((max(_share(x, y), _share(y, x)) for x in here.quotes for y in there.quotes), default=0.0)
        whole = len(shared) / min(len(here.set), len(there.set))

        def enough(least: Overlap, share: float) -> bool:
            amply = len(covered) >= least.covered and telling >= least.telling
            return amply and share >= least.share and whole >= least.whole

        if enough(QUOTE, spoken):
            return f"both print the same quote: {_excerpt(here, shared)}"
        if enough(SENTENCE, share) or enough(EDITED, share):
            return f"both stand in a copied passage, {len(covered)} words of it the same: {_excerpt(here, shared)}"
        return None

    def candidates(self, claims: Sequence[Located]) -> Iterator[tuple[int, int]]:
        """The pairs of indices into `claims`, each once and in order, that may stand in copied text.

        Few claims are paired with all others; many by locality-sensitive hashing, never all with all.
        """
        if len(claims) <= FEW:
            yield from combinations(range(len(claims)), 2)
            return
        from datasketch import MinHashLSH

        index = MinHashLSH(num_perm=PERMUTATIONS, params=_BANDS)
        sketches = {}
        for i, claim in enumerate(claims):
            # The sentence has its own entry: pasted into a long paragraph it hardly shows in the paragraph's.
            hashes = [each.minhash for each in self._around(claim.claim)]
            alone = [[minhash(words(claim.words))]] if claim.words else []
            quotes = [[each.minhash] for each in self._quotes(claim.claim)]
            for j, unit in enumerate([hashes, *alone, *quotes] if hashes else []):
                sketches[i, j] = union(unit)
                index.insert((i, j), sketches[i, j], check_duplication=False)
        found = {(min(i, other), max(i, other)) for (i, _), unit in sketches.items() for other, _ in index.query(unit)}
        yield from sorted(pair for pair in found if pair[0] != pair[1])

    def _stand_of(self, claim: Located) -> _Stand:
        found: _Stand = self._stand(claim.claim.doc, claim.claim.start, claim.words)
        return found

    def _make(self, document: str, at: int, sentence: str) -> _Stand:
        text = [word for each in self._near(document, at) for word in each.text]
        coded = grams(text)
        own = frozenset(grams(words(sentence))) if text else frozenset[int]()
        quotes = tuple(frozenset(grams(each.text)) for each in self._holding(document, at) if each.quote)
        return _Stand(tuple(text), tuple(coded), frozenset(coded), own, quotes)

    def _around(self, claim: Claim) -> list[Signature]:
        return self._near(claim.doc, claim.start)

    def _quotes(self, claim: Claim) -> list[Signature]:
        return [each for each in self._holding(claim.doc, claim.start) if each.quote]

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


def _share(unit: frozenset[int], other: frozenset[int]) -> float:
    """The share of `unit`'s 5-grams that stand in `other` (its containment, as Broder calls it)."""
    return len(unit & other) / len(unit) if unit else 0.0


def _covered(stand: _Stand, shared: frozenset[int]) -> list[int]:
    """The positions of the words that stand in a shared 5-gram, in order."""
    found = {i + k for i, gram in enumerate(stand.grams) if gram in shared for k in range(GRAM)}
    return sorted(i for i in found if i < len(stand.text))


def _excerpt(stand: _Stand, shared: frozenset[int]) -> str:
    """The longest run of shared words, in quotes, cut after twelve."""
    best: tuple[int, int] = (0, 0)
    start: int | None = None
    for i, gram in enumerate([*stand.grams, None]):
        if gram in shared and start is None:
            start = i
        elif gram not in shared and start is not None:
            best = max(best, (i - start, -start))
            start = None
    begin, length = -best[1], best[0] + GRAM - 1
    run = stand.text[begin : begin + length]
    return f"“{' '.join(run[:12])}{' …' if len(run) > 12 else ''}”"


@cache
def _common() -> frozenset[str]:
    return frozenset(word for language in ("nl", "en") for word in lexicon(language, "passages")["common"])
