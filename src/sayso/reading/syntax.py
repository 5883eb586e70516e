"""Questions that every rule asks of a Universal Dependencies tree: whose subject, which object, by whom, of what.

Works on any spaCy `Doc` with UD labels in lower case. Shared arguments are followed where grammar says so: a conjoined
verb without a subject of its own has its first verb's, a relative pronoun stands for its noun, an infinitive's subject
is its governor's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

# Of every language that is read: none of these means anything else in another where it carries such a label.
BY = frozenset({"door", "by"})
INFINITIVE = frozenset({"te", "to"})
RELATIVE = frozenset({"die", "dat", "wie", "welke", "dewelke", "hetgeen", "who", "which", "that", "whom"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
OBJECTS = frozenset({"obj", "iobj"})
CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "ROOT"})


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The dependents of `token` that carry one of `labels`, in the order of the text."""
    return (c for c in token.children if c.dep_ in labels)


def case(token: Token) -> str:
    """The adposition of a phrase ("tussen", "aan"), lower case, or the empty string."""
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def predicate(token: Token) -> Token:
    """The head of the clause that `token` stands in."""
    while token.dep_ not in CLAUSES and token.head.i != token.i:
        if token.dep_ == "xcomp" and token.pos_ == "VERB" and any(c.lower_ == "to" for c in token.children):
            return token  # "is thought to have suffered"
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"):
            return token
        token = token.head
    return token


def seen_to(token: Token, perceiving: Collection[str]) -> bool:
    """Whether a word that the parse takes for a noun may be what those counted are seen to do: "zag er tien sneuvelen".

    Whether it is a verb is for the caller to know.
    """
    bare = token.pos_ == "NOUN" and token.lower_.endswith("en")
    if not bare or any(c.dep_ in ("det", "case") for c in token.children):
        return False
    return token.head.pos_ == "VERB" and token.head.i < token.i and token.head.lower_ in perceiving


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive participle: an auxiliary "worden", a passive subject or a passive label."""
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "obl:agent") for c in verb.children):
        return True
    alone = verb.dep_ == "conj" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    return (alone or _gapped(verb)) and _participle(verb) and is_passive(verb.head)


def _gapped(verb: Token) -> bool:
    """English "two were killed and four wounded": the subject is a number alone, the auxiliary that of the first."""
    parts = [c for c in verb.children if c.dep_ in ("aux", "nsubj", "obj")]
    return verb.doc.lang_ == "en" and verb.dep_ == "conj" and [c.pos_ for c in parts] == ["NUM"]


def _participle(verb: Token) -> bool:
    """Whether a coordinated verb is no finite one, by its form: "doodgeschoten en opgepakt"."""
    return verb.lower_.endswith(("d", "t", "en")) and verb.lower_ != verb.lemma_.lower()


def subject(verb: Token, hops: int = 3) -> Token | None:
    """The subject of a verb or nominal predicate, followed through coordination, control and relative pronouns."""
    own = next(children(verb, *SUBJECTS), None)
    if own is not None:
        return antecedent(own)
    if hops and verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i:
        return subject(verb.head, hops - 1)
    if hops and verb.dep_ == "advcl" and verb.head.i != verb.i and any(c.lower_ in INFINITIVE for c in verb.children):
        return subject(verb.head, hops - 1)
    if hops and verb.dep_ in ("acl", "ccomp") and any(c.lower_ in INFINITIVE for c in verb.children):
        return verb.head if verb.head.pos_ in ("NOUN", "PROPN") else subject(verb.head, hops - 1)
    return None


def objects(verb: Token) -> list[Token]:
    """The direct and indirect objects of a verb."""
    return [antecedent(c) for c in children(verb, *OBJECTS)]


def by_agent(verb: Token) -> Token | None:
    """Who does what a passive says: "door de luchtafweer"."""
    for child in children(verb, "obl:agent", "obl", "nmod"):
        cases = {c.lower_ for c in child.children if c.dep_ == "case"}
        if cases & BY or (child.dep_ == "obl:agent" and not cases):  # "volgens" is no agent's, whatever the parser says
            return child
    return None


def oblique(token: Token, *cases: str) -> Token | None:
    """The first phrase under a verb or noun that begins with one of the adpositions `cases`."""
    for child in token.children:
        if child.dep_ in ("obl", "obl:arg", "nmod", "obl:agent") and case(child) in cases:
            return child
    return None


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own."""
    if token.pos_ != "PRON" or token.lower_ not in RELATIVE:
        return token
    clause = predicate(token)
    if clause.dep_ in ("acl:relcl", "acl") and clause.head.i < token.i:
        return clause.head
    return token
