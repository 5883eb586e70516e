"""Origins: a speaker saying a thing once, wherever it is printed; and the flags of who says it."""

import random
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wires import AFTER, BEFORE

from sayso.accounts.copies import Copies
from sayso.accounts.flags import flag
from sayso.accounts.origins import origins
from sayso.accounts.statements import Statement, statements
from sayso.accounts.values import Flag, Origin
from sayso.documents.document import Document, Precision, Published
from sayso.documents.text import from_text
from sayso.reading.claim import Claim, Party, Quantity, Speaker

PRIGOZHIN = ("yevgeny-prigozhin", "Yevgeny Prigozhin", "RU")
KADYROV = ("ramzan-kadyrov", "Ramzan Kadyrov", "RU")
GENERAL_STAFF = ("ua-general-staff", "General Staff", "UA")


@dataclass(frozen=True)
class Told:
    """A figure of an article: its words, its bounds, who says it and through whom."""

    words: str
    low: float | None
    high: float | None
    who: tuple[str | None, str, str | None] | None = None
    via: tuple[tuple[str | None, str, str | None], ...] = ()
    denied: bool = False
    approx: bool = False

    def claim(self, document: Document, number: int, start: int) -> Claim:
        end = start + len(self.words)
        first, last = next(block for block in document.blocks if block[0] <= start < block[1])
        begin = max(document.text.rfind(". ", first, start) + 2, first)
        stop = document.text.find(".", end, last)
        chain = (*self.via, self.who) if self.who else self.via
        source = tuple(Speaker(name, start, start, actor, name, side, None) for actor, name, side in chain)
        polarity = "denied" if self.denied else "asserted"
        return Claim(
            doc=document.id, id=f"{document.id}-{number}", start=start, end=end, sentence=(begin, max(stop, end)),
            kind="killed", quantity=Quantity(self.words, self.low, self.high, self.approx, "person", None),
            affected=side("RU"), agent=None, source=source, place=None, period=None, certainty="stated",
            polarity=polarity, verification=None, confidence=1.0, reader="test",
        )  # fmt: skip


def told(words: str, number: float, **more) -> Told:
    return Told(words, number, number, **more)


def at_least(words: str, number: float, **more) -> Told:
    return Told(words, number, None, **more)


def side(name: str | None) -> Party | None:
    return Party(name, None, None, None, None, None) if name else None


class Desk:
    """Papers with their claims; each article has its figures in the order of its text."""

    def __init__(self) -> None:
        self.evidence: list[tuple[Claim, Document]] = []

    def article(self, id: str, text: str, *figures: Told, paper: str = "", day: str = "2023-03-10") -> None:
        published = Published(date.fromisoformat(day), Precision.DAY)
        document = from_text(text, id, published=published, publisher=paper or f"Paper {id}", language="nl")
        at = 0
        for number, figure in enumerate(figures, 1):
            start = text.index(figure.words, at)
            self.evidence.append((figure.claim(document, number, start), document))
            at = start + len(figure.words)

    @property
    def statements(self) -> list[Statement]:
        return statements(self.evidence)

    @property
    def copies(self) -> Copies:
        return Copies.of([document for _, document in self.evidence])

    @property
    def origins(self) -> tuple[Origin, ...]:
        return origins(self.statements, self.copies)

    @property
    def groups(self) -> list[list[str]]:
        return [list(origin.claims) for origin in self.origins]


def test_one_speaker_one_figure_in_many_papers():
    desk = Desk()
    desk.article("a", "Prigozjin zegt dat er 500 doden zijn.", told("500", 500, who=PRIGOZHIN), day="2023-03-12")
    desk.article("b", "Zeker 500 man verloor ik, aldus de Wagner-baas.", at_least("Zeker 500", 500, who=PRIGOZHIN))
    desk.article("c", "Kadyrov houdt het op 500.", told("500", 500, who=KADYROV), day="2023-03-11")
    assert desk.groups == [["b-1", "a-1"], ["c-1"]]
    first, second = desk.origins
    assert (first.id, first.speaker, first.side, first.low, first.high) == ("oa-1", "Yevgeny Prigozhin", "RU", 500, 500)
    assert second.speaker == "Ramzan Kadyrov"


def test_a_translation_of_another_length_is_the_same_saying():
    desk = Desk()
    dutch = "„Vierhonderd jongens heb ik begraven, en ik zal hun namen nooit vergeten zolang ik leef”, zei Prigozjin."
    english = '"I buried four hundred of my boys," Prigozhin said.'
    desk.article("a", dutch, told("Vierhonderd", 400, who=PRIGOZHIN))
    desk.article("b", english, told("four hundred", 400, who=(None, "Prigozhin", "RU")))
    assert desk.groups == [["a-1", "b-1"]]


def test_an_update_is_an_origin_of_its_own():
    desk = Desk()
    desk.article("a", "Het waren er 500, zei Prigozjin.", told("500", 500, who=PRIGOZHIN))
    desk.article("b", "Het zijn er 620, zei Prigozjin.", told("620", 620, who=PRIGOZHIN), day="2023-03-14")
    found = desk.origins
    assert [origin.claims for origin in found] == [("a-1",), ("b-1",)]
    assert {origin.speaker for origin in found} == {"Yevgeny Prigozhin"}


def test_who_denies_a_figure_does_not_share_it():
    desk = Desk()
    desk.article("a", "Het waren er 500, zei Prigozjin.", told("500", 500, who=PRIGOZHIN))
    desk.article("b", "Het waren er geen 500, zei Prigozjin.", told("500", 500, who=PRIGOZHIN, denied=True))
    desk.article("c", "Onzin, geen 500, aldus Prigozjin.", told("500", 500, who=PRIGOZHIN, denied=True))
    assert desk.groups == [["a-1"], ["b-1", "c-1"]]
    assert [origin.denied for origin in desk.origins] == [False, True]


WIRE = (
    "Bij de val van Klisjtsjiivka zijn zeker 86 Russische parachutisten gesneuveld, onder wie hun commandant Igor "
    "Sokolov. Hun lichamen bleven dagenlang in de beek liggen omdat de mijnen het bergen onmogelijk maakten."
)


def test_a_copied_passage_joins_reports_also_without_its_speaker():
    desk = Desk()
    desk.article("a", f"{WIRE[:-1]}, meldt de generale staf.", at_least("zeker 86", 86, who=GENERAL_STAFF))
    desk.article("b", f"{BEFORE}\n\n{WIRE}\n\n{AFTER}", at_least("zeker 86", 86), day="2023-03-11")
    desk.article("c", WIRE.replace("zeker 86", "86").replace("Sokolov", "Sokolow"), told("86", 86), day="2023-03-12")
    desk.article("d", "Op het slagveld telden wij 86 gesneuvelde parachutisten.", told("86", 86), day="2023-03-13")
    assert desk.groups == [["a-1", "b-1", "c-1"], ["d-1"]]
    copied, own = desk.origins
    assert (copied.speaker, copied.side, copied.flag) == ("Armed Forces of Ukraine", "UA", Flag.INTERESTED)
    assert (copied.low, copied.high) == (86, 86)  # its last report's
    assert (own.speaker, own.flag) == ("Paper d", Flag.OWN_VOICE)


def test_a_copied_passage_with_another_figure_is_a_new_saying():
    desk = Desk()
    desk.article("a", WIRE, at_least("zeker 86", 86))
    desk.article("b", WIRE.replace("86", "112"), at_least("zeker 112", 112), day="2023-03-11")
    desk.article("c", WIRE.replace("zeker 86", "bijna negentig"), Told("bijna negentig", None, 90, approx=True))
    assert desk.groups == [["a-1", "c-1"], ["b-1"]]


def test_a_copied_template_with_the_other_sides_speaker_is_another_account():
    desk = Desk()
    desk.article("a", f"{WIRE[:-1]}, meldt de generale staf.", at_least("zeker 86", 86, who=GENERAL_STAFF))
    desk.article("b", f"{WIRE[:-1]}, meldt Kadyrov.", at_least("zeker 86", 86, who=KADYROV))
    assert desk.groups == [["a-1"], ["b-1"]]


def test_a_copied_passage_with_the_figure_from_two_speakers_joins_each_with_himself():
    text = f"{WIRE} De 86 worden door Kadyrov bevestigd."
    desk = Desk()
    for paper in "ab":
        desk.article(paper, text, at_least("zeker 86", 86, who=PRIGOZHIN), told("86", 86, who=KADYROV))
    assert desk.groups == [["a-1", "b-1"], ["a-2", "b-2"]]


def test_what_a_text_says_in_its_own_voice_is_its_sources():
    """And its paper's voice, which says it twice, does not make one of the two speakers."""
    desk = Desk()
    first = "Rond Bachmoet zijn er 500 gesneuveld. Dat heeft Prigozjin op Telegram gezegd: 500 man."
    second = "Hoeveel doden? Het zijn er 500. Ook Kadyrov noemde tegenover een Tsjetsjeense zender 500."
    for id, text, who in (("a", first, PRIGOZHIN), ("b", second, KADYROV)):
        desk.article(id, text, told("500", 500), told("500", 500, who=who), paper="De Courant")
    assert desk.groups == [["a-1", "a-2"], ["b-1", "b-2"]]


def test_a_vague_figure_stands_for_one_exact_one():
    desk = Desk()
    text = "Honderden doden bij Bachmoet. Volgens Prigozjin waren het er 274. Een dag eerder noemde hij 210."
    exact = [told(words, int(words), who=PRIGOZHIN) for words in ("274", "210")]
    desk.article("a", text, Told("Honderden", 200, 999, PRIGOZHIN), *exact)
    assert desk.groups == [["a-1", "a-2"], ["a-3"]]


def test_a_surname_is_a_namesake_only_where_there_is_one():
    petrov, other, surname = ((None, name, "RU") for name in ("Anton Petrov", "Sergej Petrov", "Petrov"))
    for speakers, expected in (
        ((petrov, surname), [["a-1", "b-1"]]),
        ((petrov, surname, other), [["a-1"], ["b-1"], ["c-1"]]),
        ((petrov, petrov, other), [["a-1", "b-1"], ["c-1"]]),
    ):
        desk = Desk()
        for id, who in zip("abc", speakers, strict=False):
            desk.article(id, f"Er vielen 7 doden, hoorde verslaggever {id} van hem.", told("7", 7, who=who))
        assert desk.groups == expected


REUTERS = ("reuters", "Reuters", None)


def test_an_agencys_own_count_is_one_origin():
    desk = Desk()
    desk.article("a", "Zeker 41 doden zijn er, telde persbureau Reuters.", at_least("Zeker 41", 41, who=REUTERS))
    desk.article("b", "KIEV (Reuters) – Bij het bombardement kwamen 41 militairen om.", told("41", 41))
    desk.article("c", "KIEV (Reuters) – Kadyrov spreekt van 41 doden.", told("41", 41, who=KADYROV, via=(REUTERS,)))
    desk.article("d", "Wij telden 41 graven, 41 in totaal.", told("41", 41), told("41", 41))
    assert desk.groups == [["a-1", "b-1"], ["c-1"], ["d-1", "d-2"]]


def test_an_agency_makes_no_one_of_the_speakers_it_passes_on():
    desk = Desk()
    for id, who in (("a", PRIGOZHIN), ("b", KADYROV)):
        text = f"KIEV (Reuters) – Er vielen 41 doden, meldt bureau {id}. Hij had het tegen {id} over 41."
        desk.article(id, text, told("41", 41), told("41", 41, who=who))
    assert desk.groups == [["a-1", "a-2"], ["b-1", "b-2"]]


NUMBERS = [told("86", 86), at_least("zeker 86", 86), told("90", 90), Told("bijna 90", None, 90, approx=True)]
SPEAKERS = [None, PRIGOZHIN, KADYROV, GENERAL_STAFF, REUTERS]
REPORT = st.tuples(
    st.sampled_from(NUMBERS),
    st.sampled_from(SPEAKERS),
    st.booleans(),
    st.sampled_from(["{wire}", "{before}\n\n{wire}", "Wij horen dat er {words} doden zijn."]),
    st.sampled_from(["De Courant", "Het Avondblad"]),
    st.integers(10, 14),
)


@given(st.lists(REPORT, min_size=1, max_size=9), st.integers())
@settings(max_examples=40, deadline=None)
def test_order_changes_nothing_and_every_report_has_one_origin(reports, seed):
    desk = Desk()
    for i, (number, who, denied, text, paper, day) in enumerate(reports):
        words = {"words": number.words, "wire": WIRE.replace("zeker 86", number.words), "before": BEFORE}
        figure = replace(number, who=who, denied=denied)
        desk.article(f"d{i}", text.format_map(words), figure, paper=paper, day=f"2023-03-{day}")
    made, copies = desk.statements, desk.copies
    found = origins(made, copies)
    shuffled = list(made)
    random.Random(seed).shuffle(shuffled)
    assert origins(shuffled, copies) == found
    assert sorted(id for origin in found for id in origin.claims) == sorted(s.id for s in made)
    assert len({origin.id for origin in found}) == len(found)
    for origin in found:
        assert {s.denied for s in made if s.id in origin.claims} == {origin.denied}
        assert (origin.low, origin.high) in {(s.figure.low, s.figure.high) for s in made if s.id in origin.claims}


@pytest.mark.parametrize(
    ("speaker", "kind", "hurt", "by", "expected"),
    [
        ("RU", "killed", "RU", None, Flag.ADMISSION),
        ("RU", "killed", "UA", None, Flag.INTERESTED),
        ("RU", "killed", "RU+UA", None, Flag.ADMISSION),
        ("UA", "killed", "civilians", "RU", Flag.INTERESTED),
        ("UA", "killed", "civilians", None, Flag.INTERESTED),
        ("IL", "killed", "civilians", "IL", Flag.ADMISSION),
        ("UA", "equipment_loss", "UA", "RU", Flag.ADMISSION),
        ("UA", "intercepted", "RU", "UA", Flag.INTERESTED),
        ("RU", "advance", "RU", None, Flag.INTERESTED),
        ("UA", "advance", "RU", None, Flag.ADMISSION),
        ("UA", "retreat", "UA", None, Flag.ADMISSION),
        ("UA", "retreat", "RU", None, Flag.INTERESTED),
        ("UA", "strength", "UA", None, Flag.INTERESTED),
        ("US", "killed", "RU", None, Flag.THIRD_PARTY),
        ("US", "killed", "HOUTHI", "US", Flag.INTERESTED),
        ("RU", "killed", "PAL", "IL", Flag.THIRD_PARTY),
        ("UN", "killed", "civilians", None, Flag.THIRD_PARTY),
        ("civilians", "killed", "RU", None, Flag.THIRD_PARTY),
        (None, "killed", "RU", None, Flag.THIRD_PARTY),
        ("PAL", "killed", "PAL", "IL", Flag.INTERESTED),
        ("PAL", "killed", "HAMAS", "IL", Flag.ADMISSION),
        ("HAMAS", "killed", "PAL", "IL", Flag.INTERESTED),
        ("IL", "killed", "PAL", "IL", Flag.INTERESTED),
        ("SADC", "killed", "SADC", "M23", Flag.ADMISSION),
    ],
)  # fmt: skip
def test_flags(speaker, kind, hurt, by, expected):
    desk = Desk()
    desk.article("a", "Het waren er 500, zei hij.", told("500", 500, who=(None, "Jan Jansen", speaker)))
    made = desk.statements[0]
    claim = replace(made.claim, kind=kind, affected=side(hurt), agent=side(by))
    assert flag(replace(made, claim=claim)) is expected


def test_a_denied_loss_is_no_admission_and_an_outlet_has_no_side():
    desk = Desk()
    denial = told("500", 500, who=KADYROV, denied=True)
    desk.article("a", "Geen 500, zei hij. Het waren er 300.", denial, told("300", 300))
    assert [flag(statement) for statement in desk.statements] == [Flag.INTERESTED, Flag.OWN_VOICE]
