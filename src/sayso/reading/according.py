"""Sources named without a verb: "volgens X", "aldus X", "naar eigen zeggen", "op gezag van X", "de claim van X dat"."""

from __future__ import annotations

from sayso.reading.arguments import Arguments
from sayso.reading.cues import Words
from sayso.reading.reach import Frame
from sayso.reading.speakers import Speakers
from sayso.reading.tree import Tree


class According:
    """Finds the frames whose cue is a preposition, a fixed phrase or a noun."""

    def __init__(self, tree: Tree, speakers: Speakers, arguments: Arguments, words: Words) -> None:
        self.tree = tree
        self.speakers = speakers
        self.arguments = arguments
        table = words.raw["according"]
        self._words = frozenset(table["words"])
        self._material = words.set_of("according", "material")
        self._possessive = frozenset(table["possessive"])
        self._before = [tuple(p.split()) for p in table["phrases"]]
        self._based = [tuple(p.split()) for p in table["based"]]
        self._own = [tuple(p.split()) for p in table["own"]]
        self._rumours = words.set_of("according", "rumours")
        self._unsure = words.set_of("according", "unsure")
        self._estimates = words.set_of("according", "estimates")
        self._equating = frozenset(table["equating"])
        self._credits = frozenset(table["credit"])
        self._last = frozenset(table["last"])
        self._own_preps = frozenset(table["own_preps"])
        self._plain = frozenset(table["plain"])
        self._first = {p[0] for p in (*self._before, *self._based, *self._own)} | self._words | self._own_preps

    def frame(self, i: int, end: int) -> Frame | None:
        """The frame whose cue begins at token `i`; the sentence ends before token `end`."""
        if self.tree.words[i] in self._credits and i + 2 < end and self.tree.doc[i + 1].text == ":":
            return self._credit(i, end)
        if self.tree.words[i] in self._first:
            return self._own_account(i, end) or self._phrase(i, end) or self._preposition(i, end)
        return self._noun(i) if self.arguments.is_report(i) else None

    def _credit(self, i: int, end: int) -> Frame | None:
        """ "(bron: VN)"."""
        noun = self.arguments.noun_after(i + 2, end)
        if noun is None or not self.speakers.can_speak(noun):
            return None
        start = self.tree.sentence(i)[0]
        return Frame("credit", "say", i, (i, i + 1), noun, content=set(range(start, i)))

    def _own_account(self, i: int, end: int) -> Frame | None:
        """ "naar eigen zeggen" is the subject's; "naar zijn zeggen" his who was spoken of."""
        tree = self.tree
        after = tree.phrase(i, end, self._own)
        if after is not None:
            subject = self.arguments.subject(tree.clause(after - 1))
            return Frame("own account", "say", after - 1, (i, after), subject)
        if (
            tree.words[i] in self._own_preps
            and tree.grammar.apart
            and (frame := self._whose_account(i, end)) is not None
        ):
            return frame
        if tree.words[i] not in self._own_preps or i + 2 >= end or tree.words[i + 2] not in self._possessive:
            return None
        owner = i + 1
        if tree.doc[owner].text[:1].isupper() and tree.tags[owner] == "ADJ":  # "naar Russische lezing"
            return Frame("own account", "say", i + 2, (i, i + 3), i + 2, hedged=tree.words[i + 2] in self._estimates)
        if tree.words[owner] not in self.speakers.possessives and tree.words[owner] not in tree.grammar.their:
            return None
        subject = self.arguments.subject(tree.clause(i + 2))
        able = subject if subject is not None and self._voice(subject, owner) else None
        if tree.words[owner] in tree.grammar.their:
            return Frame("own account", "say", i + 2, (i, i + 3), able if able is not None else owner)
        person = self.speakers.antecedent(owner)
        return Frame("own account", "say", i + 2, (i, i + 3), person if person is not None else able)

    def _voice(self, subject: int, owner: int) -> bool:
        """Whether "hun zeggen" may be the subject's: somebody's, and "zijn zeggen" no air defence's."""
        if not self.speakers.can_speak(subject):
            return False
        return self.tree.words[owner] in self.tree.grammar.their or not self.speakers.body(subject)

    def _whose_account(self, i: int, end: int) -> Frame | None:
        """ "by the army's own count"."""
        noun = self.arguments.governed(i, end)
        if noun is None or self.tree.words[noun] not in self._possessive:
            return None
        owner = next((c for c in self.tree.dependents(noun, "nmod:poss") if self.speakers.can_speak(c)), None)
        if owner is None or self.tree.words[owner] in self.speakers.possessives:
            return None
        hedged = self.tree.words[noun] in self._estimates
        return Frame("own account", "say", noun, (i, noun + 1), owner, hedged=hedged)

    def _phrase(self, i: int, end: int) -> Frame | None:
        tree = self.tree
        for phrases in (self._before, self._based):
            after = tree.phrase(i, end, phrases)
            if after is None:
                continue
            noun = self.arguments.noun_after(after, end)
            if noun is None:
                return None
            if phrases is self._based and (tree.words[noun] in self._material or not self.speakers.can_speak(noun)):
                return None
            inner = tree.words[i] not in self._plain
            if inner and tree.grammar.apart and not (self.speakers.can_speak(noun) or self.arguments.is_report(noun)):
                return None  # "citing the precise munitions used"
            return Frame("according", "say", noun, (i, after), self.arguments.owner(noun), inner=inner)
        return None

    def _preposition(self, i: int, end: int) -> Frame | None:
        tree, word = self.tree, self.tree.words[i]
        if word not in self._words:
            return None
        noun = self.arguments.governed(i, end)
        if noun is None:
            return None
        if tree.words[noun] in self.speakers.first_person:
            return Frame("according", "say", noun, (i, i + 1), None)
        if tree.words[noun] in self._rumours or any(
            tree.words[c] in self._unsure for c in tree.dependents(noun, "amod")
        ):
            return None  # "volgens onbevestigde berichten" names nobody
        speaker = self.arguments.owner(noun)
        if tree.words[noun] in self._estimates and speaker == noun and not self._whose(noun):
            return None  # nor does "volgens voorzichtige schattingen"
        told = self.arguments.medium_behind(noun)
        return Frame("according", "say", noun, (i, i + 1), speaker, told=told, after=word in self._last)

    def _noun(self, i: int) -> Frame | None:
        """ "de bewering van X dat …", "Kievs opgave van 300 doden", "de Russische telling is 5.937"."""
        tree = self.tree
        owner = self.arguments.owner(i)
        for clause in tree.dependents(i, "acl", "ccomp"):
            if any(tree.words[k] in tree.grammar.that for k in tree.children[clause]):
                whose = owner if owner != i else self._sender(i)
                if whose is not None:
                    return Frame("report", "say", i, (i, i + 1), whose, content=tree.subtree(clause))
        if owner == i and not self._national(i):
            return None
        content: set[int] = set()
        near = (*tree.dependents(i, "nmod", "nummod", "appos", "obl"), *tree.dependents(owner, "appos"))
        for child in near:
            if (
                child != owner
                and tree.case(child) in tree.grammar.report_on
                and any(map(tree.figure, tree.subtree(child)))
            ):
                content |= tree.subtree(child)
        head = tree.heads[i]
        start, end = tree.sentence(i)
        if (
            not any(map(tree.figure, range(start, end)))
            and tree.words[self._opening(start)] in tree.grammar.pointing | tree.grammar.so
        ):
            return Frame("report", "say", i, (i, i + 1), owner, back=True, whole=True)
        ties = tree.dependent(head, "cop") is not None or tree.words[head] in self._equating
        if tree.labels[i] in ("nsubj", "nsubj:pass") and ties and head > i:
            content |= tree.subtree(head, [i])
        return Frame("report", "say", i, (i, i + 1), owner, content=content) if content else None

    def _opening(self, start: int) -> int:
        """The first token of a sentence that is not blank or a mark."""
        tree = self.tree
        return next((i for i in range(start, len(tree)) if tree.words[i].isalpha()), start)

    def _sender(self, i: int) -> int | None:
        """ "Uit Moskou komt het bericht dat …"."""
        tree, verb = self.tree, self.tree.heads[i]
        senders = (c for c in tree.dependents(verb, "obl", "obl:arg") if tree.case(c) in tree.grammar.sender)
        return next((c for c in senders if self.speakers.can_speak(c)), None)

    def _whose(self, i: int) -> bool:
        """Whether something tells whose estimate it is, be it only "de": the one spoken of."""
        tree = self.tree
        known = tree.grammar.definite | tree.grammar.their
        named = any(tree.words[c] in known for c in tree.dependents(i, "det", "nmod:poss"))
        return named or self._national(i) or tree.dependent(i, "nmod", "nmod:poss", "obl") is not None

    def _national(self, i: int) -> bool:
        """Whether an adjective says whose report it is: "de Russische opgave"."""
        tree = self.tree
        return any(tree.doc[c].text[:1].isupper() and c > tree.sentence(i)[0] for c in tree.dependents(i, "amod"))
