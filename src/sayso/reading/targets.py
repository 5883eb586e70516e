"""At whom something was fired: who is struck, whose town is shelled, who beat the attack back."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.reading.claim import Party
from sayso.reading.figures import Figure, inferred
from sayso.reading.own_words import OwnWords, same
from sayso.reading.syntax import by_agent, children, is_passive, objects, oblique, subject
from sayso.reading.whom import Whom


class Targets:
    """Levels that find the target of a figure of attacks, by the words of its own sentence."""

    def __init__(self, whom: Whom, own: OwnWords) -> None:
        self._whom = whom
        self._own = own
        self._clauses = own.clauses
        self._words = whom.words
        self._grammar = whom.grammar

    def target(self, figure: Figure) -> Party | None:
        """At whom it was fired: "op Oekraïne", "richting Israël"; who beat the attacks back; who was struck."""
        trigger, verb, whom = figure.measure.trigger, figure.verb, self._whom
        if verb is not None and whom.has(verb, "undergoing"):
            return whom.party(self._clauses.subject(figure), figure)
        if self.repelled(figure):
            return whom.fighting(self._clauses.party(figure)) or whom.speaker(figure)
        if trigger is None:
            return None
        if trigger.frame.name == "under-fire":
            return self._own.counted(figure)
        of_whom = trigger.frame.name == "striking" and trigger.form == "noun"
        if of_whom and (party := whom.party(oblique(trigger.token, *self._grammar.of), figure)):
            return party  # "twaalf doelen van de SDF"
        for head in (trigger.token, figure.mention.noun, verb):
            for cases in (self._grammar.targets, self._grammar.towards):
                party = whom.party(oblique(head, *cases), figure) if head is not None else None
                party = party or whom.at_sea(figure.doer, oblique(head, *cases) if head is not None else None)
                if party is not None and not same(party, figure.doer):
                    return party
        if (party := self._shelled_place(figure, trigger.token, verb)) is not None:
            return party
        if figure.mention.unit in ("place", "building") and (hit := whom.party(figure.mention.noun, figure)):
            return hit if not same(hit, figure.doer) else None  # "bombed two Cambodian positions"
        if trigger.frame.name in ("striking", "attacking") and trigger.form == "verb" and verb is not None:
            if verb.dep_ == "acl" and by_agent(verb) is not None:
                return whom.party(verb.head, figure)  # "Israel, hit by one missile, …"
            if is_passive(verb):
                return whom.party(subject(verb), figure)
            struck = (p for o in objects(verb) if (p := whom.party(o, figure)) and not same(p, figure.doer))
            return next(struck, None)
        return None

    def _shelled_place(self, figure: Figure, act: Token, verb: Token | None) -> Party | None:
        """ "Three bombs fell on Kharkiv", "Kherson was shelled 74 times": the side whose town it is."""
        if not self._grammar.apart:
            return None
        hit = [oblique(head, *self._grammar.targets) for head in (act, verb) if head is not None]
        trigger = figure.measure.trigger
        under = trigger is not None and any(
            t.lower_ in self._words["under"] for t in trigger.words
        )  # "came under fire"
        if verb is not None and (is_passive(verb) or under):
            hit.append(subject(verb))
        named = (n for t in hit if t is not None for n in (t, *children(t, "compound")))  # "on Hodeidah port"
        towns = (t for t in named if t.ent_type_ == "LOC")
        party = next((inferred(side) for t in towns if (side := self._whom.actors.place_side(t.text))), None)
        ours = figure.doer is not None and not self._whom.opposed(party, figure.doer)
        return party if not ours else None

    def repelled(self, figure: Figure) -> bool:
        """Whether the attacks counted were beaten back."""
        if self._partly_downed(figure):
            return True
        return any(t.lower_ in self._words["repelled"] or self._beats_off(t) for t in self._own.around(figure))

    def _partly_downed(self, figure: Figure) -> bool:
        """ "shot down six of eight drones launched at X": whoever does that sent none of the eight."""
        whole = figure.mention.noun
        part = whole.head if whole is not None and whole.dep_ == "nmod" else None
        if part is None or part.pos_ != "NUM" or part.dep_ != "obj" or is_passive(part.head):
            return False
        verb, particle = part.head, next((c.lower_ for c in children(part.head, "compound:prt")), "")
        return f"{verb.lemma_.lower()} {particle}".strip() in self._words.get("downing", ())

    def _beats_off(self, verb: Token) -> bool:
        """ "sloeg twaalf aanvallen af": not every blow is one."""
        off = (c for c in children(verb, "compound:prt") if c.lower_ in self._grammar.off)
        return verb.lower_ in self._words["beating"] and next(off, None) is not None
