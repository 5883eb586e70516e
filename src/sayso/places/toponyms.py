"""Which words of a text name places, and which places they are.

A name is looked for in the pack first, then among the language's own names (exonyms), then in the gazetteer. Most
words are some village's name somewhere, so a town counts only where the text is at home: in the countries that the
text or its pack is about, or large enough to be meant without that.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.language.lexicon import lexicon
from sayso.packs.names import key
from sayso.packs.pack import Pack
from sayso.places.gazetteer import Entry, Gazetteer, gazetteer

LONGEST = 4  # words in a name: "Deir al-Balah", "Zee van Azov"
KNOWN_TOWN = 300_000  # inhabitants from which a town is meant without its country being the text's
_LINKS = frozenset({"al", "el", "as", "es", "ez", "de", "den", "der", "van", "aan", "op", "-", "–"})
_PACK_KINDS = {
    "place": "town",
    "region": "region",
    "river": "water",
    "sector": "area",
    "facility": "town",
    "country": "country",
}
_NOT_PLACES = frozenset(
    {"militia", "unit", "person", "agency", "medium", "thinktank", "company", "organisation", "service"}
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place mention: tokens `start` to `end` (exclusive) of the Doc, and what it names.

    `part` is set where only a part of the place is meant ("Zuid-Libanon", "het Bachmoet-front"), `anaphor` where no
    name stands there but a noun that points back to one ("de stad").
    """

    start: int
    end: int
    entry: Entry
    part: bool = False
    anaphor: bool = False


class _Names:
    """The names that need no gazetteer: a pack's places and a language's exonyms, by key."""

    def __init__(self, pack: Pack | None, language: str) -> None:
        self.words = lexicon(language, "places")
        self.gazetteer = gazetteer()
        self.pack: dict[str, Entry] = {}
        # "Het Congres", "de Kamer" are bodies and "11 June" is a date, whatever towns of that name there are.
        bodies = " ".join(lexicon(language, "actors")["bodies"].values()).split()
        self.not_places = frozenset(map(key, (*bodies, *lexicon(language, "dates")["months"])))
        self.home: frozenset[str] = frozenset()
        self.exonyms = {key(dutch): english for english, names in self.words["exonyms"].items() for dutch in names}
        countries = lexicon(language, "sides")["countries"]
        self.adjectives = {
            form.lower(): iso
            for iso, c in countries.items()
            for a in c["adjective"]
            for form in (a, a + "e", _inflected(a))
        }
        self.territory = {group: frozenset(nouns) for group, nouns in self.words["territory"].items()}
        self.capitals = frozenset(self.words["anaphora"]["capital"])
        self.kind_nouns = tuple(w for kind in self.words["kinds"].values() for w in kind)
        self.abbreviations = {dutch for names in self.words["exonyms"].values() for dutch in names if dutch.isupper()}
        if pack is not None:
            self._add(pack)

    def _add(self, pack: Pack) -> None:
        for place in pack.places:
            entry = _pack_entry(place, self.gazetteer)
            for name in place.names:
                self.pack.setdefault(key(name), entry)
        fighting = {c for id in pack.core if id in pack.sides for c in pack.sides[id].countries}
        self.home = frozenset(fighting)
        names = {key(n) for a in pack.actors if a.kind in _NOT_PLACES for n in a.names}
        names |= {key(a.name.split()[-1]) for a in pack.actors if a.person and " " in a.name}
        self.not_places = frozenset((self.not_places | names) - self.pack.keys())


def _inflected(adjective: str) -> str:
    """ "Syrisch" is "Syrische", "Congolees" is "Congolese"."""
    return adjective[:-2] + "se" if adjective.endswith("ees") else adjective + "e"


def _pack_entry(place: Any, gaz: Gazetteer) -> Entry:
    """A pack's place with what GeoNames knows of it: id and position, under the pack's name."""
    kind = _PACK_KINDS.get(place.kind, "town")
    if place.kind == "facility" and place.inside:  # what happens in a hospital or a factory happens in its town
        towns = [e for e in gaz.lookup(place.inside) if e.country == place.country and e.kind == "town"]
        if towns and towns[0].population:
            return replace(towns[0], name=place.inside)
    found = [e for e in gaz.lookup(place.geonames or place.name) if e.country == place.country]
    if place.lat is not None:
        found = [
            e
            for e in found
            if e.lat is not None and e.lon is not None and math.dist((e.lat, e.lon), (place.lat, place.lon)) < 0.5
        ]
    same_kind = [e for e in found if e.kind == kind] or found
    if same_kind:
        best = same_kind[0]
        if place.lat is not None:
            return replace(best, name=place.name, kind=kind, lat=place.lat, lon=place.lon)
        return replace(best, name=place.name, kind=kind)
    return Entry(place.name, None, place.lat, place.lon, place.country, None, kind)


_loaded: dict[tuple[int, str], tuple[Pack | None, _Names]] = {}


def _names(pack: Pack | None, language: str) -> _Names:
    """The names of a pack, keyed once for as long as that pack is in use."""
    held = _loaded.get((id(pack), language))
    if held is None or held[0] is not pack:
        if len(_loaded) > 32:
            _loaded.clear()
        held = _loaded[id(pack), language] = (pack, _Names(pack, language))
    return held[1]


def find_toponyms(doc: Doc, document: Document, pack: Pack | None = None) -> list[Toponym]:
    """All place mentions of a document outside its furniture, in order; each resolved to one entry."""
    names = _names(pack, document.language)
    spans = list(_candidates(doc, document, names))
    home = _home(doc, spans, names)
    regions: set[str] = set()
    found: list[Toponym] = []
    for span in spans:
        behind = names.words["grammar"]["kind_behind"]
        hint = _kind_hint(doc, span, names.words["kinds"], behind) or span.hint
        entry = _choose(doc, span, hint, home, regions)
        if entry is not None:
            if entry.kind == "region" and hint == "region":
                regions.add(span.key)
            found.append(Toponym(span.start, span.end, entry, span.part))
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """Tokens that may name a place: what the pack or the gazetteer knows by that name."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    sure: bool  # the pack, an exonym or a country: not some village's name by chance
    part: bool = False
    hint: str | None = None
    called: bool = False  # the noun before it says that it names something else
    unknown: bool = False  # a name that stands where a place stands, but nobody has it spelt so


def _candidates(doc: Doc, document: Document, names: _Names) -> Iterator[_Span]:
    closed = [(z.start, z.end) for z in document.zones if z.kind is ZoneKind.FURNITURE]
    i, n, z = 0, len(doc), 0
    while i < n:
        token = doc[i]
        while z < len(closed) and closed[z][1] <= token.idx:
            z += 1
        if (z < len(closed) and closed[z][0] <= token.idx) or not _may_begin(token):
            span = None
        else:
            span = next((s for j in _ends(doc, i) if (s := _named(doc, document.text, i, j, names)) is not None), None)
        if span is None:
            if (span := _by_adjective(token, names)) is not None:
                yield span
            i += 1
            continue
        yield replace(span, called=_called(doc, span, names.kind_nouns))
        i = span.end


def _capital(text: str) -> bool:
    return any(c.isupper() for c in text)


def _may_begin(token: Token) -> bool:
    """Whether a name may begin here: a capital, and a word class that names have."""
    text = token.text
    if not _capital(text) or (token.ent_type_ == "MISC" and token.pos_ == "ADJ"):
        return False
    return (
        token.pos_ in ("PROPN", "NOUN", "X", "SYM") or (token.pos_ == "ADJ" and "-" in text) or token.ent_type_ == "LOC"
    )


def _ends(doc: Doc, start: int) -> list[int]:
    """Where a name that begins at `start` may end, longest first: through capitals and the small words between them."""
    ends = [start + 1]
    j = start + 1
    while j < len(doc) and j - start < LONGEST and not doc[j].is_space:
        text = doc[j].text
        if _capital(text):
            ends.append(j + 1)
        elif text.lower() not in _LINKS:
            break
        j += 1
    return ends[::-1]


def _named(doc: Doc, source: str, start: int, end: int, names: _Names) -> _Span | None:
    """The span as a place's name, or None: tried whole, as a genitive, as a compound, as a part."""
    text = source[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    if end - start == 1 and text.isupper() and len(text) <= 4 and text not in names.abbreviations:
        return None
    if key(text) in names.not_places:
        return None
    if names.words["grammar"]["kind_behind"] and doc[start].ent_type_ == "ORG" and doc[start].ent_iob_ == "I":
        return None  # the rest of a body's name: "Institute for the Study of War"
    span = _known(text, start, end, names)
    if span is not None and span.sure:
        return span
    if text.endswith("s") and len(text) > 4:  # "Syriës": rather the country than some village called Sÿries
        bare = _known(re.sub("['’]?s$", "", text), start, end, names)
        if bare is not None and bare.sure:
            return bare
    if span is not None:
        return span
    if "-" in text:
        return _compound(text, start, end, names)
    if end - start == 1 and doc[start].ent_type_ == "LOC" and doc[start].pos_ == "PROPN":
        return _Span(start, end, key(text), (), False, unknown=True)
    return None


def _known(text: str, start: int, end: int, names: _Names) -> _Span | None:
    name_key = key(text)
    if len(name_key) < 2 or name_key in names.not_places:
        return None
    if (entry := names.pack.get(name_key)) is not None:
        others = tuple(e for e in names.gazetteer.find(name_key) if e.kind == "region" and e.country == entry.country)
        return _Span(start, end, name_key, (entry, *others), True)
    english = names.exonyms.get(name_key)
    if english is not None:
        entries = names.gazetteer.lookup(english)
        exact = tuple(e for e in entries if e.name == english) or entries[:1]
        if exact:
            return _Span(start, end, name_key, exact, True)
    entries = names.gazetteer.find(name_key) if len(name_key) > 2 else ()
    if not entries:
        return None
    return _Span(start, end, name_key, entries, any(e.kind in ("country", "area", "water") for e in entries))


def _compound(text: str, start: int, end: int, names: _Names) -> _Span | None:
    first, _, rest = text.partition("-")
    head, _, last = text.rpartition("-")
    compounds = names.words["compounds"]
    for hint in ("town", "region", "plain"):
        if last.lower() in compounds[hint] and (span := _known(head, start, end, names)) is not None:
            if hint != "plain":
                span = replace(span, entries=tuple(dict.fromkeys(span.entries + names.gazetteer.find(span.key))))
            return replace(span, part=hint == "plain", hint=None if hint == "plain" else hint)
    if first.lower() in compounds["compass"]:
        english = names.words["translated"].get(first.lower())
        if english and (span := _known(f"{english} {rest}", start, end, names)) is not None:
            return span
        if (span := _known(rest, start, end, names)) is not None:
            return replace(span, part=True)
    return None


def _by_adjective(token: Token, names: _Names) -> _Span | None:
    """The country of "op Russisch grondgebied", "bestookte Oekraïense steden", where the noun is one for land or for
    what doesn't move; the capital of "in de Libanese hoofdstad"."""
    iso = names.adjectives.get(token.lower_)
    occupied = token.i + 1 < len(token.doc) and token.nbor().text == "-"  # "on the Russian-occupied side"
    if iso is None or token.dep_ != "amod" or occupied:
        return None
    noun, role, land = token.head.lower_, token.head.dep_, names.territory
    placed, seat = any(c.dep_ == "case" for c in token.head.children), noun in names.capitals
    known = (placed and (seat or noun in land["nouns"])) or noun in land["courts"]
    if not (known or (noun in land["targets"] and (placed or role in ("obj", "nsubj:pass")))):
        return None
    entry = names.gazetteer.capital(iso) if seat else names.gazetteer.country(iso)
    return _Span(token.i, token.i + 1, iso, (entry,), True) if entry is not None else None


def _home(doc: Doc, spans: list[_Span], names: _Names) -> dict[str, float]:
    """How much a text is about each country: by the pack, and by the countries, towns and nationalities it names."""
    votes: Counter[str] = Counter(names.adjectives[t.lower_] for t in doc if t.lower_ in names.adjectives)
    for span in spans:
        best = span.entries[0] if span.entries else None
        for entry in span.entries:
            if entry.kind == "country":
                best = entry
        if best is None or best.country is None:
            continue
        if span.sure or best.kind == "country":
            votes[best.country] += 2
        elif best.population >= KNOWN_TOWN:
            votes[best.country] += 1
    home = {country: 1 + math.log(count) for country, count in votes.items()}
    for country in names.home:
        home[country] = home.get(country, 0.0) + 2
    return home


def _kind_hint(doc: Doc, span: _Span, kinds: dict[str, list[str]], behind: bool) -> str | None:
    """What the noun before the name (or `behind` it) says it is: "de provincie Zaporizja", "the Belgorod region"."""
    after = doc[span.end] if behind and span.end < len(doc) else None
    if after is not None and after.pos_ in ("NOUN", "PROPN") and (after.dep_ != "compound" or after.head == after):
        for kind in ("town", "region"):
            if after.lower_ in kinds[kind]:
                return kind
    before = doc[span.start - 1] if span.start else None
    if before is None or before.pos_ not in ("NOUN", "PROPN"):
        return None
    word = before.lower_
    for kind in ("town", "region"):
        if word.endswith(tuple(kinds[kind])):
            return kind
    return None


def _choose(doc: Doc, span: _Span, hint: str | None, home: dict[str, float], regions: set[str]) -> Entry | None:
    """The place that is meant, or None where the word is rather no place at all."""
    root = doc[span.start : span.end].root
    in_place = any(c.dep_ == "case" for c in root.children) or hint is not None
    entries = span.entries
    if span.unknown:
        if not (in_place and home):
            return None
        entries = gazetteer().near(span.key, frozenset(sorted(home, key=lambda c: -home[c])[:4]))
        if not entries:
            return None
    if _continues_a_name(doc, span):
        return None
    if not span.sure and (_person_or_body(doc, span, in_place) or span.called):
        return None
    best = max(entries, key=lambda e: _weight(e, span, hint, home, regions))
    if span.sure or best.kind in ("country", "area", "water"):
        return best
    if home.get(best.country or "", 0.0) > 0:
        small = best.kind == "town" and best.population < 5_000
        return best if in_place or not small or doc[span.start].ent_type_ == "LOC" else None
    if best.population >= KNOWN_TOWN or (in_place and doc[span.start].ent_type_ == "LOC"):
        return best
    return None


def _weight(entry: Entry, span: _Span, hint: str | None, home: dict[str, float], regions: set[str]) -> float:
    weight = math.log10(entry.population + 100) + 2.5 * home.get(entry.country or "", 0.0)
    weight += 1.0 if key(entry.name) == span.key else 0.0
    kind = hint or ("region" if span.key in regions else None)
    if kind == "region":
        weight += 12.0 * (entry.kind == "region")
    elif kind == "town":
        weight += 12.0 * (entry.kind == "town")
    elif span.sure and entry is span.entries[0]:
        weight += 3.0
    if entry.kind == "country":
        weight += 3.0
    return weight


def _continues_a_name(doc: Doc, span: _Span) -> bool:
    """Whether the span is the rest of a longer name: "Sergej Lyman", "Hayat Tahrir al-Sham"."""
    first = doc[span.start]
    if any(e.kind == "country" for e in span.entries):
        return False
    return first.dep_ == "flat" and first.head.i < span.start and _capital(first.head.text)


def _called(doc: Doc, span: _Span, kinds: tuple[str, ...]) -> bool:
    """Whether a noun before the name says that it is something else: "de fabriek Azot", "stelling Zenit"."""
    before = doc[span.start - 1] if span.start else None
    if before is None or before.pos_ != "NOUN" or before.lower_.endswith(kinds):
        return False
    return not any(c.dep_ == "case" for c in doc[span.start : span.end].root.children)


def _person_or_body(doc: Doc, span: _Span, in_place: bool) -> bool:
    """Whether the name goes on outside the span ("Lyman Miller", "Azov-regiment") or is a person's or a body's."""
    first, last = doc[span.start], doc[span.end - 1]
    outside = [
        t
        for t in (first.nbor(-1) if first.i else None, last.nbor(1) if last.i + 1 < len(doc) else None)
        if t is not None
    ]
    for token in outside:
        tied = token.head.i in range(span.start, span.end) or any(
            t.head.i == token.i for t in doc[span.start : span.end]
        )
        if tied and token.pos_ == "PROPN" and (token.dep_ == "flat" or first.dep_ == "flat") and _capital(token.text):
            return True
    return first.ent_type_ == "PER" and not in_place and span.entries[0].population < KNOWN_TOWN
