"""Several changes in one question to a server, where none of them minds when the others are made.

A question costs a way there and back and a beginning and an end of its own, most of what a small
change costs at all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Delete, Insert, Table, Update
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.visitors import iterate

# What is asked is kept by the server for the next time, and much of it would be too much to keep.
MOST = 12
_NAMED = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Change:
    """What a statement writes and reads, by table."""

    writes: str
    reads: frozenset[str]


class Together:
    """Changes that wait to be made. `sql` gives a statement in the database's own words."""

    def __init__(self, sql: Callable[[ClauseElement], str]) -> None:
        self._sql = sql
        self._known: dict[tuple[ClauseElement, ...], str] = {}
        self._changes: dict[ClauseElement, Change | None] = {}

    def change(self, statement: ClauseElement) -> Change | None:
        """Give what a statement changes; None where that is not known, or it gives something."""
        if statement not in self._changes:
            self._changes[statement] = _change(statement)
        return self._changes[statement]

    def asked(
        self, waiting: Sequence[tuple[ClauseElement, Mapping[str, object]]]
    ) -> tuple[str, dict[str, object]]:
        """Give all that waits as one question, with its values."""
        statements = tuple(statement for statement, _ in waiting)
        if (question := self._known.get(statements)) is None:
            question = self._known[statements] = _joined([self._sql(each) for each in statements])
        if len(waiting) == 1:
            return question, dict(waiting[0][1])
        return question, {
            f"{name}_{place}": value
            for place, (_, values) in enumerate(waiting)
            for name, value in values.items()
        }


def beside(change: Change, others: list[Change]) -> bool:
    """Tell whether a change comes to the same whether it is made after others or along with them.

    All that is made in one question sees what was there before it, and in which order rows are
    added, and taken from others, nobody knows: rows that two players share, and which somebody
    might wait for in another order, are changed by words (`text`), which never wait.
    """
    return len(others) < MOST and all(
        other.writes != change.writes and other.writes not in change.reads for other in others
    )


def _change(statement: ClauseElement) -> Change | None:
    if not isinstance(statement, Insert | Update | Delete) or statement._returning:  # noqa: SLF001
        return None
    tables = [each.name for each in iterate(statement) if isinstance(each, Table)]
    return Change(str(statement.table), frozenset(tables))


def _joined(each: list[str]) -> str:
    if len(each) == 1:
        return each[0]
    *first, last = [_NAMED.sub(rf"%(\1_{place})s", question) for place, question in enumerate(each)]
    before = ", ".join(f"change_{place} AS ({question})" for place, question in enumerate(first))
    return f"WITH {before} {last}"
