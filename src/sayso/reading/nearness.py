"""How near a word stands to a figure: the way over the dependency tree, and what else stands in between.

Distances weigh the kind of edge that is crossed, so that a clause border costs more than a coordination. A parse can be
wrong where the order of the words is not, so the words and the commas between count too.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from spacy.tokens import Token

from sayso.reading.quantities import Mention

# What it costs to walk one edge of the dependency tree, upwards (to the head) and downwards (to a dependent).
# Cheap edges bind words of one phrase; dear ones leave the clause. Labels not listed cost OTHER.
UP = {
    "nummod": 0.1, "det": 0.1, "amod": 0.3, "fixed": 0.1, "flat": 0.1, "compound": 0.1, "compound:prt": 0.0,
    "nsubj": 0.5, "nsubj:pass": 0.5, "obj": 0.5, "iobj": 0.6, "obl": 0.6, "obl:arg": 0.6, "obl:agent": 0.6,
    "xcomp": 0.6, "advmod": 0.5, "nmod": 0.8, "appos": 0.6, "conj": 0.7, "acl": 1.2, "acl:relcl": 1.6,
    "advcl": 2.0, "ccomp": 2.6, "csubj": 2.0,
    "parataxis": 2.6, "orphan": 0.4, "cop": 0.2, "aux": 0.3, "aux:pass": 0.2, "expl": 1.0,
}  # fmt: skip
DOWN = {
    "compound:prt": 0.0, "amod": 0.3, "acl": 0.7, "acl:relcl": 0.9, "xcomp": 0.3, "advmod": 0.6, "obj": 0.8,
    "iobj": 1.0, "nsubj": 0.9, "nsubj:pass": 0.9, "obl": 0.8, "obl:arg": 0.7, "obl:agent": 1.0, "nmod": 0.7,
    "conj": 1.5, "advcl": 2.0, "ccomp": 2.2,
    "parataxis": 2.6, "appos": 0.8, "cop": 0.3, "aux": 0.3, "aux:pass": 0.3, "fixed": 0.1, "flat": 0.3, "compound": 0.3,
    "orphan": 0.5, "csubj": 1.5,
}  # fmt: skip
OTHER = 1.2
FAR = 5.0  # a word further than this has nothing to do with the figure


def distances(start: Token, limit: float = FAR) -> dict[int, float]:
    """The cheapest way from a token to every token of its sentence that lies within `limit`, by token index."""
    best = {start.i: 0.0}
    queue = [(0.0, start.i)]
    doc = start.doc
    while queue:
        cost, i = heapq.heappop(queue)
        if cost > best[i] or cost > limit:
            continue
        token = doc[i]
        steps = [(child.i, DOWN.get(child.dep_, OTHER)) for child in token.children]
        if token.head.i != i:
            steps.append((token.head.i, UP.get(token.dep_, OTHER)))
        if (verb := _left_beside(token) or _behind(token)) is not None:
            steps.append((verb.i, UP["nsubj"]))
        for j, step in steps:
            if cost + step < best.get(j, limit + 0.001):
                best[j] = cost + step
                heapq.heappush(queue, (cost + step, j))
    return best


def _left_beside(subject: Token) -> Token | None:
    """ "Air Force: 71 of 96 Shaheds downed": the parse may put a verb beside its subject, both under what is before."""
    loose = subject.dep_ == "parataxis" and subject.pos_ in ("NUM", "NOUN", "PROPN")
    beside = (c for c in subject.head.children if loose and c.dep_ == "parataxis" and c.pos_ == "VERB")
    return next((c for c in beside if c.left_edge.i == c.i == subject.right_edge.i + 1), None)


def _behind(subject: Token) -> Token | None:
    """ "drie stierven en tien raakten gewond": a number before a verb without a subject before it, which the parse ties
    to a word further back."""
    if subject.pos_ != "NUM" or subject.dep_ not in ("conj", "acl:relcl", "acl", "appos"):
        return None
    following = next((t for t in subject.doc[subject.i + 1 : subject.sent.end] if not t.is_space), None)
    if following is None or following.pos_ not in ("VERB", "AUX"):
        return None
    verb = following.head if following.dep_ in ("aux", "aux:pass", "cop") else following
    taken = any(c.dep_ in ("nsubj", "nsubj:pass") and c.i < subject.i for c in verb.children)
    return None if taken or verb.is_ancestor(subject) else verb


def borders(words: Sequence[Token], anchor: Token) -> int:
    """How many commas, colons and conjunctions stand between a figure and the nearest of `words`."""
    nearest = min(words, key=lambda w: abs(w.i - anchor.i))
    between = anchor.doc[min(nearest.i, anchor.i) + 1 : max(nearest.i, anchor.i)]
    return sum(1 for t in between if t.pos_ == "CCONJ" or t.lower_ in (",", ";", ":", "–", "-"))


def of_another(token: Token, anchor: Token, rivals: Sequence[Mention]) -> bool:
    """Whether a word stands in a relative clause with a figure of its own: "drones, waarvan ze er 9 raakten"."""
    clause = token
    while clause.head.i != clause.i and clause.dep_ not in ("acl:relcl", "acl"):
        clause = clause.head
    if clause.dep_ not in ("acl:relcl", "acl") or clause.is_ancestor(anchor) or clause == anchor:
        return False
    return any(clause.is_ancestor(m.token) or clause == m.token for m in rivals)


def describes(token: Token, noun: Token) -> bool:
    """Whether a word stands in a relative clause on `noun`: "van alle wapens die waren gestuurd"."""
    while token.head.i != token.i:
        if token.head == noun and token.dep_ in ("acl", "acl:relcl"):
            return True
        token = token.head
    return False


def anchor(mention: Mention) -> Token:
    """The word that a figure hangs in the sentence by: what it counts, or its number."""
    return mention.noun if mention.noun is not None else mention.token
