"""A pack is checked as a whole, and its faults are told in words that help."""

from datetime import date
from pathlib import Path

import pytest

from sayso.packs import PackError, bundled, load_pack
from sayso.packs.load import parse_pack

LEAST = """
id = "elbonia"
[sides.GOV]
about = "the government"
countries = ["EL"]
against = ["MUD"]
[sides.MUD]
about = "the front"
against = ["GOV"]
"""


def faults(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        parse_pack(text)
    return caught.value.faults


@pytest.mark.parametrize("name", bundled())
def test_bundled_packs_load(name: str) -> None:
    pack = load_pack(name, alone=True)
    assert pack.id == name
    assert pack.title
    assert all(side.about for side in pack.sides.values())


def test_every_side_of_the_gold_is_documented_by_a_pack_or_is_a_country(shared: Path) -> None:
    import json

    wanted = set(json.loads((shared / "gold" / "sides.json").read_text())) - {"*"}
    known = {side for name in bundled() for side in load_pack(name).sides}
    assert wanted <= known


def test_a_pack_is_laid_over_the_world() -> None:
    pack = load_pack("sudan")
    assert pack.id == "sudan"
    assert pack.actor("rsf") is not None
    assert pack.actor("reuters") is not None
    assert pack.side_of_country("SD") == "SAF"
    assert pack.side_of_country("GB") == "UK"
    assert pack.side_of_country("NO") == "NO"


def test_a_users_own_file(tmp_path: Path) -> None:
    file = tmp_path / "elbonia.toml"
    file.write_text(LEAST + '[actors]\nMUD = [{ name = "Mudlanders\' Front", kind = "militia" }]\n')
    pack = load_pack(file)
    assert pack.core == {"GOV", "MUD"}
    assert pack.opponents("GOV") == ("MUD",)
    actor = pack.actor("mudlanders-front")
    assert actor is not None
    assert actor.side == "MUD"


def test_all_faults_at_once() -> None:
    text = LEAST.replace('["GOV"]', '["GOVT"]') + (
        "colour = true\n"
        '[actors]\nMUT = [{ name = "Front", kind = "militai" }]\n'
        '[people]\nGOV = [{ name = "Al", offices = [{ title = "king", from = 2023-01-02, until = 2022-01-01 }] }, {}]\n'
        '[places]\nelbonia = [{ name = "Mudville", lat = 147.0 }]\n'
    )
    found = "\n".join(faults(text))
    told = ["'GOVT'", "did you mean 'GOV'", "'colour'", "'MUT'", "did you mean 'militia'", "before it begins"]
    for words in [*told, "name is missing", "two capitals", "between -90 and 90"]:
        assert words in found, words


EVENT = '[[events]]\nname = "battle of Mudville"\nkinds = ["battle"]\nfrom = 2023-02-01\nplace = "Modderstad"\n'
MUDVILLE = '[places]\nEL = [{ name = "Mudville", also = ["Modderstad"], lat = 47.1, lon = 21.3 }]\n'


def test_a_battle_has_all_names_of_its_place() -> None:
    (event,) = parse_pack(LEAST + MUDVILLE + EVENT).events
    assert event.places == ("Mudville", "Modderstad")
    assert (event.since, event.until) == (date(2023, 2, 1), None)
    assert event.last_by(date(2023, 3, 1)) == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"battle"]', '"battel"]', "did you mean 'battle'"),
        ("from = 2023-02-01", "from = 2023-02-01\nuntil = 2023-01-01", "before it begins"),
        ("from = 2023-02-01\n", "", "from is missing"),
        ("from = 2023-02-01", 'from = "spring"', "spring"),
        ('place = "Modderstad"\n', "", "has a place"),
        ('kinds = ["battle"]', 'kinds = ["war"]', "has a place"),
        ('kinds = ["battle"]\n', "", "kinds says which words"),
        ('place = "Modderstad"', 'place = "Modderstat"', "did you mean 'Modderstad'"),
        ("place =", "where =", "'where'"),
        ("[[events]]", "[events]", "[[events]]"),
    ],
)
def test_faults_of_events(old: str, new: str, told: str) -> None:
    assert told in "\n".join(faults(LEAST + MUDVILLE + EVENT.replace(old, new)))


def test_one_name_for_two_actors_is_a_fault() -> None:
    text = (
        LEAST + '[actors]\nMUD = [{ name = "Kharkov", kind = "unit" }, { name = "Charkov", kind = "unit", id = "x" }]\n'
    )
    assert "can mean only one actor" in faults(text)[0]


def test_not_toml() -> None:
    assert "not valid TOML" in faults("id = ")[0]


def test_no_such_pack() -> None:
    with pytest.raises(FileNotFoundError, match="ukraine"):
        load_pack("elbonia")


def test_offices_are_held_for_a_time() -> None:
    shoigu = load_pack("ukraine").actor("sergei-shoigu")
    assert shoigu is not None
    office = next(o for o in shoigu.offices if o.title == "minister of defence")
    assert office.held_on(date(2023, 3, 8))
    assert office.held_on(None)
    assert not office.held_on(date(2024, 6, 1))
