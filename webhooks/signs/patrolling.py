"""`wayside sign patrol`: a link for the phone of who walks the signs."""

import os
import shutil
import sys
from datetime import datetime, timedelta

import click
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode

from engine.cli.plain import plain
from engine.clock import utc_now
from engine.places.moments import read_moment
from engine.signs.register import without_number
from webhooks.kept import kept
from webhooks.opening import secret_of
from webhooks.settings import from_environment
from webhooks.signs.passes import NOBODY, Pass, token_of
from webhooks.signs.saying import LONGEST_NAME, one_line
from webhooks.times import moment

# Whoever has the link can write of every sign.
LONGEST = timedelta(days=31)
QUIET_ZONE = 4


@click.command("patrol")
@click.option("--by", default="", metavar="NAME",
              help="Who walks: their name or initials. No phone number.")  # fmt: skip
@click.option(
    "--for", "span", default="8 hours", metavar="TIME", show_default=True,
    help="How long the link is good: 8 hours, 2 days; or until when: friday 17:00.",
)  # fmt: skip
@click.option(
    "--qr/--no-qr", default=None,
    help="Also draw the link as a code to scan; it is where the terminal has room.",
)  # fmt: skip
def patrol_command(by: str, span: str, *, qr: bool | None) -> None:
    """Give a link for the phone of who walks the signs and looks at each.

    They open it, begin, and scan sign by sign: each says which place it belongs to, and a tap
    writes down how it is. Whoever has the link can do so until it ends.
    """
    by = without_number(one_line("--by", by, LONGEST_NAME)) or NOBODY
    with kept():
        settings = from_environment(os.environ)
        secret = secret_of(settings)
    if settings.public_url is None:
        raise click.UsageError(
            "A phone reaches this server by its address, and none is set. Set WAYSIDE_PUBLIC_URL, "
            "as in https://play.example.org."
        )
    zone = settings.terms.zone
    pass_ = _pass(by, span, utc_now(), zone)
    link = f"{settings.public_url}/patrol/{token_of(secret, pass_)}"
    click.echo(link)
    _draw(link, qr)
    click.echo(plain(
        f"Good until {moment(pass_.until_s, zone)}. Open it on the phone of who walks, and scan "
        f"sign by sign. Whoever has it writes of signs as '{by}': do not post it anywhere."
    ), err=True)  # fmt: skip


def _pass(by: str, span: str, now: datetime, zone: str) -> Pass:
    """Give a pass from now on. Raises click.BadParameter, with what to type."""
    try:
        until = read_moment(span, now, zone)
    except ValueError as error:
        raise click.BadParameter(plain(str(error)), param_hint="--for") from None
    if until - now > LONGEST:
        told = f"'{span}' is too long: at most {LONGEST.days} days. Make a new link for each round."
        raise click.BadParameter(plain(told), param_hint="--for")
    return Pass(by, int(now.timestamp()), int(until.timestamp()))


def _draw(link: str, wanted: bool | None) -> None:  # noqa: FBT001 - as it is on the command line
    """Draw the link beside what is said of it; by itself only where a camera could read that."""
    out = sys.stderr
    code = QRCode(error_correction=ERROR_CORRECT_L, border=QUIET_ZONE)
    code.add_data(link)
    code.make()
    columns = code.modules_count + 2 * QUIET_ZONE
    has_room = out.isatty() and shutil.get_terminal_size().columns >= columns
    if (has_room and _takes_blocks(out.encoding)) if wanted is None else wanted:
        code.print_ascii(out, tty=out.isatty(), invert=True)


def _takes_blocks(encoding: str) -> bool:
    try:
        "▀▄█".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
