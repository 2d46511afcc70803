"""What the pages are drawn with: light, readable, at home in every direction of writing."""

import gzip
import re

import pytest

from webhooks.web.assets import STATIC, contents

STYLES = {file.name: file.read_text(encoding="utf-8") for file in STATIC.rglob("*.css")}
CSS = STYLES["wayside.css"] + STYLES["phone.css"]
HOME_CSS = STYLES["home.css"]
JS = (STATIC / "phone.js").read_text(encoding="utf-8")
HOME_JS = (STATIC / "home.js").read_text(encoding="utf-8")
MODULES = HOME_JS + "".join(file.read_text(encoding="utf-8") for file in STATIC.glob("*/*.js"))
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w+);", "".join(blocks)))
    for blocks in (re.findall(rf"(?m)^{indent}:root \{{([^}}]*)\}}", CSS) for indent in ("", "  "))
)
PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "card")),
    ("ink", "theirs"),
    ("on-accent", "accent"),
    ("on-night", "night"),
]


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_in_the_sun(colours: dict[str, str], ink: str, ground: str) -> None:
    dark, bright = sorted((luminance(colours[ink]), luminance(colours[ground])))
    assert (bright + 0.05) / (dark + 0.05) >= 7


def test_style_and_script_together_are_light() -> None:
    assert len(gzip.compress((CSS + JS).encode(), 9)) < 8 * 1024


def test_the_script_of_the_first_page_is_lighter_still() -> None:
    assert len(gzip.compress(HOME_JS.encode(), 9)) < 1_536


def test_what_only_explains_a_script_or_a_style_is_not_sent() -> None:
    for name in ("walk/arrival.js", "walk/map.css"):
        assert len(contents()[name]) < 0.9 * (STATIC / name).stat().st_size
    assert b"https://www.openstreetmap.org/copyright" in contents()["walk/map.js"]


def test_nothing_comes_from_another_site() -> None:
    for text in (
        *STYLES.values(),
        JS,
        MODULES,
        *(file.read_text(encoding="utf-8") for file in STATIC.glob("*.svg")),
    ):
        plain = text.replace("http://www.w3.org/2000/svg", "")
        # A link that a reader of the map may follow is no request.
        plain = plain.replace("https://www.openstreetmap.org/copyright", "")
        plain = plain.replace("https://maps.google.com/?q=", "")
        assert re.findall(r"https?:|@import|url\(|//\w+\.", plain) == []


def test_the_style_knows_no_left_and_right() -> None:
    for name, style in STYLES.items():
        sided = re.findall(r"-(?:left|right)\b|\b(?:left|right):|: (?:left|right);", style)
        assert sided == [], name


def test_nothing_moves_for_those_who_asked_for_stillness() -> None:
    moving = r"(?s)@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}"
    calm = re.sub(moving, "", CSS)
    assert "animation" in CSS
    assert re.findall("animation|transition|[^r]scroll-behavior", calm + HOME_CSS + JS) == []


def test_the_script_writes_texts_and_never_markup() -> None:
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", JS + MODULES)
        == []
    )
