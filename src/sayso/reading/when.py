"""Which days a figure covers.

A date in the figure's own clause comes first, then one of its sentence, then that of the event the paragraph is
about. When somebody said something is not when it happened: a date that hangs on a verb of saying is passed over.
Nothing is guessed: where the words and the date of publication don't give both ends, there is no period.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.reading.claim import Period, Span, Step
from sayso.reading.dating import Dating, When, precision
from sayso.reading.syntax import predicate


@dataclass(frozen=True, slots=True)
class _Dated:
    """An expression of time in the Doc: tokens `start` to `end`, the clause it stands in, what it hangs on."""

    start: int
    end: int
    when: When
    clause: Token
    of_speech: bool


@cache
def _speech(language: str) -> frozenset[str]:
    verbs = lexicon(language, "speech")["verbs"]
    words = {w.replace("|", "") for group in ("object", "clause", "estimate", "deny") for w in verbs[group].split()}
    return frozenset(words | {w.rpartition("|")[2] for group in ("object", "clause") for w in verbs[group].split()})


class Periods:
    """The periods of one document; `period` answers for any token of its Doc."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._doc = doc
        self._document = document
        self._speech = _speech(document.language)
        self._now = frozenset(lexicon(document.language, "periods")["now"]["words"])
        self._sentences = [(s.start, s.end) for s in doc.sents]
        self._starts = [start for start, _ in self._sentences]
        self._block_starts = [start for start, _ in document.blocks]
        self._zones = [z for z in document.zones if z.kind is not ZoneKind.PULL_QUOTE]
        self._by_sentence = self._find_all()
        self._events = {n: d for n, group in self._by_sentence.items() if (d := self._event(group)) is not None}
        self._lead = self._lead_event()
        self._found: dict[int, tuple[str, _Dated] | None] = {}

    def period(self, token: Token) -> Period | None:
        """The days that the figure at `token` covers, or None where they don't follow from the text and its date."""
        found = self._answer(token)
        if found is None:
            return None
        when = found[1].when
        if when.first is None or when.last is None:
            return None
        text = self._span(found[1]).text
        return Period(when.first.isoformat(), when.last.isoformat(), precision(when.first, when.last), text, when.since)

    def explain(self, token: Token) -> Step | None:
        """The rule that `period(token)` followed, and the words it read."""
        found = self._answer(token)
        if found is None or not found[1].when.known:
            return None
        return Step("period", found[0], self._span(found[1]))

    def _answer(self, token: Token) -> tuple[str, _Dated] | None:
        if token.i not in self._found:
            self._found[token.i] = self._find(token)
        return self._found[token.i]

    def _find(self, token: Token) -> tuple[str, _Dated] | None:
        number = self._sentence(token.i)
        here = [d for d in self._by_sentence.get(number, ()) if not d.start <= token.i < d.end]
        if own := self._in_clause(token, here):
            return "date in the clause", own
        if any(not d.of_speech for d in here):
            near = [d for d in here if not d.of_speech and d.clause.dep_ not in ("acl:relcl", "acl")]
            if near:
                return "date in the sentence", min(near, key=lambda d: abs(d.start - token.i))
        if self._zone(token.idx) is ZoneKind.HEADLINE:
            return self._from_below(number)
        block = self._block(token.idx)
        for n in range(number - 1, -1, -1):
            if self._block(self._doc[self._starts[n]].idx) != block:
                break
            if n in self._events:
                return "date of the sentence before", self._events[n]
        return None

    def _in_clause(self, token: Token, here: list[_Dated]) -> _Dated | None:
        """The date that stands in the innermost clause around the figure."""
        node = predicate(token)
        while True:
            of_clause = [d for d in here if d.clause.i == node.i and not d.of_speech]
            if of_clause:
                return min(of_clause, key=lambda d: (d.start > token.i, abs(d.start - token.i)))
            if node.head.i == node.i:
                return None
            node = predicate(node.head)

    def _from_below(self, number: int) -> tuple[str, _Dated] | None:
        """A headline's figure has the date of the first sentence of the text below it."""
        for n in range(number + 1, min(number + 4, len(self._sentences))):
            if self._zone(self._doc[self._starts[n]].idx) not in (ZoneKind.HEADLINE, ZoneKind.DATELINE):
                event = self._events.get(n)
                return ("date of the text below", event) if event is not None and event.when.known else None
        return None

    # what the document says

    def _find_all(self) -> dict[int, list[_Dated]]:
        dating = Dating(self._document.published, self._document.language)
        found: dict[int, list[_Dated]] = defaultdict(list)
        for n, (start, end) in enumerate(self._sentences):
            if self._zone(self._doc[start].idx) in (ZoneKind.DATELINE, ZoneKind.FURNITURE, ZoneKind.CAPTION):
                continue
            tokens = [self._doc[i] for i in range(start, end) if not self._doc[i].is_space]
            for when in dating.find([t.lower_ for t in tokens]):
                first, last = tokens[when.start].i, tokens[when.end - 1].i + 1
                root = self._doc[first:last].root
                clause = predicate(root)
                found[n].append(_Dated(first, last, when, clause, self._of_speech(root, clause)))
        return found

    def _of_speech(self, root: Token, clause: Token) -> bool:
        """Whether the date tells when something was said."""
        if clause.pos_ != "VERB" or clause.lemma_ not in self._speech:
            return False
        return not any(c.dep_ in ("obl:agent",) for c in clause.children)

    def _event(self, group: list[_Dated]) -> _Dated | None:
        """When a sentence as a whole plays."""
        usable = [d for d in group if not d.of_speech and d.clause.dep_ not in ("acl:relcl", "acl")]
        return usable[-1] if usable else None

    def _lead_event(self) -> _Dated | None:
        for n in sorted(self._events):
            if self._zone(self._doc[self._starts[n]].idx) is None:
                return self._events[n]
        return None

    # positions

    def _sentence(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1

    def _block(self, offset: int) -> int:
        return max(bisect_right(self._block_starts, offset) - 1, 0)

    def _zone(self, offset: int) -> ZoneKind | None:
        return next((z.kind for z in self._zones if z.start <= offset < z.end), None)

    def _span(self, dated: _Dated) -> Span:
        last = self._doc[dated.end - 1]
        start, end = self._doc[dated.start].idx, last.idx + len(last)
        return Span(start, end, self._doc.text[start:end])
