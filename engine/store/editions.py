"""Editions of stories: their files, and which of them players meet."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.store import edition_statements
from engine.store.alone import PUBLISHING, one_at_a_time
from engine.store.database import Database, Transaction
from engine.story.media import NAMED_BY_BYTES, ending_of, start_of_content

How: TypeAlias = Literal["first", "publish", "watch", "rollback", "withdraw"]
MEDIA = "media/"
# Pictures of media/ as phones are shown them, by the names of those with an ending of their own.
LIGHT = "light/"
GIVEN_OUT = (MEDIA, LIGHT)
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Publication:
    """What was made the current edition of a story, when (seconds since 1970) and how.

    Without an edition the story was withdrawn.
    """

    story: str
    edition: str | None
    at_s: int
    how: str


class Editions:
    """The editions in a database. Everything here raises NotStored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self) -> int:
        """Give the number of the newest publication; 0 before the first."""
        return self._database.newest(edition_statements.FIND_NEWEST_PUBLICATION)

    def current(self) -> dict[str, str]:
        """Give the edition of each story that players meet."""
        with self._database.read() as transaction:
            rows = transaction.all(edition_statements.FIND_CURRENT)
        return {story: edition for story, edition in rows if edition is not None}

    def published(self) -> list[Publication]:
        """Give everything that was ever published, in its order."""
        with self._database.read() as transaction:
            return [
                Publication(*row) for row in transaction.all(edition_statements.FIND_PUBLICATIONS)
            ]

    def files(self, story: str, edition: str) -> dict[str, bytes]:
        """Give the files of an edition by name; those given out as the SHA-256 of their content."""
        with self._database.read() as transaction:
            return {
                name: content if name.startswith(GIVEN_OUT) else _content(transaction, content)
                for name, content in transaction.all(
                    edition_statements.FIND_EDITION_NAMES, of_story=story, of_edition=edition
                )
            }

    def file(self, story: str, edition: str, name: str) -> bytes | None:
        """Give one file of an edition; None where it has no such."""
        with self._database.read() as transaction:
            row = transaction.first(
                edition_statements.FIND_EDITION_FILE,
                of_story=story,
                of_edition=edition,
                of_name=name,
            )
        return bytes(row[0]) if row else None

    def content(self, digest: bytes) -> bytes | None:
        """Give a content by its SHA-256."""
        with self._database.read() as transaction:
            row = transaction.first(edition_statements.FIND_CONTENT, of_content=digest)
        return bytes(row[0]) if row else None

    def media_size(self, public: str) -> int | None:
        """Give how many bytes a file of media/ has that is given out by this name, or None."""
        found = self._media(public)
        return found[1] if found else None

    def sizes(self, story: str, edition: str, room: str) -> dict[str, int]:
        """Give how many bytes each file in a room of an edition has (MEDIA, LIGHT), by its name."""
        with self._database.read() as transaction:
            rows = transaction.all(
                edition_statements.FIND_EDITION_SIZES, of_story=story, of_edition=edition
            )
        return {name.removeprefix(room): int(size) for name, size in rows if name.startswith(room)}

    def media(self, public: str) -> bytes | None:
        """Give a picture or a sound by the name by which it is given out, or None."""
        found = self._media(public)
        return self.content(found[0]) if found else None

    def _media(self, public: str) -> tuple[bytes, int] | None:
        """Find a content that an edition gives out under this ending; give its size too."""
        start = start_of_content(public)
        if start is None:
            return None
        rest = DIGEST_BYTES - NAMED_BY_BYTES
        between = {"of_first": start + bytes(rest), "of_last": start + b"\xff" * rest}
        with self._database.read() as transaction:
            for name, content, size in transaction.all(edition_statements.FIND_MEDIA, **between):
                if name.startswith(GIVEN_OUT) and ending_of(name) == ending_of(public):
                    return bytes(content), int(size)
        return None

    def publish(
        self, story: str, edition: str, files: Mapping[str, bytes], at_s: int, how: How
    ) -> bool:
        """Keep an edition and make it the current one; False where it is that already."""
        with one_at_a_time(self._database, PUBLISHING) as transaction:
            if dict(transaction.all(edition_statements.FIND_CURRENT)).get(story) == edition:
                return False
            known = transaction.all(
                edition_statements.FIND_EDITION_NAMES, of_story=story, of_edition=edition
            )
            for name, data in () if known else files.items():
                _keep(transaction, story, edition, name, data)
            transaction.run(
                edition_statements.ADD_PUBLICATION, story=story, edition=edition, at_s=at_s, how=how
            )
        return True

    def make_current(self, story: str, edition: str | None, at_s: int, how: How) -> None:
        """Let players meet an edition that is kept; none, to withdraw the story."""
        with one_at_a_time(self._database, PUBLISHING) as transaction:
            transaction.run(
                edition_statements.ADD_PUBLICATION, story=story, edition=edition, at_s=at_s, how=how
            )

    def plays(self, story: str) -> Iterator[str]:
        """Give every play of a story, as JSON, and nothing of whose it is."""
        with self._database.read() as transaction:
            rows = transaction.all(edition_statements.FIND_PLAYS_OF_STORY, of_story=story)
        return (row[0] for row in rows)


def _keep(transaction: Transaction, story: str, edition: str, name: str, data: bytes) -> None:
    digest = hashlib.sha256(data).digest()
    if transaction.first(edition_statements.FIND_CONTENT, of_content=digest) is None:
        transaction.run(edition_statements.ADD_CONTENT, id=digest, data=data)
    transaction.run(
        edition_statements.ADD_EDITION_FILE, story=story, edition=edition, name=name, content=digest
    )


def _content(transaction: Transaction, digest: bytes) -> bytes:
    row = transaction.first(edition_statements.FIND_CONTENT, of_content=digest)
    return bytes(row[0]) if row else b""
