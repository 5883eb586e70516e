"""Whether the source of a figure rejects it: "ontkent dat er 300 zijn", "niet 63 maar 89", printed corrections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.reading.tree import Tree

if TYPE_CHECKING:
    from sayso.reading.attribution import Attribution

_WINDOW = 5  # words that may stand between a negation and its figure


class Denial:
    """Looks up, for a token that heads a figure, what denies it."""

    def __init__(self, tree: Tree, attribution: Attribution, table: Mapping[str, Any]) -> None:
        self.tree = tree
        self.attribution = attribution
        self._negations = frozenset(table["negations"])
        self._bounding = frozenset(table["bounding"])
        self._between = frozenset(table["between"])
        self._contrast = frozenset(table["contrast"])
        self._rejections = [f" {p} " for p in table["rejections"]]
        self._true, self._untrue = frozenset(table["true"]), frozenset(table["untrue"])
        self._matter = frozenset(table["matter"])
        self._believing = frozenset(table["believing"])
        self._starts = frozenset(table["correction_starts"])
        self._mistaken = [f" {p} " for p in table["mistaken"]]
        self._put_right = [f" {p} " for p in table["put_right"]]
        self._instead = [tuple(p.split()) for p in table["instead"]]
        self._never = frozenset(table["never_alone"])
        self._none = frozenset(table["none"])
        self._not = frozenset(table["negation"])
        self._determiners = frozenset(table["determiners"])
        self._there, self._being = frozenset(table["there"]), frozenset(table["being"])
        self._comparing, self._still = frozenset(table["comparing"]), frozenset(table["still"])
        self._series = frozenset(table["series"])
        self._lines: dict[int, str] = {}
        self._corrections: dict[int, bool] = {}

    def of(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """The rule that denies the figure at `token` and the tokens that show it, or None."""
        rules = (
            self._by_verb,
            self._by_negation,
            self._by_negated_verb,
            self._by_disbelief,
            self._by_clause,
            self._by_correction,
        )
        return next((found for rule in rules if (found := rule(token)) is not None), None)

    def _by_verb(self, token: int) -> tuple[str, tuple[int, int]] | None:
        tree = self.tree
        links = self.attribution.links(token)
        if not links:
            return None
        link = links[-1]
        frame = link.frame
        if frame.stance != "deny" or link.via not in ("sentence", "quotation", "pointing back"):
            return None
        beside = {tree.words[c] for c in tree.dependents(frame.head, "advmod", "cc", "cc:preconj")}
        if beside & (self._not | self._none | self._never):
            return None  # "would not deny", "neither confirmed nor denied"
        if tree.colon_between(frame.head, token):
            return None  # "bestrijdt dat: het waren er twintig"
        return "verb of denying", frame.cue

    def _by_negation(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """ "niet 63 maar 89", "geen twee, maar twaalf", "Er zijn niet 300 doden"."""
        tree = self.tree
        start, end = tree.sentence(token)
        at, steps, passed = token - 1, 0, []
        while at >= start and steps < _WINDOW:
            word = tree.words[at]
            if word in self._negations:
                break
            if word.strip():
                if word not in self._between and tree.tags[at] not in ("ADV", "NUM"):
                    return None
                if tree.tags[at] == "PUNCT":
                    return None
                passed.append(word)
                steps += 1
            at -= 1
        else:
            return None
        if at < start or (passed and passed[-1] in self._bounding) or word in self._never:
            return None
        before = tree.words[at - 1] if at > start else ""
        contrasted = self._contrasted(token, end)
        if word in self._none:
            afterwards = before in self._series and any(tree.tags[i] == "NUM" for i in range(start, at))
            return ("contrast", (at, at + 1)) if contrasted or afterwards else None
        if before in self._still or not self._comparing.isdisjoint(passed):
            return None
        if contrasted or not passed or before in self._series - self._contrast or set(passed) <= self._determiners:
            return ("contrast" if contrasted else "negation"), (at, at + 1)
        return None

    def _by_negated_verb(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """ "We did not lose 40 men", where the negation stands with the verb and the speaker is known."""
        tree, links = self.tree, self.attribution.links(token)
        noun = tree.heads[token] if tree.labels[token] == "nummod" else token
        verb = tree.heads[noun]
        if not tree.grammar.apart or not links or tree.labels[noun] != "obj" or links[-1].frame.speaker is None:
            return None
        negation = next((c for c in tree.dependents(verb, "advmod") if c < verb and tree.words[c] in self._not), None)
        plain = negation is not None and self._bounding.isdisjoint(tree.words[negation + 1 : noun])
        return ("negation", (negation, negation + 1)) if negation is not None and plain else None

    def _by_disbelief(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """ "Ik geloof die 400.000 niet, zei hij", "does not believe that 300 died"."""
        tree = self.tree
        above = (node for node in tree.ancestors(token) if node < token and tree.words[node] in self._believing)
        verb = next(above, None)
        if verb is None or not self.attribution.links(token):
            return None
        start, end = tree.sentence(token)
        for step, edge in ((1, end), (-1, start - 1)):
            for i in range(verb, edge, step):
                if tree.tags[i] == "PUNCT":
                    break
                if tree.words[i] in self._not and (step > 0 or verb - i <= 2):
                    return "disbelief", (i, i + 1)
        return None

    def _contrasted(self, token: int, end: int) -> bool:
        """Whether "maar" with another figure follows soon."""
        tree = self.tree
        for i in range(token + 1, min(end, token + 12)):
            if tree.words[i] in self._contrast:
                return any(tree.figure(k) or tree.words[k][:1].isdigit() for k in range(i + 1, min(end, i + 6)))
        return False

    def _by_clause(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """ "300 zijn het er zeker niet", "van 300 doden is geen sprake", "het cijfer van 300 klopt niet"."""
        tree = self.tree
        links = self.attribution.links(token)
        if links and tree.labels[links[-1].frame.head] == "acl:relcl":
            return None  # "de 300 doden die Moskou claimt, zijn verzonnen": somebody else's figure
        clause = token if tree.labels[token] == "ROOT" else tree.clause(token)
        near = [clause, *tree.children[clause], *(k for c in tree.dependents(clause, "cop") for k in tree.children[c])]
        inner = {tree.words[c] for c in near}
        negation = next((c for c in near if tree.words[c] in self._not), None)
        light = tree.labels[token] in ("ROOT", "nsubj", "obj", "xcomp", "parataxis", "ccomp") or clause == token
        if negation is not None and negation > token and light and inner & self._there and inner & self._being:
            return "negation", (negation, negation + 1)
        if (at := self._no_matter(token)) is not None:
            return "rejection", (at, at + 1)
        line = self._line(tree.sentence_of[token])
        if (at := self._said_untrue(token)) is not None:
            return "rejection", (at, at + 1)
        for phrase in self._rejections:
            if phrase in line:
                _, end = tree.sentence(token)
                first = phrase.split()[0]
                at = next((i for i in range(token + 1, end) if tree.words[i] == first), None)
                if at is None or at - token > 14:
                    continue
                head = tree.clause(at) if tree.labels[at] not in ("ROOT", "ccomp", "conj", "parataxis") else at
                subjectlike = any(
                    tree.labels[n] in ("nsubj", "csubj", "obl", "nmod", "ccomp", "nsubj:pass")
                    and tree.heads[n] in (head, at)
                    for n in tree.ancestors(token)
                )
                if subjectlike and not self._separated(token, at):
                    return "rejection", (at, at + 1)
        return None

    def _no_matter(self, token: int) -> int | None:
        """ "Er is geen sprake van 40 doden"."""
        tree = self.tree
        for node in tree.ancestors(token):
            for noun in (node, *tree.dependents(node, "nsubj", "obj", "xcomp")):
                if noun < token and tree.words[noun] in self._matter:
                    return next((c for c in tree.children[noun] if tree.words[c] in self._none), None)
            if tree.labels[node] in ("ROOT", "ccomp", "parataxis", "advcl"):
                return None
        return None

    def _said_untrue(self, token: int) -> int | None:
        """ "it is not true that we lost 40 tanks"."""
        tree = self.tree
        node = tree.clause(token)
        above = tree.heads[node]
        if tree.labels[node] not in ("ccomp", "csubj", "acl") or above >= node:
            return None
        around = [tree.words[i] for i in range(max(tree.sentence(token)[0], above - 3), above + 1)]
        if tree.words[above] in self._untrue or (tree.words[above] in self._true and self._not.intersection(around)):
            return above
        return None

    def _separated(self, token: int, at: int) -> bool:
        return any(self.tree.doc[i].text in (";", ":", "”", "“") for i in range(token, at))

    def _by_correction(self, token: int) -> tuple[str, tuple[int, int]] | None:
        tree = self.tree
        if not self._correction(self.attribution.block_of[token]):
            return None
        start, _ = tree.sentence(token)
        for phrase in self._instead:
            for at in range(max(start, token - 4 - len(phrase)), token):
                if tuple(tree.words[at : at + len(phrase)]) == phrase:
                    return "correction", (at, at + len(phrase))
        line = self._line(tree.sentence_of[token])
        if any(p in line for p in self._mistaken) and not any(p in line for p in self._put_right):
            first = next((i for i in range(start, token + 1) if tree.words[i].strip()), token)
            return "correction", (first, first + 1)
        return None

    def _correction(self, block: int) -> bool:
        """Whether a paragraph puts an earlier report right."""
        if block not in self._corrections:
            here = self._block_words(block)
            above = self._block_words(block - 1)
            headed = len(above) <= 2 and any(w in self._starts for w in above)
            self._corrections[block] = headed or any(w in self._starts for w in here[:1])
        return self._corrections[block]

    def _block_words(self, block: int) -> list[str]:
        """The words of a paragraph."""
        first = bisect_left(self.attribution.block_of, block)
        last = bisect_left(self.attribution.block_of, block + 1)
        return [w for w in self.tree.words[first:last] if w.isalpha()]

    def _line(self, number: int) -> str:
        """The words of a sentence, lower case, single blanks, one at either end."""
        if number not in self._lines:
            start, end = self.tree.sentences[number]
            words = [w for w in self.tree.words[start:end] if w.strip() and w not in ",;:"]
            self._lines[number] = f" {' '.join(words)} "
        return self._lines[number]
