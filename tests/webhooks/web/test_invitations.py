import re
from dataclasses import replace
from itertools import product

import pytest
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q

from engine.story.model import Place, Scene, Story, StoryKeyword
from webhooks.web.invitations import Invitation, invitation, qr_svg, sms_link, spaced

STORY = Story(
    id="lamp",
    edition="1",
    title="The Lamp",
    start="a",
    scenes={"a": Scene("a", {})},
    about="A lamp on a quay.",
    language="fr",
    languages=("fr", "en"),
    keywords=(StoryKeyword("LAMPE", "lampe"), StoryKeyword("LAMP", "lamp", "en")),
    places={"quay": Place("quay", "The quay"), "pier": Place("pier", "The pier")},
    walk_m=1234,
)


def test_a_story_invites_with_its_first_keyword() -> None:
    assert invitation(STORY, "+12025550143", "en") == Invitation(
        id="lamp",
        title="The Lamp",
        about="A lamp on a quay.",
        language="fr",
        keyword="LAMPE",
        walk="1.2 km",
        sms="sms:+12025550143?&body=LAMPE",
    )


def test_a_story_invites_with_the_keyword_of_the_language_that_it_is_told_in() -> None:
    told = replace(STORY, language="en")
    assert invitation(told, None, "en").keyword == "LAMP"
    assert invitation(replace(STORY, language="de"), None, "de").keyword == "LAMPE"
    assert invitation(replace(STORY, keywords=()), None, "fr").keyword is None


def test_without_a_number_there_is_nothing_to_text() -> None:
    assert invitation(STORY, None, "en").sms is None


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("LIGHT UP", "sms:+1?&body=LIGHT%20UP"),
        ("ÉTÉ", "sms:+1?&body=%C3%89T%C3%89"),
        ("a&b=c#d/e?", "sms:+1?&body=a%26b%3Dc%23d%2Fe%3F"),
    ],
)
def test_a_link_carries_every_character(text: str, link: str) -> None:
    assert sms_link("+1", text) == link


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+12025550143", "+1 202-555-0143"),
        ("+442079460123", "+44 20 7946 0123"),
        ("22395", "22395"),
    ],
)
def test_a_number_is_written_as_people_write_it(phone: str, shown: str) -> None:
    assert spaced(phone) == shown


def test_the_code_holds_the_link_with_its_quiet_zone() -> None:
    link = "sms:+12025550143?&body=LAMPE"
    svg = qr_svg(link).decode()
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(link)
    matrix = code.get_matrix()
    size = range(len(matrix))
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)H", svg)}
    assert dark == {(x, y) for x, y in product(size, size) if matrix[y][x]}
    assert f'viewBox="0 0 {len(matrix)} {len(matrix)}"' in svg
    assert min(min(x, y) for x, y in dark) == 4


def test_the_code_is_dark_on_white_and_has_no_style_or_script() -> None:
    svg = qr_svg("sms:+1?&body=<script>&\"'")
    assert b'fill="white"' in svg
    assert b'fill="#000000"' in svg
    assert not re.search(rb"style=|<style|<script|\son|href", svg)
