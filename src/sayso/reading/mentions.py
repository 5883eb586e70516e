"""The names in a parsed document: those the pack knows, and people and bodies that only the text knows.

The model's entities are imperfect: a name is also a run of capitalised proper nouns that the tree joins, or that stands
beside a title. All spans are token numbers, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.language.lexicon import lexicon
from sayso.packs.match import Found, Names
from sayso.packs.names import bases, key
from sayso.packs.pack import Pack
from sayso.reading.nouns import Nouns
from sayso.reading.tree import Tree

_HEADINGS = frozenset({"PROPN", "X", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text; `head` is the token that the tree hangs it on.

    `kind` is "person", "body" (an organisation), "country", "people" (of a country), "adjective" (of nationality) or
    "place"; `found` is what the pack or the nationality words know, None for a name that only the text knows.
    """

    start: int
    end: int
    head: int
    kind: str
    found: Found | None = None

    @property
    def compound(self) -> str:
        """The noun that the name is compounded with ("baas" of "Wagner-baas"), or the empty string."""
        return self.found.rest if self.found else ""


_names_of: dict[tuple[int, str], tuple[Pack, Names]] = {}


def names_of(pack: Pack, language: str) -> Names:
    """The names of a pack in a language, built once for as long as the pack lives."""
    kept = _names_of.get((id(pack), language))
    if kept is None or kept[0] is not pack:
        kept = _names_of[id(pack), language] = (pack, Names(pack, language))
    return kept[1]


def find_names(tree: Tree, pack: Pack, nouns: Nouns, language: str) -> list[Name]:
    """All names of a document in the order of its text, not overlapping."""
    known = names_of(pack, language)
    names = [_of_pack(tree, found, known) for found in known.find(tree.doc)]
    taken = {i for name in names for i in range(name.start, name.end)}
    finder = _Unknown(tree, nouns, taken, lexicon(language, "actors")["words"])
    names += finder.people()
    names += finder.bodies()
    names += finder.again([name for name in names if name.kind == "person" and name.found is None])
    return sorted(names, key=lambda name: name.start)


def _of_pack(tree: Tree, found: Found, known: Names) -> Name:
    head = _head(tree, found.start, found.end)
    if found.kind == "actor":
        actor = known.actor(found.id)
        return Name(found.start, found.end, head, "person" if actor.person else "body", found)
    if found.kind == "place":
        spellings = bases(tree.doc[found.start : found.end].text)  # "Kievs schatting"
        capital = next((c for c in map(known.capital, spellings) if c is not None), None)
        if capital is not None:
            said = replace(found, kind="side", id=capital["id"], how=capital["how"], iso=capital["iso"])
            return Name(found.start, found.end, head, "country", said)
        return Name(found.start, found.end, head, "place", found)
    kinds = {"country": "country", "capital": "country", "people": "people", "adjective": "adjective"}
    kind = kinds[found.how]
    if kind == "people" and tree.labels[head] == "amod":
        kind = "adjective"
    if kind == "adjective" and tree.tags[head] == "NOUN" and tree.words[head].endswith(("s", "n")):
        kind = "people"
    return Name(found.start, found.end, head, kind, found)


def _head(tree: Tree, start: int, end: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(start, end):
        if not start <= tree.heads[i] < end or tree.heads[i] == i:
            return i
    return start


class _Unknown:
    """Names that no pack knows."""

    def __init__(self, tree: Tree, nouns: Nouns, taken: set[int], words: dict[str, list[str]]) -> None:
        self.tree = tree
        self.nouns = nouns
        self.taken = taken
        self.particles = frozenset(words["particles"])
        self.platforms = frozenset(words["platforms"])
        self.portfolios = frozenset(words["portfolios"])

    def people(self) -> list[Name]:
        """Runs of capitalised words that the model calls a person, or that stand beside a title."""
        tree, found, at = self.tree, [], 0
        while at < len(tree):
            if not self._name_word(at) or tree.entities[at] == "LOC" or self._title(at):
                at += 1
                continue
            end = self._run(at)
            span = range(at, end)
            words = [i for i in span if self._name_word(i)]
            person = sum(tree.entities[i] == "PER" for i in words)
            beside = self._beside_title(at) and len(words) > 1 and all(tree.tags[i] in ("PROPN", "X") for i in words)
            if person * 2 > len(words) or beside:
                at = self._begin(words)
                span = range(at, end)
                found.append(Name(at, end, _head(tree, at, end), "person"))
                self.taken.update(span)
            at = end
        return found

    def bodies(self) -> list[Name]:
        """What the model calls an organisation, where it is no more than a name."""
        tree, found, at = self.tree, [], 0
        while at < len(tree):
            named = self._name_word(at) and tree.tags[at] in ("PROPN", "X") and not self._no_body(at)
            if tree.entities[at] != "ORG" or not named:
                at += 1
                continue
            end = at + 1
            while end < len(tree) and tree.entities[end] == "ORG" and end not in self.taken and self._joins(end):
                end += 1
            if self.nouns.look(tree.words[at]) is None and any(c.isalpha() for c in tree.doc[at].text):
                found.append(Name(at, end, _head(tree, at, end), "body"))
                self.taken.update(range(at, end))
            at = end
        return found

    def _no_body(self, i: int) -> bool:
        """Whether a name is a platform, or what a ministry is about ("minister van Defensie")."""
        text = self.tree.doc[i].text
        if text in self.portfolios:
            return bool(i) and self.tree.words[i - 1] in self.tree.grammar.portfolio_before
        return text in self.platforms

    def again(self, people: list[Name]) -> list[Name]:
        """Later bare surnames of people who were named in full, whatever the model calls them."""
        tree = self.tree
        surnames = {key(tree.doc[n.end - 1].text) for n in people if n.end - n.start > 1}
        found = []
        for i in range(len(tree)):
            if not self._name_word(i) or tree.tags[i] not in ("PROPN", "X", "NOUN"):
                continue
            if any(key(form) in surnames for form in bases(tree.doc[i].text)):
                found.append(Name(i, i + 1, i, "person"))
                self.taken.add(i)
        return found

    def _name_word(self, i: int) -> bool:
        return i not in self.taken and self.tree.tags[i] in _HEADINGS and self.tree.doc[i].text[0].isupper()

    def _title(self, i: int) -> bool:
        """Whether a capitalised word is a title, not a name ("Generaal" at the start of a sentence)."""
        noun = self.nouns.look(self.tree.words[i])
        return noun is not None and (noun.role is not None or noun.body is not None or noun.group is not None)

    def _run(self, start: int) -> int:
        tree, end, at = self.tree, start + 1, start + 1
        while at < len(tree) and at - start < 8:
            word = tree.doc[at].text
            if word.isspace() or word == "-" or word.casefold() in self.particles:
                if word.isspace() and word.count("\n") > 3:
                    break
                at += 1
            elif self._name_word(at) and not self._title(at) and tree.sentence_of[at] == tree.sentence_of[start]:
                at += 1
                end = at
            else:
                break
            if (
                at < len(tree)
                and tree.words[at - 1] in tree.grammar.name_breaks
                and tree.entities[at] in ("LOC", "ORG")
            ):
                break
        return end

    def _begin(self, words: list[int]) -> int:
        """Where the name begins: a word before it that is no person is none of it ("Interview Jan Smit")."""
        persons = [i for i in words if self.tree.entities[i] == "PER"]
        return persons[0] if len(persons) > 1 else words[0]

    def _joins(self, i: int) -> bool:
        text = self.tree.doc[i].text
        return text.isspace() or not text[0].islower() or text in self.tree.grammar.name_joins

    def _beside_title(self, start: int) -> bool:
        tree = self.tree
        for i in range(start - 1, max(-1, start - 4), -1):
            if tree.doc[i].is_space:
                continue
            noun = self.nouns.look(tree.words[i])
            return noun is not None and noun.role is not None
        return False
