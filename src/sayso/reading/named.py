"""Names and whom they mean: people by their fullest form, countries and capitals, peoples, bodies."""

from __future__ import annotations

import re

from sayso.packs.names import bases, key
from sayso.reading.affiliation import Owner, government
from sayso.reading.discourse import Entity
from sayso.reading.ground import Ground, Mention
from sayso.reading.mentions import Name
from sayso.reading.nouns import Noun


class Named(Ground):
    """Referents of names."""

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
            mentions.append(self.put(Mention(name.start, name.end, name.head, "name of a person", None, "", entity)))
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
            called = set(self.tree.grammar.country) if name.found.how == "country" else set()
            entity = self.discourse.add(Entity("country", text, side, actor, called))
        entity.mention(name.head)
        rule = "capital for its government" if name.found.how == "capital" else "country"
        return Mention(name.start, name.end, name.head, rule, side, text, entity)

    def _people_of(self, name: Name, side: str | None, text: str) -> Mention:
        """ "de Russen"; people of a country who live elsewhere are the place's: "Armeniërs uit Nagorno-Karabach". They
        never are where those who rule it fight them: "de Russen bij Avdiivka"."""
        owner = self.affiliation.owner(name.head)
        if owner is not None and owner.place and owner.side in self.pack.core:
            side = side if owner.side in self.pack.opponents(side or "") else owner.side
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
        entity = self.discourse.by_actor(known.id) if known else self.same_body(text)
        if entity is None:
            called = ({known.kind, "militia"} if known.kind == "unit" else {known.kind}) if known else set()
            several = text.endswith(self.tree.grammar.several_bodies)
            entity = self.discourse.add(Entity("body", text, side, actor, called, plural=several, named=True))
        if entity.side is None and known is None:
            owner = self.affiliation.owner(name.head)
            entity.side = owner.side if owner else None
        entity.mention(name.head)
        return Mention(name.start, name.end, name.head, "name of a body", entity.side, text, entity)

    def _common(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        raise NotImplementedError


def _compatible(a: str, b: str) -> bool:
    """Whether two forms can name one person: one has no given name, or they share it."""
    first, second = a.split(), b.split()
    return len(first) == 1 or len(second) == 1 or key(first[0]) == key(second[0])
