"""Canaries: values that nobody else has, sent in by every way, and looked for where none may be."""

import json
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.serving import ROOT, Reply, Server, serving
from tests.twilio_api import Api, twilio_api
from tests.twilio_stub import (
    ACCOUNT,
    HOOK_URL,
    OUR_NUMBER,
    PUBLIC_URL,
    environment,
    signature,
    text,
)
from tests.until import until
from webhooks.web.walk.session import Session

STATUS = "/hooks/twilio/status"
FORM = "application/x-www-form-urlencoded"
STORY = """
story: The Vault
keywords: [VAULT]
start: door
remember: {friend: ""}
collections: {wishes: text, pictures: photo, sounds: voice}
scenes:
  door:
    say: A door.
    ask: {question: "Who are you?", save: friend}
    go: hall
  hall:
    say: Good day, {friend}.
    answers:
      - {words: [wish], collect: wishes, say: It is heard.}
      - {photo: yes, collect: pictures, say: It is seen.}
      - {voice: yes, collect: sounds, say: It is heard.}
    after: {1 s: {say: "It creaks, {friend}."}}
"""
# What tells of players without telling of anybody, at any time.
REPORTS = (
    ["report", "vault"], ["report", "vault", "--format", "csv"], ["report", "vault", "--staff"],
    ["report", "vault", "--format", "json"], ["budget"], ["budget", "--format", "json"],
    ["doctor"], ["doctor", "--format", "json"], ["editions"], ["stats", "vault"],
    ["register", "vault"], ["closed"], ["staff"],
)  # fmt: skip
# What shows staff what players gave, and what erases: nothing is left of who was erased.
EXPORTS = (
    ["moderate"],
    ["moderate", "list"],
    ["moderate", "replies", "vault"],
    ["forget", "--older", "90", "--yes"],
    ["forget", "--replay"],
)
FORGET_ME = ("forget me", "forget me")


@dataclass
class Canaries:
    """Everything that was planted: what it was sent as, and the value."""

    planted: dict[str, str] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def word(self, where: str) -> str:
        """Give a word that nobody else says."""
        made = "".join(self.chance.choices("bcdfghjklmnpqrstvwxz", k=14))
        return self.planted.setdefault(where, f"q{made}")

    def number(self, where: str) -> str:
        """Give a number that nobody else has, as E.164."""
        made = f"{self.chance.randrange(200, 999)}55501{self.chance.randrange(10, 99)}"
        self.planted.setdefault(where, made)
        return f"+1{self.planted[where]}"

    def token(self, where: str) -> str:
        """Give 32 hex digits, as ids and keys are."""
        return self.planted.setdefault(where, f"{self.chance.getrandbits(128):032x}")

    def seen_in(self, data: bytes) -> list[str]:
        """Name the canaries that are there, in whatever case, also with their digits parted."""
        plain = data.lower()
        bare = re.sub(rb"[ ().-]", b"", plain)
        return [
            where
            for where, value in self.planted.items()
            if value.encode() in plain or value.encode() in bare
        ]


@dataclass
class Found:
    """Where which canaries were seen, how many there were, and what was answered."""

    planted: int = 0
    logs: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    before_erasing: int = 0
    statuses: set[int] = field(default_factory=set)
    events: set[str] = field(default_factory=set)


def plant_and_look(
    folder: Path, program: Sequence[str] = ("-m", "webhooks"), *, prints: bool = True
) -> Found:
    """Plant canaries through every input of a real server, have all erased, force errors, look.

    `prints`: also in what every command prints.
    """
    reports, exports = (REPORTS, (*REPORTS, *EXPORTS)) if prints else ((), ())
    canaries, found = Canaries(), Found()
    shelf = folder / "stories" / "vault"
    shelf.mkdir(parents=True)
    (shelf / "story.yaml").write_text(STORY, encoding="utf-8")
    data = folder / "data"
    with twilio_api() as api:
        given = {
            "TWILIO_AUTH_TOKEN": f"{canaries.token('first token')},{canaries.token('other token')}",
            "WAYSIDE_TWILIO_API": api.url,
            "WAYSIDE_TRY": "on",
        }
        api.token = canaries.token("first token")
        with serving(data, stories=shelf.parent, program=program, workers=2, **given) as server:
            plant = _Planting(server, data, canaries, api, found)
            plant.everything()
            found.before_erasing = len(canaries.seen_in(_files(data)))
            found.reports = canaries.seen_in(_printed(folder, given, reports))
            plant.forget_everybody()
            assert until(lambda: not _rows(data, "SELECT 1 FROM erasures WHERE NOT noted"))
            _run(folder, given, program, "forget", "--rewrite")
            found.files = canaries.seen_in(_files(data))
            found.exports = canaries.seen_in(_printed(folder, given, exports))
            _damage(data)
            plant.errors()
        found.logs = canaries.seen_in("".join(server.said).encode())
        found.events = set(_events(server.said))
    found.planted = len(canaries.planted)
    return found


def _files(data: Path) -> bytes:
    """Give every byte beside the secret: the database, its log, the ledger."""
    every = sorted(each for each in data.rglob("*") if each.is_file() and each.name != "secret")
    return b"\n".join(each.read_bytes() for each in every)


def _rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(data / "wayside.db")
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def _printed(folder: Path, given: Mapping[str, str], commands: Sequence[Sequence[str]]) -> bytes:
    return b"".join(_run(folder, given, ("-m", "webhooks"), *command) for command in commands)


def _run(folder: Path, given: Mapping[str, str], program: Sequence[str], *command: str) -> bytes:
    where = {"WAYSIDE_STORIES": str(folder / "stories"), "WAYSIDE_DATA": str(folder / "data")}
    run = subprocess.run(
        [sys.executable, *program, *command],
        cwd=ROOT, env=environment(**where, **given), capture_output=True, check=False,
    )  # fmt: skip
    return run.stdout + run.stderr


def _damage(data: Path) -> None:
    """Break the database in ways that reach the code of turns, of waking, of sending."""
    database = sqlite3.connect(data / "wayside.db", isolation_level=None)
    for table in ("misses", "wakes", "outbox", "erasures", "remnants"):
        database.execute(f"ALTER TABLE {table} RENAME TO away_{table}")
    database.close()


def _events(said: Sequence[str]) -> Iterator[str]:
    for line in said:
        if line.startswith("{"):
            yield json.loads(line)["event"]


class _Planting:
    """Sends canaries to a server, by every way that there is in."""

    def __init__(
        self, server: Server, data: Path, canaries: Canaries, api: Api, found: Found
    ) -> None:
        self.server, self.data, self.canaries = server, data, canaries
        self.api, self.found = api, found
        self.senders: list[str] = []
        self.phones: list[tuple[str, str]] = []
        self.walkers: list[Session] = []

    def everything(self) -> None:
        self.texts()
        self.odd_texts()
        self.requests()
        self.forgeries()
        self.callbacks()
        self.drawn_phone()
        self.walk()
        assert until(lambda: self.api.taken != [])

    # Texts

    def sender(self, where: str) -> str:
        number = self.canaries.number(f"number of {where}")
        self.senders.append(number)
        return number

    def text(self, body: str, sender: str, headers: Mapping[str, str] = {}, **more: str) -> Reply:
        return self._post(HOOK_URL, text(body, sender, **more), headers)

    def _post(self, url: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        sign = {"X-Twilio-Signature": signature(url, fields, self.canaries.token("first token"))}
        return self.ask(
            "POST", url.removeprefix(PUBLIC_URL), urlencode(fields),
            {"Content-Type": FORM} | sign | dict(headers),
        )  # fmt: skip

    def ask(self, *of: object) -> Reply:
        reply = self.server.ask(*of)  # type: ignore[arg-type]
        self.found.statuses.add(reply.status)
        return reply

    def texts(self) -> None:
        word = self.canaries.word
        asked = self.sender("who is asked")
        for body in ("VAULT", word("name"), word("unmatched"), f"I wish {word('wish')}"):
            self.text(body, asked)
        media = f"{self.api.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media"
        photo = {"NumMedia": "1", "MediaContentType0": "image/jpeg"}
        photo |= {"MediaUrl0": f"{media}/{self.canaries.token('media')}"}
        self.text(word("caption"), asked, **photo)
        voice = {"NumMedia": "1", "MediaContentType0": "audio/amr"}
        self.text("", asked, **voice, MediaUrl0=f"{media}/{self.canaries.token('sound')}")
        self.text(f"call me at {self.canaries.number('number in a text')}", asked)
        stopped = self.sender("who stops")
        for body in ("VAULT", word("name of who stops"), "STOP", word("after stop")):
            self.text(body, stopped)
        nudged = self.sender("who is nudged")
        for body in ("VAULT", word("name of who is nudged")):
            self.text(body, nudged)

    def odd_texts(self) -> None:
        word = self.canaries.word
        odd = self.sender("odd texts")
        self.text("VAULT", odd, ProfileName=word("profile name"), FromCity=word("city"))
        self.text("hello", odd, OptOutType=word("opt-out type"))
        self.text("hello", odd, ButtonPayload=word("payload"), Latitude=word("latitude"))
        self.text("hello", odd, **{word("name of a field"): word("value of a field")})
        self.text("hello", odd, MessageSid=f"SM{self.canaries.token('message id')}")
        self.text("hello", odd, AccountSid=f"AC{self.canaries.token('account of others')}")
        self.text("hello", odd, To=self.canaries.number("number texted"))
        self.text("hello", odd, NumMedia=word("number of media"))
        self.text("hello", f"whatsapp:{self.sender('whatsapp')}")
        self.text(word("long") * 4_500, odd)
        self.text(word("half a character") + "\ud800".encode("utf-8", "surrogatepass").decode(
            "latin-1"), odd)  # fmt: skip

    # Requests

    def requests(self) -> None:
        word, headed = self.canaries.word, self.sender("headers")
        names = (
            "User-Agent", "Referer", "X-Forwarded-For", "Authorization", "Cookie",
            "I-Twilio-Idempotency-Token", "Accept-Language", "X-Request-Id",
        )  # fmt: skip
        self.text("VAULT", headed, {name: word(name) for name in names})
        self.ask("GET", f"/{word('path')}?q={word('query')}", b"", {"Host": word("host")})
        self.ask("GET", f"/try?say={word('ready text')}&phone={word('phone')}")
        self.ask("GET", f"/%F0%9F{word('encoded path')}%00")
        self.ask("POST", f"/{word('posted path')}", word("posted body"))
        self.ask("DELETE", "/hooks/twilio/sms", word("deleted body"))
        self.ask("POST", "/try", word("large") * 9_000, {"Content-Type": FORM})
        self.ask("POST", "/try", word("no form"), {"Content-Type": word("content type")})

    def forgeries(self) -> None:
        word = self.canaries.word
        path, forged = "/hooks/twilio/sms", text(word("forged text"), self.sender("a forger"))
        bad = {"Content-Type": FORM, "X-Twilio-Signature": word("forged signature")}
        self.ask("POST", f"{path}?{word('query of a forgery')}", urlencode(forged), bad)
        self.ask("POST", path, urlencode(forged), {"Content-Type": FORM})
        wrong = signature(HOOK_URL, forged, self.canaries.token("token of a forger"))
        self.ask("POST", path, urlencode(forged), bad | {"X-Twilio-Signature": wrong})
        as_json = {"Content-Type": "application/json"}
        self.ask("POST", path, f'{{"Body": "{word("json")}"}}', as_json)
        self.ask("POST", path, "&".join(f"{word('field')}{n}=1" for n in range(1_500)), bad)

    def callbacks(self) -> None:
        word, token = self.canaries.word, self.canaries.token
        fields = {
            "MessageSid": f"SM{token('id in a callback')}", "MessageStatus": "undelivered",
            "To": self.canaries.number("number in a callback"), "From": OUR_NUMBER,
            "ErrorCode": "30007", "ErrorMessage": word("error message"), "AccountSid": ACCOUNT,
        }  # fmt: skip
        for query in (f"letter={token('letter')}", f"letter={quote(word('no letter'))}", ""):
            self._post(f"{PUBLIC_URL}{STATUS}?{query}".rstrip("?"), fields, {})
        self._post(f"{PUBLIC_URL}{STATUS}", {**fields, "MessageStatus": word("status")}, {})
        forged = {"Content-Type": FORM, "X-Twilio-Signature": word("signature of a callback")}
        target = f"{STATUS}?letter={word('forged letter')}"
        self.ask("POST", target, urlencode(fields), forged)

    # The phone drawn on the screen

    def drawn_phone(self) -> None:
        word = self.canaries.word
        phone, page = self.canaries.token("id of a phone"), self.ask("GET", "/try")
        assert page.status == 200
        self.on_screen(phone, "VAULT", word("name on the screen"), word("text on the screen"))
        self.phones.append((phone, ""))
        cookies = {"Cookie": f"wayside-phone-1={phone}; wayside-texts-1={word('transcript')}; "
                   f"wayside-seen-1={word('seen')}"}  # fmt: skip
        self.ask("GET", "/try", b"", cookies)
        form = {"token": word("token of a form"), "text": word("text of another site")}
        self.ask("POST", "/try", urlencode(form), {"Content-Type": FORM} | cookies)

    def on_screen(self, phone: str, *texts: str) -> None:
        cookie = {"Cookie": f"wayside-phone-1={phone}"}
        page = self.ask("GET", "/try", b"", cookie)
        found = re.search(rb'name="token" value="([0-9a-f]+)"', page.body)
        assert found
        for said in texts:
            form = {"token": found[1].decode(), "text": said, "phone": "1"}
            self.ask("POST", "/try", urlencode(form), {"Content-Type": FORM} | cookie)

    # The walk in a browser

    def walk(self) -> None:
        word, walker = self.canaries.word, Session(self.canaries.token("id of a walker"))
        cookie = {"Cookie": f"wayside-web={walker.id}", "User-Agent": word("browser of a walker")}
        self.ask("GET", f"/w/vault?language={word('language')}&x={word('query of a walk')}")
        form = {"token": walker.token, "do": "open", "what": "", "message": word("form id")}
        begun = self.ask("POST", "/w/vault", urlencode(form), {"Content-Type": FORM} | cookie)
        assert begun.status == 303
        form |= {"do": "say", "what": word("name of a walker")}
        self.ask("POST", "/w/vault", urlencode(form), {"Content-Type": FORM} | cookie)
        by_script = {"Content-Type": "application/json", "X-Wayside-Token": walker.token} | cookie
        for done in (
            {"do": "say", "what": word("text of a walker")},
            {"do": "press", "what": word("choice"), "words": word("words of a choice")},
            {"do": "arrive", "what": word("place arrived at")},
            {"do": "scan", "what": word("place scanned")},
            {"do": word("no such thing"), "latitude": word("position")},
            {"do": "say", "what": [word("no text")]},
        ):
            self.ask("POST", "/api/walks/vault", json.dumps(done), by_script)
        self.ask("POST", "/api/walks/vault", word("no json"), by_script)
        self.ask("GET", f"/api/walks/vault/unasked?after={word('after')}", b"", cookie)
        other = cookie | {"X-Wayside-Token": word("token of another")}
        self.ask("POST", "/api/walks/vault", "{}", {"Content-Type": "application/json"} | other)
        self.walkers.append(walker)

    # Erasing, and errors

    def forget_everybody(self) -> None:
        for sender in self.senders:
            for number in (sender, f"whatsapp:{sender}"):
                for words in FORGET_ME:
                    self.text(words, number)
        for phone, _ in self.phones:
            self.on_screen(phone, *FORGET_ME)
        for walker in self.walkers:
            self.ask(
                "POST", "/w/vault/clear", urlencode({"token": walker.token}),
                {"Content-Type": FORM, "Cookie": f"wayside-web={walker.id}"},
            )  # fmt: skip

    def errors(self) -> None:
        word = self.canaries.word
        sender = self.sender("who meets errors")
        # What is sent by itself fails in every way.
        self.api.faults = [500, "drop", "cut", 429] * 5  # type: ignore[list-item]
        for body in ("VAULT", word("name among errors"), word("unmatched among errors"), "wish"):
            self.text(body, sender)
        self.on_screen(self.canaries.token("phone among errors"), "VAULT", word("screen error"))
        assert until(lambda: "What is to be erased waits" in "".join(self.server.said))
        self.damaged_plays()

    def damaged_plays(self) -> None:
        """Put back what was taken away, and let each kept play be one that cannot be read."""
        database = sqlite3.connect(self.data / "wayside.db", isolation_level=None)
        for table in ("misses", "wakes", "outbox", "erasures", "remnants"):
            database.execute(f"ALTER TABLE away_{table} RENAME TO {table}")
        sender = self.sender("who has a damaged play")
        for body in ("VAULT", self.canaries.word("name before the damage")):
            self.text(body, sender)
        for number, broken in enumerate(
            (f'{{"v": 1, "{self.canaries.word("damaged key")}": 1}}',
             self.canaries.word("damaged play"), f'{{"v": "{self.canaries.word("version")}"}}')
        ):  # fmt: skip
            database.execute("UPDATE plays SET play = ?", (broken,))
            self.text(f"{self.canaries.word(f'text {number} to a damaged play')}", sender)
        database.execute("UPDATE plays SET answer = ?", (self.canaries.word("damaged answer"),))
        self.text("again", sender)
        database.close()
