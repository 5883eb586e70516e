"""Which days a figure covers.

A date in the figure's own clause comes first, then one of its sentence, then that of the event the paragraph is
about. When somebody said something is not when it happened: a date that hangs on a verb of saying is passed over.
Nothing is guessed: where the words and the date of publication don't give both ends, there is no period.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs.pack import Event
from sayso.reading.claim import Period, Span, Step
from sayso.reading.dating import Dating
from sayso.reading.days import precision
from sayso.reading.grammar import grammar
from sayso.reading.layout import Layout
from sayso.reading.named_dates import When
from sayso.reading.numbers import number_grammar, parse_digits
from sayso.reading.saying import Saying
from sayso.reading.syntax import SUBJECTS, case, predicate

REACH = 200  # words: a date further off in a sentence without end is not the figure's
BACK = 40  # sentences of a paragraph that are looked back on
_SMALL, _LARGE = 2, 100  # a headline repeats any figure; in the text a large one is no coincidence
_BATTLE = 300  # days
_UNKNOWN_LENGTH = 5  # UCDP's date_prec of a total whose beginning is not known
IN_CLAUSE = "date in the clause"
_SINCE = frozenset(word for language in ("nl", "en") for word in grammar(language).since)
STANDING = frozenset({"population", "strength", "position", "control", "supply", "deployment", "legal", "other"})


@dataclass(frozen=True, slots=True)
class _Dated:
    """An expression of time in the Doc: tokens `start` to `end`, and the clause it stands in."""

    start: int
    end: int
    when: When
    clause: Token
    of_speech: bool = False  # when something was said
    aside: bool = False  # in a relative clause or of a noun of its own: not when the sentence plays

    @property
    def of_event(self) -> bool:
        return not self.of_speech and not self.aside


@cache
def _words(language: str) -> dict[str, Any]:
    table = lexicon(language, "periods")
    return {
        "now": frozenset(table["now"]["words"]),
        "goes_on": frozenset(table["goes_on"]["words"]),
        "tells_else": tuple(f" {phrase} " for phrase in table["goes_on"]["never"]),
        "capital": frozenset(table["grammar"]["capital"]),
        "superlative": tuple(table["grammar"]["superlative"]),
        "begin_verbs": frozenset(table["beginning"]["verbs"]),
        "begin_subjects": tuple(table["beginning"]["subjects"]),
    }


class Periods:
    """The periods of one document; `period` answers for any token of its Doc."""

    def __init__(self, doc: Doc, document: Document, events: Sequence[Event] = ()) -> None:
        self._doc = doc
        self._document = document
        self._words = _words(document.language)
        self._numbers = number_grammar(document.language)
        self._figures = [token for token in doc if token.pos_ == "NUM"]
        self._decimal = lexicon(document.language, "numbers").get("style", {}).get("decimal", ",")
        self._layout = layout = Layout(doc, document)
        self._live = len(layout.items) > 2
        self._by_sentence = self._find_all(events)
        dated = (d for group in self._by_sentence.values() for d in group)
        self._since = next((d for d in dated if d.when.since and d.when.known), None)
        self._events = {n: d for n in range(len(layout.sentences)) if (d := self._event_of(n)) is not None}
        self._event_numbers = sorted(n for n, d in self._events.items() if not d.when.since)  # no totals
        self._lead = self._lead_event()
        self._found: dict[int, tuple[str, _Dated] | None] = {}

    def period(self, token: Token, kind: str | None = None) -> Period | None:
        """The days that the figure at `token` covers, or None where they don't follow from the text and its date.

        With `kind` (of the annotation guide) a figure that tells how things stand, not what happened, has only a date
        that its own clause names.
        """
        found = self._answer(token)
        if found is None or (kind in STANDING and found[0] != IN_CLAUSE):
            return None
        when = found[1].when
        text = self._span(found[1]).text
        if when.since and when.last is not None and when.first is None:  # "tot nu toe"
            return Period(None, when.last.isoformat(), _UNKNOWN_LENGTH, text, True)
        if when.first is None or when.last is None:
            return None
        return Period(when.first.isoformat(), when.last.isoformat(), precision(when.first, when.last), text, when.since)

    def explain(self, token: Token, kind: str | None = None) -> Step | None:
        """The rule that `period(token, kind)` followed, and the words it read."""
        found = self._answer(token)
        if found is None or found[1].when.last is None or (kind in STANDING and found[0] != IN_CLAUSE):
            return None
        return Step("period", found[0], self._span(found[1]))

    def _answer(self, token: Token) -> tuple[str, _Dated] | None:
        if token.i not in self._found:
            self._found[token.i] = self._find(token)
        return self._found[token.i]

    def _find(self, token: Token) -> tuple[str, _Dated] | None:
        number = self._layout.sentence(token.i)
        dates = self._by_sentence.get(number, ())
        here = [d for d in dates if abs(d.start - token.i) <= REACH and not d.start <= token.i < d.end]
        headline = self._layout.zone(token.idx) is ZoneKind.HEADLINE
        own = self._in_clause(token, here)
        if own is not None and (own.when.last is not None or not headline):
            return IN_CLAUSE if own.clause.i == predicate(token).i else "date in a clause around it", own
        if near := [d for d in here if d.of_event and (d.when.last is not None or not headline)]:
            return "date in the sentence", min(near, key=lambda d: abs(d.start - token.i))
        if headline:
            return self._said_again(token) or self._from_below(number)
        block = self._layout.block(token.idx)
        for n in range(number - 1, max(number - BACK, 0) - 1, -1):
            if self._layout.block_of(n) != block:
                break
            if n in self._events:
                goes_on = self._goes_on(token, number, n)
                return ("date of the sentence before", self._events[n]) if goes_on else self._said_again(token)
        elsewhere = any(d.when.known and not d.of_speech for d in here)  # what else the sentence tells has its own day
        return (None if elsewhere else self._of_lead(token, number)) or self._said_again(token)

    def _said_again(self, token: Token) -> tuple[str, _Dated] | None:
        """The date of the same figure elsewhere: a headline's, or one that somebody confirms or denies."""
        value = self._value(token)
        headline = self._layout.zone(token.idx) is ZoneKind.HEADLINE
        if value is None or value < (_SMALL if headline else _LARGE):
            return None
        for other in self._figures:
            if (
                other.i != token.i
                and self._value(other) == value
                and self._layout.zone(other.idx) is not ZoneKind.HEADLINE
            ):
                number = self._layout.sentence(other.i)
                own = self._in_clause(other, list(self._by_sentence.get(number, ())))
                if own is not None and own.when.known:
                    return "date of the same figure", own
                if headline and (found := self._answer(other)) is not None and found[1].when.known:
                    return "date of the same figure", found[1]
        return None

    def _value(self, token: Token) -> float | None:
        """What a number is, in figures or in words."""
        if token.pos_ != "NUM":
            return None
        found = self._numbers.cardinal(token.lower_)
        return found if found is not None else parse_digits(token.text, self._decimal)

    def _goes_on(self, token: Token, number: int, before: int) -> bool:
        """Whether a figure is still about what sentence `before` dated; how things stand now is no part of it."""
        when = self._events[before].when
        start, end = self._layout.sentences[number]
        if when.first is not None and when.last is not None and ((when.last - when.first).days > 2 or when.since):
            words = [self._doc[i].lower_ for i in range(start, end) if not self._doc[i].is_space]
            tells_else = any(phrase in f" {' '.join(words)} " for phrase in self._words["tells_else"])
            return before >= number - 2 and not tells_else and any(word in self._words["goes_on"] for word in words)
        return self._is_past(token) or not any(self._doc[i].lower_ in self._words["now"] for i in range(start, token.i))

    def _in_clause(self, token: Token, here: list[_Dated]) -> _Dated | None:
        """The date that stands in the innermost clause around the figure."""
        figures = {d.start: self._figure_before(d.start) for d in here}
        if behind := [d for d in here if d.when.known and figures[d.start] == token.i and not d.of_speech]:
            return behind[0]  # "188 militairen, van wie twee afgelopen nacht"
        here = [d for d in here if figures[d.start] is None or d.start < token.i]
        node = predicate(token)
        counted = {token.i, token.head.i}  # "190.960 militairen die sinds het begin van de invasie zijn uitgeschakeld"
        of_noun = [d for d in here if d.clause.dep_ in ("acl:relcl", "acl") and d.clause.head.i in counted]
        if own := [d for d in of_noun if d.when.known and d.start > token.i and not d.of_speech]:
            return own[0]
        while True:
            of_clause = [d for d in here if d.clause.i == node.i and not d.of_speech]
            if of_clause:
                return min(of_clause, key=lambda d: (d.when.last is None, d.start > token.i, abs(d.start - token.i)))
            if node.head.i == node.i:
                return None
            node = predicate(node.head)

    def _figure_before(self, start: int) -> int | None:
        """The number right before a date, or before the noun before it, as a token number."""
        for i in range(start - 1, max(start - 3, 0) - 1, -1):
            if self._doc[i].pos_ == "NUM":
                return i
            if self._doc[i].pos_ != "NOUN" or i < start - 1:
                return None
        return None

    def _of_lead(self, token: Token, number: int) -> tuple[str, _Dated] | None:
        """A later paragraph goes on about the event of the lead as long as nothing else is dated and nothing is new.

        How things stand now ("er zitten nog duizend mensen vast") is no part of it.
        """
        if self._lead is None or self._live or not self._is_past(token):
            return None
        first, event = self._lead
        when = event.when
        if (
            first >= number
            or not when.known
            or when.since
            or when.first is None
            or when.last is None
            or (when.last - when.first).days > 2
        ):
            return None
        if self._event_numbers[bisect_left(self._event_numbers, number) - 1] != first:
            return None  # something else has been dated since
        start = self._layout.starts[number]
        if any(self._doc[i].lower_ in self._words["now"] for i in range(start, token.i)):
            return None
        return "date of the event in the lead", event

    def _is_past(self, token: Token) -> bool:
        """Whether the clause around a figure tells what happened: in the past or the perfect tense."""
        verb = predicate(token)
        if verb.pos_ not in ("VERB", "AUX"):
            return False
        if any(c.dep_ in ("aux", "aux:pass") for c in verb.children):
            return not any(c.dep_ == "cop" for c in verb.children)
        form, lemma = verb.lower_, verb.lemma_
        return form != lemma and not lemma.startswith(form.removesuffix("t"))

    def _from_below(self, number: int) -> tuple[str, _Dated] | None:
        """A headline's figure has the date of the first sentence of the text below it."""
        for n in range(number + 1, min(number + 4, len(self._layout.sentences))):
            if self._layout.zone(self._layout.offsets[n]) not in (ZoneKind.HEADLINE, ZoneKind.DATELINE):
                event = self._events.get(n)
                return ("date of the text below", event) if event is not None and event.when.known else None
        return None

    # what the document says

    def _find_all(self, events: Sequence[Event]) -> dict[int, list[_Dated]]:
        dating = Dating(self._document.published, self._document.language, events)
        saying = Saying(self._document.language)
        latest, named = dating.calendar.latest, dict[str, When]()
        found: dict[int, list[_Dated]] = defaultdict(list)
        for n, (start, end) in enumerate(self._layout.sentences):
            if self._layout.zone(self._layout.offsets[n]) in (ZoneKind.DATELINE, ZoneKind.FURNITURE, ZoneKind.CAPTION):
                continue
            words, tokens = self._words_of(start, end)
            for expression in dating.find(words):
                when = _meant(expression, named)
                if expression.same and when.last is not None and latest is not None and when.last > latest:
                    when = When(when.start, when.end)  # counted from another day than that one
                first, last = tokens[when.start].i, tokens[when.end - 1].i + 1
                root = self._doc[first:last].root
                clause = predicate(root)
                of_speech = saying.is_of_speech(root, clause, when)
                dated = _Dated(first, last, when, clause, of_speech, self._is_aside(root, when))
                found[n].append(dated)
                if when.known and not dated.of_speech:
                    named[_length(when)] = when
        return found

    def _words_of(self, start: int, end: int) -> tuple[list[str], list[Token]]:
        """The words of a sentence, lower case, with their tokens; one that a line break parts is whole again."""
        tokens = [self._doc[i] for i in range(start, end) if not self._doc[i].is_space]
        words, kept, open_word = [], [], ""
        for t in tokens:
            if t.lower_ in self._words["capital"] and t.text.islower():  # "it may rise", "they sat down"
                words.append("")
                kept.append(t)
                continue
            if t.text.endswith("-") and len(t) > 1 and "\n" in self._document.text[t.idx + len(t) :][:2]:
                open_word += t.lower_[:-1]
                continue
            words.append(open_word + t.lower_)
            kept.append(t)
            open_word = ""
        return words, kept

    def _is_aside(self, root: Token, when: When) -> bool:
        """Whether a date belongs to a relative clause or to a noun: "het hoogste cijfer sinds februari 2022"."""
        if root.dep_ == "nmod" and root.head.pos_ == "NOUN" and (when.since or case(root) == "sinds"):
            ranked = any(c.dep_ == "amod" and c.lower_.endswith(self._words["superlative"]) for c in root.head.children)
            if ranked or not when.known:
                return True
        node = root
        while node.head.i != node.i:
            if node.dep_ in ("acl:relcl", "acl"):
                return True
            node = node.head
        return False

    def _event_of(self, number: int) -> _Dated | None:
        """When a sentence as a whole plays."""
        usable = [d for d in self._by_sentence.get(number, ()) if d.of_event]
        return usable[-1] if usable else self._beginning(number)

    def _beginning(self, number: int) -> _Dated | None:
        """ "De oorlog begon met …" plays on the day that "sinds" counts from elsewhere in the text."""
        since = self._since
        if since is None:
            return None
        for i in range(*self._layout.sentences[number]):
            verb = self._doc[i]
            if verb.pos_ == "VERB" and verb.lemma_ in self._words["begin_verbs"]:
                subjects = [c.lower_ for c in verb.children if c.dep_ in SUBJECTS]
                if any(s.endswith(self._words["begin_subjects"]) for s in subjects):
                    day = When(since.when.start, since.when.end, since.when.first, since.when.first)
                    return _Dated(since.start, since.end, day, verb)
        return None

    def _lead_event(self) -> tuple[int, _Dated] | None:
        """The event of the first paragraph of prose, with the number of its sentence."""
        prose = [n for n, offset in enumerate(self._layout.offsets) if self._layout.zone(offset) is None]
        if not prose:
            return None
        block = self._layout.block_of(prose[0])
        lead = [n for n in prose if n in self._events and self._layout.block_of(n) == block]
        return (lead[0], self._events[lead[0]]) if lead else None

    def _span(self, dated: _Dated) -> Span:
        return Span(*self._layout.span(dated.start, dated.end))


def is_long(period: Period) -> bool:
    """Whether a period is longer than a week; a total has to be longer than a battle."""
    if period.start is None or period.end is None:
        return False
    days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days + 1
    return days > (_BATTLE if period.cumulative else 7)


def _length(when: When) -> str:
    """What an anaphor calls such days: "die dag", "die maand", "in die periode"."""
    if when.first is None or when.last is None:
        return ""
    days = (when.last - when.first).days + 1
    return "long" if when.since or days > 31 else "day" if days <= 2 else "month" if days >= 28 else "long"


def _meant(when: When, named: dict[str, When]) -> When:
    """An anaphor with the days that it stands for; `named` are the last ones of each length."""
    if when.same is None:
        return when
    last = named.get(when.same)
    if last is None or last.first is None or last.last is None:
        return When(when.start, when.end)
    shift = timedelta(when.shift)
    return When(when.start, when.end, last.first + shift, last.last + shift, last.since)
