"""What every rule of reference works on: a document's tree, names, phrases, entities and the pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.packs.names import key
from sayso.packs.pack import Pack
from sayso.reading.affiliation import Affiliation
from sayso.reading.discourse import Discourse, Entity
from sayso.reading.mentions import find_names, names_of
from sayso.reading.nouns import nouns
from sayso.reading.offices import Offices
from sayso.reading.phrases import Phrases
from sayso.reading.pronouns import Pronouns
from sayso.reading.tree import Tree


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens `start` to `end` (exclusive) that mean `entity`, or only a `side`; `rule` says how that is known."""

    start: int
    end: int
    head: int
    rule: str
    side: str | None
    name: str
    entity: Entity | None


class Ground:
    """The state that the rules of one document share."""

    def __init__(self, doc: Doc, document: Document, pack: Pack) -> None:
        language = document.language
        self.pack = pack
        self.tree = tree = Tree(doc, language)
        words = lexicon(language, "actors")["words"]
        self._takes_up = {noun: set(others.split()) for noun, others in lexicon(language, "actors")["takes_up"].items()}
        self._side_nouns = frozenset(words["side_nouns"])
        self._feminine = frozenset(words["feminine_roles"])
        self.enemies = frozenset(words["enemies"])
        self._local = frozenset(words["local"])
        self._arms = frozenset(words.get("arms", ()))
        self._male_names = frozenset(words["male_names"])
        self.nouns = nouns(language)
        self.names = find_names(tree, pack, self.nouns, language)
        self.name_at = {i: name for name in self.names for i in range(name.start, name.end)}
        self.phrases = Phrases(tree, frozenset(words["definite"]))
        self.discourse = Discourse()
        self.affiliation = Affiliation(tree, pack, names_of(pack, language), self.name_at, words["run"])
        self.offices = Offices(pack, document.published.day, language)
        self.pronouns = Pronouns(tree, self.discourse, language)
        self._always = {noun: side.id for side in pack.sides.values() for noun in side.nouns}
        self._default = {noun: side.id for side in pack.sides.values() for noun in side.default}
        self._places = [name for name in self.names if name.kind == "place"]
        self.sides = Counter(side for name in self.names if (side := self.affiliation.of_name(name)[0]) in pack.core)
        self.at: dict[int, Mention] = {}

    def resolve(self, i: int) -> Mention | None:
        """The mention headed by token `i`, made if it isn't there yet."""
        raise NotImplementedError

    def called(self, i: int) -> str:
        """A noun with the one that it is compounded with, where the language writes them apart: "government forces"."""
        tree = self.tree
        if not tree.grammar.apart:
            return tree.words[i]
        before = (c for c in tree.dependents(i, "compound", "amod") if c == i - 1)
        return " ".join([*(tree.words[c] for c in before), tree.words[i]])

    def put(self, mention: Mention) -> Mention:
        """Keep a mention under its head, and under all tokens of the name that it is."""
        name = self.name_at.get(mention.head)
        if name is not None:
            for i in range(name.start, name.end):
                self.at.setdefault(i, mention)
        self.at[mention.head] = mention
        return mention

    def phrased(self, i: int, rule: str, side: str | None, entity: Entity | None) -> Mention:
        """A mention of the whole phrase headed by `i`."""
        start, end = self.phrases.span(i)
        return Mention(start, end, i, rule, side, entity.name if entity else self.phrases.text(i), entity)

    def same_body(self, text: str) -> Entity | None:
        """The body that was called so before, by any spelling."""
        folded = key(text)
        return next((e for e in self.discourse.entities if e.kind == "body" and key(e.name) == folded), None)
