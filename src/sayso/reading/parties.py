"""Whom a figure happened to, and who did it.

What is measured decides whom to look for: the victims of a loss, the holder of ground, the receiver of goods, the
target of an attack. Each of these roles is an ordered list of levels (`LEVELS`); the first that yields a side decides,
and its name is the rule that `sayso why` prints. What a figure's own words don't say (own_words.py) is taken from its
surroundings (around.py): the figure that it goes on from, the enemy of whoever did it (doers.py), the speaker.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from sayso.packs import Pack
from sayso.reading.actors import Actors
from sayso.reading.around import Around
from sayso.reading.claim import Party
from sayso.reading.clauses import Clauses
from sayso.reading.doers import Doers
from sayso.reading.figures import FOUGHT_FOR, PEOPLE, Earlier, Figure, Found, inferred
from sayso.reading.own_words import OwnWords
from sayso.reading.targets import Targets
from sayso.reading.whom import Whom

__all__ = ["LEVELS", "ROLES", "WEAK", "Earlier", "Figure", "Found", "Parties"]

# For each role, where to look for the party, in order. The names are the rules that `sayso why` prints.
LEVELS = {
    "victims": (
        "both sides",
        "the other side's, in exchange",
        "who loses",
        "what is counted",
        "side named beside it",
        "whose whole it is part of",
        "soldiers counted in its sentence",
        "people, not soldiers",
        "houses and people outside the fighting",
        "hit where no soldiers are spoken of",
        "enemy of who did it",
        "same thing counted before",
        "the other side's, by what its soldiers are called",
        "those talked about",
        "figure it goes on from",
        "own side of who denies or admits",
        "own side of who tells of its fallen",
        "own unit of a soldier who speaks",
        "people whom a civil body counts",
        "figure before, of the same family",
        "soldiers counted before",
        "soldiers of the side talked about",
        "people outside the fighting, told by a civil body",
        "losing speaker",
        "enemy of a fighting speaker",
        "both sides, as the sentence before says",
        "whom the sentence before is about",
        "last side that lost",
        "people outside the fighting",
        "soldiers of the side that is helped",
    ),
    "losers": (
        "both sides",
        "the other side's, in exchange",
        "who loses",
        "what is counted",
        "side named beside it",
        "whose whole it is part of",
        "enemy of who did it",
        "same thing counted before",
        "the other side's, by what its soldiers are called",
        "those talked about",
        "soldiers counted in its sentence",
        "figure it goes on from",
        "own side of who denies or admits",
        "own side of who tells of its fallen",
        "own unit of a soldier who speaks",
        "figure before, of the same family",
        "soldiers of the side talked about",
        "losing speaker",
        "enemy of the speaker",
        "whom the sentence before is about",
        "enemy of who speaks in the sentence before",
        "last side that lost",
        "side talked about",
        "side that the text is about",
    ),
    "damaged": ("who loses", "what is counted, if it fights", "figure it goes on from", "people outside the fighting"),
    "residents": (
        "soldiers counted",
        "what is counted, people apart",
        "soldiers counted in its sentence",
        "soldiers counted, of the side talked about",
        "people outside the fighting",
    ),
    "holder": (
        "both sides",
        "in whose hands",
        "who does it",
        "subject",
        "side named beside it",
        "figure it goes on from",
        "ground that the other side lost",
        "figure before, of the same family",
        "own side of the speaker",
        "who speaks in the sentence before",
        "last side that gained",
    ),
    "leaver": (
        "what is counted",
        "who is driven out",
        "subject",
        "side named beside it",
        "soldiers counted in its sentence",
        "enemy of who did it",
        "figure it goes on from",
        "own side of who denies or admits",
        "ground that the other side won",
        "figure before, of the same family",
        "soldiers counted before",
        "soldiers counted, of the side talked about",
        "enemy of the speaker",
        "side that the text is about",
    ),
    "stander": ("subject, if it fights",),
    "owner": (
        "both sides",
        "what is counted",
        "subject",
        "who does it",
        "side named beside it",
        "figure it goes on from",
        "those talked about",
        "own unit of a soldier who speaks",
        "whom the same speaker's figures are about",
        "figure before, of the same family",
        "the other side's soldiers",
        "own side of the speaker",
        "whom the sentence before is about",
        "side talked about",
        "last side that lost",
        "side that the text is about",
    ),
    "receiver": (
        "receiver",
        "maker or user",
        "figure it goes on from",
        "figure before, of the same family",
        "side that is helped",
    ),
    "target": (
        "who shot down the rest",
        "target",
        "enemy of who did it",
        "figure it goes on from",
        "side that was hit before",
        "figure before, of the same family",
        "own side of the speaker",
        "side that the text is about",
    ),
    "launcher": (
        "what is counted",
        "enemy of who did it",
        "figure it goes on from",
        "enemy of the speaker",
        "whose missiles they were",
        "figure before, of the same family",
        "enemy of the side that is helped",
    ),
    "accused": (
        "what is counted",
        "subject",
        "side named beside it",
        "figure it goes on from",
        "figure before, of the same family",
        "side that the text is about",
    ),
    "subject": (
        "people of a country",
        "what is counted",
        "subject",
        "side named beside it",
        "figure it goes on from",
        "unnamed people",
    ),
}

ROLES = {
    "killed": "victims",
    "wounded": "victims",
    "missing": "victims",
    "casualties": "victims",
    "captured": "losers",
    "damage": "damaged",
    "equipment_loss": "losers",
    "unit_loss": "losers",
    "displaced": "residents",
    "population": "residents",
    "advance": "holder",
    "control": "holder",
    "retreat": "leaver",
    "position": "stander",
    "strength": "owner",
    "deployment": "owner",
    "supply": "receiver",
    "attack": "target",
    "intercepted": "launcher",
    "legal": "accused",
    "other": "subject",
}

# Levels that guess from afar: a headline's figure rather takes what its body says.
WEAK = frozenset(
    {
        "figure before, of the same family",
        "enemy of the speaker",
        "enemy of a fighting speaker",
        "last side that lost",
        "people outside the fighting",
        "side that is helped",
        "own side of the speaker",
        "people outside the fighting, told by a civil body",
        "whom the sentence before is about",
        "who speaks in the sentence before",
        "enemy of who speaks in the sentence before",
        "side talked about",
        "side that the text is about",
        "soldiers of the side talked about",
        "soldiers of the side that is helped",
    }
)

Level = Callable[[Figure], Party | None]


class Parties:
    """Finds the parties of the figures of one document, in the order of the text."""

    def __init__(self, doc: Doc, actors: Actors, pack: Pack, language: str = "nl") -> None:
        self._whom = whom = Whom(doc, actors, pack, language)
        clauses = Clauses(whom)
        own = OwnWords(whom, clauses)
        targets = Targets(whom, own)
        self._around = around = Around(whom, clauses)
        self._doers = Doers(whom, own, targets)
        self.levels: dict[str, Level] = {
            # the figure's own words
            "both sides": lambda f: own.both(f.mention.token.sent),
            "side named beside it": own.beside,
            "what is counted": own.counted,
            "what is counted, if it fights": lambda f: whom.fighting(own.counted(f)),
            "what is counted, people apart": own.people_apart,
            "soldiers counted": own.soldiers,
            "who loses": own.loser,
            "whose whole it is part of": own.whole,
            "in whose hands": own.in_hands,
            "subject": clauses.party,
            "subject, if it fights": lambda f: whom.fighting(clauses.party(f)),
            "who is driven out": own.driven,
            "receiver": own.receiver,
            "maker or user": lambda f: own.made(f) or (around.subject_before(f) if own.makes(f) else None),
            "target": targets.target,
            "people, not soldiers": around.plain_people,
            "houses and people outside the fighting": around.civil,
            "hit where no soldiers are spoken of": around.under_fire,
            # who did it
            "who does it": lambda f: None if own.trains(f) else f.doer,
            "enemy of who did it": lambda f: (
                whom.at_sea(f.agent, f.mention.noun) or whom.enemy(f.doer, armed=f.kind in FOUGHT_FOR)
            ),
            # the figures before
            "the other side's, in exchange": around.exchanged,
            "same thing counted before": around.same_noun,
            "figure it goes on from": around.goes_on_from,
            "figure before, of the same family": around.before,
            "soldiers counted before": around.soldiers_before,
            "soldiers counted in its sentence": around.of_counted_soldiers,
            "ground that the other side lost": lambda f: around.ground(f, "retreat"),
            "ground that the other side won": lambda f: around.ground(f, "advance"),
            "whose missiles they were": around.launched,
            "who shot down the rest": around.shot_down,
            "side that was hit before": around.last_hit,
            "last side that lost": around.last_loss,
            "last side that gained": around.last_gain,
            # the sentences before
            "both sides, as the sentence before says": lambda f: own.both(around.sentence_before(f)),
            "whom the sentence before is about": around.subject_before,
            "who speaks in the sentence before": around.told_before,
            "enemy of who speaks in the sentence before": lambda f: whom.enemy(around.told_before(f)),
            "soldiers of the side talked about": around.soldiers_topic,
            "soldiers counted, of the side talked about": around.counted_soldiers_topic,
            "side talked about": around.topic,
            "side that the text is about": around.main_side,
            # the speaker
            "own side of who denies or admits": lambda f: whom.speaker(f) if around.admits(f) else None,
            "own unit of a soldier who speaks": around.own_unit,
            "whom the same speaker's figures are about": around.still_told,
            "own side of the speaker": whom.speaker,
            "enemy of the speaker": lambda f: whom.enemy(whom.speaker(f), armed=f.kind in FOUGHT_FOR),
            "enemy of a fighting speaker": around.fought,
            "own side of who tells of its fallen": around.fallen,
            "the other side's, by what its soldiers are called": around.regulars,
            "those talked about": around.they,
            "losing speaker": lambda f: whom.speaker(f) if self._loses(f) else None,
            "the other side's soldiers": around.other_soldiers,
            # nobody in particular
            "people outside the fighting, told by a civil body": around.told_by_civil,
            "people whom a civil body counts": around.own_people,
            "people outside the fighting": lambda f: inferred("civilians"),
            "people of a country": around.people_in_need,
            "unnamed people": around.unnamed_people,
            "side that is helped": around.helped,
            "enemy of the side that is helped": around.against_home,
            "soldiers of the side that is helped": around.home_soldiers,
        }

    def affected(self, figure: Figure) -> Found | None:
        """Whom it happened to, or None where nothing says so."""
        noun = figure.mention.noun
        burghers = self._whom.group(noun) == "civilian" or self._whom.at_sea(figure.agent, noun) is not None
        fighters = (figure.kind in FOUGHT_FOR and not burghers) or self._whom.soldierly(figure)
        for rule in LEVELS[ROLES[figure.kind]]:
            party = self.levels[rule](figure)
            if party is not None and party.side is not None and not (fighters and party.side == "civilians"):
                return Found(party, rule)
        return None

    def agent(self, figure: Figure) -> Found | None:
        """Who did it, where the text says so; call it before `affected`, which asks for the enemy of who did it."""
        doers = self._doers
        for rule, level in (
            ("who does it", doers.does_it),
            ("whose act it is", doers.act),
            ("as the figure it goes on from", doers.shared),
        ):
            if (party := _doer(level(figure))) is not None:
                shelled = figure.kind in PEOPLE and (rule != "who does it" or doers.by_fire(figure))
                figure.agent = party
                figure.doer = None if shelled else party  # whom shells kill, they seldom fight
                return Found(party, rule)
        attacker = _doer(doers.attack_before(figure))
        figure.agent = attacker
        affected = self.affected(figure)
        if attacker is not None and not (affected is not None and self._whom.allied(affected.party, attacker)):
            return Found(attacker, "whose attack was told before")
        figure.agent = None
        for rule, implied in (
            ("who gains the ground", doers.gains),
            ("enemy who reports the loss", doers.tells_of_enemy),
            ("enemy of whom it befell", doers.fires),
        ):
            if affected is not None and (party := _doer(implied(figure, affected.party))) is not None:
                return Found(party, rule)
        return None

    def _loses(self, figure: Figure) -> bool:
        return figure.frame in ("losing", "costing") and self._whom.first_person(figure)


def _doer(party: Party | None) -> Party | None:
    """`party` where it can be a doer: of a known side that fights or gives."""
    return party if party is not None and party.side is not None and party.side != "civilians" else None
