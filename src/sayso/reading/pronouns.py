"""Whom a pronoun stands for: the likeliest of those mentioned before, by number, gender, place and role."""

from __future__ import annotations

from collections.abc import Callable

from sayso.language.lexicon import lexicon
from sayso.reading.discourse import Discourse, Entity
from sayso.reading.tree import Tree

REACH = 4  # sentences that a pronoun reaches back
FAR = 3.0  # what a sentence of distance costs
SUBJECT = 2.0  # what being a subject is worth
SPEAKER = 2.0  # what being the subject of a verb of saying is worth


class Pronouns:
    """Antecedents in one document. Never a place; a person for "hij", a group for "hun"."""

    def __init__(self, tree: Tree, discourse: Discourse, language: str) -> None:
        self.tree = tree
        self.discourse = discourse
        words = lexicon(language, "actors")["words"]
        self.masculine = frozenset(words["masculine"])
        self.feminine = frozenset(words["feminine"])
        self.either = frozenset(words["feminine_or_plural"])
        self.plural = frozenset(words["plural"])
        self.neuter = frozenset(words["neuter"])
        self.first = frozenset(words["first"])
        self.expletive = frozenset(words["expletive"])
        self.speech = frozenset(words["speech"])
        self.heard: Callable[[int], Entity | None] | None = None  # who says the words at a token, once that is known

    def antecedent(self, token: int) -> Entity | None:
        """The entity that a pronoun or possessive stands for, or None."""
        word = self.tree.words[token]
        if word in self.first:
            return self.speaker(token)
        if word in self.masculine:
            # "zijn" is also what a body has: "het leger verloor zijn tanks".
            possessive = word in self.tree.grammar.possessive_of_bodies
            return (
                self._subject_of(token)
                if possessive and (own := self._subject_of(token))
                else self._best(token, "m", possessive)
            )
        if word in self.either:
            return self._best(token, "p", False) if self._plural_verb(token) else self._best(token, "f", True)
        if word in self.plural:
            return self._best(token, "p", False)
        if word in self.feminine:
            own = self._subject_of(token)
            return own if own is not None and own.gender != "m" else self._best(token, "f", True)
        if word in self.neuter and word in self.tree.grammar.possessive_of_bodies:
            return self._subject_of(token) or self._best(token, "n", True)
        if word in self.neuter and self._agentive(token):
            return self._best(token, "n", False)
        return None

    def speaker(self, token: int) -> Entity | None:
        """Who says the words that `token` stands in: the subject of the nearest verb of saying."""
        if self.heard is not None:
            return self.heard(token)
        tree = self.tree
        here = tree.sentence_of[token]
        for distance in (0, -1, 1, -2, 2):
            number = here + distance
            if 0 <= number < len(tree.sentences):
                start, end = tree.sentences[number]
                for verb in range(start, end):
                    if self._speaks(verb):
                        for child in tree.children[verb]:
                            if child != token and (
                                tree.labels[child] == "nsubj" or tree.case(child) in tree.grammar.according
                            ):
                                entity = self._entity_at(child)
                                if entity is not None and (entity.kind != "country" or not distance):
                                    return entity
        return None

    # ------------------------------------------------------------------ ranking

    def _best(self, token: int, wanted: str, things: bool) -> Entity | None:
        tree, best, points = self.tree, None, -1e9
        number = tree.sentence_of[token]
        for at, entity in self.discourse.before(token):
            distance = number - tree.sentence_of[at]
            if distance > REACH:
                break
            fit = self._fits(entity, wanted, things)
            if fit is None or self._inside(token, at) or (wanted == "f" and self._male(at)):
                continue
            score = fit - FAR * distance + 0.001 * at
            titled = tree.labels[at] in ("flat", "appos") and tree.tags[tree.heads[at]] == "NOUN"
            if tree.labels[tree.heads[at] if titled else at] in ("nsubj", "nsubj:pass"):
                score += SUBJECT
                if self._speaks(tree.heads[at]):
                    score += SPEAKER
            elif tree.case(at) in tree.grammar.according:
                score += SPEAKER
            if score > points:
                best, points = entity, score
        return best

    def _fits(self, entity: Entity, wanted: str, things: bool) -> float | None:
        """How well an entity suits, or None when it can't be meant."""
        if wanted == "p":
            return 1.0 if entity.plural else 0.0 if entity.kind == "country" and things else None
        if wanted == "n":
            return 1.0 if entity.kind == "body" and not entity.plural else 0.5 if entity.kind == "country" else None
        if entity.kind == "person":
            if entity.gender is None:
                return 0.5 if wanted == "m" else -1.0
            return 1.0 if entity.gender == wanted else None
        if things and not entity.plural and entity.kind == "body":
            # "het leger … zijn verliezen", "de beweging … haar verliezen"
            return None if wanted == "f" and entity.gender == "n" else 0.0
        return 0.0 if things and wanted == "m" and entity.kind == "country" else None

    def _male(self, token: int) -> bool:
        """Whether a noun can't be a "she": "broer", "woordvoerder" can."""
        tree = self.tree
        word = tree.words[token]
        male = tree.tags[token] == "NOUN" and word.endswith(tree.grammar.male_endings)
        return male and not word.endswith(tree.grammar.female_endings)

    def _inside(self, token: int, other: int) -> bool:
        """A possessive isn't its own noun ("zijn commandant"), a subject no other argument of its verb."""
        return other in (self.tree.heads[token], token)

    # ------------------------------------------------------------------ grammar

    def _subject_of(self, token: int) -> Entity | None:
        """The subject of the clause that a possessive stands in, when it comes before it."""
        tree, node = self.tree, self.tree.heads[token]
        for _ in range(8):
            for child in tree.children[node]:
                if tree.labels[child] in ("nsubj", "nsubj:pass") and child < token and child != token:
                    entity = self._entity_at(child)
                    if entity is not None and not entity.plural:
                        return entity
            if tree.heads[node] == node:
                return None
            node = tree.heads[node]
        return None

    def _entity_at(self, token: int) -> Entity | None:
        return next((e for e in self.discourse.entities if token in e.tokens), None)

    def _plural_verb(self, token: int) -> bool:
        """Whether "ze" has a plural verb; as an object it is taken for a plural."""
        tree = self.tree
        if tree.labels[token] not in ("nsubj", "nsubj:pass"):
            return True
        verb = tree.heads[token]
        auxiliaries = [c for c in tree.children[verb] if tree.labels[c] in ("aux", "aux:pass", "cop")]
        finite = auxiliaries[0] if auxiliaries else verb
        return tree.words[finite].endswith(tree.grammar.plural_endings)

    def _agentive(self, token: int) -> bool:
        """Whether "het" is a subject that does something, not the "het" of "het regent"."""
        tree = self.tree
        verb = tree.heads[token]
        return (
            tree.labels[token] == "nsubj" and tree.tags[verb] == "VERB" and tree.doc[verb].lemma_ not in self.expletive
        )

    def _speaks(self, verb: int) -> bool:
        tree = self.tree
        return tree.tags[verb] in ("VERB", "AUX") and tree.doc[verb].lemma_.replace("_", "") in self.speech
