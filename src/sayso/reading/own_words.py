"""Whose a figure is by the words of its own sentence: who loses, what is counted, in whose hands, fired at whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sayso.reading.claim import Party
from sayso.reading.clauses import Clauses
from sayso.reading.figures import FIRE, MEANS, PEOPLE, THINGS, Figure, inferred
from sayso.reading.syntax import (
    by_agent,
    case,
    children,
    is_passive,
    objects,
    oblique,
    predicate,
)
from sayso.reading.whom import Whom

TOLLS = frozenset(
    {"dying", "killing", "wounding", "casualties"}
)  # nouns of these frames have their victims beside them
REACH = 25  # words on either side of a figure that its own clause may span


class OwnWords:
    """Levels that look at the sentence of the figure only."""

    def __init__(self, whom: Whom, clauses: Clauses) -> None:
        self._whom = whom
        self.clauses = clauses
        self._doc = whom.doc
        self._words = whom.words
        self._grammar = whom.grammar

    # ------------------------------------------------------------------ beside the figure

    def around(self, figure: Figure) -> list[Token]:
        """The tokens around a figure in its sentence, nearest first."""
        token = figure.mention.token
        near = (t for t in token.sent if abs(t.i - token.i) < REACH and not t.is_space)
        return sorted(near, key=lambda t: (abs(t.i - token.i), t.i))

    def both(self, sentence: Span | None) -> Party | None:
        """ "aan beide kanten", "beide partijen"."""
        both = self._words["both"]
        for token in sentence or ():
            if token.lower_ in both:
                after = self._doc[token.i + 1 : token.i + 3]
                if any(t.lower_ in self._words["side_nouns"] for t in after):
                    return self._whom.both_sides(token)
        return None

    def beside(self, figure: Figure) -> Party | None:
        """ "aan Oekraïense kant", "5.000 aan de Oekraïense", "Voor Oekraïne noemt hij …", "de verliezen van Wagner"."""
        own = self._left_out(figure) or self._side_noun(figure) or self._fronted(figure)
        return own or self._of_the_toll(figure) or self._of_number(figure) or self._of_estimated(figure)

    def _left_out(self, figure: Figure) -> Party | None:
        """ "5.000 aan de Oekraïense": the noun is left out."""
        noun, words = figure.mention.noun, self._words
        end = noun.i + 1 if noun is not None else figure.mention.token.i + 1
        while end < len(self._doc) and self._doc[end].idx < figure.mention.end:
            end += 1
        if end + 1 >= len(self._doc) or self._doc[end].lower_ not in words["side_cases"]:
            return None
        named = ("ADJ", "PROPN") if self._grammar.apart else ("ADJ",)  # "400,000 for Ukraine"
        parties = (self._whom.party(t, figure) for t in self._doc[end + 1 : end + 3] if t.pos_ in named)
        return next((p for p in parties if self._whom.fighting(p)), None)

    def _side_noun(self, figure: Figure) -> Party | None:
        words, start = self._words, figure.mention.token.i
        for token in self.around(figure):
            if token.lower_ not in words["side_nouns"] or figure.told_by(token):
                continue
            nearby = [t.lower_ for t in self._doc[max(0, token.i - 3) : token.i]]
            if nearby and nearby[-1] in words["first_person"] | words["possessives"]:
                continue  # "van zijn kant" is no side
            if token.i > start and not self._reaches(figure, token):
                continue  # another figure stands nearer to it
            if any(word in words["own"] for word in nearby):
                return self._whom.speaker(figure)
            owner = token.head.head if token.dep_ == "fixed" else oblique(token, *self._grammar.of)
            if owner is not None:
                if party := self._whom.fighting(self._whom.party(owner, figure)):
                    return party  # "aan de kant van de Houthi's"
                continue
            if party := self._whom.party(token, figure):
                return party
        return None

    def _reaches(self, figure: Figure, token: Token) -> bool:
        """Whether no other figure stands between; "30 doden en 12 gewonden in eigen gelederen" share the noun."""
        between = self._doc[figure.mention.token.i + 1 : token.i]
        if any(t.pos_ == "SCONJ" for t in between):
            return False
        other = next((t.i for t in between if t.pos_ == "NUM" and t.idx >= figure.mention.end), None)
        if other is None:
            return True
        return all(t.pos_ not in ("ADP", "PUNCT", "VERB", "AUX") for t in between if t.i < other)

    def _fronted(self, figure: Figure) -> Party | None:
        """ "Voor Oekraïne noemt hij 70.000 doden"."""
        first = next((t for t in figure.mention.token.sent if not t.is_punct and not t.is_space), None)
        if first is None or first.lower_ not in self._words["fronted_cases"] or first.head == first:
            return None
        if first.head.i >= figure.mention.token.i or self._whom.act(first.head):
            return None
        return self._whom.fighting(self._whom.party(first.head, figure))

    def _of_the_toll(self, figure: Figure) -> Party | None:
        """ "de verliezen van Wagner", "het Russische dodental"."""
        trigger = figure.measure.trigger
        if trigger is None or trigger.form != "noun" or trigger.frame.name not in TOLLS:
            return None
        if trigger.token == figure.mention.noun:
            return None
        beside = oblique(trigger.token, *self._grammar.toll_of)
        return self._whom.party(beside, figure) or self._whom.party(trigger.token, figure)

    def _of_number(self, figure: Figure) -> Party | None:
        """ "het aantal Israëlische militairen dat is omgekomen, komt op 219": the noun stands with "aantal"."""
        if figure.mention.noun is not None:
            return None
        node = predicate(figure.mention.token)
        for _ in range(3):
            for head in children(node, "nsubj", "nsubj:pass"):
                if head.lower_ in self._words["numbers_of"] and head.i < figure.mention.token.i:
                    of = next(children(head, "nmod"), None)
                    return self._whom.party(of, figure) if of is not None else None
            node = node.head
        return None

    def _of_estimated(self, figure: Figure) -> Party | None:
        """ "schat de Russische verliezen op duizenden doden": what the verb says a figure of."""
        verb = predicate(figure.mention.token)
        told = [t for t in (*objects(verb), *children(verb, "nsubj:pass")) if t.lower_ in self._words["tolls"]]
        return next(self._parties(told, figure), None) or self._of_toll_before(figure)

    def _of_toll_before(self, figure: Figure) -> Party | None:
        """ "Kyiv hides its own losses, but Zelensky spoke of 46,000 killed": whose toll the sentence speaks of."""
        if figure.kind not in PEOPLE:
            return None
        for token in reversed(self._doc[figure.mention.token.sent.start : figure.mention.token.i]):
            if token.pos_ == "NUM":
                return None  # that toll has its figure
            if token.lower_ in self._words["tolls"] and not figure.counts(token):
                return self._whom.fighting(self._whom.party(token, figure))
        return None

    # ------------------------------------------------------------------ what is counted

    def counted(self, figure: Figure) -> Party | None:
        """Whose the counted noun is: "Russische militairen", "soldaten van Assad", "twee compagnieën Russen"."""
        noun, whom = figure.mention.noun, self._whom
        if noun is None:
            of = oblique(figure.mention.token, *self._grammar.counted_of)
            if of is not None and self._grammar.apart and of.pos_ == "PRON":
                return self._of_them(of, figure) or whom.party(self._about(figure), figure)
            if (told := self._predicated(figure.mention.token)) is not None:
                return whom.party(told, figure)
            return whom.party(of, figure) or whom.party(self._about(figure), figure)
        if self._grammar.apart and noun.pos_ == "PRON" and (party := self._of_them(noun, figure)) is not None:
            return party  # "102 of them rebels"
        if noun.pos_ == "PRON" and (them := self._just_counted(figure)) is not None:
            return them
        if noun.lower_ in self._words["peacekeepers"]:
            mine = whom.party(noun, figure)
            verb = figure.verb
            if mine is None and verb is not None and (whom.has(verb, "having") or figure.kind in MEANS):
                mine = self.clauses.party(figure)  # "Russia, which has 2,000 peacekeepers there"
            states = mine is not None and mine.side in whom.pack.sides and mine.side not in ("UN", "civilians")
            return mine if states else inferred("UN")
        if figure.kind in THINGS | FIRE and (party := whom.arms(noun) or self._launched(noun, figure)):
            return party
        party = whom.party(noun, figure) or whom.party(oblique(noun, *self._grammar.counted_from), figure)
        if same(party, figure.doer) and whom.rule(noun) == "possessive" and figure.kind in PEOPLE | THINGS:
            return None  # "the army killed its chief and 20 of his men": not the army's
        if party is None:
            bare = (c for c in children(noun, "nmod", "appos", "flat", "compound") if not case(c) and c.i > noun.i)
            party = next((p for c in (*bare, self._about(figure)) if (p := whom.party(c, figure))), None)
        if party is None or (party.side == "civilians" and whom.soldierly(figure)):
            return None  # "32 jongens" of a platoon
        if whom.rule(noun) == "people of a country" and whom.civil_war(party.side) and not whom.soldierly(figure):
            return None  # "Jemenieten" are no party where Yemenis fight each other
        if party.side not in whom.pack.core and party.side != "civilians" and whom.group(noun) is None:
            return None if figure.kind in THINGS else party
        return party

    def _predicated(self, number: Token) -> Token | None:
        """ "nine were members of Hezbollah": what those counted are said to be."""
        told = number.head
        nominal = self._grammar.apart and number.dep_ == "nsubj" and told.pos_ in ("NOUN", "PROPN")
        return told if nominal and any(c.dep_ == "cop" for c in told.children) else None

    @staticmethod
    def _just_counted(figure: Figure) -> Party | None:
        """ "Vijfduizend inwoners werden geëvacueerd. Zes van hen kwamen om": the people counted just before."""
        before = figure.before
        near = before is not None and before.paragraph == figure.paragraph and before.sentence >= figure.sentence - 1
        return before.affected if before is not None and near and before.mention.unit == "person" else None

    def _of_them(self, pronoun: Token, figure: Figure) -> Party | None:
        """ "four of them Russians", "of whom 30 were rebels": of what was counted before, unless a noun follows."""
        behind = self._doc[pronoun.i + 1 : pronoun.i + 4]
        for token in behind:
            if token.pos_ in ("NOUN", "PROPN"):
                return self._whom.party(token, figure)
            if token.pos_ not in ("ADJ", "AUX", "DET"):
                break
        return None

    def _launched(self, noun: Token, figure: Figure) -> Party | None:
        """ "14 drones launched by the Houthis": whose they are."""
        launchers = (by_agent(c) for c in children(noun, "acl", "acl:relcl") if self._whom.has(c, "launching"))
        party = next((self._whom.party(t, figure) for t in launchers if t is not None), None)
        return party if figure.kind == "intercepted" else None

    def _about(self, figure: Figure) -> Token | None:
        """ "Bij veertig van hen gaat het om Russen": what the left out noun is."""
        verb = predicate(figure.mention.token)
        return oblique(verb, *self._grammar.concerning) if self._whom.has(verb, "being_about") else None

    def people_apart(self, figure: Figure) -> Party | None:
        """Of people who fled or live somewhere: only a people that is a side of its own, never a place's ruler."""
        if figure.mention.noun is not None and figure.mention.noun.lower_ in self._words["compatriots"]:
            return self._whom.speaker(figure)
        party = self.counted(figure)
        return party if party is not None and party.side in self._words["peoples"] else None

    def soldiers(self, figure: Figure) -> Party | None:
        noun = figure.mention.noun
        if noun is not None and noun.lower_ in self._words["head_count"]:
            theirs = any(c.dep_ == "nmod:poss" for c in noun.children)  # "2,500 of its men"
            return self._whom.fighting(self._whom.party(noun, figure)) if theirs else None
        return self._whom.party(noun, figure) if self._whom.group(noun) == "force" else None

    # ------------------------------------------------------------------ subjects and objects

    def loser(self, figure: Figure) -> Party | None:
        """The subject of "verliezen" and of "terugkrijgen", the object of "kosten"."""
        trigger, verb, whom = figure.measure.trigger, figure.verb, self._whom
        if (gap := self.clauses.gap(figure)) is not None and gap.pos_ == "PRON":
            return whom.fighting(whom.party(gap, figure))
        if trigger is None or verb is None:
            return None
        if (owner := self._before_having(verb, figure)) is not None:
            return owner
        if (trigger.frame.affected == "subject" or whom.has(verb, "losing")) and not is_passive(verb):
            return self.clauses.party(figure)
        if trigger.frame.affected == "indirect" or (whom.has(verb, "costing") and not is_passive(verb)):
            return next(self._parties(objects(verb), figure), None)
        if is_passive(verb):
            rebuilt = trigger.frame.name == "rebuilding-units" and self._grammar.apart
            return whom.fighting(self.clauses.party(figure)) if rebuilt else None
        if self._gets_back(verb):
            return whom.fighting(self.clauses.party(figure))
        tolls = TOLLS if self._grammar.apart else TOLLS | {"being-captive"}  # "took 20 hostages" is no loss
        if (trigger.frame.name in tolls or trigger.frame.name == "having") and whom.has(verb, "having"):
            who = self.clauses.subject(figure)
            if who is None or figure.counts(who) or figure.told_by(who):
                return None
            return whom.fighting(whom.party(who, figure))
        return None

    def _before_having(self, first: Token, figure: Figure) -> Party | None:
        """ "Rusland heeft 13.000 doden geleden", the parse taking `first` for the verb: who stands before "heeft"."""
        token, whom = figure.mention.token, self._whom
        auxiliary = first.nbor() if first.pos_ in ("PROPN", "NOUN") and first.i + 1 < token.i else None
        if auxiliary is None or auxiliary.pos_ != "AUX" or not whom.has(auxiliary, "having"):
            return None
        return whom.fighting(whom.party(first, figure))

    def _gets_back(self, verb: Token) -> bool:
        """ "kreeg 900 lichamen terug": they are one's own."""
        back = any(c.lower_ in self._grammar.back for c in children(verb, "compound:prt", "advmod"))
        return (back and self._whom.has(verb, "receiving")) or self._whom.has(verb, "getting_back")

    def whole(self, figure: Figure) -> Party | None:
        """Of a share: whose it is a share of ("20 procent van de huurlingen"), or the subject it is told of."""
        if figure.mention.unit not in ("percent", "ratio"):
            return None
        who = self.clauses.subject(figure)
        return self._whom.party(who, figure) if who is not None and not self.clauses.telling(who, figure) else None

    def driven(self, figure: Figure) -> Party | None:
        """Who is driven out: the subject of a passive, the object of an active verb."""
        verb = figure.verb
        if verb is None:
            return None
        # "zijn teruggedreven": without an object it is its subject that is driven, whatever the parse calls "zijn".
        passive = is_passive(verb) or not (objects(verb) or self._whom.grammar.apart)
        return self.clauses.party(figure) if passive else next(self._parties(objects(verb), figure), None)

    def _parties(self, tokens: list[Token], figure: Figure) -> Iterator[Party]:
        return (p for t in tokens if not figure.counts(t) and (p := self._whom.party(t, figure)))

    # ------------------------------------------------------------------ holders, receivers, targets

    def in_hands(self, figure: Figure) -> Party | None:
        """ "in Russische handen", "onder controle van het leger", "bezet door Rusland"."""
        whom = self._whom
        for token in self.around(figure):
            if token.lower_ in self._words["holding_nouns"]:
                holders = (token, oblique(token, *self._grammar.of), next(children(token, "amod"), None))
                if party := next((p for t in holders if (p := whom.party(t, figure))), None):
                    return party
        verb = figure.verb
        return whom.party(by_agent(verb), figure) if verb is not None else None

    def receiver(self, figure: Figure) -> Party | None:
        """ "aan Oekraïne geleverd", "voor het leger bestemd"; who receives, asks for or lacks it."""
        trigger, verb, whom = figure.measure.trigger, figure.verb, self._whom
        heads = [h for h in (figure.mention.noun, trigger.token if trigger else None, verb) if h is not None]
        for preposition in self._grammar.receivers:
            for head in heads:
                to = oblique(head, preposition)
                if to is None or to.lower_ in self._words["no_receivers"] or to == by_agent(head):
                    continue  # "paid for by the Danes"
                party = whom.party(to, figure)
                if party is not None and not same(party, figure.doer):
                    return party
        if verb is None:
            return None
        if whom.has(verb, "receiving") and not is_passive(verb):
            who = self.clauses.party(figure)
            helps = who is not None and who.side == "UN" and self._grammar.apart
            return inferred("civilians") if helps else who  # what aid organisations get is for others
        return next((p for o in children(verb, "iobj") if (p := whom.party(o, figure))), None)

    def made(self, figure: Figure) -> Party | None:
        """Who makes, has or uses up what is counted."""
        return self.clauses.party(figure) if self.makes(figure) else None

    def makes(self, figure: Figure) -> bool:
        verb = figure.verb
        if verb is None:
            return False
        particle = next(children(verb, "compound:prt"), None)
        if particle is not None:  # "maakt 50 miljard vrij"
            return f"{verb.lemma_} {particle.lower_}" in self._words["making"]
        return self._whom.has(verb, "making")

    def trains(self, figure: Figure) -> bool:
        """ "nine brigades trained by NATO countries" are not theirs."""
        verb = figure.verb
        return (
            verb is not None
            and figure.kind in MEANS
            and by_agent(verb) is not None
            and self._whom.has(verb, "training")
        )


def same(a: Party | None, b: Party | None) -> bool:
    """Whether two parties are of one side."""
    return a is not None and b is not None and a.side == b.side
