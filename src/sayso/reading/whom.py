"""Who a word means to a figure: a party, its enemy, its speaker's side, soldiers or people outside the fighting.

What `Actors` resolves, seen from the figure: "wij" is its speaker, "de vijand" its speaker's enemy, "het leger" in a
general's mouth his own.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import dropwhile

from spacy.tokens import Doc, Token

from sayso.language.lexicon import lexicon
from sayso.packs import Pack
from sayso.reading.actors import Actors
from sayso.reading.affiliation import PLACED
from sayso.reading.claim import Party
from sayso.reading.figures import Figure, inferred
from sayso.reading.grammar import grammar
from sayso.reading.nouns import nouns
from sayso.reading.syntax import children
from sayso.reading.units import unit_table

# Rules of actors.py that take a nameless army for the one last named.
VAGUE = frozenset({"body last called so", "group last called so", "whose story it is", "body"})

ARMED = frozenset({"army", "militia", "unit", "service"})


class Whom:
    """The parties of one document's words."""

    def __init__(self, doc: Doc, actors: Actors, pack: Pack, language: str) -> None:
        self.doc = doc
        self.actors = actors
        self.pack = pack
        self.words = {k: frozenset(v) for k, v in lexicon(language, "parties").items()}
        self.grammar = grammar(language)
        self._joined = unit_table(language).joined
        mentioned = Counter(m.side for m in actors.mentions if m.side in pack.sides)
        self.named = Counter({side: count for side, count in mentioned.items() if side in pack.core})
        self._mentioned = mentioned
        self._nouns = nouns(language)
        self._armed = pack.armed_with
        self._endings = {k: tuple(sorted(self.words[k])) for k in ("acts", "soldierly", "fallen")}

    # ------------------------------------------------------------------ parties

    def party(self, token: Token | None, figure: Figure) -> Party | None:
        """Who `token` means where it stands near `figure`, or None for nobody, a place or somebody of no side."""
        if token is None:
            return None
        word, words = token.lower_, self.words
        if self._we(token):
            return self.speaker(figure)
        if word in words["both"]:
            return self.both_sides(token)
        if word in words["they"] and self.first_person(figure) and (enemy := self.enemy(self.speaker(figure))):
            return enemy  # "wij hadden acht doden en zij zestig"
        possessors = {c.lower_ for c in token.children if not self._by_us(c)}
        ours = any(self._we(c) and not self._by_us(c) for c in token.children) or word in words["compatriots"]
        if ours and (own := self.speaker(figure)):
            return own
        if possessors & words["theirs"] and self.first_person(figure) and (enemy := self.enemy(self.speaker(figure))):
            return enemy  # "hun verliezen zijn groter dan de onze"
        if word in words["enemy"]:
            return self.enemy(self.speaker(figure)) or self.actors.party(token)
        said = figure.source[-1].start if figure.source else None
        if word in words["speaker_again"] and said is not None and token.sent.start_char <= said < token.idx:
            return self.speaker(figure) or self._helper(figure)
        return self._resolved(token, figure)

    def _resolved(self, token: Token, figure: Figure) -> Party | None:
        party = self.actors.party(token)
        if party is None or party.side is None:
            return None
        noun, rule = self._nouns.look(token.lower_), self.rule(token)
        if (noun is None or noun.group == "neutral") and rule in PLACED:
            return None  # "doden in Cherson" says where, not whose
        if noun is not None and rule in VAGUE and (noun.group == "force" or noun.body == "army"):
            return self.speaker(figure) or party  # "het leger", said by a general, is his
        return party

    def _by_us(self, word: Token) -> bool:
        """ "door ons 13.000 terroristen gedood": the object of the preposition, not whose they are."""
        if word.i == 0 or word.i + 1 >= len(self.doc) or self.doc[word.i - 1].lower_ not in self.grammar.by:
            return False
        return self.doc[word.i + 1].pos_ == "NUM"

    def rule(self, token: Token) -> str:
        """The rule of actors.py that knows `token`, or the empty string."""
        step = self.actors.explain(token)
        return step.rule if step is not None else ""

    def speaker(self, figure: Figure) -> Party | None:
        """The side that fights and tells the figure; who studies a war or reports on it is of none."""
        if not figure.source or figure.source[-1].side not in self.pack.core or self._onlooker(figure):
            return None
        said = figure.source[-1]
        return Party(said.side, said.actor, said.name, said.text, said.start, said.end)

    def _onlooker(self, figure: Figure) -> bool:
        told = figure.source[-1].text.lower()
        return any(word in told for word in self.words["onlookers"])

    def _helper(self, figure: Figure) -> Party | None:
        """A side that fights in this war without being one of its parties, and tells the figure."""
        said = figure.source[-1]
        told = Party(said.side, said.actor, said.name, said.text, said.start, said.end)
        if said.side is None:
            return None
        return told if self.pack.opponents(said.side) or not self.pack.core else None  # any state, in an unknown war

    def enemy(self, party: Party | None, armed: bool = False) -> Party | None:
        """The side that fights `party`: of several the one that the document names most, `armed` for fighters only."""
        for side in (party.side or "").split("+") if party is not None else ():
            foes = [e for e in self.pack.opponents(side) if not (armed and self.pack.sides[e].unsplit)]
            enemies = [e for e in foes if e in self.pack.core] or foes
            if enemies:
                named = [e for e in enemies if self._mentioned[e]] or [e for e in foes if self._mentioned[e]]
                return inferred(max(named or enemies[:1], key=lambda e: self._mentioned[e]))
        return None

    def at_sea(self, doer: Party | None, ship: Token | None) -> Party | None:
        """Nameless ships that a side without a state attacks or seizes: merchantmen, of no navy."""
        side = self.pack.sides.get(doer.side or "") if doer is not None else None
        if side is None or side.countries or ship is None or ship.lower_ not in self.words["ships"]:
            return None
        if any(c.lower_ in self.words["naval"] for c in children(ship, "amod", "compound")):
            return None  # "an aircraft carrier"
        return inferred("civilians")

    def people_of_enemy(self, party: Party | None) -> Party:
        """Whom the fire of `party` hits: the people it fights, where the pack doesn't part them from their fighters."""
        sides = (party.side or "").split("+") if party is not None else []
        foes = [foe for side in sides for foe in self.pack.opponents(side) if self.pack.sides[foe].unsplit]
        named = [foe for foe in foes if self.named[foe]]
        return inferred(max(named, key=lambda foe: self.named[foe]) if named else "civilians")

    def opposed(self, a: Party | None, b: Party | None) -> bool:
        """Whether two parties fight one another."""
        if a is None or b is None or a.side is None or b.side is None:
            return False
        ours, theirs = set(a.side.split("+")), set(b.side.split("+"))
        return any(set(self.pack.opponents(side)) & theirs for side in sorted(ours)) and not ours & theirs

    def allied(self, a: Party | None, b: Party | None) -> bool:
        """Whether two parties are one side, or fight the same enemy and not one another."""
        if a is None or b is None or a.side is None or b.side is None or self.opposed(a, b):
            return False
        ours, theirs = set(a.side.split("+")), set(b.side.split("+"))
        foes = [{foe for side in sides for foe in self.pack.opponents(side)} for sides in (ours, theirs)]
        return bool(ours & theirs) or not foes[0].isdisjoint(foes[1])

    def both_sides(self, token: Token) -> Party | None:
        """The two sides that the document names most, in the pack's order."""
        most = sorted(self.pack.fighting, key=lambda side: -self.named[side])[:2]
        sides = [side for side in self.pack.fighting if side in most]
        if len(sides) < 2:
            return None
        return Party("+".join(sides), None, None, token.text, token.idx, token.idx + len(token))

    def fighting(self, party: Party | None) -> Party | None:
        """`party` where all of it fights in this war."""
        if party is None or party.side is None or not set(party.side.split("+")) <= self.pack.core:
            return None
        return party

    def at_war(self, party: Party | None) -> Party | None:
        """`party` where it fights in this war or bombs in it."""
        side = party.side if party is not None else None
        return party if side is not None and self.pack.opponents(side) else self.fighting(party)

    def arms(self, noun: Token) -> Party | None:
        """The side that fights with weapons of this name: "Leopards", "Shahed-drones"."""
        for token in (noun, *children(noun, "amod", "compound", "flat", "nmod", "appos")):
            for part in (token.lower_, token.lower_.split("-")[0]):
                for name in (part, part.removesuffix("'s").removesuffix("’s").removesuffix("s")):
                    if (side := self._armed.get(name)) is not None:
                        return Party(side, None, None, noun.text, noun.idx, noun.idx + len(noun))
        return None

    def civil_war(self, side: str | None) -> bool:
        """Whether a side fights one that is no country: its country's people are then on either."""
        if side is None:
            return False
        foes = (foe for foe in self.pack.opponents(side) if foe in self.pack.core)
        return any(not self.pack.sides[foe].countries for foe in foes)

    # ------------------------------------------------------------------ words

    def has(self, verb: Token, table: str) -> bool:
        """Whether a verb is one of a table of parties.toml, by its lemma or as it stands."""
        return verb.lemma_.replace("_", "") in self.words[table] or verb.lower_ in self.words[table]

    def tells(self, verb: Token) -> bool:
        """Whether a verb only says a figure: "meldt", "heeft het over", "houdt het op"."""
        if next(children(verb, "xcomp"), None) is not None:
            return False  # "beweert … te hebben verdreven": of what follows it is the subject too
        if self.has(verb, "telling") and next(children(verb, "compound:prt"), None) is None:
            return True  # but "zegde … toe"
        return self.tells_of(verb)

    def tells_of(self, verb: Token) -> bool:
        """Whether a verb says a figure with the words that go with it: "heeft het over", "houdt het op"."""
        particles = [c for t in (verb, *verb.children) for c in children(t, "case", "compound:prt")]
        particles += [t for t in self.doc[verb.i + 1 : verb.i + 3] if t.pos_ == "ADP"]
        return any(f"{verb.lemma_} {c.lower_}" in self.words["telling_phrases"] for c in particles)

    def exchanged(self, figure: Figure) -> bool:
        """Whether the figure stands for the one before it in its sentence: "909 in ruil voor 34"."""
        before = figure.before
        if before is None or before.sentence != figure.sentence:
            return False
        between = self.doc[before.mention.token.i : figure.mention.token.i]
        return any(t.lower_ in self.words["exchange"] for t in between)

    def act(self, token: Token) -> bool:
        """Whether a noun is one of attack: "luchtaanval", "beschietingen"."""
        if not self._joined:
            if token.lower_ not in self.words["acts"]:
                return False
            return token.pos_ == "NOUN" or any(c.dep_ == "case" for c in token.children)  # "in shelling by the army"
        return token.pos_ == "NOUN" and token.lower_.endswith(self._endings["acts"])

    def group(self, token: Token | None) -> str | None:
        """The group that a noun names: force, civilian, object, neutral (actors.toml)."""
        noun = self._nouns.look(token.lower_) if token is not None else None
        return noun.group if noun is not None else None

    def body(self, noun: Token) -> bool:
        """Whether a noun names a body: an army, a ministry, a party."""
        known = self._nouns.look(noun.lower_)
        return known is not None and known.body is not None

    def first_person(self, figure: Figure) -> bool:
        return any(map(self._we, figure.mention.token.sent))

    def _we(self, token: Token) -> bool:
        """Whether a word is of the first person: "us", but not "US"."""
        return token.lower_ in self.words["first_person"] and token.text != "US"

    def soldierly(self, figure: Figure) -> bool:
        """Whether soldiers are counted, by the noun or the verb: nothing may then say that they don't fight."""
        noun = figure.mention.noun
        if noun is not None:
            if noun.lower_ in self.words["lads"]:
                return self.among_soldiers(figure)
            if self.group(noun) == "force" or noun.lower_ in self.words["head_count"]:
                return True
            if self.group(noun) in ("civilian", "object"):
                return False
        trigger = figure.measure.trigger
        tokens = [t for t in (noun, trigger.token if trigger is not None else None) if t is not None]
        tokens += [c for t in tokens for c in children(t, "amod")]
        return any(t.lower_.startswith(self._endings["soldierly"]) for t in tokens)

    def fallen(self, figure: Figure) -> bool:
        """Whether it says of soldiers that they fell: nobody says so of those he killed himself."""
        trigger, noun = figure.measure.trigger, figure.mention.noun
        tokens = [t for t in (noun, trigger.token if trigger is not None else None) if t is not None]
        tokens += [c for t in tokens for c in children(t, "amod")]
        return any(t.lower_.startswith(self._endings["fallen"]) for t in tokens)

    def many(self, subject: Token) -> bool:
        """Whether the verb of a subject is a plural."""
        if self.grammar.apart:
            return subject.lower_ in self.words["they"]
        verb = subject.head
        finite = next(children(verb, "aux", "aux:pass", "cop"), verb)
        return finite.lower_.endswith("n")

    def among_soldiers(self, figure: Figure) -> bool:
        """Whether the sentence, or else the one before, has words for soldiers and none for civilians."""
        start = figure.mention.token.sent.start
        for sentence in (figure.mention.token.sent, self.doc[start - 1].sent if start > 0 else ()):
            groups = {self._of_soldiers(t) for t in sentence if t.lower_ not in self.words["lads"]}
            if "civilian" in groups:
                return False
            if "force" in groups:
                return True
        return False

    def _of_soldiers(self, token: Token) -> str | None:
        soldiering = self.words["soldiering"]
        return "force" if token.lower_ in soldiering or token.lemma_ in soldiering else self.group(token)

    def soldier_of_unknown_side(self, figure: Figure) -> bool:
        """Whether a soldier speaks of whom nothing says for whom he fights."""
        if not figure.source or figure.source[-1].side is not None:
            return False
        told = self._told(figure)
        return any(word in told for word in self.words["military"])

    def _told(self, figure: Figure) -> str:
        """What the speaker is called, also where the text said so first: "Mykola, een hospik"."""
        if not figure.source:
            return ""
        called = f"{figure.source[-1].text} {figure.source[-1].name or ''}".lower()
        return " ".join([called, *(self._professions[w] for w in called.split() if w in self._professions)])

    @cached_property
    def _professions(self) -> dict[str, str]:
        """What people are, by their names: the noun behind the comma behind the name, however it is parsed."""
        found: dict[str, str] = {}
        for name in self.doc[:-2]:
            if name.ent_type_ != "PER" or name.nbor().text != ",":
                continue
            behind = dropwhile(lambda t: t.pos_ in ("DET", "ADJ"), self.doc[name.i + 2 : name.i + 6])
            noun = next(behind, None)
            if noun is not None and noun.pos_ == "NOUN":
                found[name.lower_] = noun.lower_
        return found

    def civil(self, figure: Figure) -> bool:
        """Whether a hospital, a mayor, a relief body, a commission tells the figure."""
        told = self._told(figure)
        return any(word in told for word in self.words["civil"])

    def military(self, figure: Figure) -> bool:
        """Whether soldiers are told of: by who fights, or by nobody in particular, among words for soldiers."""
        if figure.source:
            told = self._told(figure)
            if self.civil(figure):
                return False
            actor = self.pack.actor(figure.source[-1].actor)
            if any(word in told for word in self.words["military"]) or (actor is not None and actor.kind in ARMED):
                return True
        return any(self.group(t) == "force" for t in figure.mention.token.sent)
