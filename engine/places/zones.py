"""The clock of a place: its time zone, by the names of the IANA database.

The zones' rules are the system's; where it has none (Windows, small containers) zoneinfo takes
them from the package tzdata.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.places.latlon import LatLon

# zoneinfo opens a file of this name: nothing that leaves its folder reaches it.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_LONGEST = 40


def zone_at(at: LatLon) -> str:
    """Give the name of the time zone at a place: `America/Chicago`, `Etc/GMT+3` far out at sea."""
    # Imported here: it loads a map of the Earth, and a story may name its zone.
    from tzfpy import get_tz  # noqa: PLC0415

    return get_tz(at.lon, at.lat)


def zone_named(name: str) -> ZoneInfo:
    """Give the rules of a time zone. Raises ValueError with what to type for an unknown one."""
    if len(name) <= _LONGEST and _NAME.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    raise ValueError(f"'{shown}' is not a time zone. Write one like America/Chicago.")


def local_time(moment: datetime, zone: str) -> datetime:
    """Give an aware moment as the clocks of a zone show it. Raises ValueError as `zone_named`."""
    return moment.astimezone(zone_named(zone))
