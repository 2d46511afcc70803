"""What was measured of the files in media/: how large, how long, how loud."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeAlias

import orjson


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of one file beside its name.

    `format` is what its content is ("mp3", "mov", "ogg", "wav", "jpeg", "png" and such), empty
    where nobody can read it, None where nobody looked.

    Of a sound: `codec`; `seconds` as they were heard, and `stated_s` as the file says, where it
    does; `lufs`, its integrated loudness by EBU R 128, None where it is too short or too soft to
    tell; `peak`, its loudest sample, of which 1 is the most there is. Of a picture: its pixels
    as it is shown, upright.
    """

    bytes: int
    format: str | None = None
    codec: str = ""
    seconds: float | None = None
    stated_s: float | None = None
    lufs: float | None = None
    peak: float | None = None
    width: int = 0
    height: int = 0


Measures: TypeAlias = Mapping[str, Measure]
_KINDS: Mapping[str, tuple[type, ...]] = {
    "bytes": (int,), "width": (int,), "height": (int,), "format": (str, type(None)),
    "codec": (str,), "seconds": (int, float, type(None)), "stated_s": (int, float, type(None)),
    "lufs": (int, float, type(None)), "peak": (int, float, type(None)),
}  # fmt: skip
_NAMES = frozenset(field.name for field in fields(Measure))


def measure_from(found: Any) -> Measure:
    """Give a measure of what was read from JSON. Raises ValueError for anything else."""
    if not isinstance(found, dict) or not found.keys() <= _NAMES or "bytes" not in found:
        raise ValueError("no measure")
    if any(not isinstance(value, _KINDS[name]) for name, value in found.items()):
        raise ValueError("no measure")
    return Measure(**found)


def measures_to_json(measures: Measures) -> bytes:
    """Write measures, by the names of their files."""
    return orjson.dumps(
        {name: asdict(each) for name, each in measures.items()}, option=orjson.OPT_SORT_KEYS
    )


def measures_from_json(text: bytes) -> dict[str, Measure]:
    """Read measures. Raises ValueError for anything else."""
    found = orjson.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no measures")  # noqa: TRY004 - it is of what was read
    return {name: measure_from(each) for name, each in found.items()}
