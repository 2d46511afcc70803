"""From settings to the store, with the secret that belongs to it."""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from engine.clock import Clock
from engine.delivery import Delivery
from engine.erasing import Eraser, erase_again
from engine.fetching import Fetcher
from engine.ledger import Ledger, LedgerError
from engine.observing import UNOBSERVED, Observer
from engine.remnants import Deleting
from engine.secret import Secret, read_secret
from engine.showing import Showing
from engine.store import Store, is_kept, open_store
from webhooks.logs import tell_staff
from webhooks.settings import Settings
from webhooks.twilio.archive import TwilioArchive
from webhooks.twilio.carrier import Twilio
from webhooks.twilio.fetching import TwilioMedia


def open_kept(settings: Settings) -> Store:
    """Open what is kept; a new installation on SQLite gets its database and its secret here.

    Raises SecretError and StoreError, whose texts say what to do.
    """
    return open_store(settings.database, secret_of(settings), settings.pool)


def open_for_players(settings: Settings) -> Store:
    """Open what is kept, and erase again whom a restored backup still knows, before anybody plays.

    Raises SecretError, StoreError, NotStored and LedgerError, whose texts say what to do; the last
    before anything is opened, where an erasure could not be noted.
    """
    ledger_of(settings).check()
    return open_erased(settings)


def open_erased(settings: Settings) -> Store:
    """Do so, as far as the ledger can be read: whoever is erased now may be noted there later."""
    store = open_kept(settings)
    again = 0
    try:
        with suppress(LedgerError):
            again = erase_again(store, ledger_of(settings), tell_staff)
    except BaseException:
        store.close()
        raise
    if again:
        tell_staff("Players whom a backup brought back were erased again.", count=str(again))
    return store


def ledger_of(settings: Settings) -> Ledger:
    """Give the ledger of erasures: in the data folder it is made, elsewhere its folder is there."""
    inside = settings.erasures.is_relative_to(settings.data)
    return Ledger(settings.erasures, makes_folder=inside)


def eraser_of(settings: Settings, store: Store, clock: Clock) -> Eraser:
    """Make what erases by itself."""
    return Eraser(store, ledger_of(settings), clock, tell_staff)


def deleting_of(settings: Settings, store: Store, clock: Clock) -> Deleting:
    """Make what deletes at Twilio; only where nothing is missing for that."""
    archive = TwilioArchive(twilio_of(settings), settings.phone or "", clock)
    return Deleting(store, archive, clock, tell_staff)


def delivery_of(
    settings: Settings, store: Store, clock: Clock, observer: Observer = UNOBSERVED
) -> Delivery:
    """Make what sends by Twilio; only where nothing is missing for that."""
    outbox = store.outbox(settings.phone or "", settings.pace_of, settings.terms.letter)
    link = Showing(settings.public_url or "").address
    return Delivery(outbox, twilio_of(settings), clock, tell_staff, link, observer=observer)


def twilio_of(settings: Settings) -> Twilio:
    """Make what asks Twilio's API; only where nothing is missing for that."""
    return Twilio(
        settings.twilio_api,
        settings.account_sid or "",
        settings.auth_tokens[0],
        settings.status_url or "",
        settings.senders,
        media_url=Showing(settings.public_url or "").address,
        carrier_answers=settings.carrier_answers,
    )


def fetcher_of(settings: Settings, store: Store, clock: Clock) -> Fetcher:
    """Make what copies photos and voice messages from Twilio, and deletes what is nobody's."""
    host = None
    if not settings.missing_for_twilio:
        token = settings.auth_tokens[0]
        host = TwilioMedia(settings.twilio_api, settings.account_sid or "", token)
    return Fetcher(store.keepsakes, host, clock, tell_staff)


def showing_of(settings: Settings, store: Store) -> Showing:
    """Make what shows pictures and sounds by text."""
    # What is given out under a name never changes.
    size = lru_cache(maxsize=10_000)(store.editions.media_size)
    return Showing(settings.public_url or "", size, settings.takes_mms)


def secret_of(settings: Settings) -> Secret:
    """Read the secret. Raises SecretError.

    It is made where nothing was kept yet: a new one beside an old database would know nobody.
    """
    return read_secret(settings.secret_file, make_if_missing=is_new(settings))


def is_new(settings: Settings) -> bool:
    """Tell whether this installation has kept nothing so far; on PostgreSQL we cannot know."""
    return isinstance(settings.database, Path) and not is_kept(settings.database)
