"""Words around a number that bound or round it: "zeker 200" is 200 or more, "nog geen acht" at most eight.

Here is decided that "zo'n" means about; the words themselves stand in numbers.toml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from sayso.reading.words import Words, split

Sort = Literal["count", "measure", "share", "ratio", "times"]
_QUOTES = frozenset("'\"‘’“”„«»")
_SENTENCE_ENDS = frozenset(".;!?")
_CLAUSE = 14  # words that a verb and its "tot" may be apart
_NEAR = 3  # words that a verb of many uses ("komt tot") may be
# What "several" of them are: as vague as "dozens", "hundreds".
_MAGNITUDES = {12.0: (20, 99)} | {x: (2 * x, 10 * x - 1) for x in (1e2, 1e3, 1e6, 1e9)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as its words give it: words `first..last` are the mention, `number` is where the number itself stands.

    `unit` is set where the words measure ("kilometer", "procent"); a count's unit follows from the noun, which stands
    at word `noun` when it is inside the mention ("een raket of vier").
    """

    first: int
    last: int
    number: int
    low: float | None
    high: float | None
    approx: bool
    sort: Sort
    unit: str | None = None
    noun: int | None = None
    form: str = "cardinal"


def bounded(figure: Figure, bound: str) -> Figure:
    """The figure as a lower or an upper bound; any other `bound` leaves it as it is."""
    if bound == "low":
        return replace(figure, high=None)
    if bound == "high":
        return replace(figure, low=None)
    return figure


def phrases(entries: list[str]) -> list[tuple[str, ...]]:
    """Phrases as their words, longest first."""
    return sorted((tuple(split(entry).lowers) for entry in entries), key=len, reverse=True)


def preceded(words: Words, at: int, phrase: tuple[str, ...]) -> bool:
    """Whether `phrase` stands right before word `at`."""
    return at >= len(phrase) and tuple(words.lowers[at - len(phrase) : at]) == phrase


@dataclass(frozen=True, slots=True)
class _Comparator:
    words: tuple[str, ...]
    bound: str
    approx: bool
    outside: bool


class Comparators:
    """The comparators of one language, from its numbers.toml."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._before: dict[str, list[_Comparator]] = {}
        for entry in table["comparators"]:
            for words in phrases(entry["words"]):
                found = _Comparator(words, entry["bound"], entry.get("approx", False), entry.get("outside", False))
                self._before.setdefault(words[-1], []).append(found)
        for same_end in self._before.values():
            same_end.sort(key=lambda c: len(c.words), reverse=True)
        among = table["among"]
        self._among, self._among_verbs = frozenset(phrases(among["words"])), frozenset(among["verbs"])
        self._adverbs = frozenset(table["adverbs"]["words"])
        self._quantifiers = phrases(table["quantifiers"]["words"])
        self._tot: str = table["bounding"]["word"]
        self._reached = frozenset(table["bounding"]["reached"])
        self._reached_near = frozenset(table["bounding"]["reached_near"])
        self._particles: dict[str, list[str]] = table["bounding"]["particles"]
        self._approaching = frozenset(table["approaching"]["words"])
        self._passing = frozenset(table["approaching"]["passing"])
        self._passing_round = frozenset(table["approaching"]["passing_round"])
        self._passed = frozenset(table["approaching"]["passed"])
        self._phrasal = {word: frozenset(verbs) for word, verbs in table.get("phrasal", {}).items()}
        self._articles = frozenset(table["approaching"]["articles"])
        self._fewer: str = table["fewer"]["word"]
        self._instead = frozenset(table["fewer"]["instead"])
        self._denying = frozenset(table["fewer"]["denying"])
        bounds = [bound for bound in ("low", "high", "about") if bound in table["after"]]
        self._after = [(w, bound) for bound in bounds for w in phrases(table["after"][bound])]

    def applied(self, words: Words, figure: Figure) -> Figure:
        """The figure with all that stands before and after it."""
        figure = self._quantified(words, figure)
        if figure.low == figure.high or figure.form == "vague":
            figure = self._compared(words, figure)
        else:
            figure = self._rounded(words, figure)
        return self._afterwards(words, figure)

    @staticmethod
    def _starts(words: Words, at: int) -> bool:
        """Whether word `at` goes on with what stands before it: only a sign or an end closes a phrase."""
        return words.kind(at) in ("word", "numeral")

    def _quantified(self, words: Words, figure: Figure) -> Figure:
        """Takes in "vele", "enkele", "een paar" before a magnitude; "een paar honderd" is as vague as "honderden"."""
        if figure.form == "vague" or figure.low in _MAGNITUDES:
            for phrase in self._quantifiers:
                start = figure.first - len(phrase)
                if start >= 0 and tuple(words.lowers[start : figure.first]) == phrase:
                    if figure.form != "vague" and figure.low is not None:
                        low, high = _MAGNITUDES[figure.low]
                        figure = replace(figure, low=low, high=high, form="vague")
                    return replace(figure, first=start)
        return figure

    def _compared(self, words: Words, figure: Figure) -> Figure:
        """The figure with the comparators before it: bounds, rounding, and the words they take."""
        bound = False
        quoted = False
        while True:
            at = figure.first - 1
            if at >= 0 and words.lower(at) in _QUOTES and not quoted:
                at, quoted = at - 1, True  # tot wel ‘achttien’: bound by words outside the quotes
            found = self._comparator(words, at)
            if found is not None and found.words in self._among and self._part_of(words, figure.last):
                break
            if found is None and not quoted and words.lower(at) in self._adverbs:
                at -= 1  # "zeker nog twaalf"
                found = self._comparator(words, at)
                if found is not None and found.bound == "exact":
                    found = None
            if found is None:
                break
            start = at - len(found.words) + 1
            if not bound and found.bound != "exact":
                figure = bounded(figure, found.bound)
                bound = True
            figure = replace(figure, approx=figure.approx or found.approx)
            if found.outside or quoted:
                break
            figure = replace(figure, first=start)
        if not bound:
            figure = self._until(words, figure)
        return figure

    def _part_of(self, words: Words, last: int) -> bool:
        """ "Onder de 20 doden zijn drie kinderen": among the twenty, and no bound."""
        return not self._among_verbs.isdisjoint(words.lowers[last + 2 : last + 5])

    def _rounded(self, words: Words, figure: Figure) -> Figure:
        """A range with its comparator: "zo'n 3.500 tot 4.000", "hooguit tien tot vijftien"."""
        found = self._comparator(words, figure.first - 1)
        if found is None:
            return figure
        first = figure.first if found.outside else figure.first - len(found.words)
        return replace(bounded(figure, found.bound), first=first, approx=figure.approx or found.approx)

    def _comparator(self, words: Words, at: int) -> _Comparator | None:
        for candidate in self._before.get(words.lower(at), ()):
            size = len(candidate.words)
            if candidate.words[0] in self._phrasal and words.lower(at - size) in self._phrasal[candidate.words[0]]:
                continue  # "hand over another 14"
            if size <= at + 1 and tuple(words.lowers[at - size + 1 : at + 1]) == candidate.words:
                return candidate
        return None

    def _until(self, words: Words, figure: Figure) -> Figure:
        """ "tot 120.000" is a bound, "opgelopen tot 120.000" is none; so "geen vijfhonderd"."""
        at = figure.first - 1
        inside = True
        if words.lower(at) in _QUOTES:
            at, inside = at - 1, False
        word = words.lower(at)
        if word == self._tot:
            if self._reaches(words, at):
                return figure
            return replace(bounded(figure, "high"), first=at if inside else figure.first)
        if word == self._fewer and (figure.low or 0) > 1 and figure.sort != "ratio":
            following = words.lowers[figure.last + 1 : figure.last + 8]
            denied = bool(self._denying.intersection(words.lowers[max(0, at - _CLAUSE) : at]))
            # "geen vijfhonderd" are fewer, "geen negen man" not nine: fewer than are only round numbers
            denied = denied or (figure.sort == "count" and (figure.low or 0) % 5 != 0)
            if not denied and self._instead.isdisjoint(following):
                return replace(bounded(figure, "high"), first=at if inside else figure.first)
        return self._approached(words, figure, at)

    def _approached(self, words: Words, figure: Figure, at: int) -> Figure:
        """ "nadert de 24.000" is not yet so many, "de 24.000 gepasseerd" is more."""
        article = words.lower(at) in self._articles
        before = words.lowers[max(0, at - 12) : at] if article else [words.lower(at)]
        for step in reversed(before):
            if step in _SENTENCE_ENDS:
                break
            if step in self._approaching:
                return replace(bounded(figure, "high"), approx=True)
            if step in self._passing or (step in self._passing_round and (figure.low or 1) % 100 == 0):
                return bounded(figure, "low")
        if article and self._passed.intersection(words.lowers[figure.last + 1 : figure.last + 5]):
            return bounded(figure, "low")
        return figure

    def _reaches(self, words: Words, at: int) -> bool:
        """Whether the clause around "tot" at word `at` says that the figure was reached."""
        verbs = self._particles.get(words.lower(at - 1), ())
        for step in range(at - 1, max(-1, at - 1 - _CLAUSE), -1):
            if words.lowers[step] in _SENTENCE_ENDS:
                break
            if words.lowers[step] in self._reached or words.lowers[step] in verbs:
                return True
            if at - step <= _NEAR and words.lowers[step] in self._reached_near:
                return True
        for step in range(at + 2, min(len(words), at + 8)):
            if words.lowers[step] in _SENTENCE_ENDS or words.lowers[step] == ",":
                break
            if words.lowers[step] in self._reached:
                return True
        return False

    def _afterwards(self, words: Words, figure: Figure) -> Figure:
        """ "200 of meer", "zestig hoogstens"."""
        for phrase, bound in self._after:
            if (
                words.lower(figure.last + 1) == phrase[0]
                and tuple(words.lowers[figure.last + 1 : figure.last + 1 + len(phrase)]) == phrase
            ):
                loose = len(phrase) < 2 and not words.touch(figure.last)  # not so in "200+ men"
                if loose and self._starts(words, figure.last + 1 + len(phrase)):
                    break  # the next figure's: "tien, hooguit twintig"
                figure = replace(figure, approx=figure.approx or bound == "about")
                return replace(bounded(figure, bound), last=figure.last + len(phrase))
        return figure
