"""Which place a figure is about.

Nearest first: the place that the figure's own noun or clause names, then its sentence, then the place where the
paragraph's last sentence was, then the document's. A place that is only part of somebody's title, of a dateline or of
a journey is not where anything was counted (`sayso.places.roles`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs.pack import Pack
from sayso.places.gazetteer import Entry
from sayso.places.nesting import holds, most_detailed
from sayso.places.roles import AWAY, LOCAL, LOOSE, ORIGIN, SITE, THEME, Site
from sayso.places.toponyms import Toponym, find_toponyms
from sayso.reading.claim import Place, Span, Step
from sayso.reading.layout import Layout
from sayso.reading.scenes import Scenes, about_someone
from sayso.reading.syntax import CLAUSES

_PRECISION = {"country": 6, "region": 4, "area": 5, "water": 5, "town": 1}  # UCDP's where_prec
REACH = 200  # words: a place further off in a sentence without end is not the figure's
BACK = 40  # sentences of a paragraph that are looked back on
QUOTES = frozenset("\"“”„‘’«»'")
OF_DOCUMENT = "place of the document"
OF_WAR = "country of the war"
OF_WHOLE = "of the whole war"
UNPLACED = frozenset({"supply", "deployment", "legal"})
OF_TOWNS = frozenset({"displaced", "missing", "damage", "population"})  # at any rate, over any time
COUNTRYWIDE = frozenset({"killed", "wounded", "missing", "displaced", "attack", "damage", "population"})


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer: the entry, the rule that gave it, and the mention that it was read from."""

    entry: Entry
    rule: str
    site: Site | None = None


BEHIND = 5  # words between a figure and the place right behind it
_OF_FIGURE = frozenset({"NOUN", "ADJ"})  # what may stand between them: the figure's own noun


class Places:
    """The places of one document; `place` answers for any token of its Doc."""

    def __init__(self, doc: Doc, document: Document, pack: Pack | None = None) -> None:
        self._doc = doc
        self._layout = Layout(doc, document)
        self._words = lexicon(document.language, "places")
        self.toponyms: list[Toponym] = find_toponyms(doc, document, pack)
        self._war_days = _since_war_began(pack, document.language) if pack else []
        self._scenes = Scenes(doc, self._layout, self.toponyms, pack)
        self._found: dict[int, _Found | None] = {}

    @property
    def mentions(self) -> list[Place]:
        """Every place that the document names outside its furniture, resolved, with the mention's offsets."""
        return [self._as_place(t, t.entry, near=False) for t in self.toponyms]

    @property
    def main(self) -> Entry | None:
        """The place that the document is about most."""
        return self._scenes.main.toponym.entry if self._scenes.main else None

    def place(self, token: Token, kind: str | None = None, overall: bool = False) -> Place | None:
        """The place that the figure at `token` is about, or None where the text doesn't tell.

        `kind` (of the annotation guide) says how far a place may carry: deliveries and court cases belong nowhere
        unless their paragraph says so, and only what happens to people and towns belongs to a country at war. What is
        counted `overall`, over a long time or at some rate, is not of the town that a text happens to be about.
        """
        found = self._answer(token, kind, overall)
        if found is None:
            return None
        if found.site is None:
            entry = found.entry
            precision = _PRECISION[entry.kind]
            return Place(entry.name, entry.geonameid, entry.lat, entry.lon, precision, None, None, None)
        return self._as_place(found.site.toponym, found.entry, found.site.near)

    def explain(self, token: Token, kind: str | None = None, overall: bool = False) -> Step | None:
        """The rule that `place` followed, and the words it read."""
        found = self._answer(token, kind, overall)
        if found is None:
            return None
        if found.site is None:
            return Step("place", found.rule)
        toponym = found.site.toponym
        return Step("place", found.rule, Span(*self._layout.span(toponym.start, toponym.end)))

    def _answer(self, token: Token, kind: str | None, overall: bool) -> _Found | None:
        if token.i not in self._found:
            self._found[token.i] = self._find(token)
        found = self._found[token.i]
        if found is not None and found.rule == OF_DOCUMENT:
            town = found.entry.kind == "town"
            if kind in UNPLACED and (town or not self._scenes.central):
                return None
            if overall and town and kind not in OF_TOWNS:
                found = self._of_war()
        return None if found is not None and found.rule == OF_WAR and kind not in COUNTRYWIDE else found

    def _of_war(self) -> _Found | None:
        return _Found(self._scenes.theatre, OF_WAR) if self._scenes.theatre else None

    def _find(self, token: Token) -> _Found | None:
        number = self._layout.sentence(token.i)
        here = [s for s in self._scenes.sites.get(number, ()) if abs(s.toponym.start - token.i) <= REACH]
        path = [token, *token.ancestors]
        for rule, answer in (
            ("distance from a place", self._measured_from),
            ("said of the place itself", self._of_place),
            ("place right behind the figure", self._behind),
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
        doc, end = self._doc, self._layout.sentences[self._layout.sentence(token.i)][1]
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
                speaks = below.dep_ == "parataxis" or node.i != site.head.i
                return None if speaks and site.weight <= 0 else site  # "Kiev: 40 drones neergehaald", "US strikes"
            if below.dep_ in ("acl:relcl", "acl") and site is None and node.pos_ == "PROPN":
                return None
        return None

    def _behind(self, token: Token, path: list[Token], here: list[Site]) -> Site | None:
        """ "Vijf doden in Charkov en drie in Soemy": each has its own, whatever the parser hangs it on."""
        for site in here:
            between = self._doc[token.i + 1 : site.toponym.start]
            if site.weight < SITE or not 0 < len(between) <= BEHIND:
                continue
            at = between[-1] if between[-1].pos_ != "DET" or len(between) == 1 else between[-2]
            if at.pos_ == "ADP" and all(t.pos_ in _OF_FIGURE for t in between[: at.i - token.i - 1]):
                return site
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
        usable = [s for s in here if not about_someone(s.top, on_path)]
        return self._nearest(token, usable, THEME) or self._nearest(token, usable, THEME, across=True)

    def _nearest(self, token: Token, candidates: Iterable[Site], least: float, across: bool = False) -> Site | None:
        """The last place before the figure in its part of the sentence (in any, `across`), else the first after it."""
        candidates = list(candidates)
        usable = [s for s in candidates if s.weight >= least]
        if not usable:
            return None
        left = [
            s for s in candidates if s.weight == ORIGIN and any(holds(u.toponym.entry, s.toponym.entry) for u in usable)
        ]
        usable = most_detailed(usable + left)
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
        layout, scenes = self._layout, self._scenes
        first = max(layout.first_of_block(token.idx), number - BACK)
        pointed = self._there(number, first)
        if pointed is not None:
            return _Found(pointed.toponym.entry, "place that “daar” points to", pointed)
        if self._everywhere(number) and self._local(number, number) is None:
            return _Found(scenes.theatre, OF_WHOLE) if scenes.theatre else None
        local = self._local(first, number)
        site = scenes.before(number, first)
        if site is not None:
            if local is not None and local.toponym.start > site.toponym.start and site.toponym.entry.kind == "country":
                site = local
            return _Found(site.toponym.entry, "place of the sentence before", site)
        if local is not None:
            return _Found(local.toponym.entry, "place that the speaker speaks for", local)
        if layout.zone(token.idx) is ZoneKind.HEADLINE:
            following = self._following(number)
            if following is not None:
                return _Found(following.toponym.entry, "place of the text below", following)
        if (above := self._above(first)) is not None:
            return _Found(above.toponym.entry, "place of the heading above", above)
        last = scenes.before(number, layout.sentence(layout.item(token.i)))
        carried = self._choose_carried(token, last) or scenes.from_dateline()
        if carried is None:
            return self._of_war()
        return _Found(carried.toponym.entry, OF_DOCUMENT, carried)

    def _choose_carried(self, token: Token, last: Site | None) -> Site | None:
        """The document's place, or the last one where that is wider; none that the text only comes to later."""
        if self._scenes.main is None or not self._is_main(token):
            return None
        if last is None:
            return self._scenes.main
        wider = last.toponym.entry.kind != "country" and holds(last.toponym.entry, self._scenes.main.toponym.entry)
        return last if wider else self._scenes.main

    def _everywhere(self, number: int) -> bool:
        """Whether a sentence speaks of the whole war: "sinds het begin van de oorlog", "sinds 7 oktober"."""
        sentence = self._layout.span(*self._layout.sentences[number])[2].lower()
        if any(phrase in sentence for phrase in self._words["everywhere"]["phrases"]):
            return True
        subjects = (t for t in self._doc[slice(*self._layout.sentences[number])] if t.dep_ == "nsubj")
        if any(t.lower_ in self._words["everywhere"]["wars"] for t in subjects):
            return True  # "The war, now in its third year, has uprooted 12 million people"
        main, theatre = self.main, self._scenes.theatre
        elsewhere = main is not None and theatre is not None and not holds(theatre, main)
        return not elsewhere and any(phrase in sentence for phrase in self._war_days)

    def _is_main(self, token: Token) -> bool:
        """Whether the text has by then made clear that it is about its main place."""
        return self._scenes.central or (self._scenes.main is not None and self._scenes.main.toponym.start < token.i)

    def _there(self, number: int, first: int) -> Site | None:
        """ "Daar" and the place named last in the paragraph, wherever the sentence put it."""
        there = self._words["anaphora"]["there"]
        if not any(self._doc[i].lower_ in there for i in range(*self._layout.sentences[number])):
            return None
        earlier = [s for n in range(first, number) for s in self._scenes.sites.get(n, ()) if s.weight >= AWAY]
        return earlier[-1] if earlier else None

    def _local(self, first: int, number: int) -> Site | None:
        """Whoever speaks for a place in this paragraph: "gouverneur Prokoedin van Cherson"."""
        layout = self._layout
        start, block = layout.starts[number], layout.block_of(number)
        quoted = any(t.text in QUOTES for t in self._doc[start : start + 2])
        for n in [*range(number, first - 1, -1), *(range(number + 1, number + 3) if quoted else ())]:
            if n < len(layout.starts) and layout.block_of(n) == block:
                for site in reversed(self._scenes.sites.get(n, ())):
                    if site.weight == LOCAL:
                        return site
        return None

    def _above(self, first: int) -> Site | None:
        """The scene of the subheading or the question right above the paragraph that begins with sentence `first`."""
        zones = (ZoneKind.HEADLINE, ZoneKind.QUESTION)
        if first < 2 or self._layout.zone(self._layout.offsets[first - 1]) not in zones:
            return None
        question = self._layout.block_of(first - 1)
        top = next(n for n in range(first - 1, -1, -1) if n == 0 or self._layout.block_of(n - 1) != question)
        named = [s for n in range(top, first) for s in self._scenes.sites.get(n, ()) if s.weight >= LOOSE]
        return named[-1] if named and top > 0 else None

    def _following(self, number: int) -> Site | None:
        """The first scene of the text under a headline; the title's own text is the whole document."""
        if self._layout.starts[number] <= self._layout.items[0]:
            return self._scenes.main
        return next((scene for n in (number + 1, number + 2) if (scene := self._scenes.of(n)) is not None), None)

    def _as_place(self, toponym: Toponym, entry: Entry, near: bool) -> Place:
        start, end, text = self._layout.span(toponym.start, toponym.end)
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
