"""What a figure measures: the word of the sentence that says so, and the frame that the word evokes.

A quantity takes the frame (see frames.py) of the trigger that stands nearest to it on the dependency tree, among those
that can measure its unit: in "vijf doden en dertien gewonden" each number has its own noun, in "364 tanks en vijf
vliegtuigen verloren" both share a verb. Distances weigh the kind of edge that is crossed, so that a clause border costs
more than a coordination; a trigger that another figure stands nearer to is dearer. Where the own sentence says nothing,
the figures before say it.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sayso.language.lexicon import lexicon
from sayso.reading.frames import Trigger, Triggers
from sayso.reading.quantities import Mention

# What it costs to walk one edge of the dependency tree, upwards (to the head) and downwards (to a dependent).
# Cheap edges bind words of one phrase; dear ones leave the clause. Labels not listed cost OTHER.
UP = {
    "nummod": 0.1, "det": 0.1, "amod": 0.3, "fixed": 0.1, "flat": 0.1, "compound": 0.1, "compound:prt": 0.0,
    "nsubj": 0.5, "nsubj:pass": 0.5, "obj": 0.5, "iobj": 0.6, "obl": 0.6, "obl:arg": 0.6, "obl:agent": 0.6, "xcomp": 0.6, "advmod": 0.5,
    "nmod": 0.8, "appos": 0.6, "conj": 0.7, "acl": 1.2, "acl:relcl": 1.6, "advcl": 2.0, "ccomp": 2.6, "csubj": 2.0,
    "parataxis": 2.6, "orphan": 0.4, "cop": 0.2, "aux": 0.3, "aux:pass": 0.2, "expl": 1.0,
}  # fmt: skip
DOWN = {
    "compound:prt": 0.0, "amod": 0.3, "acl": 0.7, "acl:relcl": 0.9, "xcomp": 0.3, "advmod": 0.6, "obj": 0.8, "iobj": 1.0,
    "nsubj": 0.9, "nsubj:pass": 0.9, "obl": 0.8, "obl:arg": 0.7, "obl:agent": 1.0, "nmod": 0.7, "conj": 1.5, "advcl": 2.0, "ccomp": 2.2,
    "parataxis": 2.6, "appos": 0.8, "cop": 0.3, "aux": 0.3, "aux:pass": 0.3, "fixed": 0.1, "flat": 0.3, "compound": 0.3,
    "orphan": 0.5, "csubj": 1.5,
}  # fmt: skip
OTHER = 1.2
FAR = 5.0  # a trigger further than this measures something else
PER_EDGE = 0.3  # how fast a trigger's weight fades with the way to it
PER_TOKEN = 0.008  # and with the words between


@dataclass(frozen=True, slots=True)
class Measure:
    """What a quantity was found to measure, by which trigger, and how sure that is (0 to 1)."""

    kind: str
    trigger: Trigger | None
    rule: str
    strength: float


GOOD = 0.05  # below this score a trigger of the own sentence is no better than what the neighbours say
TAKEN = 0.35  # what a trigger loses that another figure stands nearer to
ASIDE = 0.8  # what an adjective loses inside a phrase that is not about the figure ("in de bezette stad")
LIGHT = 0.4  # frames up to this weight say less than the figure before does

LOSSES = frozenset({"killed", "wounded", "captured", "missing", "casualties"})
# What a unit measures where nothing else is said.
DEFAULTS = {"attack": "attack", "case": "legal", "euro": "supply", "dollar": "supply"}
FIRED = {"drone": "attack", "missile": "attack", "shell": "attack"}  # and where no figure before says more
# What the whole is, of which a part is measured: "18 van de 23 drones neergehaald" says that 23 attacked.
WHOLES = {"intercepted": "attack", "killed": "strength", "equipment_loss": "supply", "damage": "other", "displaced": "population"}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure before this one: what it was found to measure, and whether it stands in the same sentence or paragraph."""

    kind: str
    unit: str | None
    end: int  # of its mention, in characters
    same_sentence: bool
    same_paragraph: bool


class Measures:
    """Finds what the figures of one document measure. `mentions` are all of its figures."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], language: str = "nl") -> None:
        self._triggers = Triggers(doc, language)
        self._text = doc.text  # once: spaCy joins it anew each time
        self._words = lexicon(language, "kinds")["constructions"]
        self._reach = {m.start: distances(_anchor(m)) for m in mentions}
        self._rivals: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._rivals[mention.token.sent.start].append(mention)

    def measure(self, mention: Mention, neighbours: Sequence[Neighbour], *, fighters: bool, of: str | None = None) -> Measure:
        """What a quantity measures. `neighbours` are the figures before it, nearest first.

        `fighters` says that soldiers are counted: driving them out is a retreat, driving others out displaces them. `of`
        is the unit of what a share is taken of ("90 procent van de gebouwen": building).
        """
        unit = mention.unit if mention.noun is not None or mention.unit != "item" else None
        classes = self._triggers.classes(unit)
        if unit == "percent" and of is not None:
            classes = self._triggers.classes(of) if of == "territory" else (*self._triggers.classes(of), *classes)
        if fighters:
            classes = ("fighter", *classes)
        if unit in ("km", "m") and self._tells_position(mention):
            return Measure("position", None, "a distance from a place", 0.9)
        before = [n for n in neighbours if n.same_sentence]
        nearby = [n for n in neighbours[:2] if n.same_paragraph and (unit is None or n.unit in (unit, None))]
        ranked = self._rank(mention, classes, of)
        if before and self._is_whole(mention, before[0]):
            own = next((r for r in ranked if r[2].token.head == mention.noun and r[2].form == "adjective"), None)
            kind = own[1] if own else WHOLES.get(before[0].kind, before[0].kind)
            return Measure(kind, own[2] if own else None, "the whole of which the figure before is a part", 0.6)
        if nearby and self._says_again(mention):
            return Measure(nearby[0].kind, None, "says again what the figure before measures", 0.6)
        inherits = self._inherits(mention, ranked)
        if inherits and neighbours and (neighbours[0].same_sentence or neighbours[0].same_paragraph):
            return Measure(neighbours[0].kind, None, inherits, 0.7)
        if ranked and ranked[0][0] > GOOD:
            score, kind, trigger = ranked[0]
            if not (trigger.frame.weight <= LIGHT and mention.noun is None and nearby):
                if kind in ("killed", "wounded") and self._killed_and_wounded(trigger):
                    kind = "casualties"
                return Measure(kind, trigger, f"{trigger.frame.name} ({trigger.form})", min(1.0, max(0.1, score)))
        if fighters and not any(n.kind in LOSSES for n in nearby):
            return Measure("strength", None, "soldiers are counted", 0.4)
        for near in before:
            if unit is None or near.unit in (unit, None):
                return Measure(near.kind, None, "as the figure before it in the sentence", 0.5)
        if unit in DEFAULTS:
            return Measure(DEFAULTS[unit], None, f"what a figure in {unit}s measures by default", 0.4)
        for near in nearby:
            return Measure(near.kind, None, "as the figure before it in the paragraph", 0.35)
        for near in neighbours:
            if unit in ("percent", "ratio") and near.unit == unit:
                return Measure(near.kind, None, f"as the last {unit} before it", 0.2)
        if ranked:
            score, kind, trigger = ranked[0]
            return Measure(kind, trigger, f"{trigger.frame.name} ({trigger.form}), far off", 0.25)
        if unit in FIRED:
            return Measure(FIRED[unit], None, f"what a figure in {unit}s measures by default", 0.3)
        return self._from_sentence_before(mention, classes) or Measure("other", None, "no word says what is measured", 0.1)

    def _rank(self, mention: Mention, classes: tuple[str, ...], of: str | None) -> list[tuple[float, str, Trigger]]:
        """The triggers that can measure one of `classes`, best first, as (score, kind, trigger)."""
        anchor, reach = _anchor(mention), self._reach[mention.start]
        rivals = [m for m in self._rivals[anchor.sent.start] if m is not mention]
        theirs = {m.noun.i for m in rivals if m.noun is not None and m.noun != mention.noun}
        scored = []
        for trigger in self._triggers.of(anchor.sent):
            token = trigger.token
            kind = next((trigger.frame.kinds[c] for c in classes if c in trigger.frame.kinds), None)
            if kind is None or token.i not in reach or token.i in theirs or (mention.start <= token.idx < mention.end and token != mention.noun):
                continue
            cost = reach[token.i]
            score = trigger.frame.weight - PER_EDGE * cost - PER_TOKEN * abs(token.i - anchor.i)
            if of is not None and any(c in trigger.frame.kinds for c in self._triggers.classes(of)):
                score += 0.3  # what the share is of says more than that it is a share
            if mention.unit == "percent" and token == mention.noun:
                score -= TAKEN
            if "fighter" in classes and "fighter" in trigger.frame.kinds:
                score += 0.3
            if _of_another(token, anchor, rivals):
                continue
            if any(self._reach[m.start].get(token.i, FAR) < cost - 0.25 for m in rivals):
                score -= TAKEN
            if mention.unit == "percent" and mention.noun is not None and _describes(token, mention.noun):
                score -= TAKEN
            if trigger.form == "adjective" and token.dep_ == "amod" and token.head != anchor and any(c.dep_ == "case" for c in token.head.children):
                score -= ASIDE
            scored.append((score, kind, trigger))
        scored.sort(key=lambda s: (-s[0], s[2].token.i, s[2].frame.name))
        return scored

    def _from_sentence_before(self, mention: Mention, classes: tuple[str, ...]) -> Measure | None:
        start = mention.token.sent.start
        if start == 0:
            return None
        triggers = self._triggers.of(mention.token.doc[start - 1].sent)
        for trigger in sorted(triggers, key=lambda t: (-t.frame.weight, -t.token.i)):
            kind = next((trigger.frame.kinds[c] for c in classes if c in trigger.frame.kinds), None)
            if kind is not None and trigger.frame.weight >= 0.8:
                return Measure(kind, trigger, f"{trigger.frame.name} in the sentence before", 0.25)
        return None

    # ------------------------------------------------------------------ constructions

    def _tells_position(self, mention: Mention) -> bool:
        """ "12 kilometer ten zuiden van", "op vijftien kilometer van Hama", "230 kilometer noordwestelijker"."""
        following, words = _after(mention, 3), self._words
        if not following:
            return False
        first = following[0].lower_
        if first in words["directions"] or first.endswith(tuple(words["direction_endings"])):
            return True
        if first not in words["from"]:
            return False
        preceding = _before(mention, 1)
        if preceding and preceding[-1].lower_ in words["at"]:
            return True
        return any(t.lower_ in words["lines"] or t.pos_ == "PROPN" for t in following[1:])

    def _is_whole(self, mention: Mention, before: Neighbour) -> bool:
        """ "18 van (de) 23": the figure before is a part of this one."""
        gap = self._text[before.end : mention.start].lower().split()
        return " ".join(gap) in self._words["part_of"]

    def _says_again(self, mention: Mention) -> bool:
        """ "Dat zijn er 950", "Voor 2014 waren dat er ruim 35.000"."""
        anchor = _anchor(mention)
        clause = anchor if any(c.dep_ == "cop" for c in anchor.children) else anchor.head if anchor.head.lemma_ == "zijn" else None
        return clause is not None and any(c.dep_ in ("nsubj", "expl") and c.lower_ in self._words["anaphors"] for c in clause.children)

    def _inherits(self, mention: Mention, ranked: list[tuple[float, str, Trigger]]) -> str | None:
        """ "onder wie drie kinderen", "van hen": a subset measures what its whole does, unless it has its own predicate."""
        preceding = " " + " ".join(t.lower_ for t in _before(mention, 3)) + " "
        following = " " + " ".join(t.lower_ for t in _after(mention, 2)) + " "
        words = self._words
        if not any(f" {w} " in preceding for w in words["subset_before"]) and not any(following.startswith(f" {w} ") for w in words["subset_after"]):
            return None
        for score, _, trigger in ranked:
            if score <= GOOD or trigger.frame.weight < 0.7:
                continue
            token = trigger.token
            if token in (mention.noun, _anchor(mention).head, mention.token.head):
                return None
            if trigger.form != "noun" and 0 < token.i - mention.token.i < 12:
                between = mention.token.doc[mention.token.i : token.i]
                if not any(t.is_punct or t.dep_ == "cc" for t in between):
                    return None
        return "a part of the figure before it"

    def _killed_and_wounded(self, trigger: Trigger) -> bool:
        """ "doden en gewonden", "gedode en gewonde militairen" under one number are casualties."""
        words = [t.lower_ for t in trigger.token.sent if not t.is_space]
        i = sum(1 for t in trigger.token.sent if not t.is_space and t.i < trigger.token.i)
        dead, hurt = set(self._words["dead"]), set(self._words["hurt"])
        for step in (1, -1):
            if 0 <= i + 2 * step < len(words) and words[i + step] in self._words["joins"]:
                pair = {words[i], words[i + 2 * step]}
                if pair & dead and pair & hurt:
                    return True
        return False


def distances(start: Token, limit: float = FAR) -> dict[int, float]:
    """The cheapest way from a token to every token of its sentence that lies within `limit`, by token index."""
    best = {start.i: 0.0}
    queue = [(0.0, start.i)]
    doc = start.doc
    while queue:
        cost, i = heapq.heappop(queue)
        if cost > best[i] or cost > limit:
            continue
        token = doc[i]
        steps = [(child.i, DOWN.get(child.dep_, OTHER)) for child in token.children]
        if token.head.i != i:
            steps.append((token.head.i, UP.get(token.dep_, OTHER)))
        for j, step in steps:
            if cost + step < best.get(j, limit + 0.001):
                best[j] = cost + step
                heapq.heappush(queue, (cost + step, j))
    return best


def _of_another(token: Token, anchor: Token, rivals: Sequence[Mention]) -> bool:
    """Whether a trigger stands in a relative clause with a figure of its own: "12 drones, waarvan ze er 9 onderschepte"."""
    clause = token
    while clause.head.i != clause.i and clause.dep_ not in ("acl:relcl", "acl"):
        clause = clause.head
    if clause.dep_ not in ("acl:relcl", "acl") or clause.is_ancestor(anchor) or clause == anchor:
        return False
    return any(clause.is_ancestor(m.token) or clause == m.token for m in rivals)


def _describes(token: Token, noun: Token) -> bool:
    """Whether a token stands in a relative clause on `noun`: "van alle wapens die waren gestuurd"."""
    while token.head.i != token.i:
        if token.head == noun and token.dep_ in ("acl", "acl:relcl"):
            return True
        token = token.head
    return False


def _anchor(mention: Mention) -> Token:
    return mention.noun if mention.noun is not None else mention.token


def _after(mention: Mention, count: int) -> list[Token]:
    sentence: Span = mention.token.sent
    doc = mention.token.doc
    first = next((t.i for t in doc[mention.token.i : sentence.end] if t.idx >= mention.end), sentence.end)
    return [t for t in doc[first : min(first + count, sentence.end)] if not t.is_space]


def _before(mention: Mention, count: int) -> list[Token]:
    sentence: Span = mention.token.sent
    doc = mention.token.doc
    last = next((t.i for t in sentence if t.idx >= mention.start), sentence.start)
    return [t for t in doc[max(sentence.start, last - count) : last] if not t.is_space]
