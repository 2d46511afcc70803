"""What a phone carries on a walk, so that it needs no signal: /api/walks/STORY/download, /sw.js."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from flask import Blueprint, abort, jsonify, make_response, request
from werkzeug.wrappers import Response

from engine.showing import FOLDER
from engine.story.luggage import luggage
from engine.story.model import Story
from engine.turns import NotStored
from webhooks.web.assets import TYPES, assets_of, contents
from webhooks.web.walk.drawn import digest_of, shell_address, shell_page
from webhooks.web.walk.listed import offline_address, offline_page
from webhooks.web.walk.pocket import pocket_address, pocket_file
from webhooks.web.walk.walks import Walks, map_address, told

Kind: TypeAlias = Literal["page", "story", "asset", "map", "picture", "sound"]


@dataclass(frozen=True, slots=True)
class File:
    """One file that a phone carries. What an address gives never changes."""

    url: str
    bytes: int
    kind: Kind


class Carried:
    """The doors to the list of these files, to the page among them, and to what serves them."""

    def __init__(self, walks: Walks) -> None:
        self._walks = walks

    def add_to(self, blueprint: Blueprint) -> None:
        """Put them into a blueprint."""
        blueprint.add_url_rule("/api/walks/<name>/download", "download", self.download)
        blueprint.add_url_rule("/w/<name>/offline", "offline", self.offline)
        blueprint.add_url_rule("/w/<name>/shell", "shell", self.shell)
        blueprint.add_url_rule("/sw.js", "worker", worker)

    def download(self, name: str) -> Response:
        """List all that a walk needs in its language; another `version` where any of it changed."""
        story = told(self._walks.story(name))
        try:
            files = [asdict(file) for file in self._files(story)]
        except NotStored:
            return make_response(jsonify(error="not stored"), 503, {"Retry-After": "5"})
        content = json.dumps([story.edition, files]).encode()
        response = jsonify(
            version=hashlib.sha256(content).hexdigest()[:16],
            bytes=sum(file["bytes"] for file in files),
            files=files,
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    def offline(self, name: str) -> Response:
        """Give the list that stands for a walk without signal, as long as it is the one named."""
        return _if_same(offline_page(self._walks, told(self._walks.story(name))))

    def shell(self, name: str) -> Response:
        """Give the page in which a phone plays without signal, as long as it is the one named."""
        return _if_same(shell_page(self._walks, told(self._walks.story(name))))

    def _files(self, story: Story) -> Iterator[File]:
        """Give the files in the order in which they are likely wanted. Raises NotStored."""
        page, drawn = offline_page(self._walks, story), map_address(story)
        yield File(offline_address(story, page), len(page.encode()), "page")
        if story.offline:
            shell = shell_page(self._walks, story)
            yield File(shell_address(story, shell), len(shell.encode()), "page")
            yield File(pocket_address(story), len(pocket_file(story)), "story")
            page += shell
        for address, size in assets_of(page).items():
            yield File(address, size, "asset")
        if drawn:
            yield File(drawn, len(self._walks.maps.map_of(story).encode()), "map")
        for piece in luggage(story):
            yield File(FOLDER + piece.name, piece.bytes, piece.kind)


def _if_same(page: str) -> Response:
    if request.args.get("of") != digest_of(page):
        abort(404)
    return make_response(page, 200, {"Cache-Control": "no-store"})


def worker() -> Response:
    """Give the script by which a browser answers from what it carries, for all pages here."""
    response = make_response(contents()["walk/sw.js"], 200, {"Content-Type": TYPES[".js"]})
    # Else a mended one would not be seen for as long as a browser keeps it.
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response
