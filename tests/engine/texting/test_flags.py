"""What staff should look at twice."""

import pytest

from engine.texting.flags import Flag, flags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I met my wife at the fair of 1987.", ()),
        ("We counted 11 birds, 3 ladders and 2 tubas.", ()),
        ("It rained.Then the sun came.", ()),
        ("A photo of 1890-1910", ("phone number",)),
        ("Call 415 555 0123", ("phone number",)),
        ("call +1 (415) 555-0123!", ("phone number",)),
        ("4.1.5.5.5.5.0.1.2.3", ("phone number",)),
        ("٤١٥ ٥٥٥ ٠١٢٣", ("phone number",)),
        ("４１５５５５０１２３", ("phone number",)),
        ("41\u200b55\u200b55\u200b0123", ("phone number",)),
        ("write to kim@example.org", ("email",)),
        ("kim＠example．org", ("email",)),
        ("kim at example dot org", ("email",)),
        ("see example.org/x", ("link",)),
        ("HTTPS://EXAMPLE.ORG", ("link",)),
        ("www.example.org", ("link",)),
        ("I am @kim_plays there", ("account",)),
        ("kim@example.org, example.com, 415-555-0123", ("phone number", "email", "link")),
        ("We met at the dot of noon", ()),
        ("1" * 100_000, ("phone number",)),
        ("a." * 50_000, ()),
        ("a@" * 50_000, ()),
    ],
)
def test_ways_to_reach_somebody_are_flagged(text: str, found: tuple[Flag, ...]) -> None:
    assert flags(text) == found
