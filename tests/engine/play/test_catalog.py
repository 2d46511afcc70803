"""Where the codes of signs lead, and where none hangs, by the stories and by what staff wrote."""

import pytest

from engine.play.catalog import Catalog, OutOfUse, catalog_of, with_register
from engine.play.world import Sign
from engine.signs.register import Entry, Kind, states_of
from tests.engine.play.cases import told


def story(name: str, **codes: str) -> Catalog:
    """Give a catalog of one story that has these places, each with its code, if it has one."""
    places = {place: {"name": place, **({"code": code} if code else {})} for place, code in
              codes.items()}  # fmt: skip
    scenes = {"here": {"say": "Here.", "choices": [{"pick": "Look"}]}}
    built = told({"story": name, "start": "here", "places": places, "scenes": scenes}, name)
    return catalog_of([built])


MURAL = story("mural", wall="4273", clock="8W5T", bench="")


def written(catalog: Catalog, *log: Entry) -> Catalog:
    return with_register(catalog, states_of(log).values())


def entry(code: str, kind: Kind, place: str = "", until_s: int | None = None) -> Entry:
    return Entry(code, 1, kind, story="mural" if place else "", place=place, until_s=until_s)


def test_what_nobody_wrote_of_leads_where_its_story_says() -> None:
    assert written(MURAL) == MURAL
    assert MURAL.signs == {"4273": Sign("mural", "wall"), "8w5t": Sign("mural", "clock")}


def test_a_sign_that_is_where_it_should_be_changes_nothing() -> None:
    assert written(MURAL, entry("4273", "placed", "wall"), entry("8W5T", "damaged")) == MURAL


def test_a_moved_code_leads_elsewhere_and_so_may_one_that_no_story_has() -> None:
    catalog = written(MURAL, entry("8W5T", "moved", "bench"), entry("NEW22", "moved", "bench"))
    bench = Sign("mural", "bench")
    assert catalog.signs == {"4273": Sign("mural", "wall"), "8w5t": bench, "new22": bench}
    assert (catalog.out_of_use, catalog.retired) == ({}, frozenset())


def test_a_moved_sign_names_another_place_until_it_is_led_back_or_printed_again() -> None:
    moved = entry("4273", "moved", "bench")
    assert written(MURAL, moved).moved == {"4273"}
    assert written(MURAL, moved, entry("4273", "placed", "bench")).moved == {"4273"}
    assert written(MURAL, moved, entry("4273", "moved", "wall")).moved == frozenset()
    assert written(MURAL, moved, entry("4273", "printed", "bench")).moved == frozenset()
    assert written(MURAL, moved, entry("4273", "retired")).moved == frozenset()


def test_a_retired_code_opens_nothing_wherever_it_led() -> None:
    log = (entry("8W5T", "moved", "bench"), entry("8W5T", "retired"))
    catalog = written(MURAL, *log)
    assert catalog.signs == {"4273": Sign("mural", "wall")}
    assert catalog.out_of_use == {"8w5t": OutOfUse("retired")}
    assert catalog.retired == {"8w5t"}
    again = written(MURAL, *log, entry("8W5T", "placed", "bench"))
    assert (again.signs["8w5t"], again.retired) == (Sign("mural", "bench"), frozenset())


def test_the_code_of_a_sign_that_is_missing_or_put_away_opens_its_place_all_the_same() -> None:
    catalog = written(MURAL, entry("4273", "missing"), entry("8W5T", "removed", until_s=99))
    assert catalog.signs == MURAL.signs
    assert catalog.out_of_use == {"4273": OutOfUse("missing"), "8w5t": OutOfUse("removed", 99)}
    assert catalog.retired == frozenset()


def test_a_printed_code_that_its_story_has_no_more_leads_where_it_led() -> None:
    catalog = written(story("mural", wall="HAND2"), entry("4273", "placed", "wall"))
    assert catalog.signs == {"hand2": Sign("mural", "wall"), "4273": Sign("mural", "wall")}


def test_a_printed_code_is_known_when_its_place_or_its_story_is_gone() -> None:
    log = entry("8W5T", "placed", "clock")
    for now in (story("mural", wall="4273"), story("well", clock=""), Catalog()):
        catalog = written(now, log)
        assert catalog.signs == now.signs
        assert catalog.out_of_use == {"8w5t": OutOfUse("gone")}
        assert catalog.retired == {"8w5t"}


def test_a_code_that_was_moved_to_what_is_gone_leads_where_its_story_says() -> None:
    assert written(MURAL, entry("4273", "moved", "pier")) == MURAL


def test_a_code_that_a_story_has_now_is_that_story_s_unless_it_was_moved() -> None:
    well = story("well", rim="4273")
    assert written(well, entry("4273", "placed", "wall")).signs == {"4273": Sign("well", "rim")}
    both = catalog_of([*MURAL.stories.values(), *story("well", rim="9A9A").stories.values()])
    assert written(both, entry("9A9A", "placed", "wall")).signs["9a9a"] == Sign("well", "rim")
    assert written(both, entry("9A9A", "moved", "wall")).signs["9a9a"] == Sign("mural", "wall")


# Where no sign hangs that could be scanned


@pytest.mark.parametrize("kind", ["missing", "removed", "retired"])
def test_a_place_whose_only_sign_is_out_of_use_is_signless(kind: Kind) -> None:
    catalog = written(MURAL, entry("4273", "placed", "wall"), entry("4273", kind, "wall"))
    assert catalog.signless == {("mural", "wall")}


@pytest.mark.parametrize("kind", ["placed", "checked"])
def test_a_place_whose_sign_was_found_again_has_one(kind: Kind) -> None:
    catalog = written(MURAL, entry("4273", "missing", "wall"), entry("4273", kind, "wall"))
    assert catalog.signless == frozenset()


@pytest.mark.parametrize("kind", ["ordered", "printed", "placed", "damaged", "seen"])
def test_a_sign_that_may_hang_there_is_one(kind: Kind) -> None:
    assert written(MURAL, entry("4273", kind, "wall")).signless == frozenset()


def test_a_place_of_two_signs_is_signless_when_both_are_out_of_use() -> None:
    second, first = entry("OAK22", "moved", "wall"), entry("4273", "missing", "wall")
    assert written(MURAL, second, first).signless == frozenset()
    for kind in ("missing", "removed", "retired"):
        both = written(MURAL, second, first, entry("OAK22", kind, "wall"))
        assert both.signless == {("mural", "wall")}
    again = written(MURAL, second, first, entry("OAK22", "retired"), entry("4273", "placed"))
    assert again.signless == frozenset()


def test_a_place_whose_code_leads_elsewhere_now_is_signless_and_where_it_leads_is_not() -> None:
    moved = entry("8W5T", "moved", "bench")
    assert written(MURAL, moved).signless == {("mural", "clock")}
    out = written(MURAL, moved, entry("8W5T", "missing"))
    assert out.signless == {("mural", "clock"), ("mural", "bench")}


def test_a_place_with_a_new_code_beside_an_old_sign_that_is_missing_has_a_sign() -> None:
    log = (entry("4273", "placed", "wall"), entry("4273", "missing", "wall"))
    assert written(story("mural", wall="HAND2"), *log).signless == frozenset()
    assert written(story("mural", wall=""), *log).signless == {("mural", "wall")}


def test_a_place_that_never_had_a_sign_or_is_gone_is_not_told_as_signless() -> None:
    assert written(MURAL, entry("8W5T", "missing", "clock")).signless == {("mural", "clock")}
    gone = written(story("mural", wall="4273", bench=""), entry("8W5T", "missing", "clock"))
    assert gone.signless == frozenset()
