"""The unit of a figure whose noun is left out: "760 gewond", "vijf van hen", "een leger van 40.000", "bedden voor 300".

The predicate tells it, or the words before and behind it, or what was counted before.
"""

from __future__ import annotations

from spacy.tokens import Token

from sayso.reading.counting import NOMINAL, Counting

_AHEAD = 24  # tokens to look ahead for a noun
_BACK = 70  # tokens to look back for one
_LINE = 12  # tokens from a line's heading to its figure
_BULLETS = frozenset("*-–—•·▪●")


class LeftOut:
    """What the words around bare figures say of the noun that they leave out, in the document of `counting`."""

    def __init__(self, counting: Counting) -> None:
        self.counting = counting
        self.units, self.words = counting.units, counting.words
        self.tokens, self.lowers = counting.tokens, counting.lowers

    def predicate(self, first: Token, last: Token, since: int) -> bool:
        """Whether the clause says of a bare figure that people fell: "760 gewond geraakt", "dodental: 5.937"."""
        for token in self.tokens[last.i + 1 : last.i + 8]:
            lower = self.lowers[token.i]
            if (lower in self.units.victims_after and not self._downed(token)) or lower in self.words["whom"]:
                return True
            verbs = self.units.victim_particles.get(lower)
            if verbs and not verbs.isdisjoint(self.lowers[max(since, first.i - 9) : token.i]):
                return True
            if token.is_sent_start or token.like_num or token.text in (";", ":", "."):
                break
        for token in reversed(self.tokens[max(since, first.i - 24) : first.i]):
            if self.lowers[token.i] in self.units.victims and not self._downed(token):
                return True
            if token.text in (";", ".", "?", "!"):
                break
        return False

    def _downed(self, verb: Token) -> bool:
        """Whether a particle makes it a verb that no people undergo: "30 were shot down"."""
        behind = self.lowers[verb.i + 1] if verb.i + 1 < len(self.lowers) else ""
        return behind in self.units.not_of_victims

    @staticmethod
    def acts(first: Token) -> bool:
        """Whether a bare "one" is somebody who does something: "one of them described it"."""
        return first.dep_ == "nsubj" and first.head.pos_ == "VERB"

    def of_whom(self, first: Token) -> bool:
        """Whether the figure is a part of people named just before: "van wie er 142", "onder wie tien"."""
        near = self.tokens[max(0, first.i - 4) : first.i]
        before = [self.lowers[token.i] for token in near if not token.is_space]
        if before and before[-1] in self.words["there"]:
            before.pop()
        return bool(before) and before[-1] in self.words["whom"]

    def of_those(self, first: Token, last: Token) -> bool:
        """Whether a bare figure is a part of what was counted just before: "waaronder één", "één ervan"."""
        before = self.lowers[first.i - 1] if first.i else ""
        after = self.lowers[last.i + 1] if last.i + 1 < len(self.lowers) else ""
        if before in self.words["among"] or after in self.words["thereof"]:
            return True
        further = self.lowers[last.i + 2] if last.i + 2 < len(self.lowers) else ""
        return after in self.words["of"] and further in self.words["things"]

    def there(self, first: Token) -> bool:
        """Whether "er" stands before a figure for the noun that is left out."""
        return first.i > 0 and self.lowers[first.i - 1] in self.words["there"]

    def provided(self, first: Token) -> bool:
        """Whether a bare figure says for how many people there is room or food: "bedden voor 300"."""
        before = self.lowers[max(0, first.i - 2) : first.i]
        return len(before) == 2 and before[0] in self.words["provisions"] and before[1] in self.words["for"]

    def others(self, last: Token) -> bool:
        """Whether "andere" stands for the noun: "twee andere zijn vernield"."""
        follower = self.counting.next_to(last)
        return follower is not None and self.lowers[follower.i] in self.words["other"]

    def together(self, first: Token) -> bool:
        """Whether a figure says how many "we" are: "ooit waren we met 215"."""
        near = self.lowers[max(0, first.i - 3) : first.i]
        if self.words["with"].isdisjoint(near):
            return False
        return not self.words["us"].isdisjoint(self.lowers[max(0, first.i - 5) : first.i])

    def restates(self, first: Token) -> bool:
        """Whether a bare figure takes the place of the one before it: "nu is het drie", "hij hield het op zestig"."""
        start = first.i
        while start > 0 and first.i - start < 8 and not self.tokens[start].is_sent_start:
            start -= 1
        before = f" {' '.join(self.lowers[start : first.i])} "
        return any(f" {words} " in before for words in self.words["restating"])

    def label(self, first: Token, since: int) -> tuple[Token, str] | None:
        """The noun that labels a bare figure: "tanks: 12", "het aantal tanks … 12", "een leger van 40.000"."""
        if first.i > 1 and self.lowers[first.i - 1] in self.words["holders"]:
            unit = self.units.collectives.get(self.lowers[first.i - 2])
            if unit:
                return self.tokens[first.i - 2], unit
        for i in range(first.i - 1, max(0, first.i - 16), -1):
            if self.lowers[i] in self.units.counts:
                nouns = (token for token in self.tokens[i + 1 : min(i + 5, first.i)] if token.pos_ in ("NOUN", "VERB"))
                return next(((noun, unit) for noun in nouns if (unit := self.counting.unit_of(noun))), None)
            if self.tokens[i].is_sent_start or self.lowers[i] == ";":
                break
        colon = self._heading(first, since)
        if colon < 1:
            return None
        noun = self.tokens[colon - 1]
        names = noun.is_alpha and noun.pos_ not in ("VERB", "AUX", "ADV")
        unit = self.counting.unit_of(noun) if names else None
        return (noun, unit) if unit else None

    def _heading(self, first: Token, since: int) -> int:
        """The colon right before a figure ("tanks: 12"), or behind the word that heads its line ("Shells: Russia fired
        500 a day"), but after token index `since`; 0 when there is none."""
        if first.i > 1 and self.tokens[first.i - 1].text == ":":
            return first.i - 1
        for i in range(first.i - 1, max(since, first.i - _LINE), -1):
            before = self.tokens[i - 2] if i > 1 else None
            if self.tokens[i].text == ":":
                heads = before is None or before.is_space or before.is_punct or before.text in _BULLETS
                return i if heads else 0
        return 0

    def coming(self, last: Token) -> tuple[Token, str] | None:
        """The first plural noun with a known unit soon after a bare figure: "Bijna tweeduizend. Zoveel doden …"."""
        for token in self.tokens[last.i + 1 : last.i + _AHEAD]:
            lower = self.lowers[token.i]
            if token.pos_ in NOMINAL and self.units.plural(lower) and (unit := self.units.known(lower)):
                return token, unit
        return None

    def thing(self, first: Token) -> str | None:
        """The unit of the last thing named before "twee andere", in whatever number."""
        for token in reversed(self.tokens[max(0, first.i - _AHEAD) : first.i]):
            unit = self.units.known(self.lowers[token.i]) if token.pos_ == "NOUN" else None
            if unit not in (None, "person", "item"):
                return unit
        return None

    def antecedent(self, first: Token, since: int) -> tuple[Token, str] | None:
        """The last noun with a known unit before a bare figure, but after token index `since`: a plural or "geen X"."""
        for token in reversed(self.tokens[max(since + 1, first.i - _BACK) : first.i]):
            nominal = token.pos_ in NOMINAL or (
                token.pos_ == "VERB" and token.dep_ in ("obl", "obl:arg", "obj", "nmod")
            )
            if not nominal or token.dep_ in ("nsubj", "appos", "flat"):
                continue
            lower = self.lowers[token.i]
            if self.units.head_last:
                single = not self.units.plural(lower)
            else:
                same = token.pos_ == "NOUN" and token.lemma_.lower() == lower
                single = same or not lower.endswith(("en", "s", "n"))
            if self.units.reason(lower) or len(lower) < 4:
                continue
            if not self.words["according"].isdisjoint(self.lowers[max(0, token.i - 3) : token.i]):
                continue
            if single and not (token.i and self.lowers[token.i - 1] in self.words["none"]):
                continue
            unit = self.units.known(lower)
            if unit and not (unit == "person" and token.text[0].isupper()):
                return token, unit
        return None
