"""What pages are drawn with: the files in static/, and which of them a page needs."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from flask import Response, abort, make_response, request, url_for
from rcssmin import cssmin
from rjsmin import jsmin

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
# Comments and spaces are for those who read the files here.
SHORTER: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}
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
    content = contents().get(name)
    if content is None:
        abort(404)
    response = make_response(content, 200, {"Content-Type": TYPES[Path(name).suffix]})
    is_known = digest == _digest()
    response.cache_control.public = True
    response.cache_control.max_age = YEAR_S if is_known else 0
    response.cache_control.immutable = is_known
    response.set_etag(hashlib.sha256(content).hexdigest()[:16])
    response.make_conditional(request)
    return response


@cache
def contents() -> Mapping[str, bytes]:
    """Give what each file in static/ is sent as, by its name."""
    files = sorted(file for file in STATIC.rglob("*") if file.suffix in TYPES)
    return {file.relative_to(STATIC).as_posix(): _content(file) for file in files}


def _content(file: Path) -> bytes:
    text = file.read_text(encoding="utf-8")
    return SHORTER.get(file.suffix, str)(text).encode()


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
    return {asset(name): len(contents()[name]) for name in names}


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
    each = (hashlib.sha256(content).digest() for content in contents().values())
    return hashlib.sha256(b"".join(each)).hexdigest()[:12]
