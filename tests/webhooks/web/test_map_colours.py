"""The colours of the drawn map, by day and by night."""

import re
from itertools import product

import pytest

from engine.places.map import writing
from tests.webhooks.web.test_static import luminance
from webhooks.web.assets import STATIC

CSS = (STATIC / "walk" / "map.css").read_text(encoding="utf-8")
DAY, NIGHT, FORCED = (
    dict(re.findall(r"--map-([\w-]+): ([#\w]+)", block))
    for block in re.findall(r"\.map-box, svg\.map \{(.*?)\}", CSS, re.DOTALL)
)
WRITTEN = ("ink", "name", "green-name", "water-name", "way", "button-ink")


def contrast(one: str, two: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def test_by_day_the_style_sheet_has_the_colours_of_the_drawing() -> None:
    kinds = {kind: writing.FILLS[kind] for kind in writing.FILLS}
    kinds |= {kind: writing.STROKES[kind][0] for kind in ("rail", "path", "street")}
    assert {kind: DAY[kind] for kind in kinds} == kinds
    assert writing.STROKES["river"][0] == writing.STROKES["stream"][0] == DAY["water"]
    assert writing.CASINGS["street"][0] == DAY["edge"]
    assert writing.CASINGS["road"][0] == DAY["road-edge"]
    assert (
        DAY["paper"], DAY["ink"], DAY["way"], DAY["on-way"]
    ) == (writing.PAPER, writing.INK, writing.ACCENT, writing.ON_ACCENT)  # fmt: skip


def test_day_night_and_forced_colours_name_the_same_things() -> None:
    assert DAY.keys() == NIGHT.keys() == FORCED.keys()
    assert not any(value.startswith("#") for value in FORCED.values())


@pytest.mark.parametrize(("colours", "name"), [*product((DAY, NIGHT), WRITTEN)])
def test_what_is_written_stands_out_seven_to_one(colours: dict[str, str], name: str) -> None:
    ground = colours["button" if name == "button-ink" else "paper"]
    assert contrast(colours[name], ground) >= 7


@pytest.mark.parametrize("colours", [DAY, NIGHT])
def test_numbers_stand_out_on_their_discs_and_the_walker_from_the_ground(
    colours: dict[str, str],
) -> None:
    assert contrast(colours["on-way"], colours["way"]) >= 7
    for ground in ("paper", "street", "park", "water", "building"):
        assert contrast(colours["me"], colours[ground]) >= 3
        assert contrast(colours["way"], colours[ground]) >= 3
