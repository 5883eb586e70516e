"""Which words of a sentence may say what a figure measures, the likeliest first.

A trigger (see frames.py) that can measure the figure's unit scores by the weight of its frame, less the way to it over
the tree (see nearness.py) and the words and commas between. A trigger that another figure stands nearer to is dearer,
one that the figure stands beside or that the construction ties to it is cheaper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.reading.constructions import Constructions
from sayso.reading.frames import Trigger, Triggers, fixed_phrase
from sayso.reading.grammar import grammar
from sayso.reading.nearness import FAR, anchor, borders, describes, distances, of_another
from sayso.reading.quantities import Mention
from sayso.reading.syntax import BY, case

PER_EDGE = 0.3  # how fast a trigger's weight fades with the way to it
PER_TOKEN = 0.008  # and with the words between
PER_BORDER = 0.06  # and with the commas and conjunctions between
SHARED = 0.3  # what a trigger gains that can measure what a share is of, or that tells of the soldiers counted
TAKEN = 0.35  # what a trigger loses that another figure stands nearer to
NEARER = 0.25  # how much nearer that has to be
BEHIND = 1.0  # what a participle right behind the number gains
FIXED = 0.15  # what a verb loses that its fixed words say more than: "uit de strafkampen halen"
GOVERNS = 0.8  # what a phrase gains of which a word governs the figure ("kostte aan 30 mensen het leven")
ASIDE = 0.8  # what an adjective loses inside a phrase that is not about the figure ("in de bezette stad")
LIGHT = 0.4  # frames up to this weight say less than the figure before does

UNDERGONE = frozenset({"killed", "wounded", "casualties", "equipment_loss", "unit_loss", "damage", "intercepted"})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A trigger, what it says that a figure measures, and how likely it is the one that says so."""

    score: float
    kind: str
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class _Asked:
    """The figure for which triggers are ranked; `theirs` are the nouns that other figures of its sentence count."""

    mention: Mention
    at: Token
    classes: tuple[str, ...]
    of_classes: tuple[str, ...]
    rivals: list[Mention]
    theirs: frozenset[int]


class Ranking:
    """Ranks the triggers of one document for each of its figures. `mentions` are all of them."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], language: str) -> None:
        self.triggers = Triggers(doc, language)
        self._says = Constructions(language)
        self._apart = grammar(language).apart
        self._reach = {m.start: distances(anchor(m)) for m in mentions}
        self._fixed: dict[int, frozenset[int]] = {}
        self._in_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._in_sentence[mention.token.sent.start].append(mention)

    def beside(self, mention: Mention) -> list[Mention]:
        """The figures of the sentence of a figure, itself too."""
        return self._in_sentence[mention.token.sent.start]

    def rank(self, mention: Mention, classes: tuple[str, ...], of: str | None = None) -> list[Ranked]:
        """The triggers of its sentence that can measure one of `classes`; `of` is the unit that a share is taken of."""
        rivals = [m for m in self.beside(mention) if m is not mention]
        theirs = frozenset(m.noun.i for m in rivals if m.noun is not None and m.noun != mention.noun)
        of_classes = self.triggers.classes(of) if of is not None else ()
        asked = _Asked(mention, anchor(mention), classes, of_classes, rivals, theirs)
        ranked = []
        for trigger in self.triggers.of(asked.at.sent):
            kind = _kind(trigger, asked)
            if kind is not None and not self._barred(trigger, kind, asked):
                ranked.append(Ranked(self._score(trigger, asked), kind, trigger))
        return sorted(ranked, key=lambda r: (-r.score, r.trigger.token.i, r.trigger.frame.name))

    def _barred(self, trigger: Trigger, kind: str, asked: _Asked) -> bool:
        """Whether a word that could measure the figure says nothing of it where it stands."""
        token, mention, at = trigger.token, asked.mention, asked.at
        parts = trigger.words if mention.noun is not None else (token,)
        if any(word.i in asked.theirs for word in parts):
            return True  # the noun of another figure: "telde vijftig doden en 150 gewonden"
        if trigger.form == "noun" and token != mention.noun and _of_a_name(token):
            return True  # "the Air Force", "Rapid Support Forces"
        if self._apart and len(trigger.words) == 1 and self._inside_phrase(mention, token):
            return True  # "have 90 left": no verb of its own
        if token.i not in self._reach[mention.start]:
            return True
        own = token.head == at and token.i == at.i + 1  # "civilians killed by the army, with 90 arrests"
        if not own and any(of_another(word, at, asked.rivals) for word in trigger.words):
            return True
        if kind in UNDERGONE and trigger.frame.affected in ("launcher", "object") and _does(at, token):
            return True  # "two drones hit the plant"
        if self._apart and kind == "attack" and self._says.are_goods(mention):
            return True
        if self._apart and trigger.form == "verb" and self._says.tells_number(token):
            return True
        if mention.start <= token.idx < mention.end and token != mention.noun:
            return True
        if self.triggers.only_subject(trigger) and _undergoes(at, token):
            return True
        return mention.noun is None and _of_a_place(token, at)

    def _score(self, trigger: Trigger, asked: _Asked) -> float:
        token, kinds, mention, at = trigger.token, trigger.frame.kinds, asked.mention, asked.at
        cost = self._reach[mention.start][token.i]
        score = trigger.frame.weight - PER_EDGE * cost - PER_TOKEN * abs(token.i - at.i)
        score -= PER_BORDER * borders(trigger.words, at)
        if any(c in kinds for c in asked.of_classes):
            score += SHARED  # what the share is of says more than that it is a share
        if "fighter" in asked.classes and "fighter" in kinds:
            score += SHARED
        if self._apart:
            score += self._by_order(trigger, mention)
        if self._of_the_whole(token, asked):
            score -= TAKEN
        if trigger.form == "verb" and len(trigger.words) == 1 and token.i in self._with_fixed_words(at):
            score -= FIXED
        if len(trigger.words) > 1 and any(word.head == at and word.dep_ == "case" for word in trigger.words):
            score += GOVERNS
        if any(self._reach[m.start].get(token.i, FAR) < cost - NEARER for m in asked.rivals):
            score -= TAKEN
        aside = trigger.form == "adjective" and token.dep_ == "amod" and token.head != at
        if aside and any(c.dep_ == "case" for c in token.head.children):
            score -= ASIDE
        return score

    @staticmethod
    def _by_order(trigger: Trigger, mention: Mention) -> float:
        """What a word gains or loses where the order of the words says whose it is, as in English."""
        token, gained = trigger.token, 0.0
        if mention.noun in (None, token) and 0 < token.i - mention.token.i < 3 and trigger.form != "noun":
            gained += BEHIND  # "eleven injured": a participle right behind the number is about it
        if trigger.frame.weight > LIGHT and trigger.form == "verb" and _right_before(token, mention):
            gained += BEHIND  # "injuring more than 50"
        if token.dep_ == "compound" and token.head == mention.noun and token != mention.noun:
            gained -= ASIDE  # "assault rifles", "attack helicopters"
        return gained

    @staticmethod
    def _of_the_whole(token: Token, asked: _Asked) -> bool:
        """ "30 of the 40 rockets fired", "90 percent of the houses destroyed": said of the whole, not of the part."""
        mention, noun = asked.mention, asked.mention.noun
        if noun is None:
            return False
        if mention.unit == "percent":
            return token == noun or describes(token, noun)
        part = any(m.noun is not None and m.noun == noun and m.start > mention.start for m in asked.rivals)
        return part and describes(token, noun)

    def _inside_phrase(self, mention: Mention, word: Token) -> bool:
        """Whether a figure stands between a verb and the fixed word that belongs to it."""
        phrases = (t for t in self.triggers.of(word.sent) if t.form == "verb" and len(t.words) > 1)
        return any(word in t.words[1:] and t.token.i < mention.token.i < word.i for t in phrases)

    def _with_fixed_words(self, at: Token) -> frozenset[int]:
        """The verbs of the sentence of `at` which stand there with their fixed words."""
        start = at.sent.start
        if start not in self._fixed:
            triggers = () if self._apart else self.triggers.of(at.sent)
            self._fixed[start] = frozenset(t.token.i for t in triggers if t.form == "verb" and fixed_phrase(t))
        return self._fixed[start]


def _kind(trigger: Trigger, asked: _Asked) -> str | None:
    """What a word says that a figure of these classes measures."""
    kinds = trigger.frame.kinds
    kind = next((kinds[c] for c in asked.classes if c in kinds), None)
    if kind is None and trigger.token == asked.mention.noun and trigger.form == "noun":
        return kinds.get("person")  # the counted noun itself says it, also where its unit is not known
    return kind


def _right_before(verb: Token, mention: Mention) -> bool:
    """Whether a verb stands right before a figure: "killing 13 and injuring more than 50"."""
    behind = (t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.dep_ not in ("det", "advmod") or t.idx >= mention.start)
    return verb.pos_ == "VERB" and next((t.idx >= mention.start for t in behind), False) and verb.idx < mention.start


def _does(counted: Token, verb: Token) -> bool:
    """Whether what is counted does something to something else: by its active verb or its passive one."""
    if counted.head != verb:
        return False
    if counted.dep_ == "nsubj":
        return any(c.dep_ == "obj" for c in verb.children)
    return counted.dep_ in ("obl", "obl:agent") and case(counted) in BY


def _of_a_place(token: Token, figure: Token) -> bool:
    """Whether a participle only describes where those counted are: "35 op de bezette oever"."""
    noun = token.head
    return (
        token.dep_ in ("amod", "acl")
        and figure in noun.ancestors
        and any(c.dep_ == "case" and c.i > figure.i for c in noun.children)
    )


def _undergoes(counted: Token, verb: Token) -> bool:
    """Whether what is counted is no subject of the verb: "returned 95 prisoners", "fell from 43,000 to 5,000"."""
    while counted.dep_ == "conj" and counted.head != verb:
        counted = counted.head
    left = any(c.dep_ == "aux:pass" for c in verb.children)  # "fewer than 1,500 were left"
    left = left or (
        verb.dep_ == "acl" and verb.head == counted and not verb.lower_.endswith("ing")
    )  # "has six men left"
    undergone = counted.dep_ in ("obj", "obl", "obl:arg", "obl:unmarked", "nsubj:pass")
    return left or (counted.head == verb and undergone)


def _of_a_name(token: Token) -> bool:
    """Whether a word is a part of a body's name of several words."""
    beside = token.doc[max(0, token.i - 1) : token.i + 2]
    return token.ent_type_ == "ORG" and sum(t.ent_type_ == "ORG" for t in beside) > 1
