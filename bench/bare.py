"""What Wayside is measured against: Flask, twilio's validator, one durable commit, TwiML."""

import sqlite3
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from psycopg_pool import ConnectionPool
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bench.load import PATH, PUBLIC_URL, TOKEN
from webhooks.serving import MOST_CONNECTIONS, THREADS

Keep: TypeAlias = Callable[[str, str], None]


def app(database: str) -> Flask:
    bare = Flask("bare")
    validator = RequestValidator(TOKEN)
    keep = _on_server(database) if "://" in database else _in_file(database)

    @bare.post(PATH)
    def answer() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(PUBLIC_URL + PATH, request.form.to_dict(), signature):
            return Response(status=403)
        keep(request.form["MessageSid"], request.form["Body"])
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

    def keep(sid: str, body: str) -> None:
        with lock:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (sid, body))
            connection.execute("COMMIT")

    return keep


def _on_server(database: str) -> Keep:
    pool = ConnectionPool(database, min_size=THREADS, open=True)
    with pool.connection() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, body TEXT)")

    def keep(sid: str, body: str) -> None:
        with pool.connection() as connection:
            connection.execute(
                "INSERT INTO texts VALUES (%s, %s) ON CONFLICT DO NOTHING", (sid, body)
            )

    return keep


def serve(port: int, database: str) -> None:
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
    server.serve(target_loader=partial(app, database), wrap_loader=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
