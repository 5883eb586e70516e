"""How firmly a figure is put: stated or hedged, asserted or denied, checked or impossible to check.

A hedge reaches the clause or the list member that it stands in, not the sentence: of "er rollen er elke maand vijf van
de fabriek, en misschien dertig uit de depots" only the second is hedged.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.documents.document import Document
from sayso.language.lexicon import lexicon
from sayso.reading.attribution import Attribution
from sayso.reading.claim import Certainty, Polarity, Span, Speaker, Step, Verification
from sayso.reading.denial import Denial
from sayso.reading.tree import Tree
from sayso.reading.verification import Verifications

# Clauses that stand on their own as to firmness.
_CLOSED = frozenset({"acl:relcl", "acl", "advcl", "ccomp", "csubj", "parataxis"})


class Firmness:
    """Certainty, polarity and verification of the figures of one document."""

    def __init__(self, doc: Doc, document: Document, attribution: Attribution) -> None:
        self.attribution = attribution
        self.tree = tree = attribution.tree
        table = lexicon(document.language, "certainty")
        hedges = table["hedges"]
        self._auxiliaries = frozenset(hedges["auxiliaries"])
        self._seeming = frozenset(hedges["seeming"])
        self._nouns = frozenset(hedges["nouns"])
        self._may = frozenset(hedges["may"])
        self._may_verbs = frozenset(hedges["may_verbs"].split())
        self._equating = frozenset(hedges["equating"])
        self._marks = _marks(tree, frozenset(hedges["adverbs"].split()), [tuple(p.split()) for p in hedges["phrases"]])
        self._denial = Denial(tree, attribution, table["denial"])
        self._verifications = Verifications(tree, attribution, self._denial, table["verification"])

    def certainty(self, token: Token) -> Certainty:
        """`hedged` when the words around the figure `token` keep their distance from it, else `stated`."""
        return "hedged" if self._hedge(token.i) is not None else "stated"

    def polarity(self, token: Token) -> Polarity:
        """`denied` when the figure's own source rejects it, else `asserted`."""
        return "denied" if self._denial.of(token.i) is not None else "asserted"

    def verification(self, token: Token, source: tuple[Speaker, ...]) -> Verification | None:
        """What the text says, near or far, about checking the figures that `source` gives; None when nothing."""
        note = self._verifications.of(token.i, source)
        return note.value if note is not None else None

    def explain(self, token: Token) -> list[Step]:
        """The words that hedge, deny or cast doubt on the figure; empty for a plain statement."""
        steps = []
        hedge = self._hedge(token.i)
        if hedge is not None:
            steps.append(Step("certainty", hedge[0], self._span(hedge[1])))
        denial = self._denial.of(token.i)
        if denial is not None:
            steps.append(Step("polarity", denial[0], self._span(denial[1])))
        note = self._verifications.of(token.i, self.attribution.source(token))
        if note is not None:
            steps.append(Step("verification", note.rule, self._span(note.cue)))
        return steps

    def _span(self, tokens: tuple[int, int]) -> Span:
        start, end = self.tree.starts[tokens[0]], self.tree.ends[tokens[1] - 1]
        return Span(start, end, self.tree.text[start:end])

    def _hedge(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """The rule and the tokens that hedge the figure at `token`."""
        for link in self.attribution.links(token):
            near = self.tree.sentence_of[link.frame.head] == self.tree.sentence_of[token]
            if self.tree.colon_between(link.frame.head, token):
                continue  # "vreest dat het oploopt: er liggen negentig gewonden"
            if link.frame.hedged and (near or link.via == "pointing back"):
                return "verb of estimating", link.frame.cue
        tree = self.tree
        previous = token
        for node in tree.ancestors(token):
            found = self._at(node, previous, token)
            if found is not None:
                return found
            label = tree.labels[node]
            if label in ("ccomp", "csubj") and self._seems(tree.heads[node]):
                return "verb of seeming", (tree.heads[node], tree.heads[node] + 1)
            if label in ("ccomp", "csubj") and tree.heads[node] in self._marks:
                return "word of doubt", self._marks[tree.heads[node]]  # "niet uitgesloten is dat …"
            if (label in _CLOSED and not self._verbless(node)) or (label == "conj" and self._own_clause(node)):
                return None
            previous = node
        return self._right_before(token)

    def _right_before(self, token: int) -> tuple[str, tuple[int, int]] | None:
        """ "loopt mogelijk op tot 50 procent": only prepositions part the word of doubt from the figure."""
        tree = self.tree
        at = tree.before(token)
        while at is not None and tree.tags[at] == "ADP" and at not in self._marks:
            at = tree.before(at)
        return ("word of doubt", self._marks[at]) if at is not None and at in self._marks else None

    def _at(self, node: int, previous: int, token: int) -> tuple[str, tuple[int, int]] | None:
        """A hedge among the dependents of `node`, which the figure hangs under by way of `previous`."""
        tree = self.tree
        if tree.words[node] in self._nouns and node != token:
            return "noun of estimating", (node, node + 1)
        if tree.words[node] in self._seeming and tree.labels[previous] == "xcomp":
            return "verb of seeming", (node, node + 1)
        if node in self._marks:
            return "word of doubt", self._marks[node]
        for child in tree.children[node]:
            label = tree.labels[child]
            word = tree.words[child]
            if label in ("aux", "aux:pass", "cop") and word in self._auxiliaries:
                return "zou", (child, child + 1)
            if label == "cop":
                aux = next((k for k in tree.dependents(child, "aux") if tree.words[k] in self._auxiliaries), None)
                if aux is not None:
                    return "zou", (aux, aux + 1)
            if label in ("aux", "aux:pass", "cop") and word in self._may and self._possibility(node):
                return "possibility", (child, child + 1)
            if (
                label == "nsubj"
                and child != previous
                and child < token
                and tree.labels[token] != "nsubj"
                and self._amounts(node)
            ):
                mark = next((k for k in tree.dependents(child, "amod") if k in self._marks), None)
                if mark is not None:
                    return "word of doubt", self._marks[mark]
                if tree.words[child] in self._nouns:
                    return "noun of estimating", (child, child + 1)
            if child in self._marks and label not in ("conj", "parataxis") and self._reaches(child, token, node):
                return "word of doubt", self._marks[child]
            if label in ("obl", "nmod", "advmod", "fixed") and child != previous:
                inside = next(
                    (
                        k
                        for k in tree.children[child]
                        if k in self._marks and tree.labels[k] in ("case", "fixed", "advmod")
                    ),
                    None,
                )
                if inside is not None and self._reaches(inside, token, node):
                    return "word of doubt", self._marks[inside]
        if tree.words[node] in self._auxiliaries and tree.tags[node] in ("AUX", "VERB"):
            return "zou", (node, node + 1)
        return None

    def _seems(self, verb: int) -> bool:
        """ "it is thought that …": nobody in particular thinks so."""
        tree = self.tree
        subjects = list(tree.dependents(verb, "nsubj", "nsubj:pass", "expl"))
        nobody = tree.dependent(verb, "nsubj:pass", "expl", "aux:pass") is not None
        return (
            nobody
            and tree.words[verb] in self._seeming
            and any(tree.words[c] in tree.grammar.expletive for c in subjects)
        )

    def _amounts(self, verb: int) -> bool:
        """Whether the verb only ties an amount to its subject: "de geschatte schade bedraagt 400 miljoen"."""
        return self.tree.words[verb] in self._equating or self.tree.dependent(verb, "cop") is not None

    def _possibility(self, verb: int) -> bool:
        tree = self.tree
        return tree.words[verb] in self._may_verbs or any(
            tree.words[c] in self._may_verbs for c in tree.dependents(verb, "xcomp", "aux", "cop")
        )

    def _reaches(self, mark: int, token: int, node: int) -> bool:
        """A word of doubt right before another figure is about that one alone."""
        if mark < token:
            return True
        tree = self.tree
        following = next(
            (
                i
                for i in range(self._marks[mark][1], min(len(tree), mark + 6))
                if tree.words[i].strip() and tree.tags[i] not in ("ADV", "DET", "ADJ")
            ),
            None,
        )
        return following is None or tree.tags[following] != "NUM" or following <= token

    def _verbless(self, node: int) -> bool:
        """ "er zouden tien doden zijn, van wie vijf kinderen": what is beside a clause without a verb is part of it."""
        tree = self.tree
        bare = tree.labels[node] == "parataxis" and tree.tags[node] in ("NOUN", "NUM", "PROPN")
        return bare and tree.dependent(node, "nsubj", "cop", "aux") is None

    def _own_clause(self, node: int) -> bool:
        """Whether a coordinated verb has its own subject and auxiliary, and so its own firmness."""
        tree = self.tree
        if tree.tags[node] not in ("VERB", "AUX"):
            return False
        own_subject = tree.dependent(node, "nsubj", "nsubj:pass") is not None
        participle = (
            tree.words[node].startswith("ge") or tree.dependent(tree.heads[node], "aux", "aux:pass") is not None
        )
        return own_subject and (tree.dependent(node, "aux", "aux:pass", "cop") is not None or not participle)


def _marks(tree: Tree, adverbs: frozenset[str], phrases: list[tuple[str, ...]]) -> dict[int, tuple[int, int]]:
    """Tokens that are, or stand in, words of doubt, each with the tokens of the whole expression."""
    found: dict[int, tuple[int, int]] = {}
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        firsts.setdefault(phrase[0], []).append(phrase)
    for i, word in enumerate(tree.words):
        if word in adverbs:
            found[i] = (i, i + 1)
        for phrase in firsts.get(word, ()):
            at = i
            for part in phrase:
                while at < len(tree) and not tree.words[at].strip():
                    at += 1
                if at >= len(tree) or tree.words[at] != part:
                    break
                at += 1
            else:
                for k in range(i, at):
                    found[k] = (i, at)
                break
    return found
