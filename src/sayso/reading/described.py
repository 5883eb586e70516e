"""Common nouns and whom they mean: bodies and groups, and nouns that only carry a side.

A noun's referent is found by levels in order: a name beside it, the pack's word, who was called so before, its owner,
whose place or story it is.
"""

from __future__ import annotations

from sayso.reading.affiliation import Owner, government
from sayso.reading.discourse import Entity
from sayso.reading.ground import Mention
from sayso.reading.nouns import Noun
from sayso.reading.roles import Roles


class Described(Roles):
    """Referents of common nouns."""

    def _side_noun(self, i: int) -> Mention | None:
        """ "de Oekraïense kant", "beide partijen"."""
        owner = self.affiliation.owner(i)
        if owner is not None and owner.side and not owner.place:
            return self.phrased(i, owner.rule, owner.side, None)
        if any(word in self.tree.grammar.both for word in self.phrases.determiners(i)):
            sides = sorted(side for side, _ in self.sides.most_common(2))
            return self.phrased(i, "both sides", "+".join(sides), None) if len(sides) == 2 else None
        return None

    def _thing(self, i: int) -> Mention | None:
        """A noun that names nobody by itself but has an owner: "Russische luchtafweerraketten", "tanks van Wagner"."""
        owner = self.affiliation.owner(i)
        if owner is None or owner.side is None or owner.place or owner.rule.split()[0] in self.tree.grammar.located:
            return None
        return self.phrased(i, owner.rule, owner.side, None)

    def _common(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        words = self.tree.grammar
        single = noun.base in words.one_person and any(w in words.single for w in self.phrases.determiners(i))
        if noun.role is not None and (noun.group in (None, "force", "civilian", "sources") or single):
            return self._role(i, noun, owner)
        if noun.body is not None:
            return self._body(i, noun, owner)
        return self._group(i, noun, owner)

    def _pack_word(self, i: int, noun: Noun) -> str | None:
        """The side that a noun always means in this war."""
        forms = (self.called(i), self.tree.words[i], noun.base)
        return next((side for form in forms if (side := self._always.get(form))), None)

    # ------------------------------------------------------------------ an institution, an army, a paper

    def _body(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        called = {noun.base, (noun.body or "") if noun.base not in self._arms else ""}
        named = self._beside(i, "body")
        if named is not None:
            named.nouns |= called
            if named.side is None and owner is not None and not named.actor:
                named.side = owner.side
            self._gendered(named, i)
            named.mention(i)
            return self.phrased(i, "noun beside a name", named.side, named)
        text = self.phrases.text(i)
        if noun.base in self.enemies:
            return self._enemy(i)
        always = self._pack_word(i, noun)
        if always is not None and not (owner is not None and owner.actor and not owner.place):
            owner = Owner(always, None, "the pack's word", i)
        if owner is None and self.phrases.definite(i):
            earlier = self._earlier(i, noun, None)
            if earlier is not None:
                self._gendered(earlier, i)
                earlier.mention(i)
                return self.phrased(i, "body last called so", earlier.side, earlier)
        if owner is not None:
            side, rule = owner.side, owner.rule
        else:
            side, rule = self._default.get(self.called(i)) or self._default.get(noun.base), "the pack's word"
        if noun.group in ("civilian", "object"):
            side, rule = "civilians", "civilian"
        if side is None and noun.base in self._local:
            side, rule = self._side_of_where(i), "whose place it is"
        if side is None and noun.body in ("army", "service") and self.phrases.definite(i):
            side, rule = self._side_of_doer(i), "whose story it is"
        armed = noun.body in ("army", "unit", "militia")
        actor = owner.actor if owner is not None and owner.actor and armed and not owner.place else None
        if actor is not None and owner is not None and actor == government(owner.side or "", "capital"):
            actor = None  # "de generale staf in Kiev" is none of its government
        if actor is None and side and side != "civilians":
            actor = self.offices.part(side, noun, text)
        entity = self.same_body(text) if owner is not None else None
        if entity is None:
            entity = self.discourse.add(
                Entity("body", text, side, actor, called, plural=text.endswith(self.tree.grammar.plural_nouns))
            )
        self._gendered(entity, i)
        entity.mention(i)
        return self.phrased(i, rule if side else "body", side, entity)

    def _gendered(self, body: Entity, i: int) -> None:
        """Learn the gender of a body from its article: "haar" is not of "het leger"."""
        if body.kind == "body":
            words = set(self.phrases.determiners(i))
            neuter, common = self.tree.grammar.neuter_article, self.tree.grammar.common_article
            body.gender = "n" if words & neuter else "f" if words & common else body.gender

    def _side_of_doer(self, i: int) -> str | None:
        """The side that was last the subject before `i`, in this sentence or the two before."""
        tree = self.tree
        for name in reversed([n for n in self.names if n.start < i]):
            if tree.sentence_of[i] - tree.sentence_of[name.head] > 2:
                return None
            head = tree.heads[name.head] if name.kind == "adjective" else name.head
            if tree.labels[head] == "nsubj" and name.kind != "place":
                side = self.affiliation.of_name(name)[0]
                if side in self.pack.core:
                    return side
        return None

    def _enemy(self, i: int) -> Mention | None:
        """ "de vijand" is whoever the speaker's side fights."""
        speaker = self.pronouns.speaker(i)
        home = speaker.side if speaker is not None and speaker.side else self._side_of_doer(i)
        foes = [side for side in self.pack.opponents(home) if side in self.pack.core] if home else []
        return self.phrased(i, "enemy of the speaker", foes[0], None) if foes else None

    # ------------------------------------------------------------------ several people, or the houses of civilians

    def _group(self, i: int, noun: Noun, owner: Owner | None) -> Mention | None:
        word = self.tree.words[i]
        if owner is not None and noun.group != "object" and owner.rule.split()[0] in self.tree.grammar.located:
            owner = None
        actor = owner.actor if owner is not None else None
        side, rule = (owner.side, owner.rule) if owner is not None else (None, noun.group or "")
        if noun.group in ("civilian", "object"):
            actor = f"{side.lower()}-civilians" if side and "+" not in side and side != "civilians" else None
            side = "civilians"
        elif (always := self._pack_word(i, noun)) and actor is None:
            side, rule = always, "the pack's word"
        elif owner is not None and owner.place and noun.group == "neutral":
            side = side if side and self.pack.sides[side].unsplit else None
        elif side is None and noun.group == "force" and self.phrases.definite(i):
            earlier = self._earlier(i, noun, "group")
            side, rule = (earlier.side, "group last called so") if earlier is not None else (None, rule)
        if side is None and noun.group != "neutral" and not self.phrases.described(i):
            side, rule = self._default.get(word), "the pack's word" if word in self._default else rule
        if noun.group == "object":
            return self.phrased(i, rule, side, None)
        plural = noun.group != "neutral" or (
            word.endswith(self.tree.grammar.plural_people) or word in self.tree.grammar.plural_words
        )
        called = {noun.base, noun.group or ""}
        entity = self.discourse.add(Entity("group", self.phrases.text(i), side, actor, called, plural=plural))
        entity.mention(i)
        return self.phrased(i, rule, side, entity)
