"""Whom a figure happened to, and who did it.

Each role that a frame names (the counted noun, the subject, the receiver …) is a short list of levels, tried in order;
the first that yields a side decides, and its name is the rule that `sayso why` prints. What a figure's own words don't
say is taken from its neighbours: the figure that it is coordinated with or a subset of, the enemy of whoever did it,
the speaker's enemy, the last figure of the same family in the paragraph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sayso.language.lexicon import lexicon
from sayso.packs import Pack
from sayso.reading.actors import Actors
from sayso.reading.claim import Party, Speaker
from sayso.reading.kinds import Measure
from sayso.reading.quantities import Mention
from sayso.reading.syntax import by_agent, case, children, conjuncts_before, is_passive, objects, oblique, predicate, subject

LOSSES = frozenset({"killed", "wounded", "captured", "missing", "casualties", "equipment_loss", "unit_loss", "damage", "retreat"})
PEOPLE = frozenset({"killed", "wounded", "captured", "missing", "casualties", "displaced", "population"})
GAINS = frozenset({"advance", "control"})


@dataclass(frozen=True, slots=True)
class Found:
    """A party and the name of the rule that found it."""

    party: Party
    rule: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the figures before this one were found to be: a neighbour to take a missing party from."""

    mention: Mention
    kind: str
    affected: Party | None
    agent: Party | None
    paragraph: int
    sentence: int


class Parties:
    """Finds the parties of the figures of one document, in the order of the text."""

    def __init__(self, actors: Actors, pack: Pack, language: str = "nl") -> None:
        self._actors = actors
        self._pack = pack
        self._words = lexicon(language, "parties")

    # ------------------------------------------------------------------ the two slots

    def affected(
        self, mention: Mention, measure: Measure, agent: Found | None, source: tuple[Speaker, ...], earlier: list[Earlier], here: Earlier
    ) -> Found | None:
        """Whom it happened to, or None where nothing says so."""
        trigger = measure.trigger
        role = trigger.frame.affected if trigger else "counted"
        if measure.kind == "intercepted":
            role = "launcher"
        elif measure.kind == "attack":
            role = "target"
        elif measure.kind == "supply":
            role = "receiver"
        elif measure.kind == "position":
            role = "subject"
        elif measure.kind in ("killed", "wounded", "casualties", "captured", "missing", "equipment_loss", "damage") and role not in (
            "subject", "object", "indirect", "counted",
        ):  # fmt: skip
            role = "object"
        levels: dict[str, list[tuple[str, Callable[[], Party | None]]]] = {}
        own = ("of what is counted", lambda: self._counted(mention))
        phrase = ("named beside the figure", lambda: self._beside(mention, measure))
        sibling = ("as the figure it goes on from", lambda: self._sibling(mention, measure, earlier, here))
        enemy = ("enemy of who did it", lambda: self._enemy(agent.party) if agent else None)
        subj = ("subject of the verb", lambda: self._subject(measure))
        obj = ("object of the verb", lambda: self._object(measure))
        foe = ("enemy of the speaker", lambda: self._speaker(source, enemy=True))
        same = ("the speaker's own side", lambda: self._speaker(source, enemy=False))
        last = ("as the figure before", lambda: self._last(measure, earlier, here))
        doer = ("who did it", lambda: agent.party if agent else None)
        people = ("people outside the fighting", lambda: self._civilians(mention, measure))
        levels["counted"] = [own, phrase, sibling, enemy, obj, subj, people, last, foe]
        levels["object"] = [own, phrase, obj, sibling, enemy, people, last, foe]
        levels["subject"] = [subj, own, phrase, sibling, doer, last, foe if measure.kind in LOSSES else same]
        levels["indirect"] = [("object of the verb", lambda: self._indirect(measure, mention)), own, phrase, sibling, same]
        levels["owner"] = [own, phrase, subj, doer, sibling, last, same]
        levels["receiver"] = [("receiver", lambda: self._receiver(mention, measure, agent)), sibling, ("aided side", lambda: self._aided(agent)), last]
        levels["mover"] = [obj, own, subj, phrase, enemy, sibling, last]
        levels["holder"] = [("holder", lambda: self._holder(measure)), doer, subj, sibling, last, same]
        levels["target"] = [("target", lambda: self._target(mention, measure)), enemy, sibling, last, foe]
        levels["launcher"] = [own, enemy, phrase, sibling, last]
        for rule, level in levels[role]:
            party = level()
            if party is not None and party.side is not None:
                return Found(party, rule)
        return None

    def agent(self, mention: Mention, measure: Measure, earlier: list[Earlier], here: Earlier) -> Found | None:
        """Who did it, where the text says so."""
        trigger = measure.trigger
        if trigger is None:
            return None
        for rule, level in (
            ("who does it", lambda: self._doer(mention, measure)),
            ("whose act it is", lambda: self._act(measure)),
            ("as the figure it goes on from", lambda: self._sibling_agent(mention, measure, earlier, here)),
        ):
            party = level()
            if party is not None and party.side is not None:
                return Found(party, rule)
        return None

    # ------------------------------------------------------------------ levels

    def _party(self, token: Token | None) -> Party | None:
        if token is None:
            return None
        party = self._actors.party(token)
        return party if party is not None and party.side is not None else None

    def _counted(self, mention: Mention) -> Party | None:
        noun = mention.noun
        if noun is None:
            of = oblique(mention.token, "van", "onder", "bij")
            return self._party(of)
        return self._party(noun) or self._party(oblique(noun, "van", "uit"))

    def _beside(self, mention: Mention, measure: Measure) -> Party | None:
        """ "aan Oekraïense kant", "bij de Russen", "de verliezen van Wagner": a phrase in the figure's clause."""
        sides = self._words["side_nouns"]
        clause = predicate(mention.token)
        near = [t for t in clause.subtree if abs(t.i - mention.token.i) < 25]
        near.sort(key=lambda t: abs(t.i - mention.token.i))
        for token in near:
            if token.lower_ in sides and (party := self._party(token)):
                return party
        trigger = measure.trigger
        if trigger is not None and trigger.form == "noun":
            return self._party(oblique(trigger.token, "van", "onder", "bij", "aan")) or self._party(trigger.token)
        return None

    def _subject(self, measure: Measure) -> Party | None:
        trigger = measure.trigger
        if trigger is None or trigger.form == "noun":
            return None
        verb = trigger.token if trigger.token.pos_ in ("VERB", "AUX") else predicate(trigger.token)
        return self._party(subject(verb))

    def _object(self, measure: Measure) -> Party | None:
        trigger = measure.trigger
        if trigger is None or trigger.form == "noun":
            return None
        verb = trigger.token
        if is_passive(verb) or trigger.form == "adjective":
            return self._party(subject(verb))
        return next((p for o in objects(verb) if (p := self._party(o))), None)

    def _indirect(self, measure: Measure, mention: Mention) -> Party | None:
        assert measure.trigger is not None
        for obj in objects(measure.trigger.token):
            if obj.i != mention.token.i and (mention.noun is None or obj.i != mention.noun.i) and (party := self._party(obj)):
                return party
        return None

    def _sibling(self, mention: Mention, measure: Measure, earlier: list[Earlier], here: Earlier) -> Party | None:
        """Coordinated with, or part of, the figure before it in the same sentence (or begun with "Nog eens", "Onder hen")."""
        if not earlier:
            return None
        before = earlier[-1]
        if before.affected is None or not _family(before.kind, measure.kind):
            return None
        if before.sentence == here.sentence:
            return before.affected
        words = {t.lower_ for t in mention.token.sent[:4]} | {c.lower_ for c in mention.token.children}
        if before.sentence == here.sentence - 1 and words & set(self._words["goes_on"]):
            return before.affected
        return None

    def _sibling_agent(self, mention: Mention, measure: Measure, earlier: list[Earlier], here: Earlier) -> Party | None:
        if not earlier or earlier[-1].sentence != here.sentence or not _family(earlier[-1].kind, measure.kind):
            return None
        before = earlier[-1]
        linked = {t.i for t in conjuncts_before(mention.noun or mention.token)}
        shared = before.mention.token.i in linked or (before.mention.noun is not None and before.mention.noun.i in linked)
        same_verb = predicate(before.mention.token).i == predicate(mention.token).i
        return before.agent if shared or same_verb else None

    def _enemy(self, party: Party) -> Party | None:
        enemies = self._pack.opponents(party.side) if party.side else ()
        return Party(enemies[0], None, None, None, None, None) if enemies else None

    def _speaker(self, source: tuple[Speaker, ...], *, enemy: bool) -> Party | None:
        if not source or source[-1].side is None:
            return None
        speaker = source[-1]
        party = Party(speaker.side, speaker.actor, speaker.name, speaker.text, speaker.start, speaker.end)
        return self._enemy(party) if enemy else party if speaker.side in self._pack.core else None

    def _last(self, measure: Measure, earlier: list[Earlier], here: Earlier) -> Party | None:
        for before in reversed(earlier):
            if before.paragraph < here.paragraph - 1:
                return None
            if before.affected is not None and _family(before.kind, measure.kind):
                return before.affected
        return None

    def _civilians(self, mention: Mention, measure: Measure) -> Party | None:
        return None

    def _doer(self, mention: Mention, measure: Measure) -> Party | None:
        trigger = measure.trigger
        assert trigger is not None
        if trigger.form == "noun":
            return None
        verb = trigger.token
        if (agent := by_agent(verb)) is not None:
            return self._party(agent)
        if trigger.frame.agent != "subject" or is_passive(verb) or trigger.form == "adjective":
            return None
        doer = subject(verb)
        counted = {mention.token.i, mention.noun.i if mention.noun is not None else -1}
        return self._party(doer) if doer is not None and doer.i not in counted else None

    def _act(self, measure: Measure) -> Party | None:
        """The nationality of the attack in whose course it happened: "bij Russische beschietingen"."""
        trigger = measure.trigger
        assert trigger is not None
        acts = self._words["acts"]
        clause = predicate(trigger.token)
        for token in (trigger.token, *clause.subtree):
            if token.pos_ == "NOUN" and any(token.lower_.endswith(act) for act in acts):
                if token.i == trigger.token.i or case(token) in ("bij", "door", "na", "tijdens", "in"):
                    return self._party(next(children(token, "amod"), None)) or self._party(oblique(token, "van", "door"))
        return None

    def _receiver(self, mention: Mention, measure: Measure, agent: Found | None) -> Party | None:
        trigger = measure.trigger
        if trigger is None:
            return None
        heads = [trigger.token, *([mention.noun] if mention.noun is not None else [])]
        for head in heads:
            for cases in (("aan",), ("voor",), ("naar",)):
                if party := self._party(oblique(head, *cases)):
                    return party
        if trigger.form == "verb" and trigger.token.lemma_ in self._words["receiving"]:
            return self._party(subject(trigger.token))
        return next((p for o in children(trigger.token, "iobj") if (p := self._party(o))), None)

    def _aided(self, agent: Found | None) -> Party | None:
        side = self._pack.aided(agent.party.side if agent else None)
        return Party(side, None, None, None, None, None) if side else None

    def _holder(self, measure: Measure) -> Party | None:
        trigger = measure.trigger
        if trigger is None:
            return None
        clause = predicate(trigger.token)
        for token in clause.subtree:
            if token.lower_ in self._words["holding_nouns"] and (party := self._party(token) or self._party(oblique(token, "van"))):
                return party
        if (agent := by_agent(trigger.token)) is not None:
            return self._party(agent)
        return None

    def _target(self, mention: Mention, measure: Measure) -> Party | None:
        trigger = measure.trigger
        if trigger is None:
            return None
        for head in (trigger.token, mention.noun):
            if head is not None:
                for cases in (("op", "tegen"), ("richting", "naar")):
                    if party := self._party(oblique(head, *cases)):
                        return party
        return self._object(measure) if trigger.form == "verb" and trigger.frame.name == "striking" else None


def _family(a: str, b: str) -> bool:
    """Whether two kinds may share a victim: both of people, both of losses, both of ground, or the same."""
    return a == b or any(a in family and b in family for family in (LOSSES, PEOPLE, GAINS, {"supply", "deployment"}, {"attack", "intercepted"}))


def with_side(party: Party, side: str) -> Party:
    """The same mention, of another side."""
    return replace(party, side=side)
