"""Who the clause of a figure is about: its subject by the tree, or by the order of the words where the parse erred."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.reading.claim import Party
from sayso.reading.figures import Figure
from sayso.reading.syntax import antecedent, children, is_passive, predicate, subject
from sayso.reading.whom import Whom


class Clauses:
    """Subjects of the figures of one document."""

    def __init__(self, whom: Whom) -> None:
        self._whom = whom
        self._doc = whom.doc
        self._grammar = whom.grammar

    def party(self, figure: Figure) -> Party | None:
        """Who the clause is about, unless that only tells the figure: "hij telt 26 schepen" has none of them."""
        who = self.subject(figure)
        if who is None:
            return self.gapped(figure)
        return self._whom.party(who, figure) if not self.telling(who, figure) else None

    def telling(self, who: Token, figure: Figure) -> bool:
        """Whether a subject is the speaker, and its verb one of saying: "de minister hield het op zestig"."""
        if who.head not in (figure.verb, predicate(figure.mention.token)):
            return False
        return self._whom.tells_of(who.head) or (figure.told_by(who) and self._whom.tells(who.head))

    def gapped(self, figure: Figure) -> Party | None:
        gap = self.gap(figure)
        return self._whom.party(gap, figure) if gap is not None else None

    def gap(self, figure: Figure) -> Token | None:
        """ "de Russen 10.000, de Oekraïners hooguit tweeduizend": the name before a figure whose verb is left out."""
        sentence = self._doc[figure.mention.token.sent.start : figure.mention.token.i]
        before = [t for t in sentence if t.idx < figure.mention.start and not t.is_space]
        if len(before) < 3 or not (before[-1].pos_ in ("NOUN", "PROPN", "PRON") or before[-1].text[:1].isupper()):
            return None
        if before[-1].dep_ in ("nmod", "obl", "flat"):
            return None
        opens = before[-2] if before[-2].pos_ != "DET" else before[-3]
        pronoun = before[-1].pos_ == "PRON"
        party = self._whom.party(before[-1], figure) if pronoun else self._whom.actors.party(before[-1])
        named = self._whom.fighting(party)
        return before[-1] if named is not None and opens.lower_ in self._grammar.and_but else None

    def subject(self, figure: Figure) -> Token | None:
        """Who the figure's clause is about, itself apart: by the tree, or else the nearest subject before it."""
        verb, token = figure.verb, figure.mention.token
        if (gap := self.gap(figure)) is not None:
            return gap
        heads = [verb, predicate(token)] if verb is not None else [predicate(token)]
        for clause in heads:
            head = clause
            for _ in range(3):
                who = subject(head)
                if who is not None and not figure.counts(who):
                    return who
                if who is not None and (fired := self._launcher(head)) is not None:
                    return fired
                if (told := self._misplaced(head)) is not None:
                    return told
                if head.dep_ not in ("xcomp", "conj", "acl:relcl", "acl", "cop", "aux") and not self._going_on(head):
                    break
                head = head.head
        governors = [verb, token.head, predicate(token)]
        # "heeft 300 doden geleden en tien tanks verloren": the parse may tie the second verb to what the first counts.
        counted = figure.mention.noun or token
        governors += [c for c in children(counted, "conj") if c.pos_ == "VERB" and c.i > token.i]
        for before in reversed(self._doc[token.sent.start : token.i]):
            if before.dep_ in ("nsubj", "nsubj:pass") and not figure.counts(before) and before.head in governors:
                return antecedent(before)
        return None

    def _going_on(self, verb: Token) -> bool:
        """ "…, killing 17": what the subject of the clause before did by it."""
        loose = self._grammar.apart and verb.dep_ == "advcl" and verb.lower_.endswith("ing")
        return loose and not any(c.dep_ == "mark" for c in verb.children) and not is_passive(verb.head)

    def _launcher(self, verb: Token) -> Token | None:
        """ "de drones die Moskou lanceerde": what is launched launches nothing, whatever the parse says."""
        if self._grammar.apart or verb.dep_ != "acl:relcl" or not self._whom.has(verb, "launching") or is_passive(verb):
            return None
        named = (c for c in children(verb, "nsubj", "obj") if c.lower_ not in self._grammar.relative)
        return next((c for c in named if c.pos_ in ("PROPN", "NOUN") and c.i < verb.i), None)

    def _misplaced(self, verb: Token) -> Token | None:
        """ "Het leger heeft 500 man verloren, stelt Kyiv": the parse may give both subjects to "stelt"."""
        if verb.dep_ not in ("ccomp", "parataxis", "advcl") or verb.head.i < verb.i:
            return None
        subjects = list(children(verb.head, "nsubj"))
        return subjects[0] if len(subjects) > 1 and subjects[0].i < verb.i < subjects[1].i else None
