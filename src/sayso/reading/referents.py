"""The document walked once, from its first word to its last: every name and noun phrase gets its referent.

Names come first (mentions.py), then the nouns that take them up or introduce somebody: "burgemeester Vitali Barabasj",
"het Russische ministerie van Defensie", "de generaal". A noun's referent is found by levels in order: a name beside it,
its office, who was called so before, its owner, the pack's word for it.
"""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.documents.document import Document
from sayso.packs.pack import Pack
from sayso.reading.described import Described
from sayso.reading.ground import Mention

__all__ = ["Mention", "Referents"]


class Referents(Described):
    """All mentions of one document by the token that heads them."""

    def __init__(self, doc: Doc, document: Document, pack: Pack) -> None:
        super().__init__(doc, document, pack)
        self.affiliation.nominal = self._owner_through
        self.affiliation.pronoun = self._owner_pronoun
        self.affiliation.home = self.home_side
        self._waiting: set[int] = set()
        self._people()
        for i in range(len(self.tree)):
            self.resolve(i)

    def resolve(self, i: int) -> Mention | None:
        """The mention headed by token `i`, made if it isn't there yet; None for pronouns and for words of no one."""
        if i in self.at or i in self._waiting:
            return self.at.get(i)
        self._waiting.add(i)
        name, mention, tag = self.name_at.get(i), None, self.tree.tags[i]
        if name is not None:
            mention = self._name(name) if i == name.head else None
        elif tag in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            word = self.tree.words[i]
            noun = self.nouns.look(word)
            if word in self._side_nouns:
                mention = self._side_noun(i)
            elif noun is not None and (tag in ("NOUN", "PROPN", "X") or noun.group == "neutral"):
                mention = self._common(i, noun, self.affiliation.owner(i))
            elif tag == "NOUN":
                mention = self._thing(i)
        self._waiting.discard(i)
        return self.put(mention) if mention is not None else None

    def pronoun(self, i: int) -> Mention | None:
        """The mention that pronoun `i` is, looked for once."""
        if i not in self.at:
            entity = self.pronouns.antecedent(i)
            if entity is None:
                return None
            self.put(Mention(i, i + 1, i, "pronoun", entity.side, entity.name, entity))
        return self.at[i]

    def home_side(self, i: int) -> str | None:
        """Whose "eigen" it is at token `i`: its clause's subject's, or the one's further out, or the speaker's side."""
        tree, node = self.tree, i
        for _ in range(8):
            for child in tree.dependents(node, "nsubj", "nsubj:pass"):
                if child == i:
                    continue
                subject = self.pronoun(child) if tree.tags[child] == "PRON" else self.resolve(child)
                side = subject and (subject.side or (subject.entity.side if subject.entity else None))
                if side in self.pack.sides:
                    return side
            if tree.heads[node] == node:
                break
            node = tree.heads[node]
        speaker = self.pronouns.speaker(i)
        return speaker.side if speaker is not None else None

    def forget(self, i: int) -> None:
        """Drop what token `i` was resolved to, so that it is resolved anew."""
        mention = self.at.pop(i, None)
        if mention is not None and mention.entity is not None and mention.rule in ("possessive", "eigen"):
            self.discourse.entities = [e for e in self.discourse.entities if e is not mention.entity]

    def renew(self, i: int) -> None:
        """Resolve a common noun anew, now that more is known; a name stays what it is."""
        if i not in self.name_at and self.tree.tags[i] in ("NOUN", "VERB", "ADJ"):
            self.forget(i)
            self.resolve(i)

    def _owner_through(self, i: int) -> tuple[str | None, str | None] | None:
        mention = self.resolve(i)
        return (mention.side, mention.entity.actor if mention.entity else None) if mention is not None else None

    def _owner_pronoun(self, i: int) -> tuple[str | None, str | None] | None:
        entity = self.pronouns.antecedent(i)
        return (entity.side, entity.actor) if entity is not None else None
