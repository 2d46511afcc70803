"""Whether the server lives, and whether it can serve: each thing by its name, and what to do."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, jsonify

from engine.play.catalog import Catalog
from engine.store import Store
from engine.store.store import Standing
from webhooks.seldom import Seldom
from webhooks.settings import Settings
from webhooks.stopping import Stopping

# What SQLite's log, a backup and the day's plays take with some to spare.
LEAST_FREE_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that must be right; where it is not, why, and what to do."""

    ready: bool = True
    why: str = ""
    do: str = ""


READY = Thing()


class Readiness:
    """Looks whether players can be answered. Nobody can keep the database busy by asking.

    `catalog` gives the stories that are played. Less than `least_free` bytes on a disk that is
    written to is too little.
    """

    def __init__(
        self,
        store: Store,
        catalog: Callable[[], Catalog],
        settings: Settings,
        stopping: Stopping,
        least_free: int = LEAST_FREE_BYTES,
    ) -> None:
        self._catalog = catalog
        self._stopping = stopping
        self._standing = Seldom[Standing](store.standing, "away")
        folders = written_folders(settings)
        self._disk = Seldom(lambda: disk_with(least_free, folders), SILENT_DISK)

    def things(self) -> Mapping[str, Thing]:
        """Give how each thing is, by its name."""
        standing = self._standing()
        return {
            "database": AWAY if standing == "away" else READY,
            "tables": _TABLES.get(standing, READY),
            "stories": READY if self._catalog().stories else NO_STORY,
            "disk": self._disk(),
            "running": STOPPING if self._stopping.begun else READY,
        }


AWAY = Thing(
    ready=False,
    why="The database does not answer.",
    do="See that it runs and can be reached from here; wayside doctor says more.",
)
_TABLES: Mapping[Standing, Thing] = {
    "away": Thing(
        ready=False,
        why="Nobody can tell while the database does not answer.",
        do="Mend the database first.",
    ),
    "older": Thing(
        ready=False,
        why="The database has not the tables of this program: it is of an older Wayside.",
        do="Make a backup, then type: wayside migrate",
    ),
    "moved": Thing(
        ready=False,
        why="The play has gone on in another database, or is being moved there.",
        do="Start this server with WAYSIDE_DATABASE_URL of that one; wayside doctor says more.",
    ),
    "newer": Thing(
        ready=False,
        why="The database has not the tables of this program: it is of a newer Wayside.",
        do="Install that version of Wayside here as well, then start this server again.",
    ),
}
NO_STORY = Thing(
    ready=False,
    why="There is no story that can be played.",
    do="Publish one. Type: wayside publish stories/NAME",
)
STOPPING = Thing(
    ready=False,
    why="This server is stopping.",
    do="Ask another one, or this one once it has been started again.",
)
SILENT_DISK = Thing(
    ready=False,
    why="A disk does not answer.",
    do="See that the folders of WAYSIDE_DATA and WAYSIDE_ERASURES, and the database, can be read.",
)
# Elsewhere than in the data folder.
LEDGER = "the ledger of erasures"
NO_LEDGER = Thing(
    ready=False,
    why="The folder in which it is noted who was erased is not there.",
    do="If it is on another disk, let that be there again; wayside doctor says more.",
)


def written_folders(settings: Settings) -> Mapping[str, Path]:
    """Give the folders that are written to, by what they are for."""
    folders = {"the data folder": settings.data}
    if isinstance(settings.database, Path):
        folders = {"the database": settings.database.parent, **folders}
    if not settings.erasures.is_relative_to(settings.data):
        folders[LEDGER] = settings.erasures
    return folders


def disk_with(least_free: int, folders: Mapping[str, Path]) -> Thing:
    """Look whether there is room in all of these folders; one that is still to be made is above.

    That of the ledger is never made, so it must be there.
    """
    if LEDGER in folders and not folders[LEDGER].exists():
        return NO_LEDGER
    for what, folder in folders.items():
        free = shutil.disk_usage(_nearest(folder.absolute())).free
        if free < least_free:
            return Thing(
                ready=False,
                why=f"The disk with {what} has {free // 1_000_000} MB left.",
                do="Delete what is not needed there, such as old backups, or take a larger disk.",
            )
    return READY


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def health(readiness: Readiness) -> Blueprint:
    """Make /healthz (the process answers) and /readyz (players can be answered; else 503)."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        things = readiness.things()
        ready = all(each.ready for each in things.values())
        said = jsonify(ready=ready, things={name: _said(each) for name, each in things.items()})
        said.headers["Cache-Control"] = "no-store"
        return said, 200 if ready else 503

    return blueprint


def _said(thing: Thing) -> Mapping[str, object]:
    if thing.ready:
        return {"ready": True}
    return {"ready": False, "why": thing.why, "do": thing.do}
