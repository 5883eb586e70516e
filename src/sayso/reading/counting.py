"""What a figure counts: the noun behind it, and the unit of that noun.

The noun is looked for behind the number, over adjectives, in the tagged text; what the tagger makes of a word yields
to the unit table, so that a wrong tag doesn't lose a noun that everybody knows. Figures without one: left_out.py.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from sayso.reading.syntax import seen_to
from sayso.reading.units import UnitTable

_FAR = 9  # tokens between a number and its noun, at most
NOMINAL = frozenset({"NOUN", "PROPN"})
_CLOSING = frozenset({"AUX", "SCONJ", "CCONJ", "PRON", "DET", "NUM", "ADP"})
_OPEN = frozenset("'\"‘’“”„«»*")


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted noun (None when left out) and its unit (None when unknown); `reason` when it makes no figure."""

    noun: Token | None
    unit: str | None
    reason: str | None = None


class Counting:
    """Finds the nouns behind the figures of one parsed document, and their units."""

    def __init__(self, doc: Doc, units: UnitTable) -> None:
        self.units, self.words = units, units.grammar
        self.tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.tokens = list(doc)
        self.lowers = [token.lower_.replace("’", "'") for token in self.tokens]
        self._starts = [token.idx for token in self.tokens]

    def token_at(self, char: int) -> Token:
        """The token that holds the character at `char`."""
        return self.tokens[max(0, bisect_right(self._starts, char) - 1)]

    def unit_of(self, token: Token) -> str | None:
        """The unit of a noun: by form, then lemma, then as a nationality."""
        unit = self._apart(token) or self.units.known(self.lowers[token.i])
        if unit is None and token.lemma_ and token.lemma_ != token.text:
            unit = self.units.known(token.lemma_.lower())
        if unit is None and token.pos_ in ("NOUN", "PROPN", "") and self.units.is_people(token.text):
            return "person"
        return unit

    def _apart(self, token: Token) -> str | None:
        """The unit of a compound whose words stand apart: "artillery pieces", "speed boats"."""
        nominal = token.pos_ in NOMINAL and token.i > 0 and self.tokens[token.i - 1].pos_ in (*NOMINAL, "ADJ")
        if not self.units.head_last or not nominal:
            return None
        return self.units.known(f"{self.lowers[token.i - 1]}-{self.lowers[token.i]}")

    def after(self, last: Token, end: int) -> Counted:
        """The noun counted by a number whose mention ends at character `end`, in token `last`."""
        classifier: Token | None = None
        modified = 0  # where a modifier of several words ends
        for token in self.tokens[last.i + 1 : last.i + 1 + _FAR]:
            lower = self.lowers[token.i]
            if token.is_space or lower in _OPEN or token.idx < end:
                continue
            if token.i < modified:
                continue
            if (modified := max(self._hyphened(token), self._calibre(token))) > token.i:
                continue  # "20 surface-to-air missiles", "200 155 mm shells"
            if lower in self.words["the"] and self._every(last):
                continue
            if lower in self.words["this"] and self._opens_time(token):
                break
            reason = self.units.reason(lower)
            if reason and not (reason == self.units.nothing and self._compounded(token) is not None):
                return Counted(token, None, reason)  # but "122,000 war-crimes cases"
            if lower in self.words["of"]:
                return self._partitive(token)
            if lower in self.units.classifiers:
                classifier = token
                continue
            joins = lower in self.words["and"] or (self.units.head_last and lower == ",")
            if joins and self._between_modifiers(token):
                continue
            if lower in self.units.function_words or token.pos_ in _CLOSING:
                noun = self._premodified(token) or classifier
                return self._counted(noun) if noun is not None else Counted(None, None)
            unit = self.unit_of(token)
            if token.pos_ in ("ADJ", "VERB") and self._modifies(token):
                continue
            if self._possesses(token):
                continue  # "the town's 30,000 inhabitants"
            if unit is not None or token.pos_ in NOMINAL:
                head = self._chain(token)
                if self.units.head_last:
                    unit = self.unit_of(head)
                if unit is None and self._loose(last, head if self.units.head_last else token):
                    break
                return self._counted(head)
            if self.tagged and token.pos_ not in ("ADJ", "ADV", "X", "SYM"):
                break
        return self._counted(classifier) if classifier else Counted(None, None)

    def _hyphened(self, token: Token) -> int:
        """Index behind the hyphenated word that begins with `token` and says which of what follows; else its own."""
        if not self.units.head_last:
            return token.i
        end = token.i + 1
        while end + 1 < len(self.tokens) and self.tokens[end].text == "-":
            if self.tokens[end].whitespace_ or self.tokens[end - 1].whitespace_:
                break
            end += 2
        modifies = end > token.i + 1 and end < len(self.tokens) and self.tokens[end].pos_ in ("NOUN", "ADJ")
        return end if modifies and not self.tokens[end].is_sent_start else token.i

    def _calibre(self, token: Token) -> int:
        """Index behind "155 mm" or "155-millimetre" that begins with `token`; else its own."""
        end = token.i + 1
        end += end < len(self.tokens) and self.tokens[end].text == "-"
        named = token.text[0].isdigit() and end < len(self.tokens)
        return end + 1 if named and self.units.reason(self.lowers[end]) == self.units.calibre else token.i

    def _possesses(self, token: Token) -> bool:
        """Whether a genitive follows, so that the noun counted comes later."""
        return (
            self.units.head_last
            and any(c.dep_ == "case" and c.i == token.i + 1 for c in token.children)
            and (token.dep_ == "nmod:poss")
        )

    def _every(self, number: Token) -> bool:
        """ "alle vijf de deelstaten": an article stands between a figure and its noun."""
        return number.i > 0 and self.lowers[number.i - 1] in self.words["every"]

    def _counted(self, noun: Token) -> Counted:
        unit = self.unit_of(noun)
        return Counted(noun, self._mixed(noun, unit) if unit else "item")

    def _chain(self, noun: Token) -> Token:
        """The last of nouns in a row whose first says no unit: "Storm Shadows", "Himars raketten"; in English the last
        of any: "drone attacks"."""
        while self.units.head_last and (last := self._compounded(noun)) is not None:
            noun = last
        for token in self.tokens[noun.i + 1 : noun.i + 3]:
            loose = noun.pos_ == "PROPN" or self.unit_of(noun) is None
            if not (loose and token.pos_ in NOMINAL and self.unit_of(token)):
                break
            noun = token
        return noun

    def _compounded(self, noun: Token) -> Token | None:
        """The noun right behind `noun` that it makes a compound with: "attacks" of "drone attacks"."""
        if noun.i + 1 >= len(self.tokens):
            return None
        follower = self.tokens[noun.i + 1]
        if follower.text == "-" and noun.i + 2 < len(self.tokens):
            follower = self.tokens[noun.i + 2]
        if follower.pos_ not in NOMINAL or follower.is_sent_start or self.units.reason(self.lowers[follower.i]):
            return None
        tied = noun.dep_ == "compound" and noun.head.i >= follower.i
        proper = follower.pos_ == "PROPN" and noun.pos_ == "NOUN"
        known = self.units.known(self.lowers[follower.i]) and not self.units.plural(self.lowers[noun.i])
        return follower if tied or (known and not proper) else None

    def _loose(self, number: Token, noun: Token) -> bool:
        """Whether an unknown word behind a number is the verb and no noun: "er twee onderschepte"."""
        if not self.tagged:
            return False
        if noun.lower_ in self.units.victims:
            return True  # "acht dood, elf gewond"
        if noun.lower_ in self.units.victims_after and seen_to(noun, self.words["perceiving"]):
            return True
        if noun not in (number.head, number.head.head) and noun.head is not number:
            return True
        there = any(self.lowers[i] in self.words["there"] for i in range(max(0, number.i - 3), number.i))
        return there and noun.lower_.endswith(("de", "te", "den", "ten"))

    def _modifies(self, token: Token) -> bool:
        """Whether an adjective or participle stands before the noun it belongs to."""
        if token.dep_ in ("amod", "acl", "nummod", "det", "advmod") and token.head.i > token.i:
            return True
        follower = self.next_to(token)
        if follower is None or not (self.units.head_last or self.lowers[token.i].endswith("e")):
            return False
        if self.lowers[follower.i] in self.words["and"] and self._between_modifiers(follower):
            last = self.next_to(self.tokens[follower.i + 1])
            return last is not None and last.pos_ in NOMINAL  # "gesneuvelde of gewonde Oekraïners"
        return follower.pos_ in ("NOUN", "PROPN", "ADJ")

    def _between_modifiers(self, token: Token) -> bool:
        """ "gesneuvelde of gewonde Oekraïners"."""
        sides = (self.tokens[token.i - 1], self.next_to(token))
        bare = self.units.head_last  # English adjectives have no endings
        return all(
            side is not None and side.pos_ in ("ADJ", "VERB") and (bare or side.lower_.endswith("e")) for side in sides
        )

    def _premodified(self, token: Token) -> Token | None:
        """The noun behind a participle phrase that a preposition opens: "tien door kogels geraakte personen".

        The preposition has a noun of its own in there, unlike in "tien op de bezette oever".
        """
        if token.pos_ != "ADP":
            return None
        governed = False
        for one, two in pairwise(self.tokens[token.i + 1 : token.i + 7]):
            if one.is_punct or one.pos_ in ("AUX", "SCONJ", "CCONJ"):
                return None
            if governed and one.pos_ in ("ADJ", "VERB") and one.lower_.endswith("e") and two.pos_ == "NOUN":
                return two
            governed = governed or one.pos_ in (*NOMINAL, "PRON", "NUM")
        return None

    def next_to(self, token: Token) -> Token | None:
        for follower in self.tokens[token.i + 1 : token.i + 3]:
            if not follower.is_space and follower.text not in _OPEN:
                return follower
        return None

    def ordinal(self, last: Token) -> bool:
        """Whether "een derde" is no share but a third one: "een derde (grote) groep"."""
        follower = self.next_to(last)
        if follower is None or follower.lower_ in self.words["part"]:
            return False
        return follower.pos_ in NOMINAL or (follower.pos_ == "ADJ" and follower.dep_ == "amod")

    def _partitive(self, van: Token) -> Counted:
        """ "vijf van hen", "20.000 van zijn strijders": what comes after "van"."""
        for token in self.tokens[van.i + 1 : van.i + 7]:
            if self.lowers[token.i] in self.units.pronouns - self.words["possessive"]:
                if self.lowers[token.i] in self.words["things"]:
                    return Counted(None, None)  # "nine of them": of what was counted before
                return Counted(token, "person")
            if token.is_punct:
                break
            if self.lowers[token.i] in (*self.units.scales, *self.units.counts) or self._possesses(token):
                continue  # "of the town's 30,000 inhabitants", "van de in totaal 20 drones"
            if self.units.head_last and token.pos_ == "NOUN":
                token = self._chain(token)  # noqa: PLW2901  # "of the aid workers"
            unit = self.unit_of(token)
            verbal = token.pos_ in ("ADJ", "VERB") and self.tokens[token.i - 1].pos_ not in ("DET", "PRON")
            if token.pos_ == "NOUN" or (unit and not verbal and token.pos_ not in ("DET", "PRON")):
                if token.text[:1].isupper() and unit is None:
                    break
                return Counted(token, unit or "item")
        return Counted(None, None)

    def _mixed(self, noun: Token, unit: str) -> str:
        """ "338 verloren voertuigen, vliegtuigen en wapensystemen" counts items; unlike "dorpen en stadjes"."""
        if unit in ("person", "place", "attack"):
            return unit
        units = {unit}
        for token in self.tokens[noun.i + 1 : noun.i + 8]:
            if self.lowers[token.i] in self.words["listed"] or token.is_space or token.pos_ == "ADJ":
                continue
            other = self.unit_of(token) if token.pos_ == "NOUN" else None
            if other is None:
                break
            units.add(other)
        return unit if len(units) == 1 else "item"

    def name_before(self, number: Token, last: Token) -> bool:
        """ "kamp Kambo 5 werd": digits under a hundred that belong to the name before them."""
        if number.i == 0 or len(number.text) > 2 or last.i + 1 >= len(self.tokens):
            return False
        name, follower = self.tokens[number.i - 1], self.tokens[last.i + 1]
        return name.pos_ == "PROPN" and number.head == name and follower.pos_ in ("VERB", "AUX", "ADP")

    def _opens_time(self, token: Token) -> bool:
        """ "twee afgelopen nacht": the time is no noun that is counted, unlike "twee afgelopen weken"."""
        follower = self.next_to(token)
        if follower is None:
            return False
        lower = self.lowers[follower.i]
        return self.units.reason(lower) is not None and not lower.endswith(("en", "s"))
