"""What pages are drawn with: the files in static/, and which of them a page needs."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from flask import Response, abort, make_response, request, url_for
from rcssmin import cssmin
from rjsmin import jsmin

from webhooks.web.joining import joined

STATIC = Path(__file__).parent / "static"
STEP = STATIC / "play"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
}
# Comments and spaces are for those who read the files here.
SHORTER: Mapping[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}
# The style of a page is sent in one file: nothing is shown before all of it is there, and each file
# costs a way to the server. What is not named here is added later, and sent as it is.
STYLES: Mapping[str, tuple[str, ...]] = {
    "home.css": ("wayside.css", "home.css", "code.css"),
    "not-stored.css": ("wayside.css", "plain.css", "phone.css"),
    "paper.css": ("wayside.css", "paper.css"),
    "phone.css": ("wayside.css", "phone.css"),
    "plain.css": ("wayside.css", "plain.css"),
    "sign.css": ("wayside.css", "sign.css", "code.css"),
    "walk/walk.css": ("wayside.css", "walk/walk.css"),
}
YEAR_S = 365 * 24 * 60 * 60
# Scripts ask later for those beside them, by import("./x.js").
_LATER = re.compile(r"""\bimport\(\s*["']\./([\w.-]+)["']""")


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
    """Give what each file in static/ is sent as, by its name; styles of pages whole."""
    every = (file for file in STATIC.rglob("*") if file.suffix in TYPES)
    # The step of phones is sent whole, in the script that plays it.
    files = sorted(file for file in every if file.parent != STEP)
    alone = {file.relative_to(STATIC).as_posix(): _content(file) for file in files}
    return alone | {name: b"".join(alone[each] for each in of) for name, of in STYLES.items()}


def _content(file: Path) -> bytes:
    text = joined(file) if file.suffix == ".js" else file.read_text(encoding="utf-8")
    return SHORTER.get(file.suffix, str)(text).encode()


def assets_of(page: str) -> dict[str, int]:
    """Give the addresses of all that a page is drawn with, and their bytes, in its order."""
    stem = asset("x").removesuffix("x")
    found: dict[str, None] = {}
    for name in re.findall(rf'"{re.escape(stem)}([^"]+)"', page):
        _follow(name, found)
    return {asset(name): len(contents()[name]) for name in found}


def _follow(name: str, found: dict[str, None]) -> None:
    """Find a file, and those that it asks for."""
    found[name] = None
    if name.endswith(".js"):
        for beside in _LATER.findall(contents()[name].decode()):
            if (other := (PurePosixPath(name).parent / beside).as_posix()) not in found:
                _follow(other, found)


@cache
def _digest() -> str:
    each = (hashlib.sha256(content).digest() for content in contents().values())
    return hashlib.sha256(b"".join(each)).hexdigest()[:12]
