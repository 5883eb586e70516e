"""From the token that heads a speaker's noun phrase to a `Speaker`: the mention's extent and whom it refers to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Protocol

from spacy.tokens import Token

from sayso.language.lexicon import lexicon
from sayso.reading.claim import Party, Span, Speaker
from sayso.reading.tree import Tree

_PARTS = frozenset({"amod", "flat", "compound", "fixed", "nummod"})
_AUTHOR_REACH = 3  # sentences back that somebody is sought whose "the report" may be
_MARKS = frozenset("-–‘’'“”\"„")


class PartyFinder(Protocol):
    """What is needed of `sayso.reading.actors.Actors`."""

    def party(self, token: Token) -> Party | None:
        """Who the noun phrase or name headed by `token` is."""


class Speakers:
    """Extents and referents of the mentions of one document."""

    def __init__(self, tree: Tree, actors: PartyFinder | None, language: str = "nl") -> None:
        self.tree = tree
        self.actors = actors
        words = lexicon(language, "speech")
        self.pronouns = frozenset(words["speakers"]["pronouns"])
        self.possessives = frozenset(words["speakers"]["possessives"])
        self.some = frozenset(words["speakers"]["some"])
        self.empty = frozenset(words["speakers"]["empty"])
        self.first_person = frozenset(words["speakers"]["first_person"])
        self.nouns = frozenset(words["speakers"]["nouns"].split())
        self._somebody = frozenset(w for key in ("masculine", "feminine") for w in words["speakers"].get(key, ()))
        self._reports = tuple(words["according"]["carriers"].split())
        self._neuter_bodies = tuple(words["speakers"]["neuter_bodies"].split())
        self._neuter = frozenset(words["speakers"].get("neuter", ()))
        self._bodies = tuple(words["speakers"]["bodies"].split())
        self.armies = tuple(words["speakers"]["armies"].split())
        self.troops = frozenset(words["speakers"]["troops"].split())
        self.witnesses = frozenset(words["speakers"]["witnesses"].split())
        self.members = frozenset(words["speakers"]["members"].split())
        self._mute = frozenset(words["speakers"]["mute"].split())
        self._mute_ends = tuple(sorted(w for w in self._mute if len(w) > 5))
        self.endings = tuple(words["speakers"]["endings"].split())
        self.media = frozenset(words["told"]["media"].split())
        self.media_names = frozenset(name.casefold() for name in words["told"]["names"])
        self._people: list[int] | None = None
        self.spoken: frozenset[int] = frozenset()
        self.spoken_in_order: list[int] = []
        self._parties: dict[int, Party | None] = {}

    def party(self, token: int) -> Party | None:
        """The actor behind the mention headed by `token`, if the actors know one."""
        if token not in self._parties:
            self._parties[token] = self.actors.party(self.tree.doc[token]) if self.actors is not None else None
        return self._parties[token]

    def can_speak(self, token: int) -> bool:
        """Whether the phrase headed by `token` names somebody: a person, a body, a party, or a pronoun for one."""
        tree = self.tree
        word = tree.words[token]
        if word in self.some:
            return tree.labels[token] == "nsubj"
        if word in self.pronouns or word in self.first_person:
            return True
        if word in self.nouns or tree.entities[token] in ("PER", "ORG"):
            return True
        if tree.tags[token] in ("NOUN", "PROPN", "ADJ", "VERB", "X") and word.endswith(self.endings):
            return True
        if word in self.media and any(tree.tags[c] == "PROPN" for c in tree.dependents(token, "appos", "flat")):
            return True  # "de site Mediazona"
        if not tree.doc[token].text[:1].isupper():
            return False  # "burgers" are a party to the war, but nobody's voice
        party = self.party(token)
        return party is not None and (party.actor is not None or party.side is not None)

    def nobody(self, token: int) -> bool:
        """Whether a subject stands for no one who speaks: "het", "there", "one", but not "one of the officials"."""
        tree = self.tree
        part = any(tree.case(c) in tree.grammar.of for c in tree.dependents(token, "nmod"))
        word = tree.words[token]
        return word in tree.grammar.common_article or (word in self.empty and not part)

    def body(self, token: int) -> bool:
        """Whether the phrase headed by `token` is a body and no person: "he" is no ministry."""
        return self.tree.words[token].endswith(self._bodies)

    def mute(self, token: int) -> bool:
        """Whether a headline's first noun names an event or a thing, whatever capital it has: "Slachtveld Avdiivka"."""
        word = self.tree.words[token]
        return word in self._mute or (bool(self._mute_ends) and word.endswith(self._mute_ends))

    def medium(self, token: int) -> bool:
        """Whether the phrase headed by `token` is a paper, an agency, a broadcaster."""
        start, end = self.extent(token)
        if any(self.tree.words[i] in self.media for i in range(start, end)):
            return True
        name = self.tree.span_text(start, end).casefold()
        return name in self.media_names or any(f" {part} " in f" {name} " for part in self.media_names if len(part) > 3)

    def extent(self, token: int) -> tuple[int, int]:
        """First and one-past-last token of the mention headed by `token`: modifiers and the name, no article, no
        relative clause, no apposition after a comma."""
        tree = self.tree
        own = self._members(token)
        sentence_start, sentence_end = tree.sentence(token)
        first = last = token
        for at in range(token - 1, sentence_start - 1, -1):
            if at in own:
                first = at
            elif not self._transparent(at):
                break
        for at in range(token + 1, sentence_end):
            if at in own:
                last = at
            elif not self._transparent(at):
                break
        return first, last + 1

    def _members(self, token: int) -> set[int]:
        tree = self.tree
        own, todo = {token}, [token]
        while todo:
            node = todo.pop()
            for child in tree.children[node]:
                label = tree.labels[child]
                joins = label in _PARTS or (label in ("case", "det") and node != token)
                if label in ("nmod", "obl") and tree.tags[child] != "PRON":
                    joins = child > node and tree.case(child) in tree.grammar.name_links
                elif label == "appos":
                    joins = not any(tree.tags[i] == "PUNCT" for i in range(min(node, child) + 1, max(node, child)))
                if joins and child not in own and not (label == "flat" and self.swallowed(child)):
                    own.add(child)
                    todo.append(child)
        return own

    def swallowed(self, token: int) -> bool:
        """Whether a numeral counts the noun behind it and not the name that the parse ties it to: "telt de VN 532
        doden"."""
        tree = self.tree
        counts = token + 1 < len(tree) and tree.tags[token + 1] in ("NOUN", "ADJ")
        return counts and tree.heads[token] < token and tree.figure(token)

    def _transparent(self, token: int) -> bool:
        """Line breaks, hyphens and quotation marks don't end a mention."""
        word = self.tree.words[token]
        return not word.strip() or word in _MARKS

    def speaker(self, token: int, cue: Span | None) -> Speaker:
        """The link of a source chain for the mention headed by `token`."""
        tree = self.tree
        first, end = self.extent(token)
        start, stop = tree.starts[first], tree.ends[end - 1]
        text = re.sub(r"\s+", " ", tree.text[start:stop])
        party = self.party(token) or self._adjective(token)
        name = party.name if party is not None else None
        refers = self.antecedent(token) or self._author(token)
        if refers is not None:
            own = party if party is not None and party.actor is not None else None
            party = self.party(refers) or own
            other, other_end = self.extent(refers)
            name = (party.name if party is not None and party.name else None) or re.sub(
                r"\s+", " ", tree.span_text(other, other_end)
            )
        elif name is None:
            name = self._full_name(token) or text
        return Speaker(
            text=tree.text[start:stop] if "\n" not in tree.text[start:stop] else text,
            start=start,
            end=stop,
            actor=party.actor if party is not None else None,
            name=name,
            side=party.side if party is not None else None,
            cue=cue,
        )

    def same(self, a: int, b: int) -> bool:
        """Whether two mentions are of one speaker, pronouns for those that they stand for."""
        return a == b or self.speaker(a, None).name == self.speaker(b, None).name

    def _author(self, token: int) -> int | None:
        """Whose "the report" is: of those who spoke or acted in the sentences before, the last."""
        tree = self.tree
        if not tree.words[token].endswith(self._reports) or tree.dependent(token, "nmod", "appos", "flat") is not None:
            return None
        if not any(tree.words[c] in tree.grammar.definite for c in tree.dependents(token, "det")):
            return None
        number = tree.sentence_of[token]
        for earlier in range(number, max(-1, number - _AUTHOR_REACH), -1):
            start, end = tree.sentences[earlier]
            able = [i for i in range(start, min(end, token)) if tree.labels[i] == "nsubj" or i in self.spoken]
            able = [i for i in able if self.can_speak(i) and not tree.words[i].endswith(self._reports)]
            named = [i for i in able if tree.words[i] not in self.pronouns | self.first_person | self.some]
            if named:
                return named[-1]
        return None

    def _adjective(self, token: int) -> Party | None:
        """Whose "Russische lezing" it is."""
        tree = self.tree
        named = (c for c in tree.dependents(token, "amod") if tree.doc[c].text[:1].isupper())
        return next((party for party in map(self.party, named) if party is not None), None)

    def _full_name(self, token: int) -> str | None:
        """The name that an apposition gives ("de leider van de militie, Jan Jansen"), or a fuller one used before."""
        tree = self.tree
        for child in tree.dependents(token, "appos"):
            if tree.entities[child] == "PER":
                first, end = self.extent(child)
                return tree.span_text(first, end)
        if tree.entities[token] == "PER":
            last = max(self.extent(token)[0], *(i for i in (token, *tree.dependents(token, "flat"))))
            surname = tree.words[last]
            for other in self.people():
                if other >= token:
                    break
                first, end = self.extent(other)
                if end - first > 1 and surname in tree.words[first:end]:
                    return re.sub(r"\s+", " ", tree.span_text(first, end))
        return None

    def people(self) -> list[int]:
        """The tokens that head a person's mention, in the order of the text."""
        if self._people is None:
            tree = self.tree
            found = []
            for i, kind in enumerate(tree.entities):
                if self._aged(i):
                    found.append(i)
                    continue
                if kind != "PER" or (i and tree.entities[i - 1] == "PER") or tree.case(i) in tree.grammar.where:
                    continue
                head = tree.heads[i]
                titled = tree.labels[i] == "flat" and i - 4 <= head < i and tree.tags[head] == "NOUN"
                found.append(head if titled else i)
            self._people = found
        return self._people

    def _aged(self, token: int) -> bool:
        """ "Gohar (61)": a name with an age, whatever the tagger takes it for."""
        tree = self.tree
        if tree.tags[token] != "PROPN" or tree.words[token + 1 : token + 4 : 2] != ["(", ")"]:
            return False
        return tree.words[token + 2].isdigit() and len(tree.words[token + 2]) < 3

    def cataphor(self, token: int, start: int) -> bool:
        """Whether a pronoun stands for the speaker whose mention begins at character `start`, behind it."""
        tree = self.tree
        if tree.words[token] not in self.pronouns or start <= tree.starts[token]:
            return False
        return start < tree.ends[tree.sentence(token)[1] - 1]

    def antecedent(self, token: int) -> int | None:
        """The mention that a pronoun stands for: the last person who spoke or was named before it, or None."""
        tree = self.tree
        word = tree.words[token]
        if tree.tags[token] not in ("PRON", "DET") or word not in self.pronouns | self.possessives:
            return None
        number = tree.sentence_of[token]
        female = word in tree.grammar.female
        best: tuple[int, int] | None = None
        found = None
        for other in self._candidates(token):
            if female and self._male(other):
                continue  # "she" is no brother
            distance = number - tree.sentence_of[other]
            rank = (
                2 * (other in self.spoken)
                + (tree.entities[other] == "PER")
                + (tree.labels[other] == "nsubj")
                + 2 * (self._female(other) == female)
            )
            key = (rank - 3 * distance, other)
            if best is None or key > best:
                best, found = key, other
        if found is not None and found not in self.spoken and word in self.pronouns:
            party = self.party(token)  # who else the actors know it to be
            return None if party is not None and party.name else found
        return found

    def _candidates(self, token: int) -> list[int]:
        tree = self.tree
        at = bisect_left(self.people(), token)
        near = self.people()[max(0, at - 12) : at]
        at = bisect_left(self.spoken_in_order, token)
        near += self._roles(token)
        spoken = [s for s in self.spoken_in_order[max(0, at - 8) : at] if tree.words[s] not in self.pronouns]
        if tree.grammar.apart and tree.words[token] in self._somebody:
            spoken = [s for s in spoken if not self.body(s)]
        if not tree.grammar.apart:
            spoken = [s for s in spoken if not tree.words[s].endswith(self._neuter_bodies)]
        near += spoken
        if tree.words[token] in self._neuter:  # "it" is a body
            near = [
                p for p in (*near, *self._body_subjects(token)) if tree.entities[p] != "PER" and self.body(p)
            ] or near
        return [p for p in near if tree.words[p] not in self.first_person]

    def _body_subjects(self, token: int) -> list[int]:
        """Subjects shortly before that are bodies: "the ministry"."""
        tree = self.tree
        first = tree.sentences[max(0, tree.sentence_of[token] - 2)][0]
        return [i for i in range(first, token) if tree.labels[i] == "nsubj" and self.body(i) and self.can_speak(i)]

    def _roles(self, token: int) -> list[int]:
        """Subjects shortly before that are somebody by their office: "de minister"."""
        tree = self.tree
        first = tree.sentences[max(0, tree.sentence_of[token] - 2)][0]
        return [
            i
            for i in range(first, token)
            if tree.labels[i] == "nsubj"
            and tree.tags[i] == "NOUN"
            and (tree.words[i] in self.nouns or tree.words[i].endswith(self.endings))
            and not self.body(i)
        ]

    def remember(self, spoken: list[int]) -> None:
        """Tell which mentions are speakers: a pronoun more often points to one of these."""
        self.spoken_in_order = sorted(set(spoken))
        self.spoken = frozenset(spoken)

    def _male(self, token: int) -> bool:
        noun = self.tree.tags[token] == "NOUN"
        return noun and self.tree.words[token].endswith(self.tree.grammar.male_endings) and not self._female(token)

    def _female(self, token: int) -> bool:
        word = self.tree.words[token]
        return word.endswith(self.tree.grammar.female_endings)
