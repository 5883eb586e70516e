"""The document walked once, from its first word to its last: every name and noun phrase gets its referent.

Names come first (mentions.py), then the nouns that take them up or introduce somebody: "burgemeester Vitali Barabasj",
"het Russische ministerie van Defensie", "de generaal". A noun's referent is found by levels in order: a name beside it,
its office, who was called so before, its owner, the pack's word for it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.packs.names import bases, key
from sayso.packs.pack import Pack
from sayso.places.gazetteer import gazetteer
from sayso.reading.affiliation import Affiliation, Owner, government
from sayso.reading.discourse import Discourse, Entity
from sayso.reading.mentions import Name, find_names, names_of
from sayso.reading.nouns import Noun, nouns
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


class Referents:
    """All mentions of one document by the token that heads them."""

    def __init__(self, doc: Doc, document: Document, pack: Pack) -> None:
        language = document.language
        self.pack = pack
        self.tree = tree = Tree(doc)
        words = lexicon(language, "actors")["words"]
        self._takes_up = {noun: set(others.split()) for noun, others in lexicon(language, "actors")["takes_up"].items()}
        self._side_nouns = frozenset(words["side_nouns"])
        self._feminine = frozenset(words["feminine_roles"])
        self.enemies = frozenset(words["enemies"])
        self._local = frozenset(words["local"])
        self._male_names = frozenset(words["male_names"])
        self.nouns = nouns(language)
        self.names = find_names(tree, pack, self.nouns, language)
        self.name_at = {i: name for name in self.names for i in range(name.start, name.end)}
        self.phrases = Phrases(tree, frozenset(words["definite"]))
        self.discourse = Discourse()
        self.affiliation = Affiliation(tree, pack, names_of(pack, language), self.name_at, words["run"])
        self.affiliation.nominal = self._owner_through
        self.affiliation.pronoun = self._owner_pronoun
        self.affiliation.home = self.home_side
        self.offices = Offices(pack, document.published.day, language)
        self.pronouns = Pronouns(tree, self.discourse, language)
        self._always = {noun: side.id for side in pack.sides.values() for noun in side.nouns}
        self._default = {noun: side.id for side in pack.sides.values() for noun in side.default}
        self._places = [name for name in self.names if name.kind == "place"]
        self.sides = Counter(side for name in self.names if (side := self.affiliation.of_name(name)[0]) in pack.core)
        self.at: dict[int, Mention] = {}
        self._waiting: set[int] = set()
        self._people()
        for i in range(len(tree)):
            self.resolve(i)

    # ------------------------------------------------------------------ walking

    def resolve(self, i: int) -> Mention | None:
        """The mention headed by token `i`, made if it isn't there yet; None for pronouns and for words of no one."""
        if i in self.at or i in self._waiting:
            return self.at.get(i)
        self._waiting.add(i)
        name, mention, tag = self.name_at.get(i), None, self.tree.tags[i]
        if name is not None:
            mention = self._name(name) if i == name.head else None
        elif tag in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            word = self.tree.words[i]
            noun = self.nouns.look(word)
            if word in self._side_nouns:
                mention = self._side_noun(i)
            elif noun is not None and (tag in ("NOUN", "PROPN", "X") or noun.group == "neutral"):
                mention = self._common(i, noun, self.affiliation.owner(i))
            elif tag == "NOUN":
                mention = self._thing(i)
        self._waiting.discard(i)
        return self._put(mention) if mention is not None else None

    def pronoun(self, i: int) -> Mention | None:
        """The mention that pronoun `i` is, looked for once."""
        if i not in self.at:
            entity = self.pronouns.antecedent(i)
            if entity is None:
                return None
            self._put(Mention(i, i + 1, i, "pronoun", entity.side, entity.name, entity))
        return self.at[i]

    def home_side(self, i: int) -> str | None:
        """Whose "eigen" it is at token `i`: its clause's subject's, or the one's further out, or the speaker's side."""
        tree, node = self.tree, i
        for _ in range(8):
            for child in tree.dependents(node, "nsubj", "nsubj:pass"):
                if child == i:
                    continue
                subject = self.pronoun(child) if tree.tags[child] == "PRON" else self.resolve(child)
                side = subject and (subject.side or (subject.entity.side if subject.entity else None))
                if side in self.pack.sides:
                    return side
            if tree.heads[node] == node:
                break
            node = tree.heads[node]
        speaker = self.pronouns.speaker(i)
        return speaker.side if speaker is not None else None

    def forget(self, i: int) -> None:
        """Drop what token `i` was resolved to, so that it is resolved anew."""
        mention = self.at.pop(i, None)
        if mention is not None and mention.entity is not None and mention.rule in ("possessive", "eigen"):
            self.discourse.entities = [e for e in self.discourse.entities if e is not mention.entity]

    def renew(self, i: int) -> None:
        """Resolve a common noun anew, now that more is known; a name stays what it is."""
        if i not in self.name_at and self.tree.tags[i] in ("NOUN", "VERB", "ADJ"):
            self.forget(i)
            self.resolve(i)

    def _put(self, mention: Mention) -> Mention:
        name = self.name_at.get(mention.head)
        if name is not None:
            for i in range(name.start, name.end):
                self.at.setdefault(i, mention)
        self.at[mention.head] = mention
        return mention

    def _phrased(self, i: int, rule: str, side: str | None, entity: Entity | None) -> Mention:
        start, end = self.phrases.span(i)
        return Mention(start, end, i, rule, side, entity.name if entity else self.phrases.text(i), entity)

    def _owner_through(self, i: int) -> tuple[str | None, str | None] | None:
        mention = self.resolve(i)
        return (mention.side, mention.entity.actor if mention.entity else None) if mention is not None else None

    def _owner_pronoun(self, i: int) -> tuple[str | None, str | None] | None:
        entity = self.pronouns.antecedent(i)
        return (entity.side, entity.actor) if entity is not None else None

    # ------------------------------------------------------------------ names

    def _people(self) -> None:
        """One entity for each person that is named, called by the fullest form that the document uses."""
        by_surname: dict[str, Entity] = {}
        mentions = []
        for name in self.names:
            if name.kind != "person":
                continue
            actor = self.affiliation.actor(name)
            surface = self._name_text(name)
            if actor is not None:
                entity = self.discourse.by_actor(actor.id)
                if entity is None:
                    called = self.offices.nouns(actor)
                    entity = self.discourse.add(
                        Entity("person", surface, actor.side, actor.id, called, actor.gender or "m")
                    )
            else:
                forms = [key(form) for form in bases(self.tree.doc[name.end - 1].text)]
                surname = next((form for form in forms if form in by_surname), forms[0])
                entity = by_surname.get(surname)
                if entity is None or not _compatible(entity.name, surface):
                    entity = self.discourse.add(Entity("person", surface, gender=self._gender(surface)))
                    by_surname[surname] = entity
            if len(surface.split()) > len(entity.name.split()):
                entity.name = surface
            entity.mention(name.head)
            mentions.append(self._put(Mention(name.start, name.end, name.head, "name of a person", None, "", entity)))
        for mention in mentions:
            assert mention.entity is not None
            mention.name = mention.entity.name

    def _gender(self, name: str) -> str | None:
        """A guess from the given name, where there is one."""
        given, *rest = name.casefold().split()
        if not rest or given in self._male_names:
            return "m" if rest else None
        return "f" if given.endswith("a") else None

    def _name_text(self, name: Name) -> str:
        """The name as written, with single spaces and without a genitive -s."""
        text = re.sub(r"\s+", " ", self.tree.span_text(name.start, name.end)).rstrip("-‐‑–")
        actor = self.affiliation.actor(name)
        if actor is not None:
            *start, last = text.split(" ")
            written = {k for n in actor.names for k in key(n).split()}
            if key(last) not in written:
                last = next((form for form in bases(last) if key(form) in written), last)
            text = " ".join([*start, last])
        return text

    def _name(self, name: Name) -> Mention | None:
        """A name that is no person's: a body, a country, a people."""
        if name.kind in ("place", "person"):
            return None
        side, actor = self.affiliation.of_name(name)
        text = self._name_text(name)
        if name.compound:
            noun = self.nouns.look(name.compound)
            if noun is not None:
                return self._common(name.head, noun, Owner(side, actor, "compound with a name", name.head))
            return Mention(name.start, name.end, name.head, "compound with a name", side, text, None)
        if name.kind == "adjective":
            return Mention(name.start, name.end, name.head, "nationality adjective", side, text, None)
        if name.kind == "people":
            return self._people_of(name, side, text)
        if name.kind == "country":
            return self._country(name, side or "", text)
        return self._named_body(name, side, actor, text)

    def _country(self, name: Name, side: str, text: str) -> Mention:
        assert name.found is not None
        actor = government(side, name.found.how)
        entity = next((e for e in self.discourse.entities if e.kind == "country" and e.actor == actor), None)
        if entity is None:
            called = {"land"} if name.found.how == "country" else set()
            entity = self.discourse.add(Entity("country", text, side, actor, called))
        entity.mention(name.head)
        rule = "capital for its government" if name.found.how == "capital" else "country"
        return Mention(name.start, name.end, name.head, rule, side, text, entity)

    def _people_of(self, name: Name, side: str | None, text: str) -> Mention:
        """ "de Russen"; people of a country who live elsewhere are the place's: "Armeniërs uit Nagorno-Karabach"."""
        owner = self.affiliation.owner(name.head)
        if owner is not None and owner.place and owner.side in self.pack.core:
            side = owner.side
        side = self._default.get(text) or side
        known = self.pack.sides.get(side or "")
        if known is not None and known.people is not None:
            side = known.people
        plural = self.affiliation.known.plural(text)
        if not plural and self.phrases.definite(name.head):
            for _, person in self.discourse.before(name.head):
                if person.kind == "person" and person.side == side:
                    person.mention(name.head)
                    return Mention(
                        name.start, name.end, name.head, "person of that nationality", side, person.name, person
                    )
        entity = next((e for e in self.discourse.entities if e.kind == "group" and e.name == text), None)
        if entity is None:
            entity = self.discourse.add(Entity("group", text, side, None, {"people"}, plural=plural))
        entity.mention(name.head)
        start, end = self.phrases.span(name.head)
        return Mention(min(start, name.start), max(end, name.end), name.head, "people of a country", side, text, entity)

    def _named_body(self, name: Name, side: str | None, actor: str | None, text: str) -> Mention:
        known = self.affiliation.actor(name)
        if known is not None and known.kind == "people":
            return self._people_of(name, side, text)
        entity = self.discourse.by_actor(known.id) if known else self._same_body(text)
        if entity is None:
            called = ({known.kind, "militia"} if known.kind == "unit" else {known.kind}) if known else set()
            several = text.endswith(("'s", "’s", "rebellen", "brigades"))
            entity = self.discourse.add(Entity("body", text, side, actor, called, plural=several, named=True))
        if entity.side is None and known is None:
            owner = self.affiliation.owner(name.head)
            entity.side = owner.side if owner else None
        entity.mention(name.head)
        return Mention(name.start, name.end, name.head, "name of a body", entity.side, text, entity)

    def _same_body(self, text: str) -> Entity | None:
        folded = key(text)
        return next((e for e in self.discourse.entities if e.kind == "body" and key(e.name) == folded), None)

    # ------------------------------------------------------------------ nouns that carry a side

    def _side_noun(self, i: int) -> Mention | None:
        """ "de Oekraïense kant", "beide partijen"."""
        owner = self.affiliation.owner(i)
        if owner is not None and owner.side and not owner.place:
            return self._phrased(i, owner.rule, owner.side, None)
        if any(word in ("beide", "allebei") for word in self.phrases.determiners(i)):
            sides = sorted(side for side, _ in self.sides.most_common(2))
            return self._phrased(i, "both sides", "+".join(sides), None) if len(sides) == 2 else None
        return None

    def _thing(self, i: int) -> Mention | None:
        """A noun that names nobody by itself but has an owner: "Russische luchtafweerraketten", "tanks van Wagner"."""
        owner = self.affiliation.owner(i)
        if (
            owner is None
            or owner.side is None
            or owner.place
            or owner.rule.split()[0] in ("in", "bij", "voor", "tegen")
        ):
            return None
        return self._phrased(i, owner.rule, owner.side, None)

    def _common(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        single = noun.base in ("man", "persoon") and any(
            w in ("een", "de", "die", "deze") for w in self.phrases.determiners(i)
        )
        if noun.role is not None and (noun.group in (None, "force", "civilian", "sources") or single):
            return self._role(i, noun, owner)
        if noun.body is not None:
            return self._body(i, noun, owner)
        return self._group(i, noun, owner)

    # ------------------------------------------------------------------ one person by office or profession

    def _role(self, i: int, noun: Noun, owner: Owner | None) -> Mention:
        called = {noun.base, *([noun.prefix + noun.base] if noun.prefix else [])}
        civilian = "civilians" if noun.group == "civilian" else None
        named = self._beside(i, "person")
        if named is not None:
            named.nouns |= called
            named.mention(i)
            if noun.base in self._feminine:
                named.gender = "f"
            self._affiliate(named, i, noun, owner)
            return self._phrased(i, "title beside a name", named.side or civilian, named)
        holder = self.offices.holder(noun, self.phrases.text(i), owner)
        if holder is not None:
            entity = self.discourse.by_actor(holder.id)
            if entity is None:
                name = self.phrases.text(i)
                entity = self.discourse.add(
                    Entity("person", name, holder.side, holder.id, called, holder.gender or "m")
                )
            entity.nouns |= called
            entity.mention(i)
            return self._phrased(i, "office held on that day", entity.side, entity)
        if self._takes_somebody_up(i, owner):
            earlier = self._earlier(i, noun, "person")
            if earlier is not None:
                earlier.mention(i)
                return self._phrased(i, "person last called so", earlier.side or civilian, earlier)
        if owner is None and self.phrases.definite(i):
            # "de president" who was not spoken of: the one of the country that the text is in
            holder = self.offices.holder(noun, noun.base, Owner(self._side_of_where(i), None, "", i), eminent=True)
            if holder is not None:
                entity = self.discourse.by_actor(holder.id) or self.discourse.add(
                    Entity("person", self.phrases.text(i), holder.side, holder.id, called, holder.gender or "m")
                )
                entity.mention(i)
                return self._phrased(i, "office of the country that the text is in", entity.side, entity)
        gender = "f" if noun.base in self._feminine else None
        entity = self.discourse.add(Entity("person", self.phrases.text(i), None, None, called, gender))
        self._affiliate(entity, i, noun, owner)
        entity.mention(i)
        return self._phrased(i, owner.rule if owner is not None else "role", civilian or entity.side, entity)

    def _affiliate(self, entity: Entity, i: int, noun: Noun, owner: Owner | None) -> None:
        """Give a person a side, if nothing better is known: the owner's, the pack's word's, the place's, the name's."""
        if entity.side is not None:
            return
        if noun.base in self._always or noun.prefix in self._always:
            entity.side = self._always.get(noun.base) or self._always[noun.prefix]
        elif owner is not None and owner.side is not None and (not owner.place or noun.role in ("governor", "mayor")):
            entity.side = owner.side
        elif noun.role in ("governor", "mayor"):
            entity.side = self._side_of_where(i)
        else:
            entity.side = self._default.get(noun.prefix + noun.base) or self._side_by_name(entity.name)

    def _side_of_where(self, i: int) -> str | None:
        """The side that rules the place that `i` is of ("gouverneur van Tsjeljabinsk"), or else the one named last."""
        tree = self.tree
        for child in tree.children[i]:
            if tree.case(child) in ("van", "in"):
                named = next((k for k in sorted(tree.subtree(child)) if tree.doc[k].text[0].isupper()), None)
                if named is None:
                    continue
                found = gazetteer().find(key(tree.doc[named].text))
                country = found[0].country if found else None
                side = self.pack.side_of_country(country) if country else None
                return side if side in self.pack.sides else None
        before = [name for name in self._places if name.start < i]
        for name in (*reversed(before), *self._places):
            assert name.found is not None
            side = self.affiliation.place_side(name.found.id)
            if side is not None:
                return side
        return None

    def _side_by_name(self, name: str) -> str | None:
        """The side whose people bear such a given name or surname."""
        parts = [key(part) for part in name.split()]
        if not name[:1].isupper():
            return None
        given = {side.id for side in self.pack.sides.values() if parts[0] in {key(given) for given in side.given}}
        if given or len(parts) < 2:
            return given.pop() if len(given) == 1 else None
        for side in self.pack.sides.values():
            if any(parts[-1].endswith(key(end)) for end in side.surnames):
                return side.id
        return None

    # ------------------------------------------------------------------ an institution, an army, a paper

    def _body(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        called = {noun.base, noun.body or ""}
        named = self._beside(i, "body")
        if named is not None:
            named.nouns |= called
            if named.side is None and owner is not None and not named.actor:
                named.side = owner.side
            self._gendered(named, i)
            named.mention(i)
            return self._phrased(i, "noun beside a name", named.side, named)
        text = self.phrases.text(i)
        if noun.base in self.enemies:
            return self._enemy(i)
        always = self._always.get(self.tree.words[i]) or self._always.get(noun.base)
        if always is not None and not (owner is not None and owner.actor and not owner.place):
            owner = Owner(always, None, "the pack's word", i)
        if owner is None and self.phrases.definite(i):
            earlier = self._earlier(i, noun, None)
            if earlier is not None:
                self._gendered(earlier, i)
                earlier.mention(i)
                return self._phrased(i, "body last called so", earlier.side, earlier)
        side, rule = (
            (owner.side, owner.rule) if owner is not None else (self._default.get(noun.base), "the pack's word")
        )
        if noun.group in ("civilian", "object"):
            side, rule = "civilians", "civilian"
        if side is None and noun.base in self._local:
            side, rule = self._side_of_where(i), "whose place it is"
        if side is None and noun.body in ("army", "service") and self.phrases.definite(i):
            side, rule = self._side_of_doer(i), "whose story it is"
        actor = owner.actor if owner is not None and owner.actor and noun.body in ("army", "unit", "militia") else None
        if actor is None and side and side != "civilians":
            actor = self.offices.part(side, noun, text)
        entity = self._same_body(text) if owner is not None else None
        if entity is None:
            entity = self.discourse.add(Entity("body", text, side, actor, called, plural=text.endswith("en")))
        self._gendered(entity, i)
        entity.mention(i)
        return self._phrased(i, rule if side else "body", side, entity)

    def _gendered(self, body: Entity, i: int) -> None:
        """Learn the gender of a body from its article: "haar" is not of "het leger"."""
        if body.kind == "body":
            words = self.phrases.determiners(i)
            body.gender = "n" if "het" in words or "dit" in words else "f" if "de" in words else body.gender

    def _side_of_doer(self, i: int) -> str | None:
        """The side that was last the subject before `i`, in this sentence or the two before."""
        tree = self.tree
        for name in reversed([n for n in self.names if n.start < i]):
            if tree.sentence_of[i] - tree.sentence_of[name.head] > 2:
                return None
            head = tree.heads[name.head] if name.kind == "adjective" else name.head
            if tree.labels[head] == "nsubj" and name.kind != "place":
                side = self.affiliation.of_name(name)[0]
                if side in self.pack.core:
                    return side
        return None

    def _enemy(self, i: int) -> Mention | None:
        """ "de vijand" is whoever the speaker's side fights."""
        speaker = self.pronouns.speaker(i)
        home = speaker.side if speaker is not None and speaker.side else self._side_of_doer(i)
        foes = [side for side in self.pack.opponents(home) if side in self.pack.core] if home else []
        return self._phrased(i, "enemy of the speaker", foes[0], None) if foes else None

    # ------------------------------------------------------------------ several people, or the houses of civilians

    def _group(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        word = self.tree.words[i]
        if owner is not None and noun.group != "object" and owner.rule.split()[0] in ("in", "bij", "voor", "tegen"):
            owner = None
        actor = owner.actor if owner is not None else None
        side, rule = (owner.side, owner.rule) if owner is not None else (None, noun.group or "")
        if noun.group in ("civilian", "object"):
            actor = f"{side.lower()}-civilians" if side and "+" not in side and side != "civilians" else None
            side = "civilians"
        elif (always := self._always.get(word) or self._always.get(noun.base)) and actor is None:
            side, rule = always, "the pack's word"
        elif owner is not None and owner.place and noun.group == "neutral":
            side = side if side and self.pack.sides[side].unsplit else None
        elif side is None and noun.group == "force" and self.phrases.definite(i):
            earlier = self._earlier(i, noun, "group")
            side, rule = (earlier.side, "group last called so") if earlier is not None else (None, rule)
        if side is None and noun.group != "neutral" and not self.phrases.described(i):
            side, rule = self._default.get(word), "the pack's word" if word in self._default else rule
        if noun.group == "object":
            return self._phrased(i, rule, side, None)
        plural = noun.group != "neutral" or word.endswith(("en", "s")) or word == "man"
        called = {noun.base, noun.group or ""}
        entity = self.discourse.add(Entity("group", self.phrases.text(i), side, actor, called, plural=plural))
        entity.mention(i)
        return self._phrased(i, rule, side, entity)

    # ------------------------------------------------------------------ taking up

    def _takes_somebody_up(self, i: int, owner: Owner | None) -> bool:
        """Whether the phrase takes up somebody: definite, and not told apart by an owner."""
        return (owner is None or owner.rule == "in …") and self.phrases.definite(i)

    def _earlier(self, i: int, noun: Noun, kind: str | None) -> Entity | None:
        """Whom the noun takes up: whoever was last called so, or by a word that it can stand for, or is of its kind."""
        if noun.body is not None and self.phrases.modified(i):
            return self._same_body(self.phrases.text(i))
        words = {noun.base, noun.prefix + noun.base}
        found = self.discourse.latest(i, words, kind) or self.discourse.latest(
            i, self._takes_up.get(noun.base, set()), kind
        )
        if found is None and noun.body is not None and not noun.prefix:
            found = self.discourse.latest(i, {noun.body}, kind, named=True)
        return found

    def _beside(self, i: int, kind: str) -> Entity | None:
        """The person or body whose name stands beside the noun: "burgemeester X", "X, burgemeester van Y"."""
        for other in self.phrases.beside(i):
            name = self.name_at.get(other)
            if name is None or name.compound or name.kind != kind:
                continue
            mention = self.resolve(name.head)
            if mention is not None and mention.entity is not None:
                return mention.entity
        return None


def _compatible(a: str, b: str) -> bool:
    """Whether two forms can name one person: one has no given name, or they share it."""
    first, second = a.split(), b.split()
    return len(first) == 1 or len(second) == 1 or key(first[0]) == key(second[0])
