"""The figures of a text: where they stand, what they commit to, what they count, and which numbers are none.

`find_quantities` is the one function; it puts together what numbers.py (what a number is worth), intervals.py and
comparators.py (its measure and bounds), nonfigures.py (what is refused), counting.py and left_out.py (what is
counted) and rates.py (per what) know.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from sayso.documents.document import Document, ZoneKind
from sayso.reading.claim import Uncoded
from sayso.reading.comparators import Figure
from sayso.reading.counting import Counted, Counting
from sayso.reading.intervals import intervals
from sayso.reading.left_out import LeftOut
from sayso.reading.nonfigures import non_figures
from sayso.reading.rates import rate_cues, with_rates
from sayso.reading.syntax import SUBJECTS
from sayso.reading.who_speaks import MOST, WhoSpeaks
from sayso.reading.words import Words, split

_SILENT_ZONES = frozenset({ZoneKind.FURNITURE, ZoneKind.CAPTION, ZoneKind.DATELINE, ZoneKind.QUESTION})
_MONEY = 1e9  # figures so large, without a noun, are sums of money
_ROUNDED = 0.1  # how far a converted figure may be off, of the figure
_DISTANCES = frozenset({"m", "km"})
_SUM = "sum"  # the unit of such a figure until its currency is known


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in the text: `text == document.text[start:end]`, offsets in code points.

    `unit` is the guide's, or None when neither words nor context say what is counted; `token` is the number's own
    token and `noun` the counted noun, None when left out.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    approx: bool
    unit: str | None
    per: str | None
    token: Token
    noun: Token | None


@dataclass(slots=True)
class QuantityScan:
    """All figures of a document in reading order, and the numbers that are none, each with its reason."""

    mentions: list[Mention] = field(default_factory=list)
    skipped: list[Uncoded] = field(default_factory=list)


def find_quantities(doc: Doc, document: Document) -> QuantityScan:
    """Find the figures of `document`, parsed as `doc` (`doc.text == document.text`).

    Numbers in zones that aren't prose are skipped with the zone's name as the reason. Any doc will do: without tags
    and tree the unit table alone finds the nouns.
    """
    return _Scan(doc, document).run()


class _Scan:
    """One pass over one document."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self.text = document.text
        self.document = document
        self.intervals = intervals(document.language)
        self.numbers = self.intervals.numbers
        self.units = self.intervals.units
        self.words = self.units.grammar
        self.refuse = non_figures(document.language)
        self.counting = Counting(doc, self.units)
        self.left_out = LeftOut(self.counting)
        self.who = WhoSpeaks(document.language)
        self.out = QuantityScan()
        self._zones = [zone for zone in document.zones if zone.kind in _SILENT_ZONES]
        self._zone_starts = [zone.start for zone in self._zones]

    def run(self) -> QuantityScan:
        if self.counting.tokens:
            for start, end in self.document.blocks or ((0, len(self.text)),):
                self._block(split(self.text, start, end))
            self._share_units()
            cues = rate_cues(self.counting.tokens, self.counting.lowers, self.units.rates)
            mentions = with_rates(self.out.mentions, cues, self.counting.tokens, self.text, self.units.rates)
            self.out.mentions = self._same_rates(mentions)
        return self.out

    def _block(self, words: Words) -> None:
        """Read one block, unless it is the site that speaks."""
        i, free = 0, 0  # `free` is the first word that no mention has taken
        if self.refuse.site(words):
            return self._skip_all(words)
        may_start, alone = self.numbers.may_start, self.intervals.alone
        while i < len(words):
            if not may_start(words, i) and words.lowers[i] not in alone:
                i += 1
                continue
            taken = self._at(words, i, free)
            i, free = taken or i + 1, taken or free

    def _skip_all(self, words: Words) -> None:
        for i in range(len(words)):
            if words.kinds[i] == "numeral":
                self._skip(words, i, i, "site furniture")

    def _at(self, words: Words, i: int, free: int) -> int:
        """Read what starts at word `i`; return the word to go on with, 0 when nothing was there."""
        reader = self.intervals
        figure = reader.roughly(words, i) or reader.and_a_half(words, i)
        figure = figure or reader.one_of(words, i) or reader.ratio_word(words, i)
        if figure is None:
            number = self.numbers.at(words, i)
            if number is None:
                figure = reader.ton(words, i)
                if figure is None:
                    return 0
                if reason := self._zone(words, figure.first):
                    self._skip(words, figure.first, figure.last, reason)
                    return figure.last + 1
            else:
                number = reader.bare_part(words, number)
                reason = self._zone(words, number.first) or self.refuse.reason(words, number)
                if reason:
                    self._skip(words, number.first, number.last, reason)
                    return number.last + 1
                figure = reader.read(words, number, lambda n: self.refuse.reason(words, n, upper=True) is not None)
        elif reason := self._zone(words, figure.first):
            self._skip(words, figure.first, figure.last, reason)
            return figure.last + 1
        figure = replace(figure, first=max(figure.first, free))
        self._figure(words, figure)
        return figure.last + 1

    def _zone(self, words: Words, at: int) -> str | None:
        index = bisect_right(self._zone_starts, words.starts[at]) - 1
        if index >= 0 and words.starts[at] < self._zones[index].end:
            return self._zones[index].kind.value
        return None

    def _skip(self, words: Words, first: int, last: int, reason: str) -> None:
        start, end = words.starts[first], words.ends[last]
        self.out.skipped.append(Uncoded(start, end, self.text[start:end], reason))

    def _figure(self, words: Words, figure: Figure) -> None:
        """Make a mention of a figure, or skip it when what it counts makes it none."""
        start, end = words.starts[figure.first], words.ends[figure.last]
        token = self.counting.token_at(words.starts[figure.number])
        last = self.counting.token_at(end - 1)
        lower = words.lowers[figure.number]
        if figure.unit in ("euro", "dollar") and self.refuse.price(words, figure.last):
            return self._skip(words, figure.first, figure.last, "price")
        if self._converted(words, figure):
            return self._skip(words, figure.first, figure.last, "the figure before, converted")
        counted = self._counted(words, figure, last, end)
        if self._may_be_ordinal(words, figure) and not self.left_out.of_whom(token) and self.counting.ordinal(last):
            return self._skip(words, figure.first, figure.last, "ordinal")
        if words.lower(figure.number).isdigit() and self.counting.name_before(token, last):
            return self._skip(words, figure.first, figure.last, "number in a name")
        whom = self.left_out.of_whom(token)
        if counted.reason and whom and self.counting.tokens[last.i + 1] is not counted.noun:
            counted = Counted(None, "person")
        if counted.reason:
            return self._skip(words, figure.first, figure.last, counted.reason)
        few = figure.sort == "count" and figure.low == figure.high and (figure.low or 0) <= MOST
        if few and counted.noun is not None and self.who.speaks(token, counted.noun):
            return self._skip(words, figure.first, figure.last, "counts who speaks")
        if figure.sort == "times" and (figure.low or figure.high or 0) <= 1:
            return self._skip(words, figure.first, figure.last, "one that measures nothing")
        if lower in self.numbers.stressed and figure.sort == "count" and figure.last == figure.number:
            noun = counted.noun
            known = self.counting.unit_of(noun) if noun else self.left_out.predicate(token, last, token.i)
            known = (known or whom) and not (self.units.head_last and token.pos_ in ("PRON", "NOUN", "DET"))
            part = noun is None and (self.left_out.of_those(token, last) or self._echoes(token, last))
            partner = self._partner(token) if part else None
            if (noun is not None and noun.lower_ in self.units.pronouns) or (partner and partner.unit == "person"):
                fell = self.left_out.predicate(token, last, token.i)
                part = fell or (part and not self.left_out.acts(token))  # "één van hen overleed", but "vertelde"
            if not part and (not known or self.refuse.idle_one(words, figure.number)):
                return self._skip(words, figure.number, figure.last, "one that measures nothing")
        if figure.number == figure.last and lower in self.words["half"] and figure.sort == "count":
            return self._skip(words, figure.first, figure.last, "half of something")
        unit = figure.unit or counted.unit
        if figure.sort == "times" and self._attacks(token):
            unit = "attack"
        noun = counted.noun
        if figure.sort == "count":
            if self._is_ratio(token, last):
                unit = "ratio"
            elif whom or figure.form == "together":
                unit = "person"
            elif (unit is None and noun is None) or (noun is not None and noun.lower_ in self.words["ones"]):
                unit = self._elided(token, last, figure)
        elif figure.sort == "times" and self._restated(token, figure.low or 0) == "ratio":
            unit = "ratio"
        self.out.mentions.append(
            Mention(start, end, self.text[start:end], figure.low, figure.high, figure.approx, unit, None, token, noun)
        )
        return None

    def _converted(self, words: Words, figure: Figure) -> bool:
        """ "1,200 km (745 miles)": the figure before in another measure."""
        before = self.out.mentions[-1] if self.out.mentions and words.lower(figure.first - 1) == "(" else None
        if before is None or figure.sort != "measure" or before.unit != figure.unit:
            return False
        if self.text[before.end : words.starts[figure.first - 1]].strip():
            return False
        ours, theirs = figure.low or figure.high or 0, before.low or before.high or 0
        return abs(ours - theirs) <= _ROUNDED * theirs

    def _counted(self, words: Words, figure: Figure, last: Token, end: int) -> Counted:
        if figure.noun is not None:
            noun = self.counting.token_at(words.starts[figure.noun])
            reason = self.units.reason(words.lowers[figure.noun]) if figure.unit is None else None
            return Counted(noun, figure.unit or self.counting.unit_of(noun) or "item", reason)
        if figure.sort in ("ratio", "times"):
            return Counted(None, figure.unit)
        if words.lower(figure.last + 2) in self.units.hyphened and words.touch(figure.last):
            return Counted(None, "person")  # "a 300-strong unit"
        counted = self.counting.after(last, end)
        if figure.sort == "measure":
            return Counted(counted.noun if counted.reason is None else None, figure.unit)
        if figure.sort == "share":
            duration = counted.reason == "duration" and figure.last == self._last_before(counted.noun, words)
            return Counted(counted.noun, figure.unit, counted.reason if duration else None)
        return counted

    def _last_before(self, noun: Token | None, words: Words) -> int:
        """The word just before `noun`."""
        if noun is None:
            return -1
        return bisect_right(words.starts, noun.idx - 1) - 1

    def _attacks(self, token: Token) -> bool:
        """Whether "zo veel keer" says how often somebody was attacked: "81 keer onder vuur genomen"."""
        for lower in self.counting.lowers[token.i + 1 : token.i + 9]:
            if lower in self.units.attacks:
                return True
            if lower in self.words["clause_ends"]:
                break
        return False

    def _is_ratio(self, token: Token, last: Token) -> bool:
        """ "vijf Russen op iedere Oekraïener", "tegenover elk kanon staan er tien"."""
        each, against = self.intervals.each, self.intervals.against
        lowers = self.counting.lowers
        for i in (*range(max(1, token.i - 8), token.i), *range(last.i + 2, min(len(lowers), last.i + 9))):
            if lowers[i] in each and lowers[i - 1] in against:
                return self._same_sentence(i, token.i)
        return False

    def _same_sentence(self, one: int, two: int) -> bool:
        """Whether tokens `one` and `two` stand in one sentence."""
        tokens = self.counting.tokens
        return not any(tokens[i].is_sent_start for i in range(min(one, two) + 1, max(one, two) + 1))

    def _elided(self, token: Token, last: Token, figure: Figure) -> str | None:
        """The unit of a figure whose noun is left out; billions of nothing are money.

        What nothing tells is None, so that what is measured can still decide it.
        """
        if (figure.low or figure.high or 0) >= _MONEY:
            return _SUM
        if self.left_out.of_those(token, last) and (partner := self._partner(token)):
            return partner.unit
        if restated := self._restated(token, figure.low or figure.high or 0):
            return restated
        if self.left_out.others(last) and (unit := self.left_out.thing(token)):
            if self.units.head_last and self.left_out.predicate(token, last, 0):
                return "person"  # "the missile wounded three others"
            # "a strike killed an official and six others"
            return "person" if unit == "attack" and self.units.head_last else unit
        if self.left_out.together(token) or self.left_out.provided(token):
            return "person"
        previous = self._previous(token)
        found = self.left_out.label(token, previous.token.i if previous else 0)
        if found is None and self.left_out.predicate(
            token, last, previous.token.i if previous and previous.unit != "person" else 0
        ):
            return "person"
        since = previous.token.i if previous else 0
        near = 1 if self.units.head_last else 0  # sentences that a figure before may be back
        if found is None and (previous is None or self._breaks(previous.token.i, token.i) > near):
            found = self.left_out.antecedent(token, since)
        if found:
            return found[1]
        if previous:
            return previous.unit
        coming = self.left_out.coming(last)
        return coming[1] if coming else None

    def _partner(self, token: Token) -> Mention | None:
        """The figure before `token`, in its sentence or the one before, that counted what `token` is a part of."""
        previous = self._previous(token)
        return previous if previous and self._breaks(previous.token.i, token.i) <= 1 else None

    def _echoes(self, token: Token, last: Token) -> bool:
        """ "Hier vielen er drie, daar één", "één viel neer, één werd geraakt": one behind a figure that counts."""
        tokens, i = self.counting.tokens, last.i + 1
        ends = i == len(tokens) or tokens[i].is_punct or tokens[i].pos_ == "AUX" or self.left_out.there(token)
        previous = self._previous(token)
        return ends and previous is not None and self._same_sentence(previous.token.i, token.i)

    def _restated(self, token: Token, value: float) -> str | None:
        """The unit of the last figure, in this sentence or the one before, that the one at `token` restates."""
        if not self.out.mentions or not self.left_out.restates(token):
            return None
        before = self.out.mentions[-1]
        if before.unit in ("percent", "ratio") and value > 100:
            return None
        return before.unit if self._breaks(before.token.i, token.i) <= 1 else None

    def _breaks(self, one: int, two: int) -> int:
        """How many sentences begin between tokens `one` and `two`."""
        return sum(bool(self.counting.tokens[i].is_sent_start) for i in range(one + 1, two + 1))

    def _same_rates(self, mentions: list[Mention]) -> list[Mention]:
        """A figure that restates the one before runs at its rate: "500 per dag. Nu zijn het er duizend."."""
        for k in range(1, len(mentions)):
            one, two = mentions[k - 1], mentions[k]
            again = two.noun is None and two.per is None and one.per is not None and two.unit == one.unit
            if again and self._breaks(one.token.i, two.token.i) <= 1 and self.left_out.restates(two.token):
                mentions[k] = replace(two, per=one.per)
        return mentions

    def _may_be_ordinal(self, words: Words, figure: Figure) -> bool:
        """ "een derde", "nog geen vijfde": shares, or ordinals when a noun follows."""
        if figure.form != "fraction":
            return False
        numeral = self.numbers.numeral(words.lowers[figure.last])
        lower = words.lowers[figure.number]
        article = lower in self.numbers.articles and figure.last == figure.number + 1
        return numeral is not None and numeral.form == "ordinal" and (article or figure.last == figure.number)

    def _previous(self, token: Token) -> Mention | None:
        """The last mention that counted or measured something, a few sentences back at most."""
        subject = not SUBJECTS.isdisjoint((token.dep_, token.head.dep_ if token.dep_ in ("det", "nummod") else ""))
        for mention in reversed(self.out.mentions):
            if token.i - mention.token.i > 90:
                return None
            far = mention.unit in _DISTANCES and subject  # "within 25 km; a dozen were hit": no kilometres
            if not far and mention.unit not in (None, "percent", "ratio", "time", "euro", "dollar", _SUM):
                return mention
        return None

    def _share_units(self) -> None:
        """ "van 5,38 naar 4,45 meter", "5.000 of 2.200 raketten": the unit is said once, behind the last figure.

        Billions of nothing are in the currency of the sum before them, or of the first one of all.
        """
        mentions = self.out.mentions
        currency = next((m.unit for m in mentions if m.unit in ("euro", "dollar")), self.units.money["bare"])
        for k, mention in enumerate(mentions):
            if mention.unit == _SUM:
                mentions[k] = replace(mention, unit=currency)
            elif mention.unit in ("euro", "dollar"):
                currency = mention.unit
        for k in range(len(mentions) - 2, -1, -1):
            one, two = mentions[k], mentions[k + 1]
            between = self.text[one.end : two.start].lower().replace(",", " ").split()
            shared = bool(between) and self.words["sharing"].issuperset(between)
            if one.noun is None and two.unit not in (None, one.unit) and shared:
                if one.unit in ("percent", "ratio", "time", "euro", "dollar") or self._measured(one):
                    continue
                mentions[k] = replace(one, unit=two.unit, noun=two.noun)

    def _measured(self, mention: Mention) -> bool:
        return any(word in self.units.measures for word in mention.text.lower().split())
