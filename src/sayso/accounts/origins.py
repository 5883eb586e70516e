"""How many independent accounts a question has: one speaker saying a thing once is one origin, wherever it is printed.

Reports of a question share their origin when one of these holds, and the reports between them when any chain of them
does (docs/accounts.md, "Origins"):

- the same innermost speaker gives the same figure, also in a translation or another newspaper's wording;
- the claims stand in a copied passage (`Copies.same`) and give the same figure, as far as an editor may round it;
- both are the count of one agency: reports without a speaker of their own that name it, and those that quote it;
- a text says a speaker's figure again in its own voice, as headlines do.

**An update is another origin.** When a speaker gives another figure it is a new saying: `origins` keeps the two apart,
and both have the same `speaker`. `updates` between them is a relation; an estimate counts only the last one. Whoever
asserts and whoever denies a figure are apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

from sayso.accounts.copies import Copies
from sayso.accounts.flags import flag
from sayso.accounts.measures import Figure, overlap, same_bound
from sayso.accounts.speakers import Voice, same_voice
from sayso.accounts.statements import Statement
from sayso.accounts.values import Origin

ROUNDED = 0.1  # how far an editor rounds the figure of a passage that he copies: "780" becomes "bijna 800"


def origins(statements: Sequence[Statement], copies: Copies) -> tuple[Origin, ...]:
    """The origins of one question, by first publication; each claim is in exactly one. The order of input is nothing.

    An origin's id is made of its smallest claim id. Its flag and its speaker are those of the first report that names
    one; its figure is its last report's, the most exact of those printed that day.
    """
    reports = sorted(statements, key=lambda report: report.order)
    found: list[Origin] = []
    for denied in (False, True):
        some = [report for report in reports if report.denied == denied]
        found += map(_origin, _Reports(some).joined(copies))
    order = {report.id: i for i, report in enumerate(reports)}
    return tuple(sorted(found, key=lambda origin: order[origin.claims[0]]))


def same_figure(a: Statement, b: Statement) -> bool:
    """Whether the two can give the same figure: they commit to a bound that is the same ("7" and "at least 7").

    In one text it is enough that the figures overlap: "honderden" in its headline are the 350 below.
    """
    return same_bound(a.figure, b.figure) or (a.doc == b.doc and overlap(a.figure, b.figure))


class _Reports:
    """The reports of a question, in order of publication, and which of them share an origin."""

    def __init__(self, reports: Sequence[Statement]) -> None:
        self.reports = reports
        self.sets = _Sets(len(reports))
        self.voices = self._voices()

    def joined(self, copies: Copies) -> list[list[Statement]]:
        self._join_voices()
        self._join_recalled()
        self._join_agencies()
        self._join_copies(copies)
        return [[self.reports[i] for i in group] for group in self.sets.groups()]

    def _voices(self) -> list[int]:
        """The speaker of each report, as a number. What a text says in its own voice is its source's, if it has one."""
        numbers = _numbered(report.speaker for report in self.reports)
        voices = [numbers[report.speaker] for report in self.reports]
        named: dict[str, list[int]] = defaultdict(list)
        for i, report in enumerate(self.reports):
            if not _is_own_voice(report):
                named[report.doc].append(i)
        self.own = {i for i, report in enumerate(self.reports) if _is_own_voice(report)}  # whose source nobody names
        for i in sorted(self.own):
            report = self.reports[i]
            sources = {voices[j] for j in named[report.doc] if same_figure(report, self.reports[j])}
            if len(sources) == 1:
                voices[i] = sources.pop()
                self.own.remove(i)
        return voices

    def _join_voices(self) -> None:
        by_bound: dict[Hashable, list[int]] = defaultdict(list)
        by_text: dict[Hashable, list[int]] = defaultdict(list)
        for i, (voice, report) in enumerate(zip(self.voices, self.reports, strict=True)):
            by_text[voice, report.doc].append(i)
            for bound in _bounds(report.figure):
                by_bound[voice, bound].append(i)
        for group in by_bound.values():
            self.sets.join(group)
        for group in by_text.values():
            for i in group:
                if (exact := self._meant(i, group)) is not None:
                    self.sets.join((i, exact))

    def _meant(self, i: int, text: Sequence[int]) -> int | None:
        """The first figure of its speaker in one text that a vaguer one can stand for: 350 for "honderden"; just one,
        so that "honderden" doesn't make one of 274 and of yesterday's 210."""
        vague = self.reports[i]
        others = [self.reports[j] for j in text if j != i]
        if any(same_bound(vague.figure, other.figure) for other in others):
            return None
        for j in text:
            other = self.reports[j]
            if j != i and overlap(vague.figure, other.figure) and _vagueness(other) < _vagueness(vague):
                return j
        return None

    def _join_recalled(self) -> None:
        """An earlier figure of somebody unnamed ("at first a rescuer spoke of 53") is the one that somebody unnamed
        gave before, where just one did."""
        unnamed = [i for i, report in enumerate(self.reports) if report.speaker.key.startswith(f"{report.doc}: ")]
        for i in unnamed:
            recalled = self.reports[i]
            if not recalled.old:
                continue
            before = {
                self.sets.root(j)
                for j in unnamed
                if self.reports[j].doc != recalled.doc
                and self.reports[j].order < recalled.order
                and same_bound(self.reports[j].figure, recalled.figure)
            }
            if len(before) == 1:
                self.sets.join((before.pop(), i))

    def _join_agencies(self) -> None:
        """An agency's own count: nobody else is named as having the figure."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for i, report in enumerate(self.reports):
            for agency in report.agencies:
                if i in self.own or report.speaker.key == agency:
                    for bound in _bounds(report.figure):
                        groups[agency, bound].append(i)
        for group in groups.values():
            self.sets.join(group)

    def _join_copies(self, copies: Copies) -> None:
        texts: dict[str, list[int]] = defaultdict(list)
        for i, report in enumerate(self.reports):
            texts[report.doc].append(i)

        def several(i: int) -> bool:
            """Whether the text of a report has its figure from several speakers: whose would a copy be?"""
            report = self.reports[i]
            return (
                len({self.voices[j] for j in texts[report.doc] if same_bound(report.figure, self.reports[j].figure)})
                > 1
            )

        for i, j in copies.candidates(self.reports):
            a, b = self.reports[i], self.reports[j]
            if self.sets.together(i, j) or not _edited(a, b) or _opposed(a, b) or several(i) or several(j):
                continue
            if copies.same(a, b) is not None:
                self.sets.join((i, j))


def _origin(reports: list[Statement]) -> Origin:
    """The origin of `reports`, which are in order of publication."""
    lead = next((each for each in reports if not _is_own_voice(each)), reports[0])
    days = [each.said[0] if each.said else "" for each in reports]
    last = min((each for each, day in zip(reports, days, strict=True) if day == max(days)), key=_vagueness)
    return Origin(
        id="o" + min(each.id for each in reports),
        speaker=lead.speaker.name,
        side=lead.speaker.side,
        flag=flag(lead),
        claims=tuple(each.id for each in reports),
        low=last.figure.low,
        high=last.figure.high,
        approx=last.figure.approx,
        denied=last.denied,
    )


def _vagueness(report: Statement) -> tuple[int, float, bool, str]:
    """Sorts the most exact figure first."""
    low, high, approx = report.figure.low, report.figure.high, report.figure.approx
    width = high - low if low is not None and high is not None else 0.0
    return (low is None) + (high is None), width, approx, report.id


def _is_own_voice(report: Statement) -> bool:
    return not report.claim.source


def _bounds(figure: Figure) -> list[tuple[str, float]]:
    """What `same_bound` goes by: two figures are the same if they share one."""
    return [(end, bound) for end, bound in (("low", figure.low), ("high", figure.high)) if bound is not None]


def _edited(a: Statement, b: Statement) -> bool:
    """Whether two reports of one passage can be of one figure: the same, or rounded where one says that it is."""
    if same_figure(a, b):
        return True
    if not (a.figure.approx or b.figure.approx):
        return False
    pairs = [(x, y) for _, x in _bounds(a.figure) for _, y in _bounds(b.figure)]
    return any(abs(x - y) <= ROUNDED * max(abs(x), abs(y)) for x, y in pairs)


def _opposed(a: Statement, b: Statement) -> bool:
    """Whether the reports name speakers of two sides: no editor's change, however alike the texts."""
    sides = {report.speaker.side for report in (a, b) if not _is_own_voice(report)}
    return len(sides - {None}) > 1


def _numbered(speakers: Iterable[Voice]) -> dict[Voice, int]:
    """A number for each voice: one for all that are the same.

    "Ivanov" is Pjotr Ivanov where he is the only one that speaks; where Sergej Ivanov speaks too, it is neither.
    """
    distinct = sorted(set(speakers), key=lambda voice: (voice.key, voice.name, voice.side or "", voice.person))
    alike = {i: {i} for i in range(len(distinct))}
    for i, j in combinations(alike, 2):
        if same_voice(distinct[i], distinct[j]):
            alike[i].add(j)
            alike[j].add(i)
    clear = {i for i, others in alike.items() if all(j in alike[k] for j, k in combinations(others, 2))}
    sets = _Sets(len(distinct))
    for i, others in alike.items():
        for j in others:
            if {i, j} <= clear or distinct[i].key == distinct[j].key:
                sets.join((i, j))
    return {voice: sets.root(i) for i, voice in enumerate(distinct)}


class _Sets:
    """Disjoint sets of 0 … n-1 (union-find); the least member stands for its set, so that order changes nothing."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def together(self, i: int, j: int) -> bool:
        return self.root(i) == self.root(j)

    def join(self, members: Sequence[int]) -> None:
        for member in members[1:]:
            low, high = sorted((self.root(members[0]), self.root(member)))
            self._parent[high] = low

    def groups(self) -> list[list[int]]:
        """The sets, each sorted, by their least member."""
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._parent)):
            found[self.root(i)].append(i)
        return list(found.values())
