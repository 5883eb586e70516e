"""Who held an office on the document's day, and what the parts of a state are called as actors."""

from __future__ import annotations

from datetime import date

from sayso.language.lexicon import lexicon
from sayso.packs.names import key
from sayso.packs.pack import Actor, Pack
from sayso.reading.affiliation import Owner
from sayso.reading.nouns import Noun, nouns


class Offices:
    """The offices of a pack's people, looked up by a language's words for them."""

    def __init__(self, pack: Pack, day: date | None, language: str) -> None:
        self.pack = pack
        self.day = day
        tables = lexicon(language, "actors")
        self.titles: dict[str, list[str]] = {}
        for title, phrases in tables["office_words"].items():
            for phrase in phrases:
                self.titles.setdefault(phrase.casefold(), []).append(title)
        self.parts = tables["parts"]
        self.shared = frozenset(tables["words"]["shared_offices"])
        self.eminent = frozenset(tables["words"]["eminent_offices"])
        self.heads_of: dict[str, list[str]] = tables["heads_of"]
        self._kinds = {actor.id: actor.kind for actor in pack.actors}
        self._phrases = tables["office_words"]
        self._nouns = nouns(language)

    def holder(self, noun: Noun, phrase: str, owner: Owner | None, *, eminent: bool = False) -> Actor | None:
        """The person of the pack who held the office that `phrase` ("Russische minister van Defensie") means.

        Only offices of a known owner are looked up, with `eminent` only those that head a state or its army.
        """
        if owner is None or (owner.side is None and owner.actor is None):
            return None
        titles = self._titles(noun, phrase)
        if eminent:
            titles &= self.eminent
        holders = [
            (actor, office.title)
            for actor in self.pack.actors
            for office in actor.offices
            if office.title in titles and office.held_on(self.day) and self._of(office.of, actor, owner, phrase)
        ]
        if not holders or (len({actor.id for actor, _ in holders}) > 1 and holders[0][1] in self.shared):
            return None
        return holders[0][0]

    def _of(self, of: str | None, actor: Actor, owner: Owner, phrase: str) -> bool:
        if of is None:
            return False
        if owner.actor is not None and of == owner.actor:
            return True
        if len(of) == 2 and of.isupper():  # a country's office
            named = owner.actor is None or owner.actor.removesuffix("-government") == (owner.side or "").lower()
            return named and self.pack.side_of_country(of) == owner.side and actor.side == owner.side
        place = key(of).split()[0]
        return owner.actor is None and place in key(phrase).split() and actor.side == owner.side

    def _titles(self, noun: Noun, phrase: str) -> set[str]:
        folded = phrase.casefold()
        exact = {t for words, titles in self.titles.items() if " " in words and words in folded for t in titles}
        if exact:
            return exact
        if noun.role == "minister" and "minister" in folded.split():
            return set()
        return set(self.titles.get(noun.base, ())) | set(self.titles.get((noun.prefix + noun.base), ()))

    def nouns(self, actor: Actor) -> set[str]:
        """The words that a person of the pack can be called by on the document's day: "president", "gouverneur"."""
        found: set[str] = set()
        for office in actor.offices:
            if not office.held_on(self.day):
                continue
            for phrase in self._phrases.get(office.title, ()):
                head = phrase.split()[0]
                noun = self._nouns.look(head)
                found.add(noun.base if noun is not None else head)
                if noun is not None and noun.role:
                    found.add(noun.role)
            found.add(office.title)
            if office.title in ("head", "leader", "commander") and office.of in self._kinds:
                found.update(self.heads_of.get(self._kinds[office.of], ()))
        return found

    def part(self, side: str, noun: Noun, phrase: str) -> str:
        """The actor id of a state's part: `ru-ministry-of-defence`, `ua-general-staff`, `il-army`."""
        folded = phrase.casefold()
        for part, words in self.parts.items():
            if any(word in folded for word in words):
                return f"{side.lower()}-{part}"
        return f"{side.lower()}-{noun.body}"
