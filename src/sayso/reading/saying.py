"""Which dates say when something was said or counted, and not when it happened.

"Zei hij maandag", "kwam zondag met een dodental", "vrijdag stond de teller nog op 112": the day belongs to the figure's
telling. "Het dodental van de aanval van 7 oktober is bijgesteld", "schat de verliezen sinds oktober" do say when.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from sayso.language.lexicon import lexicon
from sayso.reading.named_dates import When
from sayso.reading.syntax import SUBJECTS, case


@cache
def _words(language: str) -> dict[str, Any]:
    events = lexicon(language, "places")["events"]["nouns"]
    telling = lexicon(language, "periods")["telling"]
    verbs = lexicon(language, "speech")["verbs"]
    saying = {w for group in ("object", "clause", "estimate", "deny") for w in verbs[group].split()}
    return {
        "saying": frozenset({w.replace("|", "") for w in saying} | set(telling["verbs"])),
        "events": tuple(events),
        "with_figures": telling["with_figures"],
        **{
            name: frozenset(telling[name])
            for name in ("standing", "counts", "still", "it", "there", "about", "numbered")
        },
    }


class Saying:
    """Tells dates of saying from dates of events, in one language."""

    def __init__(self, language: str) -> None:
        self._words = _words(language)

    def is_of_speech(self, root: Token, clause: Token, when: When) -> bool:
        """Whether the date headed by `root`, in the clause of `clause`, says when something was said or counted."""
        preposition = case(root) or _before(root, "ADP")
        if when.since or preposition in self._words["about"]:
            return False
        if root.dep_ == "nmod" and root.head.pos_ == "NOUN" and preposition:
            return False  # the day of an event: "het dodental van de aanval op 7 oktober"
        if preposition and _before(root, "NOUN", preposition).endswith(self._words["events"]):
            return False  # right behind what happened then, whatever the parse says: "in a strike on Tuesday"
        if self._is_count(clause):
            return True
        if clause.pos_ not in ("VERB", "AUX"):
            return False
        particle = next((c.lower_ for c in clause.children if c.dep_ == "compound:prt"), "")
        prepositions = self._words["with_figures"].get(clause.lemma_, ())
        says = particle + clause.lemma_ in self._words["saying"] and clause.pos_ == "VERB"
        if not says and not any(case(c) in prepositions for c in clause.children):
            return False
        return not self._belongs_to_figure(root, clause)

    def _is_count(self, clause: Token) -> bool:
        """ "Vrijdag stond de teller op 112", "zondag waren het er nog 210", "een dag eerder telde men er zes"."""
        children = list(clause.children)
        if clause.lemma_ in self._words["standing"] and any(
            c.dep_ in SUBJECTS and c.lower_.endswith(tuple(self._words["counts"])) for c in children
        ):
            return True
        words = {c.lower_ for c in children}
        if any(c.dep_ == "cop" for c in children) or clause.lemma_ in self._words["it"]:
            if not (words & self._words["it"] and words & self._words["there"]):
                return False
        elif clause.lemma_ not in self._words["numbered"]:
            return False
        return bool((words | {c.lower_ for child in children for c in child.children}) & self._words["still"])

    def _belongs_to_figure(self, root: Token, clause: Token) -> bool:
        """ "Sprak van 535 slachtoffers op zaterdag 11 maart": behind the figure, with a preposition."""
        if not case(root) or root.i < clause.i:
            return False
        return any(t.pos_ == "NUM" for t in clause.doc[clause.i : root.left_edge.i])


def _before(root: Token, tag: str, preposition: str = "") -> str:
    """The word before a date, or before its preposition, where it is of the word class `tag`."""
    i = root.left_edge.i - 1
    if preposition and i > root.sent.start and root.doc[i].lower_ == preposition:
        i -= 1
    return root.doc[i].lower_ if i >= root.sent.start and root.doc[i].pos_ == tag else ""
