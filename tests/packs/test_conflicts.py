"""The packs of wars: each is chosen for texts about its war and not for others, and knows who fights whom."""

import pytest
import spacy

from sayso.documents.document import Document
from sayso.packs import load_pack, packs_for

TEXTS = {
    "kashmir": [
        "India bestookte Muzaffarabad in het Pakistaanse deel van Kasjmir; Pakistan schoot terug op Poonch.",
        "Indian soldiers and Jaish-e-Mohammed exchanged fire near Srinagar.",
    ],
    "cambodia": [
        "Thaise F-16's bombardeerden Cambodjaanse stellingen bij Preah Vihear; in Surin schuilden bewoners.",
        "Cambodian rockets hit Sisaket, Thailand said; Hun Manet denied it.",
    ],
    "afghanistan": [
        "De Taliban namen Kunduz in; het Afghaanse leger trok zich terug naar Mazar-i-Sharif.",
        "ISIS-K bombed a mosque in Kandahar, said Zabihullah Mujahid.",
    ],
    "iraq": [
        "Iraakse troepen en de Peshmerga rukten op naar Mosul, dat IS in handen heeft.",
        "Iraq's Popular Mobilization Forces entered Tal Afar.",
    ],
    "libya": [
        "Haftars leger beschoot Tripoli; de Libische regering stuurde versterking uit Misrata.",
        "The Libyan National Army lost Tarhuna and Gharyan.",
    ],
    "somalia": [
        "Al-Shabaab viel een basis van AMISOM bij Kismayo aan, zegt het Somalische leger.",
        "Somali troops drove al-Shabaab out of Beledweyne.",
    ],
    "lake-chad": [
        "Boko Haram viel dorpen bij Maiduguri aan; het Nigeriaanse leger zwijgt.",
        "ISWAP overran a Nigerian base in Borno.",
    ],
}


def chosen(text: str, language: str = "nl") -> str:
    doc = spacy.blank(language)(text)
    for token in doc:
        token.pos_ = "PROPN" if token.text[0].isupper() else "PUNCT" if token.is_punct else "NOUN"
    return packs_for(doc, Document("t", text, language=language)).id


@pytest.mark.parametrize(
    ("pack", "text", "language"),
    [(pack, text, language) for pack, both in TEXTS.items() for text, language in zip(both, ("nl", "en"), strict=True)],
)
def test_a_pack_is_chosen_for_its_war_alone(pack: str, text: str, language: str) -> None:
    assert chosen(text, language) == pack


@pytest.mark.parametrize(
    ("text", "packs"),
    [
        # The IL of both packs is one side, and gaza knows who speaks for it: the two are read together.
        ("Iran beschoot Tel Aviv nadat Israël Natanz en Fordow had gebombardeerd.", {"iran", "iran+gaza"}),
        ("Hamas vuurde raketten af op Israël; Iran juichte.", {"gaza"}),
        ("Israël bombardeerde Rafah, zei Hamas. Netanyahu sprak met Biden over Iran en de VS.", {"gaza"}),
        ("Rusland kocht drones van Iran en beschoot Charkov en Kiev, aldus de Oekraïense luchtmacht.", {"ukraine"}),
        ("Islamitische Staat verloor Raqqa en Deir ez-Zor aan de SDF, meldt het Syrische leger.", {"syria"}),
        ("De Houthi's beschoten Marib; Saudi-Arabië bombardeerde Sanaa, en Iran protesteerde.", {"yemen"}),
        ("Islamitische Staat eiste de aanslag op.", {"world"}),
    ],
)
def test_a_text_on_one_war_is_not_read_with_another(text: str, packs: set[str]) -> None:
    assert chosen(text) in packs


@pytest.mark.parametrize(
    ("pack", "actor", "foe"),
    [
        ("kashmir", "ispr", "narendra-modi"),
        ("kashmir", "jaish-e-mohammed", "indian-army"),
        ("iran", "irgc", "centcom"),
        ("cambodia", "hun-manet", "royal-thai-army"),
        ("afghanistan", "isaf", "taliban"),
        ("afghanistan", "isis-k", "zabihullah-mujahid"),
        ("iraq", "islamic-state", "peshmerga"),
        ("libya", "khalifa-haftar", "gna"),
        ("somalia", "al-shabaab", "amisom"),
        ("lake-chad", "boko-haram", "iswap"),
    ],
)
def test_who_fights_whom(pack: str, actor: str, foe: str) -> None:
    known = load_pack(pack)
    one, other = known.actor(actor), known.actor(foe)
    assert one is not None
    assert other is not None
    assert other.side in known.opponents(one.side or "")
    assert one.side in known.opponents(other.side or "")


@pytest.mark.parametrize("pack", [*TEXTS, "iran"])
def test_enmity_is_mutual(pack: str) -> None:
    known = load_pack(pack, alone=True)
    assert [(a, b) for a in known.sides for b in known.opponents(a) if a not in known.opponents(b)] == []
