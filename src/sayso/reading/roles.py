"""Nouns for one person, by office or profession, and whom they mean: "de gouverneur", "kapitein X van Azov"."""

from __future__ import annotations

from sayso.packs.names import key
from sayso.places.gazetteer import gazetteer
from sayso.reading.affiliation import Owner
from sayso.reading.discourse import Entity
from sayso.reading.ground import Mention
from sayso.reading.named import Named
from sayso.reading.nouns import Noun


class Roles(Named):
    """Referents of titles and professions: a name beside it, its office, who was called so before, somebody new."""

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
            return self.phrased(i, "title beside a name", named.side or civilian, named)
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
            return self.phrased(i, "office held on that day", entity.side, entity)
        if self._takes_somebody_up(i, owner):
            earlier = self._earlier(i, noun, "person")
            if earlier is not None:
                earlier.mention(i)
                return self.phrased(i, "person last called so", earlier.side or civilian, earlier)
        if owner is None and self.phrases.definite(i):
            # "de president" who was not spoken of: the one of the country that the text is in
            holder = self.offices.holder(noun, noun.base, Owner(self._side_of_where(i), None, "", i), eminent=True)
            if holder is not None:
                entity = self.discourse.by_actor(holder.id) or self.discourse.add(
                    Entity("person", self.phrases.text(i), holder.side, holder.id, called, holder.gender or "m")
                )
                entity.mention(i)
                return self.phrased(i, "office of the country that the text is in", entity.side, entity)
        gender = "f" if noun.base in self._feminine else None
        entity = self.discourse.add(Entity("person", self.phrases.text(i), None, None, called, gender))
        self._affiliate(entity, i, noun, owner)
        entity.mention(i)
        return self.phrased(i, owner.rule if owner is not None else "role", civilian or entity.side, entity)

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
            if entity.side is None and noun.role == "spokesperson" and self.tree.grammar.apart:
                entity.side = self._side_of_doer(i)  # "The RSF denies it. … a spokesman said."

    def _side_of_where(self, i: int) -> str | None:
        """The side that rules the place that `i` is of ("gouverneur van Tsjeljabinsk"), or else the one named last."""
        tree = self.tree
        for child in tree.children[i]:
            if tree.case(child) in tree.grammar.title_of:
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

    def _side_of_doer(self, i: int) -> str | None:
        raise NotImplementedError

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

    # ------------------------------------------------------------------ taking up

    def _takes_somebody_up(self, i: int, owner: Owner | None) -> bool:
        """Whether the phrase takes up somebody: definite, and not told apart by an owner."""
        return (owner is None or owner.rule == "in …") and self.phrases.definite(i)

    def _earlier(self, i: int, noun: Noun, kind: str | None) -> Entity | None:
        """Whom the noun takes up: whoever was last called so, or by a word that it can stand for, or is of its kind."""
        if noun.body is not None and self.phrases.modified(i):
            return self.same_body(self.phrases.text(i))
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
