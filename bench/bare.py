"""What Wayside is measured against: Flask, twilio's validator, one durable commit, TwiML."""

import sqlite3
import sys
import threading
from functools import partial
from pathlib import Path

from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from bench.load import PATH, PUBLIC_URL, TOKEN
from webhooks.serving import MOST_CONNECTIONS, THREADS


def app(database: Path) -> Flask:
    bare = Flask("bare")
    validator = RequestValidator(TOKEN)
    lock = threading.Lock()
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS texts (id TEXT PRIMARY KEY, body TEXT)")

    @bare.post(PATH)
    def answer() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(PUBLIC_URL + PATH, request.form.to_dict(), signature):
            return Response(status=403)
        with lock:
            connection.execute("BEGIN IMMEDIATE")
            row = (request.form["MessageSid"], request.form["Body"])
            connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", row)
            connection.execute("COMMIT")
        twiml = MessagingResponse()
        twiml.message("You reach the north gate.")
        return Response(str(twiml), mimetype="text/xml")

    return bare


def serve(port: int, database: Path) -> None:
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
    serve(int(sys.argv[1]), Path(sys.argv[2]))
