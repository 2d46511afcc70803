"""Measuring the files in a story's media/: each in a process of its own, and each content once.

What was measured is kept by its content in the user's folder for such things, so that the next
check of a story is as fast as of one without media. Whatever happens to that folder, only time is
lost.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import orjson

from engine.copying import NotReadable
from engine.copying import measured as measured_apart
from engine.story.build.folder import MEDIA, Source
from engine.story.luggage import kind_of
from engine.story.measures import Measure, measure_from
from engine.story.media import TYPES, ending_of

# To be counted up when a file would be measured otherwise than before.
MEASURED_AS = 2
# Of what is larger only the size is told: that alone is more than a story may have.
MOST_READ_BYTES = 64 * 1024 * 1024
# Hears how many files were measured, of how many.
Told = Callable[[int, int], None]


def measured(
    source: Source, folder: Path, told: Told = lambda _done, _all: None, kept: Path | None = None
) -> Source:
    """Give the source of a folder with every picture and sound in its media/ measured.

    A file that went or changed since the source was read is not measured. `kept` is the folder of
    what was measured before, the user's own if left out.
    """
    kept = kept or cache_folder()
    names = [name for name in source.media or {} if ending_of(name) in TYPES]
    if not names:
        return source
    found: dict[str, Measure] = {}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        each = pool.map(lambda name: _measure(source, folder, name, kept), names)
        for done, (name, measure) in enumerate(zip(names, each, strict=True), 1):
            found |= {name: measure} if measure else {}
            told(done, len(names))
    return replace(source, measures=found)


def cache_folder(variables: Mapping[str, str] = os.environ) -> Path | None:
    """Give the user's folder for what can be made anew (XDG Base Directory 0.8); None without."""
    try:
        usual = variables.get("LOCALAPPDATA") or Path.home() / ".cache"
    except RuntimeError:
        return None
    chosen = Path(variables.get("XDG_CACHE_HOME") or usual)
    return chosen / "wayside" / "measures" if chosen.is_absolute() else None


def _measure(source: Source, folder: Path, name: str, kept: Path | None) -> Measure | None:
    digest = (source.media or {})[name]
    file = kept / f"{MEASURED_AS}-{kind_of(name)}-{digest}.json" if kept else None
    if file is not None and (known := _read(file)) is not None:
        return known
    try:
        data = (folder / MEDIA / name).read_bytes()
    except OSError:
        return None
    if sha256(data).hexdigest() != digest:
        return None
    measure, for_certain = _anew(name, data)
    if file is not None and for_certain:
        keep(file, orjson.dumps(asdict(measure)))
    return measure


def _anew(name: str, data: bytes) -> tuple[Measure, bool]:
    """Measure a file; tell whether it would be measured the same another time."""
    size = Measure(len(data))
    if len(data) > MOST_READ_BYTES:
        return size, True
    try:
        return measure_from({"bytes": len(data), **measured_apart(kind_of(name), data)}), True
    except NotReadable as error:
        return replace(size, format=""), error.for_certain
    except ValueError:  # what the process says is no measure: the file has it in its hands
        return replace(size, format=""), False


def _read(file: Path) -> Measure | None:
    try:
        return measure_from(orjson.loads(file.read_bytes()))
    except (OSError, ValueError):
        return None


def keep(file: Path, content: bytes) -> None:
    """Keep a content under its name, whole or not at all; where that cannot be, do without."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as written:
            written.write(content)
        Path(written.name).replace(file)
    except OSError:
        return
