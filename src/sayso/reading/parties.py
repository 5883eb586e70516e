"""Whom a figure happened to, and who did it.

What is measured decides whom to look for: the victims of a loss, the holder of ground, the receiver of goods, the
target of an attack. Each of these roles is an ordered list of levels (`LEVELS`); the first that yields a side decides,
and its name is the rule that `sayso why` prints. What a figure's own words don't say is taken from its neighbours: the
figure that it goes on from, the enemy of whoever did it, the speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sayso.language.lexicon import lexicon
from sayso.packs import Pack
from sayso.reading.actors import Actors
from sayso.reading.claim import Party, Speaker
from sayso.reading.kinds import Measure
from sayso.reading.nouns import nouns
from sayso.reading.quantities import Mention
from sayso.reading.syntax import antecedent, by_agent, case, children, is_passive, objects, oblique, predicate, subject

PEOPLE = frozenset({"killed", "wounded", "captured", "missing", "casualties"})
THINGS = frozenset({"equipment_loss", "unit_loss", "damage"})
GROUND = frozenset({"advance", "retreat", "control"})
MEANS = frozenset({"strength", "deployment"})
AID = frozenset({"supply"})
FIRE = frozenset({"attack", "intercepted"})
MOVED = frozenset({"displaced", "population", "other"})
FAMILIES = (PEOPLE | {"displaced", "population"}, THINGS | PEOPLE, GROUND, MEANS, AID, FIRE, MOVED | PEOPLE)

# For each role, where to look for the party, in order. The names are the rules that `sayso why` prints.
LEVELS = {
    "victims": (
        "both sides", "who loses", "what is counted", "side named beside it", "whose whole it is part of",
        "people, not soldiers", "enemy of who did it", "figure it goes on from", "own side of who denies or admits", "houses and people outside the fighting",
        "figure before, of the same family", "people outside the fighting, told by a civil body", "losing speaker",
        "enemy of a fighting speaker", "both sides, as the sentence before says", "last side that lost", "people outside the fighting",
    ),
    "losers": (
        "both sides", "who loses", "what is counted", "side named beside it", "whose whole it is part of", "enemy of who did it",
        "figure it goes on from", "own side of who denies or admits", "houses and people outside the fighting",
        "figure before, of the same family", "losing speaker", "enemy of the speaker", "whom the sentence before is about", "last side that lost",
    ),
    "damaged": ("what is counted, if it fights", "figure it goes on from", "people outside the fighting"),
    "residents": ("soldiers counted", "what is counted, people apart", "people outside the fighting"),
    "holder": (
        "both sides", "in whose hands", "who does it", "subject", "side named beside it", "figure it goes on from",
        "ground that the other side lost", "figure before, of the same family", "own side of the speaker", "whom the sentence before is about", "last side that gained",
    ),
    "leaver": (
        "what is counted", "who is driven out", "subject", "side named beside it", "enemy of who did it", "figure it goes on from",
        "own side of who denies or admits", "ground that the other side won", "figure before, of the same family", "enemy of the speaker",
    ),
    "stander": ("subject, if it fights",),
    "owner": (
        "both sides", "what is counted", "subject", "who does it", "side named beside it", "figure it goes on from",
        "figure before, of the same family", "the other side's soldiers", "own side of the speaker", "whom the sentence before is about", "last side that lost",
    ),
    "receiver": (
        "receiver", "maker or user", "figure it goes on from", "figure before, of the same family", "side that is helped",
    ),
    "target": (
        "who shot down the rest", "target", "enemy of who did it", "figure it goes on from", "side that was hit before",
        "figure before, of the same family", "own side of the speaker",
    ),
    "launcher": ("what is counted", "enemy of who did it", "figure it goes on from", "enemy of the speaker", "figure before, of the same family"),
    "accused": ("what is counted", "subject", "side named beside it", "figure it goes on from", "figure before, of the same family"),
    "subject": ("what is counted", "subject", "side named beside it", "figure it goes on from", "unnamed people"),
}  # fmt: skip

ROLES = {
    "killed": "victims", "wounded": "victims", "missing": "victims", "casualties": "victims", "captured": "losers", "damage": "damaged",
    "equipment_loss": "losers", "unit_loss": "losers", "displaced": "residents", "population": "residents",
    "advance": "holder", "control": "holder", "retreat": "leaver", "position": "stander", "strength": "owner", "deployment": "owner",
    "supply": "receiver", "attack": "target", "intercepted": "launcher", "legal": "accused", "other": "subject",
}  # fmt: skip

# Levels that guess from afar: a headline's figure rather takes what its body says.
WEAK = frozenset({
    "figure before, of the same family", "enemy of the speaker", "enemy of a fighting speaker", "last side that lost", "people outside the fighting",
    "side that is helped", "own side of the speaker", "people outside the fighting, told by a civil body", "whom the sentence before is about",
})  # fmt: skip

# What only a side that fights has, does or loses.
FOUGHT_FOR = frozenset({"equipment_loss", "unit_loss", "strength", "deployment", "advance", "retreat", "control", "intercepted"})
# Rules of actors.py that take a nameless army for the one last named.
VAGUE = frozenset({"body last called so", "group last called so", "whose story it is", "body"})
TOLLS = frozenset({"dying", "killing", "wounding", "casualties"})  # nouns of these frames have their victims beside them


@dataclass(frozen=True, slots=True)
class Found:
    """A party and the name of the rule that found it."""

    party: Party
    rule: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a figure before this one was found to be: a neighbour to take a missing party from."""

    mention: Mention
    kind: str
    affected: Party | None
    agent: Party | None
    paragraph: int
    sentence: int


@dataclass(slots=True)
class Figure:
    """A figure whose parties are sought, with all that is known of it so far."""

    mention: Mention
    measure: Measure
    source: tuple[Speaker, ...]
    denied: bool
    paragraph: int
    sentence: int
    earlier: Sequence[Earlier]
    agent: Party | None = None

    @property
    def kind(self) -> str:
        return self.measure.kind

    @property
    def verb(self) -> Token | None:
        """The verb (or predicate) of the clause that says what is measured."""
        trigger = self.measure.trigger
        if trigger is None:
            return predicate(self.mention.token)
        if trigger.form == "verb" or trigger.token.pos_ in ("VERB", "AUX"):
            return trigger.token.head if trigger.token.dep_ == "cop" else trigger.token
        return predicate(trigger.token)


class Parties:
    """Finds the parties of the figures of one document, in the order of the text."""

    def __init__(self, doc: Doc, actors: Actors, pack: Pack, language: str = "nl") -> None:
        self._doc = doc
        self._actors = actors
        self._pack = pack
        self._words = {k: frozenset(v) for k, v in lexicon(language, "parties").items()}
        self._nouns = nouns(language)
        self._named = Counter(m.side for m in actors.mentions if m.side in pack.core)
        self._levels: dict[str, Callable[[Figure], Party | None]] = {
            "both sides": lambda f: self._both(f.mention.token.sent),
            "both sides, as the sentence before says": lambda f: self._both(self._sentence_before(f)),
            "side named beside it": self._beside,
            "what is counted": self._counted,
            "what is counted, if it fights": lambda f: self._fighting(self._counted(f)),
            "what is counted, people apart": self._counted_apart,
            "soldiers counted": self._soldiers,
            "who loses": self._loser,
            "whose whole it is part of": self._whole,
            "enemy of who did it": lambda f: self._enemy(f.agent),
            "figure it goes on from": self._sibling,
            "own side of who denies or admits": lambda f: self._speaker(f) if f.denied or self._admits(f) else None,
            "houses and people outside the fighting": self._civil,
            "figure before, of the same family": self._before,
            "people outside the fighting, told by a civil body": self._told_by_civil,
            "losing speaker": lambda f: self._speaker(f) if self._frame(f) in ("losing", "costing") and self._first_person(f) else None,
            "enemy of the speaker": lambda f: self._enemy(self._speaker(f)),
            "enemy of a fighting speaker": lambda f: self._enemy(self._speaker(f)) if self._military(f) else None,
            "the other side's soldiers": self._other_soldiers,
            "own side of the speaker": self._speaker,
            "last side that lost": self._last_loss,
            "last side that gained": self._last_gain,
            "whom the sentence before is about": self._topic,
            "side that was hit before": self._last_hit,
            "people outside the fighting": lambda f: _side("civilians"),
            "people, not soldiers": self._plain_people,
            "unnamed people": lambda f: _side("civilians") if f.mention.unit == "person" and self._group(f.mention.noun) != "force" else None,
            "in whose hands": self._in_hands,
            "who does it": lambda f: f.agent,
            "subject": self._subject,
            "subject, if it fights": lambda f: self._fighting(self._subject(f)),
            "who is driven out": self._driven,
            "ground that the other side lost": lambda f: self._ground(f, "retreat"),
            "ground that the other side won": lambda f: self._ground(f, "advance"),
            "receiver": self._receiver,
            "maker or user": self._maker,
            "side that is helped": self._helped,
            "target": self._target,
            "who shot down the rest": self._shot_down,
        }

    def affected(self, figure: Figure) -> Found | None:
        """Whom it happened to, or None where nothing says so."""
        fighters = figure.kind in FOUGHT_FOR or self._soldierly(figure)
        for rule in LEVELS[ROLES[figure.kind]]:
            party = self._levels[rule](figure)
            if party is not None and party.side is not None and not (fighters and party.side == "civilians"):
                return Found(party, rule)
        return None

    def _soldierly(self, figure: Figure) -> bool:
        """Whether soldiers are counted: no level may then say that they stand outside the fighting."""
        noun = figure.mention.noun
        return noun is not None and (self._group(noun) == "force" or noun.lower_ in self._words["head_count"])

    def agent(self, figure: Figure) -> Found | None:
        """Who did it, where the text says so."""
        for rule, level in (
            ("who does it", self._doer),
            ("whose act it is", self._act),
            ("as the figure it goes on from", self._shared_agent),
        ):
            party = level(figure)
            if party is not None and party.side is not None and party.side != "civilians":
                return Found(party, rule)
        return None

    # ------------------------------------------------------------------ who a word means

    def _party(self, token: Token | None, figure: Figure) -> Party | None:
        if token is None:
            return None
        word = token.lower_
        if word in self._words["first_person"]:
            return self._speaker(figure)
        if word in self._words["both"]:
            return self._both_sides(token)
        possessors = {c.lower_ for c in token.children}
        if possessors & self._words["first_person"] and (own := self._speaker(figure)):
            return own
        if possessors & self._words["theirs"] and self._first_person(figure) and (enemy := self._enemy(self._speaker(figure))):
            return enemy  # "hun verliezen zijn groter dan de onze"
        if word in self._words["enemy"]:
            return self._enemy(self._speaker(figure)) or self._actors.party(token)
        if word in self._words["speaker_again"] and figure.source and token.sent.start_char <= figure.source[-1].start < token.idx:
            return self._speaker(figure)
        party = self._actors.party(token)
        if party is None or party.side is None:
            return None
        noun, step = self._nouns.look(word), self._actors.explain(token)
        rule = step.rule if step is not None else ""
        if (noun is None or noun.group == "neutral") and rule in ("in …", "bij …"):
            return None  # "doden in Cherson" says where, not whose
        if noun is not None and rule in VAGUE and (noun.group == "force" or noun.body == "army") and (own := self._speaker(figure)):
            return own  # "het leger", said by a general, is his
        return party

    def _group(self, token: Token | None) -> str | None:
        noun = self._nouns.look(token.lower_) if token is not None else None
        return noun.group if noun is not None else None

    def _enemy(self, party: Party | None) -> Party | None:
        if party is None or party.side is None:
            return None
        for side in party.side.split("+"):
            enemies = [e for e in self._pack.opponents(side) if e in self._pack.core] or list(self._pack.opponents(side))
            if enemies:
                named = [e for e in enemies if self._named[e]]
                return _side(max(named or enemies[:1], key=lambda e: self._named[e]))
        return None

    def _speaker(self, figure: Figure) -> Party | None:
        for speaker in reversed(figure.source):
            if speaker.side in self._pack.core:
                return Party(speaker.side, speaker.actor, speaker.name, speaker.text, speaker.start, speaker.end)
            return None
        return None

    def _both_sides(self, token: Token) -> Party | None:
        most = sorted(self._pack.fighting, key=lambda side: -self._named[side])[:2]
        sides = [side for side in self._pack.fighting if side in most]
        return Party("+".join(sides), None, None, token.text, token.idx, token.idx + len(token)) if len(sides) == 2 else None

    def _frame(self, figure: Figure) -> str | None:
        return figure.measure.trigger.frame.name if figure.measure.trigger is not None else None

    def _first_person(self, figure: Figure) -> bool:
        return any(t.lower_ in self._words["first_person"] for t in figure.mention.token.sent)

    # ------------------------------------------------------------------ levels: the figure's own words

    def _clause(self, figure: Figure) -> list[Token]:
        """The tokens around a figure in its sentence, up to the figures next to it, nearest first."""
        token = figure.mention.token
        sentence = token.sent
        return sorted((t for t in sentence if abs(t.i - token.i) < 25 and not t.is_space), key=lambda t: abs(t.i - token.i))

    def _sentence_before(self, figure: Figure) -> Span | None:
        start = figure.mention.token.sent.start
        return self._doc[start - 1].sent if start > 0 else None

    def _both(self, sentence: Span | None) -> Party | None:
        for token in sentence or ():
            if token.lower_ in self._words["both"] and any(t.lower_ in self._words["side_nouns"] for t in self._doc[token.i + 1 : token.i + 3]):
                return self._both_sides(token)
        return None

    def _beside(self, figure: Figure) -> Party | None:
        """ "aan Oekraïense kant", "5.000 aan de Oekraïense", "Voor Oekraïne noemt hij …", "de verliezen van Wagner"."""
        words, start = self._words, figure.mention.token.i
        noun = figure.mention.noun if figure.mention.noun is not None else figure.mention.token
        end = noun.i + 1
        if end + 1 < len(self._doc) and self._doc[end].lower_ in words["side_cases"]:  # "5.000 aan de Oekraïense"
            for token in self._doc[end + 1 : end + 3]:
                if token.pos_ == "ADJ" and (party := self._fighting(self._party(token, figure))):
                    return party
        for token in self._clause(figure):
            if token.lower_ not in words["side_nouns"] or any(c.dep_ == "nmod" and case(c) == "van" for c in token.children):
                continue
            nearby = [t.lower_ for t in self._doc[max(0, token.i - 3) : token.i]]
            if nearby[-1:] and nearby[-1] in words["first_person"] | words["possessives"]:
                continue  # "van zijn kant" is no side
            between = self._doc[min(start, token.i) : max(start, token.i)]
            if token.i > start and any(t.pos_ == "NUM" and t.i > start for t in between):
                continue  # another figure stands nearer to it
            if any(word in words["own"] for word in nearby):
                return self._speaker(figure)
            if party := self._party(token, figure):
                return party
        first = next((t for t in figure.mention.token.sent if not t.is_punct and not t.is_space), None)
        if first is not None and first.lower_ in words["fronted_cases"] and first.head != first and first.head.i < start:
            if not first.head.lower_.endswith(tuple(words["acts"])):
                return self._fighting(self._party(first.head, figure))
        trigger = figure.measure.trigger
        if trigger is not None and trigger.form == "noun" and trigger.token != figure.mention.noun and trigger.frame.name in TOLLS:
            return self._party(oblique(trigger.token, "van", "onder", "bij", "aan"), figure) or self._party(trigger.token, figure)
        return None

    def _counted(self, figure: Figure) -> Party | None:
        noun = figure.mention.noun
        if noun is None:
            return self._party(oblique(figure.mention.token, "van", "onder"), figure)
        if figure.kind in THINGS | FIRE and (side := self._arms(noun)):
            return Party(side, None, None, noun.text, noun.idx, noun.idx + len(noun))
        party = self._party(noun, figure) or self._party(oblique(noun, "van", "uit", "onder"), figure)
        step = self._actors.explain(noun)
        if party is not None and step is not None and step.rule == "people of a country" and self._civil_war(party.side):
            return None  # "Jemenieten" are no party where Yemenis fight each other
        if party is not None and party.side not in self._pack.core and party.side != "civilians" and self._group(noun) is None:
            return None if figure.kind in THINGS else party
        return party

    def _civil_war(self, side: str | None) -> bool:
        """Whether a side fights one that is no country: its country's people are then on either."""
        return side is not None and any(not self._pack.sides[foe].countries for foe in self._pack.opponents(side) if foe in self._pack.core)

    def _arms(self, noun: Token) -> str | None:
        """The side that fights with weapons of this name: "Leopards", "Shahed-drones"."""
        for token in (noun, *children(noun, "amod", "compound", "flat", "nmod", "appos")):
            for part in (token.lower_, token.lower_.split("-")[0]):
                side = self._pack.armed_with.get(part) or self._pack.armed_with.get(part.removesuffix("'s").removesuffix("’s").removesuffix("s"))
                if side is not None:
                    return side
        return None

    def _counted_apart(self, figure: Figure) -> Party | None:
        """Of people who fled or live somewhere: only a people that is a side of its own, never a place's ruler."""
        party = self._counted(figure)
        return party if party is not None and party.side in self._words["peoples"] else None

    def _soldiers(self, figure: Figure) -> Party | None:
        return self._party(figure.mention.noun, figure) if self._group(figure.mention.noun) == "force" else None

    def _loser(self, figure: Figure) -> Party | None:
        """The subject of "verliezen", the object of "kosten"."""
        trigger, verb = figure.measure.trigger, figure.verb
        if trigger is None or verb is None:
            return None
        if trigger.frame.affected == "subject" and not is_passive(verb):
            return self._subject(figure)
        if trigger.frame.affected == "indirect":
            return next((p for o in objects(verb) if not self._is_counted(o, figure) and (p := self._party(o, figure))), None)
        if trigger.frame.name in (*TOLLS, "being-captive", "having") and not is_passive(verb) and self._verb_in(verb, "having"):
            who = self._clause_subject(figure)
            told = figure.source[-1] if figure.source else None
            if who is None or self._is_counted(who, figure) or (told is not None and told.start <= who.idx < told.end):
                return None
            return self._fighting(self._party(who, figure))
        return None

    def _whole(self, figure: Figure) -> Party | None:
        """Of a share: whose it is a share of ("20 procent van de huurlingen"), or the subject it is told of."""
        if figure.mention.unit not in ("percent", "ratio"):
            return None
        return self._party(self._clause_subject(figure), figure)

    def _is_counted(self, token: Token, figure: Figure) -> bool:
        noun = figure.mention.noun
        return token.i == figure.mention.token.i or (noun is not None and token.i == noun.i) or figure.mention.start <= token.idx < figure.mention.end

    def _gap(self, figure: Figure) -> Token | None:
        """ "de Russen 10.000, de Oekraïners hooguit tweeduizend": the name before a figure whose verb is left out."""
        before = [t for t in self._doc[figure.mention.token.sent.start : figure.mention.token.i] if t.idx < figure.mention.start and not t.is_space]
        if len(before) < 3 or before[-1].pos_ not in ("NOUN", "PROPN") or before[-1].dep_ in ("nmod", "obl", "flat"):
            return None
        opens = before[-2] if before[-2].pos_ != "DET" else before[-3]
        party = self._actors.party(before[-1])
        return before[-1] if opens.lower_ in (",", "en", "maar", ";") and party is not None and party.side in self._pack.core else None

    def _gapped(self, figure: Figure) -> Party | None:
        gap = self._gap(figure)
        return self._party(gap, figure) if gap is not None else None

    def _subject(self, figure: Figure) -> Party | None:
        who = self._clause_subject(figure)
        return self._party(who, figure) if who is not None else self._gapped(figure)

    def _clause_subject(self, figure: Figure) -> Token | None:
        """Who the figure's clause is about, the figure itself apart: by the tree, or else the nearest subject before it."""
        verb, token = figure.verb, figure.mention.token
        if (gap := self._gap(figure)) is not None:
            return gap
        heads = [verb, predicate(token)] if verb is not None else [predicate(token)]
        for head in heads:
            for _ in range(3):
                who = subject(head)
                if who is not None and not self._is_counted(who, figure):
                    return who
                if head.dep_ not in ("xcomp", "conj", "acl:relcl", "acl", "cop", "aux"):
                    break
                head = head.head
        for before in reversed(self._doc[token.sent.start : token.i]):
            if before.dep_ in ("nsubj", "nsubj:pass") and not self._is_counted(before, figure) and before.head in (verb, token.head, predicate(token)):
                return antecedent(before)
        return None

    def _driven(self, figure: Figure) -> Party | None:
        verb = figure.verb
        if verb is None:
            return None
        if is_passive(verb):
            return self._subject(figure)
        return next((p for o in objects(verb) if not self._is_counted(o, figure) and (p := self._party(o, figure))), None)

    def _in_hands(self, figure: Figure) -> Party | None:
        """ "in Russische handen", "onder controle van het leger", "bezet door Rusland"."""
        for token in self._clause(figure):
            if token.lower_ in self._words["holding_nouns"]:
                party = self._party(token, figure) or self._party(oblique(token, "van"), figure) or self._party(next(children(token, "amod"), None), figure)
                if party is not None:
                    return party
        verb = figure.verb
        return self._party(by_agent(verb), figure) if verb is not None else None

    # ------------------------------------------------------------------ levels: who does it

    def _doer(self, figure: Figure) -> Party | None:
        trigger, verb = figure.measure.trigger, figure.verb
        if trigger is None or verb is None:
            return None
        if trigger.form == "noun":
            # "voerden twaalf luchtaanvallen uit": whoever carries an attack out does it
            carried_out = figure.kind == "attack" and trigger.token.dep_ == "obj" and not self._verb_in(verb, "suffering") and not is_passive(verb)
            return self._fighting(self._subject(figure)) if carried_out else None
        if (agent := by_agent(verb)) is not None:
            return self._party(agent, figure)
        if trigger.frame.agent != "subject" or is_passive(verb) or trigger.form == "adjective":
            return None
        doer = self._clause_subject(figure)
        if doer is not None:
            return self._party(doer, figure)
        if any(c.lower_ == "te" for c in verb.children):
            return self._speaker(figure)  # "beweert driehonderd aanvallers te hebben gedood"
        return self._gapped(figure)

    def _act(self, figure: Figure) -> Party | None:
        """Whose attack it was, in whose course it happened: "bij Russische beschietingen"; or whose missiles they are."""
        trigger, noun = figure.measure.trigger, figure.mention.noun
        if figure.kind == "attack" and noun is not None and (party := self._party(noun, figure)):
            return party
        for token in self._clause(figure):
            if token.pos_ == "NOUN" and token.lower_.endswith(tuple(self._words["acts"])):
                if (trigger is not None and token == trigger.token) or case(token) in self._words["act_cases"]:
                    party = self._party(next(children(token, "amod"), None), figure) or self._party(oblique(token, "van", "door"), figure)
                    if party is not None:
                        return party
        return None

    def _shared_agent(self, figure: Figure) -> Party | None:
        before = figure.earlier[-1] if figure.earlier else None
        if before is None or before.sentence != figure.sentence or not _family(before.kind, figure.kind):
            return None
        return before.agent if predicate(before.mention.token) == predicate(figure.mention.token) else None

    # ------------------------------------------------------------------ levels: neighbours

    def _sibling(self, figure: Figure) -> Party | None:
        """Coordinated with, or part of, the figure before it in the sentence, or begun with "Nog eens", "Onder hen"."""
        before = figure.earlier[-1] if figure.earlier else None
        if before is None or before.affected is None or not _family(before.kind, figure.kind) or {before.kind, figure.kind} == FIRE:
            return None
        if before.sentence == figure.sentence:
            return before.affected
        opening = {t.lower_ for t in figure.mention.token.sent[:5]}
        follows = before.sentence == figure.sentence - 1 and before.paragraph == figure.paragraph
        return before.affected if follows and opening & self._words["goes_on"] else None

    def _before(self, figure: Figure) -> Party | None:
        for before in reversed(figure.earlier):
            if before.paragraph != figure.paragraph:
                return None
            if before.affected is not None and _family(before.kind, figure.kind) and {before.kind, figure.kind} != FIRE and self._same_speaker_or_kind(before, figure):
                return before.affected
        return None

    def _same_speaker_or_kind(self, before: Earlier, figure: Figure) -> bool:
        return before.kind == figure.kind or before.sentence >= figure.sentence - 2

    def _last_loss(self, figure: Figure) -> Party | None:
        return next((e.affected for e in reversed(figure.earlier) if e.affected is not None and e.kind in PEOPLE | THINGS and e.affected.side in self._pack.core), None)

    def _last_gain(self, figure: Figure) -> Party | None:
        return next((e.affected for e in reversed(figure.earlier) if e.affected is not None and e.kind in ("advance", "control")), None)

    def _last_hit(self, figure: Figure) -> Party | None:
        for before in reversed(figure.earlier):
            if before.paragraph < figure.paragraph - 1:
                return None
            if before.kind in PEOPLE | THINGS and before.affected is not None:
                return before.affected
        return None

    def _ground(self, figure: Figure, kind: str) -> Party | None:
        before = next((e for e in reversed(figure.earlier) if e.kind in GROUND and e.affected is not None), None)
        return self._enemy(before.affected) if before is not None and before.kind == kind else None

    # ------------------------------------------------------------------ levels: people, places, goods

    def _plain_people(self, figure: Figure) -> Party | None:
        """ "1.237 mensen": nobody calls soldiers people; whoever killed them."""
        noun = figure.mention.noun
        return _side("civilians") if noun is not None and noun.lower_ in self._words["people"] else None

    def _civil(self, figure: Figure) -> Party | None:
        """Houses, children, passengers: outside the fighting by what they are."""
        return _side("civilians") if self._group(figure.mention.noun) in ("civilian", "object") else None

    def _told_by_civil(self, figure: Figure) -> Party | None:
        """Tolls of unnamed people, told by a hospital, a mayor, a relief body: not of soldiers unless the text says so."""
        bare = self._group(figure.mention.noun) != "force"
        return _side("civilians") if bare and not self._military(figure) else None

    def _military(self, figure: Figure) -> bool:
        """Whether the figure is told of soldiers: by who fights, or, told by nobody in particular, among words for soldiers."""
        if figure.source:
            speaker = figure.source[-1]
            told = f"{speaker.text} {speaker.name or ''}".lower()
            if any(word in told for word in self._words["civil"]):
                return False
            actor = self._pack.actor(speaker.actor)
            if any(word in told for word in self._words["military"]) or (actor is not None and actor.kind in ("army", "militia", "unit", "service")):
                return True
        return any(self._group(t) == "force" for t in figure.mention.token.sent)

    def _other_soldiers(self, figure: Figure) -> Party | None:
        """ "driehonderd strijders", said by an enemy spokesman: of his own he says "wij" and "onze"."""
        theirs = figure.kind == "strength" and self._group(figure.mention.noun) == "force" and not self._first_person(figure)
        return self._enemy(self._speaker(figure)) if theirs else None

    def _admits(self, figure: Figure) -> bool:
        cue = figure.source[-1].cue if figure.source else None
        return cue is not None and any(word in self._words["admitting"] for word in cue.text.lower().split())

    def _fighting(self, party: Party | None) -> Party | None:
        return party if party is not None and party.side is not None and set(party.side.split("+")) <= self._pack.core else None

    def _topic(self, figure: Figure) -> Party | None:
        """The side that the sentence before has as its subject, in the same paragraph."""
        before = self._sentence_before(figure)
        if before is None:
            return None
        who = next((t for t in before if t.dep_ in ("nsubj", "nsubj:pass") and t.head.dep_ == "ROOT"), None)
        return self._fighting(self._party(who, figure))

    def _shot_down(self, figure: Figure) -> Party | None:
        """Of the drones that the ones shot down were part of, or that came through: fired at who shot the others down."""
        before = figure.earlier[-1] if figure.earlier else None
        if before is None or before.kind != "intercepted" or before.paragraph != figure.paragraph or figure.measure.trigger is not None:
            return None
        return before.agent or self._enemy(before.affected)

    def _receiver(self, figure: Figure) -> Party | None:
        trigger, verb = figure.measure.trigger, figure.verb
        heads = [h for h in (figure.mention.noun, trigger.token if trigger else None, verb) if h is not None]
        for cases in (("aan",), ("voor",), ("naar",)):
            for head in heads:
                to = oblique(head, *cases)
                if to is None or to.lower_ in self._words["no_receivers"]:
                    continue
                if (party := self._party(to, figure)) and not self._same(party, figure.agent):
                    return party
        if verb is not None and self._verb_in(verb, "receiving") and not is_passive(verb):
            return self._subject(figure)
        return next((p for o in children(verb, "iobj") if (p := self._party(o, figure))), None) if verb is not None else None

    def _maker(self, figure: Figure) -> Party | None:
        verb = figure.verb
        return self._subject(figure) or self._topic(figure) if verb is not None and self._verb_in(verb, "making") else None

    def _verb_in(self, verb: Token, table: str) -> bool:
        return verb.lemma_.replace("_", "") in self._words[table] or verb.lower_ in self._words[table]

    def _same(self, a: Party | None, b: Party | None) -> bool:
        return a is not None and b is not None and a.side == b.side

    def _helped(self, figure: Figure) -> Party | None:
        """Whom aid goes to that names no receiver: the fighting side that the text is most about and that gives none."""
        giver = figure.agent.side if figure.agent is not None else None
        helped = [id for id, side in self._pack.sides.items() if side.helped and id != giver]
        return _side(helped[0] if helped else "civilians")

    def _target(self, figure: Figure) -> Party | None:
        trigger, verb = figure.measure.trigger, figure.verb
        if any(t.lower_ in self._words["repelled"] for t in self._clause(figure)):
            return self._fighting(self._subject(figure)) or self._speaker(figure)
        if trigger is None:
            return None
        for head in (trigger.token, figure.mention.noun, verb):
            if head is None:
                continue
            for cases in (("op", "tegen"), ("richting", "naar")):
                target = oblique(head, *cases)
                if target is not None and (party := self._party(target, figure)) and not self._same(party, figure.agent):
                    return party
        if trigger.frame.name in ("striking", "attacking") and trigger.form == "verb" and verb is not None:
            if is_passive(verb):
                return self._party(subject(verb), figure)
            return next((p for o in objects(verb) if (p := self._party(o, figure)) and not self._same(p, figure.agent)), None)
        return None


def _side(side: str) -> Party:
    return Party(side, None, None, None, None, None)


def _family(a: str, b: str) -> bool:
    """Whether two kinds may share a party: both of people, both of losses, both of ground, or the same."""
    return a == b or any(a in family and b in family for family in FAMILIES)
