"""Distances and times as pages tell them: in metres and kilometres, written as a language does.

The phone writes distances in the same way (static/walk/geo.js). Miles are nowhere: stories, signs
and maps here have one measure, whatever the phone is set to.
"""

from copy import deepcopy
from functools import lru_cache

from babel import Locale, UnknownLocaleError, localedata
from babel.units import format_unit

USUAL = "en"
# What Babel's tables of a language look up elsewhere.
SHARED = ("months", "days")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Give how a language (BCP 47) writes numbers and days; English, where nobody knows."""
    try:
        locale = Locale(language.replace("_", "-").partition("-")[0].lower())
    except (UnknownLocaleError, ValueError):
        locale = Locale(USUAL)
    # Babel 2.18 keeps what it looked up for one language in a table that all of them share: after
    # a Chinese page French months were Chinese (https://github.com/python-babel/babel/pull/1263).
    data = localedata.load(str(locale))
    data.update({name: deepcopy(data[name]) for name in SHARED})
    return locale


def distance(metres: float, language: str) -> str:
    """Write metres as a walker wants them: in tens, and from one kilometre in tenths of it."""
    if not metres:
        return ""
    near = metres < 995
    figure = max(round(metres / 10) * 10, 10) if near else round(metres / 1000, 1)
    unit = "meter" if near else "kilometer"
    return format_unit(figure, unit, length="short", locale=locale_of(language))


def minutes(number: int, language: str) -> str:
    """Write minutes: `20 min`."""
    return format_unit(number, "minute", length="short", locale=locale_of(language))


def about(number: int) -> int:
    """Give minutes that nobody knows exactly: from ten on in fives."""
    return number if number < 10 else 5 * round(number / 5)
