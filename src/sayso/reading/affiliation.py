"""Whose a noun phrase is: by its adjective, its "van …", its possessive, its compound, who is said to run it.

Each way is a level with a name; the first that yields a side or an actor decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sayso.packs.match import Names
from sayso.packs.pack import Actor, Pack, PackPlace
from sayso.reading.mentions import Name
from sayso.reading.tree import Tree

PLACED = frozenset({"in …", "bij …", "at …"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose something is, by which level, seen at which token."""

    side: str | None
    actor: str | None
    rule: str
    token: int
    place: bool = False  # only by where it is: "inwoners van Bachmoet"


class Affiliation:
    """Looks for the owner of the noun phrases of one document."""

    def __init__(self, tree: Tree, pack: Pack, known: Names, name_at: dict[int, Name], run: list[str]) -> None:
        self.tree = tree
        self.pack = pack
        self.known = known
        self.name_at = name_at
        self.run = frozenset(run)
        self.places: dict[str, PackPlace] = {place.name: place for place in pack.places}
        self.nominal: Callable[[int], tuple[str | None, str | None] | None] = lambda token: None
        self.pronoun: Callable[[int], tuple[str | None, str | None] | None] = lambda token: None
        self.home: Callable[[int], str | None] = lambda token: None

    # ------------------------------------------------------------------ of names

    def actor(self, name: Name) -> Actor | None:
        """The pack's actor that a name means."""
        return self.known.actor(name.found.id) if name.found and name.found.kind == "actor" else None

    def of_name(self, name: Name) -> tuple[str | None, str | None]:
        """Side and actor that a name stands for; a place stands for the side that rules it."""
        found = name.found
        if found is None:
            return None, None
        if found.kind == "actor":
            actor = self.known.actor(found.id)
            return actor.side, actor.id
        if found.kind == "place":
            return self.place_side(found.id), None
        return found.id, government(found.id, found.how)

    def place_side(self, place: str) -> str | None:
        """The side that rules a place of the pack."""
        known = self.places.get(place)
        if known is None:
            return None
        return known.side or self.pack.side_of_country(known.country)

    # ------------------------------------------------------------------ of phrases

    def owner(self, token: int) -> Owner | None:
        """Whose the phrase headed by `token` is, or None where its own words don't say."""
        return (
            self._adjective(token)
            or self._compound(token)
            or self._name_before(token)
            or self._of(token)
            or self._possessive(token)
            or self._own(token)
            or self._run_by(token)
        )

    def adjectives(self, token: int) -> Iterator[int]:
        """The adjectives of a noun, also those coordinated with another, and those that the parse left beside it."""
        tree, seen = self.tree, set()
        todo = [c for c in tree.children[token] if tree.labels[c] in ("amod", "acl", "compound", "nmod") and c < token]
        while todo:
            node = todo.pop()
            if node in seen or tree.case(node):
                continue
            seen.add(node)
            yield node
            todo += [c for c in tree.children[node] if tree.labels[c] in ("conj", "amod", "appos") and c < token]
        before = token - 1
        while before >= 0 and tree.tags[before] == "ADJ" and tree.sentence_of[before] == tree.sentence_of[token]:
            if before not in seen:
                seen.add(before)
                yield before
            before -= 1

    def _adjective(self, token: int) -> Owner | None:
        found: Owner | None = None
        states: list[tuple[int, str]] = []
        for adjective in sorted(self.adjectives(token)):
            name = self.name_at.get(adjective) if not self._made_there(adjective) else None
            if name is not None and name.kind in ("adjective", "people") and name.found is not None:
                side = name.found.id
                if found is not None and found.side != side and found.side and side:
                    return Owner(f"{found.side}+{side}", None, "nationality adjectives", adjective)
                found = Owner(side, None, "nationality adjective", adjective)
            elif self.tree.grammar.apart and name is not None and name.kind == "country" and name.found is not None:
                states.append((adjective, name.found.id))
        for state, side in states:  # "US and British forces"
            if found is not None and side != found.side and self._joined(state, found.token):
                found = Owner(f"{side}+{found.side}", None, "nationality adjectives", state)
        return self._elsewhere(token) or found if found is not None else None

    def _made_there(self, token: int) -> bool:
        """ "Iranian-made drones", "Soviet-era tanks": where it comes from, not whose it is."""
        tree = self.tree
        behind = tree.words[token + 1 : token + 3]
        return len(behind) == 2 and behind[0] == "-" and behind[1] in tree.grammar.made

    def _joined(self, a: int, b: int) -> bool:
        """Whether only "and" or a comma stands between two words."""
        between = range(min(a, b) + 1, max(a, b))
        return 0 < len(between) <= 2 and all(self.tree.tags[i] in ("CCONJ", "PUNCT") for i in between)

    def _elsewhere(self, token: int) -> Owner | None:
        """ "Armeense leiders van Nagorno-Karabach" are of those who rule there, not of the state of their nation."""
        owner = self._of(token)
        if owner is None or not owner.place:
            return None
        name = self.name_at[owner.token]
        place = self.places.get(name.found.id) if name.found else None
        return owner if place is not None and place.side in self.pack.core else None

    def _compound(self, token: int) -> Owner | None:
        name = self.name_at.get(token)
        if name is None or not name.compound:
            return None
        side, actor = self.of_name(name)
        return Owner(side, actor, "compound with a name", token)

    def _name_before(self, token: int) -> Owner | None:
        """ "Hamas fighters", "Kremlin spokesman", "Gaza ministry", where compounds are written apart."""
        tree = self.tree
        if not tree.grammar.apart:
            return None
        for child in tree.children[token]:
            name = self.name_at.get(child)
            if (
                name is None
                or child > token
                or self._made_there(child)
                or tree.labels[child] not in ("compound", "nmod", "amod", "flat")
            ):
                continue
            side, actor = self.of_name(name)
            if (side or actor) and name.kind != "person":
                place = name.kind in ("place", "country")
                return Owner(side, actor, "compound with a name", child, place)
        return None

    def _of(self, token: int) -> Owner | None:
        tree = self.tree
        best: Owner | None = None
        for child in tree.children[token]:
            label = tree.labels[child]
            if label not in ("nmod", "obl", "nmod:poss", "appos", "flat") or tree.tags[child] == "PRON":
                continue
            case = tree.case(child)
            genitive = child < token and (not case or case in tree.grammar.genitive)
            if not (case in tree.grammar.owners or genitive):
                continue
            owner = self._through(child, "genitive" if genitive else f"{case} …")
            if owner is not None and (best is None or best.place or (best.actor is None and owner.actor is not None)):
                best = owner
        return best

    def _through(self, token: int, rule: str) -> Owner | None:
        name = self.name_at.get(token)
        if name is not None and not name.compound:
            side, actor = self.of_name(name)
            return Owner(side, actor, rule, token, name.kind == "place") if side or actor else self._of(token)
        if rule in PLACED and self.tree.tags[token] == "NOUN":
            return None  # "militairen in het gebied" says where, not whose
        inner = self.nominal(token)
        if inner is not None and (inner[0] or inner[1]):
            return Owner(inner[0], inner[1], rule, token)
        owner = self._of(token)
        return replace(owner, rule=rule) if owner is not None and "in" not in rule.split() else None

    def _possessive(self, token: int) -> Owner | None:
        tree = self.tree
        for child in tree.children[token]:
            if (
                child < token
                and not self._by_them(child)
                and tree.tags[child] in ("PRON", "DET")
                and tree.labels[child] in ("nmod:poss", "det", "nmod")
            ):
                owner = self.pronoun(child)
                if owner is not None and (owner[0] or owner[1]):
                    return Owner(owner[0], owner[1], "possessive", child)
        return None

    def _by_them(self, child: int) -> bool:
        """ "door ons 13.000 terroristen gedood": the object of the preposition, not whose they are."""
        tree = self.tree
        before = tree.words[child - 1] if child else ""
        return before in tree.grammar.by and child + 1 < len(tree) and tree.figure(child + 1)

    def _own(self, token: int) -> Owner | None:
        """ "de eigen verliezen": those of whoever the clause is about."""
        for child in self.tree.children[token]:
            if child < token and self.tree.words[child] in self.tree.grammar.own:
                side = self.home(token)
                return Owner(side, None, "eigen", child) if side else None
        return None

    def _run_by(self, token: int) -> Owner | None:
        """ "dat door Hamas wordt bestuurd", "de door Rusland aangestelde burgemeester"."""
        tree = self.tree
        for child in tree.children[token]:
            if tree.labels[child] not in ("acl", "acl:relcl", "amod"):
                continue
            if tree.words[child] not in self.run and tree.doc[child].lemma_.replace("_", "") not in self.run:
                continue
            for by in tree.children[child]:
                if tree.case(by) in tree.grammar.by and (name := self.name_at.get(by)) is not None:
                    side, actor = self.of_name(name)
                    return Owner(side, actor, "who runs it", by)
        return None


def government(side: str, how: str) -> str | None:
    """The actor behind a country's or a capital's name: "Moskou" is `ru-government`, "Rusland" `ru`."""
    if how == "capital":
        return f"{side.lower()}-government"
    return side.lower() if how == "country" else None
