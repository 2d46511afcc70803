"""Phone numbers, against the library's own tables and example numbers."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import SUPPORTED_REGIONS

from engine.texting.phones import (
    country_of,
    e164,
    languages_of,
    prefix_of,
    region_of,
    served_from,
    zones_of,
)

FACTS = json.loads(Path(__file__).with_name("numbers.json").read_text(encoding="utf-8"))["facts"]


def shipped(name: str) -> dict[str, object]:
    text = (files("engine.texting") / name).read_text(encoding="utf-8")
    data: dict[str, object] = json.loads(text)
    return data


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+12025550143", None, "+12025550143"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("202.555.0143", "US", "+12025550143"),
        ("+1 (202) 555-0143", "DE", "+12025550143"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("0049 30 901820", "GB", "+4930901820"),
        ("+５２ 55 1234 5678", None, "+525512345678"),
        ("Call +1 202 555 0143 ext. 7!", None, "+12025550143"),
        ("(202) 555-0143", None, None),
        ("555-0143", "US", None),
        ("+1 202 555 014", None, None),
        ("911", "US", None),
        ("32665", "US", None),
        ("+999123456789", None, None),
        ("202 555 0143", "XX", None),
        ("", None, None),
        ("HINT", "US", None),
        ("+", None, None),
        ("+1" * 500, "US", None),
    ],
)
def test_a_number_is_written_as_carriers_write_it(
    text: str, region: str | None, number: str | None
) -> None:
    assert e164(text, region) == number


def test_every_region_has_facts() -> None:
    assert len(FACTS) == 269
    assert len({region for _, region, _ in FACTS}) > 200


@pytest.mark.parametrize(("number", "region", "zones"), FACTS, ids=[fact[0] for fact in FACTS])
def test_a_number_tells_its_country_and_its_time_zones(
    number: str, region: str, zones: list[str]
) -> None:
    assert e164(number) == number
    assert (country_of(number), zones_of(number)) == (region, tuple(zones))


@pytest.mark.parametrize("number", ["", "HINT", "12025550143", "+15"])
def test_what_is_no_number_has_no_country_and_no_zones(number: str) -> None:
    assert (country_of(number), zones_of(number)) == (None, ())


def test_a_number_of_the_whole_world_has_no_country_and_no_zones() -> None:
    assert e164("+80012345678") == "+80012345678"
    assert (country_of("+80012345678"), zones_of("+80012345678")) == (None, ())


def test_a_number_that_tells_no_town_has_all_zones_of_its_code() -> None:
    zones = zones_of("+18005550143")
    assert len(zones) == 42
    assert {"America/New_York", "Pacific/Honolulu", "Pacific/Guam"} < set(zones)


@given(st.text() | st.from_regex(r"\+[0-9 ()-]{1,20}", fullmatch=True))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = e164(text)
    if number is None:
        assert (country_of(text), zones_of(text)) == (None, ())
    else:
        assert e164(number) == number
        assert (country_of(text), zones_of(text)) == (country_of(number), zones_of(number))


@pytest.mark.parametrize(
    ("region", "languages"),
    [
        ("US", ("en",)),
        ("MX", ("es",)),
        ("CA", ("en", "fr")),
        ("PR", ("es", "en")),
        ("HT", ("ht", "fr")),
        ("CH", ("de", "gsw", "fr", "it")),
        ("HK", ("zh-Hant", "en")),
        ("ZZ", ()),
        ("us", ()),
    ],
)
def test_a_country_tells_its_languages_the_most_spoken_first(
    region: str, languages: tuple[str, ...]
) -> None:
    assert languages_of(region) == languages


def test_the_language_table_has_known_regions_and_plain_tags() -> None:
    table = shipped("country_languages.json")["languages"]
    assert isinstance(table, dict)
    assert len(table) == 86
    assert set(table) <= SUPPORTED_REGIONS
    tags = [tag for tags in table.values() for tag in tags]
    assert [tag for tag in tags if not tag.replace("-", "").isalpha()] == []
    assert [
        region for region, tags in table.items() if len(set(tags)) != len(tags) or not tags
    ] == []


def test_the_zone_table_has_each_prefix_once_and_only_known_zones() -> None:
    rows = shipped("number_zones.json")["rows"]
    assert isinstance(rows, list)
    prefixes = [prefix for row in rows for prefix in row["prefixes"].split()]
    assert len(prefixes) == len(set(prefixes)) == 3200
    zones = {zone for row in rows for zone in row["zones"]}
    assert {ZoneInfo(zone).key for zone in zones} == zones


def test_both_tables_name_their_source() -> None:
    assert "CLDR 47" in str(shipped("country_languages.json")["source"])
    assert "libphonenumber" in str(shipped("number_zones.json")["source"])


def test_the_rules_of_numbers_are_loaded_only_when_a_number_is_met() -> None:
    code = "import sys, engine.texting.phones; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Whose number it is, however new, and which countries a number of ours serves


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("+12025550143", "US"), ("+14165550143", "CA"), ("+12425550143", "BS"),
        ("+17875550143", "PR"), ("+18005550143", "US"), ("whatsapp:+33612345678", "FR"),
        # Not valid, as far as the rules of numbers know.
        ("+12220001234", "US"), ("+4915", "DE"), ("+44790000000000", "GB"),
        ("28849", None), ("BANK", None), ("", None), ("+", None), ("+8835100", None),
        ("whatsapp:abc", None), ("+88213300655", None),
    ],
)  # fmt: skip
def test_the_region_of_an_address(address: str, region: str | None) -> None:
    assert region_of(address) == region


def test_the_region_of_an_example_number_is_its_country() -> None:
    for fact in FACTS:
        number = fact["number"] if isinstance(fact, dict) else fact[0]
        if (country := country_of(number)) is not None:
            assert region_of(number) == country


@pytest.mark.parametrize(
    ("ours", "regions"),
    [
        ("+12025550100", {"US", "CA"}), ("+14165550100", {"US", "CA"}),
        ("+18005550100", {"US", "CA"}), ("+17875550100", {"US", "CA", "PR"}),
        ("+447400123456", {"GB", "GG", "JE", "IM"}), ("+33755536789", {"FR"}),
        ("+77012345678", {"KZ"}), ("28849", {"US"}), ("", set()), ("MG0123", set()),
    ],
)  # fmt: skip
def test_the_regions_that_a_number_serves(ours: str, regions: set[str]) -> None:
    assert served_from(ours) == regions


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("+12025550143", "+1202555"), ("whatsapp:+33612345678", "+3361234"), ("28849", ""),
        ("", ""), ("+123", ""), ("+1202555014x", ""),
    ],
)  # fmt: skip
def test_what_a_number_shares_with_ten_thousand_others(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix
