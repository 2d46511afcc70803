"""What pages are drawn with: the files in static/, and which of them a page needs."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Response, send_from_directory, url_for

STATIC = Path(__file__).parent / "static"
YEAR_S = 365 * 24 * 60 * 60
# Modules ask for those beside them: at once, by import {...} from "./x.js", or later.
_AT_ONCE = re.compile(r"""\bfrom\s*["']\./([\w.-]+)["']""")
_EVER = re.compile(r"""(?:\bfrom|\bimport\()\s*["']\./([\w.-]+)["']""")


def asset(name: str) -> str:
    """Give the address of a file in static/, another one whenever one of them changes.

    Scripts ask for each other beside themselves, so all have one digest.
    """
    return url_for("web.assets", digest=_digest(), name=name)


def give_asset(digest: str, name: str) -> Response:
    """Give a file. Its address holds the digest of all of them, so what it gives never changes.

    A page that was open since before an update is given what there is now.
    """
    is_known = digest == _digest()
    response = send_from_directory(STATIC, name, max_age=YEAR_S if is_known else 0)
    response.cache_control.immutable = is_known
    return response


def modules_of(name: str) -> list[str]:
    """Give the addresses of the scripts that a script needs before it begins, itself among them.

    Else a browser would find them one after the other, and each costs a way to the server.
    """
    return [asset(each) for each in _needed(name, _AT_ONCE)]


def assets_of(page: str) -> dict[str, int]:
    """Give the addresses of all that a page is drawn with, and their bytes, in its order."""
    stem = asset("x").removesuffix("x")
    asked = re.findall(rf'"{re.escape(stem)}([^"]+)"', page)
    names = dict.fromkeys(name for each in asked for name in _needed(each, _EVER))
    return {asset(name): (STATIC / name).stat().st_size for name in names}


@cache
def _needed(name: str, imports: re.Pattern[str]) -> tuple[str, ...]:
    """Give the name of a file, and the names of those that it asks for."""
    found: dict[str, None] = {}
    _follow(name, imports, found)
    return tuple(found)


def _follow(name: str, imports: re.Pattern[str], found: dict[str, None]) -> None:
    found[name] = None
    for other in _imports(name, imports):
        if other not in found:
            _follow(other, imports, found)


def _imports(name: str, imports: re.Pattern[str]) -> Iterator[str]:
    file = STATIC / name
    if file.suffix == ".js":
        for beside in imports.findall(file.read_text(encoding="utf-8")):
            yield (file.parent / beside).relative_to(STATIC).as_posix()


@cache
def _digest() -> str:
    files = sorted(file for file in STATIC.rglob("*") if file.is_file())
    each = (hashlib.sha256(file.read_bytes()).digest() for file in files)
    return hashlib.sha256(b"".join(each)).hexdigest()[:12]
