"""Who is meant: any noun phrase, name or pronoun of a document as a party, with the rule that resolved it."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from sayso.documents.document import Document
from sayso.packs.pack import Pack
from sayso.reading.claim import Party, Span, Speaker, Step
from sayso.reading.discourse import Entity
from sayso.reading.referents import Mention, Referents
from sayso.reading.tree import Tree

__all__ = ["Actors", "Mention"]


class Actors:
    """The actors of one document. Resolved once; a look-up costs a dictionary access, a pronoun a short search."""

    def __init__(self, doc: Doc, document: Document, pack: Pack) -> None:
        self.doc = doc
        self.document = document
        self.pack = pack
        self._referents = Referents(doc, document, pack)
        self._tree = self._referents.tree

    @property
    def tree(self) -> Tree:
        """The document as arrays, for others that read it too."""
        return self._tree

    @property
    def mentions(self) -> list[Mention]:
        """All mentions, in the order of the text: names, offices, bodies, groups; pronouns only once asked for."""
        return sorted({id(m): m for m in self._referents.at.values()}.values(), key=lambda m: (m.start, m.end))

    def party(self, token: Token) -> Party | None:
        """Who the phrase headed by `token` is, or None when it names nobody.

        `side` may be None for somebody whose side isn't known; `name` is the fullest name that the document uses;
        `text`, `start` and `end` are the phrase without its article, offsets in code points.
        """
        mention = self._mention(token.i)
        if mention is None:
            return None
        start, end = self._offsets(mention)
        entity = mention.entity
        actor = entity.actor if entity is not None else None
        return Party(self._side(mention), actor, mention.name, self._tree.text[start:end], start, end)

    def explain(self, token: Token) -> Step | None:
        """The rule that resolved `token` and the words it saw, or None where `party` finds nobody."""
        mention = self._mention(token.i)
        if mention is None:
            return None
        start, end = self._offsets(mention)
        return Step("actor", mention.rule, Span(start, end, self._tree.text[start:end]))

    def home_side(self, token: Token) -> str | None:
        """Whose "eigen" it is at `token`: its possessor's, its clause's subject's or the speaker's side."""
        owner = self._referents.affiliation.owner(token.i)
        if owner is not None and owner.side and not owner.place:
            return owner.side
        return self._referents.home_side(token.i)

    def place_side(self, place: str) -> str | None:
        """The side that rules a place of the pack (its name there), or None for a place that the pack doesn't know."""
        return self._referents.affiliation.place_side(place)

    def hear(self, source: Callable[[Token], tuple[Speaker, ...]]) -> None:
        """Learn who says what, from `Attribution.source`.

        "Ik" and "onze soldaten" are then the speaker's, "de vijand" the speaker's enemy, "eigen" the speaker's own.
        """
        referents = self._referents
        first = referents.pronouns.first

        def speaker(i: int) -> Entity | None:
            chain = source(self.doc[i])
            return self._entity(chain[-1]) if chain else None

        referents.pronouns.heard = speaker
        for i, word in enumerate(self._tree.words):
            head = self._tree.heads[i]
            if word in first:
                referents.forget(i)
            if (word in first or word in self._tree.grammar.own) and head != i:
                referents.renew(head)
            elif word in referents.enemies:
                referents.renew(i)

    # ------------------------------------------------------------------ inside

    def _mention(self, i: int) -> Mention | None:
        found = self._referents.at.get(i)
        if found is None and self._tree.tags[i] in ("PRON", "DET"):
            return self._referents.pronoun(i)
        return found

    def _side(self, mention: Mention) -> str | None:
        return mention.side or (mention.entity.side if mention.entity is not None else None)

    def _offsets(self, mention: Mention) -> tuple[int, int]:
        return self._tree.starts[mention.start], self._tree.ends[mention.end - 1]

    def _entity(self, speaker: Speaker) -> Entity:
        """The entity of a source: one of the document's, by actor or name, or a new one."""
        for entity in self._referents.discourse.entities:
            if (speaker.actor and entity.actor == speaker.actor) or (speaker.name and entity.name == speaker.name):
                return entity
        return Entity("person", speaker.name or speaker.text, speaker.side, speaker.actor)
