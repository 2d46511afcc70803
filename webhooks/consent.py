"""`wayside consent`: what is kept of when and how a number asked for texts."""

import json
import os
from datetime import UTC, datetime
from itertools import chain

import click

from engine.cli.reporting import printable
from engine.secret import SecretError
from engine.store import NotStored, StoreError
from engine.store.consents import Consent
from engine.texting.addresses import addresses_at, kind_of
from webhooks.naming import typed_address
from webhooks.opening import is_new, open_kept
from webhooks.settings import Settings, SettingsError, from_environment

HOW = {
    "keyword": "by the keyword {word} of the story {story}",
    "sign": "by the sign {word} of the story {story}",
    "start": "by START",
    "text": "by a text that was neither a keyword nor on a sign",
}


@click.command()
@click.argument("number")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="For people, or for programs.")  # fmt: skip
def consent(number: str, form: str) -> None:
    """Show when and how a phone number asked for texts, and what it was told then.

    NUMBER is whole, with its country: +12025550123. Only who knows it can ask: what is kept does
    not tell it. Texts, WhatsApp and RCS are looked up alike.
    """
    phone = typed_address(number)
    try:
        found = _kept(from_environment(os.environ), phone)
    except SettingsError as error:
        raise click.UsageError(f"{error}\nAll settings: wayside doctor") from None
    except (SecretError, StoreError, NotStored) as error:
        raise click.ClickException(str(error)) from None
    click.echo(as_json(found) if form == "json" else printable(as_text(phone, found)))


def _kept(settings: Settings, phone: str) -> tuple[Consent, ...]:
    """Look it up; what was never used is not made by looking."""
    if is_new(settings):
        return ()
    store = open_kept(settings)
    try:
        every = (store.consents(kind_of(each), each) for each in addresses_at(phone))
        return tuple(sorted(chain.from_iterable(every), key=lambda kept: kept.at_s))
    finally:
        store.close()


def as_text(phone: str, found: tuple[Consent, ...]) -> str:
    """Give what is kept for people, the oldest first."""
    if not found:
        return f"Nothing is kept of {phone}: it was never told who is texting."
    return "\n".join([f"{phone} asked for texts:", *map(_entry, found)])


def _entry(kept: Consent) -> str:
    lines = [f"{_time(kept.at_s)} {HOW[kept.how].format(word=kept.word, story=kept.story)}"]
    if kept.sender:
        lines.append(f"sent to {kept.sender}")
    lines.append(f"and was told: {kept.shown}")
    if kept.ended_s is not None:
        lines.append(f"It ended {_time(kept.ended_s)}.")
    return "\n- " + "\n  ".join(lines)


def _time(at_s: int) -> str:
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def as_json(found: tuple[Consent, ...]) -> str:
    """Give what is kept as a list of objects; times are ISO 8601."""
    return json.dumps([_data(kept) for kept in found], ensure_ascii=False, indent=2)


def _data(kept: Consent) -> dict[str, str | None]:
    return {
        "at": _iso(kept.at_s),
        "ended": None if kept.ended_s is None else _iso(kept.ended_s),
        "how": kept.how,
        "word": kept.word,
        "story": kept.story,
        "language": kept.language,
        "shown": kept.shown,
        "sender": kept.sender,
    }


def _iso(at_s: int) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat()
