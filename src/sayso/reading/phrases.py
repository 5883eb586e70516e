"""Where a noun phrase begins and ends, whether it is definite, and which name stands beside its noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.reading.tree import Tree

_BEFORE = frozenset({"amod", "flat", "compound", "fixed"})
_CLAUSES = frozenset({"acl:relcl", "acl", "appos", "parataxis", "conj", "cc", "punct", "advcl"})


class Phrases:
    """The noun phrases of one document. Token numbers, half-open."""

    def __init__(self, tree: Tree, definite: frozenset[str]) -> None:
        self.tree = tree
        self.definite_words = definite

    def span(self, i: int) -> tuple[int, int]:
        """The phrase headed by `i`: adjectives, name, "van …"; no article, no clause, no apposition."""
        tree = self.tree
        start = end = i
        for child in sorted((c for c in tree.children[i] if c < i), reverse=True):
            if tree.labels[child] in _BEFORE and tree.tags[child] != "DET":
                under = tree.subtree(child)
                if self._only_space(max(under) + 1, start):
                    start = min(under)
        for child in sorted(c for c in tree.children[i] if c > i):
            label = tree.labels[child]
            if label in ("flat", "fixed") or (
                label in ("nmod", "obl") and tree.case(child) in tree.grammar.phrase_links
            ):
                barred = [c for c in tree.subtree(child) if tree.labels[c] in _CLAUSES and not self._name_of(c)]
                inside = tree.subtree(child, barred)
                if self._only_space(end + 1, min(inside)):
                    end = max(inside)
        while end > i and tree.doc[end].is_space:
            end -= 1
        while start < i and tree.doc[start].is_space:
            start += 1
        return start, end + 1

    def _name_of(self, i: int) -> bool:
        """Whether an apposition is the name right after its noun: "de provincie Hatay"."""
        return self.tree.labels[i] == "appos" and self._only_space(self.tree.heads[i] + 1, i)

    def text(self, i: int) -> str:
        """The words of the phrase headed by `i`, with single spaces."""
        return re.sub(r"\s+", " ", self.tree.span_text(*self.span(i)))

    def determiners(self, i: int) -> list[str]:
        """The words before a noun that may tell whether it is definite, lower case."""
        tree = self.tree
        words = [
            tree.words[c] for c in tree.children[i] if c < i and tree.labels[c] in ("det", "amod", "nmod", "nummod")
        ]
        return words or ([tree.words[i - 1]] if i else [])

    def definite(self, i: int) -> bool:
        """Whether the noun has a definite article or a demonstrative."""
        return any(word in self.definite_words for word in self.determiners(i))

    def modified(self, i: int) -> bool:
        """Whether the noun has an adjective or a number of its own, which tells it apart: "de 72e brigade"."""
        plain = self.definite_words | self.tree.grammar.article
        return any(word not in plain for word in self.determiners(i) if self._own(i))

    def described(self, i: int) -> bool:
        """Whether the noun has an adjective that may tell it apart, participles aside: "sjiitische strijders"."""
        tree = self.tree
        return any(c < i and tree.labels[c] == "amod" and tree.tags[c] == "ADJ" for c in tree.children[i])

    def _own(self, i: int) -> bool:
        return any(c < i and self.tree.labels[c] in ("amod", "nummod") for c in self.tree.children[i])

    def beside(self, i: int) -> Iterator[int]:
        """Tokens that may head the name of what noun `i` describes, likeliest first."""
        tree = self.tree
        for child in tree.children[i]:
            if tree.labels[child] in ("appos", "flat", "nmod", "compound") and not tree.case(child):
                yield child
        after = self.after(i)
        if after is not None:
            yield after
        label, head = tree.labels[i], tree.heads[i]
        if label in ("appos", "flat", "parataxis") or (label == "nmod" and not tree.case(i)):
            yield head
        before = self._before_comma(i)
        if before is not None:
            yield before
        if any(tree.labels[c] == "cop" for c in tree.children[i]):
            yield from tree.dependents(i, "nsubj")

    def after(self, i: int) -> int | None:
        """The token right after the noun, or after its "van …": "minister van Binnenlandse Zaken Ihor Klymenko"."""
        tree = self.tree
        for first in dict.fromkeys((i + 1, self.span(i)[1])):
            at = next((k for k in range(first, len(tree)) if not tree.doc[k].is_space), len(tree))
            if at < len(tree) and tree.sentence_of[at] == tree.sentence_of[i] and tree.doc[at].text[0].isupper():
                return at
        return None

    def _before_comma(self, i: int) -> int | None:
        """The word before "X, (de) burgemeester van Y", where the parse missed the apposition."""
        tree = self.tree
        at = self.span(i)[0] - 1
        while at > 0 and (tree.words[at] in self.definite_words or tree.doc[at].is_space):
            at -= 1
        return at - 1 if at > 0 and tree.doc[at].text == "," and tree.sentence_of[at] == tree.sentence_of[i] else None

    def _only_space(self, start: int, end: int) -> bool:
        return all(self.tree.doc[k].is_space for k in range(start, end))
