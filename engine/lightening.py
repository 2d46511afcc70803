"""Pictures as phones are shown them: of a size that fits, in fewer bytes; each content made once.

They are made when a story is published, each in a process of its own, and are kept by the content
that they were made of in the user's folder for such things (`engine.measuring`).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from engine.copying import NotReadable, copied
from engine.measuring import MOST_READ_BYTES, cache_folder, keep
from engine.story.build.folder import MEDIA, Source
from engine.story.media import PICTURES, ending_of

# To be counted up when a picture would be made otherwise than before.
MADE_AS = 1


def lightened(source: Source, folder: Path, kept: Path | None = None) -> dict[str, bytes]:
    """Give a WebP for each picture of a folder that is lighter so, by the picture's name.

    What cannot be read, moves, or changed since the source was read has none. `kept` is the folder
    of what was made before, the user's own if left out.
    """
    kept = kept or _folder()
    names = [name for name in source.media or {} if ending_of(name) in PICTURES]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        made = pool.map(lambda name: _light(source, folder, name, kept), names)
        return {name: data for name, data in zip(names, made, strict=True) if data}


def _folder() -> Path | None:
    measures = cache_folder()
    return measures.with_name("pictures") if measures else None


def _light(source: Source, folder: Path, name: str, kept: Path | None) -> bytes:
    """Give a picture made light; nothing where it is light enough, or cannot be read."""
    digest = (source.media or {})[name]
    file = kept / f"{MADE_AS}-{digest}.webp" if kept else None
    try:
        if file is not None and file.is_file():
            return file.read_bytes()
        data = (folder / MEDIA / name).read_bytes()
    except OSError:
        return b""
    if sha256(data).hexdigest() != digest or len(data) > MOST_READ_BYTES:
        return b""
    made, for_certain = _anew(data)
    if file is not None and for_certain:
        keep(file, made)
    return made


def _anew(data: bytes) -> tuple[bytes, bool]:
    """Make a picture light; tell whether the same would come of it another time."""
    try:
        made = copied("light", data)
    except NotReadable as error:
        return b"", error.for_certain
    return (made if len(made) < len(data) else b""), True
