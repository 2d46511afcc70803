"""What Wayside is measured against: Flask, twilio's validator, one durable commit, TwiML.

On PostgreSQL there is a second one, whose commit is the same as that of a turn (`same`).
"""

import sqlite3
import sys
import threading
from collections.abc import Callable
from functools import partial
from hashlib import md5
from typing import TypeAlias

import psycopg
from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from psycopg_pool import ConnectionPool
from sqlalchemy.dialects import postgresql
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bench.load import PATH, PUBLIC_URL, TOKEN
from engine.store import statements
from engine.store.spending import ADD_SPENT
from engine.store.tables import METADATA
from webhooks.serving import MOST_CONNECTIONS, THREADS

Keep: TypeAlias = Callable[[str, str, str], None]


def app(database: str, *, does_the_same: bool = False) -> Flask:
    bare = Flask("bare")
    validator = RequestValidator(TOKEN)
    on_server = _the_same if does_the_same else _on_server
    keep = on_server(database) if "://" in database else _in_file(database)

    @bare.post(PATH)
    def answer() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(PUBLIC_URL + PATH, request.form.to_dict(), signature):
            return Response(status=403)
        keep(request.form["MessageSid"], request.form["From"], request.form["Body"])
        twiml = MessagingResponse()
        twiml.message("You reach the north gate.")
        return Response(str(twiml), mimetype="text/xml")

    return bare


def _in_file(database: str) -> Keep:
    lock = threading.Lock()
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, body TEXT)")

    def keep(sid: str, _sender: str, body: str) -> None:
        with lock:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (sid, body))
            connection.execute("COMMIT")

    return keep


def _on_server(database: str) -> Keep:
    pool = ConnectionPool(database, min_size=THREADS, open=True)
    with pool.connection() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, body TEXT)")

    def keep(sid: str, _sender: str, body: str) -> None:
        with pool.connection() as connection:
            connection.execute(
                "INSERT INTO texts VALUES (%s, %s) ON CONFLICT DO NOTHING", (sid, body)
            )

    return keep


def _the_same(database: str) -> Keep:
    """Keep what a turn keeps, with its locks and its one reading, in tables like those of Wayside.

    By the driver alone, a statement after the other, and without a story: always the same is kept.
    """
    with psycopg.connect(database) as connection:
        connection.execute("CREATE SCHEMA bare")
        for table in METADATA.tables:
            like = f"CREATE TABLE bare.{table} (LIKE public.{table} INCLUDING ALL)"
            connection.execute(like.encode())
    # Only here: what is measured against has no pooler in front of it.
    asked = {"options": "-c search_path=bare", "autocommit": True}
    pool = ConnectionPool(database, kwargs=asked, min_size=THREADS, open=True)
    dialect = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
    words = {each: str(each.compile(dialect=dialect)) for each in (*NEW, *KNOWN)}

    def keep(sid: str, sender: str, _body: str) -> None:
        player = md5(sender.encode()).digest()
        values = {
            "id": player, "player": player, "of_player": player, "of_address": player,
            "of_number": int.from_bytes(player[:8], signed=True), "of_message": player,
            "created_on": DAY, "last_turn_on": DAY, "day": DAY, "language": "en", "story": "mural",
            "of_story": "mural", "stopped": False, "play": 800 * "x", "answer": 300 * "y",
            "updated_at_s": 1, "at_s": 1, "kind": "moved", "edition": "e", "what": "a}b",
            "channel": "sms", "staff": False, "country": "US", "segments_in": 1,
            "segments_out": 1, "media_in": 0, "media_out": 0, "amount": 1, "texts_in": 1,
            "texts_out": 1,
        }  # fmt: skip
        with pool.connection() as connection, connection.transaction():
            for lock in (statements.LOCK_ADDRESS, statements.LOCK_PLAYER):
                connection.execute(words[lock], values)
            if connection.execute(words[statements.FIND], values).fetchone() is None:
                for each in NEW:
                    connection.execute(words[each], values)
            values["id"] = md5(sid.encode()).digest()
            for each in KNOWN[3:]:
                connection.execute(words[each], values)

    return keep


NEW = (statements.ADD_PLAYER, statements.ADD_ADDRESS, statements.ADD_PLAY)
KNOWN = (
    statements.LOCK_ADDRESS, statements.LOCK_PLAYER, statements.FIND, statements.ADD_MESSAGE,
    statements.CHANGE_PLAY, statements.ADD_HAPPENING, ADD_SPENT,
)  # fmt: skip
DAY = "2026-10-01"


def serve(port: int, database: str, *same: str) -> None:
    server = Granian(
        "bare",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backpressure=MOST_CONNECTIONS,
        websockets=False,
        log_enabled=False,
    )
    loader = partial(app, database, does_the_same=bool(same))
    server.serve(target_loader=loader, wrap_loader=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]), *sys.argv[2:])
