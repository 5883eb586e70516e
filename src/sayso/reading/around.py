"""Whose a figure is by what stands around its sentence: the figures before it, what is talked about, who speaks."""

from __future__ import annotations

from spacy.tokens import Span, Token

from sayso.reading.affiliation import PLACED
from sayso.reading.claim import Party
from sayso.reading.clauses import Clauses
from sayso.reading.figures import GROUND, MEANS, PEOPLE, THINGS, Figure, inferred, lends, related
from sayso.reading.syntax import children, oblique
from sayso.reading.whom import Whom

TOPIC_REACH = 5  # sentences of a paragraph that a topic is carried over
MAINLY = 1.5
RECENT = 8  # figures back that the same noun is looked for


class Around:
    """Levels that look at neighbouring figures, at the sentences before and at the speaker."""

    def __init__(self, whom: Whom, clauses: Clauses) -> None:
        self._whom = whom
        self._clauses = clauses
        self._doc = whom.doc
        self._words = whom.words
        self._core = whom.pack.core
        self._heads = {m.head: m for m in whom.actors.mentions}

    # ------------------------------------------------------------------ the figures before

    def goes_on_from(self, figure: Figure) -> Party | None:
        """Coordinated with, or part of, the figure before it in the sentence, or begun with "Nog eens", "Onder hen"."""
        before = figure.before
        if before is None or before.affected is None or not lends(before, figure):
            return None
        if before.sentence == figure.sentence:
            return before.affected
        opening = {t.lower_ for t in figure.mention.token.sent[:5]}
        follows = before.sentence == figure.sentence - 1 and before.paragraph == figure.paragraph
        return before.affected if follows and opening & self._words["goes_on"] else None

    def before(self, figure: Figure) -> Party | None:
        """The nearest figure of its paragraph that may lend its party."""
        for before in reversed(figure.earlier):
            if before.paragraph != figure.paragraph:
                return None
            near = before.kind == figure.kind or before.sentence >= figure.sentence - 2
            unknown = before.mention.noun if before.affected is None and before.sentence == figure.sentence else None
            if figure.mention.noun is None and self._whom.group(unknown) == "force":
                return None  # "140 regeringssoldaten gedood en 31 gevangengenomen", in a war of which nothing is known
            if before.affected is None or (before.affected.side == "civilians" and self._whom.soldierly(figure)):
                continue
            if near and lends(before, figure):
                return before.affected
        return None

    def same_noun(self, figure: Figure) -> Party | None:
        """The same thing was counted before: "gijzelaars", "Bradleys"; soldiers and dead are on any side."""
        noun = figure.mention.noun
        if noun is None or self._whom.group(noun) in ("force", "neutral") or noun.lower_ in self._words["head_count"]:
            return None
        for before in reversed(figure.earlier[-RECENT:]):
            other = before.mention.noun
            if other is not None and other.lower_ == noun.lower_ and before.affected is not None:
                return before.affected if related(before.kind, figure.kind) else None
        return None

    def exchanged(self, figure: Figure) -> Party | None:
        """ "909 lichamen in ruil voor 34": the other side's."""
        before = figure.before
        return self._whom.enemy(before.affected) if before is not None and self._whom.exchanged(figure) else None

    def soldiers_before(self, figure: Figure) -> Party | None:
        """Of soldiers sent or standing there before, in the same paragraph, what became of them."""
        if figure.mention.noun is not None and not self._whom.soldierly(figure):
            return None
        for before in reversed(figure.earlier):
            if before.paragraph != figure.paragraph or before.sentence < figure.sentence - 2:
                return None
            if before.kind in PEOPLE | {"displaced"}:
                return None
            if before.kind in MEANS and before.mention.unit == "person":
                return before.affected
        return None

    def of_counted_soldiers(self, figure: Figure) -> Party | None:
        """ "Van de veertig in zijn groep zijn er twaalf dood": a part of the soldiers counted in its sentence."""
        before, noun = figure.before, figure.mention.noun
        if before is None or before.sentence != figure.sentence or noun is not None or before.kind not in MEANS:
            return None
        people = before.mention.unit in (None, "person") and figure.mention.unit in (None, "person", "item", "percent")
        return self._whom.fighting(before.affected) if people else None

    def last_loss(self, figure: Figure) -> Party | None:
        """The side that fights and lost last."""
        for before in reversed(figure.earlier):
            if before.kind in PEOPLE | THINGS and before.affected is not None and before.affected.side in self._core:
                return before.affected
        return None

    def last_gain(self, figure: Figure) -> Party | None:
        gains = (e.affected for e in reversed(figure.earlier) if e.kind in ("advance", "control"))
        return next((party for party in gains if party is not None), None)

    def last_hit(self, figure: Figure) -> Party | None:
        """Who lost people or things in this paragraph or the one before."""
        for before in reversed(figure.earlier):
            if before.paragraph < figure.paragraph - 1:
                return None
            if before.kind in PEOPLE | THINGS and before.affected is not None:
                return before.affected
        return None

    def ground(self, figure: Figure, kind: str) -> Party | None:
        """The enemy of who, last, gained (or lost) ground."""
        before = next((e for e in reversed(figure.earlier) if e.kind in GROUND and e.affected is not None), None)
        if before is None or before.kind != kind or before.paragraph < figure.paragraph - 1:
            return None
        return self._whom.enemy(before.affected)

    def shot_down(self, figure: Figure) -> Party | None:
        """The drones that came through, or all that came: fired at whoever shot the others down."""
        before = figure.before
        if before is None or before.kind != "intercepted" or before.paragraph != figure.paragraph:
            return None
        if figure.measure.trigger is not None:
            return None
        return before.agent or self._whom.enemy(before.affected)

    def launched(self, figure: Figure) -> Party | None:
        """Of missiles fired, the ones shot down: their launcher's."""
        before = figure.before
        if before is None or before.kind != "attack" or before.sentence < figure.sentence - 1:
            return None
        if before.sentence < figure.sentence and (before.paragraph != figure.paragraph or figure.mention.noun):
            return None  # "Ten rockets were fired. Seven were intercepted.": only a figure that counts nothing else
        return before.agent

    # ------------------------------------------------------------------ what is being talked about

    def sentence_before(self, figure: Figure) -> Span | None:
        start = figure.mention.token.sent.start
        return self._doc[start - 1].sent if start > 0 else None

    def subject_before(self, figure: Figure) -> Party | None:
        """The side that the sentence before has as its subject; who only tells something is not what it is about."""
        who = self._main_subject(figure)
        if who is not None and self._whom.tells(who.head):
            told = (c for clause in children(who.head, "ccomp") for c in children(clause, "nsubj", "nsubj:pass"))
            who = next(told, None)  # "Reservists from Moscow were spared, the ministry says"
        if who is None:
            return None
        party = self._whom.party(who, figure)
        if party is not None and self._whom.rule(who).startswith("people"):
            return party  # "Ook enkele Russen lieten het leven", in whatever war
        return self._whom.fighting(party)

    def told_before(self, figure: Figure) -> Party | None:
        """The side that fights and that speaks in the sentence before."""
        who = self._main_subject(figure)
        return self._whom.fighting(self._whom.party(who, figure)) if who is not None else None

    def _main_subject(self, figure: Figure) -> Token | None:
        before = self.sentence_before(figure)
        return next((t for t in before or () if t.dep_ in ("nsubj", "nsubj:pass") and t.head.dep_ == "ROOT"), None)

    def topic(self, figure: Figure) -> Party | None:
        """The side that is named, alone, in the sentence or the nearest before it in the paragraph.

        It is never that of a fighting speaker, who tells of the other's unless he says "wij".
        """
        sentence = figure.mention.token.sent
        for n in range(TOPIC_REACH):
            if n and (sentence.start == 0 or (self._starts_paragraph(sentence) and not self._answers(sentence))):
                return None
            sentence = self._doc[sentence.start - 1].sent if n else sentence
            named = [p for t in sentence if t.i < figure.mention.token.i and (p := self._names(t, figure))]
            if named:
                return self._alone(named, figure)
        return None

    def _answers(self, sentence: Span) -> bool:
        """Whether the sentence before is a question, which says what an answer is about."""
        before = self._doc[sentence.start - 1].sent
        return any(t.text == "?" for t in before[-3:])

    def _alone(self, named: list[Party], figure: Figure) -> Party | None:
        """The one side of `named`, if there is one and it isn't the speaker's."""
        speaker = self._whom.speaker(figure)
        theirs = speaker is not None and speaker.side == named[-1].side and not self._whom.first_person(figure)
        return named[-1] if len({p.side for p in named}) == 1 and not theirs else None

    def _names(self, token: Token, figure: Figure) -> Party | None:
        if token.pos_ not in ("NOUN", "PROPN", "PRON") or figure.told_by(token) or self._whom.rule(token) in PLACED:
            return None
        if token.ent_type_ == "LOC" and token.dep_ not in ("nsubj", "nsubj:pass", "obl:agent"):
            return None  # a country or capital that is no one's subject is a place
        party = self._whom.party(token, figure) if token.i in self._heads else None
        if party is not None and self._whom.rule(token).startswith("people") and self._whom.soldierly(figure):
            return party if not self._whom.tells(token.head) else None  # "Nederlanders die meevechten"
        return self._whom.fighting(party or self._whom.arms(token))

    def _starts_paragraph(self, sentence: Span) -> bool:
        return any(t.is_space and "\n" in t.text for t in self._doc[max(0, sentence.start - 2) : sentence.start])

    def main_side(self, figure: Figure) -> Party | None:
        """The side that the document names most, where nothing nearer says whose soldiers or arms are counted."""
        people = figure.kind in MEANS and figure.mention.unit in (None, "person")
        if people and not self._of_soldiers(figure) and figure.measure.trigger is None:
            return None  # "we zijn met tachtig": nobody says that they fight
        named = self._whom.named.most_common(2)
        if not named or (len(named) > 1 and named[0][1] < MAINLY * named[1][1]):
            return None
        return inferred(named[0][0])

    def soldiers_topic(self, figure: Figure) -> Party | None:
        """ "Twee zijn dood", where soldiers are the subject: whoever the paragraph is about."""
        return self.topic(figure) if self._of_soldiers(figure) else None

    def counted_soldiers_topic(self, figure: Figure) -> Party | None:
        """Soldiers who fled or hide: of whoever the paragraph is about."""
        return self.topic(figure) if self._whom.soldierly(figure) else None

    def home_soldiers(self, figure: Figure) -> Party | None:
        """Soldiers of whom nothing says for whom they fight: of the side that the news stands by."""
        return self._home() if self._of_soldiers(figure) else None

    def own_unit(self, figure: Figure) -> Party | None:
        """ "met dertig man", "mijn compagnie", said by a soldier of unknown side: his own, whoever is talked about."""
        if not self._whom.soldier_of_unknown_side(figure):
            return None
        noun = figure.mention.noun
        words = {t.lower_ for t in figure.mention.token.sent}
        own = words & (self._words["first_person"] | self._words["possessives"]) and words & self._words["soldiering"]
        if own or (noun is not None and noun.lower_ in self._words["head_count"]):
            return self.topic(figure) or self._home()
        return None

    def _home(self) -> Party | None:
        helped = [id for id, side in self._whom.pack.sides.items() if side.helped and id in self._core]
        return inferred(helped[0]) if helped else None

    def against_home(self, figure: Figure) -> Party | None:
        """Missiles shot down, of whom nothing says whose: the enemy's of the side that the news stands by."""
        return self._whom.enemy(self._home(), armed=True)

    def _of_soldiers(self, figure: Figure) -> bool:
        """Whether soldiers are counted, or the people counted stand among words for soldiers."""
        noun = figure.mention.noun
        if self._whom.soldierly(figure):
            return True
        civil = self._whom.group(noun) in ("civilian", "object")
        people = noun is not None and noun.lower_ in self._words["people"]
        return not civil and not people and self._whom.among_soldiers(figure)

    def still_told(self, figure: Figure) -> Party | None:
        """ "Hij telt 26 schepen": of whoever the same speaker's figure in the sentence before is about."""
        who, before = self._clauses.subject(figure), figure.before
        if who is None or before is None or not self._clauses.telling(who, figure):
            return None
        near = before.paragraph == figure.paragraph and before.sentence >= figure.sentence - 1
        return self._whom.fighting(before.affected) if near and before.kind in PEOPLE | THINGS | MEANS else None

    # ------------------------------------------------------------------ the speaker

    def admits(self, figure: Figure) -> bool:
        """Whether the speaker denies the figure or owns up to it: then it is his own side's."""
        return figure.denied or self._owns_up(figure)

    def _owns_up(self, figure: Figure) -> bool:
        """ "erkent", "gaf … toe", "betreurt naar eigen zeggen"."""
        if self._whom.grammar.apart and self._whom.civil(figure):
            return False  # a commission that confirms a toll admits nothing
        cue, words = figure.source[-1].cue if figure.source else None, self._words["admitting"]
        if cue is None or cue.start is None:
            return False
        said = [t for t in figure.mention.token.sent if cue.start <= t.idx < cue.end]
        said += [c for t in said for c in children(t, "compound:prt", "advmod")]
        if not any(t.pos_ in ("VERB", "AUX") for t in said) and (verb := figure.verb) is not None:
            said.append(verb)
        return any(t.lower_ in words for t in said) or any(w in words for w in cue.text.lower().split())

    def fallen(self, figure: Figure) -> Party | None:
        """ "31.000 gesneuvelden", said by who fights: of the enemy's he says whose they are."""
        return self._whom.speaker(figure) if self._whom.fallen(figure) else None

    def regulars(self, figure: Figure) -> Party | None:
        """ "183 rebellen, honderd militairen": the soldiers of an army, after rebels, or the reverse."""
        before, noun = figure.before, figure.mention.noun
        if before is None or noun is None or before.sentence != figure.sentence or before.mention.noun is None:
            return None
        for these, others in (("regulars", "irregulars"), ("irregulars", "regulars")):
            if noun.lower_ in self._words[these] and before.mention.noun.lower_ in self._words[others]:
                return self._whom.enemy(self._whom.fighting(before.affected), armed=True)
        return None

    def they(self, figure: Figure) -> Party | None:
        """ "Ze verliezen er duizend per dag": whoever the passage is about."""
        trigger, who = figure.measure.trigger, self._clauses.subject(figure)
        if trigger is None or trigger.frame.affected != "subject":
            return None
        if who is None or who.lower_ not in self._words["those"] or who.dep_ not in ("nsubj", "nsubj:pass"):
            return None
        return self.topic(figure) if self._whom.many(who) else None

    def other_soldiers(self, figure: Figure) -> Party | None:
        """ "driehonderd strijders", said by an enemy spokesman: of his own he says "wij" and "onze"."""
        force = self._whom.group(figure.mention.noun) == "force"
        theirs = figure.kind == "strength" and force and not self._whom.first_person(figure)
        return self._whom.enemy(self._whom.speaker(figure)) if theirs else None

    def plain_people(self, figure: Figure) -> Party | None:
        """ "1.237 mensen": nobody calls soldiers people; whoever killed them."""
        noun = figure.mention.noun
        if noun is None or noun.lower_ not in self._words["people"] or next(children(noun, "nmod:poss"), None):
            return None  # "de helft van haar mensen": those of a unit
        of = oblique(noun, *self._whom.grammar.of)  # "230 members of the security forces"
        fighters = of is not None and (self._whom.group(of) == "force" or self._whom.body(of))
        return inferred("civilians") if not fighters else None

    def civil(self, figure: Figure) -> Party | None:
        """Houses, children, passengers: outside the fighting by what they are."""
        group = self._whom.group(figure.mention.noun)
        return inferred("civilians") if group in ("civilian", "object") else None

    def under_fire(self, figure: Figure) -> Party | None:
        """ "A missile hit a bus, killing seven": whom fire hits, where nothing is said of soldiers, is no soldier.

        Not where the side that fired tells it, which counts the enemies it killed.
        """
        noun, sentence = figure.mention.noun, figure.mention.token.sent
        if not self._whom.grammar.apart or figure.kind not in ("killed", "wounded"):
            return None
        if noun is not None and self._whom.group(noun) not in ("neutral", None):
            return None
        fire = next((t for t in sentence if self._whom.act(t) and t.dep_ in ("nsubj", "obl", "obl:agent")), None)
        if fire is None or self._whom.soldierly(figure):
            return None
        speaker = self._whom.speaker(figure)
        if speaker is not None and (figure.agent is None or speaker.side == figure.agent.side):
            return None
        near = (t for t in sentence if fire not in (t.head, t.head.head))
        told = any(self._of_force(t) for t in near if not figure.told_by(t))
        return None if told else self._whom.people_of_enemy(figure.agent)

    def _of_force(self, token: Token) -> bool:
        return token.lower_ in self._words["soldiering"] or self._whom.group(token) == "force"

    def fought(self, figure: Figure) -> Party | None:
        """Tolls told by who fights: of his enemy, and of its soldiers where soldiers are counted."""
        if not self._whom.military(figure):
            return None
        speaker = self._whom.speaker(figure)
        if speaker is not None and speaker.side and self._whom.pack.sides[speaker.side].unsplit:
            return speaker  # authorities of a people count its own dead
        return self._whom.enemy(speaker, armed=self._whom.soldierly(figure))

    def told_by_civil(self, figure: Figure) -> Party | None:
        """Tolls told by a hospital, a mayor, a relief body: not of soldiers unless the text says so."""
        bare = self._whom.group(figure.mention.noun) != "force"
        return inferred("civilians") if bare and not self._whom.military(figure) else None

    def own_people(self, figure: Figure) -> Party | None:
        """A new toll told by a health ministry or a mayor: its own people's, whoever was counted before."""
        before = figure.before
        fresh = before is None or before.sentence < figure.sentence
        if not self._whom.grammar.apart or not figure.source or not fresh or not self._whom.civil(figure):
            return None
        if self.told_by_civil(figure) is None:
            return None
        side = self._whom.pack.sides.get(figure.source[-1].side or "")
        return inferred(figure.source[-1].side or "") if side is not None and side.unsplit else inferred("civilians")

    def people_in_need(self, figure: Figure) -> Party | None:
        """ "nine million Ukrainians without power": of a country's people, none who fight."""
        noun = figure.mention.noun
        need = figure.frame == "being-in-need" and self._whom.grammar.apart and noun is not None
        if not need or noun is None or not self._whom.rule(noun).startswith("people"):
            return None
        return inferred("civilians")

    def unnamed_people(self, figure: Figure) -> Party | None:
        if (
            figure.frame == "being-in-need"
            and figure.mention.unit in ("place", "building")
            and self._whom.grammar.apart
        ):
            return inferred("civilians")
        person = figure.mention.unit == "person" and self._whom.group(figure.mention.noun) != "force"
        return inferred("civilians") if person else None

    def helped(self, figure: Figure) -> Party | None:
        """Whom aid goes to that names no receiver: the side that is helped, if it doesn't give itself."""
        giver = figure.doer.side if figure.doer is not None else None
        helped = [id for id, side in self._whom.pack.sides.items() if side.helped and id != giver]
        return inferred(helped[0] if helped else "civilians")
