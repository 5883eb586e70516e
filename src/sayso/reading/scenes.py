"""Where the sentences of a document play, and where the document as a whole does.

A sentence plays where most in it happens; a document at the place of its title, its lead, its dateline and most of its
sentences, in the country, or the part of one, that its war is fought over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sayso.documents.document import ZoneKind
from sayso.packs.pack import Pack
from sayso.places.anaphora import with_anaphors
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.nesting import holds, most_detailed, theatre
from sayso.places.roles import LOCAL, LOOSE, NOT_THERE, THEME, Site, sites
from sayso.places.toponyms import Toponym
from sayso.reading.layout import Layout

SEVERAL = 3  # places of one country that make a text be about it
DASHES = frozenset({"-", "–", "—", "|"})
MAIN_SHARE = 0.4  # of all that a text says about places, to be the place that it is about


class Scenes:
    """The places of one document by sentence, and its main one.

    `theatre` is the country, or the region, that the war of the text is fought over; `central` tells whether the main
    place is one that title, lead or dateline name.
    """

    def __init__(self, doc: Doc, layout: Layout, toponyms: list[Toponym], pack: Pack | None) -> None:
        self._doc = doc
        self._layout = layout
        language = layout.document.language
        self._fighting = (
            {c for id in pack.core if id in pack.sides for c in pack.sides[id].countries} if pack else set()
        )
        self.sites: dict[int, list[Site]] = defaultdict(list)
        self._datelines: list[Site] = []
        aside = self._aside(sites(doc, toponyms, language))
        for site in sites(doc, with_anaphors(doc, toponyms, language, aside), language):
            zone = layout.zone(doc[site.toponym.start].idx)
            if zone is ZoneKind.DATELINE:
                self._datelines.append(site)
            elif zone is not ZoneKind.CAPTION:
                self.sites[layout.sentence(site.toponym.start)].append(site)
        self._scenes = {n: s for n, group in sorted(self.sites.items()) if (s := self._scene(group)) is not None}
        self._numbers = list(self._scenes)
        told, whole = self._told_of(), theatre(pack, self._fighting)
        same = told is not None and whole is not None and told.country == whole.country
        self.theatre = whole if same else told or whole  # the Gaza Strip rather than all of its country
        self.central = False
        self.main = self._main_scene()

    def _aside(self, named: list[Site]) -> set[int]:
        """Where names begin that are not "de stad": of a title or a dateline, and abroad where the war has towns."""
        towns = [s for s in named if s.toponym.entry.kind == "town"]
        idle = {s.toponym.start for s in towns if s.weight == NOT_THERE or self._in_dateline(s)}
        at_war = any(s.toponym.entry.country in self._fighting for s in towns if s.toponym.start not in idle)
        return idle | {s.toponym.start for s in towns if at_war and s.toponym.entry.country not in self._fighting}

    def _in_dateline(self, site: Site) -> bool:
        return self._layout.zone(self._doc[site.toponym.start].idx) is ZoneKind.DATELINE

    def of(self, number: int) -> Site | None:
        """Where a sentence as a whole plays."""
        return self._scenes.get(number)

    def before(self, number: int, first: int) -> Site | None:
        """Where the last sentence before `number`, from `first` on, plays that plays anywhere."""
        n = bisect_left(self._numbers, number) - 1
        return self._scenes[self._numbers[n]] if n >= 0 and self._numbers[n] >= first else None

    def from_dateline(self) -> Site | None:
        """Where the reporter was, if that is in the war and not at the seat of a government."""
        near = (s for s in self._datelines if s.toponym.entry.country in self._fighting)
        return next((s for s in near if not s.toponym.entry.capital), None)

    def _told_of(self) -> Entry | None:
        """The one country at war that the text has places of, where it has several and none of another's."""
        sites = [s for group in self.sites.values() for s in group if s.weight >= LOOSE]
        countries = Counter(s.toponym.entry.country for s in sites if s.toponym.entry.country in self._fighting)
        if len(countries) != 1 or max(countries.values()) < SEVERAL:
            return None
        return gazetteer().country(next(iter(countries)) or "")

    def _scene(self, group: list[Site]) -> Site | None:
        """Where the sentence of these places plays."""
        usable = [s for s in group if s.weight >= THEME and not about_someone(s.top, frozenset())]
        if not usable:
            return None
        usable = most_detailed(usable)
        return max(usable, key=lambda s: (s.weight, s.toponym.start))

    def _main_scene(self) -> Site | None:
        """The place that the text is most about: named in the title, the lead, and often."""
        votes: dict[str, float] = defaultdict(float)
        first: dict[str, Site] = {}
        central: set[str] = set()
        lead = self._lead() if len(self._layout.items) == 1 else -1  # the first item of a live blog is no lead
        items: dict[str, set[int]] = defaultdict(set)
        for n, group in sorted(self.sites.items()):
            title = self._layout.zone(self._doc[self._layout.sentences[n][0]].idx) is ZoneKind.HEADLINE and n <= 2
            for site in group:
                if site.weight < LOCAL or site.toponym.anaphor:
                    continue
                entry = site.toponym.entry
                weight = min(site.weight, THEME) * (0.2 if entry.kind == "country" else 1.0)
                weight *= 2.0 if entry.country in self._fighting else 1.0
                items[entry.name].add(self._layout.item(site.toponym.start))
                votes[entry.name] += weight * (3.0 if title else 2.0 if n <= lead else 1.0)
                if title or n <= lead:
                    central.add(entry.name)
                if entry.name not in first or site.weight > first[entry.name].weight:
                    first[entry.name] = site
        for site in self._datelines:
            entry = site.toponym.entry
            if entry.country in self._fighting and not entry.capital:
                votes[entry.name] += 4.0
                central.add(entry.name)
                first.setdefault(entry.name, site)
        if len(self._layout.items) > 1 and (bare := self._bare_title()) is not None:
            self.central = True
            return bare
        if not votes:
            return None
        best = max(votes, key=lambda name: votes[name])
        if self.theatre is not None and first[best].toponym.entry.country not in self._fighting:
            return None  # an interview held elsewhere is about the war all the same
        entry = first[best].toponym.entry
        around = (v for name, v in votes.items() if name != best and holds(first[name].toponym.entry, entry))
        if votes[best] + sum(around) < MAIN_SHARE * sum(votes.values()):
            return None  # a text about many places is about none of them
        if len(self._layout.items) > 1 and len(items[best]) == 1 and best not in central:
            return None  # nor is a live blog about the place of one item
        self.central = best in central
        return first[best]

    def _bare_title(self) -> Site | None:
        """The place that the title of a live blog consists of: "Liveblog Oekraïne"."""
        group = self.sites.get(0, [])
        start, end = self._layout.sentences[0]
        dash = (i for i in range(start, end) if self._doc[i].text in DASHES)
        end = next(dash, end)  # "Liveblog Gaza - dinsdag 5 december"
        group = [s for s in group if s.toponym.start < end]
        verbless = not any(self._doc[i].pos_ in ("VERB", "AUX", "NUM", "PUNCT") for i in range(start, end))
        return group[-1] if group and verbless else None

    def _lead(self) -> int:
        """The number of the last sentence of the first paragraph of prose."""
        for start, end in self._layout.document.blocks:
            if self._layout.zone(start) is None and end - start > 120:
                return self._layout.sentence_at(end - 1)
        return 0


def about_someone(token: Token, on_path: frozenset[int] | set[int]) -> bool:
    """Whether a token stands in a relative clause that the figure is not in: it tells who somebody is."""
    for node in _up(token):
        if node.i in on_path:
            return False
        if node.dep_ in ("acl:relcl", "acl") and node.head.pos_ in ("NOUN", "PROPN"):
            return True
    return False


def _up(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors
