"""Ways in which a figure says what it measures without a word for it: as part of another, as a whole, once again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.tokens import Token

from sayso.language.lexicon import lexicon
from sayso.reading.nearness import anchor
from sayso.reading.quantities import Mention

_OWNER = 7  # words from "of" to the figure of a whole: "of the besieged city's 90,000"


class Constructions:
    """Recognises them by the words of kinds.toml's [constructions]."""

    def __init__(self, language: str = "nl") -> None:
        table = lexicon(language, "kinds")
        self.words: dict[str, Any] = table["constructions"]
        settings = dict(table.get("settings", {}))
        self._where = frozenset(settings.pop("cases", ()))
        ends = ((word, kind) for kind, words in settings.items() for word in words)
        self._settings: list[tuple[str, str]] = sorted(ends, key=lambda end: -len(end[0]))  # "strafkamp" before "kamp"

    def is_position(self, mention: Mention) -> bool:
        """ "12 kilometer ten zuiden van", "op vijftien kilometer van Hama", "230 kilometer noordwestelijker"."""
        following, words = after(mention, 5), self.words
        if not following or anchor(mention).head.lemma_ in words.get("moving", ()):
            return False  # "retreated 15 miles south": so far somebody went
        first = following[0].lower_
        if first in words["directions"] or first.endswith(tuple(words["direction_endings"])):
            return True
        preceding = before(mention, 1)
        within = bool(preceding) and preceding[-1].lower_ in words.get("within", ())
        if first in words.get("surely_from", ()) or (within and first in words["within_of"]):
            return True
        if first not in words["from"]:
            return False
        if preceding and preceding[-1].lower_ in words["at"]:
            return True
        lined = any(t.lower_ in words["lines"] for t in following[1:])
        return lined or any(t.pos_ == "PROPN" for t in following[1:3])

    def setting(self, verb: Token) -> str | None:
        """What people are who "zitten" where they do: "in cellen" captured, "in tenten" displaced."""
        for place in verb.children:
            if place.dep_ not in ("obl", "obl:arg", "nmod") or place.pos_ != "NOUN":
                continue
            if any(c.dep_ == "case" and c.lower_ in self._where for c in place.children):
                for word, kind in self._settings:
                    if place.lower_.endswith(word):
                        return kind
        return None

    def is_whole_of(self, mention: Mention, end: int) -> bool:
        """ "18 van (de) 23": the figure that ends at `end` is a part of this one."""
        longest = max(len(phrase.split()) for phrase in self.words["part_of"])
        gap = [token.lower_ for token in before(mention, longest + 1) if token.idx >= end]
        if " ".join(gap) in self.words["part_of"]:
            return True
        near = [token.lower_ for token in before(mention, _OWNER) if token.idx >= end]  # "the province's 5.7 million"
        whose = 2 < len(near) < _OWNER and near[-1] in self.words.get("possessive", ())
        return whose and near[0] in self.words["within_of"]

    def part_after(self, mention: Mention, others: Sequence[Mention]) -> Mention | None:
        """ "Van de 2.300 rekruten liepen er vijftig weg": the figure behind that is a part of this one."""
        preceding = [t.lower_ for t in before(mention, 2)]
        if " ".join(preceding) not in self.words["out_of"]:
            return None
        behind = [m for m in others if m.start > mention.end and m.token.sent == mention.token.sent]
        part = min(behind, key=lambda m: m.start, default=None)
        return part if part is not None and (part.noun is None or part.unit == "percent") else None

    def says_again(self, mention: Mention) -> bool:
        """ "Dat zijn er 950", "In 2010 waren dat er bijna 8.000"."""
        word = anchor(mention)
        clause = (
            word if any(c.dep_ == "cop" for c in word.children) else word.head if word.head.lemma_ == "zijn" else None
        )
        return clause is not None and any(
            c.dep_ in ("nsubj", "expl") and c.lower_ in self.words["anaphors"] for c in clause.children
        )

    def in_apposition(self, mention: Mention, end: int) -> bool:
        """ "Bijna 1,9 miljoen Gazanen zijn gevlucht, ruim tachtig procent van de bevolking": no verb of its own."""
        opening = before(mention, 1)
        if not opening or opening[-1].text not in (",", "(", "–", "-", "of"):
            return False
        for token in after(mention, 12):
            if token.text in (",", ")", ".", ";", "–", ":"):
                break
            # An "nmod" is a clause inside the phrase: "een kwart van wat de Russen afvuren".
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "acl", "acl:relcl", "nmod"):
                return False
        return opening[-1].idx >= end

    def so_many(self, mention: Mention) -> bool:
        """ "ze waren met 37", "met z'n twintigen", "ze zijn met acht keer zo veel": how many they are."""
        table, at = self.words["so_many"], mention.token.i
        near = mention.token.doc[max(0, at - 6) : at]
        if not any(t.lower_ in table["with"] for t in near):
            return False
        preceding = [t.lower_ for t in before(mention, 2)]
        if len(preceding) == 2 and preceding[0] in table["with"] and preceding[1] in table["theirs"]:
            return mention.text.lower().endswith(tuple(table["endings"]))
        if not preceding or preceding[-1] not in table["with"]:
            return False
        head = anchor(mention).head
        return head.lemma_ in table["being"] or any(
            c.dep_ == "cop" and c.i < mention.token.i and c.lemma_ in table["being"] for c in head.children
        )

    def taken_up(self, noun: Token) -> bool:
        """ "zeventien van de slachtoffers": those told of before."""
        return any(c.dep_ == "det" and c.lower_ in self.words["definite"] for c in noun.children)

    def of_a_town(self, mention: Mention) -> bool:
        """ "a city of 1.3 million": who live there."""
        preceding = [t.lower_ for t in before(mention, 2)]
        settled = preceding[0] in self.words.get("settled", ()) if len(preceding) == 2 else False
        home = " ".join(preceding) in self.words.get("home", ())
        return home or (settled and preceding[1] in self.words["within_of"])

    def tells_number(self, verb: Token) -> bool:
        """ "gave only one figure, 5,937", "offered no other number": nothing is given but a number."""
        told = self.words.get("told", ())
        return bool(told) and any(c.dep_ == "obj" and c.lower_ in told for c in verb.children)

    def are_there(self, mention: Mention) -> bool:
        """ "There were 60,000 people before the war": who live there."""
        noun = mention.noun
        if noun is None or noun.lower_ not in self.words.get("inhabiting", ()):
            return False
        near = (*noun.children, *noun.head.children)
        return any(c.dep_ == "expl" and c.lower_ in self.words.get("there", ()) for c in near)

    def are_goods(self, mention: Mention) -> bool:
        """ "dropped 33 tonnes of food": nothing that is fired."""
        return mention.noun is not None and mention.noun.lower_ in self.words.get("goods", ())

    def ones(self, mention: Mention) -> bool:
        """ "51 Azerbaijani ones": more of what the figure before counts."""
        return mention.noun is not None and mention.noun.lower_ in self.words.get("ones", ())

    def changes_by(self, mention: Mention) -> bool:
        """ "fell by half last year": how much something changed."""
        preceding = [t.lower_ for t in before(mention, 1)]
        verb = anchor(mention).head
        changing = verb.lemma_ in self.words.get("changing", ())
        return changing and bool(preceding) and preceding[-1] in self.words.get("by", ())

    def compared(self, mention: Mention) -> bool:
        """ "up from 130", "compared with 40": the figure is set against the one before it."""
        preceding = " " + " ".join(t.lower_ for t in before(mention, 3)) + " "
        return any(preceding.endswith(f" {words} ") for words in self.words.get("compared", ()))

    def is_part(self, mention: Mention) -> bool:
        """ "onder wie drie kinderen", "van hen": a part of the figure before."""
        preceding = " " + " ".join(t.lower_ for t in before(mention, 3)) + " "
        following = " " + " ".join(t.lower_ for t in after(mention, 2)) + " "
        return any(f" {w} " in preceding for w in self.words["subset_before"]) or any(
            following.startswith(f" {w} ") for w in self.words["subset_after"]
        )

    def killed_and_wounded(self, token: Token) -> bool:
        """ "doden en gewonden", "gedode en gewonde militairen" under one number are casualties."""
        words = [t.lower_ for t in token.sent if not t.is_space]
        i = sum(1 for t in token.sent if not t.is_space and t.i < token.i)
        dead, hurt = set(self.words["dead"]), set(self.words["hurt"])
        for step in (1, -1):
            if 0 <= i + 2 * step < len(words) and words[i + step] in self.words["joins"]:
                pair = {words[i], words[i + 2 * step]}
                if pair & dead and pair & hurt:
                    return True
        return words[i + 1 : i + 2] == [","] and words[i] in dead and not hurt.isdisjoint(words[i + 2 : i + 3])


def after(mention: Mention, count: int) -> list[Token]:
    """The words behind a mention, `count` tokens at most, in its sentence."""
    sentence, doc = mention.token.sent, mention.token.doc
    first = next((t.i for t in doc[mention.token.i : sentence.end] if t.idx >= mention.end), sentence.end)
    return [t for t in doc[first : min(first + count, sentence.end)] if not t.is_space]


def before(mention: Mention, count: int) -> list[Token]:
    """The words before a mention, `count` tokens at most, in its sentence."""
    sentence, doc = mention.token.sent, mention.token.doc
    last = next((t.i for t in sentence if t.idx >= mention.start), sentence.start)
    return [t for t in doc[max(sentence.start, last - count) : last] if not t.is_space]
