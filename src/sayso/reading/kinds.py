"""What a figure measures: the word of the sentence that says so, and the frame that the word evokes.

A quantity takes the frame (see frames.py) of the trigger that ranks first (see ranking.py) among those of its sentence
that can measure its unit: in "vijf doden en dertien gewonden" each number has its own noun, in "364 tanks en vijf
vliegtuigen verloren" both share a verb. Where the own sentence says nothing, the figures before say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.reading.constructions import Constructions
from sayso.reading.frames import Trigger
from sayso.reading.grammar import grammar
from sayso.reading.nearness import anchor, describes
from sayso.reading.quantities import Mention
from sayso.reading.ranking import LIGHT, Ranked, Ranking
from sayso.reading.syntax import case as preposition
from sayso.reading.syntax import children, subject
from sayso.reading.units import unit_table

GOOD = 0.05  # below this score a trigger of the own sentence is no better than what the neighbours say
STRONG = 0.8  # frames from this weight up say what a paragraph is about

SHARES = frozenset({"percent", "ratio"})
ENDS = frozenset({"dying", "killing"})  # frames that say more of people than what they were before
# What befalls people, whatever they were before: "patiënten werden geëvacueerd", "verdachten zijn opgepakt".
BEFALLS = frozenset({"wounding", "capturing", "missing", "evacuating", "fleeing"})
WERE = frozenset({"legal", "being-captive", "being-treated", "inhabitants"})  # nouns that only say who they were
AWAY = frozenset({"being-captive", "fleeing"})  # nouns of those who are kept, or stay, elsewhere than at home
UNDERGOING = frozenset({"nsubj", "nsubj:pass", "obj", "conj"})

LOSSES = frozenset({"killed", "wounded", "captured", "missing", "casualties"})
HARDWARE = frozenset({"vehicle", "aircraft", "gun", "ship"})
# What a unit measures where nothing else is said.
DEFAULTS = {"attack": "attack", "case": "legal", "euro": "supply", "dollar": "supply"}
FIRED = {"drone": "attack", "missile": "attack", "shell": "attack"}  # and where no figure before says more
# What the whole is, of which a part is measured: "18 van de 23 drones neergehaald" says that 23 attacked.
WHOLES = {
    "intercepted": "attack",
    "killed": "strength",
    "equipment_loss": "supply",
    "damage": "other",
    "displaced": "population",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a quantity was found to measure, by which trigger, and how sure that is (0 to 1)."""

    kind: str
    trigger: Trigger | None
    rule: str
    strength: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure before this one: what it was found to measure, and whether its sentence or paragraph is the same."""

    kind: str
    unit: str | None
    end: int  # of its mention, in characters
    same_sentence: bool
    same_paragraph: bool
    count: float | None = None  # what it comes to

    @property
    def of_soldiers(self) -> bool:
        return self.kind in ("strength", "deployment") and self.unit in (None, "person")


@dataclass(frozen=True, slots=True)
class _Case:
    """One figure with all that is known about it before it is said what it measures."""

    mention: Mention
    unit: str | None  # None where the words name none
    classes: tuple[str, ...]
    neighbours: Sequence[Neighbour]
    ranked: list[Ranked]
    fighters: bool

    @property
    def nearby(self) -> list[Neighbour]:
        return [n for n in self.neighbours[:2] if n.same_paragraph and self.fits(n)]

    @property
    def of_soldiers_before(self) -> bool:
        """Whether a bare figure may be a part of the soldiers counted right before it."""
        if self.mention.noun is not None or not self.nearby or not self.nearby[0].of_soldiers:
            return False
        whole, part = self.nearby[0].count, self.mention.low or self.mention.high
        return whole is None or part is None or part <= whole

    def fits(self, neighbour: Neighbour) -> bool:
        """Whether both could count the same things."""
        if self.unit is None or self.unit == "ratio" or neighbour.unit in (self.unit, None):
            return True
        return (
            neighbour.same_sentence and {self.unit, neighbour.unit} <= HARDWARE
        )  # "acht kanonnen, Finland drie tanks"

    def says(self, least: float) -> bool:
        """Whether a word of the own sentence says what is measured, by a score above `least`."""
        return bool(self.ranked) and self.ranked[0].score > least


class Measures:
    """Finds what the figures of one document measure. `mentions` are all of its figures."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], language: str = "nl") -> None:
        self._ranking = Ranking(doc, mentions, language)
        self._triggers = self._ranking.triggers
        self._says = Constructions(language)
        self._territory = frozenset(lexicon(language, "kinds")["territory"])
        self._apart = grammar(language).apart
        self._units = unit_table(language)

    def measure(
        self, mention: Mention, neighbours: Sequence[Neighbour], *, fighters: bool, of: str | None = None
    ) -> Measure:
        """What a quantity measures. `neighbours` are the figures before it, nearest first.

        `fighters` says that soldiers are counted: driving them out is a retreat, driving others out displaces them.
        `of` is the unit of what a share is taken of ("90 procent van de gebouwen": building).
        """
        unknown = mention.noun is None or (self._apart and self._units.known(mention.noun.lower_) is None)
        measured = any(
            self._units.known(word) == "item" for word in mention.text.lower().split()
        )  # "40 tonnes of flour"
        unit = None if unknown and mention.unit == "item" and not measured else mention.unit
        if (
            unit is None
            and mention.unit == "item"
            and not set(self._units.money["other"]).isdisjoint(mention.text.lower().split())
        ):
            unit = "euro"  # money, if not in one of the units of the guide
        if unit in ("km", "m") and self._says.is_position(mention):
            return Measure("position", None, "a distance from a place", 0.9)
        classes = self._classes(unit, fighters, of)
        case = _Case(mention, unit, classes, neighbours, self._ranking.rank(mention, classes, of), fighters)
        return (
            self._by_construction(case)
            or self._by_trigger(case)
            or self._by_neighbours(case)
            or self._by_last_resort(case)
        )

    def _classes(self, unit: str | None, fighters: bool, of: str | None) -> tuple[str, ...]:
        classes = self._triggers.classes(unit)
        if unit == "percent" and of is not None:
            classes = self._triggers.classes(of) if of == "territory" else (*self._triggers.classes(of), *classes)
        return ("fighter", *classes) if fighters else classes

    # ------------------------------------------------------------------ the ways to know, in the order of their trust

    def _by_construction(self, case: _Case) -> Measure | None:
        mention, before = case.mention, case.neighbours[0] if case.neighbours else None
        if before is not None and before.same_sentence and self._says.is_whole_of(mention, before.end):
            return _whole(case, before.kind, "the whole of which the figure before is a part")
        if before is not None and before.same_paragraph and self._says.compared(mention):
            return Measure(before.kind, None, "set against the figure before it", 0.6)
        if case.unit in (None, "person", "ratio") and self._says.so_many(mention):
            return Measure("strength", None, "how many they are", 0.6)
        if (mention.noun is None or case.unit == "person") and self._says.of_a_town(mention):
            return Measure("population", None, "who live in a place", 0.8)
        if not case.says(GOOD) and (self._says.are_there(mention) or self._town_counts(mention)):
            return Measure("population", None, "who are there", 0.5)
        if before is not None and before.same_sentence and self._says.ones(mention):
            return Measure(before.kind, None, "more of what the figure before counts", 0.7)
        part = self._says.part_after(mention, self._ranking.beside(mention))
        if part is not None:
            done = self._ranking.rank(part, self._triggers.classes(case.unit))
            if done and done[0].score > GOOD:
                return _whole(case, done[0].kind, "the whole of which the figure behind is a part")
        if before is not None and (before.same_sentence or before.same_paragraph):
            share = case.unit in SHARES and before.unit not in SHARES
            if self._says.says_again(mention) and (share or case.nearby):
                again = before if share else case.nearby[0]
                return Measure(again.kind, None, "says again what the figure before measures", 0.6)
            if share and before.same_sentence and self._says.in_apposition(mention, before.end):
                return Measure(before.kind, None, "says again what the figure before measures", 0.6)
        follows = before is not None and (before.same_sentence or before.same_paragraph)
        if before is not None and follows and self._says.is_part(mention) and not _has_own_predicate(case):
            return Measure(before.kind, None, "a part of the figure before it", 0.7)
        return None

    def _town_counts(self, mention: Mention) -> bool:
        """ "Mijn dorp telde 800 mensen": who live there."""
        noun = mention.noun
        if noun is None or noun.lower_ not in self._says.words.get("inhabiting", ()):
            return False
        first = noun.head if noun.dep_ == "conj" else noun  # "had a doctor, a school and 900 people"
        town = subject(first.head) if first.dep_ == "obj" else None
        settled = town is not None and (town.lower_ in self._territory or town.ent_type_ == "LOC")
        return settled and first.head.lemma_.lower() in self._says.words["counting_people"]

    def _by_trigger(self, case: _Case) -> Measure | None:
        if not case.says(GOOD):
            return None
        best = self._befell(case) or case.ranked[0]
        if best.trigger.frame.weight <= LIGHT and case.mention.noun is None and case.nearby:
            return None
        if best.trigger.frame.name == "inhabiting" and (stay := self._staying(case, best)) is not None:
            return stay
        if best.kind == "displaced" and (case.fighters or case.of_soldiers_before):
            if preposition(anchor(case.mention)) in self._says.words["so_many"]["with"]:
                return Measure("strength", best.trigger, "with how many soldiers", 0.5)
            if not case.fighters:
                return Measure("retreat", best.trigger, "what the soldiers did that were counted before", 0.5)
        if best.trigger.token.lower_ in self._says.words["victims"] and self._says.taken_up(best.trigger.token):
            tolls = [n.kind for n in case.neighbours if n.kind in LOSSES]
            if tolls and tolls[0] == "killed":
                return Measure("killed", best.trigger, "the dead told of before", best.score)
        if best.kind in ("killed", "wounded") and self._says.killed_and_wounded(best.trigger.token):
            best = Ranked(best.score, "casualties", best.trigger)
        return _measure(best)

    def _staying(self, case: _Case, best: Ranked) -> Measure | None:
        """What those are who stay somewhere: by where, by their own noun, or by who was counted before."""
        if (set_in := self._says.setting(best.trigger.token)) is not None:
            return Measure(set_in, best.trigger, "where they stay", best.score)
        noun = case.mention.noun
        own = next((r for r in case.ranked if noun is not None and r.trigger.token == noun), None)
        if own is not None and own.trigger.frame.name in AWAY:
            return Measure(own.kind, own.trigger, "who they are that stay", own.score)
        if noun is None and case.nearby and case.nearby[0].kind == "captured":
            return Measure("captured", best.trigger, "more of the captives counted before", best.score)
        return None

    def _befell(self, case: _Case) -> Ranked | None:
        """What befell those counted, where a noun only says who they were: "drie patiënten waren op slag dood"."""
        noun, best = case.mention.noun, case.ranked[0]
        if noun is None or best.trigger.token != noun or best.trigger.frame.name in ENDS or best.trigger.form == "verb":
            return None
        ends = ENDS | BEFALLS if best.trigger.frame.name in WERE else ENDS
        heads = (noun.head, *noun.head.ancestors)[:2] if noun.dep_ == "conj" else (noun.head, *_and_then(noun.head))
        number = case.mention.token  # "drie van de zwaargewonden zijn overleden"
        undergone = [t.head for t in (noun, number) if t.dep_ in UNDERGOING and t.head != noun]
        heads = (*(heads if noun.dep_ in UNDERGOING else ()), *undergone)
        for one in case.ranked:
            if one.trigger.frame.name in ends and one.score > GOOD and one.trigger.token in heads:
                return one
        return None

    def _by_neighbours(self, case: _Case) -> Measure | None:
        if case.fighters and not any(n.kind in LOSSES for n in case.nearby):
            return Measure("strength", None, "soldiers are counted", 0.4)
        if case.unit in SHARES and self._says.changes_by(case.mention):
            return Measure("other", None, "how much something changed", 0.3)
        for near in case.neighbours:
            if near.same_sentence and case.fits(near):
                return Measure(near.kind, None, "as the figure before it in the sentence", 0.5)
        if case.unit in DEFAULTS:
            return Measure(DEFAULTS[case.unit], None, f"what a figure in {case.unit}s measures by default", 0.4)
        for near in case.nearby:
            return Measure(near.kind, None, "as the figure before it in the paragraph", 0.35)
        return None

    def _by_last_resort(self, case: _Case) -> Measure:
        if case.ranked:
            trigger = case.ranked[0].trigger
            return Measure(case.ranked[0].kind, trigger, f"{trigger.frame.name} ({trigger.form}), far off", 0.25)
        for near in case.neighbours:
            if case.unit in ("percent", "ratio") and near.unit == case.unit:
                return Measure(near.kind, None, f"as the last {case.unit} before it", 0.2)
        if case.unit in FIRED:
            return Measure(FIRED[case.unit], None, f"what a figure in {case.unit}s measures by default", 0.3)
        return self._from_beside(case) or Measure("other", None, "no word says what is measured", 0.1)

    def _from_beside(self, case: _Case) -> Measure | None:
        """What the sentence before says, or the one behind where a figure stands alone, as in a list of figures."""
        mention = case.mention
        sentence, doc = mention.token.sent, mention.token.doc
        alone = all(t.is_space or t.is_punct or mention.start <= t.idx < mention.end for t in sentence)
        at = sentence.end if alone else sentence.start - 1
        if not 0 <= at < len(doc):
            return None
        strong = [t for t in self._triggers.of(doc[at].sent) if t.frame.weight >= STRONG]
        for trigger in (
            sorted(strong, key=lambda t: t.token.i)
            if alone
            else sorted(strong, key=lambda t: (-t.frame.weight, -t.token.i))
        ):
            kind = next((trigger.frame.kinds[c] for c in case.classes if c in trigger.frame.kinds), None)
            if kind is not None:
                rule = "in the sentence behind" if alone else "in the sentence before"
                return Measure(kind, trigger, f"{trigger.frame.name} {rule}", 0.25)
        return None


def _and_then(verb: Token) -> list[Token]:
    """The verbs joined to a verb, also where the parse joins one to a noun: "were driven to a farm and shot"."""
    joined = (c for t in (verb, *children(verb, "obl", "obl:arg")) for c in children(t, "conj"))
    return [token for token in joined if token.pos_ == "VERB"]


def _measure(best: Ranked) -> Measure:
    trigger = best.trigger
    return Measure(best.kind, trigger, f"{trigger.frame.name} ({trigger.form})", min(1.0, max(0.1, best.score)))


def _whole(case: _Case, part: str, rule: str) -> Measure:
    """What a whole measures of which a part is `part`: as its own noun or adjective says, or as the part implies."""
    noun, at = case.mention.noun, anchor(case.mention)
    own = next((r for r in case.ranked if noun is not None and _belongs(r.trigger, noun)), None)
    own = own or next((r for r in case.ranked if r.score > GOOD and describes(r.trigger.token, at)), None)
    kind = own.kind if own else WHOLES.get(part, part)
    return Measure(kind, own.trigger if own else None, rule, 0.6)


def _belongs(trigger: Trigger, noun: Token) -> bool:
    return trigger.token == noun or (trigger.token.head == noun and trigger.form == "adjective")


def _has_own_predicate(case: _Case) -> bool:
    """Whether a part has a word of its own that says what happened to it: "van wie er drie stierven"."""
    mention = case.mention
    for one in case.ranked:
        token = one.trigger.token
        if one.score <= GOOD or one.trigger.frame.weight < 0.7 or one.trigger.frame.name == "inhabiting":
            continue
        if any(t.text == ";" for t in mention.token.doc[mention.token.i : token.i]):
            continue  # of the next item, whatever the parse says
        if token in (mention.noun, anchor(mention).head, mention.token.head):
            return True
        if one.trigger.form != "noun" and 0 < token.i - mention.token.i < 12:
            between = mention.token.doc[mention.token.i : token.i]
            if not any(t.is_punct or t.dep_ == "cc" for t in between):
                return True
    return False
