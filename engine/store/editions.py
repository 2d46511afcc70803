"""Editions of stories: their files, and which of them players meet."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.store import edition_statements
from engine.store.database import Database, Transaction

How: TypeAlias = Literal["first", "publish", "watch", "rollback", "withdraw"]
MEDIA = "media/"


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
        with self._database.read() as transaction:
            row = transaction.first(edition_statements.FIND_NEWEST_PUBLICATION)
        return int(row[0] or 0) if row else 0

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
        """Give the files of an edition by name; those in media/ as the SHA-256 of their content."""
        with self._database.read() as transaction:
            return {
                name: content if name.startswith(MEDIA) else _content(transaction, content)
                for name, content in transaction.all(
                    edition_statements.FIND_EDITION_NAMES, of_story=story, of_edition=edition
                )
            }

    def content(self, digest: bytes) -> bytes | None:
        """Give a content by its SHA-256."""
        with self._database.read() as transaction:
            row = transaction.first(edition_statements.FIND_CONTENT, of_content=digest)
        return bytes(row[0]) if row else None

    def publish(
        self, story: str, edition: str, files: Mapping[str, bytes], at_s: int, how: How
    ) -> bool:
        """Keep an edition and make it the current one; False where it is that already."""
        with self._database.write() as transaction:
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
        with self._database.write() as transaction:
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
