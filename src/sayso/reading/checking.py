"""The words that say whether figures were checked: "kon niet worden geverifieerd", "het leger bevestigt dat"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.reading.speech import Finder
from sayso.reading.tree import Tree

_STOPS = (";", ":", ".", "–", "—", "(", ")")


class Checking:
    """Finds, sentence by sentence, the verb or noun of a note on checking."""

    def __init__(self, tree: Tree, finder: Finder, table: Mapping[str, Any]) -> None:
        self.tree = tree
        self.finder = finder
        self.nouns = frozenset(table["nouns"].split())
        self.pointing = frozenset(table["pointing"])
        self._verbs = frozenset(table["verbs"].split())
        self._split = frozenset(table["split"])
        self._particles = frozenset(table["particles"])
        self._negative = frozenset(table["negative"])
        self._possible = frozenset(table["possible"])
        self._checks = frozenset(table["checks"])
        self._adjectives = frozenset(table["words"].split())
        self._confirming = frozenset(table["confirming"])
        self._independent = frozenset(table["independent"])
        self._independently = frozenset(table["independently"])
        self._modals, self._silent = frozenset(table["modals"]), frozenset(table["silent"])
        self._demonstratives, self._pointers = frozenset(table["demonstratives"]), frozenset(table["pointers"])

    def unchecked(self, start: int, end: int) -> int | None:
        """The token of a sentence (tokens `start` to `end`) that says that something could not be checked."""
        tree = self.tree
        for i in range(start, end):
            word = tree.words[i]
            if word in self._adjectives:
                return i
            if word not in self._verbs:
                continue
            if word in self._split and not self._particles & set(tree.words[max(start, i - 3) : i + 3]):
                continue
            clause = self.clause_words(i, start, end)
            if not clause & self._negative or not clause & self._possible:
                continue
            if word in self._checks and not self._independent & set(tree.words[start:end]):
                continue
            if self._keeps_silent(i, clause):
                continue
            return i
        return None

    def confirmed(self, start: int, end: int) -> int | None:
        """The verb of a sentence by which somebody else vouches for figures told before."""
        tree = self.tree
        for i in range(start, end):
            if tree.tags[i] not in ("VERB", "AUX", "ADJ") or self.finder.cues.verb(i, end) not in self._confirming:
                continue
            near = {tree.words[c] for c in tree.children[i]}
            if near & self._negative or tree.dependent(i, "ccomp") is not None:
                continue
            if self.finder.hearsay.agent_of(i) is not None or near & self._independently:
                subject = tree.dependent(i, "nsubj:pass", "nsubj")
                if subject is not None and tree.words[subject] in self.nouns | self.pointing:
                    return i
            elif self._apposed(i) or any(self._told_before(c) for c in tree.dependents(i, "obj", "nsubj", "xcomp")):
                speaker = self.finder.arguments.speaker_of(i)
                if speaker is not None and not self._told_before(speaker):
                    return i
        return None

    def clause_words(self, i: int, start: int, end: int) -> set[str]:
        """The words around token `i` up to the stronger punctuation on both sides."""
        first, last = self.clause(i, start, end)
        return set(self.tree.words[first:last])

    def clause(self, i: int, start: int, end: int) -> tuple[int, int]:
        """The stretch around token `i` up to the stronger punctuation on both sides."""
        doc = self.tree.doc
        first = next((k + 1 for k in range(i - 1, start - 1, -1) if doc[k].text in _STOPS), start)
        last = next((k for k in range(i + 1, end) if doc[k].text in _STOPS), end)
        return first, last

    def _keeps_silent(self, verb: int, clause: set[str]) -> bool:
        """ "Moskou heeft dat niet bevestigd": a party keeps silent, nobody tried to check."""
        tree = self.tree
        subject = tree.dependent(verb, "nsubj")
        if subject is None or tree.words[verb] not in self._silent:
            return False
        somebody = tree.words[subject] not in self.nouns and self.finder.speakers.can_speak(subject)
        return somebody and not clause & (self._modals | self._independent)

    def _apposed(self, verb: int) -> bool:
        """ ", a number the army itself confirmed": a relative clause without its pronoun."""
        tree = self.tree
        subject = tree.dependent(verb, "nsubj")
        if subject is None or not tree.grammar.apart:
            return False
        nouns = [c for c in tree.dependents(verb, "obj") if c < subject]
        nouns += [tree.heads[verb]] if tree.labels[verb] == "acl:relcl" else []
        return any(tree.words[c] in self.nouns for c in nouns)

    def _told_before(self, token: int) -> bool:
        tree = self.tree
        if tree.words[token] in self.nouns:
            before = tree.before(token)  # the parse may take "die" of "die cijfers" for the object
            near = [*tree.dependents(token, "det"), *(() if before is None else (before,))]
            return any(tree.words[c] in self._demonstratives for c in near)
        return tree.words[token] in self._pointers
