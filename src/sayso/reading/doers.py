"""Who did what a figure counts: who killed, struck, took the ground, gave the weapons, where the text says so."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.reading.claim import Party
from sayso.reading.figures import PEOPLE, THINGS, Figure, inferred, lends
from sayso.reading.own_words import OwnWords, same
from sayso.reading.syntax import SUBJECTS, by_agent, case, children, is_passive, oblique, predicate
from sayso.reading.targets import Targets
from sayso.reading.whom import Whom

NOMINAL = frozenset({"acl", "amod", "nmod", "obl", "obj", "nsubj", "appos"})  # "of those killed"
STRUCK = frozenset({"place", "building", "unit"})  # what is fired at, not what is fired: "200 targets"
INFLICTED = PEOPLE | THINGS | {"attack", "displaced"}


class Doers:
    """Levels that find the doer of a figure."""

    def __init__(self, whom: Whom, own: OwnWords, targets: Targets) -> None:
        self._whom = whom
        self._own = own
        self._targets = targets
        self._clauses = own.clauses
        self._words = whom.words
        self._grammar = whom.grammar

    def does_it(self, figure: Figure) -> Party | None:
        """The subject of an active verb, the "door" of a passive one, whoever an infinitive leaves out."""
        trigger, verb, whom = figure.measure.trigger, figure.verb, self._whom
        if trigger is None:
            return self._in_turn(figure)
        if verb is None:
            return None
        if trigger.form == "noun":
            if trigger.frame.name == "being-captive" and whom.has(verb, "seizing") and not is_passive(verb):
                return self._clauses.party(figure)  # "took 250 hostages"
            return self._carries_out(trigger.token, verb, figure)
        if (agent := by_agent(verb)) is not None and agent.lower_ not in self._words["reckonings"]:
            return self._of_act(agent, figure) if whom.act(agent) else whom.party(agent, figure)
        if (accused := self._accused(verb)) is not None:
            return whom.party(accused, figure)
        if trigger.token == figure.mention.noun:
            return None  # "spoke of 46,000 killed": who speaks killed nobody
        perfect = {c.lemma_ for c in children(verb, "aux", "aux:pass")}
        if self._whom.has(verb, "losing") or (figure.kind == "supply" and self._whom.has(verb, "given")):
            return None
        active = trigger.frame.agent == "subject" and trigger.form != "adjective"
        if perfect & self._grammar.have and any(figure.counts(c) for c in children(verb, "obj")):
            active = figure.kind in INFLICTED or trigger.frame.agent == "subject"  # "heeft 12 strijders gedood"
        if not active or is_passive(verb):
            return None
        if figure.kind == "attack" and (self._targets.repelled(figure) or whom.has(verb, "undergoing")):
            return None  # who beat the attacks back, or got the missiles, didn't send them
        subjects = [figure.counts(c) for c in children(verb, *SUBJECTS)]
        if trigger.frame.affected == "object" and subjects == [True] and perfect & self._grammar.undergone:
            return None  # "twee bataljons zijn ontbonden": what is counted undergoes it
        if figure.kind == "retreat" and perfect & self._grammar.perfect_be:
            return None  # "zijn teruggedrongen"
        doer = self._clauses.subject(figure)
        if doer is not None:
            if whom.act(doer) and whom.party(doer, figure) is None:
                return self._of_act(doer, figure)  # "an air strike by the army killed 100 people"
            return whom.party(doer, figure) if not self._clauses.telling(doer, figure) else None
        before = self._whom.doc[verb.i - 1] if verb.i else verb
        if self._grammar.apart and verb.dep_ == "acl" and whom.act(before):
            return self._of_act(before, figure)  # "Israeli strikes killed 45 people, medics said": no participle
        if any(c.lower_ in self._grammar.infinitive for c in verb.children):
            return whom.speaker(figure)  # "beweert driehonderd aanvallers te hebben gedood"
        return self._clauses.gapped(figure)

    def _accused(self, verb: Token) -> Token | None:
        """ "accused the rebels of killing 30 villagers": whoever is accused did it."""
        if verb.dep_ not in ("advcl", "xcomp", "ccomp", "acl") or not self._whom.has(verb.head, "accusing"):
            return None
        return next((o for o in children(verb.head, "obj", "nsubj:pass")), None)

    def _in_turn(self, figure: Figure) -> Party | None:
        """ "de Russen schieten er 10.000 per dag af, de Oekraïners tweeduizend": the verb is left out."""
        before = figure.before
        if before is None or before.agent is None or (before.sentence, before.kind) != (figure.sentence, figure.kind):
            return None
        return self._clauses.gapped(figure)

    def _carries_out(self, noun: Token, verb: Token, figure: Figure) -> Party | None:
        """ "voerden twaalf luchtaanvallen uit", "bestookte de stad met 40 raketten": whoever carries it out does it."""
        carried = (
            figure.kind == "attack"
            and (noun.dep_ == "obj" or case(noun) in self._grammar.with_)
            and not is_passive(verb)
        )
        if not carried or self._whom.has(verb, "suffering") or self._targets.repelled(figure):
            return None
        return self._whom.at_war(self._clauses.party(figure))

    def act(self, figure: Figure) -> Party | None:
        """Whose attack it was or in the course of: "bij Russische beschietingen"; or whose missiles they are."""
        trigger, noun, whom = figure.measure.trigger, figure.mention.noun, self._whom
        fired = figure.kind == "attack" and figure.mention.unit not in STRUCK
        if fired and noun is not None and (party := whom.party(noun, figure) or whom.arms(noun)):
            return party
        for token in self._own.around(figure):
            if not whom.act(token) or (figure.kind == "intercepted" and token.head == figure.mention.token):
                continue  # "30 of 40 Ukrainian drones were downed": not by those who sent them
            counted = trigger is not None and token == trigger.token
            if not (counted or self._case(token) in self._words["act_cases"] or self._acts(token, figure)):
                continue
            if party := self._of_act(token, figure):
                return party
        return None

    def _of_act(self, token: Token, figure: Figure) -> Party | None:
        named = [next(children(token, "amod"), None), oblique(token, *self._grammar.of, *self._grammar.by)]
        if self._grammar.apart:
            named += [*children(token, "amod", "compound", "nmod:poss"), *map(by_agent, children(token, "acl"))]
        return next((p for t in named if (p := self._whom.party(t, figure))), None)

    @staticmethod
    def _case(act: Token) -> str:
        """The adposition of an act, also where the parse ties it to what stands before: "in this morning's raid"."""
        before = (case(c) for c in children(act, "nmod", "nmod:poss") if c.i < act.i)
        return case(act) or next(filter(None, before), "")

    def _acts(self, act: Token, figure: Figure) -> bool:
        """ "seven died when a drone hit a bus", "a strike left 15 dead": an attack that is the subject of a clause."""
        if not self._grammar.apart or figure.kind not in INFLICTED - {"attack", "captured"}:
            return False
        return act.dep_ == "nsubj" and (act.head.dep_ == "advcl" or act.i < figure.mention.token.i)

    def by_fire(self, figure: Figure) -> bool:
        """Whether people were hit by shells, by a strike: the subject of what happened is no fighter but fire."""
        who = self._clauses.subject(figure) if self._grammar.apart and figure.kind in PEOPLE else None
        return who is not None and self._whom.act(who) and not self._whom.soldierly(figure)

    def shared(self, figure: Figure) -> Party | None:
        """The doer of the figure before it, in the same clause."""
        before = figure.before
        if before is None or before.sentence != figure.sentence or not lends(before, figure):
            return None
        if self._whom.exchanged(figure):
            return None
        if before.agent is not None and (other := self._clauses.gapped(figure)) is not None:
            return other  # "Hamas frees 50 women, and Israel 150 prisoners"
        return before.agent if predicate(before.mention.token) == predicate(figure.mention.token) else None

    def attack_before(self, figure: Figure) -> Party | None:
        """Of the victims of an attack told before, in the same paragraph: whoever made that attack."""
        if figure.kind not in INFLICTED - {"attack", "captured"} or self._by_others(figure):
            return None
        for before in reversed(figure.earlier):
            if before.paragraph != figure.paragraph or before.sentence < figure.sentence - 2:
                break
            if before.kind in INFLICTED:
                return before.agent
        start = figure.mention.token.sent.start
        for token in self._whom.doc[start - 1].sent if start > 0 else ():
            if self._whom.act(token) and (party := self._of_act(token, figure)):
                return party
        return None

    def _by_others(self, figure: Figure) -> bool:
        """Whether its own words say who did it, though not on which side they are: "Gunmen killed nine of them".

        A body without a side, "the army", may well be that of the attack before.
        """
        trigger, verb = figure.measure.trigger, figure.verb
        if trigger is None or verb is None or trigger.frame.agent != "subject" or trigger.form != "verb":
            return False
        undergone = trigger.token == figure.mention.noun or verb.dep_ in NOMINAL or is_passive(verb)
        doer = by_agent(verb) if undergone else self._clauses.subject(figure)
        if doer is None or self._whom.act(doer) or figure.counts(doer):
            return False
        return not self._whom.body(doer) and self._whom.group(doer) != "civilian"

    def gains(self, figure: Figure, affected: Party | None) -> Party | None:
        """Ground gained: by who gained it."""
        return affected if figure.kind == "advance" else None

    def tells_of_enemy(self, figure: Figure, affected: Party | None) -> Party | None:
        """Losses of the enemy that an army reports are its side's doing; the spokesman himself shot nobody."""
        speaker = self._whom.speaker(figure)
        inflicted = figure.kind in (INFLICTED | {"intercepted"}) - {"displaced", "attack"}
        if speaker is None or speaker.side is None or not inflicted or figure.denied or not self._whom.military(figure):
            return None
        return inferred(speaker.side) if self._whom.opposed(speaker, affected) else None

    def fires(self, figure: Figure, affected: Party | None) -> Party | None:
        """Who shelled, drove back or took prisoner a side at war: its enemy."""
        driven = figure.kind == "retreat" and figure.verb is not None and self._whom.has(figure.verb, "driving")
        if figure.kind not in ("attack", "captured", "intercepted") and not driven:
            return None
        enemy = self._whom.enemy(self._whom.fighting(affected), armed=True)
        return enemy if not same(enemy, affected) else None
