"""Phone numbers: how they are written, and what they tell of country, language and time.

The rules of numbers are those of Google's libphonenumber (phonenumberslite), which holds no time
zones: these are in number_zones.json. Languages: country_languages.json. Both name their source.
"""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from engine.texting.senders import SHORT_CODES_OF, is_short_code

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


def e164(text: str, region: str | None = None) -> str | None:
    """Give a number as carriers write it, `+12025550143`; None for what is no valid number.

    Words around it do not matter. Without a `region` (ISO 3166, `US`) it must begin with + and the
    country's code.
    """
    # Imported here, as everywhere below: most commands meet no number.
    from phonenumbers import PhoneNumberFormat, format_number  # noqa: PLC0415

    number = _parsed(text, region)
    return None if number is None else format_number(number, PhoneNumberFormat.E164)


def country_of(number: str) -> str | None:
    """Give the ISO 3166 region of a number in E.164; None for one of no country, or no number."""
    from phonenumbers import region_code_for_number  # noqa: PLC0415

    parsed = _parsed(number, None)
    region = None if parsed is None else region_code_for_number(parsed)
    # 001 is the world: satellite phones and freephone numbers of no country.
    return None if region == "001" else region


@lru_cache(maxsize=4096)
def region_of(address: str) -> str | None:
    """Give the region to which an address with a number belongs, however new the number is.

    `whatsapp:+12025550143` has that of its number. A number that is not valid, as far as is known,
    belongs to the region that mostly has its country's code. None for what holds no number.
    """
    from phonenumbers import NumberParseException, parse  # noqa: PLC0415
    from phonenumbers import region_code_for_country_code as main_region  # noqa: PLC0415

    number = address[at:] if (at := address.find("+")) >= 0 else ""
    if _NORTH_AMERICAN.fullmatch(number):
        return _region_of_area(number[2:5])
    if region := country_of(number):
        return region
    try:
        region = main_region(parse(number, None).country_code or 0)
    except NumberParseException:
        return None
    return None if region in ("001", "ZZ") else region


# One area code is one country's, and most players' numbers begin so.
_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{9}")


@lru_cache(maxsize=1_000)
def _region_of_area(area: str) -> str:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata  # noqa: PLC0415

    for region in COUNTRY_CODE_TO_REGION_CODE[1]:
        known = PhoneMetadata.metadata_for_region(region)
        if known and known.leading_digits and re.match(known.leading_digits, area):
            return str(region)
    return country_of(f"+1{area}2345678") or "US"


def served_from(number: str) -> frozenset[str]:
    """Give the regions that a number of ours serves unless told otherwise: its own country's.

    A North American one serves the United States and Canada. Islands that share a country's code
    belong to it. A short code is taken for one of the United States. Empty for what tells no
    country.
    """
    if is_short_code(number):
        return frozenset({SHORT_CODES_OF})
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, parse  # noqa: PLC0415

    region = region_of(number)
    if region is None:
        return frozenset()
    code = parse(number[number.find("+") :], None).country_code or 0
    if code == 1:
        return frozenset({"US", "CA"} | {region})
    regions = COUNTRY_CODE_TO_REGION_CODE.get(code, ())
    # Russia and Kazakhstan share theirs.
    return frozenset({region}) if code == 7 else frozenset({region, *regions})


def prefix_of(address: str) -> str:
    """Give what ten thousand numbers share that are handed out together; empty for no number."""
    number = address[at:] if (at := address.find("+")) >= 0 else ""
    return number[:-4] if _DIGITS.fullmatch(number) else ""


_DIGITS = re.compile(r"\+[1-9][0-9]{6,14}")


def languages_of(region: str) -> tuple[str, ...]:
    """Guess the languages of an ISO region's people, as BCP 47 tags, the most spoken first.

    None for a region that is not in the table.
    """
    languages: dict[str, list[str]] = _data("country_languages.json")["languages"]
    return tuple(languages.get(region, ()))


def zones_of(number: str) -> tuple[str, ...]:
    """Give the time zones in which a number in E.164 may be; none for what is no valid number.

    A number that tells no town, like most mobile ones, has all zones of its country's code.
    """
    from phonenumbers import PhoneNumberFormat, format_number, number_type  # noqa: PLC0415
    from phonenumbers.phonenumberutil import is_number_type_geographical  # noqa: PLC0415

    parsed = _parsed(number, None)
    if parsed is None:
        return ()
    country = parsed.country_code or 0
    if is_number_type_geographical(number_type(parsed), country):
        return _zones_by_prefix(format_number(parsed, PhoneNumberFormat.E164)[1:])
    return _zones_by_prefix(str(country))


def _parsed(text: str, region: str | None) -> "PhoneNumber | None":
    from phonenumbers import NumberParseException, is_valid_number, parse  # noqa: PLC0415

    try:
        number = parse(text, region)
    except NumberParseException:
        return None
    return number if is_valid_number(number) else None


def _zones_by_prefix(digits: str) -> tuple[str, ...]:
    """Give the zones of the longest prefix that is known."""
    known = _prefixes()
    lengths = range(len(digits), 0, -1)
    return next((known[digits[:n]] for n in lengths if digits[:n] in known), ())


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    return {
        prefix: tuple(row["zones"])
        for row in _data("number_zones.json")["rows"]
        for prefix in row["prefixes"].split()
    }


@cache
def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files(__package__) / name).read_text(encoding="utf-8"))
    return data
