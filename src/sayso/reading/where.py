"""Which place a figure is about.

Nearest first: the place that the figure's own noun or clause names, then its sentence, then the place where the
paragraph's last sentence was, then the document's. A place that is only part of somebody's title, of a dateline or of
a journey is not where anything was counted (`sayso.places.roles`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs.pack import Pack
from sayso.places.anaphora import with_anaphors
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.nesting import holds, most_detailed, theatre
from sayso.places.roles import AWAY, LOCAL, LOOSE, SITE, THEME, Site, sites
from sayso.places.toponyms import Toponym, find_toponyms
from sayso.reading.claim import Place, Span, Step
from sayso.reading.syntax import CLAUSES

_PRECISION = {"country": 6, "region": 4, "area": 5, "water": 5, "town": 1}  # UCDP's where_prec
REACH = 200  # words: a place further off in a sentence without end is not the figure's
BACK = 40  # sentences of a paragraph that are looked back on
QUOTES = frozenset("\"“”„‘’«»'")
SEVERAL = 3  # places of one country that make a text be about it
DASHES = frozenset({"-", "–", "—", "|"})
OF_DOCUMENT = "place of the document"
OF_WAR = "country of the war"
OF_WHOLE = "of the whole war"
UNPLACED = frozenset({"supply", "legal"})
COUNTRYWIDE = frozenset({"killed", "wounded", "missing", "displaced", "attack", "damage", "population"})
MAIN_SHARE = 0.4  # of all that a text says about places, to be the place that it is about


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer: the entry, the rule that gave it, and the mention that it was read from."""

    entry: Entry
    rule: str
    site: Site | None = None


class Places:
    """The places of one document; `place` answers for any token of its Doc."""

    def __init__(self, doc: Doc, document: Document, pack: Pack | None = None) -> None:
        self._doc = doc
        self._document = document
        self._words = lexicon(document.language, "places")
        self.toponyms: list[Toponym] = find_toponyms(doc, document, pack)
        self._fighting = (
            {c for id in pack.core if id in pack.sides for c in pack.sides[id].countries} if pack else set()
        )
        self._war_days = _since_war_began(pack, document.language) if pack else []
        self._zones = [z for z in document.zones if z.kind in (ZoneKind.DATELINE, ZoneKind.CAPTION, ZoneKind.HEADLINE)]
        self._zone_starts = [z.start for z in self._zones]
        self._found: dict[int, _Found | None] = {}
        self._sentences = [(s.start, s.end) for s in doc.sents]
        self._starts = [start for start, _ in self._sentences]
        self._block_starts = [start for start, _ in document.blocks]
        self._by_sentence: dict[int, list[Site]] = defaultdict(list)
        self._datelines: list[Site] = []
        for site in sites(doc, with_anaphors(doc, self.toponyms, document.language), document.language):
            zone = self._zone(doc[site.toponym.start].idx)
            if zone is ZoneKind.DATELINE:
                self._datelines.append(site)
            elif zone is not ZoneKind.CAPTION:
                self._by_sentence[self._sentence(site.toponym.start)].append(site)
        self._scenes = {n: s for n, group in sorted(self._by_sentence.items()) if (s := self._scene(group)) is not None}
        self._scene_numbers = list(self._scenes)
        self._items = self._item_starts()
        self._central = False
        told, whole = self._told_of(), theatre(pack, self._fighting)
        same = told is not None and whole is not None and told.country == whole.country
        self._theatre = whole if same else told or whole  # the Gaza Strip rather than all of its country
        self._main = self._main_scene()

    @property
    def mentions(self) -> list[Place]:
        """Every place that the document names outside its furniture, resolved, with the mention's offsets."""
        return [self._as_place(t, t.entry, near=False) for t in self.toponyms]

    @property
    def main(self) -> Entry | None:
        """The place that the document is about most."""
        return self._main.toponym.entry if self._main else None

    def place(self, token: Token, kind: str | None = None) -> Place | None:
        """The place that the figure at `token` is about, or None where the text doesn't tell.

        `kind` (of the annotation guide) says how far a place may carry: deliveries and court cases belong nowhere
        unless their paragraph says so, and only what happens to people and towns belongs to a country at war.
        """
        found = self._answer(token, kind)
        if found is None:
            return None
        if found.site is None:
            entry = found.entry
            precision = _PRECISION[entry.kind]
            return Place(entry.name, entry.geonameid, entry.lat, entry.lon, precision, None, None, None)
        return self._as_place(found.site.toponym, found.entry, found.site.near)

    def explain(self, token: Token, kind: str | None = None) -> Step | None:
        """The rule that `place(token, kind)` followed, and the words it read."""
        found = self._answer(token, kind)
        if found is None:
            return None
        if found.site is None:
            return Step("place", found.rule)
        start, end, text = self._span(found.site.toponym)
        return Step("place", found.rule, Span(start, end, text))

    def _answer(self, token: Token, kind: str | None) -> _Found | None:
        if token.i not in self._found:
            self._found[token.i] = self._find(token)
        found = self._found[token.i]
        if found is None or (found.rule == OF_DOCUMENT and kind in UNPLACED and not self._central):
            return None
        return None if found.rule == OF_WAR and kind not in COUNTRYWIDE else found

    def _find(self, token: Token) -> _Found | None:
        number = self._sentence(token.i)
        here = [s for s in self._by_sentence.get(number, ()) if abs(s.toponym.start - token.i) <= REACH]
        path = [token, *token.ancestors]
        for rule, answer in (
            ("distance from a place", self._measured_from),
            ("said of the place itself", self._of_place),
            ("place in the clause", self._in_clause),
            ("place in the sentence", self._in_sentence),
        ):
            site = answer(token, path, here)
            if site is not None:
                return _Found(site.toponym.entry, rule, site)
        return self._carried(token, number)

    # within the sentence

    def _measured_from(self, token: Token, path: list[Token], here: list[Site]) -> Site | None:
        """Of "acht kilometer van X", "X, twee kilometer westelijker" the place that the distance starts from."""
        distances = self._words["distances"]
        doc, end = self._doc, self._sentences[self._sentence(token.i)][1]
        window = [doc[i] for i in range(token.i, min(token.i + 3, end))]
        if token.head.i > token.i:
            window.append(token.head)
        unit = next((t for t in window if t.lower_ in distances["units"]), None)
        if unit is None:
            return None
        after = [doc[i].lower_ for i in range(unit.i + 1, min(unit.i + 4, end))]
        if not any(word in distances["relative"] or word in distances["from"] for word in after):
            return None
        following = [s for s in here if unit.i < s.toponym.start <= unit.i + 6]
        if following and not any(doc[i].is_punct for i in range(unit.i, following[0].toponym.start)):
            return following[0]
        preceding = [s for s in here if s.toponym.end <= token.i and s.weight > 0]
        return preceding[-1] if preceding else None

    def _of_place(self, token: Token, path: list[Token], here: list[Site]) -> Site | None:
        """A figure in a relative clause or an apposition of a place: "Izjoem, dat 46.000 inwoners telde"."""
        tops = {i: s for s in here for i in (s.head.i, s.top.i)}
        for below, node in pairwise(path):
            site = tops.get(node.i)
            if site is not None and below.dep_ in ("acl:relcl", "acl", "appos", "parataxis") and node.i < token.i:
                speaks = below.dep_ == "parataxis" and site.weight <= 0  # "Kiev: 40 drones neergehaald"
                return None if speaks else site
            if below.dep_ in ("acl:relcl", "acl") and site is None and node.pos_ == "PROPN":
                return None
        return None

    def _in_clause(self, token: Token, path: list[Token], here: list[Site]) -> Site | None:
        """The place of the clauses around the figure, innermost first; of several the one nearest before it."""
        clauses = [n for n in path if _is_clause(n)] or path[-1:]
        known: dict[int, list[Site]] = defaultdict(list)
        for site in here:
            known[_clause_of(site.top).i].append(site)
        for least in (THEME, LOOSE):
            for clause in clauses:
                if best := self._nearest(token, known.get(clause.i, ()), least):
                    return best
        return None

    def _in_sentence(self, token: Token, path: list[Token], here: list[Site]) -> Site | None:
        """Any other place of the sentence that isn't inside what is said of a person."""
        on_path = {n.i for n in path}
        usable = [s for s in here if not _about_someone(s.top, on_path)]
        return self._nearest(token, usable, THEME) or self._nearest(token, usable, THEME, across=True)

    def _nearest(self, token: Token, candidates: Iterable[Site], least: float, across: bool = False) -> Site | None:
        """The last place before the figure in its part of the sentence (in any, `across`), else the first after it."""
        usable = [s for s in candidates if s.weight >= least]
        if not usable:
            return None
        usable = most_detailed(usable)
        before = [
            s for s in usable if s.toponym.start < token.i and (across or not self._parted(s.toponym.end, token.i))
        ]
        after = [s for s in usable if s.toponym.start > token.i and not self._parted(token.i, s.toponym.start)]
        if before:
            return max(before, key=lambda s: (s.weight >= SITE, s.toponym.start))
        if after:
            return min(after, key=lambda s: (s.weight < SITE, s.toponym.start))
        return None

    def _parted(self, start: int, end: int) -> bool:
        """Whether a semicolon stands between: what follows it is another item of the list."""
        return any(self._doc[i].text == ";" for i in range(start, end))

    # from before

    def _carried(self, token: Token, number: int) -> _Found | None:
        block = self._block(token.idx)
        first = self._sentence_at(self._block_starts[block]) if self._block_starts else 0
        first = max(first, number - BACK)
        before = [self._scenes[n] for n in range(number - 1, first - 1, -1) if n in self._scenes]
        local = self._local(first, number)
        pointed = self._there(number, first)
        if pointed is not None:
            return _Found(pointed.toponym.entry, "place that “daar” points to", pointed)
        if before:
            site = before[0]
            if local is not None and local.toponym.start > site.toponym.start and site.toponym.entry.kind == "country":
                site = local
            return _Found(site.toponym.entry, "place of the sentence before", site)
        if local is not None:
            return _Found(local.toponym.entry, "place that the speaker speaks for", local)
        item = self._item(token.i)
        if self._zone(token.idx) is ZoneKind.HEADLINE:
            following = self._following(number)
            if following is not None:
                return _Found(following.toponym.entry, "place of the text below", following)
        n = bisect_left(self._scene_numbers, number) - 1
        last = self._scenes[self._scene_numbers[n]] if n >= 0 else None
        if last is not None and last.toponym.start < item:
            last = None
        if self._everywhere(number):
            return _Found(self._theatre, OF_WHOLE) if self._theatre else None
        carried = self._choose_carried(token, last) or self._from_dateline()
        if carried is None:
            return _Found(self._theatre, OF_WAR) if self._theatre else None
        return _Found(carried.toponym.entry, OF_DOCUMENT, carried)

    def _choose_carried(self, token: Token, last: Site | None) -> Site | None:
        """The document's place, or the last one where that is wider; none that the text only comes to later."""
        if self._main is None or not self._is_main(token):
            return None
        if last is None:
            return self._main
        wider = last.toponym.entry.kind != "country" and holds(last.toponym.entry, self._main.toponym.entry)
        return last if wider else self._main

    def _everywhere(self, number: int) -> bool:
        """Whether a sentence speaks of the whole war: "sinds het begin van de oorlog", "sinds 7 oktober"."""
        start, end = self._sentences[number]
        sentence = self._document.text[self._doc[start].idx : self._doc[end - 1].idx + len(self._doc[end - 1])].lower()
        if any(phrase in sentence for phrase in self._words["everywhere"]["phrases"]):
            return True
        main = self._main.toponym.entry if self._main is not None else None
        elsewhere = main is not None and self._theatre is not None and not holds(self._theatre, main)
        return not elsewhere and any(phrase in sentence for phrase in self._war_days)

    def _from_dateline(self) -> Site | None:
        """Where the reporter was, if that is in the war and not at the seat of a government."""
        near = (s for s in self._datelines if s.toponym.entry.country in self._fighting)
        return next((s for s in near if not s.toponym.entry.capital), None)

    def _is_main(self, token: Token) -> bool:
        """Whether the text has by then made clear that it is about its main place."""
        return self._central or (self._main is not None and self._main.toponym.start < token.i)

    def _there(self, number: int, first: int) -> Site | None:
        """ "Daar" and the place named last in the paragraph, wherever the sentence put it."""
        if not any(self._doc[i].lower_ in self._words["anaphora"]["there"] for i in range(*self._sentences[number])):
            return None
        earlier = [s for n in range(first, number) for s in self._by_sentence.get(n, ()) if s.weight >= AWAY]
        return earlier[-1] if earlier else None

    def _local(self, first: int, number: int) -> Site | None:
        """Whoever speaks for a place in this paragraph: "gouverneur Prokoedin van Cherson"."""
        start, _ = self._sentences[number]
        quoted = any(t.text in QUOTES for t in self._doc[start : start + 2])
        for n in [*range(number, first - 1, -1), *(range(number + 1, number + 3) if quoted else ())]:
            if n < len(self._sentences) and self._block(self._doc[self._starts[n]].idx) == self._block(
                self._doc[start].idx
            ):
                for site in reversed(self._by_sentence.get(n, ())):
                    if site.weight == LOCAL:
                        return site
        return None

    def _following(self, number: int) -> Site | None:
        """The first scene of the text under a headline; the title's own text is the whole document."""
        if self._sentences[number][0] <= self._items[0]:
            return self._main
        return next(
            (self._scenes[n] for n in range(number + 1, min(number + 3, len(self._sentences))) if n in self._scenes),
            None,
        )

    # the document

    def _told_of(self) -> Entry | None:
        """The one country at war that the text has places of, where it has several and none of another's."""
        sites = [s for group in self._by_sentence.values() for s in group if s.weight >= LOOSE]
        countries = Counter(s.toponym.entry.country for s in sites if s.toponym.entry.country in self._fighting)
        if len(countries) != 1 or max(countries.values()) < SEVERAL:
            return None
        return gazetteer().country(next(iter(countries)) or "")

    def _scene(self, group: list[Site]) -> Site | None:
        """Where a sentence as a whole plays."""
        usable = [s for s in group if s.weight >= THEME and not _about_someone(s.top, frozenset())]
        if not usable:
            return None
        usable = most_detailed(usable)
        return max(usable, key=lambda s: (s.weight, s.toponym.start))

    def _main_scene(self) -> Site | None:
        """The place that the text is most about: named in the title, the lead, and often."""
        votes: dict[str, float] = defaultdict(float)
        first: dict[str, Site] = {}
        central: set[str] = set()
        lead = self._lead() if len(self._items) == 1 else -1  # the first item of a live blog is no lead
        items: dict[str, set[int]] = defaultdict(set)
        for n, group in sorted(self._by_sentence.items()):
            title = self._zone(self._doc[self._sentences[n][0]].idx) is ZoneKind.HEADLINE and n <= 2
            for site in group:
                if site.weight < LOCAL or site.toponym.anaphor:
                    continue
                entry = site.toponym.entry
                weight = min(site.weight, THEME) * (0.2 if entry.kind == "country" else 1.0)
                weight *= 2.0 if entry.country in self._fighting else 1.0
                items[entry.name].add(self._item(site.toponym.start))
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
        if len(self._items) > 1 and (bare := self._bare_title()) is not None:
            self._central = True
            return bare
        if not votes:
            return None
        best = max(votes, key=lambda name: votes[name])
        if self._theatre is not None and first[best].toponym.entry.country not in self._fighting:
            return None  # an interview held elsewhere is about the war all the same
        entry = first[best].toponym.entry
        around = (v for name, v in votes.items() if name != best and holds(first[name].toponym.entry, entry))
        if votes[best] + sum(around) < MAIN_SHARE * sum(votes.values()):
            return None  # a text about many places is about none of them
        if len(self._items) > 1 and len(items[best]) == 1 and best not in central:
            return None  # nor is a live blog about the place of one item
        self._central = best in central
        return first[best]

    def _bare_title(self) -> Site | None:
        """The place that the title of a live blog consists of: "Liveblog Oekraïne"."""
        group = self._by_sentence.get(0, [])
        start, end = self._sentences[0]
        dash = (i for i in range(start, end) if self._doc[i].text in DASHES)
        end = next(dash, end)  # "Liveblog Gaza - dinsdag 5 december"
        group = [s for s in group if s.toponym.start < end]
        verbless = not any(self._doc[i].pos_ in ("VERB", "AUX", "NUM", "PUNCT") for i in range(start, end))
        return group[-1] if group and verbless else None

    def _lead(self) -> int:
        """The number of the last sentence of the first paragraph of prose."""
        for start, end in self._document.blocks:
            if self._zone(start) is None and end - start > 120:
                return self._sentence_at(end - 1)
        return 0

    def _item_starts(self) -> list[int]:
        """Where the items of a live blog begin, as token numbers: at a clock time; any other text is one item."""
        clocks = [
            z.start for z in self._document.zones if z.kind is ZoneKind.DATELINE and self._is_clock(z.start, z.end)
        ]
        return [0, *(self._starts[self._sentence_at(start)] for start in clocks)]

    def _is_clock(self, start: int, end: int) -> bool:
        words = self._document.text[start:end].split()
        return bool(words) and len(words) <= 3 and len(words[0]) in (4, 5) and words[0][-2:].isdigit()

    # positions

    def _item(self, token: int) -> int:
        return self._items[bisect_right(self._items, token) - 1]

    def _sentence(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1

    def _sentence_at(self, offset: int) -> int:
        span = self._doc.char_span(offset, offset + 1, alignment_mode="expand")
        return self._sentence(span.start) if span is not None else 0

    def _block(self, offset: int) -> int:
        return max(bisect_right(self._block_starts, offset) - 1, 0)

    def _zone(self, offset: int) -> ZoneKind | None:
        n = bisect_right(self._zone_starts, offset) - 1
        return self._zones[n].kind if n >= 0 and offset < self._zones[n].end else None

    def _span(self, toponym: Toponym) -> tuple[int, int, str]:
        start = self._doc[toponym.start].idx
        last = self._doc[toponym.end - 1]
        end = last.idx + len(last)
        return start, end, self._document.text[start:end]

    def _as_place(self, toponym: Toponym, entry: Entry, near: bool) -> Place:
        start, end, text = self._span(toponym)
        precision = _PRECISION[entry.kind]
        if precision == 1 and (near or toponym.part):
            precision = 2
        return Place(entry.name, entry.geonameid, entry.lat, entry.lon, precision, text, start, end)


def _since_war_began(pack: Pack, language: str) -> list[str]:
    """The first day of each war of the pack as a text counts from it: "sinds 7 oktober"."""
    months, since = lexicon(language, "dates")["months"], lexicon(language, "periods")["relative"]["since"]
    days = {(event.since.day, event.since.month) for event in pack.events if "war" in event.kinds}
    names = [(day, name) for day, month in sorted(days) for name, number in months.items() if number == month]
    return [f"{word} {order}" for word in since for day, name in names for order in (f"{day} {name}", f"{name} {day}")]


def _is_clause(token: Token) -> bool:
    return token.dep_ in CLAUSES or token.head.i == token.i or (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"))


def _clause_of(token: Token) -> Token:
    while not _is_clause(token):
        token = token.head
    return token


def _about_someone(token: Token, on_path: frozenset[int] | set[int]) -> bool:
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
