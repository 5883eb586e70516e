"""Who is meant: any noun phrase, name or pronoun of a document resolved to a party.

The document is walked once, from its first word to its last. Names come first (mentions.py), then the nouns that take
them up or introduce somebody: "burgemeester Vitali Barabasj", "het Russische ministerie van Defensie", "de generaal".
Every resolution is an ordered list of levels (a name beside it, its office, its owner, who was called so before, the
pack's word for it); the name of the level that decided is what `explain` tells.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.packs.names import bases, key
from sayso.packs.pack import Pack
from sayso.reading.affiliation import Affiliation, Owner, government
from sayso.reading.claim import Party, Span, Step
from sayso.reading.discourse import Discourse, Entity
from sayso.reading.mentions import Name, find_names, names_of
from sayso.reading.nouns import Noun, nouns
from sayso.reading.offices import Offices
from sayso.reading.pronouns import Pronouns
from sayso.reading.tree import Tree

_PHRASE = frozenset({"amod", "flat", "compound", "fixed"})
_INNER = frozenset({"van", "in", "voor", "bij", "uit", "der"})


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


class Actors:
    """The actors of one document. Resolved once; a look-up costs a dictionary access, a pronoun a short search."""

    def __init__(self, doc: Doc, document: Document, pack: Pack) -> None:
        self.doc = doc
        self.document = document
        self.pack = pack
        language = document.language
        self.tree = tree = Tree(doc)
        self.words = lexicon(language, "actors")["words"]
        self._definite = frozenset(self.words["definite"])
        self._side_nouns = frozenset(self.words["side_nouns"])
        self._feminine = frozenset(self.words["feminine_roles"])
        self.nouns = nouns(language)
        known = names_of(pack, language)
        self.names = find_names(tree, pack, self.nouns, language)
        self.name_at = {i: name for name in self.names for i in range(name.start, name.end)}
        self.discourse = Discourse()
        self.affiliation = Affiliation(tree, pack, known, self.name_at)
        self.offices = Offices(pack, document.published.day, language)
        self.pronouns = Pronouns(tree, self.discourse, language)
        self.affiliation.nominal = self._owner_through
        self.affiliation.pronoun = self._owner_pronoun
        self._side_of_noun = {noun: side.id for side in pack.sides.values() for noun in side.nouns}
        self._mentions: dict[int, Mention] = {}
        self._waiting: set[int] = set()
        self.sides = Counter(side for name in self.names if (side := self.affiliation.of_name(name)[0]) in pack.core)
        self._people()
        for i in range(len(tree)):
            self._resolve(i)

    # ------------------------------------------------------------------ asking

    @property
    def mentions(self) -> list[Mention]:
        """All mentions, in the order of the text: names, offices, bodies, groups; pronouns only once asked for."""
        return sorted({id(m): m for m in self._mentions.values()}.values(), key=lambda m: m.start)

    def party(self, token: Token) -> Party | None:
        """Who the phrase headed by `token` is, or None when it names nobody that has a side, an actor or a name."""
        mention = self._mention(token.i)
        if mention is None:
            return None
        start, end = self.tree.starts[mention.start], self.tree.ends[mention.end - 1]
        entity = mention.entity
        return Party(
            side=mention.side,
            actor=entity.actor if entity is not None else None,
            name=mention.name,
            text=self.tree.text[start:end],
            start=start,
            end=end,
        )

    def explain(self, token: Token) -> Step | None:
        """The rule that resolved `token` and the words it saw, or None where `party` finds nobody."""
        mention = self._mention(token.i)
        if mention is None:
            return None
        start, end = self.tree.starts[mention.start], self.tree.ends[mention.end - 1]
        return Step("actor", mention.rule, Span(start, end, self.tree.text[start:end]))

    def home_side(self, token: Token) -> str | None:
        """Whose "eigen" it is at `token`: its possessor's, its clause's subject's or the speaker's side."""
        owner = self.affiliation.owner(token.i)
        if owner is not None and owner.side:
            return owner.side
        node = token.i
        for _ in range(8):
            for child in self.tree.children[node]:
                if self.tree.labels[child] in ("nsubj", "nsubj:pass") and child != token.i:
                    subject = self._mention(child)
                    if subject is not None and subject.side in self.pack.sides:
                        return subject.side
            if self.tree.heads[node] == node:
                break
            node = self.tree.heads[node]
        speaker = self.pronouns.speaker(token.i)
        return speaker.side if speaker is not None else None

    def place_side(self, place: str) -> str | None:
        """The side that rules a place of the pack, by the place's name there."""
        return self.affiliation.place_side(place)

    # ------------------------------------------------------------------ names

    def _people(self) -> None:
        """One entity for each person that is named, called by the fullest form that the document uses."""
        by_surname: dict[str, Entity] = {}
        for name in self.names:
            if name.kind != "person":
                continue
            actor = self.affiliation.actor(name)
            surface = self._name_text(name)
            if actor is not None:
                entity = self.discourse.by_actor(actor.id)
                if entity is None:
                    roles = self.offices.nouns(actor)
                    entity = self.discourse.add(
                        Entity("person", surface, actor.side, actor.id, roles, actor.gender or "m")
                    )
            else:
                surname = next(
                    (k for form in bases(self.tree.doc[name.end - 1].text) if (k := key(form)) in by_surname), None
                )
                surname = surname or key(bases(self.tree.doc[name.end - 1].text)[0])
                entity = by_surname.get(surname)
                if entity is None or not _compatible(entity.name, surface):
                    entity = self.discourse.add(Entity("person", surface, gender=_gender(surface)))
                    by_surname[surname] = entity
            if len(surface.split()) > len(entity.name.split()):
                entity.name = surface
            entity.mention(name.head)
            self._put(Mention(name.start, name.end, name.head, "a person's name", entity.side, entity.name, entity))
        for mention in set(self._mentions.values()):
            assert mention.entity is not None
            mention.name = mention.entity.name

    def _name_text(self, name: Name) -> str:
        text = self.tree.span_text(name.start, name.end)
        last = self.tree.doc[name.end - 1].text
        stem = bases(last)[-1]
        known = self.affiliation.actor(name)
        if stem != last and known is not None and any(key(stem) == k.split()[-1] for n in known.names if (k := key(n))):
            text = text[: len(text) - len(last)] + stem
        return re.sub(r"\s+", " ", text)

    def _name(self, name: Name) -> Mention | None:
        """A name that is no person's: a body, a country, a people."""
        found = name.found
        side, actor = self.affiliation.of_name(name)
        text = self._name_text(name)
        if name.kind == "place":
            return None
        if name.kind == "adjective":
            return Mention(name.start, name.end, name.head, "nationality adjective", side, text, None)
        if name.compound:
            return self._compound(name)
        if name.kind == "people":
            return self._people_noun(name, side, text)
        if name.kind == "country":
            assert found is not None
            entity = next((e for e in self.discourse.entities if e.kind == "country" and e.side == side), None)
            if entity is None:
                entity = self.discourse.add(Entity("country", text, side, government(side or "", found.how), {"land"}))
            entity.mention(name.head)
            rule = "capital for its government" if found.how == "capital" else "country"
            return Mention(name.start, name.end, name.head, rule, side, text, entity)
        known = self.affiliation.actor(name)
        entity = self.discourse.by_actor(known.id) if known else self._same_body(text)
        if entity is None:
            kinds = {known.kind} if known else set()
            if known and known.kind == "unit":
                kinds.add("militia")
            entity = self.discourse.add(Entity("body", text, side, actor, kinds))
        if entity.side is None:
            owner = self.affiliation.owner(name.head)
            entity.side = owner.side if owner else None
        entity.mention(name.head)
        return Mention(name.start, name.end, name.head, "a body's name", entity.side, text, entity)

    def _same_body(self, text: str) -> Entity | None:
        folded = key(text)
        return next((e for e in self.discourse.entities if e.kind == "body" and key(e.name) == folded), None)

    def _people_noun(self, name: Name, side: str | None, text: str) -> Mention:
        """ "de Russen"; people of a country who live elsewhere are the place's: "Armeniërs uit Nagorno-Karabach"."""
        owner = self.affiliation.owner(name.head)
        if (
            owner is not None
            and owner.rule in ("uit …", "van …", "in …")
            and owner.side in self.pack.core
            and owner.actor is None
        ):
            place = self.name_at.get(owner.token)
            if place is not None and place.kind == "place":
                side = owner.side
        entity = next((e for e in self.discourse.entities if e.kind == "group" and e.name == text), None)
        if entity is None:
            entity = self.discourse.add(Entity("group", text, side, None, {"people"}, plural=text.endswith(("n", "s"))))
        entity.mention(name.head)
        start, end = self._phrase(name.head)
        return Mention(min(start, name.start), max(end, name.end), name.head, "people of a country", side, text, entity)

    def _compound(self, name: Name) -> Mention | None:
        """ "Wagner-baas", "Hamasstrijders", "VN-woordvoerder"."""
        noun = self.nouns.look(name.compound)
        side, actor = self.affiliation.of_name(name)
        if noun is None:
            return Mention(name.start, name.end, name.head, "compound with a name", side, self._name_text(name), None)
        return self._common(name.head, noun, Owner(side, actor, "compound with a name", name.head))

    # ------------------------------------------------------------------ walking

    def _mention(self, i: int) -> Mention | None:
        if i not in self._mentions and self.tree.tags[i] in ("PRON", "DET"):
            entity = self.pronouns.antecedent(i)
            if entity is not None:
                self._put(Mention(i, i + 1, i, "pronoun", entity.side, entity.name, entity))
        return self._mentions.get(i)

    def _put(self, mention: Mention) -> Mention:
        for i in range(mention.start, mention.end):
            name = self.name_at.get(i)
            if i == mention.head or (name is not None and name.start <= mention.head < name.end):
                self._mentions.setdefault(i, mention)
        self._mentions[mention.head] = mention
        return mention

    def _resolve(self, i: int) -> Mention | None:
        """The mention headed by token `i`, making it if it isn't there yet."""
        if i in self._mentions or i in self._waiting:
            return self._mentions.get(i)
        self._waiting.add(i)
        name, mention = self.name_at.get(i), None
        if name is not None:
            mention = self._name(name) if i == name.head else None
        elif self.tree.tags[i] in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            noun = self.nouns.look(self.tree.words[i])
            if self.tree.words[i] in self._side_nouns:
                mention = self._side_noun(i)
            elif noun is not None and (self.tree.tags[i] in ("NOUN", "PROPN", "X") or noun.group == "neutral"):
                mention = self._common(i, noun, self.affiliation.owner(i))
            elif self.tree.tags[i] == "NOUN":
                mention = self._other(i)
        self._waiting.discard(i)
        return self._put(mention) if mention is not None else None

    def _owner_through(self, i: int) -> tuple[str | None, str | None] | None:
        mention = self._resolve(i)
        if mention is None:
            return None
        return mention.side, mention.entity.actor if mention.entity else None

    def _owner_pronoun(self, i: int) -> tuple[str | None, str | None] | None:
        entity = self.pronouns.antecedent(i)
        return (entity.side, entity.actor) if entity is not None else None

    # ------------------------------------------------------------------ common nouns

    def _side_noun(self, i: int) -> Mention | None:
        """ "de Oekraïense kant", "beide partijen", "de eigen gelederen"."""
        owner = self.affiliation.owner(i)
        if owner is not None and owner.side:
            return self._phrased(i, owner.rule, owner.side, None)
        return self._both(i)

    def _both(self, i: int) -> Mention | None:
        if not any(self.tree.words[c] in ("beide", "weerszijden") for c in self.tree.children[i]):
            return None
        sides = sorted(side for side, _ in self.sides.most_common(2))
        return self._phrased(i, "both sides", "+".join(sides), None) if len(sides) == 2 else None

    def _other(self, i: int) -> Mention | None:
        """A noun that names nobody by itself but has an owner: "de Russische luchtafweerraket", "tanks van Wagner"."""
        owner = self.affiliation.owner(i)
        if owner is None or owner.side is None or owner.rule == "in …":
            return None
        return self._phrased(i, owner.rule, owner.side, None)

    def _common(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        if noun.role is not None and noun.group in (None, "force", "civilian", "sources"):
            return self._role(i, noun, owner)
        if noun.body is not None:
            return self._body(i, noun, owner)
        return self._group(i, noun, owner)

    def _role(self, i: int, noun: Noun, owner: Owner | None) -> Mention:
        """One person by office or profession."""
        own = {noun.base, noun.role or ""}
        named = self._named_beside(i, "person")
        if named is not None:
            named.nouns |= own
            if noun.base in self._feminine:
                named.gender = "f"
            self._affiliate(named, i, noun, owner)
            return self._phrased(i, "title beside a name", named.side, named)
        holder = self.offices.holder(noun, self._phrase_text(i), owner)
        if holder is not None:
            entity = self.discourse.by_actor(holder.id)
            if entity is None:
                name = self._phrase_text(i)
                entity = self.discourse.add(Entity("person", name, holder.side, holder.id, own, holder.gender or "m"))
            entity.mention(i)
            return self._phrased(i, "office held on that day", entity.side, entity)
        if self._taken_up(i, owner):
            earlier = self.discourse.latest(i, own, "person")
            if earlier is not None:
                earlier.mention(i)
                return self._phrased(i, "person last called so", earlier.side, earlier)
        entity = Entity("person", self._phrase_text(i), None, None, own, "f" if noun.base in self._feminine else None)
        self._affiliate(entity, i, noun, owner)
        self.discourse.add(entity).mention(i)
        rule = owner.rule if owner is not None else "role"
        side = "civilians" if noun.group == "civilian" else entity.side
        return self._phrased(i, rule, side, entity)

    def _body(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        """An institution, an army, a paper."""
        own = {noun.base, noun.body or ""}
        named = self._named_beside(i, "body")
        if named is not None:
            named.nouns |= own
            if named.side is None and owner is not None:
                named.side = owner.side
            return self._phrased(i, "noun beside a name", named.side, named)
        text = self._phrase_text(i)
        if noun.body == "land" and noun.base in ("vijand", "tegenstander", "tegenpartij"):
            return self._enemy(i)
        if owner is None and self._taken_up(i, owner):
            earlier = self.discourse.latest(i, {noun.base}) or self.discourse.latest(i, {noun.body or ""})
            if earlier is not None:
                earlier.mention(i)
                return self._phrased(i, "body last called so", earlier.side, earlier)
        side = owner.side if owner is not None else self._side_of_noun.get(noun.base)
        if noun.group in ("civilian", "object") and owner is None:
            side = "civilians"
        if side is None and noun.body in ("authority", "police"):
            side = self._near_place(i)
        actor = (
            owner.actor
            if owner is not None and owner.actor and noun.prefix == "" and noun.body in ("army", "unit", "militia")
            else None
        )
        actor = actor or (self.offices.part(side, noun, text) if side else None)
        entity = self._same_body(text) if owner is not None else None
        if entity is None:
            entity = self.discourse.add(Entity("body", text, side, actor, own))
        entity.mention(i)
        rule = owner.rule if owner is not None else "the pack's word" if side else "body"
        return self._phrased(i, rule, side, entity)

    def _group(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        """Several people: fighters, civilians, sources; or the houses of civilians."""
        side = owner.side if owner is not None else None
        rule = owner.rule if owner is not None else noun.group or ""
        if noun.group in ("civilian", "object"):
            actor = f"{side.lower()}-civilians" if side and "+" not in side else None
            side = "civilians"
            if owner is not None and owner.side == "PAL" and noun.group == "civilian" and noun.base == "bevolking":
                side = "PAL"
        else:
            actor = owner.actor if owner is not None else None
            if side is None and noun.group in ("force", "sources"):
                side = self._side_of_noun.get(self.tree.words[i]) or self._side_of_noun.get(noun.base)
                rule = "the pack's word" if side else rule
            if side is None and noun.group == "force" and self._taken_up(i, owner):
                earlier = self.discourse.latest(i, {noun.base}, "group")
                side = earlier.side if earlier is not None else None
                rule = "group last called so" if side else rule
            if side is None and noun.group == "neutral":
                return None
        name = self._phrase_text(i)
        entity = self.discourse.add(Entity("group", name, side, actor, {noun.base, noun.group or ""}, plural=True))
        entity.mention(i)
        return self._phrased(i, rule, side, entity)

    def _enemy(self, i: int) -> Mention | None:
        """ "de vijand" is whoever the speaker's or subject's side fights."""
        home = self.home_side(self.doc[i])
        foes = [side for side in self.pack.opponents(home) if side in self.pack.core] if home else []
        return self._phrased(i, "enemy of the speaker", foes[0], None) if foes else None

    # ------------------------------------------------------------------ helpers

    def _taken_up(self, i: int, owner: Owner | None) -> bool:
        """Whether the phrase takes up somebody: definite, and not told apart by an owner."""
        if owner is not None and owner.rule != "in …":
            return False
        tree = self.tree
        words = [tree.words[c] for c in tree.children[i] if c < i and tree.labels[c] in ("det", "amod", "nmod")]
        if i and not words:
            words = [tree.words[i - 1]]
        return any(word in self._definite for word in words)

    def _named_beside(self, i: int, kind: str) -> Entity | None:
        """The person or body whose name stands beside the noun: "burgemeester X", "X, burgemeester van Y"."""
        tree = self.tree
        near = [
            c for c in tree.children[i] if tree.labels[c] in ("appos", "flat", "nmod", "compound") and not tree.case(c)
        ]
        if tree.labels[i] in ("appos", "flat", "parataxis", "nmod", "conj") and not (
            tree.labels[i] == "nmod" and tree.case(i)
        ):
            near.append(tree.heads[i])
        if tree.labels[i] in ("ROOT", "acl:relcl") and any(tree.labels[c] == "cop" for c in tree.children[i]):
            near += tree.dependents(i, "nsubj")
        after = self._after(i)
        for other in (*near, *([after] if after is not None else [])):
            if tree.labels[i] == "conj" and other == tree.heads[i] and not self._comma_between(other, i):
                continue
            name = self.name_at.get(other)
            if name is None or name.compound or name.kind != kind:
                continue
            mention = self._resolve(name.head)
            if mention is not None and mention.entity is not None:
                return mention.entity
        return None

    def _after(self, i: int) -> int | None:
        """The name right after a title and its complement: "minister van Binnenlandse Zaken Ihor Klymenko"."""
        tree = self.tree
        _, end = self._phrase(i)
        for first in dict.fromkeys((i + 1, end)):
            at = next((k for k in range(first, len(tree)) if not tree.doc[k].is_space), len(tree))
            if at < len(tree) and at in self.name_at and tree.sentence_of[at] == tree.sentence_of[i]:
                return at
        return None

    def _comma_between(self, a: int, b: int) -> bool:
        return any(self.tree.words[k] == "," or self.tree.doc[k].text == "," for k in range(min(a, b), max(a, b)))

    def _affiliate(self, entity: Entity, i: int, noun: Noun, owner: Owner | None) -> None:
        """Give a person a side, if nothing better is known: the owner's, the compound's, the place's, the name's."""
        if entity.side is not None:
            return
        if owner is not None and owner.side is not None:
            entity.side = owner.side
        elif noun.role in ("governor", "mayor"):
            entity.side = self._near_place(i)
        elif entity.name:
            entity.side = self._by_name(entity.name)

    def _near_place(self, i: int) -> str | None:
        """The side that rules the place named last before `i`, or else the first after it."""
        places = [name for name in self.names if name.kind == "place"]
        before = [name for name in places if name.start < i]
        for name in (*reversed(before), *places):
            assert name.found is not None
            side = self.affiliation.place_side(name.found.id)
            if side is not None:
                return side
        return None

    def _by_name(self, name: str) -> str | None:
        """The side whose people bear such a given name or surname."""
        parts = [key(part) for part in name.split()]
        if len(parts) < 2:
            return None
        for side in self.pack.sides.values():
            if parts[0] in {key(given) for given in side.given}:
                return side.id
        for side in self.pack.sides.values():
            if any(parts[-1].endswith(key(end)) for end in side.surnames):
                return side.id
        return None

    def _phrase(self, i: int) -> tuple[int, int]:
        """The tokens of the phrase headed by `i`: adjectives, name, "van …"; no article, no clause."""
        tree = self.tree
        start = end = i
        for child in sorted(tree.children[i], reverse=True):
            if child < start and tree.labels[child] in _PHRASE and tree.tags[child] != "DET":
                leftmost = min(tree.subtree(child))
                if all(tree.doc[k].is_space for k in range(max(tree.subtree(child)) + 1, start)):
                    start = leftmost
        for child in sorted(tree.children[i]):
            if child <= end:
                continue
            label = tree.labels[child]
            inner = label in ("nmod", "obl") and tree.case(child) in _INNER
            if label in ("flat", "fixed") or inner:
                barred = [
                    c
                    for c in tree.subtree(child)
                    if tree.labels[c] in ("acl:relcl", "acl", "appos", "parataxis", "conj", "cc", "punct")
                ]
                inside = tree.subtree(child, barred)
                if all(tree.doc[k].is_space for k in range(end + 1, min(inside))):
                    end = max(inside)
        return start, end + 1

    def _phrase_text(self, i: int) -> str:
        start, end = self._phrase(i)
        return re.sub(r"\s+", " ", self.tree.span_text(start, end))

    def _phrased(self, i: int, rule: str, side: str | None, entity: Entity | None) -> Mention:
        start, end = self._phrase(i)
        name = entity.name if entity is not None else self._phrase_text(i)
        return Mention(start, end, i, rule, side, name, entity)


def _compatible(a: str, b: str) -> bool:
    """Whether two forms can name one person: one has no given name, or they share it."""
    first, second = a.split(), b.split()
    return len(first) == 1 or len(second) == 1 or key(first[0]) == key(second[0])


def _gender(name: str) -> str | None:
    """A guess from the given name, where there is one."""
    given = name.split()
    if len(given) < 2:
        return None
    first = given[0].casefold()
    if first in (
        "nikita",
        "ilja",
        "illia",
        "ilia",
        "mykola",
        "moestafa",
        "mustafa",
        "luca",
        "joshua",
        "yahya",
        "issa",
        "musa",
        "moussa",
    ):
        return "m"
    return "f" if first.endswith(("a", "ia", "ja")) else None
